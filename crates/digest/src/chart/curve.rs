//! A topic → bars of its voices by day, and over them, as steps, what was to be expected.

use std::fmt::Write;

use super::{ACCENT, BAR, NORM, TICK, open};
use crate::view::Entry;

/// The height of the picture; the peak, or the norm where it is higher, reaches it.
const HEIGHT: u32 = 40;
/// Width of the norm's line, all of which lies within the picture.
const LINE: u32 = 2;

/// The curve of a topic as an SVG document.
pub fn curve(topic: &Entry) -> String {
    let bars = &topic.curve.bars;
    // Two weeks fill the picture; a longer window gets narrower bars, not a wider picture.
    let (slot, width) = if bars.len() <= 14 { (10, 7) } else { (5, 4) };
    let norm = |day| topic.norms.iter().find(|(of, _)| *of == day).map(|(_, norm)| norm.max(0.0));
    let highest = bars.iter().filter_map(|bar| norm(bar.day)).fold(0.0_f64, f64::max).ceil() as u32;
    let top = topic.curve.peak.max(highest).max(1);
    let mut picture = open(
        &format!("{}-curve", anchor(topic)),
        "curve",
        (slot * bars.len().max(1) as u32, HEIGHT),
        &format!("{}: {}", topic.title.text, topic.curve_caption),
        &told(topic),
    );
    for (index, bar) in bars.iter().enumerate() {
        let (class, fill) = match (bar.voices, index + 1 == bars.len()) {
            (0, _) => ("none", TICK),
            (_, true) => ("today", ACCENT),
            _ => ("day", BAR),
        };
        let reached = (u64::from(bar.voices) * u64::from(HEIGHT)).div_ceil(u64::from(top)) as u32;
        let height = if bar.voices == 0 { 1 } else { reached.max(3) };
        let (x, y) = (index as u32 * slot, HEIGHT - height);
        let _ = writeln!(
            picture,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
        );
    }
    let steps = steps(bars.iter().map(|bar| norm(bar.day)), slot, top);
    if !steps.is_empty() {
        let _ = writeln!(
            picture,
            "<path class=\"norm\" d=\"{steps}\" fill=\"none\" stroke=\"{NORM}\" stroke-width=\"{LINE}\"/>"
        );
    }
    picture.push_str("</svg>\n");
    picture
}

/// The `id` of a topic's element on a page.
pub(crate) fn anchor(topic: &Entry) -> String {
    format!("topic-{}", topic.id.0.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"))
}

/// The curve day by day, and the norm of the day.
fn told(topic: &Entry) -> String {
    let norm = topic.norm.as_ref().map(|norm| norm.sentence.text.as_str());
    [Some(topic.curve_in_words.as_str()), norm].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A line that steps from norm to norm; it is broken where no norm is known.
fn steps(norms: impl Iterator<Item = Option<f64>>, slot: u32, top: u32) -> String {
    let mut path = String::new();
    let mut is_drawn = false;
    for (index, norm) in norms.enumerate() {
        let Some(norm) = norm else {
            is_drawn = false;
            continue;
        };
        let reached = (norm * f64::from(HEIGHT) / f64::from(top)).round() as u32;
        let y = HEIGHT.saturating_sub(reached).clamp(LINE / 2, HEIGHT - LINE / 2);
        let x = index as u32 * slot;
        let _ = match is_drawn {
            true => write!(path, "V{y}H{}", x + slot),
            false => write!(path, "M{x} {y}H{}", x + slot),
        };
        is_drawn = true;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_steps_and_is_broken_where_it_is_not_known() {
        let norms = [Some(1.0), Some(2.0), None, Some(0.0), Some(4.0)];
        assert_eq!(steps(norms.into_iter(), 10, 4), "M0 30H10V20H20M30 39H40V1H50");
        assert_eq!(steps([None, None].into_iter(), 10, 4), "");
    }
}
