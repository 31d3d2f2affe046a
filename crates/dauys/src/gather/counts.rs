//! Voices of a week or month by region and matter, beside those of the period before and of last year.

use std::collections::BTreeMap;

use dauys_digest::PeriodCount;
use dauys_model::{CategoryId, Interface, Kato};
use dauys_store::VoiceCount;

use super::wanted::Wanted;
use super::words;

/// Counts of this period, of the one before, and of last year.
pub(super) struct Counts<'a> {
    pub(super) now: &'a [VoiceCount],
    pub(super) before: &'a [VoiceCount],
    pub(super) last_year: &'a [VoiceCount],
}

impl Counts<'_> {
    /// The sums that a subscription means, by region and leaf. A row that has no voice in this period tells what ended.
    pub(super) fn by_region(&self, wanted: &Wanted, language: Interface) -> Vec<PeriodCount> {
        let mut sums: BTreeMap<(Option<Kato>, CategoryId), [u32; 3]> = BTreeMap::new();
        for (at, counts) in [self.now, self.before, self.last_year].into_iter().enumerate() {
            for count in counts.iter().filter(|count| is_meant(wanted, count)) {
                let key = (count.kato.map(|kato| kato.region()), count.category.clone());
                sums.entry(key).or_default()[at] += count.voices;
            }
        }
        let rows = sums.into_iter().map(|((region, category), [voices, before, last_year])| PeriodCount {
            region_name: region.map_or_else(
                || {
                    let (kk, ru) = ("орны белгісіз", "место неизвестно");
                    words::in_language(language, kk, ru, "place unknown").to_owned()
                },
                |region| words::place_name(language, region),
            ),
            region,
            category_name: words::matter(&category, language),
            category,
            voices,
            before,
            last_year,
        });
        rows.collect()
    }
}

fn is_meant(wanted: &Wanted, count: &VoiceCount) -> bool {
    let sources = wanted.sources.as_ref();
    wanted.means_category(&count.category)
        && wanted.means_place(count.kato)
        && sources.is_none_or(|sources| sources.contains(&count.source))
}
