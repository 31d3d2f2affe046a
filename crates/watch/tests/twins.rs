//! Twins among as many sources as one server carries.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod arrivals;

use std::time::Instant;

use arrivals::*;
use dauys_model::SourceId;
use dauys_watch::twins::{Announced, Sample, Verdict, twins};

/// 500 sources of 200 items: of ten each, one is a twin with a shorter window, one a category; all reprint an agency now
/// and then.
#[test]
fn five_hundred_sources_are_compared_at_once() {
    let mut chance = Chance::new(1);
    let mut samples = Vec::new();
    for site in 0..500_u64 {
        let of = if site % 10 == 1 || site % 10 == 2 { site - site % 10 } else { site };
        let hours = match site % 10 {
            1 => 150..200,
            _ => 0..200_u64,
        };
        let items = hours
            .filter(|hour| site % 10 != 2 || hour % 5 == 0)
            .map(|hour| {
                let is_reprint = chance.share() < 0.2;
                let title = if is_reprint { 1_000_000 + hour } else { of * 1000 + hour + 1 };
                Announced {
                    address: Some(of * 1000 + hour + 1),
                    title: Some(title),
                    at: moment(hour as i64 * HOUR),
                }
            })
            .collect();
        samples.push(Sample {
            source: SourceId::new(&format!("s{site:03}")).unwrap(),
            host: Some(of),
            items,
        });
    }
    let begin = Instant::now();
    let pairs = twins(&samples);
    println!("{} pairs of {} sources in {:?}", pairs.len(), samples.len(), begin.elapsed());
    let count = |verdict| pairs.iter().filter(|pair| pair.verdict == verdict).count();
    assert_eq!(
        (count(Verdict::SameFeed), count(Verdict::OneHoldsOther), count(Verdict::Reprints)),
        (50, 100, 0)
    );
    assert_eq!(count(Verdict::OtherHoldsOne), 0);
}
