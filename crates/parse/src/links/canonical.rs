//! An address in, the text by which it is compared with others out: two addresses of one text give the same.
//!
//! Left out is what differs between the ways to one text: scheme, port, `www.` and mobile hosts, AMP, trailing slashes and
//! index files, tracking, sessions, order of parameters, how letters are escaped. Kept is all that may tell texts apart:
//! path and other parameters, their case, and the fragment of a comment or of a single-page site. Where in doubt, two
//! addresses stay two: an item seen twice costs less than one lost.

use url::Url;

use crate::links::is_beside_the_text;

/// What an address is compared by; never to be shown or fetched. Addresses with the same are of the same text.
///
/// It begins with the host and has no scheme; put behind `https://` it is an address again, whose canonical form it is.
pub fn canonical(url: &Url) -> String {
    let (host, path, query) = without_cache(url);
    let mut canonical = plain_host(host).to_owned();
    let path = plain_path(&path);
    canonical.push_str(if path.is_empty() { "/" } else { &path });
    let mut pairs: Vec<String> = query.split('&').filter_map(plain_pair).collect();
    pairs.sort();
    pairs.dedup();
    if !pairs.is_empty() {
        canonical.push('?');
        canonical.push_str(&pairs.join("&"));
    }
    // A comment's own number, a page of a single-page site. A bare `#more` is a place within the page.
    let fragment = url.fragment().map(unescaped).filter(|fragment| {
        fragment.starts_with(['!', '/']) || fragment.bytes().any(|byte| byte.is_ascii_digit())
    });
    if let Some(fragment) = fragment {
        canonical.push('#');
        canonical.push_str(&fragment);
    }
    canonical
}

/// Host with port, path and query; of the page itself where the address is of an AMP cache (`google.com/amp/s/HOST/…`,
/// `….cdn.ampproject.org/c/s/HOST/…`).
fn without_cache(url: &Url) -> (&str, String, &str) {
    let host = url.host_str().unwrap_or_default();
    let host = url.port().map_or(host, |_| url.authority().rsplit('@').next().unwrap_or(host));
    let query = url.query().unwrap_or_default();
    let whole = (host, url.path().to_owned(), query);
    let inside = if host.ends_with(".cdn.ampproject.org") {
        ["/c/", "/v/"].iter().find_map(|kind| url.path().strip_prefix(kind))
    } else if host.starts_with("www.google.") {
        url.path().strip_prefix("/amp/")
    } else {
        None
    };
    let Some(inside) = inside.map(|inside| inside.strip_prefix("s/").unwrap_or(inside)) else { return whole };
    let (host, path) = inside.split_once('/').unwrap_or((inside, ""));
    if host.contains('.') { (host, format!("/{path}"), query) } else { whole }
}

/// The host without what only says for whom the page is laid out.
fn plain_host(host: &str) -> &str {
    let mut plain = host.trim_end_matches('.');
    while let Some(rest) =
        ["www.", "m.", "mobile.", "amp.", "wap."].iter().find_map(|prefix| plain.strip_prefix(prefix))
    {
        // `m.kz` is a site of its own.
        if !rest.contains('.') {
            break;
        }
        plain = rest;
    }
    plain
}

/// The path without AMP, index files, empty segments and session ids.
fn plain_path(path: &str) -> String {
    const INDEX: [&str; 5] = ["index.html", "index.htm", "index.php", "default.aspx", "index.amp"];
    let path = unescaped(path);
    let path = path.split(";jsessionid=").next().unwrap_or_default();
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    while segments.last().is_some_and(|last| *last == "amp" || INDEX.contains(last)) {
        segments.pop();
    }
    while segments.len() > 1 && segments.first() == Some(&"amp") {
        segments.remove(0);
    }
    let mut plain = String::with_capacity(path.len());
    for segment in segments {
        plain.push('/');
        plain.push_str(segment);
    }
    while let Some(rest) = plain.strip_suffix(".amp") {
        plain.truncate(rest.len());
    }
    while let Some(rest) = plain.strip_suffix(".amp.html") {
        plain = format!("{rest}.html");
    }
    plain
}

fn plain_pair(pair: &str) -> Option<String> {
    let pair = unescaped(pair);
    let (key, value) = pair.split_once('=').unwrap_or((pair.as_str(), ""));
    let lower = key.to_ascii_lowercase();
    let is_amp = matches!(lower.as_str(), "output" | "view" | "mode") && value == "amp";
    if key.is_empty() || is_amp || is_beside_the_text(&lower) {
        return None;
    }
    Some(if value.is_empty() { key.to_owned() } else { format!("{key}={value}") })
}

/// Escapes that need none undone, the others in capitals: `%7E` is `~`, `%d0%b0` is `%D0%B0`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let code = after.get(..2).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let Some(code) = code else {
            // Escaped itself, or with what follows it would be an escape the second time: `%%30a`.
            plain.push_str("%25");
            rest = after;
            continue;
        };
        let byte = u8::from_str_radix(code, 16).unwrap_or_default();
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            plain.push(char::from(byte));
        } else {
            plain.push('%');
            plain.push_str(&code.to_ascii_uppercase());
        }
        rest = after.get(2..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(url: &str) -> String {
        canonical(&Url::parse(url).unwrap())
    }

    #[test]
    fn ways_to_one_text_are_one() {
        for url in [
            "https://demo.example/news/1",
            "http://www.demo.example/news/1/",
            "https://demo.example:443//news/1",
            "https://m.demo.example/news/1?utm_source=rss&utm_medium=feed",
            "https://demo.example/news/1?ref=telegram#comments",
            "https://demo.example/news/1/amp/",
            "https://demo.example/amp/news/1",
            "https://amp.demo.example/news/1?amp=1",
            "https://demo.example/news/1.amp",
            "https://demo.example/news/1?amp&PHPSESSID=ab12",
            "https://demo.example/news/1/index.php?fbclid=x",
            "https://demo-example.cdn.ampproject.org/c/s/demo.example/news/1",
            "https://www.google.com/amp/s/demo.example/news/1?amp",
            "https://demo.example/%6Eews/1",
        ] {
            assert_eq!(of(url), "demo.example/news/1", "{url}");
        }
        assert_eq!(of("https://demo.example/?b=2&a=1"), of("http://demo.example?a=1&b=2&b=2"));
        assert_eq!(of("https://demo.example/су"), of("https://demo.example/%d1%81%D1%83/"));
        assert_eq!(of("https://demo.example"), "demo.example/");
    }

    #[test]
    fn texts_that_differ_stay_apart() {
        let addresses = [
            "https://demo.example/news/1",
            "https://demo.example/news/2",
            "https://demo.example/kk/news/1",
            "https://demo.example/News/1",
            "https://demo.example/news?id=1",
            "https://demo.example/news?ID=1",
            "https://demo.example/news/1#comment-12",
            "https://demo.example/#!/news/1",
            "https://demo.example:8080/news/1",
            "https://kk.demo.example/news/1",
            "https://demo.example/news/1%2F2",
            "https://demo.example/news/1/2",
            "https://m.example/news/1",
        ];
        let found: std::collections::BTreeSet<String> = addresses.iter().map(|url| of(url)).collect();
        assert_eq!(found.len(), addresses.len(), "{found:?}");
    }

    /// What a site, a reader's programme or a messenger makes of an address, any of it, any number of times.
    fn disguised(path: &str, query: &[(String, u8)], disguise: &[u8]) -> String {
        let mut scheme = "https";
        let mut host = String::from("demo.example");
        let mut path = path.to_owned();
        let mut pairs: Vec<String> = query.iter().map(|(key, value)| format!("q{key}={value}")).collect();
        for kind in disguise {
            match kind {
                0 => scheme = "http",
                1 => host = format!("www.{host}"),
                2 => host = format!("m.{host}"),
                3 => path.push('/'),
                4 => pairs.push("utm_source=rss".into()),
                5 => pairs.insert(0, "ref=home".into()),
                6 => path.push_str("/amp"),
                7 => path = format!("/amp{path}"),
                8 => pairs.push("amp=1".into()),
                9 => pairs.reverse(),
                10 => path = path.replace('e', "%65"),
                _ => path.push_str("/index.html"),
            }
        }
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        format!("{scheme}://{host}{path}{query}")
    }

    proptest! {
        #[test]
        fn a_disguise_changes_nothing(
            path in "(/[a-eё0-9-]{1,6}){1,4}",
            query in proptest::collection::vec(("[a-d]{1,3}", any::<u8>()), 0..3),
            disguise in proptest::collection::vec(0..12_u8, 0..8),
        ) {
            let plain = of(&disguised(&path, &query, &[]));
            prop_assert_eq!(of(&disguised(&path, &query, &disguise)), plain);
        }

        #[test]
        fn another_number_is_another_text(path in "(/[a-z]{2,6}){0,3}", one in any::<u32>(), other in any::<u32>(), disguise in proptest::collection::vec(0..12_u8, 0..6)) {
            let of_number = |number: u32| of(&disguised(&format!("{path}/t{number}"), &[], &disguise));
            let of_query = |number: u32| of(&disguised(&format!("{path}/t"), &[("id".into(), number as u8)], &disguise));
            prop_assert_eq!(of_number(one) == of_number(other), one == other);
            prop_assert_eq!(of_query(one) == of_query(other), one as u8 == other as u8);
        }

        #[test]
        fn twice_is_once(rest in "(%%30a|%)?[a-z0-9/.?&=#%;!~А-я+-]{0,60}", host in "(www\\.|m\\.|amp\\.){0,3}[a-z]{1,8}\\.kz") {
            if let Ok(url) = Url::parse(&format!("https://{host}/{rest}")) {
                let once = canonical(&url);
                prop_assert_eq!(of(&format!("https://{once}")), once);
            }
        }
    }
}
