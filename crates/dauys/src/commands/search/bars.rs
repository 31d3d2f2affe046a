//! How the found posts divide, in a few lines of a terminal.

use std::fmt::Display;

use dauys_search::{Facet, Facets, Histogram, Step};

/// Values told of each division.
const TOLD: usize = 8;
/// Bars that one line holds; of more, the newest.
const MOST_BARS: usize = 60;
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The divisions, one a line.
pub(super) fn lines(facets: &Facets) -> String {
    let mut lines = histogram(&facets.histogram);
    let place = |facet: &Facet<dauys_model::Kato>| {
        dauys_text::place(facet.value).map_or_else(
            || facet.value.to_string(),
            |place| place.full(dauys_model::Language::Russian).to_owned(),
        )
    };
    lines.extend(division("region", &facets.regions, place));
    lines.extend(division("category", &facets.categories, |facet| facet.value.0.clone()));
    lines.extend(division("source", &facets.sources, shown));
    lines.extend(division("lang", &facets.languages, |facet| facet.value.code().to_owned()));
    lines.extend(division("kind", &facets.kinds, shown));
    lines.extend(division("topic", &facets.topics, |facet| facet.value.0.clone()));
    lines.concat()
}

fn shown<T: Display>(facet: &Facet<T>) -> String {
    facet.value.to_string()
}

fn division<T>(name: &str, facets: &[Facet<T>], value: impl Fn(&Facet<T>) -> String) -> Option<String> {
    if facets.is_empty() {
        return None;
    }
    let told: Vec<String> =
        facets.iter().take(TOLD).map(|facet| format!("{} {}", value(facet), facet.texts)).collect();
    let more = facets.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" · {more} more") } else { String::new() };
    Some(format!("{name:<9} {}{more}\n", told.join(" · ")))
}

/// Bars as tall as the counts of voices, from the first to the last.
fn histogram(histogram: &Histogram) -> Vec<String> {
    let bars = histogram.bars.as_slice();
    let bars = bars.get(bars.len().saturating_sub(MOST_BARS)..).unwrap_or_default();
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return Vec::new() };
    let most = bars.iter().map(|bar| bar.texts).max().unwrap_or(0).max(1);
    let tall = |texts: u32| match texts {
        0 => ' ',
        texts => {
            let height = (u64::from(texts) * HEIGHTS.len() as u64).div_ceil(u64::from(most));
            usize::try_from(height).ok().and_then(|height| HEIGHTS.get(height - 1)).copied().unwrap_or('█')
        }
    };
    let drawn: String = bars.iter().map(|bar| tall(bar.texts)).collect();
    let step = match histogram.step {
        Step::Day => "day",
        Step::Week => "week",
        Step::Month => "month",
    };
    vec![format!("{step:<9} {} ▏{drawn}▕ {}, at most {most} texts\n", first.from, last.from)]
}

#[cfg(test)]
mod tests {
    use dauys_search::Bar;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn bars_are_as_tall_as_their_counts() {
        let bar = |day, texts| Bar { from: date(2026, 11, day), texts, voices: 0 };
        let facets = Facets {
            histogram: Histogram {
                step: Step::Day,
                bars: vec![bar(20, 1), bar(21, 0), bar(22, 16), bar(23, 8)],
            },
            languages: vec![
                Facet { value: dauys_model::Language::Kazakh, texts: 20 },
                Facet { value: dauys_model::Language::Russian, texts: 5 },
            ],
            ..Facets::default()
        };
        assert_eq!(
            lines(&facets),
            "day       2026-11-20 ▏▁ █▄▕ 2026-11-23, at most 16 texts\nlang      kk 20 · ru 5\n"
        );
        assert_eq!(lines(&Facets::default()), "");
    }
}
