//! E-mail addresses, @handles and links to profiles. Other links are only located, so that the numbers in them are left alone.

use std::ops::Range;

use super::mark::{Hidden, Mark, Rule};

/// Sites whose addresses name a person, and the first parts of paths there that do not.
const PROFILES: [(&str, &[&str]); 16] = [
    ("instagram.com/", &["p/", "reel/", "reels/", "tv/", "explore/"]),
    ("t.me/", &[]),
    ("telegram.me/", &[]),
    ("vk.com/", &["wall-", "club", "public", "video-", "photo-", "topic-"]),
    ("vk.ru/", &["wall-", "club", "public", "video-", "photo-", "topic-"]),
    ("facebook.com/", &["groups/", "events/", "watch", "share/", "sharer", "story.php", "hashtag/"]),
    ("fb.com/", &["groups/", "events/", "watch"]),
    ("tiktok.com/", &["tag/", "music/", "discover/"]),
    ("ok.ru/", &["group/", "video/"]),
    ("twitter.com/", &["hashtag/", "search", "intent/", "share"]),
    ("x.com/", &["hashtag/", "search", "intent/", "share"]),
    ("threads.net/", &[]),
    ("threads.com/", &[]),
    ("linkedin.com/in/", &[]),
    ("youtube.com/@", &[]),
    ("snapchat.com/add/", &[]),
];

/// Sites that open a chat with a telephone number.
const CALLS: [&str; 3] = ["wa.me/", "api.whatsapp.com/send", "viber.click/"];

/// Appends what must go to `spans` and the links that stay to `links`.
pub(crate) fn find(text: &str, spans: &mut Vec<Hidden>, links: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) =
        bytes[at..].iter().position(|byte| *byte == b'@' || *byte == b'/' || *byte == b'w' || *byte == b'W')
    {
        let here = at + offset;
        at = here + 1;
        let found = match bytes[here] {
            b'@' => address(text, here),
            b'/' => link(text, here),
            _ => www(text, here),
        };
        let Some((range, mark)) = found else { continue };
        at = range.end.max(at);
        match mark {
            Some(mark) => spans.push(Hidden { range, mark, rule: Rule::Shape }),
            None => links.push(range),
        }
    }
}

type Found = Option<(Range<usize>, Option<Mark>)>;

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._+-%".contains(&byte)
}

/// An e-mail address or a handle around the `@` at `at`.
fn address(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > 0 && is_local(bytes[start - 1]) {
        start -= 1;
    }
    while start < at && !bytes[start].is_ascii_alphanumeric() {
        start += 1;
    }
    if start < at {
        let length = bytes[at + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
            .count();
        let domain = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
        let is_domain = domain.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2);
        return is_domain.then_some((start..at + 1 + domain.len(), Some(Mark::Email)));
    }
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let handle: usize = bytes[at + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._".contains(byte))
        .count();
    let handle = text[at + 1..at + 1 + handle].trim_end_matches(['.', '_']);
    let is_handle = handle.len() >= 2 && handle.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_handle.then_some((at..at + 1 + handle.len(), Some(Mark::Name)))
}

/// A link around the slash at `at`: with a scheme, or the bare address of a profile.
fn link(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > 0 && (is_local(bytes[start - 1]) || (bytes[start - 1] == b':' && start == at)) {
        start -= 1;
    }
    if start == at {
        return None;
    }
    let has_scheme = bytes[at - 1] == b':' && bytes.get(at + 1) == Some(&b'/');
    let has_host = bytes[start..at].contains(&b'.');
    if !has_scheme && !has_host {
        return None;
    }
    let host = if has_scheme { at + 2 } else { start };
    let mark = profile(text.get(host..)?);
    (has_scheme || mark.is_some() || is_host(&text[start..at])).then(|| (start..end(text, at), mark))
}

fn is_host(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

fn www(text: &str, at: usize) -> Found {
    let is_www = text.as_bytes()[at..].get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"www."));
    let is_start = !text.as_bytes()[..at].last().is_some_and(|byte| is_local(*byte));
    (is_www && is_start).then(|| {
        let range = at..end(text, at);
        let mark = profile(&text[range.clone()]);
        (range, mark)
    })
}

fn end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let stops = |letter: char| {
        letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '«' | '»' | ')' | ']' | ',' | ';')
    };
    let link = &rest[..rest.find(stops).unwrap_or(rest.len())];
    at + link.trim_end_matches(['.', '!', '?', ':', '…']).len()
}

/// The mark of a link without its scheme, if it leads to a person.
fn profile(link: &str) -> Option<Mark> {
    let head: String = link.chars().take(60).collect::<String>().to_ascii_lowercase();
    let head = ["www.", "m.", "mobile.", "ru-ru."]
        .iter()
        .find_map(|prefix| head.strip_prefix(prefix))
        .unwrap_or(&head);
    if CALLS.iter().any(|host| head.starts_with(host)) {
        return Some(Mark::Phone);
    }
    let (path, kept) = PROFILES.iter().find_map(|(host, kept)| Some((head.strip_prefix(host)?, kept)))?;
    let is_person =
        path.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"@_+".contains(&byte))
            && !kept.iter().any(|part| path.starts_with(part));
    is_person.then_some(Mark::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Mark)]) {
        let (mut spans, mut links) = (Vec::new(), Vec::new());
        find(text, &mut spans, &mut links);
        let found: Vec<_> = spans.iter().map(|span| (&text[span.range.clone()], span.mark)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_of_persons_are_found() {
        check("жазыңыз: aigul.s@mail.example.", &[("aigul.s@mail.example", Mark::Email)]);
        check("@kairat_01, рахмет", &[("@kairat_01", Mark::Name)]);
        check(
            "https://www.instagram.com/aigul_s/ және t.me/kairat",
            &[("https://www.instagram.com/aigul_s/", Mark::Name), ("t.me/kairat", Mark::Name)],
        );
        check(
            "vk.com/id12345, www.facebook.com/aigul",
            &[("vk.com/id12345", Mark::Name), ("www.facebook.com/aigul", Mark::Name)],
        );
        check("https://tiktok.com/@user.kz?lang=ru", &[("https://tiktok.com/@user.kz?lang=ru", Mark::Name)]);
        check("wa.me/77000001234", &[("wa.me/77000001234", Mark::Phone)]);
    }

    #[test]
    fn other_addresses_stay() {
        for text in [
            "https://egov.kz/cms",
            "www.nur.kz/123456789012",
            "и/или",
            "5/6",
            "a @ b",
            "https://vk.com/wall-1_2",
            "https://",
        ] {
            check(text, &[]);
        }
    }
}
