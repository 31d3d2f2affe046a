//! The found posts over time, as bars of an inline SVG, each a link that narrows the question to its days.

use dauys_search::{Histogram, Step};
use jiff::civil::Date;

use crate::asked::{Asked, Value};
use crate::frame::Frame;
use crate::pages::search::names;

/// Units of the drawing: a bar with its gap, and the height of the highest.
const WIDTH: u32 = 10;
const GAP: u32 = 2;
const HEIGHT: u32 = 64;

/// The drawing.
pub(crate) struct Chart {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bars: Vec<Drawn>,
    /// The first day and the last, under the ends of the drawing.
    pub(crate) from: String,
    pub(crate) to: String,
    /// How long a bar is, in words.
    pub(crate) step: &'static str,
    /// What the highest bar says.
    pub(crate) highest: String,
}

/// One bar.
pub(crate) struct Drawn {
    pub(crate) x: u32,
    pub(crate) width: u32,
    pub(crate) texts_y: u32,
    pub(crate) texts_height: u32,
    pub(crate) voices_y: u32,
    pub(crate) voices_height: u32,
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
    /// Whether it lies outside the days that are asked for.
    pub(crate) outside: bool,
    pub(crate) empty: bool,
}

/// Draws; `None` when there is nothing to compare.
pub(crate) fn chart(frame: &Frame, asked: &Asked, histogram: &Histogram) -> Option<Chart> {
    let (first, last) = (histogram.bars.first()?, histogram.bars.last()?);
    if histogram.bars.len() < 2 {
        return None;
    }
    let most = histogram.bars.iter().map(|bar| bar.texts).max().unwrap_or(1).max(1);
    let height = |count: u32| {
        let high = (f64::from(count) / f64::from(most) * f64::from(HEIGHT)).round() as u32;
        if count > 0 { high.max(2) } else { 0 }
    };
    let end = |from: Date| histogram.step.next(from).and_then(|next| next.yesterday().ok()).unwrap_or(from);
    let mut bars = Vec::new();
    for (at, bar) in (0_u32..).zip(&histogram.bars) {
        let to = end(bar.from);
        let (texts, voices) = (height(bar.texts), height(bar.voices.min(bar.texts)));
        let counted = frame.n("search.texts", bar.texts);
        let counted = if bar.voices < bar.texts {
            format!("{counted}, {}", frame.n("search.voices", bar.voices))
        } else {
            counted
        };
        bars.push(Drawn {
            x: at * WIDTH,
            width: WIDTH - GAP,
            texts_y: HEIGHT - texts,
            texts_height: texts,
            voices_y: HEIGHT - voices,
            voices_height: voices,
            label: format!("{}: {counted}", names::days(frame, (Some(bar.from), Some(to)))),
            href: asked.toggled(&Value::Days(Some(bar.from), Some(to))).page(),
            from: bar.from,
            to,
            outside: asked.from.is_some_and(|from| to < from) || asked.to.is_some_and(|last| bar.from > last),
            empty: bar.texts == 0,
        });
    }
    let step = match histogram.step {
        Step::Day => "search.by_day",
        Step::Week => "search.by_week",
        Step::Month => "search.by_month",
    };
    Some(Chart {
        width: bars.len() as u32 * WIDTH - GAP,
        height: HEIGHT,
        bars,
        from: frame.day(first.from),
        to: frame.day(end(last.from)),
        step: crate::wording::Wording::of(frame.language).text(step),
        highest: frame.say("search.highest", &[("what", &frame.n("search.texts", most))]),
    })
}
