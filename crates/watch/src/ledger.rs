//! The arithmetic of "every item ends in exactly one named end": counts in, the line that does not add up out.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// The counts of a span, a pass or a source. Ledgers of parts add up to that of the whole.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    /// What sources announced.
    pub announced: u64,
    /// Of that, items not known before.
    pub new: u64,
    /// Known items with another title or text.
    pub changed: u64,
    /// Known items as they were.
    pub known: u64,
    /// Entries that became no item: empty, or repeated on one page.
    pub left_out: u64,
    /// All items there are or were.
    pub items: u64,
    /// Items that became posts.
    pub posts: u64,
    /// Items that were rejected, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// Items that wait.
    pub pending: Pending,
    /// Items that are no more.
    pub forgotten: Forgotten,
}

/// What waiting items wait for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Pending {
    /// For their page to be fetched.
    pub page: u64,
    /// For their page to be tried again.
    pub postponed: u64,
    /// To be read.
    pub reading: u64,
}

/// Why items are no more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Forgotten {
    /// Kept as long as such items are kept.
    pub pruned: u64,
    /// Erased by command.
    pub erased: u64,
    /// Taken back by their source.
    pub withdrawn: u64,
}

/// A line of a ledger: a sum, and what should add up to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// `announced = new + changed + known + left out`.
    Announced,
    /// `items = posts + rejected + pending + forgotten`.
    Items,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Announced => "announced",
            Self::Items => "items",
        })
    }
}

/// A line that does not add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, thiserror::Error)]
#[error(
    "`{line}` do not add up: {total} in all, {parts} in parts, {} {}",
    total.abs_diff(*parts),
    if parts < total { "missing" } else { "too many" }
)]
pub struct Imbalance {
    /// Which line.
    pub line: Line,
    /// What should come out.
    pub total: u128,
    /// What its parts come to.
    pub parts: u128,
}

impl Ledger {
    /// Whether every line adds up.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn check(&self) -> Result<(), Imbalance> {
        self.imbalances().first().map_or(Ok(()), |imbalance| Err(*imbalance))
    }

    /// Every line that does not add up.
    pub fn imbalances(&self) -> Vec<Imbalance> {
        [
            (Line::Announced, self.announced, self.announced_parts()),
            (Line::Items, self.items, self.item_parts()),
        ]
        .into_iter()
        .map(|(line, total, parts)| Imbalance {
            line,
            total: u128::from(total),
            parts: parts.iter().map(|(_, count)| u128::from(*count)).sum(),
        })
        .filter(|line| line.total != line.parts)
        .collect()
    }

    /// Everything rejected.
    pub fn rejections(&self) -> u64 {
        self.rejected.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    fn announced_parts(&self) -> Vec<(&str, u64)> {
        vec![("new", self.new), ("changed", self.changed), ("known", self.known), ("left out", self.left_out)]
    }

    fn item_parts(&self) -> Vec<(&str, u64)> {
        let mut parts = vec![("posts", self.posts)];
        parts.extend(self.rejected.iter().map(|(reason, count)| (reason.as_str(), *count)));
        parts.extend([
            ("page wanted", self.pending.page),
            ("page postponed", self.pending.postponed),
            ("to be read", self.pending.reading),
            ("pruned", self.forgotten.pruned),
            ("erased", self.forgotten.erased),
            ("withdrawn", self.forgotten.withdrawn),
        ]);
        parts
    }

    /// Both lines and every part as a table in plain text, for reports and `doctor`. Ends that no item has are left
    /// out; a line that does not add up says so.
    pub fn table(&self) -> String {
        let rejected = self.rejected.len();
        let mut table = String::new();
        let mut row = |depth: usize, name: &str, count: u64| {
            // Writing to a string cannot fail.
            let _ = writeln!(table, "{:<34}{count:>12}", format!("{}{name}", "  ".repeat(depth)));
        };
        row(0, "announced", self.announced);
        for (name, count) in self.announced_parts() {
            row(1, name, count);
        }
        row(0, "items", self.items);
        for (index, (name, count)) in
            self.item_parts().into_iter().enumerate().filter(|(_, (_, count))| *count > 0)
        {
            match index {
                0 => row(1, name, count),
                index if index <= rejected => row(1, &format!("rejected: {name}"), count),
                _ => row(1, name, count),
            }
        }
        for imbalance in self.imbalances() {
            let _ = writeln!(table, "! {imbalance}");
        }
        table
    }
}

/// Both lines as one: `announced 40 = 5 new + 1 changed + 34 known + 0 left out; items 120 = …`.
impl fmt::Display for Ledger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.pending.page + self.pending.postponed + self.pending.reading;
        let gone = self.forgotten.pruned + self.forgotten.erased + self.forgotten.withdrawn;
        write!(
            formatter,
            "announced {} = {} new + {} changed + {} known + {} left out; \
             items {} = {} posts + {} rejected + {waiting} pending + {gone} forgotten",
            self.announced,
            self.new,
            self.changed,
            self.known,
            self.left_out,
            self.items,
            self.posts,
            self.rejections(),
        )?;
        for imbalance in self.imbalances() {
            write!(formatter, "; {imbalance}")?;
        }
        Ok(())
    }
}

impl AddAssign<&Self> for Ledger {
    fn add_assign(&mut self, other: &Self) {
        self.announced += other.announced;
        self.new += other.new;
        self.changed += other.changed;
        self.known += other.known;
        self.left_out += other.left_out;
        self.items += other.items;
        self.posts += other.posts;
        for (reason, count) in &other.rejected {
            *self.rejected.entry(reason.clone()).or_default() += count;
        }
        self.pending.page += other.pending.page;
        self.pending.postponed += other.pending.postponed;
        self.pending.reading += other.pending.reading;
        self.forgotten.pruned += other.forgotten.pruned;
        self.forgotten.erased += other.forgotten.erased;
        self.forgotten.withdrawn += other.forgotten.withdrawn;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn example() -> Ledger {
        Ledger {
            announced: 40,
            new: 5,
            changed: 1,
            known: 33,
            left_out: 1,
            items: 120,
            posts: 80,
            rejected: BTreeMap::from([("too short".into(), 20), ("advertisement".into(), 10)]),
            pending: Pending { page: 5, postponed: 1, reading: 2 },
            forgotten: Forgotten { pruned: 0, erased: 2, withdrawn: 0 },
        }
    }

    #[test]
    fn a_ledger_reads_as_a_line_and_as_a_table() {
        let ledger = example();
        assert_eq!(ledger.check(), Ok(()));
        assert_eq!(
            ledger.to_string(),
            "announced 40 = 5 new + 1 changed + 33 known + 1 left out; \
             items 120 = 80 posts + 30 rejected + 8 pending + 2 forgotten"
        );
        let table = ledger.table();
        let rows: Vec<String> =
            table.lines().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(
            rows,
            [
                "announced 40",
                "new 5",
                "changed 1",
                "known 33",
                "left out 1",
                "items 120",
                "posts 80",
                "rejected: advertisement 10",
                "rejected: too short 20",
                "page wanted 5",
                "page postponed 1",
                "to be read 2",
                "erased 2",
            ]
        );
        assert!(table.lines().all(|row| row.len() == 46), "{table}");
    }

    #[test]
    fn an_imbalance_names_its_line_and_by_how_much() {
        let ledger = Ledger { posts: 78, ..example() };
        let imbalance = ledger.check().unwrap_err();
        assert_eq!((imbalance.line, imbalance.total, imbalance.parts), (Line::Items, 120, 118));
        assert_eq!(imbalance.to_string(), "`items` do not add up: 120 in all, 118 in parts, 2 missing");
        assert!(ledger.to_string().ends_with("2 missing") && ledger.table().contains("! `items`"));
        let ledger = Ledger { known: 34, ..ledger };
        assert_eq!(ledger.imbalances().len(), 2);
        assert!(ledger.check().unwrap_err().to_string().ends_with("40 in all, 41 in parts, 1 too many"));
    }

    #[test]
    fn no_count_overflows() {
        let ledger = Ledger { new: u64::MAX, changed: u64::MAX, ..Ledger::default() };
        assert_eq!(ledger.check().unwrap_err().parts, 2 * u128::from(u64::MAX));
    }

    /// A ledger that adds up.
    fn balanced() -> impl Strategy<Value = Ledger> {
        let counts = prop::array::uniform12(0_u64..1_000_000);
        (counts, prop::collection::btree_map("[a-z]{1,6}", 0_u64..1000, 0..5)).prop_map(
            |(counts, rejected)| {
                let [
                    new,
                    changed,
                    known,
                    left_out,
                    posts,
                    page,
                    postponed,
                    reading,
                    pruned,
                    erased,
                    withdrawn,
                    _,
                ] = counts;
                let mut ledger = Ledger {
                    announced: new + changed + known + left_out,
                    new,
                    changed,
                    known,
                    left_out,
                    items: 0,
                    posts,
                    rejected,
                    pending: Pending { page, postponed, reading },
                    forgotten: Forgotten { pruned, erased, withdrawn },
                };
                ledger.items =
                    posts + ledger.rejections() + page + postponed + reading + pruned + erased + withdrawn;
                ledger
            },
        )
    }

    proptest! {
        #[test]
        fn sums_of_balanced_ledgers_balance_in_any_order(one in balanced(), other in balanced()) {
            let (mut forth, mut back) = (one.clone(), other.clone());
            forth += &other;
            back += &one;
            prop_assert_eq!(forth.check(), Ok(()));
            prop_assert_eq!(forth, back);
        }

        #[test]
        fn any_lost_item_is_noticed(ledger in balanced(), lost in 1_u64..1000, line in 0..2) {
            let mut ledger = ledger;
            if line == 0 { ledger.announced += lost } else { ledger.items += lost }
            let imbalance = ledger.check().unwrap_err();
            prop_assert_eq!(imbalance.total - imbalance.parts, u128::from(lost));
            prop_assert_eq!(ledger.imbalances().len(), 1);
        }

        #[test]
        fn a_ledger_is_a_row(ledger in balanced()) {
            let json = serde_json::to_string(&ledger).unwrap();
            prop_assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), ledger);
        }
    }
}
