//! The charts of a digest and how wide each is printed.

use dauys_digest::{Digest, Entry, chart};

/// Points in print for each CSS pixel of a curve.
const CURVE: f64 = 1.1;
/// The same for charts with letters, which are drawn in the size of the text.
const LETTERED: f64 = 0.85;

/// A chart.
pub(crate) struct Chart {
    /// The picture, an SVG document.
    pub(crate) svg: String,
    /// How wide it is printed, in points.
    pub(crate) width: f64,
}

/// A topic's voices by day against its norm.
pub(crate) fn curve(topic: &Entry) -> Chart {
    chart(chart::curve(topic), CURVE)
}

/// Voices by region.
pub(crate) fn regions(digest: &Digest) -> Chart {
    chart(chart::regions(digest), LETTERED)
}

/// Texts by language.
pub(crate) fn languages(digest: &Digest) -> Chart {
    chart(chart::languages(digest), LETTERED)
}

fn chart(svg: String, points: f64) -> Chart {
    let width = pixels(&svg).unwrap_or(300.0) * points;
    Chart { svg, width }
}

/// The width that a picture gives itself.
fn pixels(svg: &str) -> Option<f64> {
    let opening = svg.split_once('>')?.0;
    opening.split_once(" width=\"")?.1.split_once('"')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_wide_as_it_says() {
        let check = |svg, width| assert_eq!(pixels(svg), width, "{svg}");
        check("<svg xmlns=\"x\" width=\"140\" height=\"40\"><rect width=\"3\"/>", Some(140.0));
        check("<svg><rect width=\"3\"/></svg>", None);
        check("", None);
    }
}
