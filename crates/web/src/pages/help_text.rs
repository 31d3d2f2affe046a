//! The pages of the query language, which stand as Markdown beside the code that reads queries, as HTML: one truth for the
//! program's own documentation and for readers. Raw HTML stays text; what is typed leads to a search for it.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::links;
use dauys_model::Interface;

/// The page in a language.
fn source(language: Interface) -> &'static str {
    match language {
        Interface::Kazakh => include_str!("../../../search/docs/query-language.kk.md"),
        Interface::Russian => include_str!("../../../search/docs/query-language.ru.md"),
        Interface::English => include_str!("../../../search/docs/query-language.md"),
    }
}

/// A page in two parts.
pub(crate) struct HelpText {
    /// Its heading, as text.
    pub(crate) heading: String,
    /// What stands under it.
    pub(crate) body: Html,
}

/// HTML that was written here from our own text.
pub(crate) struct Html(String);

impl std::fmt::Display for Html {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

/// The page of the query language.
pub(crate) fn query_language(language: Interface) -> HelpText {
    html(source(language))
}

fn html(markdown: &str) -> HelpText {
    let mut heading = String::new();
    let mut events = Vec::new();
    let (mut in_heading, mut cell, mut in_head) = (false, 0, false);
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => in_heading = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => in_heading = false,
            Event::Text(text) | Event::Code(text) if in_heading => heading.push_str(&text),
            // Our own text has none; what looks like it is shown.
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::TableHead) => {
                in_head = true;
                events.push(event);
            }
            Event::End(TagEnd::TableHead) => {
                (in_head, cell) = (false, 0);
                events.push(event);
            }
            Event::Start(Tag::TableRow) => {
                cell = 0;
                events.push(event);
            }
            Event::End(TagEnd::TableCell) => {
                cell += 1;
                events.push(event);
            }
            Event::Code(query) if cell == 0 && !in_head && is_in_table(&events) => {
                let link = Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url: CowStr::from(links::search(&query)),
                    title: CowStr::from(""),
                    id: CowStr::from(""),
                };
                events.extend([Event::Start(link), Event::Code(query), Event::End(TagEnd::Link)]);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(own(&dest_url));
                events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            other => events.push(other),
        }
    }
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, events.into_iter());
    HelpText { heading, body: Html(body.replace("<th>", "<th scope=\"col\">")) }
}

/// Whether what comes next stands in a table.
fn is_in_table(events: &[Event<'_>]) -> bool {
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event, Event::Start(Tag::Table(_)) | Event::End(TagEnd::Table)));
    matches!(last, Some(Event::Start(_)))
}

/// Where a link of the files leads among the pages.
fn own(address: &str) -> String {
    match address {
        "query-language.kk.md" => "/about/query?lang=kk".to_owned(),
        "query-language.ru.md" => "/about/query?lang=ru".to_owned(),
        "query-language.md" => "/about/query?lang=en".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_heading_tables_and_queries_to_try() {
        for language in Interface::ALL {
            let page = query_language(language);
            assert!(!page.heading.is_empty() && !page.body.0.contains("<h1"));
            assert!(page.body.0.contains("<h2>") && page.body.0.contains("<th scope=\"col\">"));
            assert!(page.body.0.matches("href=\"/search?q=").count() > 10, "{language:?}");
            assert!(!page.body.0.contains(".md\"") && !page.body.0.contains("style="), "{language:?}");
        }
    }

    #[test]
    fn raw_html_stays_text() {
        let page = html(
            "# A\n\n<script>x</script> and <b>b</b>\n\n| `q` | <i>says</i> `no` |\n| --- | --- |\n| `<a>` | `b` |\n",
        );
        assert_eq!(page.heading, "A");
        assert!(
            !page.body.0.contains("<script") && !page.body.0.contains("<b>") && !page.body.0.contains("<i>"),
            "{}",
            page.body.0
        );
        assert_eq!(page.body.0.matches("<a href").count(), 1, "{}", page.body.0);
        assert!(page.body.0.contains("/search?q=%3Ca%3E"));
    }
}
