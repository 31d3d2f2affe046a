//! A language → the headings and labels of a digest, for crates that set it in a form of their own. Statements are not here:
//! the view holds them, filled in.

use dauys_model::Interface;
use serde::Serialize;

use crate::entry::named_posts;
use crate::view::{Digest, Entry};
use crate::wording::Wording;

/// Headings and labels in one language, each without a colon after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Labels {
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
    /// Over the quotes of a topic.
    pub evidence: &'static str,
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
    /// Over the table of contents.
    pub contents: &'static str,
    /// Over what changed.
    pub changes: &'static str,
    /// Over what earlier editions had wrong.
    pub corrections: &'static str,
    /// Over editions that did not arrive.
    pub missed: &'static str,
    /// Over what saved searches told.
    pub alerts: &'static str,
    /// Over the counts of a week or month.
    pub rollup: &'static str,
    /// Over the map of regions.
    pub regions: &'static str,
    /// Over the languages of the texts.
    pub languages: &'static str,
    /// The column of regions.
    pub region: &'static str,
    /// The column of categories.
    pub category: &'static str,
    /// The column of voices, when there is only one count.
    pub voices: &'static str,
    /// Before what a desk says of a topic.
    pub note: &'static str,
    /// Over what editors did.
    pub review: &'static str,
    /// Over what the digest was made with.
    pub made_with: &'static str,
    /// What the sign for characters without a glyph means.
    pub missing_sign: &'static str,
}

/// The labels of a language.
pub fn labels(language: Interface) -> Labels {
    let wording = Wording::of(language);
    Labels {
        product: &wording.product,
        urgent: &wording.urgent,
        quote_open: &wording.quote_open,
        quote_close: &wording.quote_close,
        list_separator: &wording.list_separator,
        evidence: &wording.topic.evidence,
        no_link: &wording.topic.no_link,
        sources: &wording.topic.sources,
        responsible: &wording.topic.addressee,
        counts: &wording.topic.counts,
        documents: &wording.topic.posts,
        curve: &wording.curve.title,
        coverage: &wording.coverage.heading,
        silent: &wording.coverage.silent,
        failed: &wording.coverage.failed,
        unseen: &wording.coverage.unseen,
        how_to_read: &wording.how.heading,
        contents: &wording.print.contents,
        changes: &wording.print.changes,
        corrections: &wording.print.corrections,
        missed: &wording.print.missed,
        alerts: &wording.print.alerts,
        rollup: &wording.print.rollup,
        regions: &wording.print.regions,
        languages: &wording.print.languages,
        region: &wording.print.region,
        category: &wording.print.category,
        voices: &wording.print.voices,
        note: &wording.print.note,
        review: &wording.print.review,
        made_with: &wording.print.made_with,
        missing_sign: &wording.print.missing_sign,
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
        named_posts(&self.fact.posts(), Wording::of(language))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn languages_have_all_labels_and_their_own() {
        let values = |language| {
            let labels = serde_json::to_value(labels(language)).unwrap();
            labels.as_object().unwrap().iter().map(|(name, text)| format!("{name} {text}")).collect()
        };
        let signs = ["list_separator", "quote_open", "quote_close"];
        let [kk, ru, en]: [BTreeSet<String>; 3] =
            [Interface::Kazakh, Interface::Russian, Interface::English].map(values);
        for (one, other) in [(&kk, &ru), (&kk, &en)] {
            for label in one.intersection(other) {
                assert!(signs.iter().any(|sign| label.starts_with(sign)), "{label} is not translated");
            }
        }
        assert!(!kk.iter().chain(&ru).chain(&en).any(|label| label.ends_with(" \"\"")));
    }
}
