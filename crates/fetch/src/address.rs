//! Addresses: a URL or an IP address in, whether it may be asked out. Nothing of it connects.
//!
//! A page can redirect or link to anything, also to machines of the office itself. So literals are checked in the URL
//! before each hop, and names where they are resolved (see [`client`](crate::client)): the address that was checked is
//! the one that is connected to, and a name that changes its address in between gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::Failure;

/// Checks scheme, port, credentials and host of an address that is about to be asked.
pub(crate) fn check(url: &Url, allow_private: bool) -> Result<(), Failure> {
    let refuse = |reason: &str| {
        let host = url.host_str().filter(|host| !host.is_empty()).unwrap_or(url.scheme()).to_owned();
        Err(Failure::Unsafe { host, reason: reason.to_owned() })
    };
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("only http and https are asked");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("the address carries a user name or password");
    }
    if allow_private {
        return Ok(());
    }
    if !matches!(url.port_or_known_default(), Some(80 | 443)) {
        return refuse("only ports 80 and 443 are asked");
    }
    match url.host() {
        Some(host) => check_host(&host).or_else(refuse),
        None => refuse("no host"),
    }
}

/// Checks the host of an address alone, for protocols that have other ports than the web; says what is wrong with it.
pub(crate) fn check_host<T: AsRef<str>>(host: &Host<T>) -> Result<(), &'static str> {
    match host {
        Host::Ipv4(ip) if is_public((*ip).into()) => Ok(()),
        Host::Ipv6(ip) if is_public((*ip).into()) => Ok(()),
        Host::Domain(name) if !is_local_name(name.as_ref()) => Ok(()),
        Host::Domain(_) => Err("a local name"),
        _ => Err("a private address"),
    }
}

/// Names that never belong to the public net: RFC 6761 and 6762, RFC 8375, the `internal` reserved by ICANN in 2024, the
/// habits of routers, and names without a dot.
fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or(name);
    !name.contains('.')
        || matches!(
            last,
            "localhost" | "local" | "internal" | "localdomain" | "lan" | "intranet" | "corp" | "home"
        )
        || name.ends_with(".home.arpa")
}

/// Whether an address belongs to the public net. The ranges are those of the IANA registries of special-purpose addresses
/// (RFC 6890 and its successors) that are not globally reachable, and cloud metadata services at public addresses.
pub(crate) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = match (a, b, c) {
        // This network, private, loopback.
        (0 | 10 | 127, ..) => true,
        // Shared address space of carriers (RFC 6598).
        (100, 64..=127, _) => true,
        // Link-local, with the metadata services of clouds.
        (169, 254, _) => true,
        (172, 16..=31, _) | (192, 168, _) => true,
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => true,
        // Multicast, reserved, broadcast.
        (224.., ..) => true,
        _ => false,
    };
    // The metadata service of Azure has a public address.
    !is_special && ip != Ipv4Addr::new(168, 63, 129, 16)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // NAT64 (RFC 6052) leads to the address it carries.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        // 6to4 (RFC 3056) too.
        [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, benchmarks and other protocol assignments (2001::/23), documentation.
        [0x2001, 0..=0x1ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Global unicast is 2000::/3. Outside of it: loopback, unique local, link-local, multicast, v4-mapped and v4-compatible.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_url(url: &str, is_allowed: bool) {
        let url: Url = url.parse().unwrap();
        assert_eq!(check(&url, false).is_ok(), is_allowed, "{url}");
    }

    #[test]
    fn public_addresses_are_asked() {
        for url in [
            "http://a.example/",
            "https://жаңалық.kz/",
            "http://a.example:443/",
            "http://8.8.8.8/",
            "http://[2a00:1450::1]/",
            "http://[64:ff9b::8.8.8.8]/",
        ] {
            check_url(url, true);
        }
    }

    #[test]
    fn literals_of_every_notation_are_seen() {
        for url in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.1/",
            "http://0/",
            "http://１２７.0.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://168.63.129.16/",
            "http://100.64.0.1/",
            "http://10.1.2.3/",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[::7f00:1]/",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/",
            "http://[ff02::1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:db8::1]/",
        ] {
            check_url(url, false);
        }
    }

    #[test]
    fn local_names_other_ports_schemes_and_passwords_are_refused() {
        for url in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer/",
            "http://metadata.google.internal/",
            "http://nas.local/",
            "http://nas.home.arpa/",
            "http://a.example:8080/",
            "http://a.example:22/",
            "ftp://a.example/",
            "file:///etc/passwd",
            "http://user:secret@a.example/",
        ] {
            check_url(url, false);
        }
    }

    #[test]
    fn what_is_private_may_be_allowed_but_no_other_scheme() {
        assert!(check(&"http://127.0.0.1:8080/".parse().unwrap(), true).is_ok());
        assert!(check(&"file:///etc/passwd".parse().unwrap(), true).is_err());
    }

    proptest! {
        #[test]
        fn no_private_address_hides_in_a_longer_one(bits: u32) {
            let ip = Ipv4Addr::from(bits);
            prop_assert!(!(ip.is_private() && is_public(ip.into())));
            prop_assert!(!(ip.is_loopback() && is_public(ip.into())));
            let nat64 = Ipv6Addr::from(0x0064_ff9b_u128 << 96 | u128::from(bits));
            prop_assert_eq!(is_public(nat64.into()), is_public(ip.into()));
            prop_assert!(!is_public(ip.to_ipv6_mapped().into()));
        }
    }
}
