//! How platforms refuse, and what state that leaves a source in: the one that its page in the documentation names. Whoever is
//! not refused is heard.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::installation::Installation;
use super::morning::{NINE, TEN};
use super::platforms::{threads, youtube};
use super::server::{Answer, Internet};
use crate::program::{lines, stderr};

/// Hosts and the sources that are asked there.
const HOSTS: [(&str, &[&str]); 13] = [
    ("habar.example", &["rss", "atom", "json-feed", "comment-feed"]),
    ("tizim.example", &["list", "sitemap"]),
    ("qala.example", &["wordpress", "wordpress-comments"]),
    ("youtube.example", &["youtube"]),
    ("vk.example", &["vk-wall", "vk-comments", "vk-search"]),
    ("telegram.example", &["telegram"]),
    ("mastodon.example", &["mastodon"]),
    ("threads.example", &["threads"]),
    ("govkz.example", &["govkz"]),
    ("egov.example", &["egov"]),
    ("taldau.example", &["taldau"]),
    ("google.example", &["sightings"]),
    ("bot.example", &["inbox"]),
];

/// The sources as the program lists them, by id.
pub(crate) fn listed(home: &Installation, now: &str) -> BTreeMap<String, Value> {
    let listed = lines(&home.ends(0, now, &["source", "list", "--json"]));
    listed.into_iter().map(|source| (source["id"].as_str().unwrap().to_owned(), source)).collect()
}

/// Runs once with hosts in a mood and wants these states; every other source must be heard.
fn check(moods: &[(&str, Answer, &str)]) -> (Internet, Installation) {
    let internet = Internet::start();
    let mut expected = BTreeMap::new();
    for (host, answer, state) in moods {
        internet.in_mood(host, answer.clone());
        let (_, sources) = HOSTS.iter().find(|(known, _)| known == host).unwrap();
        expected.extend(sources.iter().map(|source| (*source, *state)));
    }
    let home = Installation::new(&internet, |settings| settings);
    home.ends(3, NINE, &["run"]);
    for (id, source) in listed(&home, NINE) {
        let state = expected.get(id.as_str()).copied().unwrap_or("working");
        assert_eq!(source["state"], state, "{id}");
        assert_eq!(source["failures"], u32::from(expected.contains_key(id.as_str())), "{id}");
    }
    (internet, home)
}

#[test]
fn a_refusal_is_understood_by_its_word() {
    let told = |value: Value| Answer::json(value);
    let (internet, home) = check(&[
        ("habar.example", Answer::html("<p>slow down").but(429).with("Retry-After", "3000"), "http 429"),
        ("tizim.example", Answer::html("<p>forbidden").but(403), "http 403"),
        (
            "qala.example",
            told(json!({"code": "rest_not_logged_in", "data": {"status": 401}})).but(401),
            "refused: closed",
        ),
        ("youtube.example", youtube::refused(403, "quotaExceeded"), "refused: quota"),
        (
            "vk.example",
            told(
                json!({"error": {"error_code": 14, "captcha_sid": "1", "captcha_img": "https://vk.example/c"}}),
            ),
            "blocked: captcha",
        ),
        (
            "telegram.example",
            Answer::nothing().but(302).with("Location", "http://app.example/pavlodar_demo"),
            "refused: closed",
        ),
        (
            "mastodon.example",
            told(json!({"error": "This method requires an authenticated user"})).but(401),
            "refused: closed",
        ),
        ("threads.example", threads::refused(400, 190), "refused: key"),
        ("govkz.example", told(json!({"code": "notAllowed"})).but(400), "refused: closed"),
        ("egov.example", told(json!({"error": "forbidden"})).but(403), "refused: key"),
        ("taldau.example", Answer::html("<html><script>document.cookie='x'</script>"), "refused: closed"),
        ("google.example", Answer::html("<html><title>Before you continue"), "refused: closed"),
        (
            "bot.example",
            told(json!({"ok": false, "error_code": 401, "description": "Unauthorized"})).but(401),
            "refused: key",
        ),
    ]);
    // The host asked to be left alone: the other sources on it are not even tried, and none before its time.
    let asked = internet.asked("habar.example");
    assert_eq!(asked.iter().filter(|path| !path.starts_with("/robots.txt")).count(), 1, "{asked:?}");
    for id in ["rss", "atom"] {
        let next = listed(&home, NINE)[id]["next_check_at"].as_str().unwrap().to_owned();
        assert!(next.as_str() >= "2026-11-22T04:49:50Z", "{id} is due at {next}");
    }
}

#[test]
fn a_page_for_people_is_no_answer() {
    let page = || Answer::html("<html><title>Жөндеу</title><p>Сайтта техникалық жұмыстар жүріп жатыр");
    check(&[
        ("habar.example", page(), "parse: html"),
        ("qala.example", page(), "parse: html"),
        ("youtube.example", page(), "parse: html"),
        ("vk.example", page(), "parse: html"),
        ("telegram.example", page(), "parse: few entries"),
        ("mastodon.example", page(), "parse: html"),
        ("threads.example", page(), "parse: html"),
        ("govkz.example", page(), "parse: html"),
        ("egov.example", page(), "parse: html"),
        ("google.example", page(), "refused: closed"),
        ("bot.example", page(), "refused: trouble"),
    ]);
}

#[test]
fn a_captcha_is_named_and_left_alone() {
    let captcha =
        || Answer::html("<html><title>Проверка</title><div class=\"g-recaptcha\" data-sitekey=\"x\"></div>");
    let moods: Vec<_> = HOSTS.iter().map(|(host, _)| (*host, captcha(), "blocked: captcha")).collect();
    let (internet, _) = check(&moods);
    for (host, sources) in HOSTS {
        let asked = internet.asked(host).into_iter().filter(|path| !path.starts_with("/robots.txt")).count();
        assert!((1..=sources.len()).contains(&asked), "{host} was asked {asked} times");
    }
}

#[test]
fn a_site_that_wants_no_programs_is_not_asked() {
    let internet = Internet::start();
    let closed = [
        "habar.example",
        "tizim.example",
        "qala.example",
        "telegram.example",
        "mastodon.example",
        "govkz.example",
    ];
    closed.iter().for_each(|host| internet.close(host));
    let home = Installation::new(&internet, |settings| settings);
    home.ends(3, NINE, &["run"]);
    let sources = listed(&home, NINE);
    for (host, of_host) in HOSTS {
        let state = if closed.contains(&host) { "robots" } else { "working" };
        for source in of_host {
            assert_eq!(sources[*source]["state"], state, "{source}");
        }
        let asked = internet.asked(host);
        assert_eq!(
            asked.iter().all(|path| path.starts_with("/robots.txt")),
            closed.contains(&host),
            "{asked:?}"
        );
    }
}

#[test]
fn another_form_than_known_is_said_to_be_one() {
    let other = || Answer::json(json!([{"nomer": 1, "adam": "x"}]));
    let renamed = "<section class=\"tgme_channel_history\"><div class=\"tgme_widget_message\" data-post=\"pavlodar_demo/7\"><p>Су жоқ</p></div></section>";
    check(&[
        ("qala.example", other(), "parse: drift"),
        ("youtube.example", other(), "parse: drift"),
        ("vk.example", other(), "parse: drift"),
        ("telegram.example", Answer::html(renamed), "parse: drift"),
        ("mastodon.example", other(), "parse: drift"),
        ("threads.example", other(), "parse: drift"),
        ("govkz.example", other(), "parse: drift"),
        ("egov.example", other(), "parse: drift"),
        ("taldau.example", other(), "parse: drift"),
        ("bot.example", other(), "refused: trouble"),
    ]);
}

#[test]
fn a_busy_platform_is_asked_later() {
    let busy = || Answer::json(json!({"error": "busy"})).but(429).with("Retry-After", "1800");
    let down = || Answer::html("<p>bad gateway").but(502);
    let (_, home) = check(&[
        ("qala.example", busy(), "http 429"),
        ("youtube.example", busy(), "http 429"),
        ("vk.example", busy(), "http 429"),
        ("mastodon.example", busy(), "http 429"),
        ("telegram.example", busy(), "http 429"),
        ("threads.example", down(), "http 502"),
        ("govkz.example", down(), "http 502"),
        ("egov.example", down(), "http 502"),
        ("bot.example", busy(), "http 429"),
    ]);
    let next = listed(&home, NINE)["youtube"]["next_check_at"].as_str().unwrap().to_owned();
    assert!(next.as_str() >= "2026-11-22T04:30:00Z", "{next}");
}

#[test]
fn a_site_without_nice_addresses_is_still_read() {
    // The interface is asked at its path first, then by the parameter; only the parameter is answered.
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| {
        settings.replace("http://qala.example/", "http://plain.example/")
    });
    home.ends(0, NINE, &["run"]);
    assert_eq!(listed(&home, NINE)["wordpress"]["state"], "working");
    assert!(internet.asked("plain.example").iter().any(|path| path.contains("rest_route=/wp/v2/posts")));
}

#[test]
fn a_missing_secret_is_told_with_where_to_put_it() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| settings).without_secret("DAUYS_SECRET_EGOV_KEY");
    home.ends(3, NINE, &["run"]);
    for (id, source) in listed(&home, NINE) {
        assert_eq!(source["state"], if id == "egov" { "settings" } else { "working" }, "{id}");
    }
    assert_eq!(internet.asked("egov.example"), Vec::<String>::new());
    let told = home.ends(3, NINE, &["source", "check", "egov"]);
    for advice in ["FAILED settings", "DAUYS_SECRET_EGOV_KEY", "the file of `secrets`"] {
        assert!(told.contains(advice), "no `{advice}` in\n{told}");
    }
}

#[test]
fn a_channel_without_permission_is_never_asked() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| {
        settings.lines().filter(|line| !line.starts_with("permission =")).collect::<Vec<_>>().join("\n")
    });
    // The settings as a whole are refused: nothing is asked of anybody.
    let told = stderr(&home.at(NINE, &["run"]));
    home.ends(1, NINE, &["run"]);
    for advice in ["source `telegram`", "only by permission of its owner: put into `permission`"] {
        assert!(told.contains(advice), "no `{advice}` in\n{told}");
    }
    for (host, _) in HOSTS {
        assert_eq!(internet.asked(host), Vec::<String>::new(), "{host}");
    }
}

#[test]
fn a_spent_quota_is_not_overdrawn() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| {
        settings.replace("secret = \"youtube\"", "secret = \"youtube\"\nquota = 2")
    });
    home.ends(3, NINE, &["run"]);
    assert_eq!(listed(&home, NINE)["youtube"]["state"], "quota");
    let asked = internet.asked("youtube.example");
    assert_eq!(asked.len(), 2, "{asked:?}");
    home.ends(3, TEN, &["poll", "--source", "youtube"]);
    assert_eq!(internet.asked("youtube.example"), asked, "nothing is left to be spent");
    let told = home.ends(3, TEN, &["source", "check", "youtube"]);
    assert!(told.contains("FAILED quota"), "{told}");
    assert_eq!(internet.asked("youtube.example"), asked, "looking costs as well");
    // Noon of the next day here is night of a new day by the Pacific, where the quota is counted.
    let tomorrow = "2026-11-23T14:00:00+05:00";
    home.ends(3, tomorrow, &["poll", "--source", "youtube"]);
    assert_eq!(internet.asked("youtube.example").len(), 4);
}
