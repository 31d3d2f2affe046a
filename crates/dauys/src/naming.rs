//! Topics in words for the command line and digests: what a topic is called, and its counts.

use dauys_model::{Methods, Role, Topic};
use dauys_store::{Store, StoredPost};
use dauys_text::title::{Reader, Title, Voice};

use crate::cli::PageLanguage;

/// So many voices are heard for a title.
const VOICES: usize = 40;

/// The language of a reader, as given on the command line.
pub(crate) fn reader(given: Option<PageLanguage>) -> Reader {
    match given {
        Some(PageLanguage::Kk) => Reader::Kazakh,
        Some(PageLanguage::En) => Reader::English,
        Some(PageLanguage::Ru) | None => Reader::Russian,
    }
}

/// Texts of the voices of a topic of which many words may be compared, the newest first.
pub(crate) fn voices(store: &Store, topic: &Topic) -> anyhow::Result<Vec<(StoredPost, String)>> {
    let posts = store.posts_of_topic_page(&topic.id, Some(Role::Voice), 0, VOICES)?;
    let may = |stored: &StoredPost| stored.post.policy.methods() == Methods::All;
    Ok(posts
        .into_iter()
        .filter(may)
        .map(|stored| {
            let text = format!("{}\n{}", stored.post.title, stored.post.text);
            (stored, text)
        })
        .collect())
}

/// What a topic is called.
pub(crate) fn title(store: &Store, topic: &Topic, reader: Reader) -> anyhow::Result<Title> {
    Ok(title_of(topic, &voices(store, topic)?, reader))
}

/// The same of texts that were read before.
pub(crate) fn title_of(topic: &Topic, voices: &[(StoredPost, String)], reader: Reader) -> Title {
    let voices: Vec<Voice> = voices
        .iter()
        .map(|(stored, text)| Voice { post: stored.post.id, language: stored.post.language, text })
        .collect();
    dauys_text::title::title(topic, &voices, reader)
}

/// `38 texts = 6 voices + 32 reprints`.
pub(crate) fn counted(voices: u32, texts: u32) -> String {
    let count = |count: u32, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let echo = texts.saturating_sub(voices);
    let reprints = if echo == 0 { String::new() } else { format!(" + {}", count(echo, "reprint")) };
    format!("{} = {}{reprints}", count(texts, "text"), count(voices, "voice"))
}

/// `growing`, as lists show it.
pub(crate) fn trend(trend: dauys_model::Trend) -> &'static str {
    use dauys_model::Trend;
    match trend {
        Trend::New => "new",
        Trend::Growing => "growing",
        Trend::CameBack => "came back",
        Trend::Steady => "steady",
        Trend::Quiet => "quiet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_words() {
        assert_eq!(counted(6, 38), "38 texts = 6 voices + 32 reprints");
        assert_eq!(counted(1, 2), "2 texts = 1 voice + 1 reprint");
        assert_eq!(counted(1, 1), "1 text = 1 voice");
        assert_eq!(counted(0, 3), "3 texts = 0 voices + 3 reprints");
    }
}
