//! What a form outside this crate needs besides the view and [`Labels`](crate::Labels) to set a digest on paper.

use dauys_model::Interface;

use crate::view::{Digest, Entry};
use crate::wording::Wording;

/// Headings and labels in one language, each without a colon after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaperLabels {
    /// What made it: the name of the product and what it is.
    pub product: &'static str,
    /// Before topics that touch life and limb.
    pub urgent: &'static str,
    /// Opens a quote inside a line.
    pub quote_open: &'static str,
    /// Closes it.
    pub quote_close: &'static str,
    /// Between names in a line.
    pub list_separator: &'static str,
    /// After a quote whose source has no address.
    pub no_link: &'static str,
    /// Before the sources of a topic.
    pub sources: &'static str,
    /// Before the bodies whose business a topic is.
    pub responsible: &'static str,
    /// Before the counts of a topic.
    pub counts: &'static str,
    /// Before the texts that the sentence of a topic rests on.
    pub documents: &'static str,
    /// What a curve is of.
    pub curve: &'static str,
    /// Over what was heard and what cannot be seen.
    pub coverage: &'static str,
    /// Before the sources that had nothing new.
    pub silent: &'static str,
    /// Before the sources that did not answer.
    pub failed: &'static str,
    /// Before the platforms that are not listened to.
    pub unseen: &'static str,
    /// Over how to understand the counts.
    pub how_to_read: &'static str,
    /// What the sign `�` means, which stands for characters without a glyph.
    pub missing_sign: &'static str,
}

impl PaperLabels {
    /// The labels of a language.
    pub fn of(language: Interface) -> Self {
        let wording = Wording::of(language);
        Self {
            product: &wording.product,
            urgent: &wording.urgent,
            quote_open: &wording.quote_open,
            quote_close: &wording.quote_close,
            list_separator: &wording.list_separator,
            no_link: &wording.topic.no_link,
            sources: &wording.topic.sources,
            responsible: &wording.labels.responsible,
            counts: &wording.topic.counts,
            documents: &wording.topic.posts,
            curve: &wording.curve.title,
            coverage: &wording.coverage.heading,
            silent: &wording.coverage.silent,
            failed: &wording.coverage.failed,
            unseen: &wording.coverage.unseen,
            how_to_read: &wording.how.heading,
            missing_sign: &wording.print.missing_sign,
        }
    }
}

impl Digest {
    /// What the subscription is narrowed to, as one line: `Отбор: область Абай, вода`. None: the whole country, all matters.
    pub fn filters_in_words(&self) -> Option<String> {
        self.filter_line()
    }
}

impl Entry {
    /// The texts that its sentence rests on, in words of a language: `№ 4101, № 4107 и ещё 12`.
    pub fn documents_in_words(&self, language: Interface) -> String {
        /// A dozen numbers fill two lines.
        const NAMED: usize = 12;
        let (posts, wording) = (self.fact.posts(), Wording::of(language));
        let mut named: Vec<String> = posts.iter().take(NAMED).map(|post| format!("№ {post}")).collect();
        if posts.len() > NAMED {
            named.push(wording.count(&wording.counted.more_posts, (posts.len() - NAMED) as u32));
        }
        named.join(&wording.list_separator)
    }
}
