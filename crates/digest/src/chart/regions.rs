//! Voices by region → a map of tiles. Every region is one tile of one size, placed after geography: an honest map of counts, since
//! a large empty region says no more than a small full one.

use std::cmp::Reverse;
use std::fmt::Write;

use super::{FONT, INK, SOFT, open};
use crate::escape::{escaped, short};
use crate::labels::Labels;
use crate::view::{Digest, RegionCount};
use crate::wording::Wording;

/// Where each region stands: the first two digits of its KATO code, column from the west, row from the north.
pub const GRID: [(u32, u32, u32); 20] = [
    (59, 2, 0), // North Kazakhstan
    (27, 0, 1), // West Kazakhstan
    (39, 1, 1), // Kostanay
    (11, 2, 1), // Akmola
    (71, 3, 1), // Astana, which lies in Akmola
    (55, 4, 1), // Pavlodar
    (23, 0, 2), // Atyrau
    (15, 1, 2), // Aktobe
    (62, 2, 2), // Ulytau
    (35, 3, 2), // Karaganda
    (10, 4, 2), // Abai
    (63, 5, 2), // East Kazakhstan
    (47, 0, 3), // Mangystau
    (43, 1, 3), // Kyzylorda
    (61, 2, 3), // Turkistan
    (31, 3, 3), // Zhambyl
    (19, 4, 3), // Almaty Region
    (33, 5, 3), // Zhetisu
    (79, 2, 4), // Shymkent, which lies in Turkistan
    (75, 4, 4), // Almaty, which lies in Almaty Region
];

/// Columns and rows of the grid.
const SIZE: (u32, u32) = (6, 5);
/// Width and height of a place in the grid: a phone shows one unit as about one pixel.
const STEP: (u32, u32) = (60, 50);
/// The gap between two tiles.
const GAP: u32 = 3;
/// Fill and ink of tiles, from none to most; on each the ink has a contrast of at least 4.5 to 1.
const SHADES: [(&str, &str); 5] = [
    ("#f1efe9", "#515d69"),
    ("#d3e3e6", "#17202a"),
    ("#9dc3cb", "#17202a"),
    ("#2f7d8c", "#ffffff"),
    ("#005a6e", "#ffffff"),
];

/// How many voices were raised in which region, as an SVG document.
pub fn regions(digest: &Digest) -> String {
    let wording = Wording::of(digest.language);
    let most = digest.regions.iter().map(|region| region.voices).max().unwrap_or_default();
    let size = (SIZE.0 * STEP.0, SIZE.1 * STEP.1 + 24);
    let title = &Labels::of(digest.language).regions;
    let mut picture = open("regions", "tiles", size, title, &told(digest));
    for (code, column, row) in GRID {
        let counted = digest.regions.iter().find(|region| region.kato.region().0 == code * 10_000_000);
        put_tile(&mut picture, (column * STEP.0, row * STEP.1), &names(counted), counted, most);
    }
    put_legend(&mut picture, wording, SIZE.1 * STEP.1 + 4);
    picture.push_str("</svg>\n");
    picture
}

fn put_tile(
    picture: &mut String,
    (x, y): (u32, u32),
    names: &[String],
    counted: Option<&RegionCount>,
    most: u32,
) {
    let shade = shade(counted.map_or(0, |region| region.voices), most);
    let (fill, ink) = SHADES[shade];
    let (width, height, middle) = (STEP.0 - GAP, STEP.1 - GAP, x + (STEP.0 - GAP) / 2);
    let _ = writeln!(
        picture,
        "<g class=\"shade-{shade}\">\n<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\" fill=\"{fill}\"/>"
    );
    let first = if names.len() > 1 { 12 } else { 17 };
    let text = |y: u32, size: u32, weight: &str, text: &str| {
        format!(
            "<text x=\"{middle}\" y=\"{y}\" text-anchor=\"middle\" font-family=\"{FONT}\" font-size=\"{size}\" \
             font-weight=\"{weight}\" fill=\"{ink}\">{}</text>\n",
            escaped(text)
        )
    };
    for (name, line) in names.iter().zip(0..) {
        picture.push_str(&text(y + first + 10 * line, 9, "normal", name));
    }
    if let Some(region) = counted {
        picture.push_str(&text(y + 40, 15, "bold", &region.voices.to_string()));
    }
    picture.push_str("</g>\n");
}

fn put_legend(picture: &mut String, wording: &Wording, y: u32) {
    let width = SIZE.0 * STEP.0;
    let text = |x: u32, anchor: &str, text: &str| {
        format!(
            "<text class=\"soft\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{FONT}\" font-size=\"11\" \
             fill=\"{SOFT}\">{}</text>\n",
            y + 13,
            escaped(text)
        )
    };
    let from = width / 2 - 35;
    picture.push_str(&text(from - 6, "end", &wording.form.fewer));
    for (shade, step) in (1..SHADES.len()).zip(0..) {
        let x = from + 18 * step;
        let _ = writeln!(
            picture,
            "<g class=\"shade-{shade}\"><rect x=\"{x}\" y=\"{y}\" width=\"16\" height=\"16\" rx=\"2\" fill=\"{}\" \
             stroke=\"{INK}\" stroke-opacity=\"0\"/></g>",
            SHADES[shade].0
        );
    }
    picture.push_str(&text(from + 76, "start", &wording.form.more));
}

/// The name on a tile, one word a line.
fn names(counted: Option<&RegionCount>) -> Vec<String> {
    let name = counted.map_or("", |region| region.short.as_str());
    name.split_whitespace().take(2).map(|line| short(line, 10)).collect()
}

/// The shade of a count beside the largest one: 0 for nothing, the last from half of it, each before from half of that: counts of
/// regions differ by orders of magnitude, and equal steps would show one dark tile on white.
fn shade(voices: u32, most: u32) -> usize {
    if voices == 0 {
        return 0;
    }
    let (voices, most) = (u64::from(voices), u64::from(most));
    let halvings = (1..SHADES.len() - 1).take_while(|halving| voices << halving < most).count();
    SHADES.len() - 1 - halvings
}

/// The regions with voices, most first.
fn told(digest: &Digest) -> String {
    let mut loud: Vec<&RegionCount> = digest.regions.iter().filter(|region| region.voices > 0).collect();
    loud.sort_by_key(|region| (Reverse(region.voices), region.kato));
    let told: Vec<String> = loud.iter().map(|region| format!("{}: {}", region.name, region.voices)).collect();
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn at(code: u32) -> (i64, i64) {
        let (_, column, row) = GRID.iter().find(|tile| tile.0 == code).unwrap();
        (i64::from(*column), i64::from(*row))
    }

    /// Pairs that share a border (or, for cities, an oblast around them): at least at a corner their tiles touch.
    #[test]
    fn neighbours_touch() {
        let pairs = [
            (27, 23),
            (27, 15),
            (23, 15),
            (23, 47),
            (47, 15),
            (15, 39),
            (15, 62),
            (15, 43),
            (39, 59),
            (39, 11),
            (39, 62),
            (59, 11),
            (11, 62),
            (11, 71),
            (55, 35),
            (55, 10),
            (62, 35),
            (62, 43),
            (62, 61),
            (43, 61),
            (61, 31),
            (61, 79),
            (35, 31),
            (35, 10),
            (35, 19),
            (31, 19),
            (19, 33),
            (19, 75),
            (33, 10),
            (10, 63),
        ];
        for (one, other) in pairs {
            let ((x, y), (u, v)) = (at(one), at(other));
            assert!((x - u).abs() <= 1 && (y - v).abs() <= 1, "{one} and {other} lie apart");
        }
        for (city, around) in [(71, 11), (75, 19), (79, 61)] {
            let ((x, y), (u, v)) = (at(city), at(around));
            assert_eq!((x - u).abs() + (y - v).abs(), 1, "{city} stands beside {around}");
        }
    }

    #[test]
    fn west_is_left_and_north_is_up() {
        for row in [[27, 39, 11, 55], [23, 15, 62, 35], [35, 10, 63, 63], [43, 61, 31, 19]] {
            assert!(row.windows(2).all(|pair| at(pair[0]).0 <= at(pair[1]).0), "{row:?}");
        }
        for column in [[59, 11, 62, 61], [27, 23, 47, 47], [55, 10, 33, 33], [71, 35, 31, 31]] {
            assert!(column.windows(2).all(|pair| at(pair[0]).1 <= at(pair[1]).1), "{column:?}");
        }
    }

    #[test]
    fn tiles_do_not_overlap_and_lie_in_the_picture() {
        let places: BTreeSet<(u32, u32)> = GRID.iter().map(|(_, column, row)| (*column, *row)).collect();
        assert_eq!(places.len(), GRID.len());
        assert!(GRID.iter().all(|(_, column, row)| *column < SIZE.0 && *row < SIZE.1));
    }

    #[test]
    fn shades_reach_the_largest_count() {
        for most in [1, 2, 7, 40, 255, 256, 1_000_000, u32::MAX] {
            assert_eq!((shade(0, most), shade(most, most)), (0, SHADES.len() - 1));
        }
        assert_eq!([1, 4, 5, 9, 10, 19, 20, 40].map(|voices| shade(voices, 40)), [1, 1, 2, 2, 3, 3, 4, 4]);
    }
}
