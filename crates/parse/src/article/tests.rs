//! Articles of invented pages: which way is chosen, and what is left of them.

use super::*;

const NOW: &str = "2026-11-22T08:00:00Z";

fn page(html: &str) -> Page {
    Page {
        url: Url::parse("https://demo.example/ru/news/1").unwrap(),
        content_type: None,
        body: html.as_bytes().to_vec(),
    }
}

fn read(html: &str, rules: Option<&SiteRules>) -> Article {
    article(&page(html), rules, NOW.parse().unwrap()).unwrap()
}

fn paragraphs(count: usize) -> String {
    (1..=count)
        .map(|number| format!("<p>Абзац {number}: жители улицы Абая третий день сидят без холодной воды, и никто не отвечает, когда её дадут.</p>"))
        .collect()
}

#[test]
fn a_page_without_rules_is_read_by_looking() {
    let html = format!(
        "<html lang=ru><head><title>Нет воды — Демо</title><meta property='og:site_name' content='Демо'></head>
         <body><nav><a href=/>Главная</a></nav><article><h1>Нет воды</h1><time datetime='2026-09-21T10:00:00+05:00'>21 сентября</time>{}
         <p>Читайте также: <a href=/2>Дороги</a></p></article><footer>© Демо</footer></body></html>",
        paragraphs(6)
    );
    let found = read(&html, None);
    assert_eq!(found.by, By::Readability);
    assert_eq!(found.title.as_deref(), Some("Нет воды"));
    assert_eq!(found.published_at.unwrap().to_string(), "2026-09-21T05:00:00Z");
    assert_eq!(found.language, Some(Language::Russian));
    assert!(found.text.starts_with("Абзац 1") || found.text.contains("\nАбзац 1"), "{}", found.text);
    assert_eq!(found.text.matches("Абзац").count(), 6);
    assert!(!found.text.contains("Читайте") && !found.text.contains('©'));
}

#[test]
fn the_rules_of_a_site_come_first() {
    let html = format!(
        "<body><h2 class=t>Су жоқ</h2><span class=d>Бүгін, 10:15</span><div class=lead>Кіріспе {}</div><div class=text>{}<div class=ad>Жарнама</div></div></body>",
        "сөз ".repeat(60),
        paragraphs(1)
    );
    let rules = SiteRules {
        host: "demo.example".into(),
        title: Some(".t".into()),
        text: Some(".lead, .text".into()),
        date: Some(".d".into()),
        remove: vec![".ad".into()],
    };
    let found = read(&html, Some(&rules));
    assert_eq!((found.by, found.title.as_deref()), (By::Site, Some("Су жоқ")));
    assert_eq!(found.published_at.unwrap().to_string(), "2026-11-22T05:15:00Z");
    assert!(
        found.text.starts_with("Кіріспе")
            && found.text.contains("Абзац 1")
            && !found.text.contains("Жарнама")
    );
}

#[test]
fn rules_that_find_nothing_give_way_and_say_so() {
    let rules =
        SiteRules { host: "demo.example".into(), text: Some(".moved".into()), ..SiteRules::default() };
    let found = read(&format!("<body><article>{}</article></body>", paragraphs(6)), Some(&rules));
    assert_eq!(found.by, By::Readability);
    assert_eq!(found.reason, "readability, since site: nothing found");
}

#[test]
fn a_page_drawn_by_script_is_read_from_its_data() {
    let body = "Жители улицы Абая третий день сидят без холодной воды. ".repeat(5);
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Нет воды\",\"articleBody\":\"{body}\"}}</script><div id=root></div>"
    );
    let found = read(&html, None);
    assert_eq!((found.by, found.title.as_deref()), (By::Metadata, Some("Нет воды")));
}

#[test]
fn a_short_text_is_better_than_none() {
    let found = read("<p>Су жоқ, үшінші күн.</p>", None);
    assert_eq!(found.text, "Су жоқ, үшінші күн.");
    assert!(found.reason.contains("too short"), "{}", found.reason);
}

#[test]
fn a_barrier_is_named() {
    let error = article(
        &page("<title>Just a moment...</title><p>Checking your browser</p>"),
        None,
        NOW.parse().unwrap(),
    );
    assert!(matches!(error, Err(Error::NoText { barrier: Some(_), .. })));
    assert!(matches!(
        article(&page("<div></div>"), None, NOW.parse().unwrap()),
        Err(Error::NoText { barrier: None, .. })
    ));
}

#[test]
fn rules_are_found_by_host() {
    let extract = Extract {
        site: vec![
            SiteRules { host: "demo.example".into(), ..SiteRules::default() },
            SiteRules { host: "kk.demo.example".into(), ..SiteRules::default() },
        ],
    };
    let host = |url: &str| extract.of(&Url::parse(url).unwrap()).map(|rules| rules.host.as_str());
    assert_eq!(host("https://www.demo.example/1"), Some("demo.example"));
    assert_eq!(host("https://kk.demo.example/1"), Some("kk.demo.example"));
    assert_eq!(host("https://notdemo.example/1"), None);
}
