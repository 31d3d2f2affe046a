//! The digest itself, as a part of a page: changes first, then topics with what they rest on, alerts, coverage.

use std::collections::BTreeMap;

use askama::Template;
use dauys_digest::{ChangeKind, Digest, Entry, Labels, Sentence};
use dauys_model::{Confirmation, Kato, Language, TopicId, Trend};

use super::rests::Rests;
use crate::curve::{Count, Spark};
use crate::filters::trend_code;
use crate::frame::Frame;
use crate::map::{self, RegionMap};
use crate::params::address;
use crate::wording::number;
use crate::{links, pages};

/// A digest, ready to be written into a page.
#[derive(Template)]
#[template(path = "part/digest.html")]
pub(crate) struct Body {
    frame: Frame,
    digest: Digest,
    labels: &'static Labels,
    lang: &'static str,
    sparks: BTreeMap<String, Spark>,
    map: Option<RegionMap>,
    /// Whether the page has a heading of its own above it.
    is_part: bool,
}

impl askama::filters::HtmlSafe for Body {}

impl Body {
    /// Sets a digest for a reader.
    pub(crate) fn new(frame: Frame, digest: Digest, is_part: bool) -> Self {
        let sparks = digest
            .topics()
            .map(|entry| {
                let counts: Vec<Count> = entry
                    .days
                    .iter()
                    .map(|count| Count {
                        day: count.day,
                        part: count.voices.into(),
                        whole: count.texts.into(),
                    })
                    .collect();
                (entry.id.0.clone(), Spark::new(&counts, digest.day, entry.counts.text.clone()))
            })
            .collect();
        let labels = Labels::of(digest.language);
        let counts: BTreeMap<Kato, u64> =
            digest.regions.iter().map(|region| (region.kato, region.voices.into())).collect();
        let day = digest.day.to_string();
        let map = counts.values().any(|count| *count > 0).then(|| {
            RegionMap::new(
                digest.language,
                map::Shown {
                    id: "regions",
                    title: labels.regions.clone(),
                    counts: &counts,
                    elsewhere: 0,
                    chosen: &[],
                    unit: "map.voices",
                },
                |kato| address("/topics", [("date", day.as_str()), ("region", kato.to_string().as_str())]),
            )
        });
        Self { lang: digest.language.code(), sparks, map, labels, is_part, digest, frame }
    }

    fn spark(&self, entry: &Entry) -> Option<&Spark> {
        self.sparks.get(&entry.id.0)
    }

    fn trend(&self, trend: &Trend) -> &'static str {
        trend_code(*trend)
    }

    fn kind(&self, kind: &ChangeKind) -> &'static str {
        match kind {
            ChangeKind::New => "new",
            ChangeKind::Growing => "growing",
            ChangeKind::CameBack => "came_back",
            ChangeKind::QuietNow => "quiet_now",
            ChangeKind::AnswerDue => "answer_due",
        }
    }

    fn sure(&self, confirmation: &Confirmation) -> &'static str {
        match confirmation {
            Confirmation::Unverified => "unverified",
            Confirmation::Partly => "partly",
            Confirmation::Official => "official",
        }
    }

    /// Where a change leads: to its topic below, if it is told there, or to the page of it.
    fn change_href(&self, topic: &TopicId) -> String {
        if self.digest.topics().any(|entry| entry.id == *topic) {
            format!("#topic-{}", topic.0)
        } else {
            self.topic(topic)
        }
    }

    fn topic(&self, topic: &TopicId) -> String {
        address(&format!("/topics/{}", topic.0), [("date", self.digest.day.to_string().as_str())])
    }

    fn post(&self, id: &dauys_model::PostId) -> String {
        links::post(*id)
    }

    fn rests(&self, sentence: &Sentence) -> Rests<'_> {
        Rests::of(&self.frame, sentence, self.digest.day)
    }

    fn count(&self, count: &u32) -> String {
        number(self.digest.language, u64::from(*count))
    }

    fn known(&self, count: &Option<u32>) -> String {
        count.as_ref().map_or_else(|| self.labels.unknown.clone(), |count| self.count(count))
    }

    /// The value of `lang` for a text: empty, which means unknown, for one in two languages.
    fn lang_of(&self, language: &Language) -> &'static str {
        pages::topics::lang(*language)
    }
}
