//! Takes a topic with texts of its voices and gives what to call it in the reader's language: place, matter, and a phrase that many
//! voices share. Every word of it is a name from a table or stands in a text; nothing is generated.

mod phrase;

use dauys_model::{CategoryId, Language, Topic};

pub use phrase::{SharedPhrase, Voice, shared_phrase};

use crate::category::tree;
use crate::place::{Level, place};

/// The language of a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    /// Kazakh.
    Kazakh,
    /// Russian.
    Russian,
    /// English: places and matters have English names, phrases stay as they were written.
    English,
}

/// What a topic is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Title {
    /// Where, if known.
    pub place: Option<String>,
    /// The matter: what exactly is wrong, where the voices say so, else the category.
    pub matter: String,
    /// What many of its voices say, in the reader's language; for English in the language most of them use.
    pub phrase: Option<SharedPhrase>,
}

impl Title {
    /// All in one line: `Риддер: вода — «нет воды второй день»`.
    pub fn line(&self) -> String {
        let mut line = self.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        line.push_str(&self.matter);
        if let Some(phrase) = &self.phrase {
            line.push_str(" — «");
            line.push_str(&phrase.text);
            line.push('»');
        }
        line
    }
}

/// What a topic is called. `voices` are texts of its voices as stored, best first; a few dozen are enough.
pub fn title(topic: &Topic, voices: &[Voice], reader: Reader) -> Title {
    let wanted = match reader {
        Reader::Kazakh => Some(Language::Kazakh),
        Reader::Russian => Some(Language::Russian),
        Reader::English => None,
    };
    Title {
        place: place_name(topic, reader),
        matter: matter(&topic.category, reader),
        phrase: shared_phrase(voices, &topic.terms, wanted),
    }
}

fn matter(category: &CategoryId, reader: Reader) -> String {
    let Some(node) = tree().get(category) else { return category.0.clone() };
    match reader {
        Reader::Kazakh => node.short_kk,
        Reader::Russian => node.short_ru,
        Reader::English => node.en,
    }
    .to_owned()
}

fn place_name(topic: &Topic, reader: Reader) -> Option<String> {
    if let Some(name) = &topic.place {
        return Some(name.clone());
    }
    let place = place(topic.kato?)?;
    Some(match reader {
        Reader::Kazakh => place.full_kk.clone(),
        Reader::Russian => place.full_ru.clone(),
        // Towns and villages have no English name of their own in the gazetteer.
        Reader::English if place.en.is_empty() => place.full_kk.clone(),
        Reader::English if place.level == Level::Region && !place.en.ends_with("Region") => {
            format!("{} Region", place.en)
        }
        Reader::English => place.en.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use dauys_model::{Kato, PostId, TopicId};
    use jiff::Timestamp;

    use super::*;

    /// A topic with the terms of this text.
    fn topic(terms: &str) -> Topic {
        Topic {
            id: TopicId("t".into()),
            category: CategoryId("hcs/water".into()),
            subject: None,
            kato: Some(Kato(632_400_000)),
            place: None,
            first_at: Timestamp::UNIX_EPOCH,
            last_at: Timestamp::UNIX_EPOCH,
            days: vec![],
            terms: crate::topic_terms(&crate::words(terms, None)),
            quotes: vec![],
            urgent: false,
        }
    }

    fn voices<'a>(texts: &[(Language, &'a str)]) -> Vec<Voice<'a>> {
        (1..).zip(texts).map(|(id, &(language, text))| Voice { post: PostId(id), language, text }).collect()
    }

    #[test]
    fn a_title_is_in_the_readers_language() {
        let texts = [
            (Language::Russian, "Третий день нет холодной воды на улице Гагарина. Когда дадут?"),
            (Language::Russian, "Опять нет холодной воды, сколько можно"),
            (Language::Kazakh, "Екінші күн суық су жоқ, балалар шомыла алмайды"),
            (Language::Kazakh, "Біздің үйде суық су жоқ"),
            (Language::Russian, "Дома сидим без воды"),
        ];
        let (voices, topic) = (voices(&texts), topic("вода су холодная суық"));
        let line = |reader| title(&topic, &voices, reader).line();
        assert_eq!(line(Reader::Russian), "Риддер: Вода — «нет холодной воды»");
        assert_eq!(line(Reader::Kazakh), "Риддер: Су — «суық су жоқ»");
        assert!(line(Reader::English).contains("Water supply — «"), "{}", line(Reader::English));
    }

    #[test]
    fn without_voices_of_a_language_there_is_no_phrase() {
        let texts =
            [(Language::Russian, "Нет воды второй день"), (Language::Russian, "Второй день нет воды")];
        let title = title(&topic("вода"), &voices(&texts), Reader::Kazakh);
        assert_eq!(title.line(), "Риддер: Су");
    }
}
