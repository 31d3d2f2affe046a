//! Takes text and gives its words with their byte offsets. Punctuation, links, mentions, e-mail addresses and the marks
//! that redaction leaves (`<PHONE>`) are no words. Nothing is lower-cased or mended here: [`normal`] does that.

use dauys_kazakh::is_invisible;
pub use dauys_kazakh::normal;

/// One word as it stands in the text: letters, marks and digits, with hyphens, apostrophes and invisible characters inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// The word as written.
    pub surface: &'a str,
    /// Byte offset of its beginning.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
}

/// The words of a text, in order.
///
/// A hashtag is divided at `_` and where a small letter meets a capital; elsewhere `_` divides words as well.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 12 + 1);
    each_token(text, |token| found.push(token));
    found
}

/// Calls `visit` with each word of a text, in order: [`tokens`] without the list.
pub(crate) fn each_token<'a>(text: &'a str, mut visit: impl FnMut(Token<'a>)) {
    let mut at = 0;
    let mut last = ' ';
    // Up to here no word begins an e-mail address: the letters of one were walked once and held no `@`.
    let mut no_mail = 0;
    while let Some(letter) = text[at..].chars().next() {
        if is_letter(letter) {
            let end = with_last_sign(text, at, word_end(text, at));
            if let Some(after) = site_end(text, at, end) {
                at = after;
                last = ' ';
                continue;
            }
            if is_link(text, at, end) {
                at = link_end(text, at);
                last = ' ';
                continue;
            }
            if at >= no_mail
                && let Some(after) = mail_end(text, at, end, &mut no_mail)
            {
                at = after;
                last = ' ';
                continue;
            }
            let surface = text[at..end].trim_end_matches(is_invisible);
            if last == '#' {
                divide_camel(surface, at, &mut visit);
            } else {
                visit(Token { surface, start: at, end: at + surface.len() });
            }
            at = end;
            last = 'a';
            continue;
        }
        let next = at + letter.len_utf8();
        match letter {
            '@' => {
                let after = handle_end(text, next);
                at = after;
                last = ' ';
                continue;
            }
            '<' => {
                if let Some(after) = mark_end(text, next) {
                    at = after;
                    last = ' ';
                    continue;
                }
            }
            '_' if last == 'a' || last == '#' => {}
            _ => last = letter,
        }
        at = next;
    }
}

fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    if ('\u{400}'..='\u{52f}').contains(&letter) {
        return !('\u{482}'..='\u{489}').contains(&letter);
    }
    // Unicode counts some pictures and circled letters as letters.
    letter.is_alphanumeric()
        && !matches!(letter, '²' | '³' | '¹' | '¼'..='¾' | 'ª' | 'º' | '№' | 'ℹ' | 'ـ' | 'Ⓐ'..='ⓩ' | '\u{1f100}'..='\u{1f1ff}')
}

/// Combining marks belong to the letter before them.
fn is_mark(letter: char) -> bool {
    matches!(letter, 'ـ' | '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '−' | '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´')
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut pending = false;
    for (offset, letter) in text[start..].char_indices() {
        let after = start + offset + letter.len_utf8();
        if is_letter(letter) || (is_mark(letter) && !pending) {
            end = after;
            pending = false;
        } else if is_invisible(letter) {
            // It stays inside when a letter follows.
        } else if is_joiner(letter) && !pending {
            pending = true;
        } else {
            break;
        }
    }
    end
}

/// The end of a word with an apostrophe that belongs to its last letter: in the Latin alphabet of 2017 `n'` and `y'` end many
/// words. An apostrophe before the word makes the one after it a quotation mark.
fn with_last_sign(text: &str, start: usize, end: usize) -> usize {
    let mut rest = text[end..].chars();
    let sign = rest.next().filter(|sign| matches!(sign, '\'' | '’' | 'ʼ'));
    let is_changed = text[start..end]
        .ends_with(['n', 'y', 'i', 'u', 's', 'g', 'a', 'o', 'N', 'Y', 'I', 'U', 'S', 'G', 'A', 'O']);
    let is_quoted = text[..start].ends_with(['\'', '‘', '’', 'ʼ']);
    match sign {
        Some(sign) if is_changed && !is_quoted && !rest.next().is_some_and(is_letter) => {
            end + sign.len_utf8()
        }
        _ => end,
    }
}

fn is_link(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let rest = &text[end..];
    (rest.starts_with("://") && word.is_ascii())
        || (word.eq_ignore_ascii_case("www") && rest.starts_with('.'))
        || (word.eq_ignore_ascii_case("t") && rest.starts_with(".me/"))
}

/// The end of the name of a site without `https://`, with its path or a Kazakh ending, when its first label is `start..end`.
fn site_end(text: &str, start: usize, end: usize) -> Option<usize> {
    const TOPS: [&str; 10] = ["kz", "ru", "com", "org", "net", "info", "gov", "edu", "uz", "kg"];
    /// Labels after the first, and bytes of one.
    const MOST: usize = 4;
    const LONGEST: usize = 40;
    if !text.as_bytes()[end..].starts_with(b".") || !text[start..end].is_ascii() {
        return None;
    }
    let mut at = end;
    let mut top = "";
    for _ in 0..MOST {
        let Some(rest) = text[at..].strip_prefix('.') else { break };
        let label = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
        if label == 0 {
            break;
        }
        top = &rest[..label];
        at += 1 + label;
    }
    if !TOPS.iter().any(|known| top.eq_ignore_ascii_case(known)) {
        return None;
    }
    let rest = &text[at..];
    match rest.chars().next() {
        Some('/' | '?' | ':') => Some(link_end(text, at)),
        Some('@' | '_') => None,
        // «kcell.kz-те»
        Some(joiner) if is_joiner(joiner) => Some(word_end(text, at + joiner.len_utf8()).max(at)),
        Some(letter) if is_letter(letter) => None,
        _ => Some(at),
    }
}

fn link_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let ends =
        |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '»' | '«' | ')' | ']');
    start + rest.find(ends).unwrap_or(rest.len())
}

/// The end of an e-mail address whose first word is `start..end`. If none is there, `no_mail` becomes the place up to which no
/// other word begins one either.
fn mail_end(text: &str, start: usize, end: usize, no_mail: &mut usize) -> Option<usize> {
    let rest = text.as_bytes().get(end..)?;
    if !matches!(rest.first(), Some(b'@' | b'.' | b'_' | b'+')) {
        return None;
    }
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._+-".contains(byte);
    let local = rest.iter().position(|byte| !is_local(byte)).unwrap_or(rest.len());
    if rest.get(local) != Some(&b'@') {
        *no_mail = end + local;
        return None;
    }
    if !text[start..end].is_ascii() {
        return None;
    }
    let domain = &rest[local + 1..];
    let length = domain
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b".-".contains(byte)))
        .unwrap_or(domain.len());
    let is_mail = length > 0 && domain[..length].contains(&b'.');
    if !is_mail {
        *no_mail = end + local;
    }
    is_mail.then_some(end + local + 1 + length)
}

fn handle_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let stays = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
    let length = rest.find(|letter| !stays(letter)).unwrap_or(rest.len());
    start + rest[..length].trim_end_matches('.').len()
}

/// The end of a redaction mark such as `PHONE>`, when `start` stands after its `<`.
fn mark_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let length = rest.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    (length >= 3 && rest.get(length) == Some(&b'>')).then_some(start + length + 1)
}

fn divide_camel<'a>(surface: &'a str, start: usize, visit: &mut impl FnMut(Token<'a>)) {
    let mut from = 0;
    let mut was_small = false;
    for (offset, letter) in surface.char_indices() {
        if letter.is_uppercase() && was_small {
            visit(Token { surface: &surface[from..offset], start: start + from, end: start + offset });
            from = offset;
        }
        was_small = letter.is_lowercase();
    }
    visit(Token { surface: &surface[from..], start: start + from, end: start + surface.len() });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let surfaces: Vec<&str> = tokens(text).iter().map(|token| token.surface).collect();
        assert_eq!(surfaces, expected, "{text}");
    }

    #[test]
    fn words_keep_what_is_inside_them() {
        check("Су жоқ, 3-күн!", &["Су", "жоқ", "3-күн"]);
        check("ҚР-ның — «Алматы»", &["ҚР-ның", "Алматы"]);
        check("объ\u{ad}ект -мен", &["объ\u{ad}ект", "мен"]);
        check("bolg'an c'es'me", &["bolg'an", "c'es'me"]);
        check("aqparattyn' 'su joq' (su')", &["aqparattyn'", "su", "joq", "su'"]);
        check("12.03.2026 1 500 тг", &["12", "03", "2026", "1", "500", "тг"]);
        check("ٴبىر تىل", &["ٴبىر", "تىل"]);
        check("и\u{306}од", &["и\u{306}од"]);
    }

    #[test]
    fn hashtags_are_divided() {
        check("#СуЖоқ #нет_воды", &["Су", "Жоқ", "нет", "воды"]);
        check("#ALMATY2030", &["ALMATY2030"]);
    }

    #[test]
    fn addresses_of_the_web_and_of_people_are_no_words() {
        check("жаз: https://egov.kz/cms?a=1 деді", &["жаз", "деді"]);
        check("www.nur.kz сайты", &["сайты"]);
        check("kcell.kz сайтында, egov.kz/cms-те жоқ", &["сайтында", "жоқ"]);
        check("Kaspi.kz-тен my.egov.kz.", &[]);
        check("ivan.kz@mail.ru ivan.kazakh", &["ivan", "kazakh"]);
        check("@akimat_almaty рахмет", &["рахмет"]);
        check("info.center@gov.kz жазыңыз", &["жазыңыз"]);
        check("тел <PHONE>, a < b", &["тел", "a", "b"]);
    }

    proptest! {
        #[test]
        fn offsets_hold_the_surface(text in "[\\PC\n]{0,40}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert_eq!(&text[token.start..token.end], token.surface);
                prop_assert!(token.start >= last && token.end > token.start);
                last = token.end;
            }
        }
    }
}
