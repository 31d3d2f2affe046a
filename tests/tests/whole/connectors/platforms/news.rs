//! A news site without a feed: a list page, a news sitemap, and article pages that name their authors and readers in every way
//! that pages do.

use crate::connectors::planted::{Cast, Person};
use crate::connectors::platforms::feeds::LONG;
use crate::connectors::server::{Answer, Asked};

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    match asked.path.as_str() {
        "/news" => list(hour, cast),
        "/sitemap-news.xml" => sitemap(hour, cast),
        path if path.starts_with("/kz/") => page(path, cast),
        _ => Answer::nothing(),
    }
}

fn list(hour: u32, cast: &mut Cast) -> Answer {
    let Person { name, handle, avatar, .. } = cast.person("list", 0);
    let entry = |number: u32, title: &str| {
        format!(
            "<div class=\"news-item\"><a class=\"title\" href=\"/kz/{number}\">{title}</a><span class=\"date\">22.11.2026 0{}:30</span>
<span class=\"author\" data-author=\"{handle}\"><img src=\"/a/{avatar}\">{name}</span></div>",
            number % 10
        )
    };
    let added = if hour == 1 {
        String::new()
    } else {
        entry(14, "Глубокое ауылында жол жабылды")
    };
    Answer::html(format!(
        "<html lang=kk><title>Жаңалықтар</title><div class=list>{added}{}{}</div></html>",
        entry(12, "Өскеменде көше шамдары жанбайды"),
        entry(11, "Шемонаихада көпір құлады")
    ))
}

fn sitemap(hour: u32, cast: &mut Cast) -> Answer {
    let Person { handle, .. } = cast.person("sitemap", 0);
    let place = |path: &str, title: &str| {
        format!(
            "<url><loc>http://tizim.example/{path}</loc><news:news><news:publication><news:name>Тізім</news:name>
<news:language>kk</news:language></news:publication><news:publication_date>2026-11-22T07:00:00+05:00</news:publication_date>
<news:title>{title}</news:title></news:news></url>"
        )
    };
    let added = if hour == 1 {
        String::new()
    } else {
        place("kz/23", "Күршімде дәрігер жетіспейді")
    };
    Answer::xml(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"
 xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">{added}{}{}{}</urlset>",
        place("kz/21", "Зайсанда жайылым жетіспейді"),
        place("kz/22", "Тарбағатайда ұялы байланыс жоқ"),
        place(&format!("@{handle}/blog-1"), "Жеке блог"),
    ))
}

/// The page of an article. Its author stands in the head, in JSON-LD, in a byline and in microdata; its readers under it.
pub(crate) fn page(path: &str, cast: &mut Cast) -> Answer {
    let number = path.rsplit('/').next().unwrap_or_default();
    let writer = cast.person("pages", 0);
    let (reader, other) = (cast.person("pages", 1), cast.person("pages", 2));
    let Person { name, handle, email, phone, avatar, .. } = &writer;
    let linked = serde_json::json!({
        "@context": "https://schema.org", "@graph": [{
            "@type": "NewsArticle", "headline": format!("Мақала {number}"), "datePublished": "2026-11-22T07:00:00+05:00", "inLanguage": "kk",
            "author": {"@type": "Person", "name": name, "url": format!("http://tizim.example/author/{handle}"), "email": email,
                "image": format!("http://tizim.example/a/{avatar}"), "telephone": phone},
            "creator": [name], "editor": {"@type": "Person", "name": name}, "commentCount": 2,
            "comment": [{"@type": "Comment", "text": "Иә, дұрыс", "author": {"@type": "Person", "name": reader.name, "url": format!("http://tizim.example/u/{}", reader.handle)}}]
        }, {"@type": "Person", "@id": format!("http://tizim.example/author/{handle}#person"), "name": name}]
    });
    Answer::html(format!(
        "<!doctype html><html lang=\"kk\"><head><meta charset=\"utf-8\"><title>Мақала {number} | Тізім</title>
<meta name=\"author\" content=\"{name}\"><meta property=\"article:author\" content=\"http://tizim.example/author/{handle}\">
<meta name=\"twitter:creator\" content=\"@{handle}\"><meta name=\"parsely-author\" content=\"{name}\">
<link rel=\"author\" href=\"http://tizim.example/author/{handle}\">
<script type=\"application/ld+json\">{linked}</script></head>
<body><article class=\"post author-{handle}\"><h1>Мақала {number}</h1>
<div class=\"byline\">Автор: <a rel=\"author\" href=\"/author/{handle}\">{name}</a> <img class=\"avatar\" src=\"/a/{avatar}\" alt=\"{name}\"></div>
<span itemprop=\"author\" itemscope><span itemprop=\"name\">{name}</span><a href=\"mailto:{email}\">{email}</a> {phone}</span>
<div class=\"text\"><p>Мақала {number}: тұрғындар мәселені айтты.</p><p>{LONG}</p><p>{LONG}</p></div></article>
<section id=\"comments\" class=\"comments-area\"><ol class=\"commentlist\">{}{}</ol></section>
<script>window.__comments = [{{\"name\": \"{}\", \"user\": \"{}\"}}];</script></body></html>",
        comment(&reader),
        comment(&other),
        reader.name,
        reader.handle
    ))
}

fn comment(by: &Person) -> String {
    let Person { name, handle, email, phone, avatar, number } = by;
    format!(
        "<li class=\"comment\" data-user-id=\"{number}\"><img class=\"avatar\" src=\"/a/{avatar}\"><cite>{name}</cite>
<a href=\"/user/{handle}\">@{handle}</a><p>Бізде де солай, хабарласыңыз: {phone}, {email}</p></li>"
    )
}
