//! What a topic is called, in the language of the reader.

use dauys_model::{Language, Methods, Role, Topic};
use dauys_store::Store;
use dauys_text::title::{Reader, Voice, title};

use crate::failure::Failure;
use crate::pages::topics::lang;
use crate::{clean, place};
use dauys_model::Interface;

/// So many voices are heard for a title.
const VOICES: usize = 40;
/// The longest phrase or name of a place, in letters.
const MOST: usize = 120;

/// A topic's name in its parts, as pages show it: place, matter, and what many of its voices say.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    /// Place and matter.
    pub(crate) said: String,
    /// The phrase and the value of `lang` for it.
    pub(crate) phrase: Option<(String, &'static str)>,
    /// The place with the region it lies in, where the name does not say it.
    pub(crate) within: Option<String>,
}

impl Named {
    /// From the topic and texts of its voices of which many words may be compared.
    pub(crate) fn of(language: Interface, store: &Store, topic: &Topic) -> Result<Self, Failure> {
        let [named] = Self::in_each([language], store, topic)?;
        Ok(named)
    }

    /// In all languages, as [`Interface::ALL`] has them.
    pub(crate) fn all(store: &Store, topic: &Topic) -> Result<[Self; 3], Failure> {
        Self::in_each(Interface::ALL, store, topic)
    }

    fn in_each<const N: usize>(
        languages: [Interface; N],
        store: &Store,
        topic: &Topic,
    ) -> Result<[Self; N], Failure> {
        let posts = store.posts_of_topic_page(&topic.id, Some(Role::Voice), 0, VOICES)?;
        let texts: Vec<(dauys_model::PostId, Language, String)> = posts
            .into_iter()
            .filter(|stored| stored.post.policy.methods() == Methods::All)
            .map(|stored| {
                let post = stored.post;
                (post.id, post.language, format!("{}\n{}", post.title, post.text))
            })
            .collect();
        let voices: Vec<Voice> = texts
            .iter()
            .map(|(post, language, text)| Voice { post: *post, language: *language, text })
            .collect();
        Ok(languages.map(|language| Self::from(language, topic, &voices)))
    }

    /// Without its voices: place and matter alone.
    pub(crate) fn short(language: Interface, topic: &Topic) -> Self {
        Self::from(language, topic, &[])
    }

    fn from(language: Interface, topic: &Topic, voices: &[Voice]) -> Self {
        let reader = match language {
            Interface::Kazakh => Reader::Kazakh,
            Interface::Russian => Reader::Russian,
            Interface::English => Reader::English,
        };
        let title = title(topic, voices, reader);
        let place = title.place.map(|place| clean::line(&place, MOST));
        // Of a place that the gazetteer does not know by its code, the region is told.
        let whole = match (&topic.place, topic.kato) {
            (None, Some(kato)) if dauys_text::place(kato).is_none() => {
                Some(place::full(language, kato.region()))
            }
            _ => place::of_topic(language, topic).map(|place| clean::line(&place, MOST)),
        };
        Self {
            said: match &place {
                Some(place) => format!("{place}: {}", title.matter),
                None => capital(&title.matter),
            },
            phrase: title.phrase.map(|phrase| (clean::line(&phrase.text, MOST), lang(phrase.language))),
            within: whole.filter(|whole| Some(whole) != place.as_ref()),
        }
    }

    /// All in one line, without a mark-up of its own.
    pub(crate) fn line(&self) -> String {
        match &self.phrase {
            Some((phrase, _)) => format!("{} — «{phrase}»", self.said),
            None => self.said.clone(),
        }
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
