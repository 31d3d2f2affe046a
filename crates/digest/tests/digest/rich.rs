//! Invented digests with everything that a digest can hold: a day that follows earlier editions, a week and a month.

use dauys_digest::{
    Correction, DueAnswer, FiredAlert, Input, Interface, LastSent, PeriodCount, ToldBefore, WhatWasWrong,
};
use dauys_model::{
    CategoryId, Confirmation, Due, DueId, EditionKey, Kato, News, Note, NoticeId, Period, PostId, SearchId,
    SubscriptionId, Told, TopicId, Trend,
};
use jiff::civil::{Date, date};

use crate::invented::{DAY, at, day, pick};

fn edition(period: Period, day: Date) -> EditionKey {
    EditionKey { subscription: SubscriptionId::new("east").unwrap(), period, day }
}

fn topic(id: &str) -> TopicId {
    TopicId(id.to_owned())
}

fn told(id: &str, trend: Trend, voices: u32) -> ToldBefore {
    ToldBefore { topic: topic(id), trend, voices }
}

/// A day that follows earlier editions, with corrections, alerts, answers due, norms, notes and a topic left out.
pub(crate) fn rich_day(language: Interface) -> Input {
    let words = |kk: &str, ru: &str| pick(language, kk, ru);
    let mut input = day(language);
    input.pages = Some("https://dauys.example.kz/".to_owned());
    input.last_sent = Some(LastSent {
        edition: edition(Period::Day, date(2026, 11, 20)),
        topics: vec![
            told("twater5zkc7a", Trend::Steady, 4),
            told("troad5zkc7ab", Trend::Quiet, 9),
            told("tschool5zkc7", Trend::Steady, 10),
            told("twaste5zkc7a", Trend::Steady, 9),
        ],
    });
    for (index, topic) in input.topics.iter_mut().enumerate() {
        topic.languages = [2 + index as u32, 11, u32::from(index == 1)];
        topic.norms =
            topic.days.iter().map(|count| (count.day, 0.4 + f64::from(count.day.day()) / 10.0)).collect();
        topic.confirmation = [Confirmation::Unverified, Confirmation::Partly][index % 2];
    }
    input.corrections = corrections(&words);
    input.missed = vec![edition(Period::Day, date(2026, 11, 21))];
    input.dues = dues(&words);
    input.alerts = alerts(&words);
    let reviewed = &mut input.reviewed;
    reviewed.approved = Some(("editor".to_owned(), at("11-22T07:31")));
    reviewed.dropped = vec![topic("tbus5zkc7abc")];
    reviewed.confirmations = vec![(topic("tq3hw5zkc7ab"), Confirmation::Official)];
    reviewed.notes = vec![Note {
        topic: topic("tq3hw5zkc7ab"),
        text: words(
            "Жөндеу бригадасы 5:40-тан бері жұмыс істеп жатыр, телефоны <PHONE>.",
            "Ремонтная бригада на месте с 5:40, телефон <PHONE>.",
        ),
        by: "editor".to_owned(),
        at: at("11-22T07:30"),
    }];
    input
}

fn corrections(words: &dyn Fn(&str, &str) -> String) -> Vec<Correction> {
    let earlier = || edition(Period::Day, date(2026, 11, 20));
    vec![
        Correction {
            edition: earlier(),
            topic: topic("twater5zkc7a"),
            title: words("Аягөз: сумен жабдықтау", "Аягоз: водоснабжение"),
            was: WhatWasWrong::Voices { told: 6, known: 4 },
        },
        Correction {
            edition: edition(Period::Week, date(2026, 11, 15)),
            topic: topic("tclean"),
            title: words("Семей: тазалық", "Семей: уборка"),
            was: WhatWasWrong::Merged {
                into: topic("twaste"), title: words("Семей: қоқыс", "Семей: мусор")
            },
        },
        Correction {
            edition: edition(Period::Month, date(2026, 10, 31)),
            topic: topic("tlight"),
            title: words("Риддер: жарық", "Риддер: свет"),
            was: WhatWasWrong::Gone,
        },
    ]
}

fn dues(words: &dyn Fn(&str, &str) -> String) -> Vec<DueAnswer> {
    let due = |id: i64, about: Option<&str>, day: Date, what: String| DueAnswer {
        due: Due { id: DueId(id), topic: about.map(topic), day, what, answered: None },
        title: None,
    };
    let answer = words("әкімдіктің № 17 сауалға жауабы", "ответ акимата на запрос № 17");
    let report = words("қазандықты жөндеу туралы есеп", "отчёт о ремонте котельной");
    let mut answered = due(9, None, date(2026, 11, 23), answer.clone());
    answered.due.answered = Some(date(2026, 11, 20));
    vec![
        due(3, Some("twater5zkc7a"), date(2026, 11, 24), answer.clone()),
        due(4, None, date(2026, 11, 20), report),
        due(5, None, date(2026, 12, 24), answer),
        answered,
    ]
}

fn alerts(words: &dyn Fn(&str, &str) -> String) -> Vec<FiredAlert> {
    let alert = |notice: i64, search: String, moment: &str, news: News| FiredAlert {
        of: SearchId(1),
        notice: NoticeId(notice),
        search,
        told: Told { at: at(moment), news, posts: vec![PostId(4101 + notice), PostId(4100)] },
    };
    let (heating, water) = (words("Риддердегі жылу", "Отопление в Риддере"), words("Су, Абай", "Вода, Абай"));
    let (schools, roads) = (words("Мектептер мен ауысымдар", "Школы и смены"), words("Жолдар", "Дороги"));
    let since = || at("11-21T18:40");
    vec![
        alert(1, heating.clone(), "11-22T07:00", News::New { voices: 7, since: since(), doubled: false }),
        alert(2, heating, "11-22T07:20", News::New { voices: 21, since: at("11-02T07:00"), doubled: true }),
        alert(
            3,
            water.clone(),
            "11-22T06:00",
            News::Unusual { day: DAY, voices: 6, norm: 0.43, chance: 0.0001, since: None },
        ),
        alert(
            4,
            water,
            "11-22T06:30",
            News::Unusual {
                day: DAY,
                voices: 12,
                norm: 12.6,
                chance: 0.0001,
                since: Some(date(2026, 11, 18)),
            },
        ),
        alert(
            5,
            schools,
            "11-22T05:00",
            News::Usual { day: DAY, voices: 1, norm: 2.0, since: date(2026, 11, 2) },
        ),
        alert(6, roads.clone(), "11-22T04:00", News::Report { voices: 0, since: at("11-20T10:00") }),
        alert(7, roads, "11-22T03:00", News::Report { voices: 2, since: at("11-20T00:00") }),
    ]
}

fn counts(language: Interface) -> Vec<PeriodCount> {
    let words = |kk: &str, ru: &str| pick(language, kk, ru);
    let count = |region: Option<(u32, String)>, category: &str, name: String, counts: [u32; 3]| PeriodCount {
        region: region.as_ref().map(|(kato, _)| Kato(*kato)),
        region_name: region.map_or_else(String::new, |(_, name)| name),
        category: CategoryId(category.to_owned()),
        category_name: name,
        voices: counts[0],
        before: counts[1],
        last_year: counts[2],
    };
    let abai = || Some((100_000_000, words("Абай облысы", "область Абай")));
    let east = || Some((630_000_000, words("Шығыс Қазақстан облысы", "Восточно-Казахстанская область")));
    vec![
        count(abai(), "hcs/water", words("Сумен жабдықтау", "Водоснабжение"), [12, 1, 21]),
        count(east(), "hcs/heating", words("Жылумен жабдықтау", "Отопление"), [7, 0, 31]),
        count(east(), "hcs/waste", words("Қоқыс пен тазалық", "Мусор и уборка"), [2, 7, 0]),
        count(None, "roads/light", words("Көшелерді жарықтандыру", "Освещение улиц"), [1, 2, 5]),
    ]
}

/// A week, with counts of the week before and of last year.
pub(crate) fn week(language: Interface) -> Input {
    let mut input = rich_day(language);
    input.period = Period::Week;
    input.from = date(2026, 11, 16);
    input.until = at("11-23T00:00");
    input.last_sent.as_mut().unwrap().edition = edition(Period::Week, date(2026, 11, 15));
    input.counts = counts(language);
    (input.has_before, input.has_last_year) = (true, true);
    of_period(&mut input);
    input
}

/// A month, the first of which there are counts.
pub(crate) fn month(language: Interface) -> Input {
    let mut input = rich_day(language);
    input.period = Period::Month;
    input.from = date(2026, 11, 1);
    input.day = date(2026, 11, 30);
    input.until = at("12-01T00:00");
    input.since = at("11-01T00:00");
    input.last_sent = None;
    input.counts = counts(language);
    of_period(&mut input);
    input
}

/// Counts of the period in the place of those of the day.
fn of_period(input: &mut Input) {
    for topic in &mut input.topics {
        let days = topic.days.iter().filter(|count| (input.from..=input.day).contains(&count.day));
        topic.today.voices = days.clone().map(|count| count.voices).sum();
        topic.today.texts = days.map(|count| count.texts).sum();
        topic.norms = input.from.series(jiff::Span::new().days(1)).take(31).map(|day| (day, 0.25)).collect();
    }
}
