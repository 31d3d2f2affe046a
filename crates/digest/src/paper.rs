//! What a form outside this crate needs besides the view and [`Labels`](crate::Labels) to set a digest on paper.

use dauys_model::{Interface, TopicId};

use crate::cite::{Cited, Citing, NAMED};
use crate::statement::Sentence;
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
    /// After the caption of a curve: what the line over its bars is.
    pub norm_line: &'static str,
    /// Under the map of regions.
    pub regions_note: &'static str,
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
            counts: &wording.topic.counts,
            documents: &wording.topic.posts,
            curve: &wording.curve.title,
            coverage: &wording.coverage.heading,
            silent: &wording.coverage.silent,
            failed: &wording.coverage.failed,
            unseen: &wording.coverage.unseen,
            how_to_read: &wording.how.heading,
            norm_line: &wording.form.norm_line,
            regions_note: &wording.form.regions_note,
            missing_sign: &wording.print.missing_sign,
        }
    }
}

impl Digest {
    /// What a statement rests on, in a few short words each, and where it can be read: `№ 4107`, its page.
    pub fn cited(&self, sentence: &Sentence) -> Vec<(String, Option<String>)> {
        plain(Citing::new(self, false).all(sentence))
    }

    /// The texts that a topic rests on, and how many more there are: `№ 4101`, `и ещё 12`.
    pub fn documents(&self, topic: &Entry) -> Vec<(String, Option<String>)> {
        plain(Citing::new(self, false).posts(topic, NAMED))
    }

    /// The page of a topic that need not be among those of the digest.
    pub fn page_of_topic(&self, topic: &TopicId) -> Option<String> {
        Citing::new(self, false).told_at(topic)
    }
}

fn plain(cited: Vec<Cited>) -> Vec<(String, Option<String>)> {
    cited.into_iter().map(|cited| (cited.text, cited.href)).collect()
}
