//! What was heard → the coverage box, and the one sentence of a quiet day. Silence is told apart from deafness.

use crate::input::{Coverage, SourceName};
use crate::said::Said;
use crate::statement::{Ref, Sentence};
use crate::teller::Teller;
use crate::view::CoverageBox;

/// The counts of the period in words.
pub(crate) fn coverage_box(mut coverage: Coverage, teller: Teller) -> CoverageBox {
    for names in [&mut coverage.heard, &mut coverage.silent] {
        names.sort();
    }
    coverage.failed.sort();
    let counted = &teller.wording.counted;
    let texts = &teller.wording.coverage;
    let of = |ids: &mut dyn Iterator<Item = &dauys_model::SourceId>| -> Vec<Ref> {
        ids.map(|id| Ref::Source(id.clone())).collect()
    };
    let named = |sources: &[SourceName]| of(&mut sources.iter().map(|source| &source.id));
    let failed_refs = of(&mut coverage.failed.iter().map(|source| &source.id));
    let asked = [named(&coverage.heard), named(&coverage.silent), failed_refs.clone()].concat();
    let method = || [Ref::Method("coverage".into()), Ref::Counts(teller.day)];
    let heard = coverage.heard.len() as u32;
    let all = heard + (coverage.silent.len() + coverage.failed.len()) as u32;
    let heard_of_all = if heard == 0 {
        Said::words(&texts.heard_none)
    } else {
        let values = [
            ("heard", &teller.number("heard", heard)),
            ("part", &teller.part("heard", heard)),
            ("all", &teller.number("sources", all)),
        ];
        Said::fill(teller.wording.form(&counted.heard, all), &values)
    };
    let posts = [
        ("read", &teller.number("read", coverage.read)),
        ("rejected", &teller.number("rejected", coverage.rejected)),
        ("pending", &teller.number("pending", coverage.pending)),
    ];
    let mut sentences = vec![
        heard_of_all.resting_on(asked.into_iter().chain(method())),
        Said::fill(&texts.posts, &posts).resting_on(method()),
    ];
    if coverage.waiting > 0 {
        let values = [
            ("n", &teller.number("waiting", coverage.waiting)),
            ("threshold", &teller.counted("threshold", &counted.threshold, coverage.min_voices)),
            ("urgent", &teller.number("threshold_urgent", coverage.min_voices_urgent)),
        ];
        let template = teller.wording.form(&counted.waiting, coverage.waiting);
        sentences
            .push(Said::fill(template, &values).resting_on([Ref::Method("waiting".into()), counts(teller)]));
    }
    let failed = coverage.failed.len() as u32;
    CoverageBox {
        heard: names(coverage.heard),
        silent: names(coverage.silent),
        failed: coverage.failed,
        read: coverage.read,
        rejected: coverage.rejected,
        pending: coverage.pending,
        unseen: coverage.unseen,
        waiting: coverage.waiting,
        sentences,
        warning: (failed > 0)
            .then(|| teller.counted("failed", &counted.failed, failed).resting_on(failed_refs)),
    }
}

fn counts(teller: Teller) -> Ref {
    Ref::Counts(teller.day)
}

fn names(sources: Vec<SourceName>) -> Vec<String> {
    sources.into_iter().map(|source| source.name).collect()
}

/// The one sentence of a period without an active topic.
pub(crate) fn quiet_day(coverage: &CoverageBox, min_voices: u32, teller: Teller) -> Sentence {
    let texts = teller.of_period();
    if coverage.read == 0 {
        return Said::words(&texts.no_data).resting_on([counts(teller), Ref::Method("coverage".into())]);
    }
    let counted = &teller.wording.counted;
    let threshold = teller.counted("threshold", &counted.threshold, min_voices);
    let (template, failed, refs) = match &coverage.warning {
        Some(warning) => {
            let failed = teller.counted("failed", &counted.failed, coverage.failed.len() as u32);
            (&texts.calm_but_deaf, failed, warning.refs.clone())
        }
        None => (&texts.calm, Said::default(), Vec::new()),
    };
    let refs = [counts(teller), Ref::Method("voices".into())].into_iter().chain(refs);
    Said::fill(template, &[("threshold", &threshold), ("failed", &failed)]).resting_on(refs)
}
