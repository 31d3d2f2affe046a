//! How often one client may ask: a bucket of tokens for each address, which fills by the minute. Addresses live in memory
//! only, no longer than their bucket is not full, and are logged nowhere.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::office::Programs;
use crate::state::App;

/// Buckets that are held; beyond, those that are full are dropped, and if that is not enough, all.
const MOST_BUCKETS: usize = 20_000;

/// The buckets of all clients.
#[derive(Default)]
pub(crate) struct Limiter(Mutex<HashMap<IpAddr, Bucket>>);

struct Bucket {
    tokens: f64,
    at: Instant,
}

impl Limiter {
    /// Takes a token of a client, or says in how many seconds there will be one.
    pub(crate) fn take(&self, client: IpAddr, programs: &Programs, now: Instant) -> Result<(), u64> {
        if programs.requests_per_minute == 0 {
            return Ok(());
        }
        let per_second = f64::from(programs.requests_per_minute) / 60.0;
        let most = f64::from(programs.burst.max(1));
        let filled = |bucket: &Bucket| {
            let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
            (bucket.tokens + passed * per_second).min(most)
        };
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_BUCKETS && !buckets.contains_key(&client) {
            buckets.retain(|_, bucket| filled(bucket) < most);
            if buckets.len() >= MOST_BUCKETS {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(client).or_insert(Bucket { tokens: most, at: now });
        bucket.tokens = filled(bucket);
        bucket.at = now;
        if bucket.tokens < 1.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a minute")]
            return Err(((1.0 - bucket.tokens) / per_second).ceil() as u64);
        }
        bucket.tokens -= 1.0;
        Ok(())
    }
}

/// Lets a request through, or answers that there were too many.
pub(crate) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let client = client(&request, &app.office().programs);
    match app.limiter().take(client, &app.office().programs, Instant::now()) {
        Ok(()) => next.run(request).await,
        Err(seconds) => {
            let mut response = Failure::TooMany.into_response();
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    }
}

/// Whose bucket a request takes from.
pub(crate) fn client(request: &Request, programs: &Programs) -> IpAddr {
    let named = programs.proxy_header.as_deref().and_then(|name| last(request.headers(), name));
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    one_house(named.or(peer).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED)))
}

/// The last address that a header names: the one that our own proxy wrote, whatever a client wrote before it.
fn last(headers: &HeaderMap, name: &str) -> Option<IpAddr> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next()?.trim().trim_matches(['[', ']']).parse().ok()
}

/// One address for all that belong to one client: a client of IPv6 has a whole /64.
fn one_house(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn programs() -> Programs {
        Programs { requests_per_minute: 60, burst: 3, proxy_header: None, token: None }
    }

    #[test]
    fn a_bucket_empties_and_fills() {
        let (limiter, now) = (Limiter::default(), Instant::now());
        let client = one_house("10.0.0.1".parse().unwrap());
        let take = |after: u64| limiter.take(client, &programs(), now + Duration::from_millis(after));
        assert_eq!([take(0), take(0), take(0)], [Ok(()), Ok(()), Ok(())]);
        assert_eq!(take(0), Err(1));
        assert_eq!(take(1_000), Ok(()));
        assert_eq!(take(1_000), Err(1));
        assert_eq!(limiter.take("10.0.0.2".parse().unwrap(), &programs(), now), Ok(()), "another client");
        let unlimited = Programs { requests_per_minute: 0, ..programs() };
        assert!((0..100).all(|_| limiter.take(client, &unlimited, now).is_ok()));
    }

    #[test]
    fn many_addresses_do_not_fill_the_memory() {
        let (limiter, now) = (Limiter::default(), Instant::now());
        for number in 0..50_000_u32 {
            limiter.take(IpAddr::V4(number.into()), &programs(), now).unwrap();
        }
        assert!(limiter.0.lock().unwrap().len() <= MOST_BUCKETS);
    }

    #[test]
    fn the_neighbours_of_an_address_share_a_bucket_and_a_header_is_believed_only_when_named() {
        let house = |address: &str| one_house(address.parse().unwrap());
        assert_eq!(house("2001:db8:1:2::1"), house("2001:db8:1:2:ffff::9"));
        assert_ne!(house("2001:db8:1:2::1"), house("2001:db8:1:3::1"));
        assert_eq!(house("::ffff:10.0.0.1"), house("10.0.0.1"));
        let request = |value: &str| {
            Request::builder().header("x-forwarded-for", value).body(axum::body::Body::empty()).unwrap()
        };
        let trusting = Programs { proxy_header: Some("x-forwarded-for".into()), ..programs() };
        assert_eq!(client(&request("1.1.1.1, 10.9.8.7"), &trusting), house("10.9.8.7"));
        assert_eq!(client(&request("1.1.1.1"), &programs()), house("::"));
        assert_eq!(client(&request("nonsense"), &trusting), house("::"));
    }
}
