//! Invented digests: places are real, everything said in them is made up for the tests.

use dauys_digest::{
    Alert, Change, ChangeKind, Changes, Coverage, DayTopic, Digest, FailedSource, Input, Interface,
    PlaceWords, Provenance, Quote, Ref, RegionCount, Rollup, RollupRow, Sentence, SourceName, Tally, build,
};
use dauys_model::{
    CategoryId, Confirmation, DayCount, Kato, Kind, Language, Note, NoticeId, Period, PostId, SourceId,
    SubscriptionId, TopicId, Trend,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// The day of all digests.
pub(crate) const DAY: Date = date(2026, 11, 22);
/// Every letter that Kazakh has and Russian has not.
pub(crate) const KAZAKH: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

/// Kazakh, Russian, English: whichever is asked for.
fn pick(language: Interface, words: [&str; 3]) -> String {
    let [kk, ru, en] = words;
    match language {
        Interface::Kazakh => kk,
        Interface::Russian => ru,
        Interface::English => en,
    }
    .to_owned()
}

fn at(moment: &str) -> Timestamp {
    format!("2026-11-{moment}:00+05:00").parse().unwrap()
}

fn quote(post: i64, language: Language, text: &str) -> Quote {
    Quote {
        post: PostId(post),
        text: text.to_owned(),
        language,
        kind: if post % 3 == 0 { Kind::News } else { Kind::Comment },
        source: if post % 2 == 0 { "Алтай хабары" } else { "Риддер онлайн" }.to_owned(),
        url: (post % 5 != 0).then(|| format!("https://example.kz/news/2026/{post}").parse().unwrap()),
        published_at: at("22T06:12"),
    }
}

/// The `n`th topic of a day.
fn topic(language: Interface, n: usize) -> DayTopic {
    let words = |kk, ru, en| pick(language, [kk, ru, en]);
    let (matter, texts) = match n % 4 {
        0 => (
            words("Жылумен жабдықтау", "Отопление", "Heating"),
            [
                "С ночи батареи ледяные, в квартирах плюс одиннадцать, дома дети.",
                "Түнгі үштен бері пәтерлерде жылу жоқ, балалар тоңып отыр. Қашан қосатынын ешкім айтпайды.",
            ],
        ),
        1 => (
            words("Сумен жабдықтау", "Водоснабжение", "Water supply"),
            [
                "Из крана четвёртый день идёт ржавая вода, пить её нельзя.",
                "Краннан сары су ағып тұр, балаларға не ішкіземіз?",
            ],
        ),
        2 => (
            words("Қоғамдық көлік", "Общественный транспорт", "Public transport"),
            [
                "Тридцать третий автобус ждали час, маршрут будто сократили.",
                "33-автобусты аялдамада бір сағат күттік: Һәм, Ән, Үй, Ұл, Өң, Ғұмыр, Қаң, Іс.",
            ],
        ),
        _ => (
            words("Мектептер", "Школы", "Schools"),
            [
                "Третья смена заканчивается в девять вечера, дети идут домой в темноте.",
                "Мектеп үш ауысыммен оқиды, сынып бөлмелері жетпейді.",
            ],
        ),
    };
    let (place, locative) = match n % 3 {
        0 => (words("Риддер", "Риддер", "Ridder"), words("Риддерде", "в Риддере", "in Ridder")),
        1 => (words("Аягөз", "Аягоз", "Ayagoz"), words("Аягөзде", "в Аягозе", "in Ayagoz")),
        _ => (words("Семей", "Семей", "Semey"), words("Семейде", "в Семее", "in Semey")),
    };
    let trend = [Trend::New, Trend::Growing, Trend::CameBack, Trend::Steady, Trend::Quiet][n % 5];
    let count = |day: i8| DayCount {
        day: date(2026, 11, day),
        voices: 1 + ((n as u32 + day as u32) % 7),
        texts: 2 + ((n as u32 + day as u32) % 7),
    };
    let last = if trend == Trend::Quiet { 18 } else { 22 };
    let days: Vec<DayCount> =
        if trend == Trend::New { vec![count(22)] } else { (9..=last).step_by(1).map(count).collect() };
    let sum = |days: &mut dyn Iterator<Item = &DayCount>| {
        days.fold(Tally::default(), |sum, day| Tally {
            voices: sum.voices + day.voices,
            texts: sum.texts + day.texts,
        })
    };
    let all = sum(&mut days.iter());
    let first = 4000 + 10 * n as i64;
    DayTopic {
        id: TopicId(format!("t{n:011}")),
        trend,
        matter,
        group: words(
            "Тұрғын үй-коммуналдық шаруашылық",
            "Жильё и коммунальные услуги",
            "Housing and utilities",
        ),
        place: Some(PlaceWords {
            name: place,
            kato: Some(Kato(630_000_000 + 10_000 * n as u32)),
            locative: Some(locative),
            region: Some(words(
                "Шығыс Қазақстан облысы",
                "Восточно-Казахстанская область",
                "East Kazakhstan Region",
            )),
        }),
        first_at: dauys_model::day_start(days[0].day),
        last_at: dauys_model::day_start(days[days.len() - 1].day),
        today: sum(&mut days.iter().filter(|count| count.day == DAY)),
        all,
        echo: all.texts - all.voices,
        norms: (9..=22).map(|day| (date(2026, 11, day), 1.5)).collect(),
        days,
        sources: vec!["Алтай хабары".to_owned(), "Риддер онлайн".to_owned()],
        urgent: n % 7 == 0,
        quotes: vec![
            quote(first + 1, Language::Russian, texts[0]),
            quote(first + 2, Language::Kazakh, texts[1]),
        ],
        terms: Vec::new(),
        phrase: None,
        responsible: vec![words("қала әкімдігі", "акимат города", "city akimat")],
        confirmation: Confirmation::Partly,
        languages: [1, 1, 0],
        posts: (1..=9).map(|post| PostId(first + post)).collect(),
    }
}

fn said(text: &str) -> Sentence {
    Sentence { text: text.to_owned(), refs: vec![Ref::Counts(DAY)], facts: Vec::new() }
}

/// A day of `n` topics.
pub(crate) fn input(language: Interface, n: usize) -> Input {
    let words = |kk, ru, en| pick(language, [kk, ru, en]);
    let source = |n: usize| SourceName {
        name: format!("Дереккөз {n}"),
        id: SourceId::new(&format!("s{n}")).unwrap(),
    };
    let mut input = Input::new(
        SubscriptionId::new("east").unwrap(),
        words(
            "Абай және Шығыс Қазақстан облыстары",
            "Области Абай и Восточно-Казахстанская",
            "Abai and East Kazakhstan",
        ),
        language,
        DAY,
    );
    input.since = at("09T00:00");
    input.until = at("22T07:50");
    input.filters = vec![words("Абай облысы", "область Абай", "Abai Region")];
    input.topics = (0..n).map(|n| topic(language, n)).collect();
    input.pages = Some("https://pages.example.kz".to_owned());
    input.coverage = Coverage {
        heard: (1..=41).map(source).collect(),
        silent: (50..=52).map(source).collect(),
        failed: vec![FailedSource {
            name: "Курчатов жаршысы".to_owned(),
            id: SourceId::new("kurchatov").unwrap(),
            reason: words(
                "сервер жауап бермеді (503)",
                "сервер не ответил (503)",
                "the server did not answer (503)",
            ),
        }],
        read: 812,
        rejected: 64,
        pending: 3,
        unseen: vec![words("жабық топтар мен чаттар", "закрытые группы и чаты", "closed groups and chats")],
        min_voices: 5,
        min_voices_urgent: 2,
        waiting: 4,
    };
    input.provenance = Provenance {
        version: "0.1.0".to_owned(),
        configuration: "9f2c41d07b3a".to_owned(),
        position: 118_204,
    };
    input
}

/// A day of `n` topics with something of every part, whatever of it the input gives.
pub(crate) fn day(language: Interface, n: usize) -> Digest {
    let words = |kk, ru, en| pick(language, [kk, ru, en]);
    let mut digest = build(input(language, n));
    let mut changes = Vec::new();
    for (kind, label) in [
        (ChangeKind::New, words("жаңа", "новая", "new")),
        (ChangeKind::Growing, words("күшейген", "нарастает", "growing")),
        (ChangeKind::CameBack, words("қайта көтерілген", "вернулась", "came back")),
    ] {
        for topic in digest.topics().filter(|topic| !topic.urgent).take(1) {
            let sentence = said(&format!("{}: 12 345", topic.title.text));
            changes.push(Change {
                kind,
                label: label.clone(),
                topic: Some(topic.id.clone()),
                sentence,
                due: None,
            });
        }
    }
    let gone = Some(TopicId("tgone000000".to_owned()));
    changes.push(Change {
        kind: ChangeKind::AnswerDue,
        label: words("жауап мерзімі", "срок ответа", "answer due"),
        topic: gone,
        sentence: said(&words(
            "25 қараша: жөндеу кестесі",
            "25 ноября: график ремонта",
            "25 November: repair schedule",
        )),
        due: Some(date(2026, 11, 25)),
    });
    let lead = words(
        "21 қарашадағы шығарылымнан бері",
        "С выпуска за 21 ноября",
        "Since the edition of 21 November",
    );
    digest.changes = Changes { since: Some(date(2026, 11, 21)), lead: said(&lead), items: changes };
    digest.corrections = vec![said(&words(
        "19 қараша: 7 емес, 5 дауыс",
        "19 ноября: не 7, а 5 голосов",
        "19 November: 5 voices, not 7",
    ))];
    digest.missed = vec![said(&words(
        "20 қараша жеткізілмеді",
        "Выпуск за 20 ноября не доставлен",
        "The edition of 20 November did not arrive",
    ))];
    digest.alerts = vec![Alert {
        notice: NoticeId(17),
        search: "су жоқ".to_owned(),
        sentence: said(&words("9 жаңа мәтін", "9 новых текстов", "9 new texts")),
        link: Some("https://pages.example.kz/searches/17".to_owned()),
    }];
    digest.regions = vec![
        RegionCount {
            kato: Kato(100_000_000),
            name: words("Абай облысы", "область Абай", "Abai Region"),
            short: words("Абай", "Абай", "Abai"),
            voices: 31,
        },
        RegionCount {
            kato: Kato(710_000_000),
            name: words("Астана", "Астана", "Astana"),
            short: words("Аст", "Аст", "Ast"),
            voices: 0,
        },
    ];
    digest.languages.sentence =
        Some(said(&words("57 мәтін қазақша", "57 текстов на казахском", "57 texts in Kazakh")));
    digest.review = vec![said(&words("«редакция» мақұлдады", "Одобрено: редакция", "Approved by the desk"))];
    let day = digest.day;
    if let Some(topic) = digest.sections.first_mut().and_then(|section| section.topics.first_mut()) {
        topic.note = Some(Note {
            topic: topic.id.clone(),
            text: words(
                "Әкімдік 15:00-де брифинг өткізеді.",
                "Акимат проводит брифинг в 15:00.",
                "The akimat holds a briefing at 15:00.",
            ),
            by: "editor".to_owned(),
            at: dauys_model::day_start(day),
        });
    }
    digest
}

/// A week of `n` topics with a table of `rows` rows.
pub(crate) fn week(language: Interface, n: usize, rows: u32) -> Digest {
    let words = |kk, ru, en| pick(language, [kk, ru, en]);
    let mut digest = day(language, n);
    digest.period = Period::Week;
    digest.since = date(2026, 11, 16);
    let row = |n: u32| RollupRow {
        region: Some(Kato(10_000_000 * (1 + n % 20))),
        region_name: format!("{} {n}", words("Өңір", "Регион", "Region")),
        category: CategoryId("hcs/water".to_owned()),
        category_name: words("Сумен жабдықтау", "Водоснабжение", "Water supply"),
        voices: 700 + n,
        before: (n % 4 > 0).then_some(600 + n),
        last_year: None,
        sentence: said("700"),
    };
    digest.rollup = Some(Rollup {
        columns: vec![
            words("осы апта", "эта неделя", "this week"),
            words("өткен апта", "прошлая неделя", "last week"),
            words("былтыр", "год назад", "a year ago"),
        ],
        rows: (0..rows).map(row).collect(),
        appeared: said(&words("11 тақырып пайда болды", "Появилось 11 тем", "11 topics appeared")),
        ended: said(&words("4 тақырып аяқталды", "Закончились 4 темы", "4 topics ended")),
        notes: vec![said(&words(
            "Былтырғы дерек жоқ",
            "Данных за прошлый год нет",
            "There is no data of last year",
        ))],
    });
    digest
}

/// A day on which nothing is raised.
pub(crate) fn quiet(language: Interface) -> Digest {
    build(input(language, 0))
}
