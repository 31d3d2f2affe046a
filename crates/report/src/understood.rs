//! A text with what it is called → a text explained and safe to show. It is the only way into a page.

use dauys_text::{Explanation, Given, explain, redact};

/// A text ready to be shown. What was hidden in it, in its title and in its id is not held any more.
#[derive(Clone, Debug)]
pub struct Understood {
    pub(crate) id: Option<String>,
    pub(crate) explanation: Explanation,
}

impl Understood {
    /// Redacts and explains a text. The title may be empty; the id is what its owner calls it by.
    pub fn new(id: Option<&str>, title: &str, text: &str, given: &Given) -> Self {
        Self { id: id.map(redact), explanation: explain(title, text, given) }
    }

    /// How many characters are shown of it, title and text.
    pub fn characters(&self) -> usize {
        let passages = self.explanation.title.iter().chain([&self.explanation.text]);
        passages.map(|passage| passage.text.chars().count()).sum()
    }
}
