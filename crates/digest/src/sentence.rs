//! A topic's counts and dates → the one factual sentence that states them. A template is filled in; nothing is told
//! that the counts do not hold.

use dauys_model::{Trend, civil_day};
use jiff::civil::Date;

use crate::dates::Dates;
use crate::input::DayTopic;
use crate::wording::{Wording, fill};

/// Where, since when, how many voices, how many today, how much echo, how many sources.
///
/// Speaks of residents only if a quote was written by a citizen; else nobody is named as the one who tells.
pub(crate) fn fact(topic: &DayTopic, day: Date, wording: &Wording, dates: Dates) -> String {
    let by_citizens = topic.quotes.iter().any(|quote| quote.kind.is_of_citizens());
    let leads = if by_citizens { &wording.citizens } else { &wording.outlets };
    let gap = days_of_silence(topic, day);
    // Without a known pause there is nothing to come back from.
    let trend = if topic.trend == Trend::CameBack && gap == 0 { Trend::Steady } else { topic.trend };
    let first = civil_day(topic.first_at);
    let lead = fill(
        leads.get(trend),
        &[
            ("on", &dates.on(first)),
            ("since", &dates.since(first)),
            ("span", &dates.span(first, civil_day(topic.last_at))),
            ("gap", &wording.count(&wording.counted.gap, gap)),
        ],
    );
    let mut parts = vec![voices(topic, trend, day, wording)];
    if topic.echo > 0 {
        parts.push(wording.count(&wording.counted.echo, topic.echo));
    }
    if !topic.sources.is_empty() {
        parts.push(wording.count(&wording.counted.sources, topic.sources.len() as u32));
    }
    if trend == Trend::CameBack {
        parts.push(fill(&wording.fact.first, &[("on", &dates.on(first))]));
    }
    let mut sentence = format!("{}: {}.", placed(topic, lead, wording), parts.join("; "));
    if trend == Trend::Quiet {
        sentence.push(' ');
        sentence.push_str(&wording.fact.no_more);
    }
    sentence
}

/// The same text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The lead with its place before it.
fn placed(topic: &DayTopic, lead: String, wording: &Wording) -> String {
    match &topic.place {
        Some(place) => match &place.locative {
            Some(locative) => capitalized(&format!("{locative} {lead}")),
            None => fill(&wording.fact.place_only, &[("place", &place.name), ("rest", &lead)]),
        },
        None => capitalized(&lead),
    }
}

/// `12 независимых голосов, из них 4 за сутки`.
fn voices(topic: &DayTopic, trend: Trend, day: Date, wording: &Wording) -> String {
    let all = wording.count(&wording.counted.voices, topic.all.voices);
    let today = topic.today.voices;
    let before = day
        .yesterday()
        .ok()
        .and_then(|eve| topic.days.iter().find(|count| count.day == eve && count.voices > 0));
    let template = match trend {
        Trend::Quiet => return all,
        Trend::New if today >= topic.all.voices => return all,
        _ if today == 0 => &wording.fact.today_none,
        _ if today >= topic.all.voices => &wording.fact.today_all,
        Trend::Growing if before.is_some() => &wording.fact.today_and_before,
        _ => &wording.fact.today,
    };
    let before = before.map_or(0, |count| count.voices);
    let today = fill(template, &[("n", &today), ("part", &wording.part(today)), ("before", &before)]);
    format!("{all}, {today}")
}

/// Whole days without a voice between the last day that had one and `day`; 0 when no earlier day is known.
fn days_of_silence(topic: &DayTopic, day: Date) -> u32 {
    let earlier =
        topic.days.iter().filter(|count| count.day < day && count.voices > 0).map(|count| count.day);
    earlier.max().map_or(0, |last| (day.duration_since(last).as_hours() / 24 - 1).max(0) as u32)
}

#[cfg(test)]
mod tests {
    use dauys_model::{DayCount, Kind, Language, PostId, TopicId};
    use jiff::civil::date;

    use super::*;
    use crate::Interface;
    use crate::input::{PlaceWords, Quote, Tally};

    const DAY: Date = date(2026, 11, 22);

    fn topic(trend: Trend, days: &[(i8, u32)]) -> DayTopic {
        let on = |day: i8| dauys_model::day_start(date(2026, 11, day));
        let today = days.iter().find(|(day, _)| *day == 22).map_or(0, |(_, voices)| *voices);
        DayTopic {
            phrase: None,
            id: TopicId("t".into()),
            trend,
            matter: String::new(),
            group: String::new(),
            place: None,
            first_at: on(days[0].0),
            last_at: on(days[days.len() - 1].0),
            days: days
                .iter()
                .map(|(day, voices)| DayCount { day: date(2026, 11, *day), voices: *voices, texts: *voices })
                .collect(),
            today: Tally { voices: today, texts: today },
            all: Tally { voices: days.iter().map(|(_, voices)| voices).sum(), texts: 0 },
            echo: 0,
            sources: vec!["А".into()],
            urgent: false,
            quotes: vec![],
            terms: vec![],
            responsible: vec![],
            confirmation: Default::default(),
            norms: vec![],
            languages: [0; 3],
            posts: vec![],
        }
    }

    fn by_citizens(mut topic: DayTopic) -> DayTopic {
        topic.quotes = vec![Quote {
            post: PostId(1),
            text: String::new(),
            language: Language::Russian,
            kind: Kind::Comment,
            source: String::new(),
            url: None,
            published_at: topic.first_at,
        }];
        topic
    }

    fn at_ridder(mut topic: DayTopic, locative: Option<&str>) -> DayTopic {
        let locative = locative.map(str::to_owned);
        topic.place = Some(PlaceWords { name: "Риддер".into(), kato: None, locative, region: None });
        topic
    }

    fn check(language: Interface, topic: &DayTopic, expected: &str) {
        assert_eq!(fact(topic, DAY, Wording::of(language), Dates::new(language, DAY)), expected);
    }

    const KK: Interface = Interface::Kazakh;
    const RU: Interface = Interface::Russian;

    #[test]
    fn a_lasting_topic() {
        let mut topic = by_citizens(topic(Trend::Steady, &[(16, 8), (22, 4)]));
        topic.echo = 9;
        topic.sources = vec!["А".into(), "Б".into(), "В".into()];
        check(
            RU,
            &at_ridder(topic.clone(), Some("в Риддере")),
            "В Риддере жители сообщают с 16 ноября: 12 независимых голосов, из них 4 за сутки; ещё 9 повторов; \
             3 источника.",
        );
        check(
            KK,
            &at_ridder(topic, Some("Риддерде")),
            "Риддерде тұрғындар 16 қарашадан бері хабарлап келеді: 12 тәуелсіз дауыс, оның 4-еуі соңғы тәулікте; \
             тағы 9 қайталанған мәтін; 3 дереккөз.",
        );
    }

    #[test]
    fn a_new_topic() {
        let topic = by_citizens(topic(Trend::New, &[(22, 21)]));
        check(RU, &topic, "Жители впервые сообщили 22 ноября: 21 независимый голос; 1 источник.");
        check(
            KK,
            &at_ridder(topic, None),
            "Риддер: тұрғындар бұл туралы алғаш рет 22 қарашада хабарлады: 21 тәуелсіз дауыс; 1 дереккөз.",
        );
    }

    #[test]
    fn a_growing_topic_is_compared_with_the_eve() {
        let topic = topic(Trend::Growing, &[(20, 1), (21, 2), (22, 6)]);
        check(
            RU,
            &topic,
            "Сообщают с 20 ноября, теперь чаще: 9 независимых голосов, из них 6 за сутки, а накануне 2; 1 источник.",
        );
        check(
            KK,
            &topic,
            "Бұл туралы 20 қарашадан бері хабарланып келеді, соңғы кезде жиірек: 9 тәуелсіз дауыс, оның 6-ауы \
             соңғы тәулікте, ал алдыңғы күні 2 болған; 1 дереккөз.",
        );
    }

    #[test]
    fn a_topic_that_came_back_tells_the_pause() {
        let topic = by_citizens(topic(Trend::CameBack, &[(2, 5), (16, 1), (22, 3)]));
        check(
            RU,
            &topic,
            "Жители снова сообщают после 5 дней без сообщений: 9 независимых голосов, из них 3 за сутки; 1 источник; \
             впервые — 2 ноября.",
        );
        check(
            KK,
            &topic,
            "Тұрғындар 5 күндік үзілістен кейін қайта хабарлай бастады: 9 тәуелсіз дауыс, оның 3-еуі соңғы \
             тәулікте; 1 дереккөз; алғаш рет – 2 қарашада.",
        );
    }

    #[test]
    fn a_topic_gone_quiet() {
        let topic = by_citizens(topic(Trend::Quiet, &[(2, 5), (18, 1)]));
        check(
            RU,
            &topic,
            "Жители сообщали со 2 по 18 ноября: 6 независимых голосов; 1 источник. С тех пор сообщений не было.",
        );
        check(
            KK,
            &topic,
            "Тұрғындар 2–18 қараша аралығында хабарлаған: 6 тәуелсіз дауыс; 1 дереккөз. Содан бері хабар түскен \
             жоқ.",
        );
    }

    #[test]
    fn nothing_is_told_that_is_not_known() {
        let topic = topic(Trend::CameBack, &[(22, 3)]);
        check(RU, &topic, "Сообщают с 22 ноября: 3 независимых голоса, все за сутки; 1 источник.");
    }
}
