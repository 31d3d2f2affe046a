//! A digest → one self-contained page: no script, no font, no image, nothing fetched from anywhere.

use askama::Template;
use dauys_model::{Language, Trend};

use crate::curve::HEIGHT;
use crate::entry::named_posts;
use crate::view::{Digest, Entry, Section};
use crate::wording::Wording;

/// The digest as an HTML page.
pub fn html(digest: &Digest) -> String {
    let page = Page { digest, wording: Wording::of(digest.language), height: HEIGHT };
    page.render().expect("writing into a string cannot fail")
}

#[derive(Template)]
#[template(path = "digest.html", whitespace = "minimize")]
struct Page<'a> {
    digest: &'a Digest,
    wording: &'static Wording,
    height: u32,
}

impl Page<'_> {
    /// The `id` of a topic's element.
    fn anchor(&self, entry: &Entry) -> String {
        format!("topic-{}", entry.id.0.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"))
    }

    /// The `id` of a section's element.
    fn section_anchor(&self, section: &Section) -> &'static str {
        match section.trend {
            Trend::New => "new",
            Trend::Growing => "growing",
            Trend::CameBack => "came-back",
            Trend::Steady => "steady",
            Trend::Quiet => "quiet",
        }
    }

    /// The first urgent topic that is not quiet: where the link of the summary leads.
    fn first_urgent(&self) -> Option<&Entry> {
        let active = self.digest.sections.iter().filter(|section| section.trend != Trend::Quiet);
        active.flat_map(|section| &section.topics).find(|topic| topic.urgent)
    }

    /// `3 новые`, split so that the number can be set apart.
    fn split_count<'a>(&self, count: &'a str) -> (&'a str, &'a str) {
        count.split_once(' ').unwrap_or((count, ""))
    }

    /// The value of `lang` for a text, or `None` where the language of the page is right. An empty value means
    /// unknown, which is what a text in two languages is to a screen reader.
    fn lang(&self, language: &Language) -> Option<&'static str> {
        let tag = match language {
            Language::Kazakh => "kk",
            Language::Russian => "ru",
            Language::Mixed | Language::Other | Language::Unknown => "",
        };
        (tag != self.digest.language.code()).then_some(tag)
    }

    /// Ties a number to the word after it, so that no line ends between `7` and `голосов`.
    fn bind(&self, text: &str) -> String {
        let mut bound = String::with_capacity(text.len() + 16);
        let mut letters = text.chars().peekable();
        let mut previous = ' ';
        while let Some(letter) = letters.next() {
            let ties = letter == ' '
                && (previous == '№'
                    || previous.is_ascii_digit() && letters.peek().is_some_and(|next| next.is_alphabetic())
                    || letters.peek().is_some_and(|next| "—–".contains(*next)));
            bound.push(if ties { '\u{a0}' } else { letter });
            previous = letter;
        }
        bound
    }

    fn posts(&self, entry: &Entry) -> String {
        self.bind(&named_posts(&entry.fact.posts(), self.wording))
    }
}
