//! What a server said, as it may stand in the store and in reports: one short line without addresses and without secrets.

/// Longer answers say no more.
const MOST_CHARS: usize = 160;

/// The line of an answer. Words that hold an `@`, a secret or an address of the web are left out.
pub(crate) fn line(said: &str, secrets: &[&str]) -> String {
    let hides = |word: &str| {
        word.contains('@')
            || word.contains("://")
            || secrets.iter().any(|secret| !secret.is_empty() && word.contains(secret))
    };
    let words: Vec<String> = said
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if hides(word) { "…".to_owned() } else { word.to_owned() })
        .collect();
    let mut line = words.join(" ");
    if line.chars().count() > MOST_CHARS {
        line = line.chars().take(MOST_CHARS).chain(['…']).collect();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn an_answer_becomes_one_line_without_addresses_and_secrets() {
        for (said, expected) in [
            ("5.1.1 <a@b.example>: no such user\r\n", "5.1.1 … no such user"),
            ("see https://hooks.example/T0/xyz for\nhelp", "see … for help"),
            ("bot123:abc is unknown", "… is unknown"),
            ("\u{7}bell", "bell"),
        ] {
            assert_eq!(line(said, &["123:abc", ""]), expected);
        }
        assert_eq!(line(&"x".repeat(500), &[]).chars().count(), 161);
    }
}
