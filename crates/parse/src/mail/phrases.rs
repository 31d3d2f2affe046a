//! What stands beside the words of a mail, as data.

const PHRASES: &str = include_str!("../../data/mail.txt");

/// The phrases of a kind, in the order of the file.
pub(super) fn of(kind: &str) -> impl Iterator<Item = &'static str> {
    let kind = kind.to_owned();
    PHRASES.lines().filter_map(move |line| line.strip_prefix(kind.as_str())?.strip_prefix(' '))
}

/// Whether a lower-case line begins with a phrase of a kind, and not within a longer word.
pub(super) fn begins(lower: &str, kind: &str) -> bool {
    of(kind).any(|phrase| {
        lower.strip_prefix(phrase).is_some_and(|rest| {
            !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphabetic)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_known_kind_and_is_lower_case() {
        let kinds = [
            "closing",
            "thanks",
            "device",
            "contact",
            "postscript",
            "writes",
            "original",
            "from",
            "head",
            "reply",
            "robot",
            "patronymic",
            "quote",
        ];
        for line in PHRASES.lines().filter(|line| !line.starts_with('#')) {
            let (kind, phrase) = line.split_once(' ').unwrap();
            assert!(kinds.contains(&kind), "{line}");
            assert!(kind == "quote" || phrase == phrase.to_lowercase(), "{line}");
            assert!(kind != "quote" || scraper::Selector::parse(phrase).is_ok(), "{line}");
        }
    }
}
