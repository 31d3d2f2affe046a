//! The charts of a digest and how wide each is printed.

use dauys_digest::{Digest, Entry};

/// A chart.
pub(crate) struct Chart {
    /// The picture, an SVG document.
    pub(crate) svg: String,
    /// How wide it is printed, in points.
    pub(crate) width: f64,
}

/// A topic's voices by day against its norm.
pub(crate) fn curve(digest: &Digest, topic: &Entry) -> Chart {
    let last = digest.day;
    let peak = topic.days.iter().map(|count| count.voices).max().unwrap_or(0).max(1);
    let mut bars = String::new();
    for (index, count) in topic.days.iter().enumerate() {
        let height = (count.voices * 40).div_ceil(peak);
        let fill = if count.day == last { "#005a6e" } else { "#9dbac1" };
        bars += &format!(
            "<rect x=\"{}\" y=\"{}\" width=\"7\" height=\"{height}\" fill=\"{fill}\"/>",
            index * 10,
            40 - height
        );
    }
    let width = (topic.days.len().max(1) * 10) as f64;
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"40\" viewBox=\"0 0 {width} 40\">{bars}</svg>"
    );
    Chart { svg, width: width * 1.25 }
}

/// Voices by region.
pub(crate) fn regions(_digest: &Digest) -> Option<Chart> {
    None
}

/// Texts by language.
pub(crate) fn languages(_digest: &Digest) -> Option<Chart> {
    None
}
