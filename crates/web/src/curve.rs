//! Counts by day in; pictures of them as inline SVG out: a small one for lists, a large one with axes for a page of its own. The
//! numbers behind a large one stand in a table beside it. Lengths are whole numbers, so the picture is the same everywhere.

use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::frame::Frame;
use dauys_model::Interface;

/// Days of a small picture.
const SPARK_DAYS: i32 = 28;
/// Height of a small picture.
const SPARK_HEIGHT: u64 = 24;
/// The large picture: a phone shows one of its units as about one pixel.
const WIDTH: u32 = 352;
/// The height for bars in the large picture.
const PLOT: u64 = 110;
/// Where bars begin, after the numbers of the axis.
const LEFT: u32 = 34;
/// Room above the bars, so that the highest number of the axis is whole.
const TOP: u32 = 10;
/// Most days of a large picture.
const MOST_DAYS: i32 = 90;

/// What was counted on one day: a part, and the whole that it is a part of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Count {
    /// The civil day.
    pub(crate) day: Date,
    /// The part drawn dark: voices, or texts of citizens.
    pub(crate) part: u64,
    /// The whole: all texts.
    pub(crate) whole: u64,
}

/// What was to be expected on one day.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Norm {
    /// The civil day.
    pub(crate) day: Date,
    /// The mean of the part.
    pub(crate) expected: f64,
    /// The largest count that is still usual.
    pub(crate) upper: u64,
}

/// Bars without axes, for a list.
#[derive(Template, Debug)]
#[template(path = "part/spark.html")]
pub(crate) struct Spark {
    bars: Vec<SparkBar>,
    width: u32,
    height: u64,
    said: String,
}

impl askama::filters::HtmlSafe for Spark {}

#[derive(Debug)]
struct SparkBar {
    x: u32,
    y: u64,
    height: u64,
    class: &'static str,
}

impl Spark {
    /// The four weeks up to `day`; `said` tells them to those who do not see them.
    pub(crate) fn new(counts: &[Count], day: Date, said: String) -> Self {
        let days = days_to(day, SPARK_DAYS);
        let of = |date: Date| counts.iter().find(|count| count.day == date).map_or(0, |count| count.part);
        let peak = days.iter().map(|date| of(*date)).max().unwrap_or_default().max(1);
        let bars = days
            .iter()
            .zip(0u32..)
            .map(|(date, index)| {
                let count = of(*date);
                let height = if count == 0 { 1 } else { scaled(count, peak, SPARK_HEIGHT).max(3) };
                let class = match (count, *date == day) {
                    (0, _) => "none",
                    (_, true) => "today",
                    _ => "day",
                };
                SparkBar { x: index * 4, y: SPARK_HEIGHT - height, height, class }
            })
            .collect();
        Self { bars, width: days.len() as u32 * 4, height: SPARK_HEIGHT, said }
    }
}

/// Bars with axes, a legend, and a table that says the same.
#[derive(Template)]
#[template(path = "part/curve.html")]
pub(crate) struct Curve {
    id: &'static str,
    title: String,
    said: String,
    bars: Vec<Bar>,
    ticks: Vec<Tick>,
    dates: Vec<Label>,
    rows: Vec<Row>,
    part: String,
    whole: String,
    day_word: String,
    table: String,
    cut: Option<String>,
    against: Option<Against>,
}

impl askama::filters::HtmlSafe for Curve {}

struct Bar {
    x: u32,
    width: u32,
    part_y: u64,
    part_height: u64,
    rest_y: u64,
    rest_height: u64,
    said: String,
}

struct Tick {
    y: u64,
    value: String,
}

struct Label {
    x: u32,
    text: String,
    anchor: &'static str,
}

struct Row {
    datetime: String,
    day: String,
    part: String,
    whole: String,
    href: Option<String>,
    /// What was to be expected, and what is still usual.
    norm: Option<(String, String)>,
}

/// What the days are held against: the line of what was to be expected and the band of what is usual, as paths.
struct Against {
    line: String,
    band: String,
    /// The upper edge of the band, to be seen before bars, too.
    edge: String,
    /// Which days are above what is usual, in words.
    said: String,
    expected: String,
    usual: String,
}

/// What a large picture shows.
pub(crate) struct Shown<'a> {
    /// The beginning of the `id`s in it.
    pub(crate) id: &'static str,
    /// What it is a picture of.
    pub(crate) title: String,
    /// Counts; their order does not matter, and days of nothing may be absent.
    pub(crate) counts: &'a [Count],
    /// The first day to draw.
    pub(crate) from: Date,
    /// The last.
    pub(crate) to: Date,
    /// The key of what the part is: `curve.voices`.
    pub(crate) part: &'static str,
    /// The key of what the whole is: `curve.texts`.
    pub(crate) whole: &'static str,
    /// What was to be expected of the part; empty where that is not known.
    pub(crate) norms: &'a [Norm],
}

impl Curve {
    /// Draws a picture; `href` says where the row of a day leads, if anywhere.
    pub(crate) fn new(frame: &Frame, shown: &Shown<'_>, href: impl Fn(Date) -> Option<String>) -> Self {
        let first = shown.to.checked_sub((MOST_DAYS - 1).days()).unwrap_or(shown.to);
        let from = shown.from.clamp(first, shown.to);
        let length = from.until(shown.to).map_or(0, |span| span.get_days()) + 1;
        let days = days_to(shown.to, length.clamp(7, MOST_DAYS));
        let of = |date: Date| {
            let count = shown.counts.iter().find(|count| count.day == date);
            count.map_or((0, 0), |count| (count.part, count.whole.max(count.part)))
        };
        let drawn = |norm: &&Norm| days.first().is_some_and(|first| (*first..=shown.to).contains(&norm.day));
        let norms: Vec<&Norm> = shown.norms.iter().filter(drawn).collect();
        let highest = days.iter().map(|date| of(*date).1).max().unwrap_or_default();
        let peak = round_up(norms.iter().map(|norm| norm.upper).fold(highest, u64::max));
        let slot = (WIDTH - LEFT) / days.len() as u32;
        let bars = days
            .iter()
            .zip(0u32..)
            .map(|(date, index)| {
                let (part, whole) = of(*date);
                let bottom = PLOT + u64::from(TOP);
                let (high, part_high) = (scaled(whole, peak, PLOT), scaled(part, peak, PLOT));
                let said = format!(
                    "{}: {} — {}, {} — {}",
                    frame.day(*date),
                    frame.t(shown.part),
                    frame.number(part),
                    frame.t(shown.whole),
                    frame.number(whole)
                );
                Bar {
                    x: LEFT + index * slot,
                    width: if slot > 4 { slot - 1 - u32::from(slot > 12) } else { slot },
                    part_y: bottom - part_high,
                    part_height: part_high,
                    rest_y: bottom - high,
                    rest_height: high - part_high,
                    said,
                }
            })
            .collect();
        let told: Vec<(u64, u64)> = shown.counts.iter().map(|count| (count.part, count.whole)).collect();
        let highest = shown.counts.iter().max_by_key(|count| (count.whole, count.day));
        Self {
            id: shown.id,
            title: shown.title.clone(),
            said: frame.say(
                "curve.said",
                &[
                    ("from", &days.first().map(|date| frame.day(*date)).unwrap_or_default()),
                    ("to", &frame.day(shown.to)),
                    ("part", &frame.t(shown.part)),
                    ("parts", &frame.number(told.iter().map(|count| count.0).sum::<u64>())),
                    ("whole", &frame.t(shown.whole)),
                    ("wholes", &frame.number(told.iter().map(|count| count.1).sum::<u64>())),
                    ("peak", &highest.map_or_else(|| "—".to_owned(), |count| frame.day(count.day))),
                ],
            ),
            bars,
            ticks: ticks(frame, peak),
            dates: labels(frame, &days, slot),
            rows: rows(frame, shown, href),
            against: against(frame, shown, &norms, &days, peak, slot),
            part: frame.t(shown.part).to_owned(),
            whole: frame.t(shown.whole).to_owned(),
            day_word: frame.t("curve.day").to_owned(),
            table: frame.t("curve.table").to_owned(),
            cut: (shown.from < first)
                .then(|| frame.say("curve.cut", &[("n", &MOST_DAYS), ("from", &frame.day(shown.from))])),
        }
    }

    fn width(&self) -> u32 {
        WIDTH
    }

    fn height(&self) -> u64 {
        u64::from(TOP) + PLOT + 18
    }

    fn left(&self) -> u32 {
        LEFT
    }

    fn dates_y(&self) -> u64 {
        u64::from(TOP) + PLOT + 14
    }
}

/// The days up to and including one, ascending.
fn days_to(day: Date, count: i32) -> Vec<Date> {
    let from = day.checked_sub((count - 1).days()).unwrap_or(day);
    from.series(1.day()).take_while(|date| *date <= day).collect()
}

/// The length of a bar.
fn scaled(count: u64, peak: u64, height: u64) -> u64 {
    if peak == 0 { 0 } else { (count.min(peak).saturating_mul(height)).div_ceil(peak) }
}

/// The end of an axis: the smallest round number that is no less and of which the half is whole.
fn round_up(peak: u64) -> u64 {
    let mut end: u64 = 1;
    loop {
        for step in [2, 4, 6, 8, 10, 12, 16] {
            let candidate = end.saturating_mul(step);
            if candidate >= peak {
                return candidate;
            }
        }
        end = end.saturating_mul(10);
    }
}

fn ticks(frame: &Frame, peak: u64) -> Vec<Tick> {
    [0, peak / 2, peak]
        .into_iter()
        .map(|value| Tick {
            y: u64::from(TOP) + PLOT - scaled(value, peak, PLOT),
            value: frame.number(value),
        })
        .collect()
}

/// The first, the middle and the last day.
fn labels(frame: &Frame, days: &[Date], slot: u32) -> Vec<Label> {
    let last = days.len().saturating_sub(1);
    let end = LEFT + days.len() as u32 * slot;
    let places = [(0, LEFT, "start"), (last / 2, (LEFT + end) / 2, "middle"), (last, end, "end")];
    places
        .into_iter()
        .filter_map(|(index, x, anchor)| Some(Label { x, text: frame.day(*days.get(index)?), anchor }))
        .collect()
}

fn rows(frame: &Frame, shown: &Shown<'_>, href: impl Fn(Date) -> Option<String>) -> Vec<Row> {
    let mut counts: Vec<Count> =
        shown.counts.iter().filter(|count| count.whole > 0 || count.part > 0).copied().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.day));
    counts
        .into_iter()
        .map(|count| Row {
            datetime: count.day.to_string(),
            day: frame.full_day(count.day),
            part: frame.number(count.part),
            whole: frame.number(count.whole),
            href: href(count.day),
            norm: shown
                .norms
                .iter()
                .find(|norm| norm.day == count.day)
                .map(|norm| (expected(frame, norm.expected), frame.number(norm.upper))),
        })
        .collect()
}

/// A mean with as many digits as say something.
pub(crate) fn expected(frame: &Frame, mean: f64) -> String {
    let said = if mean >= 10.0 {
        format!("{mean:.0}")
    } else if mean >= 0.1 {
        format!("{mean:.1}")
    } else {
        format!("{:.2}", mean.max(0.01))
    };
    if frame.language == Interface::English { said } else { said.replace('.', ",") }
}

/// The norm as steps, a day wide each.
fn against(
    frame: &Frame,
    shown: &Shown<'_>,
    norms: &[&Norm],
    days: &[Date],
    peak: u64,
    slot: u32,
) -> Option<Against> {
    let bottom = PLOT + u64::from(TOP);
    let mut line = String::new();
    let mut band = String::new();
    let mut edge = String::new();
    let mut end = None;
    for (date, index) in days.iter().zip(0u32..) {
        let Some(norm) = norms.iter().find(|norm| norm.day == *date) else { continue };
        let x = LEFT + index * slot;
        let part = (norm.expected.max(0.0) / peak.max(1) as f64).min(1.0);
        let mean = bottom - (part * PLOT as f64).round() as u64;
        let upper = bottom - scaled(norm.upper, peak, PLOT);
        if end == Some(x) {
            line.push_str(&format!("V{mean}H{}", x + slot));
        } else {
            line.push_str(&format!("M{x} {mean}H{}", x + slot));
        }
        band.push_str(&format!("M{x} {bottom}V{upper}H{}V{bottom}Z", x + slot));
        edge.push_str(&format!("M{x} {upper}H{}", x + slot));
        end = Some(x + slot);
    }
    end?;
    let above: Vec<String> = shown
        .counts
        .iter()
        .filter(|count| norms.iter().any(|norm| norm.day == count.day && count.part > norm.upper))
        .map(|count| frame.day(count.day))
        .collect();
    let said = if above.is_empty() {
        frame.t("curve.usual_throughout").to_owned()
    } else {
        frame.say("curve.above", &[("days", &above.join(", "))])
    };
    Some(Against {
        line,
        band,
        edge,
        said,
        expected: frame.t("curve.expected").to_owned(),
        usual: frame.t("curve.usual").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn counts(days: &[(i8, u64, u64)]) -> Vec<Count> {
        days.iter().map(|&(day, part, whole)| Count { day: date(2026, 11, day), part, whole }).collect()
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        let ends = [0, 1, 2, 3, 5, 11, 21, 41, 99, 113, 1001].map(round_up);
        assert_eq!(ends, [2, 2, 2, 4, 6, 12, 40, 60, 100, 120, 1200]);
        assert!(round_up(u64::MAX) > 0);
    }

    #[test]
    fn a_small_picture_has_a_bar_a_day_and_marks_the_last() {
        let spark = Spark::new(&counts(&[(20, 4, 9), (22, 2, 2)]), date(2026, 11, 22), "сказано".into());
        assert_eq!(spark.bars.len(), 28);
        assert_eq!(spark.bars[25].height, SPARK_HEIGHT);
        assert_eq!((spark.bars[27].height, spark.bars[27].class), (SPARK_HEIGHT / 2, "today"));
        assert!(spark.bars[..25].iter().all(|bar| bar.height == 1 && bar.class == "none"));
        let html = spark.render().unwrap();
        assert!(html.contains("role=\"img\"") && html.contains("aria-label=\"сказано\""));
    }

    #[test]
    fn bars_stay_in_their_picture() {
        for peak in [0, 1, 7, u64::MAX] {
            assert!(scaled(peak, round_up(peak), PLOT) <= PLOT);
        }
        assert_eq!(days_to(date(2026, 3, 1), 2), [date(2026, 2, 28), date(2026, 3, 1)]);
        assert_eq!(days_to(Date::MIN, 28), [Date::MIN]);
    }
}
