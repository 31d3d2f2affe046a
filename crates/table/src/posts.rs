//! Found posts as rows: the columns that the command line and the pages share.

use dauys_model::{Post, PostId, TopicId};

use crate::{Cell, Column, Sort};

/// A found post and what was said of it.
#[derive(Clone, Copy, Debug)]
pub struct FoundPost<'a> {
    /// The post.
    pub post: &'a Post,
    /// How well it matches, within its query.
    pub score: f32,
    /// How many of the query's words it lacks.
    pub missing: u16,
    /// How many further posts repeat it and have no row of their own.
    pub repeats: u32,
    /// Its topic.
    pub topic: Option<&'a TopicId>,
    /// The post it repeats.
    pub duplicate_of: Option<PostId>,
    /// The stretch of its text that shows why it was found.
    pub snippet: &'a str,
}

/// The columns of [`FoundPost::cells`]: their names are those of the program's JSON.
pub fn post_columns() -> Vec<Column> {
    [
        ("id", Sort::Short),
        ("external_id", Sort::Name),
        ("url", Sort::Address),
        ("score", Sort::Short),
        ("source", Sort::Name),
        ("published_at", Sort::Name),
        ("lang", Sort::Short),
        ("kind", Sort::Short),
        ("category", Sort::Name),
        ("topic", Sort::Name),
        ("title", Sort::Text),
        ("snippet", Sort::Text),
        ("duplicate_of", Sort::Short),
        ("repeats", Sort::Short),
        ("missing", Sort::Short),
        ("places", Sort::Name),
        ("place", Sort::Name),
        ("policy", Sort::Short),
    ]
    .map(|(name, sort)| Column::new(name, sort))
    .into()
}

impl FoundPost<'_> {
    /// The row, by [`post_columns`].
    pub fn cells(&self) -> Vec<Cell> {
        let post = self.post;
        vec![
            Cell::Whole(post.id.0),
            Cell::Text(post.key.clone()),
            Cell::link(post.url.as_ref().map(ToString::to_string)),
            Cell::from(self.score),
            Cell::Text(post.source.to_string()),
            Cell::Moment(post.published_at),
            Cell::Text(post.language.code().to_owned()),
            Cell::Text(post.kind.code().to_owned()),
            Cell::text(post.category.as_ref().map(|category| category.0.clone())),
            Cell::text(self.topic.map(|topic| topic.0.clone())),
            Cell::Text(post.title.clone()),
            Cell::Text(self.snippet.to_owned()),
            self.duplicate_of.map_or(Cell::Empty, |post| Cell::Whole(post.0)),
            Cell::Whole(i64::from(self.repeats)),
            Cell::Whole(i64::from(self.missing)),
            Cell::List(post.places.iter().map(ToString::to_string).collect()),
            Cell::text(post.place.clone()),
            Cell::Text(post.policy.code().to_owned()),
        ]
    }

    /// A row without values, by [`post_columns`]: for a query that found nothing.
    pub fn no_cells() -> Vec<Cell> {
        vec![Cell::Empty; post_columns().len()]
    }
}
