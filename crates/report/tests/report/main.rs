//! Reports as a browser reads them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail, and says what it measured")]

mod colours;
mod hostile;
mod privacy;
mod structure;

use dauys_report::{Interface, Understood, page};
use dauys_text::Given;
use scraper::{ElementRef, Html, Selector};

/// Invented texts in every kind of writing.
pub(crate) const TEXTS: [(&str, &str); 8] = [
    (
        "Риддерде су жоқ",
        "Риддерде үш күн су жоқ. Второй день никто не отвечает!\nМектептеріміздегілердің бәрі білсін.",
    ),
    ("", "В Усть-Каменогорске не вывозят мусор вторую неделю, звоните 8 701 123 45 67."),
    ("", "Ауылымызда бес куннен бери су жок"),
    ("", "Auylymyzda bes kúnnen beri sý joq"),
    ("", "اۋىلىمىزدا بەس كۇننەن بەرى سۋ جوق"),
    ("No water", "There has been no water in the village for three days"),
    ("", "Мәселе шешілді, рахмет!"),
    ("", "3:1 👍🏽"),
];

/// The invented texts, understood.
pub(crate) fn understood() -> Vec<Understood> {
    let of = |(number, (title, text)): (usize, &(&str, &str))| {
        Understood::new(Some(&format!("text-{number}")), title, text, &Given::default())
    };
    TEXTS.iter().enumerate().map(of).collect()
}

/// A page of one text.
pub(crate) fn page_of(title: &str, text: &str) -> String {
    page(&[Understood::new(None, title, text, &Given::default())], Interface::Russian)
}

/// The elements that a selector finds.
pub(crate) fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

/// The text of all elements that a selector finds.
pub(crate) fn text_of(page: &Html, selector: &str) -> String {
    all(page, selector).iter().flat_map(|element| element.text()).collect()
}
