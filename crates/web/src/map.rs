//! Counts by region in; a tile map of the country as inline SVG, with its legend and a table that says the same, out. Every
//! region is one tile of one size, placed after geography: an honest map of counts, since a large empty region says
//! no more than a small full one.

use std::collections::BTreeMap;

use askama::Template;
use dauys_digest::chart::GRID;
use dauys_model::{Interface, Kato};

use crate::place;
use crate::wording::{Wording, number};

/// Columns and rows of the grid.
const SIZE: (u32, u32) = (6, 5);
/// Width and height of a place in the grid, in units of the picture: a phone shows one unit as about one pixel.
const STEP: (u32, u32) = (60, 50);
/// The gap between two tiles.
const GAP: u32 = 3;
/// Shades of regions that have something.
const SHADES: u32 = 4;

/// The map, ready to be written.
#[derive(Template)]
#[template(path = "part/map.html")]
pub(crate) struct RegionMap {
    /// The beginning of the `id`s in it, since a page may hold several maps.
    id: &'static str,
    title: String,
    summary: String,
    tiles: Vec<Tile>,
    legend: Vec<Step>,
    elsewhere: Option<String>,
    note: &'static str,
    table: &'static str,
    region: &'static str,
    counted: String,
}

impl askama::filters::HtmlSafe for RegionMap {}

/// One region.
struct Tile {
    x: u32,
    y: u32,
    /// The short name, in one or two lines.
    lines: Vec<&'static str>,
    /// The full name.
    name: String,
    /// The count in digits.
    digits: String,
    /// Full name and count in words.
    said: String,
    /// The same with the name that the tile shows: what is heard begins with what is seen.
    named: String,
    shade: u32,
    href: String,
    chosen: bool,
}

/// One shade of the legend.
struct Step {
    shade: u32,
    range: String,
}

/// What a map shows.
pub(crate) struct Shown<'a> {
    /// The beginning of the `id`s in it.
    pub(crate) id: &'static str,
    /// What it is a map of.
    pub(crate) title: String,
    /// Counts by region. Codes that are no region of the grid are counted as elsewhere.
    pub(crate) counts: &'a BTreeMap<Kato, u64>,
    /// What has no region.
    pub(crate) elsewhere: u64,
    /// The places that the page is narrowed to.
    pub(crate) chosen: &'a [Kato],
    /// The key of the counted thing: `map.texts`.
    pub(crate) unit: &'static str,
}

impl RegionMap {
    /// Draws a map. `href` says where the tile of a region leads.
    pub(crate) fn new(language: Interface, shown: Shown<'_>, href: impl Fn(Kato) -> String) -> Self {
        let wording = Wording::of(language);
        let count = |kato: &Kato| shown.counts.get(kato).copied().unwrap_or_default();
        let most = regions().map(|kato| count(&kato)).max().unwrap_or_default();
        let base = base(most);
        let tiles: Vec<Tile> = GRID
            .iter()
            .map(|&(code, column, row)| {
                let kato = Kato(code * 10_000_000);
                let value = count(&kato);
                let name = place::full(language, kato);
                let counted = wording.count(shown.unit, value);
                let lines = short(wording, code);
                let fill =
                    |region: &str| wording.fill("map.tile", &[("region", &region), ("counted", &counted)]);
                Tile {
                    x: column * STEP.0,
                    y: row * STEP.1,
                    said: fill(&name),
                    named: fill(&lines.join(" ")),
                    lines,
                    name,
                    digits: number(language, value),
                    shade: shade(value, base),
                    href: href(kato),
                    chosen: shown.chosen.iter().any(|chosen| chosen.region() == kato),
                }
            })
            .collect();
        let placed: u64 = regions().map(|kato| count(&kato)).sum();
        let elsewhere = shown.elsewhere + shown.counts.values().sum::<u64>() - placed;
        Self {
            id: shown.id,
            summary: summary(language, &shown, placed),
            title: shown.title,
            tiles,
            legend: legend(language, most, base),
            elsewhere: (elsewhere > 0).then(|| {
                wording.fill("map.elsewhere", &[("counted", &wording.count(shown.unit, elsewhere))])
            }),
            note: wording.text("map.note"),
            table: wording.text("map.table"),
            region: wording.text("map.region"),
            counted: wording.text("map.counted").to_owned(),
        }
    }

    fn width(&self) -> u32 {
        SIZE.0 * STEP.0
    }

    fn height(&self) -> u32 {
        SIZE.1 * STEP.1
    }

    fn tile_width(&self) -> u32 {
        STEP.0 - GAP
    }

    fn tile_height(&self) -> u32 {
        STEP.1 - GAP
    }

    /// The middle of a tile.
    fn middle(&self, tile: &Tile) -> u32 {
        tile.x + (STEP.0 - GAP) / 2
    }

    /// Where a line of a name stands: names of one line sit lower than those of two.
    fn line_y(&self, tile: &Tile, index: &usize) -> u32 {
        let first = if tile.lines.len() > 1 { 12 } else { 17 };
        tile.y + first + 10 * u32::try_from(*index).unwrap_or_default()
    }

    fn digits_y(&self, tile: &Tile) -> u32 {
        tile.y + 39
    }
}

/// The regions of the grid.
pub(crate) fn regions() -> impl Iterator<Item = Kato> {
    GRID.iter().map(|(code, ..)| Kato(code * 10_000_000))
}

/// The short name of a region; a no-break mark `|` parts its two lines.
fn short(wording: &'static Wording, code: u32) -> Vec<&'static str> {
    let key = format!("region.{code}");
    wording.find(&key).unwrap_or_default().split('|').collect()
}

/// By how much the bounds of shades grow from one to the next, so that four of them reach the largest count: counts of regions
/// differ by orders of magnitude, and equal steps would show one dark tile on white.
fn base(most: u64) -> u64 {
    (2..1 << 16).find(|base: &u64| base.saturating_pow(SHADES) > most).unwrap_or(1 << 16)
}

/// The shade of a count: 0 for nothing, then one more with every bound.
fn shade(value: u64, base: u64) -> u32 {
    if value == 0 {
        return 0;
    }
    (1..SHADES).take_while(|step| value >= base.saturating_pow(*step)).count() as u32 + 1
}

/// The shades that the map can have, with what they mean.
fn legend(language: Interface, most: u64, base: u64) -> Vec<Step> {
    let write = |n: u64| number(language, n);
    let mut steps = vec![Step { shade: 0, range: "0".to_owned() }];
    for shade in 1..=SHADES {
        let from = base.saturating_pow(shade - 1);
        if from > most {
            break;
        }
        let to = (base.saturating_pow(shade) - 1).min(most);
        let range = if from == to { write(from) } else { format!("{}–{}", write(from), write(to)) };
        steps.push(Step { shade, range });
    }
    steps
}

/// What the map shows, in one sentence: the three regions with most.
fn summary(language: Interface, shown: &Shown<'_>, placed: u64) -> String {
    let wording = Wording::of(language);
    if placed == 0 {
        return wording.text("map.nothing").to_owned();
    }
    let mut ranked: Vec<(Kato, u64)> = regions()
        .filter_map(|kato| shown.counts.get(&kato).map(|count| (kato, *count)))
        .filter(|(_, count)| *count > 0)
        .collect();
    ranked.sort_by_key(|(kato, count)| (std::cmp::Reverse(*count), *kato));
    let told: Vec<String> = ranked
        .iter()
        .take(3)
        .map(|(kato, count)| format!("{} — {count}", place::full(language, *kato)))
        .collect();
    wording.fill("map.most", &[("regions", &told.join("; "))])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use dauys_text::Level;

    use super::*;

    #[test]
    fn every_region_of_the_gazetteer_has_one_tile() {
        let known: BTreeSet<Kato> = dauys_text::place::gazetteer()
            .filter(|place| matches!(place.level, Level::Region | Level::Capital))
            .map(|place| place.kato)
            .collect();
        assert_eq!(known.len(), 20);
        assert_eq!(regions().collect::<BTreeSet<_>>(), known);
        assert_eq!(regions().count(), 20);
    }

    #[test]
    fn shades_reach_the_largest_count_and_the_legend_says_them() {
        for most in [0, 1, 2, 7, 40, 255, 256, 1_000_000, u64::MAX] {
            let base = base(most);
            assert!(shade(most, base) <= SHADES);
            let steps = legend(Interface::Russian, most, base);
            assert_eq!(steps.last().unwrap().shade, shade(most, base), "{most}");
        }
        let ranges = |most| -> Vec<String> {
            legend(Interface::Kazakh, most, base(most)).into_iter().map(|step| step.range).collect()
        };
        assert_eq!(ranges(0), ["0"]);
        assert_eq!(ranges(1), ["0", "1"]);
        assert_eq!(ranges(40), ["0", "1–2", "3–8", "9–26", "27–40"]);
    }

    #[test]
    fn names_fit_their_tiles() {
        for language in Interface::ALL {
            for (code, ..) in GRID {
                let lines = short(Wording::of(language), code);
                assert!(
                    lines.len() <= 2 && lines.iter().all(|line| (1..=10).contains(&line.chars().count())),
                    "{lines:?}"
                );
            }
        }
    }

    #[test]
    fn what_has_no_tile_is_said() {
        let counts = BTreeMap::from([(Kato(350_000_000), 5), (Kato(990_000_000), 2)]);
        let shown = Shown {
            id: "map",
            title: "Тексты".into(),
            counts: &counts,
            elsewhere: 1,
            chosen: &[Kato(351_000_000)],
            unit: "map.texts",
        };
        let map = RegionMap::new(Interface::Russian, shown, |kato| format!("/topics?region={kato}"));
        assert!(map.elsewhere.as_ref().unwrap().contains("3 текста"));
        assert_eq!(map.tiles.iter().filter(|tile| tile.chosen).count(), 1);
        let html = map.render().unwrap();
        // A tile and a row of the table for each.
        assert_eq!(html.matches("<a ").count(), 40);
        assert!(html.contains("Карагандинская область: 5 текстов"), "{html}");
        assert!(!html.contains("style="));
    }
}
