//! Texts by language → three bars with their counts.

use std::fmt::Write;

use super::{ACCENT, FONT, INK, open};
use crate::escape::escaped;
use crate::labels::Labels;
use crate::view::Digest;

const WIDTH: u32 = 360;
/// Where bars begin, after the names of languages, which stand above them.
const ROW: u32 = 38;
/// The longest bar; the count stands after it.
const LONGEST: u32 = 300;

/// How many texts are in which language, as an SVG document.
pub fn languages(digest: &Digest) -> String {
    let labels = Labels::of(digest.language);
    let texts = &digest.languages;
    let counts = [texts.kazakh, texts.russian, texts.mixed];
    let rows = || labels.in_languages.iter().zip(counts);
    let told = match &texts.sentence {
        Some(sentence) => sentence.text.clone(),
        None => rows().map(|(name, count)| format!("{name}: {count}")).collect::<Vec<_>>().join("; "),
    };
    let mut picture = open("languages", "languages", (WIDTH, ROW * 3), &labels.languages, &told);
    let most = u64::from(counts.into_iter().max().unwrap_or_default().max(1));
    for ((name, count), row) in rows().zip(0..) {
        let length =
            if count == 0 { 1 } else { (u64::from(count) * u64::from(LONGEST) / most).max(3) as u32 };
        let (above, y) = (ROW * row + 14, ROW * row + 20);
        let _ = writeln!(
            picture,
            "<text class=\"name\" x=\"0\" y=\"{above}\" font-family=\"{FONT}\" font-size=\"13\" fill=\"{INK}\">{name}</text>\n\
             <rect class=\"today\" x=\"0\" y=\"{y}\" width=\"{length}\" height=\"12\" fill=\"{ACCENT}\"/>\n\
             <text class=\"name\" x=\"{after}\" y=\"{base}\" font-family=\"{FONT}\" font-size=\"13\" font-weight=\"bold\" \
             fill=\"{INK}\">{count}</text>",
            name = escaped(name),
            after = length + 6,
            base = y + 11,
        );
    }
    picture.push_str("</svg>\n");
    picture
}
