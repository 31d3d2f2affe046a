//! The input as it came → the same with plain texts, so that nothing after this meets a line break, a control
//! character, an empty name or a name twice.

use crate::input::{Coverage, FailedSource, Input, WhatWasWrong};
use crate::wording::Wording;
use crate::{clean, links};

/// Every text of the input as plain lines, lists without repetition.
pub(crate) fn tidy(input: &mut Input) {
    let redacted = &Wording::of(input.interface).redacted;
    clean_line(&mut input.title);
    clean_list(&mut input.filters);
    for topic in &mut input.topics {
        clean_line(&mut topic.matter);
        clean_line(&mut topic.group);
        if let Some(place) = &mut topic.place {
            clean_line(&mut place.name);
            place.locative.iter_mut().chain(&mut place.region).for_each(clean_line);
        }
        clean_list(&mut topic.sources);
        topic.sources.sort();
        clean_list(&mut topic.responsible);
        for quote in &mut topic.quotes {
            quote.text = clean::quote(&quote.text, redacted);
            clean_line(&mut quote.source);
        }
        topic.quotes.retain(|quote| !quote.text.is_empty());
        if let Some(phrase) = &mut topic.phrase {
            phrase.text = clean::quote(&phrase.text, redacted);
        }
    }
    let Coverage { heard, silent, failed, unseen, .. } = &mut input.coverage;
    clean_list(unseen);
    for sources in [heard, silent] {
        sources.iter_mut().for_each(|source| clean_line(&mut source.name));
        sources.retain(|source| !source.name.is_empty());
        sources.sort();
        sources.dedup();
    }
    for FailedSource { name, reason, .. } in failed {
        clean_line(name);
        clean_line(reason);
    }
    tidy_records(input);
    clean_line(&mut input.provenance.version);
    clean_line(&mut input.provenance.configuration);
}

/// What is told beside the topics: records of the office, of editors and of saved searches.
fn tidy_records(input: &mut Input) {
    let redacted = &Wording::of(input.interface).redacted;
    let Input { corrections, dues, alerts, counts, reviewed, pages, .. } = input;
    for correction in corrections {
        clean_line(&mut correction.title);
        if let WhatWasWrong::Merged { title, .. } = &mut correction.was {
            clean_line(title);
        }
    }
    for answer in dues {
        answer.title.iter_mut().for_each(clean_line);
        answer.due.what = clean::quote(&answer.due.what, redacted);
    }
    for alert in alerts {
        clean_line(&mut alert.search);
    }
    for count in counts {
        clean_line(&mut count.region_name);
        clean_line(&mut count.category_name);
    }
    for note in &mut reviewed.notes {
        note.text = clean::quote(&note.text, redacted);
        clean_line(&mut note.by);
    }
    if let Some((by, _)) = &mut reviewed.approved {
        clean_line(by);
    }
    *pages = pages.as_deref().and_then(links::base);
}

fn clean_line(text: &mut String) {
    *text = clean::line(text);
}

/// Cleans a list and drops empty and repeated entries; the order stays.
fn clean_list(list: &mut Vec<String>) {
    list.iter_mut().for_each(clean_line);
    let mut seen: Vec<String> = Vec::with_capacity(list.len());
    list.retain(|text| {
        let fresh = !text.is_empty() && !seen.contains(text);
        if fresh {
            seen.push(text.clone());
        }
        fresh
    });
}
