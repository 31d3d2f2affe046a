//! A topic and its texts in; what holds them together out, as counts that can be shown. It says what is common, not what evidence was
//! weighed at the time: that depended on the window of each day.

use std::collections::BTreeMap;

use dauys_model::{CategoryId, Kato, PostId, Topic};

use crate::locality::contains;

/// So many threads are told.
const THREADS: usize = 3;

/// A text of a topic, as far as it matters here.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The post.
    pub post: PostId,
    /// Its own matter.
    pub category: Option<&'a CategoryId>,
    /// The places it names.
    pub places: &'a [Kato],
    /// A place that the gazetteer does not know.
    pub place: Option<&'a str>,
    /// Its terms.
    pub terms: &'a [String],
    /// The address of the article it answers, or its own.
    pub thread: Option<&'a str>,
    /// The post it repeats.
    pub repeats: Option<PostId>,
}

/// What the texts of a topic have in common.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Why {
    /// Texts looked at.
    pub texts: usize,
    /// How many are of the topic's matter.
    pub of_matter: usize,
    /// How many name its place, or one in it.
    pub in_place: usize,
    /// Its telling terms, most telling first, each with how many texts have it. What repeats another text is not counted.
    pub terms: Vec<(String, usize)>,
    /// Texts that repeat no other.
    pub originals: usize,
    /// Articles under which more than one text stands, with their numbers; most first.
    pub threads: Vec<(String, usize)>,
}

/// What holds the texts of a topic together.
pub fn why(topic: &Topic, members: &[Member]) -> Why {
    let is_there = |member: &&Member| match (&topic.place, topic.kato) {
        (Some(place), _) => member.place == Some(place.as_str()),
        (None, Some(kato)) => member.places.iter().any(|&place| contains(kato, place)),
        (None, None) => false,
    };
    let originals: Vec<&Member> = members.iter().filter(|member| member.repeats.is_none()).collect();
    let with = |term: &String| originals.iter().filter(|member| member.terms.contains(term)).count();
    let mut threads: BTreeMap<&str, usize> = BTreeMap::new();
    for thread in originals.iter().filter_map(|member| member.thread) {
        *threads.entry(thread).or_default() += 1;
    }
    let mut threads: Vec<(String, usize)> = threads
        .into_iter()
        .filter(|&(_, texts)| texts > 1)
        .map(|(thread, texts)| (thread.to_owned(), texts))
        .collect();
    threads.sort_by_key(|(_, texts)| std::cmp::Reverse(*texts));
    threads.truncate(THREADS);
    Why {
        texts: members.len(),
        of_matter: members.iter().filter(|member| member.category == Some(&topic.category)).count(),
        in_place: members.iter().filter(is_there).count(),
        terms: topic
            .terms
            .iter()
            .map(|term| (term.clone(), with(term)))
            .filter(|&(_, texts)| texts > 0)
            .collect(),
        originals: originals.len(),
        threads,
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::TopicId;
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn it_counts_what_is_common() {
        let topic = Topic {
            id: TopicId("a".into()),
            category: CategoryId("hcs/water".into()),
            subject: None,
            kato: Some(Kato(630_000_000)),
            place: None,
            first_at: Timestamp::UNIX_EPOCH,
            last_at: Timestamp::UNIX_EPOCH,
            days: vec![],
            terms: vec!["авар".into(), "вод".into(), "напор".into()],
            quotes: vec![],
            urgent: false,
        };
        let terms: Vec<String> = vec!["вод".into(), "авар".into()];
        let member = |post, repeats| Member {
            post: PostId(post),
            category: Some(&topic.category),
            places: &[Kato(632_400_000)],
            place: None,
            terms: &terms,
            thread: Some("https://news.kz/1"),
            repeats,
        };
        let bare = Member { category: None, places: &[], terms: &[], thread: None, ..member(3, None) };
        let why = why(&topic, &[member(1, None), member(2, None), bare, member(4, Some(PostId(1)))]);
        assert_eq!((why.texts, why.originals, why.of_matter, why.in_place), (4, 3, 3, 3));
        assert_eq!(why.terms, [("авар".to_owned(), 2), ("вод".to_owned(), 2)]);
        assert_eq!(why.threads, [("https://news.kz/1".to_owned(), 2)]);
    }
}
