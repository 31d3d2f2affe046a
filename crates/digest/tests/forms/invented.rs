//! Invented digests: places are real, everything said of them is made up for the tests.

use dauys_digest::{
    Alert, Change, ChangeKind, Changes, CoverageBox, Curve, Digest, Entry, Evidence, Fact, FailedSource,
    Input, Interface, Languages, Norm, Phrase, Provenance, Reading, Ref, RegionCount, Rollup, RollupRow,
    Section, Sentence, Summary, Tally, Title, Value, build,
};
use dauys_model::{
    CategoryId, Confirmation, DayCount, DueId, EditionKey, Kato, Kind, Language, Note, NoticeId, Period,
    PostId, SourceId, SubscriptionId, TopicId, Trend,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

/// The day of all fixtures.
pub(crate) const DAY: Date = date(2026, 11, 22);
/// Where pages are.
pub(crate) const PAGES: &str = "https://dauys.example.kz";

pub(crate) fn at(moment: &str) -> Timestamp {
    format!("2026-{moment}:00+05:00").parse().unwrap()
}

/// The text of a language.
struct Words(Interface);

impl Words {
    fn pick(&self, kk: &str, ru: &str, en: &str) -> String {
        match self.0 {
            Interface::Kazakh => kk,
            Interface::Russian => ru,
            Interface::English => en,
        }
        .to_owned()
    }
}

pub(crate) fn subscription() -> SubscriptionId {
    SubscriptionId::new("deputy-east").unwrap()
}

fn said(text: impl Into<String>, refs: Vec<Ref>) -> Sentence {
    Sentence { text: text.into(), refs, facts: Vec::new() }
}

fn posts(numbers: std::ops::Range<i64>) -> Vec<Ref> {
    numbers.map(|number| Ref::Post(PostId(number))).collect()
}

fn source_ref(id: &str) -> Ref {
    Ref::Source(SourceId::new(id).unwrap())
}

fn quote(
    post: i64,
    language: Language,
    kind: (Kind, String),
    source: &str,
    published: String,
    text: &str,
) -> Evidence {
    Evidence {
        post: PostId(post),
        text: text.to_owned(),
        language,
        kind: kind.0,
        kind_name: kind.1,
        source: source.to_owned(),
        published_at: at("11-22T08:15"),
        published,
        url: (post % 2 != 0).then(|| format!("https://example.kz/news/{post}")),
        link: Some(format!("{PAGES}/posts/{post}")),
    }
}

/// A topic with something in every field.
pub(crate) fn heating(language: Interface) -> Entry {
    let words = Words(language);
    let days = [(14, 1, 2), (16, 2, 2), (19, 3, 5), (20, 1, 1), (21, 4, 6), (22, 7, 16)];
    let days: Vec<DayCount> =
        days.map(|(day, voices, texts)| DayCount { day: date(2026, 11, day), voices, texts }).into();
    let comment = words.pick("пікір", "комментарий", "comment");
    let news = words.pick("жарияланым", "публикация", "news");
    let morning = words.pick("22 қараша, 08:15", "22 ноября, 08:15", "22 November, 08:15");
    Entry {
        id: TopicId("tq3hw5zkc7ab".into()),
        urgent: true,
        title: Title {
            text: words.pick("Риддер: жылумен жабдықтау", "Риддер: отопление", "Ridder: heating"),
            place: Some(words.pick("Риддер", "Риддер", "Ridder")),
            kato: Some(Kato(632_400_000)),
            region: Some(words.pick(
                "Шығыс Қазақстан облысы",
                "Восточно-Казахстанская область",
                "East Kazakhstan Region",
            )),
            matter: words.pick("Жылумен жабдықтау", "Отопление", "Heating"),
            group: words.pick(
                "Тұрғын үй-коммуналдық шаруашылық",
                "Жильё и коммунальные услуги",
                "Housing and utilities",
            ),
            phrase: Some(Phrase {
                text: "в квартирах плюс одиннадцать, батареи холодные".into(),
                language: Language::Russian,
                post: PostId(4101),
            }),
        },
        fact: Sentence {
            text: words.pick(
                "Риддерде тұрғындар бұл туралы алғаш рет 14 қарашада хабарлады: 18 тәуелсіз дауыс, оның 7-еуі соңғы \
                 тәулікте; тағы 14 қайталанған мәтін; 3 дереккөз.",
                "В Риддере жители сообщают с 14 ноября, теперь чаще: 18 независимых голосов, из них 7 за сутки, а накануне \
                 4; ещё 14 повторов; 3 источника.",
                "In Ridder, residents have been reporting it since 14 November, lately more often: 18 independent voices, 7 of \
                 them on the day; 14 repetitions more; 3 sources.",
            ),
            refs: posts(4090..4115),
            facts: vec![Fact { name: "voices".into(), value: Value::Number(18.0), shown: "18".into() }],
        },
        norm: Some(Norm {
            expected: 1.4,
            sentence: said(
                words.pick(
                    "әдетте күніне шамамен 1,4 дауыс",
                    "обычно около 1,4 голоса в день",
                    "usually about 1.4 voices a day",
                ),
                vec![Ref::Method("norm".into())],
            ),
        }),
        confirmation: Confirmation::Partly,
        confirmation_name: words.pick("ішінара расталған", "частично подтверждено", "partly confirmed"),
        today: Tally { voices: 7, texts: 16 },
        all: Tally { voices: 18, texts: 32 },
        counts: said(
            words.pick(
                "дауыс – соңғы тәулікте 7, барлығы 18; мәтін – соңғы тәулікте 16, барлығы 32",
                "голоса — 7 за сутки, 18 всего; тексты — 16 за сутки, 32 всего",
                "voices – 7 on the day, 18 in all; texts – 16 on the day, 32 in all",
            ),
            posts(4090..4115),
        ),
        echo: 14,
        first_at: at("11-14T07:00"),
        last_at: at("11-22T21:40"),
        curve_since: date(2026, 11, 9),
        curve: Curve::of(&days, date(2026, 11, 9), DAY),
        days,
        norms: (12..=22).map(|day| (date(2026, 11, day), if day < 18 { 1.0 } else { 1.4 })).collect(),
        sources: vec!["Алтай News".into(), "Комментарии Tengrinews".into(), "Рудный Алтай".into()],
        responsible: vec![
            words.pick("Риддер қаласының әкімдігі", "акимат города Риддера", "Akimat of Ridder"),
            words.pick("Энергетика министрлігі", "Министерство энергетики", "Ministry of Energy"),
        ],
        quotes: vec![
            quote(
                4101,
                Language::Russian,
                (Kind::Comment, comment.clone()),
                "Комментарии Tengrinews",
                morning.clone(),
                "Третий день в квартирах плюс одиннадцать, батареи холодные, в диспетчерской отвечают, что ждут уголь. \
                 Дети спят в куртках.",
            ),
            quote(
                4104,
                Language::Kazakh,
                (Kind::News, news),
                "Рудный Алтай",
                morning.clone(),
                "Риддерде жылу беру кестесі бұзылды, қазандықтың екі қозғалтқышы істен шықты.",
            ),
            quote(
                4107,
                Language::Mixed,
                (Kind::Comment, comment),
                "Алтай News",
                morning,
                "Бізде де жылу жоқ, когда уже сделают? [телефон скрыт]",
            ),
        ],
        note: Some(Note {
            topic: TopicId("tq3hw5zkc7ab".into()),
            text: words.pick(
                "Әкімдікке сауал дайындалды.",
                "Подготовлен запрос в акимат.",
                "A request to the akimat has been drafted.",
            ),
            by: "editor".into(),
            at: at("11-23T07:20"),
        }),
        link: Some(format!("{PAGES}/topics/tq3hw5zkc7ab")),
        curve_caption: words.pick(
            "9–22 қараша, күніне 7 дауысқа дейін",
            "9–22 ноября, до 7 голосов в день",
            "9–22 November, up to 7 voices a day",
        ),
        curve_in_words: words.pick(
            "14 қараша – 1; 16 қараша – 2; 19 қараша – 3; 20 қараша – 1; 21 қараша – 4; 22 қараша – 7.",
            "14 ноября — 1; 16 ноября — 2; 19 ноября — 3; 20 ноября — 1; 21 ноября — 4; 22 ноября — 7.",
            "14 November – 1; 16 November – 2; 19 November – 3; 20 November – 1; 21 November – 4; 22 November – 7.",
        ),
    }
}

/// Another topic: no phrase, no norm, no note, no page.
pub(crate) fn buses(language: Interface, trend: Trend) -> Entry {
    let words = Words(language);
    let days =
        [(18, 5), (20, 2)].map(|(day, voices)| DayCount { day: date(2026, 11, day), voices, texts: voices });
    let mut entry = heating(language);
    entry.id = TopicId(format!("tbus{trend:?}").to_lowercase());
    entry.urgent = false;
    entry.title = Title {
        text: words.pick("Семей: қоғамдық көлік", "Семей: общественный транспорт", "Semey: public transport"),
        place: Some(words.pick("Семей", "Семей", "Semey")),
        kato: Some(Kato(101_000_000)),
        region: Some(words.pick("Абай облысы", "область Абай", "Abai Region")),
        matter: words.pick("Қоғамдық көлік", "Общественный транспорт", "Public transport"),
        group: words.pick("Жолдар мен көлік", "Дороги и транспорт", "Roads and transport"),
        phrase: None,
    };
    entry.fact = said(
        words.pick(
            "Семейде тұрғындар 18 қарашадан бері хабарлап келеді: 7 тәуелсіз дауыс; 1 дереккөз.",
            "В Семее жители сообщают с 18 ноября: 7 независимых голосов; 1 источник.",
            "In Semey, residents have been reporting it since 18 November: 7 independent voices; 1 source.",
        ),
        posts(3801..3808),
    );
    entry.norm = None;
    entry.norms = Vec::new();
    entry.note = None;
    entry.link = None;
    entry.confirmation = Confirmation::Unverified;
    entry.confirmation_name = words.pick("расталмаған", "не проверено", "unverified");
    entry.curve = Curve::of(&days, date(2026, 11, 9), DAY);
    entry.days = days.into();
    entry.sources = vec!["Семей Today".into()];
    entry.quotes.truncate(1);
    entry.quotes[0].post = PostId(3801);
    entry.quotes[0].text = "35-й автобус вечером не ходит вообще, ждём по часу на морозе.".into();
    entry.quotes[0].url = None;
    entry.quotes[0].link = None;
    entry
}

fn section(language: Interface, trend: Trend, topics: Vec<Entry>) -> Section {
    let words = Words(language);
    let (heading, word) = match trend {
        Trend::New => (words.pick("Жаңа", "Новое", "New"), words.pick("жаңа", "новая", "new")),
        Trend::Growing => {
            (words.pick("Күшейген", "Нарастает", "Growing"), words.pick("күшейген", "нарастает", "growing"))
        }
        Trend::CameBack => (
            words.pick("Қайта көтерілген", "Вернулось", "Came back"),
            words.pick("қайта көтерілген", "вернулась", "came back"),
        ),
        Trend::Steady => (
            words.pick("Жалғасқан", "Продолжается", "Continuing"),
            words.pick("жалғасқан", "продолжается", "continuing"),
        ),
        Trend::Quiet => (
            words.pick("Тынышталған", "Затихло", "Quiet now"),
            words.pick("тынышталған", "затихла", "quiet now"),
        ),
    };
    Section { trend, heading, count: format!("{} {word}", topics.len()), topics }
}

fn changes(language: Interface) -> Changes {
    let words = Words(language);
    let heat = TopicId("tq3hw5zkc7ab".into());
    let change = |kind, label: String, topic: Option<&TopicId>, text: String, refs, due| Change {
        kind,
        label,
        topic: topic.cloned(),
        sentence: said(text, refs),
        due,
    };
    let before = EditionKey { subscription: subscription(), period: Period::Day, day: date(2026, 11, 21) };
    Changes {
        since: Some(date(2026, 11, 21)),
        lead: said(
            words.pick(
                "21 қараша шолуынан бері.",
                "После обзора за 21 ноября.",
                "Since the digest of 21 November.",
            ),
            vec![Ref::Edition(before)],
        ),
        items: vec![
            change(
                ChangeKind::New,
                words.pick("жаңа", "новая", "new"),
                Some(&TopicId("tbussteady".into())),
                words.pick(
                    "Семей: қоғамдық көлік – 7 дауыс",
                    "Семей: общественный транспорт — 7 голосов",
                    "Semey: public transport – 7 voices",
                ),
                posts(3801..3808),
                None,
            ),
            change(
                ChangeKind::Growing,
                words.pick("күшейген", "нарастает", "growing"),
                Some(&heat),
                words.pick(
                    "Риддер: жылумен жабдықтау – 7 дауыс, алдыңғы күні 4",
                    "Риддер: отопление — 7 голосов, накануне 4",
                    "Ridder: heating – 7 voices, 4 the day before",
                ),
                posts(4101..4108),
                None,
            ),
            change(
                ChangeKind::CameBack,
                words.pick("қайта көтерілген", "вернулась", "came back"),
                Some(&TopicId("tbuscameback".into())),
                words.pick(
                    "Өскемен: ауа сапасы – 5 дауыс",
                    "Усть-Каменогорск: воздух — 5 голосов",
                    "Oskemen: air – 5 voices",
                ),
                posts(3900..3905),
                None,
            ),
            change(
                ChangeKind::QuietNow,
                words.pick("тынышталған", "затихла", "quiet now"),
                Some(&TopicId("tbusquiet".into())),
                words.pick(
                    "Аягөз: су – 4 күн хабар жоқ",
                    "Аягоз: вода — 4 дня без сообщений",
                    "Ayagoz: water – 4 days of silence",
                ),
                posts(3700..3703),
                None,
            ),
            change(
                ChangeKind::AnswerDue,
                words.pick("жауап мерзімі", "срок ответа", "answer due"),
                Some(&heat),
                words.pick(
                    "Риддер әкімдігі: қазандық туралы сауалға жауап – 25 қарашаға дейін",
                    "Акимат Риддера: ответ на запрос о котельной — до 25 ноября",
                    "Akimat of Ridder: answer about the boiler house – by 25 November",
                ),
                vec![Ref::Due(DueId(12)), Ref::Topic(heat.clone())],
                Some(date(2026, 11, 25)),
            ),
        ],
    }
}

/// The regions of the country, four of them with voices.
fn regions(language: Interface) -> Vec<RegionCount> {
    let mut regions = build(Input::new(subscription(), "", language, DAY)).regions;
    for region in &mut regions {
        region.voices = match region.kato.0 / 10_000_000 {
            63 => 25,
            10 => 7,
            75 => 2,
            71 => 1,
            _ => 0,
        };
    }
    regions
}

/// A day with something of everything.
pub(crate) fn day(language: Interface) -> Digest {
    let words = Words(language);
    let sources =
        vec![source_ref("altai-news"), source_ref("tengri-comments"), Ref::Method("coverage".into())];
    let key = |day| EditionKey { subscription: subscription(), period: Period::Day, day };
    let mut back = buses(language, Trend::CameBack);
    back.title.text =
        words.pick("Өскемен: ауа сапасы", "Усть-Каменогорск: качество воздуха", "Oskemen: air quality");
    let mut quiet = buses(language, Trend::Quiet);
    quiet.title.text = words.pick("Аягөз: ауызсу", "Аягоз: питьевая вода", "Ayagoz: drinking water");
    Digest {
        schema: "dauys-digest/2",
        subscription: subscription(),
        period: Period::Day,
        language,
        title: words.pick(
            "Шығыс Қазақстан: депутатқа шолу",
            "Восточный Казахстан: обзор депутату",
            "East Kazakhstan: a deputy’s digest",
        ),
        day: DAY,
        date: words.pick(
            "2026 жылғы 22 қараша, жексенбі",
            "22 ноября 2026 года, воскресенье",
            "Sunday, 22 November 2026",
        ),
        since: date(2026, 11, 9),
        until: at("11-23T00:00"),
        as_of: words.pick("толық тәулік үшін", "за полные сутки", "the whole day"),
        filters: vec![words.pick("Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region")],
        summary: Summary {
            urgent: 1,
            new: 0,
            growing: 1,
            came_back: 1,
            steady: 1,
            quiet: 1,
            sentence: said(
                words.pick(
                    "Шұғыл: 1 · 1 күшейген · 1 қайта көтерілген · 1 жалғасқан · 1 тынышталған",
                    "Срочно: 1 · 1 нарастает · 1 вернулась · 1 продолжается · 1 затихла",
                    "Urgent: 1 · 1 growing · 1 came back · 1 continuing · 1 quiet now",
                ),
                vec![Ref::Counts(DAY), Ref::Topic(TopicId("tq3hw5zkc7ab".into()))],
            ),
        },
        reading: Reading {
            words: 210,
            minutes: 2,
            words_with_quotes: 290,
            minutes_with_quotes: 3,
            text: words.pick(
                "оқу уақыты: 2 мин, дәйексөздермен бірге 3 мин",
                "чтение: 2 мин, с цитатами 3 мин",
                "reading time: 2 min, 3 min with the quotes",
            ),
        },
        quiet_day: None,
        changes: changes(language),
        corrections: vec![said(
            words.pick(
                "21 қараша шолуында «Семей: жарық» 9 дауыс деп көрсетілген; қазір белгілісі – 6.",
                "В обзоре за 21 ноября «Семей: свет» — 9 голосов; известно 6.",
                "The digest of 21 November told of “Semey: power” with 9 voices; 6 are known now.",
            ),
            vec![Ref::Edition(key(date(2026, 11, 21))), Ref::Topic(TopicId("tgone".into()))],
        )],
        missed: vec![said(
            words.pick(
                "20 қараша шолуы сізге жетпеді.",
                "Обзор за 20 ноября до вас не дошёл.",
                "The digest of 20 November did not reach you.",
            ),
            vec![Ref::Edition(key(date(2026, 11, 20)))],
        )],
        rollup: None,
        sections: vec![
            section(language, Trend::Growing, vec![heating(language)]),
            section(language, Trend::CameBack, vec![back]),
            section(language, Trend::Steady, vec![buses(language, Trend::Steady)]),
            section(language, Trend::Quiet, vec![quiet]),
        ],
        alerts: vec![Alert {
            notice: NoticeId(31),
            search: words.pick("су жоқ", "нет воды", "no water"),
            sentence: said(
                words.pick("22 қарашада 14 мәтін табылды.", "22 ноября найдено 14 текстов.", "14 texts found on 22 November."),
                vec![Ref::Notice(NoticeId(31)), Ref::Post(PostId(4107))],
            ),
            link: Some(format!("{PAGES}/saved/4")),
        }],
        regions: regions(language),
        languages: Languages {
            kazakh: 21,
            russian: 44,
            mixed: 6,
            sentence: Some(said(
                words.pick(
                    "Мәтіндер: қазақша – 21, орысша – 44, аралас не басқа тілде – 6.",
                    "Тексты: на казахском — 21, на русском — 44, на двух или другом — 6.",
                    "Texts: Kazakh – 21, Russian – 44, both or another – 6.",
                ),
                posts(4090..4099),
            )),
        },
        coverage: CoverageBox {
            heard: vec!["Алтай News".into(), "Комментарии Tengrinews".into()],
            silent: vec!["Вестник Зайсана".into()],
            failed: vec![FailedSource {
                name: "Семей Today".into(),
                id: SourceId::new("semey-today").unwrap(),
                reason: words.pick("жауап бермеді", "нет ответа", "no answer"),
            }],
            read: 412,
            rejected: 9,
            pending: 3,
            unseen: vec!["TikTok".into(), "WhatsApp".into()],
            waiting: 2,
            sentences: vec![
                said(
                    words.pick("4 дереккөздің 2-еуі естілді.", "Слышали 2 из 4 источников.", "2 of 4 sources heard."),
                    sources.clone(),
                ),
                said(
                    words.pick(
                        "Оқылған мәтін: 412; қабылданбағаны: 9; кезекте тұрғаны: 3.",
                        "Текстов прочитано: 412; отклонено: 9; ждут обработки: 3.",
                        "Texts read: 412; rejected: 9; waiting: 3.",
                    ),
                    sources.clone(),
                ),
            ],
            warning: Some(said(
                words.pick("1 дереккөз жауап бермеді", "1 источник не ответил", "1 source did not answer"),
                vec![source_ref("semey-today")],
            )),
        },
        how_to_read: vec![
            said(
                words.pick(
                    "Дауыс – мәселе туралы бір тәуелсіз хабар.",
                    "Голос — одно независимое сообщение о проблеме.",
                    "A voice is one independent report of a problem.",
                ),
                vec![Ref::Method("reading".into())],
            ),
            said(
                words.pick(
                    "Мәтін ойдан құралмайды.",
                    "Тексты не сочиняются: цитаты дословные, личные данные скрыты.",
                    "No text is composed.",
                ),
                vec![Ref::Method("reading".into())],
            ),
        ],
        review: vec![said(
            words.pick(
                "23 қараша, 07:30 – editor мақұлдады.",
                "Одобрено 23 ноября в 07:30, editor; исключена 1 тема.",
                "Approved on 23 November at 07:30 by editor; 1 topic left out.",
            ),
            vec![Ref::Review("editor".into())],
        )],
        provenance: Provenance { version: "0.1.0".into(), configuration: "a1b2c3d4".into(), position: 41_207 },
        made_with: vec![said(
            words.pick(
                "Ашық дереккөздерден автоматты түрде дайындалды; мәтіндер алынған, құрастырылмаған. dauys 0.1.0 · баптау a1b2c3d4",
                "Подготовлено автоматически по открытым источникам; тексты извлечены, а не сочинены. dauys 0.1.0 · настройки a1b2c3d4",
                "Prepared automatically from open sources; texts are extracted, not generated. dauys 0.1.0 · configuration a1b2c3d4",
            ),
            vec![Ref::Run(41_207)],
        )],
        pages: Some(PAGES.into()),
    }
}

/// A day on which nothing is active and nothing changed.
pub(crate) fn quiet_day(language: Interface) -> Digest {
    let words = Words(language);
    let mut digest = day(language);
    digest.sections.clear();
    digest.changes.items.clear();
    digest.changes.lead.text = words.pick(
        "21 қараша шолуынан бері өзгеріс жоқ.",
        "После обзора за 21 ноября ничего не изменилось.",
        "Nothing changed since the digest of 21 November.",
    );
    digest.quiet_day = Some(said(
        words.pick(
            "Тыныш күн: бірде-бір тақырып 5 тәуелсіз дауыс жинаған жоқ.",
            "Спокойный день: ни одна тема не набрала 5 независимых голосов.",
            "A quiet day: no topic reached 5 independent voices.",
        ),
        vec![Ref::Method("voices".into())],
    ));
    digest.summary = Summary {
        urgent: 0,
        new: 0,
        growing: 0,
        came_back: 0,
        steady: 0,
        quiet: 0,
        sentence: said(
            words.pick("белсенді тақырып жоқ", "активных тем нет", "no active topics"),
            vec![Ref::Counts(DAY)],
        ),
    };
    digest.corrections.clear();
    digest.missed.clear();
    digest.alerts.clear();
    digest.review.clear();
    digest.regions.iter_mut().for_each(|region| region.voices = 0);
    digest.languages = Languages { kazakh: 0, russian: 0, mixed: 0, sentence: None };
    digest.pages = None;
    digest
}

/// A week: a day and its rollup.
pub(crate) fn week(language: Interface) -> Digest {
    let words = Words(language);
    let mut digest = day(language);
    digest.period = Period::Week;
    digest.since = date(2026, 11, 16);
    digest.date = words.pick("2026 жылғы 16–22 қараша", "16–22 ноября 2026 года", "16–22 November 2026");
    let counted = || vec![Ref::Counts(DAY)];
    let row = |region: Option<(u32, String)>,
               leaf: &str,
               name: String,
               counts: (u32, Option<u32>, Option<u32>)| RollupRow {
        region: region.as_ref().map(|(code, _)| Kato(code * 10_000_000)),
        region_name: region.map(|(_, name)| name).unwrap_or_default(),
        category: CategoryId(leaf.to_owned()),
        sentence: said(format!("{name}: {}", counts.0), counted()),
        category_name: name,
        voices: counts.0,
        before: counts.1,
        last_year: counts.2,
    };
    let east = || {
        Some((
            63,
            words.pick("Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "East Kazakhstan Region"),
        ))
    };
    let abai = || Some((10, words.pick("Абай облысы", "область Абай", "Abai Region")));
    digest.rollup = Some(Rollup {
        columns: vec![
            words.pick("осы апта", "эта неделя", "this week"),
            words.pick("өткен апта", "прошлая", "last week"),
            words.pick("былтыр", "год назад", "a year ago"),
        ],
        rows: vec![
            row(
                east(),
                "housing/heating",
                words.pick("Жылумен жабдықтау", "Отопление", "Heating"),
                (18, Some(6), None),
            ),
            row(
                abai(),
                "transport/bus",
                words.pick("Қоғамдық көлік", "Общественный транспорт", "Public transport"),
                (7, Some(9), Some(11)),
            ),
            row(None, "water/none", words.pick("Су жоқ", "Нет воды", "No water"), (3, None, None)),
        ],
        appeared: said(
            words.pick(
                "Аптада 1 тақырып пайда болды.",
                "За неделю появилась 1 тема.",
                "1 topic appeared in the week.",
            ),
            counted(),
        ),
        ended: said(words.pick("1 тақырып аяқталды.", "1 тема закончилась.", "1 topic ended."), counted()),
        notes: vec![said(
            words.pick(
                "Былтырғы дерек толық емес.",
                "Данных прошлого года не хватает.",
                "Data of last year are incomplete.",
            ),
            vec![Ref::Method("rollup".into())],
        )],
    });
    digest
}

/// Every kind of digest in every language.
pub(crate) fn every() -> Vec<Digest> {
    Interface::ALL
        .into_iter()
        .flat_map(|language| [day(language), quiet_day(language), week(language)])
        .collect()
}
