//! Invented days: places are real, everything said in them is made up for the tests.

use dauys_digest::{
    Coverage, DayTopic, FailedSource, Input, Interface, PlaceWords, Provenance, Quote, SourceName, Tally,
};
use dauys_model::{
    Confirmation, DayCount, Kato, Kind, Language, Period, PostId, Reviewed, SourceId, SubscriptionId,
    TopicId, Trend,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// The day of all fixtures.
pub(crate) const DAY: Date = date(2026, 11, 22);

pub(crate) fn at(moment: &str) -> Timestamp {
    format!("2026-{moment}:00+05:00").parse().unwrap()
}

pub(crate) fn pick(language: Interface, kk: &str, ru: &str) -> String {
    match language {
        Interface::Kazakh => kk.to_owned(),
        Interface::Russian => ru.to_owned(),
        Interface::English => english(ru).to_owned(),
    }
}

/// The same in English.
fn english(ru: &str) -> &str {
    const WORDS: &[(&str, &str)] = &[
        ("Восточно-Казахстанская область", "East Kazakhstan Region"),
        ("область Абай", "Abai Region"),
        ("Жильё и коммунальные услуги", "Housing and utilities"),
        ("Отопление", "Heating"),
        ("Риддер", "Ridder"),
        ("в Риддере", "in Ridder"),
        ("акимат города; Министерство энергетики", "city akimat; Ministry of Energy"),
        ("Общественный транспорт", "Public transport"),
        ("Дороги и транспорт", "Roads and transport"),
        ("Семей", "Semey"),
        ("в Семее", "in Semey"),
        ("акимат города", "city akimat"),
        ("Водоснабжение", "Water supply"),
        ("Аягоз", "Ayagoz"),
        ("в Аягозе", "in Ayagoz"),
        ("акимат района", "district akimat"),
        ("Состояние дорог", "State of roads"),
        ("Урджарский район", "Urzhar District"),
        ("в Урджарском районе", "in Urzhar District"),
        ("Школы", "Schools"),
        ("Образование", "Education"),
        ("Мусор и уборка", "Waste and cleaning"),
        ("Усть-Каменогорск", "Oskemen"),
        ("в Усть-Каменогорске", "in Oskemen"),
        ("Области Абай и Восточно-Казахстанская", "Abai and East Kazakhstan Regions"),
        ("сервер не ответил (503)", "the server did not answer (503)"),
        ("закрытые группы и чаты", "closed groups and chats"),
        ("обращения по телефону", "calls by telephone"),
        ("ВКО", "East Kazakhstan"),
        ("Освещение улиц", "Street lighting"),
        ("Риддер: свет", "Ridder: electricity"),
        ("Аягоз: водоснабжение", "Ayagoz: water supply"),
        ("Семей: мусор", "Semey: waste"),
        ("Семей: уборка", "Semey: cleaning"),
        ("ответ акимата на запрос № 17", "the akimat's answer to request no. 17"),
        ("отчёт о ремонте котельной", "the report on the repair of the boiler house"),
        ("Отопление в Риддере", "Heating in Ridder"),
        ("Вода, Абай", "Water, Abai"),
        ("Школы и смены", "Schools and shifts"),
        ("Дороги", "Roads"),
        (
            "Ремонтная бригада на месте с 5:40, телефон <PHONE>.",
            "Repairs under way since 5:40, phone <PHONE>.",
        ),
    ];
    let found = WORDS.iter().find(|(russian, _)| *russian == ru);
    found.unwrap_or_else(|| panic!("no English for `{ru}`")).1
}

fn source(name: &str, id: &str) -> SourceName {
    SourceName { name: name.to_owned(), id: SourceId::new(id).unwrap() }
}

fn list(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// `(month, day, voices, texts)`.
fn days(counts: &[(i8, i8, u32, u32)]) -> Vec<DayCount> {
    counts
        .iter()
        .map(|(month, day, voices, texts)| DayCount {
            day: date(2026, *month, *day),
            voices: *voices,
            texts: *texts,
        })
        .collect()
}

fn quote(post: i64, language: Language, kind: Kind, source: &str, moment: &str, text: &str) -> Quote {
    Quote {
        post: PostId(post),
        text: text.to_owned(),
        language,
        kind,
        source: source.to_owned(),
        url: Some(format!("https://example.kz/{}/{post}", source.len()).parse().unwrap()),
        published_at: at(moment),
    }
}

fn topic(id: &str, trend: Trend, counts: &[(i8, i8, u32, u32)]) -> DayTopic {
    let days = days(counts);
    let sum = |counts: &mut dyn Iterator<Item = &DayCount>| {
        counts.fold(Tally::default(), |sum, day| Tally {
            voices: sum.voices + day.voices,
            texts: sum.texts + day.texts,
        })
    };
    let all = sum(&mut days.iter());
    let (first, last) = (days[0].day, days[days.len() - 1].day);
    DayTopic {
        phrase: None,
        id: TopicId(id.to_owned()),
        trend,
        matter: String::new(),
        group: String::new(),
        place: None,
        first_at: dauys_model::day_start(first),
        last_at: dauys_model::day_start(last),
        today: sum(&mut days.iter().filter(|day| day.day == DAY)),
        all,
        days,
        echo: all.texts - all.voices,
        sources: vec![],
        urgent: false,
        quotes: vec![],
        terms: vec![],
        responsible: vec![],
        confirmation: Confirmation::default(),
        norms: vec![],
        languages: [0; 3],
        posts: vec![],
    }
}

/// A day with something of everything.
pub(crate) fn day(language: Interface) -> Input {
    let words = |kk: &str, ru: &str| pick(language, kk, ru);
    let place = |kato: u32, name: (&str, &str), locative: (&str, &str), region: Option<(&str, &str)>| {
        Some(PlaceWords {
            name: words(name.0, name.1),
            kato: (kato > 0).then_some(Kato(kato)),
            locative: Some(words(locative.0, locative.1)),
            region: region.map(|(kk, ru)| words(kk, ru)),
        })
    };
    let east = Some(("Шығыс Қазақстан облысы", "Восточно-Казахстанская область"));
    let abai = Some(("Абай облысы", "область Абай"));
    let utilities = words("Тұрғын үй-коммуналдық шаруашылық", "Жильё и коммунальные услуги");

    let mut heating = topic("tq3hw5zkc7ab", Trend::New, &[(11, 22, 7, 16)]);
    heating.matter = words("Жылумен жабдықтау", "Отопление");
    heating.group = utilities.clone();
    heating.place = place(632400000, ("Риддер", "Риддер"), ("Риддерде", "в Риддере"), east);
    heating.urgent = true;
    heating.sources = list(&["Алтай хабары", "Риддер онлайн", "Шығыс үні"]);
    heating.terms = list(&["батаре", "ледян", "квартир", "жылу", "суық", "пәтер"]);
    heating.responsible =
        vec![words("қала әкімдігі; Энергетика министрлігі", "акимат города; Министерство энергетики")];
    heating.posts =
        [4101, 4107, 4112, 4113, 4120, 4121, 4130, 4131, 4133, 4140, 4141, 4150, 4152, 4160, 4161, 4170]
            .map(PostId)
            .to_vec();
    heating.quotes = vec![
        quote(
            4107,
            Language::Russian,
            Kind::Comment,
            "Риддер онлайн",
            "11-22T06:12",
            "С ночи батареи ледяные, в квартирах плюс одиннадцать, дома дети. Диспетчер говорит «ждите», \
             телефон <PHONE> не отвечает.",
        ),
        quote(
            4120,
            Language::Kazakh,
            Kind::Comment,
            "Алтай хабары",
            "11-22T07:05",
            "Түнгі үштен бері пәтерлерде жылу жоқ, балалар тоңып отыр. Қашан қосатынын ешкім айтпайды.",
        ),
        quote(
            4101,
            Language::Russian,
            Kind::News,
            "Шығыс үні",
            "11-22T05:40",
            "Часть города осталась без тепла из-за порыва на теплотрассе. Ремонтная бригада выехала на место.",
        ),
    ];

    let mut buses = topic("tbus5zkc7abc", Trend::New, &[(11, 22, 5, 5)]);
    buses.matter = words("Қоғамдық көлік", "Общественный транспорт");
    buses.group = words("Жол және көлік", "Дороги и транспорт");
    buses.place = place(101000000, ("Семей", "Семей"), ("Семейде", "в Семее"), abai);
    buses.sources = list(&["Семей таңы"]);
    buses.terms = list(&["автобус", "аялдама", "маршрут", "остановк"]);
    buses.responsible = vec![words("қала әкімдігі", "акимат города")];
    buses.quotes = vec![quote(
        4201,
        Language::Kazakh,
        Kind::Comment,
        "Семей таңы",
        "11-22T07:31",
        "33-автобусты аялдамада бір сағат күттік. Маршрут қысқарған ба, жоқ па – түсініксіз.",
    )];
    buses.quotes[0].url = None;

    let mut water = topic(
        "twater5zkc7a",
        Trend::Growing,
        &[(11, 16, 1, 1), (11, 18, 1, 2), (11, 20, 2, 5), (11, 21, 2, 3), (11, 22, 6, 10)],
    );
    water.matter = words("Сумен жабдықтау", "Водоснабжение");
    water.group = utilities.clone();
    water.place = place(103600000, ("Аягөз", "Аягоз"), ("Аягөзде", "в Аягозе"), abai);
    water.sources = list(&["Аягөз жаңалықтары", "Семей таңы", "Абай өңірі"]);
    water.terms = list(&["ржав", "кран", "вод", "су", "сары", "кран"]);
    water.responsible = vec![words("аудан әкімдігі", "акимат района")];
    water.quotes = vec![
        quote(
            4301,
            Language::Russian,
            Kind::Comment,
            "Аягөз жаңалықтары",
            "11-21T18:40",
            "Из крана четвёртый день идёт ржавая вода, пить её нельзя.",
        ),
        quote(
            4302,
            Language::Kazakh,
            Kind::Appeal,
            "Абай өңірі",
            "11-22T06:55",
            "Краннан сары су ағып тұр, балаларға не ішкіземіз?",
        ),
    ];

    let mut road = topic(
        "troad5zkc7ab",
        Trend::CameBack,
        &[(11, 9, 6, 9), (11, 11, 2, 2), (11, 15, 1, 1), (11, 22, 3, 3)],
    );
    road.matter = words("Жолдың жай-күйі", "Состояние дорог");
    road.group = words("Жол және көлік", "Дороги и транспорт");
    road.place = place(
        104600000,
        ("Үржар ауданы", "Урджарский район"),
        ("Үржар ауданында", "в Урджарском районе"),
        abai,
    );
    road.sources = list(&["Абай өңірі", "Үржар"]);
    road.terms = list(&["шұңқыр", "жол", "ям", "трасс"]);
    road.quotes = vec![quote(
        4401,
        Language::Kazakh,
        Kind::News,
        "Абай өңірі",
        "11-22T07:20",
        "Аудан орталығына апаратын жол ой-шұңқыр, көктемнен бері жөндеу көрген жоқ.",
    )];

    let mut school = topic(
        "tschool5zkc7",
        Trend::Steady,
        &[(11, 10, 2, 2), (11, 13, 3, 4), (11, 17, 2, 2), (11, 19, 3, 3), (11, 22, 2, 2)],
    );
    school.matter = words("Мектептер", "Школы");
    school.group = words("Білім беру", "Образование");
    school.sources = list(&["Семей таңы", "Шығыс үні"]);
    school.terms = list(&["ауысым", "мектеп", "смен", "школ"]);
    school.quotes = vec![quote(
        4501,
        Language::Mixed,
        Kind::Comment,
        "Семей таңы",
        "11-22T07:44",
        "Мектеп үш ауысыммен оқиды, третья смена заканчивается в девять вечера.",
    )];

    let mut waste = topic("twaste5zkc7a", Trend::Quiet, &[(11, 9, 3, 3), (11, 14, 4, 5), (11, 18, 2, 2)]);
    waste.matter = words("Қоқыс пен тазалық", "Мусор и уборка");
    waste.group = utilities;
    waste.place =
        place(631000000, ("Өскемен", "Усть-Каменогорск"), ("Өскеменде", "в Усть-Каменогорске"), east);
    waste.sources = list(&["Шығыс үні"]);
    waste.terms = list(&["мусор", "контейнер", "қоқыс"]);
    waste.quotes = vec![quote(
        4601,
        Language::Russian,
        Kind::Comment,
        "Шығыс үні",
        "11-18T12:02",
        "Контейнеры переполнены, мусор не вывозили с прошлой недели.",
    )];

    Input {
        subscription: SubscriptionId::new("east").unwrap(),
        period: Period::Day,
        from: DAY,
        last_sent: None,
        corrections: vec![],
        missed: vec![],
        dues: vec![],
        alerts: vec![],
        counts: vec![],
        has_before: false,
        has_last_year: false,
        reviewed: Reviewed::default(),
        pages: None,
        day: DAY,
        until: at("11-22T07:50"),
        since: at("11-09T00:00"),
        interface: language,
        title: words("Абай және Шығыс Қазақстан облыстары", "Области Абай и Восточно-Казахстанская"),
        filters: vec![words("Абай облысы", "область Абай"), words("Шығыс Қазақстан облысы", "ВКО")],
        topics: vec![waste, school, road, water, buses, heating],
        coverage: Coverage {
            heard: (1..=41).map(|n| source(&format!("Дереккөз {n:02}"), &format!("s{n}"))).collect(),
            silent: vec![
                source("Үржар", "urzhar"),
                source("Жарма", "zharma"),
                source("Көкпекті", "kokpekti"),
            ],
            failed: vec![FailedSource {
                name: "Курчатов жаршысы".to_owned(),
                id: SourceId::new("kurchatov").unwrap(),
                reason: words("сервер жауап бермеді (503)", "сервер не ответил (503)"),
            }],
            read: 812,
            rejected: 64,
            pending: 3,
            unseen: vec![
                words("жабық топтар мен чаттар", "закрытые группы и чаты"),
                "Instagram".to_owned(),
                "TikTok".to_owned(),
                words("телефон арқылы өтініштер", "обращения по телефону"),
            ],
            min_voices: 5,
            min_voices_urgent: 2,
            waiting: 4,
        },
        provenance: Provenance {
            version: "0.1.0".to_owned(),
            configuration: "9f2c41d07b3a".to_owned(),
            position: 118_204,
        },
    }
}

/// A day on which nothing was raised enough; `failed` sources did not answer.
pub(crate) fn quiet_day(language: Interface, failed: usize) -> Input {
    let mut input = day(language);
    input.topics.retain(|topic| topic.trend == Trend::Quiet);
    input.until = at("11-23T00:00");
    input.coverage.waiting = 1;
    input.coverage.failed = (0..failed)
        .map(|n| FailedSource {
            name: format!("Дереккөз {n}"),
            id: SourceId::new(&format!("s{n}")).unwrap(),
            reason: "503".to_owned(),
        })
        .collect();
    input
}
