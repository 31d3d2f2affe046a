//! The topics now and as the last edition told of them → what changed for this reader, one short line each.

use dauys_model::Trend;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::clean;
use crate::dates::Dates;
use crate::input::{DayTopic, DueAnswer, Input, ToldBefore};
use crate::said::Said;
use crate::statement::Ref;
use crate::teller::Teller;
use crate::view::{Change, ChangeKind, Changes};

/// Answers due within so many days are told.
const DUE_DAYS: i64 = 7;
/// The longest account of what is waited for, in characters: with place, matter and day it fills two lines of a phone.
const WHAT_CHARACTERS: usize = 48;

/// What changed. `input.topics` are in the order in which they are shown, which is also that of changes of one kind.
pub(crate) fn changes(input: &Input, teller: Teller) -> Changes {
    let mut items: Vec<Change> =
        input.topics.iter().filter_map(|topic| change(topic, input, teller)).collect();
    items.sort_by_key(|change| change.kind);
    items.extend(dues(input, teller));
    let texts = &teller.wording.changes;
    let (since, lead) = match &input.last_sent {
        Some(last) => {
            let template = if items.is_empty() { &texts.none } else { &texts.lead };
            let lead = Said::fill(template, &[("edition", &teller.edition(&last.edition))]);
            (Some(last.edition.day), lead.capitalized().resting_on([Ref::Edition(last.edition.clone())]))
        }
        None => {
            let subscription = Ref::Subscription(input.subscription.clone());
            (None, Said::words(&texts.first).resting_on([subscription]))
        }
    };
    Changes { since, lead, items }
}

/// How a topic changed, if it did. Without an earlier edition it is how the topic stands.
fn kind(topic: &DayTopic, told: Option<&ToldBefore>, is_first: bool) -> Option<ChangeKind> {
    let Some(told) = told else {
        return match topic.trend {
            Trend::Quiet if is_first => Some(ChangeKind::QuietNow),
            Trend::Quiet => None,
            _ if !is_first => Some(ChangeKind::New),
            Trend::New => Some(ChangeKind::New),
            Trend::Growing => Some(ChangeKind::Growing),
            Trend::CameBack => Some(ChangeKind::CameBack),
            Trend::Steady => None,
        };
    };
    match (told.trend, topic.trend) {
        (Trend::Quiet, Trend::Quiet) => None,
        (_, Trend::Quiet) => Some(ChangeKind::QuietNow),
        (Trend::Quiet, _) => Some(ChangeKind::CameBack),
        (_, Trend::Growing) => Some(ChangeKind::Growing),
        (before, Trend::CameBack) if before != Trend::CameBack => Some(ChangeKind::CameBack),
        _ => None,
    }
}

fn change(topic: &DayTopic, input: &Input, teller: Teller) -> Option<Change> {
    let last = input.last_sent.as_ref();
    let told = last.and_then(|last| last.topics.iter().find(|told| told.topic == topic.id));
    let kind = kind(topic, told, last.is_none())?;
    let texts = &teller.wording.changes;
    let short = |n: u32| teller.counted("voices", &teller.wording.counted.short, n);
    let now = || match topic.today.voices {
        0 => short(topic.all.voices),
        n => Said::fill(&teller.of_period().voices, &[("voices", &short(n))]),
    };
    let since = told.map_or(0, |told| topic.all.voices.saturating_sub(told.voices));
    let (template, voices) = match kind {
        ChangeKind::New => (&texts.told, short(topic.all.voices)),
        ChangeKind::Growing if since > 0 => (&texts.more, short(since)),
        ChangeKind::CameBack if since > 0 => (&texts.again, short(since)),
        ChangeKind::CameBack if topic.today.voices > 0 => (&texts.again, short(topic.today.voices)),
        ChangeKind::QuietNow => (&texts.last, Said::default()),
        _ => (&texts.told, now()),
    };
    let day = teller.day("last", last_day(topic), Dates::on);
    let values = [("topic", &teller.headline(topic)), ("voices", &voices), ("day", &day)];
    let edition = told.and(last).map(|last| Ref::Edition(last.edition.clone()));
    let posts = topic.quotes.iter().map(|quote| Ref::Post(quote.post));
    let refs = [Ref::Topic(topic.id.clone())].into_iter().chain(edition).chain(posts);
    Some(Change {
        kind,
        label: label(kind, teller),
        topic: Some(topic.id.clone()),
        sentence: Said::fill(template, &values).resting_on(refs),
        due: None,
    })
}

fn label(kind: ChangeKind, teller: Teller) -> String {
    let texts = &teller.wording.changes;
    match kind {
        ChangeKind::New => &texts.new,
        ChangeKind::Growing => &texts.growing,
        ChangeKind::CameBack => &texts.came_back,
        ChangeKind::QuietNow => &texts.quiet_now,
        ChangeKind::AnswerDue => &texts.answer_due,
    }
    .clone()
}

/// The last day with a voice.
fn last_day(topic: &DayTopic) -> Date {
    let raised = topic.days.iter().filter(|count| count.voices > 0).map(|count| count.day);
    raised.max().unwrap_or_else(|| dauys_model::civil_day(topic.last_at))
}

/// Answers that are due soon or overdue and did not come, the earliest first.
fn dues(input: &Input, teller: Teller) -> Vec<Change> {
    let horizon = input.day.saturating_add(DUE_DAYS.days());
    let mut waited: Vec<&DueAnswer> = input
        .dues
        .iter()
        .filter(|answer| answer.due.answered.is_none() && answer.due.day <= horizon)
        .collect();
    waited.sort_by_key(|answer| (answer.due.day, answer.due.id));
    waited.into_iter().map(|answer| due(answer, input, teller)).collect()
}

fn due(answer: &DueAnswer, input: &Input, teller: Teller) -> Change {
    let due = &answer.due;
    let texts = &teller.wording.changes;
    // The day itself is still in time.
    let is_late = due.day < dauys_model::civil_day(input.until);
    let known = due.topic.as_ref().and_then(|id| input.topics.iter().find(|topic| topic.id == *id));
    let dropped = due.topic.as_ref().is_some_and(|id| input.reviewed.dropped.contains(id));
    let title = match (known, &answer.title) {
        (Some(topic), _) => Some(teller.headline(topic)),
        (None, Some(title)) if !dropped && !title.is_empty() => Some(Said::name("topic", title)),
        _ => None,
    };
    let template = match (&title, is_late) {
        (Some(_), false) => &texts.due,
        (Some(_), true) => &texts.late,
        (None, false) => &texts.due_alone,
        (None, true) => &texts.late_alone,
    };
    let topic = due.topic.clone().filter(|_| !dropped);
    let values = [
        ("topic", &title.unwrap_or_default()),
        ("day", &teller.day("due", due.day, Dates::plain)),
        ("on", &teller.day("due", due.day, Dates::on)),
        ("what", &Said::name("what", &clean::beginning(&due.what, WHAT_CHARACTERS))),
    ];
    Change {
        kind: ChangeKind::AnswerDue,
        label: if is_late { &texts.overdue } else { &texts.answer_due }.clone(),
        sentence: Said::fill(template, &values)
            .capitalized()
            .resting_on([Ref::Due(due.id)].into_iter().chain(topic.clone().map(Ref::Topic))),
        topic,
        due: Some(due.day),
    }
}
