//! A topic's counts and dates → the one factual sentence that states them. A template is filled in; nothing is told
//! that the counts do not hold.

use dauys_model::{Period, Trend, civil_day};
use jiff::civil::Date;

use crate::dates::Dates;
use crate::input::DayTopic;
use crate::said::Said;
use crate::teller::Teller;

/// Where, since when, how many voices, how many in the period, how much echo, how many sources.
///
/// Speaks of residents only if a quote was written by a citizen; else nobody is named as the one who tells.
pub(crate) fn fact(topic: &DayTopic, teller: Teller) -> Said {
    let wording = teller.wording;
    let by_citizens = topic.quotes.iter().any(|quote| quote.kind.is_of_citizens());
    let leads = if by_citizens { &wording.citizens } else { &wording.outlets };
    let gap = days_of_silence(topic, teller.from, teller.day);
    // Without a known pause there is nothing to come back from.
    let trend = if topic.trend == Trend::CameBack && gap == 0 { Trend::Steady } else { topic.trend };
    let first = civil_day(topic.first_at);
    let lead = Said::fill(
        leads.get(trend),
        &[
            ("on", &teller.day("first", first, Dates::on)),
            ("since", &teller.day("since", first, Dates::since)),
            ("span", &teller.days("span", first, civil_day(topic.last_at), Dates::span)),
            ("gap", &teller.counted("gap", &wording.counted.gap, gap)),
        ],
    );
    let mut parts = vec![voices(topic, trend, teller)];
    if topic.echo > 0 {
        parts.push(teller.counted("echo", &wording.counted.echo, topic.echo));
    }
    if !topic.sources.is_empty() {
        parts.push(teller.counted("sources", &wording.counted.sources, topic.sources.len() as u32));
    }
    if trend == Trend::CameBack {
        let on = teller.day("first", first, Dates::on);
        parts.push(Said::fill(&wording.fact.first, &[("on", &on)]));
    }
    let mut sentence = placed(topic, lead, teller)
        .then(Said::words(": "))
        .then(Said::join(parts, "; "))
        .then(Said::words("."));
    if trend == Trend::Quiet {
        sentence = sentence.then(Said::words(" ")).then(Said::words(&wording.fact.no_more));
    }
    sentence
}

/// The lead with its place before it.
fn placed(topic: &DayTopic, lead: Said, teller: Teller) -> Said {
    let Some(place) = &topic.place else { return lead.capitalized() };
    match teller.inside(place) {
        Some(inside) => inside.then(Said::words(" ")).then(lead).capitalized(),
        None => {
            Said::fill(&teller.wording.fact.place_only, &[("place", &teller.place(place)), ("rest", &lead)])
        }
    }
}

/// `12 независимых голосов, из них 4 за сутки`.
fn voices(topic: &DayTopic, trend: Trend, teller: Teller) -> Said {
    let all = teller.counted("voices", &teller.wording.counted.voices, topic.all.voices);
    let today = topic.today.voices;
    let before = teller
        .day
        .yesterday()
        .ok()
        .filter(|_| teller.period == Period::Day)
        .and_then(|eve| topic.days.iter().find(|count| count.day == eve && count.voices > 0));
    let of_period = teller.of_period();
    let template = match trend {
        Trend::Quiet if today == 0 || teller.period == Period::Day => return all,
        Trend::New if today >= topic.all.voices => return all,
        _ if today == 0 => &of_period.today_none,
        _ if today >= topic.all.voices => &of_period.today_all,
        Trend::Growing if before.is_some() => &teller.wording.fact.today_and_before,
        _ => &of_period.today,
    };
    let before = before.map_or(0, |count| count.voices);
    let values = [
        ("n", &teller.number("voices_today", today)),
        ("part", &teller.part("voices_today", today)),
        ("before", &teller.number("voices_before", before)),
    ];
    all.then(Said::words(", ")).then(Said::fill(template, &values))
}

/// The longest run of whole days without a voice that ended in the period or on its eve, as a return is told of for a day
/// longer; 0 when no earlier day is known.
fn days_of_silence(topic: &DayTopic, from: Date, day: Date) -> u32 {
    let eve = from.yesterday().unwrap_or(from);
    let mut raised: Vec<Date> = topic
        .days
        .iter()
        .filter(|count| count.voices > 0 && count.day <= day)
        .map(|count| count.day)
        .collect();
    raised.sort_unstable();
    let ended = raised.windows(2).filter(|pair| pair[1] >= eve);
    let pauses = ended.map(|pair| (pair[1].duration_since(pair[0]).as_hours() / 24 - 1).max(0) as u32);
    pauses.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use dauys_model::{DayCount, Kind, Language, PostId, SubscriptionId, TopicId};
    use jiff::civil::date;

    use super::*;
    use crate::Interface;
    use crate::input::{Input, PlaceWords, Quote, Tally};

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
        let input = Input::new(SubscriptionId::new("east").unwrap(), "", language, DAY);
        let said = fact(topic, Teller::new(&input));
        assert_eq!(said.text, expected);
        for value in &said.facts {
            assert!(said.text.contains(&value.shown), "{value:?} stands in the text");
        }
    }

    const KK: Interface = Interface::Kazakh;
    const RU: Interface = Interface::Russian;
    const EN: Interface = Interface::English;

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
    fn english_sentences() {
        let mut lasting = by_citizens(topic(Trend::Steady, &[(16, 8), (22, 4)]));
        lasting.echo = 1;
        check(
            EN,
            &at_ridder(lasting, Some("in Ridder")),
            "In Ridder residents have been reporting it since 16 November: 12 independent voices, 4 of them on the \
             day; 1 more repetition; 1 source.",
        );
        check(
            EN,
            &topic(Trend::Growing, &[(20, 1), (21, 2), (22, 6)]),
            "It has been reported since 20 November, lately more often: 9 independent voices, 6 of them on the day, 2 \
             the day before; 1 source.",
        );
        check(
            EN,
            &by_citizens(topic(Trend::CameBack, &[(2, 5), (16, 1), (22, 3)])),
            "Residents report it again after 5 days of silence: 9 independent voices, 3 of them on the day; 1 source; \
             first on 2 November.",
        );
        check(
            EN,
            &at_ridder(by_citizens(topic(Trend::Quiet, &[(2, 5), (18, 1)])), None),
            "Риддер: residents reported it from 2 to 18 November: 6 independent voices; 1 source. Nothing has been \
             reported since.",
        );
    }

    #[test]
    fn a_return_is_told_of_for_a_day_longer_and_for_all_of_a_week() {
        let topic = topic(Trend::CameBack, &[(2, 5), (21, 1), (22, 3)]);
        check(
            RU,
            &topic,
            "Снова сообщают после 18 дней без сообщений: 9 независимых голосов, из них 3 за сутки; 1 источник; \
             впервые — 2 ноября.",
        );
        assert_eq!(days_of_silence(&topic, date(2026, 11, 16), DAY), 18);
        assert_eq!(days_of_silence(&topic, date(2026, 11, 1), date(2026, 11, 20)), 0);
    }

    #[test]
    fn a_week_and_a_month_are_told_as_such() {
        let topic = by_citizens(topic(Trend::Growing, &[(2, 5), (21, 2), (22, 6)]));
        let told = |language, period: Period| {
            let mut input = Input::new(SubscriptionId::new("east").unwrap(), "", language, DAY);
            input.period = period;
            input.from = period.around(DAY).0;
            fact(&topic, Teller::new(&input)).text
        };
        assert_eq!(
            told(RU, Period::Week),
            "Жители сообщают со 2 ноября, теперь чаще: 13 независимых голосов, из них 6 за неделю; 1 источник."
        );
        assert_eq!(
            told(KK, Period::Month),
            "Тұрғындар 2 қарашадан бері хабарлап келеді, соңғы кезде жиірек: 13 тәуелсіз дауыс, оның 6-ауы осы \
             айда; 1 дереккөз."
        );
    }

    #[test]
    fn nothing_is_told_that_is_not_known() {
        let topic = topic(Trend::CameBack, &[(22, 3)]);
        check(RU, &topic, "Сообщают с 22 ноября: 3 независимых голоса, все за сутки; 1 источник.");
    }
}
