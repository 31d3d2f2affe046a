//! `evaluate`: how our judgement of posts agrees with the marks that persons set.
//!
//! A post counts as a complaint when it raises a problem first-hand, by its complaint score; as a notice when it was read as one or its source
//! is one; as news when its kind is news and it is no complaint. Marks judge what was found, and are no sample of all that was written: what persons chose to look at
//! first shows in the figures.

use std::collections::BTreeMap;

use dauys_model::{Kind, Mark, Post, Stance};
use serde::Serialize;

use crate::agreement::{Agreement, Share};
use crate::cli::EvaluateArgs;
use crate::exit::Exit;
use crate::home::Home;
use crate::out;

/// Fewer marks say too little: with 30 the interval of a share of 0.8 is wider than a quarter.
const FEW: u64 = 30;

/// Marks that a slice of language and kind has at the least to be called the worst.
const SLICE: u64 = 15;

/// The agreement on one question.
#[derive(Serialize)]
struct Figures {
    question: &'static str,
    marks: u64,
    both: u64,
    ours_only: u64,
    marks_only: u64,
    neither: u64,
    precision: Option<[f64; 3]>,
    recall: Option<[f64; 3]>,
    f1: Option<[f64; 3]>,
}

#[derive(Serialize)]
struct Report {
    marks: u64,
    is_enough: bool,
    questions: Vec<Figures>,
    /// Language and kind of which complaints are told worst, with its F1; absent while no slice has enough marks.
    worst: Option<(String, f64, u64)>,
}

/// Prints the figures.
pub(crate) fn run(home: &Home, arguments: &EvaluateArgs) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let mut questions: [(&'static str, Mark, Agreement); 3] = [
        ("complaint", Mark::Complaint, Agreement::default()),
        ("news", Mark::News, Agreement::default()),
        ("notice", Mark::Notice, Agreement::default()),
    ];
    let mut slices: BTreeMap<String, Agreement> = BTreeMap::new();
    store.each_mark(|marked| -> anyhow::Result<()> {
        let post = &marked.post.post;
        for (_, mark, agreement) in &mut questions {
            agreement.add(is_ours(post, *mark), marked.mark == *mark);
        }
        let slice = slices.entry(format!("{} {}", post.language.code(), post.kind.code())).or_default();
        slice.add(is_ours(post, Mark::Complaint), marked.mark == Mark::Complaint);
        Ok(())
    })?;
    let marks = questions[0].2.all();
    let report = Report {
        marks,
        is_enough: marks >= FEW,
        questions: questions.iter().map(|(question, _, agreement)| figures(question, agreement)).collect(),
        worst: worst(&slices),
    };
    let mut data = out::data();
    if arguments.json {
        data.json(&report)?;
    } else {
        data.text(&table(&report))?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

/// The complaint score from which on a post is a complaint.
const COMPLAINS: f32 = 0.5;

/// Whether we judge a post to be what a mark says.
fn is_ours(post: &Post, mark: Mark) -> bool {
    let is_complaint = post.complaint >= COMPLAINS;
    match mark {
        Mark::Complaint => is_complaint,
        Mark::News => post.kind == Kind::News && !is_complaint,
        Mark::Notice => post.kind == Kind::Notice || post.stance == Stance::Notice,
        Mark::NotOurs => false,
    }
}

fn figures(question: &'static str, agreement: &Agreement) -> Figures {
    let ends = |share: Share| [share.value, share.low, share.high].map(|end| (end * 1000.0).round() / 1000.0);
    Figures {
        question,
        marks: agreement.all(),
        both: agreement.both,
        ours_only: agreement.ours,
        marks_only: agreement.theirs,
        neither: agreement.neither,
        precision: agreement.precision().map(ends),
        recall: agreement.recall().map(ends),
        f1: agreement.f1().map(ends),
    }
}

fn worst(slices: &BTreeMap<String, Agreement>) -> Option<(String, f64, u64)> {
    let judged = slices.iter().filter(|(_, agreement)| agreement.all() >= SLICE);
    let scored = judged.filter_map(|(name, agreement)| Some((name, agreement.f1()?.value, agreement.all())));
    scored
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(name, f1, marks)| (name.clone(), (f1 * 1000.0).round() / 1000.0, marks))
}

fn table(report: &Report) -> String {
    let mut text = format!("{} marked posts\n", report.marks);
    if !report.is_enough {
        text.push_str(&format!(
            "too few to judge by: mark at least {FEW}, best some hundreds, with `dauys mark` or on the triage page\n"
        ));
    }
    if report.marks == 0 {
        return text;
    }
    text.push_str(
        "\nquestion    both  ours only  marks only  precision            recall               F1\n",
    );
    let share = |share: Option<[f64; 3]>| {
        share.map_or_else(|| "–".to_owned(), |[value, low, high]| format!("{value:.3} [{low:.3}, {high:.3}]"))
    };
    for one in &report.questions {
        text.push_str(&format!(
            "{:<10} {:>5}  {:>9}  {:>10}  {:<19}  {:<19}  {}\n",
            one.question,
            one.both,
            one.ours_only,
            one.marks_only,
            share(one.precision),
            share(one.recall),
            share(one.f1)
        ));
    }
    text.push_str(&match &report.worst {
        Some((slice, f1, marks)) => format!("\nworst at complaints: {slice}, F1 {f1:.3} of {marks} marks\n"),
        None => format!("\nno language and kind has {SLICE} marks yet, so none can be called the worst\n"),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_slice_has_enough_marks() {
        let poor = Agreement { both: 1, ours: 2, theirs: 3, neither: 0 };
        let fair = Agreement { both: 10, ours: 2, theirs: 2, neither: 6 };
        let good = Agreement { both: 18, ours: 1, theirs: 1, neither: 2 };
        let slices: BTreeMap<String, Agreement> =
            [("kk comment", poor), ("ru news", fair), ("kk news", good)]
                .map(|(name, one)| (name.to_owned(), one))
                .into();
        assert_eq!(worst(&slices), Some(("ru news".to_owned(), 0.833, 20)));
        assert_eq!(worst(&BTreeMap::new()), None);
    }

    #[test]
    fn few_marks_are_said_to_be_few() {
        let report = Report { marks: 3, is_enough: false, questions: Vec::new(), worst: None };
        assert!(table(&report).contains("too few"));
    }
}
