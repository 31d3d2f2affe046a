//! Recognises pages that stand before the page: captcha, browser challenge, login form. Markers are data.
//!
//! Only short pages are looked at, since an article about captchas is no captcha; a barrier has little text of its own.

use crate::error::Barrier;
use crate::plain::plain;

/// `kind<TAB>marker` lines; a marker is looked for in the page's source, without regard to case.
const MARKERS: &str = include_str!("../data/barriers.txt");

/// Most characters of visible text a barrier has. The longest met in the wild (Cloudflare's "sorry, you have been
/// blocked" with its explanations) has about 900.
const MOST_TEXT_CHARS: usize = 2000;

/// The barrier an HTML page is, if it is one.
pub(crate) fn barrier(html: &str) -> Option<Barrier> {
    let head: String = html.chars().take(60_000).collect::<String>().to_lowercase();
    let (kind, _) = MARKERS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .find(|(_, marker)| head.contains(marker))?;
    if plain(&head).chars().count() > MOST_TEXT_CHARS {
        return None;
    }
    match kind {
        "captcha" => Some(Barrier::Captcha),
        "login" => Some(Barrier::Login),
        _ => Some(Barrier::Challenge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: Option<Barrier>) {
        assert_eq!(barrier(html), expected, "{html}");
    }

    #[test]
    fn barriers_are_told_apart() {
        check("<title>Just a moment...</title><body>Checking your browser</body>", Some(Barrier::Challenge));
        check("<div class=\"g-recaptcha\" data-sitekey=x></div>", Some(Barrier::Captcha));
        check("<form action=/login><input type=\"password\"></form>", Some(Barrier::Login));
        check("<p>Су жоқ</p>", None);
    }

    #[test]
    fn a_long_page_with_a_comment_form_is_no_barrier() {
        let article = "Жители жалуются на отсутствие воды. ".repeat(100);
        check(&format!("<p>{article}</p><div class='g-recaptcha'></div>"), None);
    }

    #[test]
    fn every_marker_is_lower_case_and_has_a_known_kind() {
        for line in MARKERS.lines().filter(|line| !line.starts_with('#')) {
            let (kind, marker) = line.split_once('\t').unwrap();
            assert!(["captcha", "challenge", "login"].contains(&kind), "{line}");
            assert_eq!(marker.to_lowercase(), marker);
        }
    }
}
