//! How a query meets one post: where every part of its score comes from, or why it is no hit.

use anyhow::Context;
use dauys_model::PostId;
use dauys_search::{Explained, Points, Query, Role, Way};
use serde_json::{Value, json};

use super::{Asked, export, refused, seen};
use crate::cli::{SearchArgs, SearchFormat};
use crate::exit::{Exit, Misuse};

/// Characters of a word that are shown.
const WORD_CHARS: usize = 60;

/// Explains.
pub(super) fn run(
    asked: &Asked<'_>,
    post: PostId,
    filters: Query,
    arguments: &SearchArgs,
    format: SearchFormat,
) -> anyhow::Result<Exit> {
    let text = arguments.query.clone().unwrap_or_default();
    let query = Query { text: text.clone(), ..filters };
    let explained = asked.index.explain(&query, post).map_err(|error| refused(&text, error))?;
    let Some(explained) = explained else {
        return Err(Misuse(format!("the index holds no post {post}")).into());
    };
    let bytes = match format {
        SearchFormat::Text => words(post, &explained).into_bytes(),
        SearchFormat::Json | SearchFormat::Jsonl => {
            let mut bytes = serde_json::to_vec(&object(post, &explained)).context("writing")?;
            bytes.push(b'\n');
            bytes
        }
        SearchFormat::Csv | SearchFormat::Xlsx => {
            return Err(Misuse("an explanation is text or json".into()).into());
        }
    };
    export::give(arguments.output.as_deref(), &bytes)?;
    Ok(Exit::Well)
}

fn words(post: PostId, explained: &Explained) -> String {
    let mut text = if explained.matches {
        format!(
            "post {post} matches: score {:.3}, newness ×{:.3}, {} words missing\n",
            explained.score, explained.recency, explained.missing
        )
    } else {
        format!("post {post} does not match\n")
    };
    for filter in &explained.failing {
        text.push_str(&format!("  it does not fit the filter: {filter}\n"));
    }
    for part in &explained.parts {
        let typed = seen::line(&part.typed, WORD_CHARS);
        if part.points == 0.0 && part.terms.is_empty() {
            text.push_str(&format!("  {typed} ({}): lacking\n", role(part)));
            continue;
        }
        text.push_str(&format!("  {typed} ({}): {:.3}\n", role(part), part.points));
        for term in &part.terms {
            text.push_str(&format!(
                "    {} ({}): {} times, {} in the title, weight {:.3}, points {:.3}\n",
                seen::line(&term.term, WORD_CHARS),
                way(term.way),
                term.occurrences,
                term.in_title,
                term.weight,
                term.points
            ));
        }
    }
    text
}

fn object(post: PostId, explained: &Explained) -> Value {
    let terms = |part: &Points| -> Vec<Value> {
        part.terms
            .iter()
            .map(|term| {
                json!({"term": term.term, "way": way(term.way), "occurrences": term.occurrences,
                       "in_title": term.in_title, "weight": term.weight, "points": term.points})
            })
            .collect()
    };
    let parts: Vec<Value> = explained
        .parts
        .iter()
        .map(|part| {
            json!({"typed": part.typed, "role": role(part), "points": part.points, "terms": terms(part)})
        })
        .collect();
    let failing: Vec<String> = explained.failing.iter().map(ToString::to_string).collect();
    json!({"post": post, "matches": explained.matches, "score": explained.score, "missing": explained.missing,
           "recency": explained.recency, "failing": failing, "parts": parts})
}

fn role(part: &Points) -> &'static str {
    match part.role {
        Role::Word => "word",
        Role::Beginning => "beginning",
        Role::Phrase => "phrase",
        Role::Pair => "pair",
        Role::Stop => "stop word",
        Role::Negation => "negation",
    }
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Own => "the word",
        Way::Alias => "another spelling",
        Way::Related => "begins alike",
        Way::Negated => "negated",
    }
}
