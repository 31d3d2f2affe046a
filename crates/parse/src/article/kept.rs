//! The page of an article in; the page as it may be kept out: without its readers and its authors.
//!
//! A page is kept for some days so that it can be read again with better rules. What names a person is in none of those
//! rules: discussions under the article, bylines and portraits, what the page tells machines of its authors, and scripts, in
//! which templates put all of it once more. Everything that [`article`](super::article) looks at stays, dates within
//! bylines too.

use std::sync::LazyLock;

use dauys_model::Page;
use ego_tree::NodeId;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::Value;

use crate::article::clutter::is_discussion;
use crate::article::jsonld;
use crate::article::metadata::DATES;
use crate::decode::decode;
use crate::plain::tree;

/// Words in classes and ids of what names an author; the first three also in addresses.
const AUTHOR_WORDS: [&str; 6] = ["author", "authors", "avtor", "byline", "avatar", "vcard"];

/// Properties of microdata, and members of JSON-LD, that hold persons (schema.org).
const PERSONS: [&str; 12] = [
    "author",
    "creator",
    "editor",
    "contributor",
    "comment",
    "comments",
    "accountablePerson",
    "reviewedBy",
    "copyrightHolder",
    "interactionStatistic",
    "person",
    "translator",
];

/// An element with more text than this is no byline, whatever its class says: `author-column` may hold the article.
const LONGEST_CHARS: usize = 600;

/// The page without its readers and authors, in UTF-8. Empty when it is no text.
pub fn kept(page: &Page) -> Page {
    let html = decode(page).map(|decoded| strip(&decoded.text)).unwrap_or_default();
    // The mark wins over whatever encoding the page names itself.
    let body = if html.is_empty() { Vec::new() } else { format!("\u{feff}{html}").into_bytes() };
    let content_type = page.content_type.as_ref().map(|_| "text/html; charset=utf-8".to_owned());
    Page { url: page.url.clone(), content_type, body }
}

fn strip(html: &str) -> String {
    let mut tree = tree(html);
    for id in unwanted(&tree) {
        if let Some(mut node) = tree.tree.get_mut(id) {
            node.detach();
        }
    }
    let scripts: Vec<(NodeId, Option<String>)> = tree
        .root_element()
        .descendent_elements()
        .filter(|element| element.value().name() == "script")
        .map(|script| (script.id(), linked(script)))
        .collect();
    for (id, said) in scripts {
        let children: Vec<NodeId> =
            tree.tree.get(id).into_iter().flat_map(|node| node.children()).map(|child| child.id()).collect();
        for child in children {
            let Some(mut child) = tree.tree.get_mut(child) else { continue };
            match (&said, child.value()) {
                (Some(said), Node::Text(text)) => {
                    text.text.clear();
                    text.text.push_slice(said);
                }
                _ => child.detach(),
            }
        }
    }
    for node in tree.tree.values_mut() {
        if let Node::Element(element) = node {
            forget_persons(element);
        }
    }
    tree.html()
}

/// What is taken out whole.
fn unwanted(tree: &Html) -> Vec<NodeId> {
    let mut found = Vec::new();
    for node in tree.tree.root().descendants() {
        if matches!(node.value(), Node::Comment(_)) {
            found.push(node.id());
        }
        let Some(element) = ElementRef::wrap(node).filter(|element| !holds_article(*element)) else {
            continue;
        };
        if is_discussion(element.value()) {
            found.push(node.id());
        } else if names_author(element.value()) && is_short(element) {
            found.extend(around_dates(element));
        }
    }
    found
}

fn holds_article(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "html" | "head" | "body" | "main" | "article" | "h1")
        || element.descendent_elements().any(|inner| inner.value().name() == "h1")
}

fn is_short(element: ElementRef<'_>) -> bool {
    element.text().flat_map(str::chars).take(LONGEST_CHARS + 1).count() <= LONGEST_CHARS
}

/// Whether an element is there to name an author.
fn names_author(element: &Element) -> bool {
    let has = |name: &str, known: &[&str]| {
        let words = element.attr(name).unwrap_or_default().split_whitespace();
        words.into_iter().any(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    if element.name() == "meta" {
        let named = ["name", "property", "itemprop"].iter().filter_map(|name| element.attr(name));
        return named
            .map(str::to_ascii_lowercase)
            .any(|name| name.contains("author") || name.contains("creator"));
    }
    has("rel", &["author", "me"])
        || has("itemprop", &PERSONS)
        || element.classes().chain(element.id()).any(is_of_author)
        || element
            .attr("href")
            .is_some_and(|href| href.split('/').any(|part| AUTHOR_WORDS[..3].contains(&part)))
}

/// Whether a class or an id speaks of an author: `author`, `post-author`, `author__name`.
fn is_of_author(class: &str) -> bool {
    let mut words = class.split(['-', '_']).filter(|word| !word.is_empty());
    words.any(|word| AUTHOR_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

static DATED: LazyLock<Vec<Selector>> =
    LazyLock::new(|| DATES.iter().filter_map(|css| Selector::parse(css).ok()).collect());

/// The element itself; or, where a date stands in it, everything in it but that.
fn around_dates(element: ElementRef<'_>) -> Vec<NodeId> {
    let is_date = |inner: &ElementRef<'_>| DATED.iter().any(|selector| selector.matches(inner));
    let dates: Vec<ElementRef<'_>> = element.descendent_elements().filter(is_date).collect();
    // An element that is a date by its own class (`post-meta author`) is one of several things.
    let inner: Vec<_> = dates.iter().filter(|date| date.id() != element.id()).collect();
    if inner.is_empty() {
        return if dates.is_empty() { vec![element.id()] } else { Vec::new() };
    }
    let holds = |node: NodeId| {
        inner.iter().any(|date| {
            date.id() == node
                || date.ancestors().any(|ancestor| ancestor.id() == node)
                || date.descendants().any(|descendant| descendant.id() == node)
        })
    };
    element.descendants().skip(1).map(|node| node.id()).filter(|node| !holds(*node)).collect()
}

/// What a script tells machines, without persons; none for a script that is run.
fn linked(script: ElementRef<'_>) -> Option<String> {
    let is_data =
        script.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
    let mut value = jsonld::parsed(&script.text().collect::<String>()).filter(|_| is_data)?;
    without_persons(&mut value);
    Some(value.to_string())
}

fn without_persons(value: &mut Value) {
    match value {
        Value::Array(values) => {
            values.retain(|value| !is_person(value));
            values.iter_mut().for_each(without_persons);
        }
        Value::Object(members) => {
            members.retain(|name, value| !PERSONS.contains(&name.as_str()) && !is_person(value));
            members.values_mut().for_each(without_persons);
        }
        _ => {}
    }
}

fn is_person(value: &Value) -> bool {
    let is = |kind: &Value| kind.as_str() == Some("Person");
    let kind = value.get("@type");
    kind.is_some_and(|kind| is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is)))
}

/// Takes out of an element's own attributes what names a person: `data-author`, `class="post author-NAME"`.
fn forget_persons(element: &mut Element) {
    let is_of_person =
        |name: &str| name.split('-').skip(1).any(|word| word == "user" || AUTHOR_WORDS.contains(&word));
    element.attrs.retain(|(name, _)| !is_of_person(&name.local));
    for (name, value) in &mut element.attrs {
        if &*name.local != "class" {
            continue;
        }
        let named = |class: &str| {
            class
                .split_once(['-', '_'])
                .is_some_and(|(first, _)| AUTHOR_WORDS.iter().any(|known| first.eq_ignore_ascii_case(known)))
        };
        if value.split_whitespace().any(named) {
            let left: Vec<String> =
                value.split_whitespace().filter(|class| !named(class)).map(str::to_owned).collect();
            value.clear();
            value.push_slice(&left.join(" "));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use url::Url;

    use super::*;
    use crate::article::article;

    fn page(html: &str) -> Page {
        let url = Url::parse("https://demo.example/1").unwrap();
        Page { url, content_type: Some("text/html".into()), body: html.into() }
    }

    /// The page must be read as before, and nothing of Жанар be left.
    fn check(head: &str, body: &str) {
        let text = "Тұрғындар екі аптадан бері су жоқ екенін айтып, әкімдікке бірнеше рет жазған, бірақ жауап ала алмаған. ";
        let whole = page(&format!(
            "<!doctype html><html lang=kk><head><title>Су жоқ</title>{head}</head><body><h1>Су жоқ</h1>
             <div class=text><p>{text}</p><p>{text}{text}</p></div>{body}</body></html>"
        ));
        let kept = kept(&whole);
        let told = String::from_utf8(kept.body.clone()).unwrap();
        assert!(!told.contains("Жанар") && !told.contains("zhanar"), "{told}");
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(article(&kept, None, now).unwrap(), article(&whole, None, now).unwrap(), "{told}");
        assert_eq!(super::kept(&kept).body, kept.body, "what is kept has nothing more to lose");
    }

    #[test]
    fn authors_go() {
        check(
            "<meta name=author content=Жанар><meta property='article:author' content='/author/zhanar'>",
            "",
        );
        check("<link rel=author href='/zhanar'><meta name='twitter:creator' content='@zhanar'>", "");
        check("", "<div class='post-author'><img class=avatar src='/zhanar.jpg' alt=Жанар> Жанар Т.</div>");
        check("", "<p>Мәтін: <a href='/author/zhanar'>Жанар</a></p>");
        check("", "<div itemprop=author itemscope><span itemprop=name>Жанар</span></div>");
        check("", "<div class='post author-zhanar' data-author-name=zhanar>Ауыл</div>");
    }

    #[test]
    fn a_date_beside_an_author_stays() {
        check(
            "",
            "<div class=byline>Жанар Т. <time datetime='2026-09-21T10:00:00+05:00'>21 қыркүйек</time></div>",
        );
        check(
            "",
            "<div class=author><b>Жанар</b><p><span>Жанар</span><time datetime='2026-09-21T10:00:00+05:00'>бүгін</time></p></div>",
        );
    }

    #[test]
    fn readers_go() {
        check("", "<section id=comments><b>zhanar</b><p>Бізде де су жоқ</p></section><!-- zhanar -->");
        check("", "<script>window.state = {comments: [{name: 'Жанар'}]}</script>");
    }

    #[test]
    fn what_is_told_to_machines_names_nobody() {
        check(
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Су жоқ\",
             \"datePublished\":\"2026-09-21T10:00:00+05:00\",\"author\":{\"name\":\"Жанар\"},\"comment\":[{\"text\":\"zhanar\"}]},
             {\"@type\":\"Person\",\"name\":\"Жанар\"}]}</script>",
            "",
        );
        check("<script type='application/ld+json'>{\"author\": Жанар</script>", "");
    }

    #[test]
    fn any_encoding_becomes_one_and_files_become_nothing() {
        let (body, _, _) = encoding_rs::WINDOWS_1251.encode(
            "<html><head><meta charset=windows-1251></head><body><p>Нет воды третий день, жители ждут ответа</p></body></html>",
        );
        let cyrillic = Page { body: body.into_owned(), ..page("") };
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(article(&kept(&cyrillic), None, now), article(&cyrillic, None, now));
        let file = Page { body: b"%PDF-1.7\0\0\x01".to_vec(), ..page("") };
        assert!(kept(&file).body.is_empty());
    }
}
