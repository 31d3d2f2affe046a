//! `search`: one query for a person, or many for a table.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use dauys_model::{CategoryId, Kind, Language, PostId, SourceId};
use dauys_search::{Answer, Filters, Highlighter, Hit, Index, Need, Query, Syntax};
use dauys_store::{Store, StoredPost};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cli::SearchArgs;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::{commands, out};

/// How long a snippet may be, in characters.
const SNIPPET_CHARS: usize = 220;

#[derive(Serialize)]
struct Found<'a> {
    id: PostId,
    external_id: &'a str,
    url: Option<&'a str>,
    score: f32,
    source: &'a SourceId,
    published_at: Timestamp,
    lang: Language,
    kind: Kind,
    category: Option<&'a str>,
    topic: Option<&'a str>,
    duplicate_of: Option<PostId>,
    title: &'a str,
    snippet: String,
    highlights: Vec<[usize; 2]>,
}

/// Searches.
pub(crate) fn run(home: &Home, arguments: &SearchArgs) -> anyhow::Result<Exit> {
    let filters = filters(arguments)?;
    let store = home.existing_store()?;
    if !home.index_folder().exists() {
        bail!("there is no index at `{}`: run `dauys index`", home.index_folder().display());
    }
    let index =
        home.index().context("opening the index; `dauys index --rebuild` makes it anew from the store")?;
    let behind = store.last_change()?.saturating_sub(index.position()?);
    if behind != 0 {
        out::say(format!("dauys: the index is {behind} changes behind the store: run `dauys index`"));
    }
    match &arguments.batch {
        Some(path) => batch(&store, &index, &filters, path),
        None => one(&store, &index, &filters, arguments),
    }
}

/// A query without words: the filters of the command line.
fn filters(arguments: &SearchArgs) -> anyhow::Result<Query> {
    commands::check_category(arguments.category.as_deref())?;
    let mut query = Query::new("");
    query.filters = Filters {
        from: arguments.from,
        to: arguments.to,
        languages: arguments.lang.into_iter().collect(),
        regions: commands::region(arguments.region.as_deref())?.into_iter().collect(),
        categories: arguments.category.iter().cloned().map(CategoryId).collect(),
        sources: arguments.source.iter().cloned().collect(),
        kinds: arguments.kind.into_iter().collect(),
        topics: Vec::new(),
    };
    query.limit = arguments.limit;
    Ok(query)
}

fn one(store: &Store, index: &Index, filters: &Query, arguments: &SearchArgs) -> anyhow::Result<Exit> {
    let text = arguments.query.clone().unwrap_or_default();
    let query = Query { text: text.clone(), ..filters.clone() };
    let hits = match index.search(&query) {
        Ok(hits) => hits,
        Err(dauys_search::Error::Syntax { fault, at }) => {
            let pointer = format!("{}{}", " ".repeat(at.start), "^".repeat(at.len()));
            return Err(Misuse(format!("the query cannot be read: {fault}\n  {text}\n  {pointer}")).into());
        }
        Err(dauys_search::Error::Refused(why)) => return Err(Misuse(why.en().to_owned()).into()),
        Err(error) => return Err(error).context("searching"),
    };
    let highlighter = Highlighter::new(&text, query.syntax)?;
    let mut data = out::data();
    if arguments.json {
        each(store, &hits, &highlighter, |found| data.json(&found))?;
    } else if arguments.csv {
        let mut table = csv::Writer::from_writer(data.writer());
        table.write_record([
            "id",
            "external_id",
            "url",
            "score",
            "source",
            "published_at",
            "lang",
            "kind",
            "category",
            "topic",
            "title",
            "snippet",
        ])?;
        each(store, &hits, &highlighter, |found| {
            table.write_record([
                &found.id.to_string(),
                found.external_id,
                found.url.unwrap_or_default(),
                &found.score.to_string(),
                found.source.as_str(),
                &found.published_at.to_string(),
                found.lang.code(),
                found.kind.code(),
                found.category.unwrap_or_default(),
                found.topic.unwrap_or_default(),
                found.title,
                &found.snippet,
            ])?;
            Ok(())
        })?;
        table.flush()?;
    } else {
        out::say(format!(
            "{} posts{}",
            hits.texts,
            if hits.texts > hits.hits.len() {
                format!(", the best {}", hits.hits.len())
            } else {
                String::new()
            }
        ));
        let is_terminal = out::stdout_is_terminal();
        each(store, &hits, &highlighter, |found| data.text(&card(&found, is_terminal)))?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn batch(store: &Store, index: &Index, filters: &Query, path: &Path) -> anyhow::Result<Exit> {
    #[derive(Deserialize)]
    struct Asked {
        query: String,
        #[serde(flatten)]
        rest: BTreeMap<String, serde_json::Value>,
    }
    #[derive(Serialize)]
    struct Answered<'a> {
        query: &'a str,
        #[serde(flatten)]
        rest: BTreeMap<String, serde_json::Value>,
        total: usize,
        /// Why the query was not answered, if so.
        #[serde(skip_serializing_if = "Option::is_none")]
        refused: Option<&'static str>,
        hits: Vec<serde_json::Value>,
    }
    let reader: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).with_context(|| format!("opening `{}`", path.display()))?))
    };
    let mut data = out::data();
    for (number, line) in reader.lines().enumerate() {
        let line = line.with_context(|| format!("{}: line {}", path.display(), number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let asked: Asked = serde_json::from_str(&line).map_err(|error| {
            anyhow::anyhow!("{}: line {}: not an object with a `query`: {error}", path.display(), number + 1)
        })?;
        let mut query = Query { text: asked.query.clone(), need: Need::Any, ..filters.clone() };
        let hits = match index.search(&query) {
            // A question is often no query: what cannot be read as one is looked for word by word.
            Err(dauys_search::Error::Syntax { .. }) => {
                query.syntax = Syntax::Plain;
                index.search(&query)
            }
            answer => answer,
        };
        if let Err(dauys_search::Error::Refused(why)) = &hits {
            let (query, refused) = (&asked.query, Some(why.en()));
            data.json(&Answered { query, rest: asked.rest, total: 0, refused, hits: Vec::new() })?;
            continue;
        }
        let hits = hits.with_context(|| format!("{}: line {}: searching", path.display(), number + 1))?;
        let highlighter = Highlighter::new(&asked.query, query.syntax)?;
        let mut found = Vec::with_capacity(hits.hits.len());
        each(store, &hits, &highlighter, |hit| {
            found.push(serde_json::to_value(&hit)?);
            Ok(())
        })?;
        let (query, total) = (&asked.query, hits.texts);
        data.json(&Answered { query, rest: asked.rest, total, refused: None, hits: found })?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn each(
    store: &Store,
    hits: &Answer,
    highlighter: &Highlighter,
    mut take: impl FnMut(Found<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for hit in &hits.hits {
        // A post erased after the last commit of the index is in the one and not in the other.
        if let Some(stored) = store.post(hit.post)? {
            take(found(&stored, hit, highlighter))?;
        }
    }
    Ok(())
}

fn found<'a>(stored: &'a StoredPost, hit: &Hit, highlighter: &Highlighter) -> Found<'a> {
    let post = &stored.post;
    let snippet = highlighter.snippet(&post.text, &dauys_text::Given::of(post), SNIPPET_CHARS);
    let characters = |byte: usize| snippet.text[..byte].chars().count();
    let highlights =
        snippet.highlights.iter().map(|range| [characters(range.start), characters(range.end)]).collect();
    Found {
        id: post.id,
        external_id: &post.key,
        url: post.url.as_ref().map(url::Url::as_str),
        score: hit.score,
        source: &post.source,
        published_at: post.published_at,
        lang: post.language,
        kind: post.kind,
        category: post.category.as_ref().map(|category| category.0.as_str()),
        topic: stored.topic.as_ref().map(|topic| topic.0.as_str()),
        duplicate_of: stored.duplicate_of,
        title: &post.title,
        highlights,
        snippet: snippet.text,
    }
}

/// A hit for a person: one line of facts, the title, the snippet with the found words set off.
fn card(found: &Found<'_>, is_terminal: bool) -> String {
    let (open, close) = if is_terminal { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let at = dauys_model::KAZAKHSTAN.to_datetime(found.published_at).strftime("%d.%m.%Y %H:%M").to_string();
    let mut card = format!("\n{} · {at} · {} · {} · {}", found.id, found.source, found.kind, found.lang);
    if let Some(category) = found.category {
        card.push_str(&format!(" · {category}"));
    }
    if let Some(topic) = found.topic {
        card.push_str(&format!(" · topic {topic}"));
    }
    card.push('\n');
    if !found.title.is_empty() {
        card.push_str(&format!("{}\n", found.title));
    }
    let characters: Vec<char> = found.snippet.chars().collect();
    let mut at = 0;
    for [start, end] in &found.highlights {
        card.extend(&characters[at..*start]);
        card.push_str(open);
        card.extend(&characters[*start..*end]);
        card.push_str(close);
        at = *end;
    }
    card.extend(&characters[at..]);
    card.push('\n');
    if let Some(url) = found.url {
        card.push_str(&format!("{url}\n"));
    }
    card
}
