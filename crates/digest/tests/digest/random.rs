//! Random inputs: everything that a digest can be made of, in all languages and for all periods.

use dauys_digest::{
    Correction, DayTopic, DueAnswer, FailedSource, FiredAlert, Input, Interface, LastSent, PeriodCount,
    PlaceWords, Quote, SourceName, Tally, ToldBefore, WhatWasWrong,
};
use dauys_model::{
    CategoryId, Confirmation, DayCount, Due, DueId, EditionKey, Kato, Kind, Language, News, Note, NoticeId,
    Period, PostId, SearchId, SourceId, SubscriptionId, Told, TopicId, Trend, day_end, day_start,
};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

/// What may be in no form: it stands only in what is left out.
pub(crate) const SECRET: &str = "+7 701 234 56 78";

/// A place: its code, and name and locative in Kazakh, Russian and English.
pub(crate) const PLACES: [(u32, [(&str, &str); 3]); 6] = [
    (632_400_000, [("Риддер", "Риддерде"), ("Риддер", "в Риддере"), ("Ridder", "in Ridder")]),
    (191_000_000, [("Қонаев", "Қонаевта"), ("Конаев", "в Конаеве"), ("Konaev", "in Konaev")]),
    (330_000_000, [("Жетісу облысы", "Жетісу облысында"), ("Жетісу", "в Жетісу"), ("Zhetisu", "in Zhetisu")]),
    (271_000_000, [("Орал", "Оралда"), ("Уральск", "в Уральске"), ("Oral", "in Oral")]),
    (156_400_000, [("Шалқар", "Шалқарда"), ("Шалкар", "в Шалкаре"), ("Shalkar", "in Shalkar")]),
    (0, [("Сочи ауылы", "Сочи ауылында"), ("Сочи", "в Сочи"), ("Sochi", "in Sochi")]),
];

/// Draws from a list of numbers, so that what fails can be made smaller.
pub(crate) struct Draw<'a> {
    numbers: std::iter::Cycle<std::slice::Iter<'a, u16>>,
    language: Interface,
}

impl<'a> Draw<'a> {
    pub(crate) fn new(numbers: &'a [u16], language: Interface) -> Self {
        Self { numbers: numbers.iter().cycle(), language }
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::from(*self.numbers.next().unwrap()) % end
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 1).then(|| make(self))
    }

    fn several<T>(&mut self, most: u32, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn day(&mut self, around: Date) -> Date {
        around.saturating_sub((i64::from(self.below(400))).days())
    }

    fn moment(&mut self, around: Date) -> Timestamp {
        let minutes = i64::from(self.below(1440));
        day_start(self.day(around)).checked_add(minutes.minutes()).unwrap()
    }

    fn words(&mut self) -> String {
        let places = "<PHONE> <IIN> <EMAIL> <CARD> <IBAN> <PLATE> <ADDRESS> <NAME>";
        let placeholder: Vec<&str> = places.split(' ').collect();
        let texts = ["нет воды", "су жоқ", "no heating, 3rd day", "яма 5 на 7, қазан айынан бері", "дом 12"];
        let (text, placeholder, n) = (self.of(&texts), self.of(&placeholder), self.below(900));
        format!("{text} {n} {placeholder}, звоните")
    }

    fn place(&mut self) -> PlaceWords {
        let (kato, names) = self.of(&PLACES);
        let (name, locative) = names[Interface::ALL.iter().position(|one| *one == self.language).unwrap()];
        PlaceWords {
            name: name.to_owned(),
            kato: (kato > 0).then_some(Kato(kato)),
            locative: self.maybe(|_| locative.to_owned()),
            region: None,
        }
    }

    fn topic(&mut self, index: u32, day: Date) -> DayTopic {
        let mut days: Vec<DayCount> = self.several(6, |draw| DayCount {
            day: day.saturating_sub(i64::from(draw.below(40)).days()),
            voices: draw.below(130),
            texts: draw.below(300),
        });
        days.sort_by_key(|count| count.day);
        days.dedup_by_key(|count| count.day);
        let (today, all) = (self.below(130), self.below(1300));
        DayTopic {
            id: TopicId(format!("topic{index}")),
            trend: self.of(&[Trend::New, Trend::Growing, Trend::CameBack, Trend::Steady, Trend::Quiet]),
            matter: self.of(&["Отопление", "ЖКХ", "Сумен жабдықтау", "Roads"]).to_owned(),
            group: "Жильё".to_owned(),
            place: self.maybe(Self::place),
            first_at: self.moment(day),
            last_at: self.moment(day),
            days,
            today: Tally { voices: today, texts: today + self.below(9) },
            all: Tally { voices: all, texts: all + self.below(9) },
            echo: self.below(23),
            sources: self.several(3, |draw| format!("Источник {}", draw.below(50))),
            urgent: self.below(4) == 0,
            quotes: self.several(3, |draw| Quote {
                post: PostId(draw.below(9000).into()),
                text: draw.words(),
                language: draw.of(&[Language::Kazakh, Language::Russian, Language::Mixed]),
                kind: draw.of(&[Kind::News, Kind::Comment, Kind::Appeal, Kind::Notice]),
                source: format!("Источник {}", draw.below(50)),
                url: draw.maybe(|draw| format!("https://example.kz/{}", draw.below(999)).parse().unwrap()),
                published_at: draw.moment(day),
            }),
            terms: vec!["вод".to_owned(), "су".to_owned(), SECRET.to_owned()],
            phrase: None,
            responsible: self.several(2, |_| "акимат".to_owned()),
            confirmation: self.of(&[Confirmation::Unverified, Confirmation::Partly, Confirmation::Official]),
            norms: (0..self.below(40))
                .map(|age| (day.saturating_sub(i64::from(age).days()), f64::from(self.below(500)) / 37.0))
                .collect(),
            languages: [self.below(30), self.below(30), self.below(3)],
            posts: self.several(20, |draw| PostId(draw.below(9000).into())),
        }
    }

    fn news(&mut self, day: Date) -> News {
        let (voices, norm) = (self.below(200), f64::from(self.below(999)) / 41.0);
        match self.below(5) {
            0 => News::New { voices, since: self.moment(day), doubled: self.below(2) == 0 },
            1 => News::Report { voices, since: self.moment(day) },
            2 => News::Report { voices: 0, since: self.moment(day) },
            3 => News::Usual { day: self.day(day), voices, norm, since: self.day(day) },
            _ => News::Unusual {
                day: self.day(day),
                voices,
                norm,
                chance: 0.001,
                since: self.maybe(|draw| draw.day(day)),
            },
        }
    }

    fn edition(&mut self, day: Date) -> EditionKey {
        let period = self.of(&[Period::Day, Period::Week, Period::Month]);
        let day = period.around(self.day(day)).1;
        EditionKey { subscription: SubscriptionId::new("east").unwrap(), period, day }
    }

    /// An input. About every fifth has no topic.
    pub(crate) fn input(&mut self) -> Input {
        let period = self.of(&[Period::Day, Period::Day, Period::Week, Period::Month]);
        let (from, day) = period.around(self.day(date(2026, 12, 31)));
        let subscription = SubscriptionId::new("east").unwrap();
        let mut input = Input::new(subscription, "Область", self.language, day);
        (input.period, input.from) = (period, from);
        input.until = self.maybe(|draw| draw.moment(day)).unwrap_or_else(|| day_end(day));
        input.since = day_start(from.saturating_sub(i64::from(self.below(20)).days()));
        let most = self.of(&[0, 2, 5, 8, 12]);
        input.topics = (0..most).map(|index| self.topic(index, day)).collect();
        input.last_sent = self.maybe(|draw| LastSent {
            edition: draw.edition(day),
            topics: (0..most)
                .filter_map(|index| {
                    draw.maybe(|draw| ToldBefore {
                        topic: TopicId(format!("topic{index}")),
                        trend: draw.of(&[Trend::New, Trend::Growing, Trend::Steady, Trend::Quiet]),
                        voices: draw.below(1300),
                    })
                })
                .collect(),
        });
        self.records(&mut input);
        self.coverage(&mut input);
        self.left_out(&mut input);
        input.pages = self.maybe(|_| "https://dauys.example.kz".to_owned());
        input
    }

    fn records(&mut self, input: &mut Input) {
        let day = input.day;
        input.corrections = self.several(3, |draw| Correction {
            edition: draw.edition(day),
            topic: TopicId("gone".to_owned()),
            title: format!("{}: вода", draw.place().name),
            was: match draw.below(3) {
                0 => WhatWasWrong::Voices { told: draw.below(200), known: draw.below(200) },
                1 => WhatWasWrong::Merged { into: TopicId("topic0".to_owned()), title: draw.place().name },
                _ => WhatWasWrong::Gone,
            },
        });
        input.missed = self.several(2, |draw| draw.edition(day));
        input.dues = self.several(4, |draw| DueAnswer {
            due: Due {
                id: DueId(draw.below(500).into()),
                topic: draw.maybe(|draw| TopicId(format!("topic{}", draw.below(14)))),
                day: day.saturating_add((i64::from(draw.below(30)) - 15).days()),
                what: draw.words(),
                answered: None,
            },
            title: draw.maybe(|draw| draw.place().name),
        });
        input.alerts = self.several(4, |draw| FiredAlert {
            of: SearchId(1),
            notice: NoticeId(draw.below(500).into()),
            search: format!("Поиск {}", draw.below(100)),
            told: Told { at: draw.moment(day), news: draw.news(day), posts: vec![PostId(7)] },
        });
        input.counts = self.several(40, |draw| PeriodCount {
            region: draw.maybe(|_| Kato(330_000_000)),
            region_name: draw.place().name,
            category: CategoryId(format!("hcs/c{}", draw.below(9))),
            category_name: "Водоснабжение".to_owned(),
            voices: draw.below(2000),
            before: draw.below(2000),
            last_year: draw.below(2000),
        });
        (input.has_before, input.has_last_year) = (self.below(2) == 0, self.below(2) == 0);
        input.reviewed.approved = self.maybe(|draw| ("editor".to_owned(), draw.moment(day)));
        input.reviewed.notes = self.several(2, |draw| Note {
            topic: TopicId(format!("topic{}", draw.below(5))),
            text: draw.words(),
            by: "editor".to_owned(),
            at: draw.moment(day),
        });
    }

    fn coverage(&mut self, input: &mut Input) {
        let mut index = 0;
        let mut next = |name: &str| {
            index += 1;
            (format!("{name} {index}"), SourceId::new(&format!("s{index}")).unwrap())
        };
        let counts = [self.below(60), self.below(5), self.below(4)];
        let mut sources = |n: u32| -> Vec<SourceName> {
            let named = (0..n).map(|_| next("Дереккөз"));
            named.map(|(name, id)| SourceName { name, id }).collect()
        };
        let coverage = &mut input.coverage;
        (coverage.heard, coverage.silent) = (sources(counts[0]), sources(counts[1]));
        coverage.failed = sources(counts[2])
            .into_iter()
            .map(|source| FailedSource { name: source.name, id: source.id, reason: "HTTP 503".to_owned() })
            .collect();
        coverage.read = self.of(&[0, 1, 812]);
        (coverage.rejected, coverage.pending) = (self.below(99), self.below(99));
        (coverage.min_voices, coverage.min_voices_urgent) = (2 + self.below(9), 2);
        coverage.waiting = self.below(30);
        coverage.unseen = vec!["Instagram".to_owned()];
        input.provenance.version = "0.1.0".to_owned();
        input.provenance.configuration = format!("9f{}", self.below(999));
        input.provenance.position = self.below(60_000).into();
    }

    /// What an editor left out, and what was answered: no form may tell a word of it.
    fn left_out(&mut self, input: &mut Input) {
        let day = input.day;
        let mut dropped = self.topic(99, day);
        dropped.matter = format!("Тайна {SECRET}");
        for quote in &mut dropped.quotes {
            quote.text = SECRET.to_owned();
        }
        input.reviewed.dropped.push(dropped.id.clone());
        input.reviewed.notes.push(Note {
            topic: dropped.id.clone(),
            text: SECRET.to_owned(),
            by: "editor".to_owned(),
            at: day_start(day),
        });
        let due = |id: i64, what: &str, answered: Option<Date>| Due {
            id: DueId(id),
            topic: Some(TopicId("topic99".to_owned())),
            day,
            what: what.to_owned(),
            answered,
        };
        let titled = |due: Due| DueAnswer { due, title: Some(format!("Тайна {SECRET}")) };
        input.dues.push(titled(due(901, "отчёт", None)));
        input.dues.push(titled(due(902, SECRET, Some(day))));
        input.topics.push(dropped);
    }
}
