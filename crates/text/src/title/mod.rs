//! Takes a topic with texts of its voices and gives what to call it in the reader's language: place, matter, and a phrase that many
//! voices share. Every word of it is a name from a table or stands in a text; nothing is generated.

mod phrase;

use dauys_model::{Language, Topic};

pub use phrase::{SharedPhrase, Voice, shared_phrase};

use crate::category::tree;
use crate::place::{Level, place};
use crate::subject;
use crate::terms::topic_terms;
use crate::token::normal;
use crate::words::words;

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
    let matter = matter(topic, reader);
    // What is said by place and matter already need not be said again.
    let terms = without_place(topic);
    let says_more = |phrase: &SharedPhrase| normal(&phrase.text) != normal(&matter);
    let phrase = shared_phrase(voices, &terms, wanted).filter(says_more);
    Title { place: place_name(topic, reader), matter, phrase }
}

/// The telling terms that are no name of the topic's place or of its region.
fn without_place(topic: &Topic) -> Vec<String> {
    let known =
        topic.kato.into_iter().flat_map(|kato| [Some(kato), Some(kato.region())]).flatten().filter_map(place);
    let names = known.flat_map(|place| [place.full_kk.as_str(), place.full_ru.as_str()]);
    let names = names.chain(topic.place.as_deref());
    let of_names: Vec<String> = names.flat_map(|name| topic_terms(&words(name, None))).collect();
    topic.terms.iter().filter(|term| !of_names.contains(term)).cloned().collect()
}

fn matter(topic: &Topic, reader: Reader) -> String {
    let subject = topic.subject.as_ref().and_then(subject::get).filter(|subject| !subject.is_general);
    if let Some(subject) = subject {
        return match reader {
            Reader::Kazakh => subject.kk,
            Reader::Russian => subject.ru,
            Reader::English => subject.en,
        }
        .to_owned();
    }
    let Some(node) = tree().get(&topic.category) else { return topic.category.0.clone() };
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
    use dauys_model::{CategoryId, Kato, PostId, SubjectId, TopicId};
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

    #[test]
    fn what_exactly_is_wrong_is_named_where_it_is_known() {
        let topic = Topic { subject: Some(SubjectId("hcs/water/dirty".into())), ..topic("вода") };
        let line = |reader| title(&topic, &[], reader).line();
        assert_eq!(line(Reader::Kazakh), "Риддер: крандан лас су ағады");
        assert_eq!(line(Reader::Russian), "Риддер: грязная вода из крана");
        let texts =
            [(Language::Russian, "из крана идёт ржавая вода"), (Language::Russian, "ржавая вода из крана")];
        assert!(title(&topic, &voices(&texts), Reader::Russian).line().contains("«ржавая вода»"));
    }

    #[test]
    fn place_and_matter_are_not_said_twice() {
        let texts = [(Language::Russian, "в Риддере нет воды"), (Language::Russian, "в Риддере нет воды!")];
        let topic =
            Topic { subject: Some(SubjectId("hcs/water/none".into())), ..topic("Риддер вода") };
        let line = title(&topic, &voices(&texts), Reader::Russian).line();
        assert!(!line.contains("«нет воды»"), "{line}");
        let named = Topic { terms: crate::topic_terms(&crate::words("Риддер", None)), ..topic };
        assert_eq!(title(&named, &voices(&texts), Reader::Russian).phrase, None);
    }
}
