//! The bare engine with its default tokenizer over the same posts, for the speed of indexing.

use std::path::Path;

use tantivy::schema::{FAST, INDEXED, STRING, Schema, TEXT};
use tantivy::{Index, TantivyDocument};

use crate::posts::Posts;

/// Makes an index with as many threads as it likes, or one; its size in bytes.
pub(crate) fn index(folder: &Path, posts: &Posts, count: u64, threads: usize) -> u64 {
    let folder = folder.join(format!("raw-{threads}"));
    std::fs::create_dir_all(&folder).unwrap();
    let mut schema = Schema::builder();
    let id = schema.add_i64_field("id", FAST | INDEXED);
    let title = schema.add_text_field("title", TEXT);
    let text = schema.add_text_field("text", TEXT);
    let published_at = schema.add_i64_field("published_at", FAST);
    let filters = ["language", "kind", "source", "category", "place"]
        .map(|name| schema.add_text_field(name, STRING | FAST));
    let index = Index::create_in_dir(&folder, schema.build()).unwrap();
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(threads, 128 << 20).unwrap();
    for batch in crate::batches(count) {
        for number in batch {
            let (post, _) = posts.post(number);
            let mut document = TantivyDocument::new();
            document.add_i64(id, post.id.0);
            document.add_text(title, &post.title);
            document.add_text(text, &post.text);
            document.add_i64(published_at, post.published_at.as_second());
            document.add_text(filters[0], post.language.code());
            document.add_text(filters[1], post.kind.code());
            document.add_text(filters[2], post.source.as_str());
            if let Some(category) = &post.category {
                document.add_text(filters[3], &category.0);
            }
            for place in &post.places {
                document.add_text(filters[4], place.to_string());
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
    }
    writer.wait_merging_threads().unwrap();
    crate::size_bytes(&folder)
}
