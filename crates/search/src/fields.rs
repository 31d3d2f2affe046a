//! Takes a post and gives the document the index holds for it: terms, filters and numbers, never the text itself.
//!
//! Terms come from `dauys_text::terms` and are kept at the position of their word, so that a stem, its alias and its
//! marks share one place and phrases work on stems of either language. So does `=` and the form in which the word was written. Nothing is stored: texts live in the store, and
//! a text erased there and removed here is gone.

use dauys_model::{CategoryId, Kato};
use dauys_text::{Given, TermsByWord};
use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use crate::index::Entry;
use crate::syntax::{MAX_NEAR, MAX_WITHIN};
use crate::tokens::{self, Written};

/// The number of what [`document`] writes. It rises whenever the same post would become another document, including
/// when `dauys_text` changes its terms; an index of another number is refused.
pub(crate) const VERSION: u32 = 6;

/// Words by which the text stands after the title, so that no phrase reaches over the border and no words near one another.
pub(crate) const TITLE_GAP: usize = MAX_WITHIN as usize + MAX_NEAR;

/// The fields of the index.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// The post's id, by which it is replaced and removed.
    pub(crate) id: Field,
    /// Terms of title and text, with positions.
    pub(crate) text: Field,
    /// Terms of the title once more, with positions, for the weight of titles and what must stand there.
    pub(crate) title: Field,
    /// How many words title and text have.
    pub(crate) words: Field,
    /// Seconds since 1970.
    pub(crate) published_at: Field,
    /// The code of the language.
    pub(crate) language: Field,
    /// The code of the kind.
    pub(crate) kind: Field,
    /// The id of the source.
    pub(crate) source: Field,
    /// The category and its group.
    pub(crate) category: Field,
    /// KATO codes: each place, and all it lies in.
    pub(crate) place: Field,
    /// The id of the post whose text it repeats; its own when it repeats none.
    pub(crate) root: Field,
    /// The id of the topic.
    pub(crate) topic: Field,
}

/// The column of [`Fields::id`].
pub(crate) const ID: &str = "id";
/// The column of [`Fields::words`].
pub(crate) const WORDS: &str = "words";
/// The column of [`Fields::published_at`].
pub(crate) const PUBLISHED_AT: &str = "published_at";

/// The column of [`Fields::root`].
pub(crate) const ROOT: &str = "root";
/// The columns of values that are counted.
pub(crate) const LANGUAGE: &str = "language";
pub(crate) const KIND: &str = "kind";
pub(crate) const SOURCE: &str = "source";
pub(crate) const CATEGORY: &str = "category";
pub(crate) const PLACE: &str = "place";
pub(crate) const TOPIC: &str = "topic";

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let read_by = |tokenizer, option| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option)
                .set_fieldnorms(false),
        )
    };
    let terms = |option| read_by(tokens::NAME, option);
    let exact = read_by("raw", IndexRecordOption::Basic).set_fast("raw");
    let number = NumericOptions::from(FAST);
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_i64_field(ID, number.clone() | INDEXED),
        text: schema.add_text_field("text", terms(IndexRecordOption::WithFreqsAndPositions)),
        title: schema.add_text_field("title", terms(IndexRecordOption::WithFreqsAndPositions)),
        words: schema.add_u64_field(WORDS, number.clone()),
        published_at: schema.add_i64_field(PUBLISHED_AT, number.clone()),
        language: schema.add_text_field(LANGUAGE, exact.clone()),
        kind: schema.add_text_field(KIND, exact.clone()),
        source: schema.add_text_field(SOURCE, exact.clone()),
        category: schema.add_text_field(CATEGORY, exact.clone()),
        place: schema.add_text_field(PLACE, exact.clone()),
        root: schema.add_i64_field(ROOT, number),
        topic: schema.add_text_field(TOPIC, exact),
    };
    (schema.build(), fields)
}

/// What the index holds for a post.
///
/// Title and text are analysed as one, since a title alone is often too short for its language to be told, and by the methods that
/// the policy of the post allows.
pub(crate) fn document(fields: &Fields, entry: &Entry<'_>) -> TantivyDocument {
    let post = entry.post;
    let joined;
    let whole = if post.title.is_empty() {
        &post.text
    } else {
        joined = format!("{}\n\n{}", post.title, post.text);
        &joined
    };
    let words = dauys_text::words_given(whole, &Given::of(post));
    let (mut title, mut text) = (Written::default(), Written::default());
    let by_word = TermsByWord::new(&words);
    for (position, word) in words.words.iter().enumerate() {
        let terms = by_word.joined(position);
        let in_title = word.start < post.title.len();
        if in_title {
            title.add(terms, position);
        }
        text.add(terms, if in_title { position } else { position + TITLE_GAP });
    }

    let mut document = TantivyDocument::new();
    document.add_i64(fields.id, post.id.0);
    document.add_text(fields.text, text.text());
    if !title.is_empty() {
        document.add_text(fields.title, title.text());
    }
    document.add_u64(fields.words, words.words.len() as u64);
    document.add_i64(fields.published_at, post.published_at.as_second());
    document.add_text(fields.language, post.language.code());
    document.add_text(fields.kind, post.kind.code());
    document.add_text(fields.source, post.source.as_str());
    for category in post.category.iter().flat_map(category_terms) {
        document.add_text(fields.category, category);
    }
    let mut places: Vec<Kato> = post.places.iter().flat_map(|place| enclosing(*place)).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        document.add_text(fields.place, place.to_string());
    }
    document.add_i64(fields.root, entry.duplicate_of.unwrap_or(post.id).0);
    if let Some(topic) = entry.topic {
        document.add_text(fields.topic, &topic.0);
    }
    document
}

/// A category and the group it lies in.
fn category_terms(category: &CategoryId) -> impl Iterator<Item = &str> {
    let group = category.group();
    std::iter::once(category.0.as_str()).chain((group != category.0).then_some(group))
}

/// A place and what it lies in: rural district or town (six digits), district (four digits), region (two digits).
pub(crate) fn enclosing(place: Kato) -> impl Iterator<Item = Kato> {
    [1, 1_000, 100_000, 10_000_000].into_iter().map(move |unit| Kato(place.0 / unit * unit))
}
