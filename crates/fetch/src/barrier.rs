//! Barriers: an answer in, whether a captcha, a challenge or a login page stands where the page should be. Nothing of it
//! solves or avoids one.
//!
//! An article with a captcha under its comments is an article. So marks in the source count only where the answer is a
//! refusal, or where the page says nearly nothing besides.

use std::sync::LazyLock;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use url::Url;

use crate::{Barrier, header};

/// Finds the barrier in an answer.
pub(crate) fn find(url: &Url, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Barrier> {
    let marks = &*MARKS;
    if let Some(mark) = marks.iter().find(|mark| mark.place == Place::Header && mark.is_in_headers(headers)) {
        return Some(mark.kind);
    }
    if !is_html(headers, body) || (status.is_success() && body.len() > LONGEST_BARRIER_BYTES) {
        return None;
    }
    let source = String::from_utf8_lossy(body).to_lowercase();
    if status.is_success() && count_visible(&source) > MOST_VISIBLE {
        return None;
    }
    let title = title(&source);
    let shield = marks.iter().find(|mark| match mark.place {
        Place::Source => source.contains(mark.text),
        Place::Title => title.starts_with(mark.text),
        Place::Header | Place::Word => false,
    });
    if let Some(mark) = shield {
        return Some(mark.kind);
    }
    let asks_password = ["type=\"password\"", "type='password'", "type=password"];
    if asks_password.iter().any(|input| source.contains(input)) {
        let path = url.path().to_lowercase();
        let mut words = marks.iter().filter(|mark| mark.place == Place::Word);
        return words
            .find(|mark| title.contains(mark.text) || path.contains(mark.text))
            .map(|mark| mark.kind);
    }
    None
}

/// Pages of barriers carry scripts and pictures, but whole articles are longer.
const LONGEST_BARRIER_BYTES: usize = 256 * 1024;

/// Letters and digits that a reader would see. Pages of barriers stay below it, and the shortest news lies above it with
/// its menu and footer.
const MOST_VISIBLE: usize = 1000;

#[derive(Debug)]
struct Mark {
    kind: Barrier,
    place: Place,
    text: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Header,
    Title,
    Source,
    Word,
}

static MARKS: LazyLock<Vec<Mark>> = LazyLock::new(|| {
    let lines = include_str!("../data/barriers.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| read_mark(line).expect("every line of the built-in list is read in a test")).collect()
});

fn read_mark(line: &'static str) -> Option<Mark> {
    let mut fields = line.split('\t');
    let kind = match fields.next()? {
        "captcha" => Barrier::Captcha,
        "challenge" => Barrier::Challenge,
        "login" => Barrier::Login,
        _ => return None,
    };
    let place = match fields.next()? {
        "header" => Place::Header,
        "title" => Place::Title,
        "source" => Place::Source,
        "word" => Place::Word,
        _ => return None,
    };
    let text = fields.next().filter(|text| !text.is_empty())?;
    fields.next().is_none().then_some(Mark { kind, place, text })
}

impl Mark {
    fn is_in_headers(&self, headers: &HeaderMap) -> bool {
        self.text.split_once(": ").is_some_and(|(name, beginning)| {
            header::text(headers, name).is_some_and(|value| value.to_ascii_lowercase().starts_with(beginning))
        })
    }
}

/// Whether an answer is HTML, by its type or, without one, by its beginning.
pub(crate) fn is_html(headers: &HeaderMap, body: &[u8]) -> bool {
    match header::text(headers, CONTENT_TYPE) {
        Some(told) if !told.is_empty() => told.to_ascii_lowercase().contains("html"),
        _ => {
            let start = String::from_utf8_lossy(&body[..body.len().min(256)]).to_lowercase();
            let start = start.trim_start_matches('\u{feff}').trim_start();
            start.starts_with("<!doctype html") || start.starts_with("<html")
        }
    }
}

fn title(source: &str) -> &str {
    let Some((_, rest)) = source.split_once("<title") else { return "" };
    let Some((_, rest)) = rest.split_once('>') else { return "" };
    rest.split('<').next().unwrap_or("").trim()
}

/// Letters and digits outside of tags, scripts and styles, in a source in lower case.
fn count_visible(source: &str) -> usize {
    let mut visible = 0;
    let mut rest = source;
    while let Some((text, tagged)) = rest.split_once('<') {
        visible += text.chars().filter(is_visible).count();
        let hidden = [("script", "</script"), ("style", "</style"), ("!--", "-->"), ("title", "</title")];
        rest = match hidden.iter().find(|(name, _)| tagged.starts_with(name)) {
            Some((_, end)) => tagged.find(end).map_or("", |at| &tagged[at..]),
            None => tagged,
        };
        rest = rest.split_once('>').map_or("", |(_, rest)| rest);
    }
    visible + rest.chars().filter(is_visible).count()
}

/// A letter or digit, or what stands for one in a page that is not in UTF-8: many sites of the region still write windows-1251.
fn is_visible(c: &char) -> bool {
    c.is_alphanumeric() || *c == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, headers: &[(&'static str, &'static str)], body: &str, expected: Option<Barrier>) {
        let mut all = HeaderMap::from_iter([(CONTENT_TYPE, "text/html; charset=utf-8".parse().unwrap())]);
        for (name, value) in headers {
            all.insert(*name, value.parse().unwrap());
        }
        let url = "https://a.example/news/1".parse().unwrap();
        let found = find(&url, StatusCode::from_u16(status).unwrap(), &all, body.as_bytes());
        assert_eq!(found, expected, "{status} {headers:?} {body:.200}");
    }

    const CAPTCHA: &str = "<html><title>Демо</title><div class=\"g-recaptcha\" data-sitekey=x></div>";

    #[test]
    fn every_mark_is_readable_and_in_lower_case() {
        assert!(MARKS.len() > 40);
        for mark in &*MARKS {
            assert_eq!(mark.text, mark.text.to_lowercase());
            assert_eq!(mark.place == Place::Header, mark.text.contains(": "), "{mark:?}");
        }
    }

    #[test]
    fn barriers_are_told_apart() {
        check(200, &[], CAPTCHA, Some(Barrier::Captcha));
        check(403, &[], CAPTCHA, Some(Barrier::Captcha));
        check(403, &[], "<title>Just a moment...</title><script>x</script>", Some(Barrier::Challenge));
        check(503, &[("cf-mitigated", "challenge")], "", Some(Barrier::Challenge));
        check(202, &[("x-amzn-waf-action", "challenge")], "", Some(Barrier::Challenge));
        check(
            200,
            &[],
            "<script>document.cookie='__test='+toHex(slowAES.decrypt(c,2,a,b))",
            Some(Barrier::Challenge),
        );
        let login = "<title>Вход в систему</title><form><input name=p type=\"password\"></form>";
        check(200, &[], login, Some(Barrier::Login));
        check(401, &[], login, Some(Barrier::Login));
    }

    #[test]
    fn what_has_something_to_say_is_no_barrier() {
        let article = "<p>Ауыл тұрғындары үш күннен бері ауыз судың жоқтығын айтады.</p>".repeat(40);
        check(200, &[], &format!("{CAPTCHA}{article}"), None);
        check(200, &[], &format!("<title>Вход</title>{article}<input type=\"password\">"), None);
        check(200, &[], "<title>Демо</title><form><input type=\"password\"></form>", None);
        check(200, &[], "<title>Капча: қалай өтуге болады</title><p>…", None);
        check(403, &[], "<title>403 Forbidden</title>", None);
        check(200, &[("content-type", "application/rss+xml")], CAPTCHA, None);
    }

    #[test]
    fn an_article_in_another_encoding_has_something_to_say() {
        // "Жители" in windows-1251.
        let words = b"<p>\xc6\xe8\xf2\xe5\xeb\xe8</p>".repeat(300);
        let body = [CAPTCHA.as_bytes(), &words].concat();
        let headers =
            HeaderMap::from_iter([(CONTENT_TYPE, "text/html; charset=windows-1251".parse().unwrap())]);
        assert_eq!(find(&"https://a.example/".parse().unwrap(), StatusCode::OK, &headers, &body), None);
    }

    #[test]
    fn only_what_is_seen_counts() {
        let source =
            "<title>abc</title><style>p{}</style><p class=x>су 12</p><!-- no --><script>var a</script> жоқ";
        assert_eq!(count_visible(source), 7);
        assert_eq!(count_visible("<script>never closed"), 0);
        assert_eq!(count_visible(""), 0);
    }
}
