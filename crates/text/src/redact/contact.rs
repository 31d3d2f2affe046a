//! E-mail addresses, @handles and links to profiles. Other links are only located, so that the numbers in them are left alone.
//! An address is also known where its signs are spelled out: «(at)», «собака», «точка».

use std::ops::Range;

use super::context::Context;
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
        bytes[at..].iter().position(|byte| matches!(*byte, b'@' | b'/' | b'w' | b'W' | 0xef))
    {
        let here = at + offset;
        at = here + 1;
        let found = match bytes[here] {
            b'@' => address(text, here, 1),
            0xef if text[here..].starts_with('＠') => address(text, here, '＠'.len_utf8()),
            0xef => None,
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

fn is_address_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '+' | '-' | '%')
}

/// The longest part of an address before and after the sign, in letters (RFC 5321, 4.5.3.1: 64 octets; names of hosts longer than
/// this are not met).
const LONGEST: usize = 64;

/// Where the part of an address that ends at `end` begins.
fn local_start(text: &str, end: usize) -> usize {
    let run: usize = text[..end]
        .chars()
        .rev()
        .take(LONGEST)
        .take_while(|letter| is_address_letter(*letter))
        .map(char::len_utf8)
        .sum();
    let local = &text[end - run..end];
    end - local.trim_start_matches(|letter: char| !letter.is_alphanumeric()).len()
}

/// The end of the name of a host that begins at `start`, if it has one: at least two parts, the last of letters.
fn host_end(text: &str, start: usize) -> Option<usize> {
    let run: usize = text[start..]
        .chars()
        .take(2 * LONGEST)
        .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-'))
        .map(char::len_utf8)
        .sum();
    let host = text[start..start + run].trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    // A Kazakh ending may be joined with a hyphen: «mail.kz-ке».
    let top = top.split('-').next().unwrap_or(top);
    let is_host = !name.trim_matches(['.', '-']).is_empty()
        && top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic)
        && (top.is_ascii() || matches!(top, "рф" | "қаз" | "рус" | "укр" | "бел" | "орг"));
    is_host.then_some(start + name.len() + 1 + top.len())
}

/// An e-mail address or a handle around the sign at `at`, which is `length` bytes long.
fn address(text: &str, at: usize, length: usize) -> Found {
    let after = at + length;
    let start = local_start(text, at);
    if start < at {
        if let Some(end) = host_end(text, after) {
            return Some((start..end, Some(Mark::Email)));
        }
        // «ivanov@mail точка ru»
        if let Some((end, true)) = spelled_host(text, after) {
            return Some((start..end, Some(Mark::Email)));
        }
        // «ivanov@ mail.ru»
        let host = after + usize::from(text[after..].starts_with(' '));
        return spelled_host(text, host)
            .filter(|(end, is_spelled)| host > after && (*is_spelled || is_mail_host(&text[host..*end])))
            .map(|(end, _)| (start..end, Some(Mark::Email)));
    }
    // «ivanov @ mail.ru», «ivanov @mail.ru»
    let gap = usize::from(text[after..].starts_with(' '));
    let host =
        host_end(text, after + gap).map(|end| (end, false)).or_else(|| spelled_host(text, after + gap));
    if let Some((end, _)) =
        host.filter(|(end, is_spelled)| *is_spelled || is_mail_host(&text[after + gap..*end]))
        && text[..at].ends_with(' ')
        && let start = local_start(text, at - 1)
        && start < at - 1
        && text[start..at - 1].is_ascii()
    {
        return Some((start..end, Some(Mark::Email)));
    }
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let run: usize = text[after..]
        .chars()
        .take(LONGEST)
        .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '_'))
        .map(char::len_utf8)
        .sum();
    let handle = text[after..after + run].trim_end_matches('.');
    let is_handle = handle.chars().count() >= 2 && handle.chars().any(char::is_alphabetic);
    (is_handle && !is_of_office(handle)).then_some((at..after + handle.len(), Some(Mark::Name)))
}

/// Whether a handle names a public body: «@akimat_pavlodar».
fn is_of_office(handle: &str) -> bool {
    const BODIES: [&str; 6] = ["akimat", "akimdik", "akimdig", "ministerstvo", "prokuratura", "upravlenie"];
    let handle = handle.to_ascii_lowercase();
    handle.split(['_', '.']).any(|part| part == "gov" || BODIES.iter().any(|body| part.starts_with(body)))
}

/// Whether a host is one that people have their mail at. Needed where an address is known by nothing else.
fn is_mail_host(host: &str) -> bool {
    const HOSTS: [&str; 26] = [
        "mail",
        "gmail",
        "yandex",
        "ya",
        "inbox",
        "list",
        "bk",
        "rambler",
        "yahoo",
        "outlook",
        "hotmail",
        "icloud",
        "live",
        "internet",
        "proton",
        "protonmail",
        "ukr",
        "zoho",
        "gmx",
        "web",
        "me",
        "msn",
        "mailbox",
        "яндекс",
        "майл",
        "гмейл",
    ];
    let name = host.split('.').next().unwrap_or_default().to_lowercase();
    HOSTS.contains(&name.as_str())
}

/// Appends addresses whose sign is spelled out: «ivanov (at) mail.ru», «ivanov собака mail точка ru».
pub(crate) fn find_spelled(context: &Context, spans: &mut Vec<Hidden>) {
    for (at, word) in context.words.iter().enumerate() {
        let is_at = context.folded(at) == "ат" && context.surface(at).is_ascii();
        if !(is_at || matches!(context.folded(at), "собака" | "сабака" | "собачка" | "дог"))
        {
            continue;
        }
        if let Some(range) = spelled(context.text, word.start, word.end, is_at) {
            spans.push(Hidden { range, mark: Mark::Email, rule: Rule::Cue });
        }
    }
}

fn spelled(text: &str, sign_start: usize, sign_end: usize, is_at: bool) -> Option<Range<usize>> {
    let is_open = |letter: char| matches!(letter, '(' | '[' | '{' | '<' | '_' | '*');
    let is_closed = |letter: char| matches!(letter, ')' | ']' | '}' | '>' | '_' | '*');
    let head = &text[..sign_start];
    let opened = head.trim_end_matches(is_open);
    let is_bracketed = opened.len() < head.len();
    let local_end = opened.strip_suffix(' ').unwrap_or(opened).len();
    let start = local_start(text, local_end);
    let tail = text[sign_end..].trim_start_matches(is_closed);
    let host = text.len() - tail.len();
    let host = host + usize::from(tail.starts_with(' '));
    let (end, has_spelled_dot) = spelled_host(text, host)?;
    let is_mail = is_mail_host(&text[host..end]);
    let is_told = !is_at || is_bracketed || is_mail || has_spelled_dot;
    let is_local =
        start < local_end && (text[start..local_end].is_ascii() || is_mail) && head.len() - local_end <= 4;
    (is_local && is_told).then_some(start..end)
}

/// The end of a host whose dot may be spelled out, and whether it is.
fn spelled_host(text: &str, start: usize) -> Option<(usize, bool)> {
    if let Some(end) = host_end(text, start) {
        return Some((end, false));
    }
    let part = |at: usize| {
        let run =
            text[at..].chars().take(LONGEST).take_while(|letter| letter.is_alphanumeric() || *letter == '-');
        at + run.map(char::len_utf8).sum::<usize>()
    };
    let mut end = part(start);
    if end == start {
        return None;
    }
    for _ in 0..3 {
        let rest = text[end..].trim_start_matches([' ', '(', '[', '{', '<', '.', '*']);
        let dot = text.len() - rest.len();
        if dot - end > 3 {
            return None;
        }
        let dot = if text[end..dot].contains('.') {
            dot
        } else {
            let word = part(dot);
            if !matches!(text[dot..word].to_lowercase().as_str(), "точка" | "dot" | "тчк" | "нүкте" | "тч")
            {
                return None;
            }
            let rest = text[word..].trim_start_matches([' ', ')', ']', '}', '>', '*']);
            if rest.len() + word + 3 < text.len() {
                return None;
            }
            text.len() - rest.len()
        };
        end = part(dot);
        if is_top(&text[dot..end]) {
            return Some((end, true));
        }
    }
    None
}

fn is_top(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "ru" | "kz"
            | "com"
            | "net"
            | "org"
            | "info"
            | "me"
            | "io"
            | "ua"
            | "uz"
            | "kg"
            | "by"
            | "de"
            | "ру"
            | "кз"
            | "ком"
            | "рф"
            | "қаз"
            | "нет"
            | "орг"
    )
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
        find_spelled(&Context::new(text), &mut spans);
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
        check("ivan @ mail.ru, aru@ bk.ru", &[("ivan @ mail.ru", Mark::Email), ("aru@ bk.ru", Mark::Email)]);
        check("иван@почта.рф @айгүл_", &[("иван@почта.рф", Mark::Email), ("@айгүл_", Mark::Name)]);
        check("aru＠mail.kz-ке", &[("aru＠mail.kz", Mark::Email)]);
        for spelled in [
            "aru собака mail.ru",
            "aru (at) nur.kz",
            "aru[at]mail[dot]ru",
            "aru собака mail точка ru",
            "aru.b (собака) gmail.com",
            "aru at mail.ru",
            "aru сабака яндекс точка ру",
        ] {
            check(&format!("пошта {spelled}, күтемін"), &[(spelled, Mark::Email)]);
        }
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
            "встретимся at nur.kz",
            "собака ходит по mail.ru",
        ] {
            check(text, &[]);
        }
    }
}
