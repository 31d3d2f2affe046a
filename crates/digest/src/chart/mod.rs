//! A digest → its pictures as SVG documents that need nothing else: a topic's curve against its norm, voices by region, texts by
//! language.
//!
//! Every colour is an attribute, so that a program without style sheets draws them, and every part has a class, so that a page can
//! give it other colours in the dark. Lengths are whole numbers: the same picture everywhere. What a picture shows stands in its
//! `title` and `desc`.

mod curve;
mod languages;
mod regions;

pub(crate) use curve::anchor;
pub use curve::curve;
pub use languages::languages;
pub use regions::{GRID, regions};

use crate::escape::escaped;

/// Fonts that hold Kazakh letters, first that of the bundled documents.
const FONT: &str = "Noto Sans, DejaVu Sans, Arial, sans-serif";
const INK: &str = "#17202a";
const SOFT: &str = "#515d69";
const ACCENT: &str = "#005a6e";
const BAR: &str = "#9dbac1";
const TICK: &str = "#b9b7af";
const NORM: &str = "#8a4b08";

/// The opening of a picture with its name and what it shows; `id` begins the `id`s in it, which are unique on a page.
fn open(id: &str, class: &str, (width, height): (u32, u32), title: &str, told: &str) -> String {
    let (title, told) = (escaped(title), escaped(told));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-told\">\n\
         <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-told\">{told}</desc>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_what_it_shows() {
        let opening = open("map", "tiles", (10, 20), "A <b>", "& so on\u{202e}");
        assert!(opening.contains("viewBox=\"0 0 10 20\"") && opening.contains("A &lt;b&gt;</title>"));
        assert!(opening.contains("&amp; so on</desc>"));
    }
}
