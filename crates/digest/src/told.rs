//! What earlier editions had wrong, which did not arrive, and what saved searches told → statements.

use std::cmp::Reverse;

use dauys_model::{EditionKey, News};

use crate::dates::Dates;
use crate::input::{Correction, FiredAlert, WhatWasWrong};
use crate::links::Pages;
use crate::said::Said;
use crate::statement::{Ref, Sentence};
use crate::teller::Teller;
use crate::view::Alert;

/// The corrections, those of the newest edition first.
pub(crate) fn corrections(corrections: &[Correction], teller: Teller) -> Vec<Sentence> {
    let mut sorted: Vec<&Correction> = corrections.iter().collect();
    sorted.sort_by_key(|correction| {
        let edition = &correction.edition;
        (Reverse(edition.day), edition.period, &correction.topic, kind_of(&correction.was))
    });
    sorted.dedup();
    sorted.into_iter().map(|correction| correct(correction, teller)).collect()
}

/// A fixed order of corrections of one topic.
fn kind_of(was: &WhatWasWrong) -> (u8, u32, u32) {
    match was {
        WhatWasWrong::Voices { told, known } => (0, *told, *known),
        WhatWasWrong::Merged { .. } => (1, 0, 0),
        WhatWasWrong::Gone => (2, 0, 0),
    }
}

fn correct(correction: &Correction, teller: Teller) -> Sentence {
    let texts = &teller.wording.corrections;
    let edition = teller.edition(&correction.edition);
    let topic = Said::name("topic", &correction.title);
    let mut refs = vec![Ref::Edition(correction.edition.clone()), Ref::Topic(correction.topic.clone())];
    let said = match &correction.was {
        WhatWasWrong::Voices { told, known } => Said::fill(
            &texts.voices,
            &[
                ("topic", &topic),
                ("edition", &edition),
                ("told", &teller.number("told", *told)),
                ("voices", &teller.counted("voices", &teller.wording.counted.short, *known)),
            ],
        ),
        WhatWasWrong::Merged { into, title } => {
            refs.push(Ref::Topic(into.clone()));
            let into = Said::name("topic", title);
            Said::fill(&texts.merged, &[("topic", &topic), ("edition", &edition), ("into", &into)])
        }
        WhatWasWrong::Gone => Said::fill(&texts.gone, &[("topic", &topic), ("edition", &edition)]),
    };
    said.capitalized().resting_on(refs)
}

/// The editions that did not arrive, the newest first.
pub(crate) fn missed(editions: &[EditionKey], teller: Teller) -> Vec<Sentence> {
    let mut sorted: Vec<&EditionKey> = editions.iter().collect();
    sorted.sort_by_key(|edition| (Reverse(edition.day), edition.period, &edition.subscription));
    sorted.dedup();
    let tell = |edition: &EditionKey| {
        let said = Said::fill(&teller.wording.corrections.missed, &[("edition", &teller.edition(edition))]);
        said.capitalized().resting_on([Ref::Edition(edition.clone())])
    };
    sorted.into_iter().map(tell).collect()
}

/// The notices of saved searches, the newest first.
pub(crate) fn alerts(alerts: &[FiredAlert], pages: Pages<'_>, teller: Teller) -> Vec<Alert> {
    let mut sorted: Vec<&FiredAlert> = alerts.iter().collect();
    sorted.sort_by_key(|alert| (Reverse(alert.told.at), alert.notice));
    sorted.dedup_by_key(|alert| alert.notice);
    sorted
        .into_iter()
        .map(|alert| Alert {
            notice: alert.notice,
            search: alert.search.clone(),
            sentence: alerted(alert, teller).resting_on(
                [Ref::Notice(alert.notice)]
                    .into_iter()
                    .chain(alert.told.posts.iter().copied().map(Ref::Post)),
            ),
            link: pages.saved(alert.of),
        })
        .collect()
}

fn alerted(alert: &FiredAlert, teller: Teller) -> Said {
    let texts = &teller.wording.alerts;
    let counted = &teller.wording.counted;
    let search = Said::name("search", &alert.search);
    let short = |n: u32| teller.counted("voices", &counted.short, n);
    let said = match alert.told.news {
        News::New { voices, since, doubled } => {
            let since = teller.moment("since", since, Dates::since_moment);
            let (template, voices) = if doubled {
                (&texts.doubled, short(voices))
            } else {
                (&texts.new, teller.counted("voices", &counted.new_voices, voices))
            };
            Said::fill(template, &[("search", &search), ("voices", &voices), ("since", &since)])
        }
        News::Report { voices, since } => {
            let since = teller.moment("since", since, Dates::since_moment);
            let template = if voices == 0 { &texts.nothing } else { &texts.new };
            let voices = teller.counted("voices", &counted.new_voices, voices);
            Said::fill(template, &[("search", &search), ("voices", &voices), ("since", &since)])
        }
        News::Unusual { day, voices, norm, since, .. } => {
            let (template, from) = match since {
                Some(since) => (&texts.grows, since),
                None => (&texts.unusual, day),
            };
            let since = teller.day("since", from, Dates::since);
            Said::fill(
                template,
                &[
                    ("search", &search),
                    ("on", &teller.day("day", day, Dates::on)),
                    ("voices", &short(voices)),
                    ("norm", &teller.measure("norm", norm)),
                    ("since", &since),
                ],
            )
        }
        News::Usual { day, voices, since, .. } => Said::fill(
            &texts.usual,
            &[
                ("search", &search),
                ("on", &teller.day("day", day, Dates::on)),
                ("voices", &short(voices)),
                ("since", &teller.day("since", since, Dates::since)),
            ],
        ),
    };
    said.capitalized()
}
