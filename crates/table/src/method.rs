//! The method note: what a table was made from and how, so that a reader years later knows what it says and what not.

use dauys_model::KAZAKHSTAN;
use jiff::Timestamp;

use crate::NoteLanguage;
use crate::wording::Word;

/// How a table came about.
#[derive(Clone, PartialEq, Debug)]
pub struct Method {
    /// Name and version of the program.
    pub program: String,
    /// When the table was made.
    pub made_at: Timestamp,
    /// What was asked.
    pub asked: Asked,
    /// What was found; absent when many queries were asked, each of which has a row of its own.
    pub found: Option<Found>,
    /// What was asked of.
    pub kept: Kept,
}

/// What was asked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The query as typed; of many queries, nothing.
    pub query: String,
    /// How many queries were asked, when it is not the one above.
    pub queries: Option<usize>,
    /// Whether the text was taken for mere words, since it is no query.
    pub plain: bool,
    /// Whether a post must hold every word.
    pub need_all: bool,
    /// Whether words were looked for in the other language, too.
    pub expanded: bool,
    /// Filters by their name in the query language, such as (`lang`, `kk`).
    pub filters: Vec<(String, String)>,
    /// Words of the query and what they were taken for in the other language.
    pub translations: Vec<(String, Vec<String>)>,
    /// The order: `relevance`, `newest` or `oldest`.
    pub order: String,
    /// Whether texts that repeat one another are one row.
    pub folded: bool,
    /// Most rows that were wanted, of each query.
    pub limit: usize,
}

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Posts that match.
    pub texts: usize,
    /// Posts that match and repeat no other.
    pub voices: usize,
    /// Posts that hold every word.
    pub complete: usize,
    /// Rows of the table.
    pub rows: usize,
}

/// The state of the index that was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// The change of the store that it reflects.
    pub position: i64,
    /// Changes of the store that it did not reflect yet.
    pub behind: i64,
    /// Posts it held.
    pub posts: u64,
    /// When the newest of them was published.
    pub newest: Option<Timestamp>,
}

impl Method {
    /// The note as names and values.
    pub fn lines(&self, language: NoteLanguage) -> Vec<(String, String)> {
        let say = |word: Word| language.say(word).to_owned();
        let truth = |truth: bool| say(if truth { Word::Yes } else { Word::No });
        let asked = &self.asked;
        let mut lines = Vec::new();
        match asked.queries {
            Some(queries) => lines.push((say(Word::Queries), queries.to_string())),
            None => {
                lines.push((say(Word::Query), asked.query.clone()));
                lines.push((say(Word::Read), say(if asked.plain { Word::AsWords } else { Word::AsQuery })));
            }
        }
        for (name, value) in &asked.filters {
            lines.push((format!("{}: {name}", language.say(Word::Filter)), value.clone()));
        }
        if asked.filters.is_empty() {
            lines.push((say(Word::Filter), say(Word::None)));
        }
        lines.push((say(Word::NeedAll), truth(asked.need_all)));
        lines.push((say(Word::OtherLanguage), truth(asked.expanded)));
        for (typed, also) in &asked.translations {
            lines.push((format!("{}: {typed}", language.say(Word::Also)), also.join(", ")));
        }
        let order = match asked.order.as_str() {
            "newest" => Word::Newest,
            "oldest" => Word::Oldest,
            _ => Word::Relevance,
        };
        lines.push((say(Word::Order), say(order)));
        lines.push((say(Word::Folded), truth(asked.folded)));
        lines.push((say(Word::Limit), asked.limit.to_string()));
        if let Some(found) = &self.found {
            lines.push((say(Word::Texts), found.texts.to_string()));
            lines.push((say(Word::Voices), found.voices.to_string()));
            lines.push((say(Word::Complete), found.complete.to_string()));
            lines.push((say(Word::Rows), found.rows.to_string()));
        }
        let kept = &self.kept;
        lines.push((say(Word::Position), kept.position.to_string()));
        if kept.behind != 0 {
            lines.push((say(Word::Behind), kept.behind.to_string()));
        }
        lines.push((say(Word::Posts), kept.posts.to_string()));
        lines.push((say(Word::NewestPost), kept.newest.map_or_else(|| say(Word::None), shown)));
        lines.push((say(Word::Program), self.program.clone()));
        lines.push((say(Word::MadeAt), shown(self.made_at)));
        lines.push((say(Word::Times), say(Word::KazakhstanTime)));
        lines.push((say(Word::Caution), say(Word::CautionText)));
        lines
    }

    /// The note as text, one line a name: what stands beside a table of text.
    pub fn text(&self, language: NoteLanguage) -> String {
        let mut text = String::new();
        for (name, value) in self.lines(language) {
            let value = value.replace(['\n', '\r'], " ");
            text.push_str(&format!("{name}: {value}\n"));
        }
        text
    }
}

/// A moment as the clocks of Kazakhstan show it.
fn shown(at: Timestamp) -> String {
    format!("{} (UTC+5)", KAZAKHSTAN.to_datetime(at).strftime("%Y-%m-%d %H:%M:%S"))
}
