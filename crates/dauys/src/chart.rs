//! Counts by day as a few lines of text: bars of block characters, the norm above them where it is known, days below.

use std::collections::BTreeMap;

use dauys_model::DayCount;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days drawn at most.
const DAYS: i64 = 28;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Draws the voices of the days up to and including `day`, three columns a day. `norms` says how many voices were to be expected on a
/// day; a line for them is drawn only where some are known.
pub(crate) fn chart(days: &[DayCount], norms: &BTreeMap<Date, f64>, day: Date) -> Vec<String> {
    let known: BTreeMap<Date, u32> =
        days.iter().filter(|count| count.day <= day).map(|count| (count.day, count.voices)).collect();
    let first = known.keys().next().copied().unwrap_or(day);
    let first = first.max(day.checked_sub((DAYS - 1).days()).unwrap_or(Date::MIN));
    let drawn: Vec<Date> = first.series(1.day()).take_while(|drawn| *drawn <= day).collect();
    let voices = |day: &Date| known.get(day).copied().unwrap_or(0);
    let most = drawn.iter().map(voices).max().unwrap_or(0).max(1);
    let row = |cell: &dyn Fn(&Date) -> String| drawn.iter().map(cell).collect::<String>();
    let mut lines = Vec::new();
    if drawn.iter().any(|day| norms.contains_key(day)) {
        let norm = |day: &Date| norms.get(day).map_or_else(|| "   ".into(), |norm| format!("{norm:>3.0}"));
        lines.push(format!("norm   {}", row(&norm)));
    }
    // Whatever is not nothing is seen.
    let block = |day: &Date| match voices(day) {
        0 => 0,
        voices => (voices * 8).div_ceil(most).clamp(1, 8) as usize,
    };
    lines.push(format!("voices {}", row(&|day| format!(" {0}{0}", BLOCKS[block(day)]))));
    lines.push(format!("       {}", row(&|day| format!("{:>3}", voices(day)))));
    lines.push(format!("day    {}", row(&|day| format!("{:>3}", day.day()))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_column() {
        let count = |day, voices| DayCount { day: jiff::civil::date(2026, 11, day), voices, texts: voices };
        let day = jiff::civil::date(2026, 11, 4);
        let days = [count(1, 1), count(2, 8), count(4, 4), count(5, 9)];
        let lines = chart(&days, &BTreeMap::new(), day);
        assert_eq!(lines, ["voices  ▁▁ ██    ▄▄", "         1  8  0  4", "day      1  2  3  4"]);
        let norms = BTreeMap::from([(day, 2.4)]);
        assert_eq!(chart(&days, &norms, day)[0], "norm              2");
        assert_eq!(chart(&[], &BTreeMap::new(), day).len(), 3);
    }
}
