//! A site's posts and its readers' comments, against a WordPress in memory.

use dauys_model::Page;
use dauys_model::{Kind, Language, Source, SourceKind};
use dauys_parse::{Get, Standing, items};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::driver::{
    Outcome, Platform, Reply, Shelf, assert_nobody, get, now, number, parameter, source, walk, walk_for,
};

/// Everything that names a person in this world.
const PLANTED: [&str; 4] = ["Жанар Тестова", "zhanar_77", "gravatar", "айгүл-т7к"];

#[derive(Clone)]
struct Entry {
    id: i64,
    title: String,
    text: String,
    written: i64,
    changed: i64,
    is_public: bool,
    is_protected: bool,
    kind: &'static str,
}

/// A site with WordPress.
#[derive(Clone)]
struct Site {
    posts: Vec<Entry>,
    comments: Vec<Entry>,
    /// Whether it answers at `/wp-json/`.
    has_nice_addresses: bool,
    /// Whether it knows what WordPress knows from 5.7 on.
    is_old: bool,
    /// Whether it says how many pages there are.
    tells_pages: bool,
    renamed: Option<(&'static str, &'static str)>,
    down: Option<(u16, String)>,
}

fn ago(minutes: i64) -> i64 {
    now().as_second() - minutes * 60
}

fn gmt(seconds: i64) -> String {
    Timestamp::from_second(seconds).unwrap().to_string().trim_end_matches('Z').to_owned()
}

fn entry(id: i64, text: &str, minutes: i64) -> Entry {
    Entry {
        id,
        title: format!("Үш күн су жоқ &#8212; {id}"),
        text: text.to_owned(),
        written: ago(minutes),
        changed: ago(minutes),
        is_public: true,
        is_protected: false,
        kind: "comment",
    }
}

impl Site {
    fn new() -> Self {
        Self {
            posts: Vec::new(),
            comments: Vec::new(),
            has_nice_addresses: true,
            is_old: false,
            tells_pages: true,
            renamed: None,
            down: None,
        }
    }

    fn post(&mut self, text: &str, minutes: i64) -> usize {
        let id = 4700 + i64::try_from(self.posts.len()).unwrap();
        self.posts.push(entry(id, text, minutes));
        self.posts.len() - 1
    }

    fn comment(&mut self, text: &str, minutes: i64) -> usize {
        let id = 900 + i64::try_from(self.comments.len()).unwrap();
        self.comments.push(entry(id, text, minutes));
        self.comments.len() - 1
    }
}

fn shown_post(post: &Entry) -> Value {
    json!({"id": post.id, "date": gmt(post.written + 5 * 3600), "date_gmt": gmt(post.written),
        "modified_gmt": gmt(post.changed), "guid": {"rendered": format!("https://demo.example/?post_type=post&#038;p={}", post.id)},
        "slug": "su", "status": "publish", "type": "post", "link": format!("https://demo.example/su-zhok-{}/", post.id),
        "title": {"rendered": post.title}, "content": {"rendered": format!("<p>{}</p>", post.text), "protected": post.is_protected},
        "excerpt": {"rendered": "<p>Қысқаша</p>"}, "author": 3, "comment_status": "open"})
}

fn shown_comment(comment: &Entry) -> Value {
    json!({"id": comment.id, "post": 4700, "parent": 0, "author": 0, "author_name": "Жанар Тестова",
        "author_url": "https://demo.example/@zhanar_77", "date": gmt(comment.written + 5 * 3600), "date_gmt": gmt(comment.written),
        "content": {"rendered": format!("<p>@айгүл-т7к, {}</p>", comment.text)},
        "link": format!("https://demo.example/su-zhok-4700/#comment-{}", comment.id), "status": "approved",
        "type": comment.kind, "author_avatar_urls": {"24": "https://gravatar.demo.example/zhanar_77"}})
}

impl Platform for Site {
    fn answer(&mut self, get: &Get) -> Reply {
        assert!(get.units == 0 && get.headers.is_empty() && get.standing == Standing::Guest);
        if let Some((status, body)) = &self.down {
            return Reply::refusal(*status, body);
        }
        let path = get.url.path();
        let route = match (path.strip_prefix("/wp-json"), parameter(&get.url, "rest_route")) {
            (Some(route), None) if self.has_nice_addresses => route.to_owned(),
            (None, Some(route)) if path == "/" => route,
            _ => return Reply::refusal(404, "<html><h1>404</h1></html>"),
        };
        let is_of_posts = match route.as_str() {
            "/wp/v2/posts" => true,
            "/wp/v2/comments" => false,
            _ => return Reply::refusal(404, json!({"code": "rest_no_route", "data": {"status": 404}})),
        };
        let mut all: Vec<&Entry> = if is_of_posts { &self.posts } else { &self.comments }.iter().collect();
        all.retain(|entry| entry.is_public);
        let moment =
            |name: &str| parameter(&get.url, name).map(|text| text.parse::<Timestamp>().unwrap().as_second());
        if let Some(after) = moment("after") {
            all.retain(|entry| entry.written > after);
        }
        if let Some(after) = moment("modified_after").filter(|_| !self.is_old) {
            all.retain(|entry| entry.changed > after);
        }
        let by_change = parameter(&get.url, "orderby").as_deref() == Some("modified");
        all.sort_by_key(|entry| if by_change { entry.changed } else { entry.written });
        if parameter(&get.url, "order").unwrap() == "desc" {
            all.reverse();
        }
        let (per_page, page) = (number(get, "per_page").unwrap(), number(get, "page").unwrap_or(1));
        assert!(per_page <= 100, "WordPress refuses more");
        let pages = all.len().div_ceil(per_page);
        if page > 1 && page > pages {
            return Reply::refusal(
                400,
                json!({"code": "rest_post_invalid_page_number", "data": {"status": 400}}),
            );
        }
        let total = all.len();
        let asked = parameter(&get.url, "_fields").unwrap();
        let listed = all.into_iter().skip((page - 1) * per_page).take(per_page).map(|entry| {
            let shown = if is_of_posts { shown_post(entry) } else { shown_comment(entry) };
            let fields = shown.as_object().unwrap().clone().into_iter();
            Value::Object(fields.filter(|(name, _)| asked.split(',').any(|asked| asked == name)).collect())
        });
        let mut body = Value::Array(listed.collect()).to_string();
        if let Some((from, to)) = self.renamed {
            body = body.replace(&format!("\"{from}\""), &format!("\"{to}\""));
        }
        let reply = Reply::ok(body);
        if self.tells_pages {
            return reply.with_headers(vec![
                ("x-wp-total".into(), total.to_string()),
                ("x-wp-totalpages".into(), pages.to_string()),
            ]);
        }
        reply
    }
}

fn posts() -> Source {
    source(SourceKind::Wordpress, Kind::News, "https://demo.example/")
}

fn comments() -> Source {
    Source { posts: Kind::Comment, ..posts() }
}

fn again(source: &Source, before: &Outcome, site: &mut Site) -> Outcome {
    walk(source, before.walked.cursor.as_deref(), site)
}

#[test]
fn posts_have_the_keys_that_the_feed_gives_them() {
    let mut site = Site::new();
    let text = "Риддерде үш күн бойы су жоқ. Тұрғындар су тасушы көлік күтіп тұр, ал кәсіпорын жөндеу жұмыстары туралы \
                хабарламаған. Мектептер мен балабақшалар да сусыз қалды.";
    site.post(text, 60);
    let found = walk(&posts(), None, &mut site);
    assert_eq!(found.asked.len(), 1, "the first walk is one page");
    let item = &found.walked.items[0];
    assert_eq!(item.title.as_deref(), Some("Үш күн су жоқ — 4700"));
    assert_eq!((item.text.as_deref(), item.truncated), (Some(text), false));
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://demo.example/su-zhok-4700/");
    assert_eq!(item.published_at.unwrap().as_second(), ago(60), "the time of Greenwich, not the site's own");
    assert!(item.author.is_none() && item.language.is_none_or(|language| language == Language::Kazakh));

    let feed = "<rss version='2.0'><channel><item><title>Үш күн су жоқ</title><link>https://demo.example/su-zhok-4700/</link>\
                <guid isPermaLink=\"false\">https://demo.example/?post_type=post&amp;p=4700</guid></item></channel></rss>";
    let url = "https://demo.example/feed/".parse().unwrap();
    let page = Page { url, content_type: None, body: feed.as_bytes().to_vec() };
    let by_feed =
        items(&source(SourceKind::Feed, Kind::News, "https://demo.example/feed/"), &page, now()).unwrap();
    assert_eq!(by_feed.items[0].key, item.key);
    assert!(again(&posts(), &found, &mut site).walked.items.is_empty());
}

#[test]
fn new_edited_and_scheduled_posts_come_later() {
    let mut site = Site::new();
    for number in 0..4 {
        site.post("Су жоқ", 2000 - number * 500);
    }
    let first = walk(&posts(), None, &mut site);
    site.posts[0].text = "Су берілді".to_owned();
    site.posts[0].changed = ago(30);
    site.post("Жаңа хабар", 40);
    // Written before everything else and published by the clock: its time of change is the old one.
    let scheduled = site.post("Белгіленген уақытта", 20);
    site.posts[scheduled].changed = ago(5000);
    let second = again(&posts(), &first, &mut site);
    assert_eq!(second.texts(), ["Жаңа хабар", "Белгіленген уақытта", "Су берілді"]);
    assert_eq!(second.asked.len(), 2);
    assert!(second.walked.items[2].key == *first.keys()[3]);
    assert!(again(&posts(), &second, &mut site).walked.items.is_empty());
}

#[test]
fn protected_posts_are_left_out() {
    let mut site = Site::new();
    let post = site.post("", 60);
    site.posts[post].is_protected = true;
    site.post("Ашық хабар", 50);
    let found = walk(&posts(), None, &mut site);
    assert_eq!((found.texts(), found.walked.left_out), (vec!["Ашық хабар"], 1));
}

#[test]
fn a_backlog_is_read_in_order_and_cut_without_loss() {
    for tells_pages in [true, false] {
        let mut site = Site { tells_pages, ..Site::new() };
        site.post("Бірінші", 20_000);
        let mut outcome = walk(&posts(), None, &mut site);
        let mut shelf = Shelf::default();
        shelf.store(&outcome);
        for number in 0..1200 {
            site.post("Жаңалық", 15_000 - number * 10);
        }
        outcome = again(&posts(), &outcome, &mut site);
        assert!(outcome.walked.is_cut && outcome.asked.len() == 5);
        let mut walks = 0;
        while outcome.walked.is_cut {
            shelf.store(&outcome);
            outcome = again(&posts(), &outcome, &mut site);
            walks += 1;
            assert!(walks < 10);
        }
        shelf.store(&outcome);
        assert_eq!(shelf.0.len(), 1201);
    }
}

#[test]
fn an_import_of_one_second_is_read_by_number() {
    let mut site = Site::new();
    site.post("Бірінші", 3000);
    let first = walk(&posts(), None, &mut site);
    for _ in 0..250 {
        site.post("Көшірілген", 2000);
    }
    let second = again(&posts(), &first, &mut site);
    assert_eq!(second.walked.items.len(), 250);
    assert!(second.gets().any(|get| parameter(&get.url, "page").as_deref() == Some("3")));
}

#[test]
fn a_site_with_ten_thousand_posts_gives_its_newest_hundred_first() {
    let mut site = Site::new();
    for number in 0..10_000 {
        site.post("Жаңалық", 20_000 - number);
    }
    let found = walk(&posts(), None, &mut site);
    assert_eq!((found.walked.items.len(), found.asked.len(), found.walked.is_cut), (100, 1, false));
    assert_eq!(found.walked.items[0].published_at.unwrap().as_second(), ago(10_001));
}

#[test]
fn an_old_wordpress_gives_no_edits_and_no_archive() {
    let mut site = Site { is_old: true, ..Site::new() };
    for number in 0..300 {
        site.post("Ескі", 500_000 - number * 100);
    }
    let first = walk(&posts(), None, &mut site);
    site.post("Жаңа", 60);
    let second = again(&posts(), &first, &mut site);
    assert_eq!(second.texts(), ["Жаңа"]);
    assert_eq!(second.walked.warnings.len(), 1);
    assert_eq!(again(&posts(), &second, &mut site).asked.len(), 1, "edits are not asked for again");
}

#[test]
fn comments_are_brought_without_their_writers() {
    let mut site = Site::new();
    site.comment("Бізде де су жоқ", 60);
    let pingback = site.comment("Басқа сайт", 50);
    site.comments[pingback].kind = "pingback";
    let found = walk(&comments(), None, &mut site);
    assert_eq!(found.texts(), ["Бізде де су жоқ"]);
    let item = &found.walked.items[0];
    assert_eq!(item.key, "https://demo.example/?p=4700#comment-900");
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://demo.example/su-zhok-4700/#comment-900");
    assert_eq!(item.thread.as_ref().unwrap().as_str(), "https://demo.example/su-zhok-4700/");
    assert!(item.author.is_some() && item.title.is_none());
    assert!(
        !parameter(&get(&found.asked[0]).url, "_fields").unwrap().contains("avatar"),
        "what is not needed is not asked for"
    );
    assert_nobody(&found, &PLANTED);

    // Written an hour before the newest, and looked at by an editor only now.
    let late = site.comment("Кеш қаралған", 120);
    site.comments[late].is_public = true;
    let second = again(&comments(), &found, &mut site);
    assert_eq!(second.texts(), ["Кеш қаралған"]);
    assert_nobody(&second, &PLANTED);
    assert!(again(&comments(), &second, &mut site).walked.items.is_empty());
}

#[test]
fn a_site_without_nice_addresses_is_asked_by_its_plain_one() {
    let mut site = Site { has_nice_addresses: false, ..Site::new() };
    site.post("Су жоқ", 60);
    let found = walk(&posts(), None, &mut site);
    assert_eq!((found.texts(), found.asked.len()), (vec!["Су жоқ"], 2));
    let second = again(&posts(), &found, &mut site);
    assert!(second.gets().all(|get| parameter(&get.url, "rest_route").is_some()), "it is remembered");
    let plain = source(SourceKind::Wordpress, Kind::News, "https://demo.example/?rest_route=/wp/v2/posts");
    assert_eq!(walk(&plain, None, &mut site).asked.len(), 1);
    site.down = Some((404, "<html>".into()));
    let gone = walk(&posts(), None, &mut site);
    assert_eq!((gone.code().as_str(), gone.asked.len()), ("refused: gone", 2));
}

#[test]
fn refusals_and_other_forms_are_named() {
    let mut site = Site::new();
    site.post("Су жоқ", 60);
    site.comment("Су жоқ", 60);
    let code = |code: &str| json!({"code": code, "message": "Жанар Тестова"}).to_string();
    for (status, body, expected) in [
        (401, code("rest_not_logged_in"), "refused: closed"),
        (401, code("rest_forbidden"), "refused: closed"),
        (200, code("rest_disabled"), "refused: closed"),
        (403, "<html>Forbidden</html>".into(), "refused: closed"),
        (403, "<html><title>Just a moment...</title></html>".into(), "blocked: challenge"),
        (429, String::new(), "refused: too fast"),
        (503, String::new(), "refused: trouble"),
        (400, code("rest_invalid_param"), "refused: question"),
        (200, String::new(), "parse: empty"),
        (200, "[{\"author_name\":\"Жанар Тестова\",".into(), "parse: other"),
        (200, "<html><div class=g-recaptcha></div></html>".into(), "blocked: captcha"),
        (200, "{\"posts\":[]}".into(), "parse: drift"),
    ] {
        site.down = Some((status, body.clone()));
        for source in [posts(), comments()] {
            let found = walk(&source, None, &mut site);
            assert_eq!(found.code(), expected, "{body}");
            assert!(found.walked.is_cut && found.walked.cursor.is_none());
            assert_nobody(&found, &PLANTED);
        }
    }
    site.down = None;
    site.renamed = Some(("date_gmt", "date_utc"));
    assert_eq!(walk(&posts(), None, &mut site).code(), "parse: drift");
    assert_eq!(walk(&comments(), None, &mut site).code(), "parse: drift");
    site.renamed = Some(("author_name", "name"));
    let found = walk(&comments(), None, &mut site);
    assert!(found.error.is_none() && found.walked.items[0].author.is_none());
}

#[test]
fn an_empty_site_is_no_failure() {
    for source in [posts(), comments()] {
        let found = walk(&source, None, &mut Site::new());
        assert!(found.error.is_none() && found.walked.items.is_empty() && !found.walked.is_cut);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written and edited and wherever walks are ended early, in the end the last version of all was brought.
    #[test]
    fn ended_early_it_misses_nothing(
        steps in prop::collection::vec((0..3_usize, 1..130_usize, 0..3_usize), 1..10),
        tells_pages: bool,
    ) {
        let mut site = Site { tells_pages, ..Site::new() };
        site.post("Бірінші", 10_000);
        let mut shelf = Shelf::default();
        let mut outcome = walk(&posts(), None, &mut site);
        shelf.store(&outcome);
        let mut minutes = 8000;
        for (what, how_many, answers) in steps {
            for _ in 0..how_many {
                minutes -= 1;
                site.post(&format!("Жаңалық {minutes}"), minutes);
            }
            if what == 0 {
                minutes -= 1;
                let at = how_many % site.posts.len();
                site.posts[at].text = format!("Түзетілді {minutes}");
                site.posts[at].changed = ago(minutes);
            }
            if answers > 0 {
                outcome = walk_for(&posts(), outcome.walked.cursor.as_deref(), &mut site, answers);
                shelf.store(&outcome);
            }
        }
        for _ in 0..10 {
            outcome = again(&posts(), &outcome, &mut site);
            shelf.store(&outcome);
        }
        let there = site.posts.iter().map(|post| format!("{:?}", Some(&post.text)));
        prop_assert_eq!(shelf.0.values().cloned().collect::<Vec<_>>(), there.collect::<Vec<_>>());
        prop_assert!(outcome.walked.items.is_empty());
    }
}
