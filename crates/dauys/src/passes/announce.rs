//! From what a parser found to what may be stored: texts redacted, authors made voices, dates made sane.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dauys_model::{
    Author, DayKey, Item, Kato, Kind, Policy, Source, SourceId, SourceKind, TextFrom, civil_day,
};
use dauys_store::{Announcement, Store};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

/// Keys of the days met so far, so that the store is asked once a day of publication.
#[derive(Default)]
pub(crate) struct Keys(BTreeMap<Date, DayKey>);

impl Keys {
    fn of(&mut self, store: &mut Store, day: Date, now: Timestamp) -> anyhow::Result<&DayKey> {
        match self.0.entry(day) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(vacant) => Ok(vacant.insert(store.day_key(day, now, random()?)?)),
        }
    }
}

/// Bytes that nobody can foretell.
pub(crate) fn random() -> anyhow::Result<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(bytes)
}

/// What a source gives to items that do not say it themselves.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// What its items become.
    pub(crate) kind: Kind,
    /// Where their text is had.
    pub(crate) text: TextFrom,
    /// Its region.
    pub(crate) region: Option<Kato>,
    /// Its policy.
    pub(crate) policy: Policy,
}

/// A text shorter than this, in characters, is taken for a summary and the page is fetched.
const SUMMARY_CHARS: usize = 300;

/// An item, redacted, whose author still has to become a voice: the only step that needs the store.
pub(crate) struct Draft {
    announcement: Announcement,
    author: Option<Author>,
}

impl Draft {
    /// The items of one answer of a source of the settings.
    pub(crate) fn all(source: &Source, items: Vec<Item>, now: Timestamp) -> Vec<Self> {
        let canonical = dauys_parse::recognised_by(&items);
        items
            .into_iter()
            .zip(canonical)
            .map(|(item, canonical)| Self::of(source, canonical, item, now))
            .collect()
    }

    /// One item of a source of the settings.
    fn of(source: &Source, canonical: Option<String>, mut item: Item, now: Timestamp) -> Self {
        // A comment has no title of its own: what feeds put there names the article and the person.
        if source.kind != SourceKind::File && item.kind.unwrap_or(source.posts) == Kind::Comment {
            item.title = None;
        }
        item.language = item.language.or(source.language);
        let text = if source.kind.speaks_for_itself() { TextFrom::Item } else { source.text };
        let given = Given { kind: source.posts, text, region: source.region, policy: source.policy };
        Self::given(given, canonical, item, now)
    }

    /// The item of whatever gives the rest.
    pub(crate) fn given(given: Given, canonical: Option<String>, item: Item, now: Timestamp) -> Self {
        let kind = item.kind.unwrap_or(given.kind);
        // A date from the future is a source's clock gone wrong; an hour's grace for honest drift.
        let latest = now.checked_add(1.hour()).unwrap_or(Timestamp::MAX);
        let published_at = item.published_at.filter(|at| *at <= latest);
        let (published_at, dated) = (published_at.unwrap_or(now), published_at.is_some());
        let title = item.title.map(|title| dauys_text::redact(&title)).unwrap_or_default();
        let mut text = item.text.map(|text| dauys_text::redact(&text)).unwrap_or_default();
        if given.policy == Policy::MetadataOnly {
            text.clear();
        }
        let wants_page = item.url.is_some()
            && !kind.is_of_citizens()
            && given.policy != Policy::MetadataOnly
            && match given.text {
                TextFrom::Item => false,
                TextFrom::Page => true,
                TextFrom::Auto => item.truncated || text.chars().nth(SUMMARY_CHARS).is_none(),
            };
        Self {
            announcement: Announcement {
                key: item.key,
                url: item.url,
                canonical: canonical.filter(|_| !kind.is_of_citizens()),
                thread: item.thread,
                title,
                text,
                truncated: item.truncated,
                published_at,
                dated,
                kind,
                language: item.language,
                region: item.region.or(given.region),
                place: item.place.map(|place| dauys_text::redact(&place)),
                policy: given.policy,
                comments: item.comments,
                voice: None,
                wants_page,
            },
            author: item.author.filter(|_| kind.is_of_citizens()),
        }
    }

    /// The announcement to be stored. The author ends here.
    pub(crate) fn announcement(
        self,
        store: &mut Store,
        keys: &mut Keys,
        source: &SourceId,
        now: Timestamp,
    ) -> anyhow::Result<Announcement> {
        let mut announcement = self.announcement;
        if let Some(author) = self.author {
            let key = keys.of(store, civil_day(announcement.published_at), now)?;
            announcement.voice = Some(author.voice(key, source));
        }
        Ok(announcement)
    }

    /// The announcement without its author, for looking only.
    pub(crate) fn look(&self) -> &Announcement {
        &self.announcement
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn wants_page(kind: SourceKind, text: TextFrom) -> bool {
        let mut source = Source::new(SourceId::new("demo").unwrap(), "Демо", kind, None);
        source.text = text;
        let mut item = Item::new("1");
        item.text = Some("Су жоқ".into());
        item.url = Url::parse("https://demo.example/wall-1_2").ok();
        let drafts = Draft::all(&source, vec![item], Timestamp::UNIX_EPOCH);
        drafts[0].look().wants_page
    }

    #[test]
    fn no_setting_makes_a_page_of_a_person_be_fetched() {
        for text in [TextFrom::Auto, TextFrom::Page] {
            assert!(wants_page(SourceKind::Feed, text), "a short summary has its page");
            for kind in [SourceKind::Vk, SourceKind::Telegram, SourceKind::Mastodon, SourceKind::Threads] {
                assert!(!wants_page(kind, text), "{kind:?}");
            }
        }
    }
}
