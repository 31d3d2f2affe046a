//! The headers of an answer: for how long it holds (RFC 9111, 4.2), which callers may use to ask more seldom.

use std::time::Duration;

use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, HeaderMap};

use crate::header;

/// For how long the host says the answer holds; none where it says nothing, or that it holds not at all.
pub(crate) fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let seconds = match header::text(headers, CACHE_CONTROL) {
        Some(told) if told.contains("no-cache") || told.contains("no-store") => return None,
        Some(told) => max_age(&told),
        None => None,
    };
    let fresh = match seconds {
        Some(seconds) => {
            let age = header::text(headers, AGE).and_then(|age| age.parse::<u64>().ok()).unwrap_or(0);
            Duration::from_secs(seconds.saturating_sub(age))
        }
        None => {
            let (expires, date) = (header::date(headers, EXPIRES)?, header::date(headers, DATE)?);
            Duration::try_from(expires.duration_since(date)).ok()?
        }
    };
    (!fresh.is_zero()).then_some(fresh)
}

fn max_age(told: &str) -> Option<u64> {
    let directives = told.split(',').filter_map(|directive| directive.trim().split_once('='));
    let mut ages = directives.filter(|(name, _)| name.eq_ignore_ascii_case("max-age"));
    ages.next()?.1.trim_matches('"').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &[(&'static str, &str)], expected: Option<u64>) {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        assert_eq!(fresh_for(&headers), expected.map(Duration::from_secs), "{headers:?}");
    }

    #[test]
    fn max_age_wins_over_expires() {
        let date = ("date", "Sat, 21 Nov 2026 10:00:00 GMT");
        let expires = ("expires", "Sat, 21 Nov 2026 10:30:00 GMT");
        check(&[], None);
        check(&[("cache-control", "public, max-age=600")], Some(600));
        check(&[("cache-control", "max-age=600"), ("age", "100")], Some(500));
        check(&[("cache-control", "max-age=600"), ("age", "900")], None);
        check(&[("cache-control", "no-cache, max-age=600")], None);
        check(&[date, expires], Some(1800));
        check(&[("cache-control", "max-age=60"), date, expires], Some(60));
        check(&[expires], None);
        check(&[date, ("expires", "0")], None);
        check(&[date, ("expires", "Sat, 21 Nov 2020 10:30:00 GMT")], None);
    }
}
