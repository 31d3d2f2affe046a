//! How a digest came about → statements: what made it, what editors did, how to understand it.

use dauys_model::Reviewed;
use jiff::civil::Date;

use crate::dates::Dates;
use crate::input::Provenance;
use crate::said::Said;
use crate::statement::{Ref, Sentence};
use crate::teller::Teller;
use crate::wording::Wording;

/// That it was made automatically from open sources, and with what.
pub(crate) fn made_with(provenance: &Provenance, since: Date, teller: Teller) -> Vec<Sentence> {
    let texts = &teller.wording.made;
    let run = || Ref::Run(provenance.position);
    // A position is a number of a record, which a float of the facts holds exactly up to 2⁵³.
    let position = crate::statement::Value::Number(provenance.position as f64);
    let values = [
        ("version", &Said::name("version", &provenance.version)),
        ("configuration", &Said::name("configuration", &provenance.configuration)),
        ("position", &Said::value("position", position, provenance.position.to_string())),
        ("range", &teller.days("window", since, teller.day, Dates::range)),
    ];
    vec![
        Said::words(&texts.automatically).resting_on([Ref::Method("extraction".into()), run()]),
        Said::fill(&texts.with, &values).resting_on([run()]),
    ]
}

/// Who approved it and when, and how many topics were left out.
pub(crate) fn review(reviewed: &Reviewed, left_out: u32, teller: Teller) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let account = reviewed.approved.as_ref().map(|(by, _)| Ref::Review(by.clone()));
    if left_out > 0 {
        let said = teller.counted("left_out", &teller.wording.counted.left_out, left_out);
        sentences.push(said.resting_on([Ref::Method("review".into())].into_iter().chain(account.clone())));
    }
    if let Some((by, at)) = &reviewed.approved {
        let values =
            [("by", &Said::name("account", by)), ("at", &teller.moment("approved", *at, Dates::moment))];
        sentences.push(Said::fill(&teller.wording.review.approved, &values).resting_on(account));
    }
    sentences
}

/// What the words of a digest mean.
pub(crate) fn how_to_read(wording: &Wording) -> Vec<Sentence> {
    let explain = |method: &str, text: &str| Said::words(text).resting_on([Ref::Method(method.to_owned())]);
    wording.how.lines.iter().map(|line| explain(&line.method, &line.text)).collect()
}
