//! Invented posts and an index over them.

use dauys_model::{CategoryId, Kato, Kind, Language, Policy, Post, PostId, SourceId};
use dauys_search::{Change, Index, Query};

/// A post without title, place and category.
pub(crate) fn post(id: i64, text: &str) -> Post {
    Post {
        id: PostId(id),
        source: SourceId::new("demo").unwrap(),
        key: id.to_string(),
        url: None,
        thread: None,
        title: String::new(),
        text: text.into(),
        published_at: "2026-03-01T00:00:00Z".parse().unwrap(),
        kind: Kind::Comment,
        language: dauys_text::detect(text).language,
        iso: String::new(),
        category: None,
        category_score: 0.0,
        complaint: 0.0,
        problem: 0.0,
        stance: dauys_model::Stance::Complaint,
        urgent: false,
        subject: None,
        places: Vec::new(),
        place: None,
        terms: Vec::new(),
        fingerprint: 0,
        policy: Policy::Open,
    }
}

/// A post with something of everything.
pub(crate) fn full_post(id: i64, text: &str, language: Language, category: &str, place: u32) -> Post {
    Post {
        language,
        category: Some(CategoryId(category.into())),
        places: vec![Kato(place)],
        kind: Kind::News,
        ..post(id, text)
    }
}

/// An index in memory over posts.
pub(crate) fn index(posts: &[Post]) -> Index {
    let mut index = Index::in_memory().unwrap();
    index.apply(posts.iter().map(Change::put), 1).unwrap();
    index
}

/// Texts with ids from 1 on.
pub(crate) fn texts(texts: &[&str]) -> Index {
    let posts: Vec<Post> = (1..).zip(texts).map(|(id, text)| post(id, text)).collect();
    index(&posts)
}

/// The ids of the hits, best first.
pub(crate) fn ids(index: &Index, query: &Query) -> Vec<i64> {
    index.search(query).unwrap().hits.iter().map(|hit| hit.post.0).collect()
}

/// A query for words as typed, without their translations.
pub(crate) fn typed(text: &str) -> Query {
    Query { expand: false, ..Query::new(text) }
}
