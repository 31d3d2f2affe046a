//! The name of a text in, what the bot says out: in Kazakh and in Russian, so that nothing about the reader need be known.

const KAZAKH: &str = include_str!("../../../data/inbox_kk.txt");
const RUSSIAN: &str = include_str!("../../../data/inbox_ru.txt");

/// The text in both languages, one paragraph after the other.
pub(super) fn text(name: &str) -> String {
    format!("{}\n\n{}", section(KAZAKH, name), section(RUSSIAN, name))
}

/// A short text in both languages: a button, a command.
pub(super) fn on_one_line(name: &str) -> String {
    format!("{} / {}", section(KAZAKH, name), section(RUSSIAN, name))
}

/// The lines below `[name]` up to the next name.
fn section<'a>(file: &'a str, name: &str) -> &'a str {
    let after = file.split_once(&format!("\n[{name}]\n")).map_or("", |(_, after)| after);
    after.split_once("\n[").map_or(after, |(section, _)| section).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 11] = [
        "description",
        "start",
        "privacy",
        "receipt",
        "text_only",
        "delete",
        "withdrawn",
        "withdraw",
        "command_start",
        "command_privacy",
        "command_delete",
    ];

    #[test]
    fn every_text_is_there_in_both_languages_and_no_other() {
        for file in [KAZAKH, RUSSIAN] {
            for name in NAMES {
                assert!(!section(file, name).is_empty(), "{name}");
            }
            assert_eq!(file.lines().filter(|line| line.starts_with('[')).count(), NAMES.len());
        }
    }

    #[test]
    fn texts_keep_to_what_telegram_takes() {
        // Limits of the Bot API in characters: of a description, a message, a command's description.
        assert!(text("description").chars().count() <= 512);
        assert!(NAMES.iter().all(|name| text(name).encode_utf16().count() <= 4096));
        assert!(
            NAMES
                .iter()
                .all(|name| !name.starts_with("command_") || on_one_line(name).chars().count() <= 256)
        );
    }
}
