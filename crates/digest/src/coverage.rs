//! What was heard → the coverage box, and the one sentence of a quiet day. Silence is told apart from deafness.

use crate::input::{Coverage, SourceName};
use crate::statement::{Ref, Sentence};
use crate::view::CoverageBox;
use crate::wording::{Wording, fill};

/// The counts of a day in words.
pub(crate) fn coverage_box(mut coverage: Coverage, wording: &Wording) -> CoverageBox {
    for names in [&mut coverage.heard, &mut coverage.silent] {
        names.sort();
    }
    let asked = || {
        let named = coverage.heard.iter().chain(&coverage.silent).map(|source| &source.id);
        let all = named.chain(coverage.failed.iter().map(|source| &source.id));
        all.map(|id| Ref::Source(id.clone())).chain([Ref::Method("coverage".into())]).collect::<Vec<Ref>>()
    };
    let refs = asked();
    coverage.failed.sort();
    let heard = coverage.heard.len();
    let all = heard + coverage.silent.len() + coverage.failed.len();
    let heard_of_all = if heard == 0 {
        wording.coverage.heard_none.clone()
    } else {
        let part = wording.part(heard as u32);
        let form = wording.form(&wording.counted.heard, all as u32);
        fill(form, &[("heard", &heard), ("part", &part), ("all", &all)])
    };
    let mut sentences = vec![
        heard_of_all,
        fill(
            &wording.coverage.posts,
            &[("read", &coverage.read), ("rejected", &coverage.rejected), ("pending", &coverage.pending)],
        ),
    ];
    if coverage.waiting > 0 {
        let threshold = wording.count(&wording.counted.threshold, coverage.min_voices);
        sentences.push(fill(
            wording.form(&wording.counted.waiting, coverage.waiting),
            &[("n", &coverage.waiting), ("threshold", &threshold), ("urgent", &coverage.min_voices_urgent)],
        ));
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
        sentences: sentences.into_iter().map(|text| Sentence::plain(text, refs.clone())).collect(),
        warning: (failed > 0)
            .then(|| Sentence::plain(wording.count(&wording.counted.failed, failed), refs.clone())),
    }
}

fn names(sources: Vec<SourceName>) -> Vec<String> {
    sources.into_iter().map(|source| source.name).collect()
}

/// The one sentence of a day without an active topic.
pub(crate) fn quiet_day(coverage: &CoverageBox, min_voices: u32, wording: &Wording) -> Sentence {
    if coverage.read == 0 {
        return Sentence::method(wording.quiet_day.no_data.clone(), "coverage");
    }
    let threshold = wording.count(&wording.counted.threshold, min_voices);
    let (template, failed) = match &coverage.warning {
        Some(failed) => (&wording.quiet_day.calm_but_deaf, failed.text.as_str()),
        None => (&wording.quiet_day.calm, ""),
    };
    Sentence::method(fill(template, &[("threshold", &threshold), ("failed", &failed)]), "voices")
}
