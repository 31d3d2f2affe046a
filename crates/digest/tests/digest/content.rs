//! What a digest holds beside its topics: changes, corrections, alerts, regions, comparisons, the work of editors, links.

use dauys_digest::{ChangeKind, Digest, Input, Interface, PeriodCount, ToldBefore, build};
use dauys_model::{CategoryId, Confirmation, Period, TopicId, Trend};

use crate::invented::{day, quiet_day};
use crate::rich::{month, rich_day, week};

const RU: Interface = Interface::Russian;

/// `new Риддер: отопление — 7 голосов`, one a line.
fn changes(digest: &Digest) -> Vec<String> {
    let line = |change: &dauys_digest::Change| format!("{} | {}", change.label, change.sentence);
    digest.changes.items.iter().map(line).collect()
}

#[test]
fn changes_stand_in_their_order() {
    let digest = build(rich_day(RU));
    assert_eq!(digest.changes.lead.text, "После обзора за 20 ноября:");
    assert_eq!(
        changes(&digest),
        [
            "новая | Риддер: отопление — 7 голосов",
            "нарастает | Аягоз: водоснабжение — ещё 8 голосов",
            "вернулась | Урджарский район: состояние дорог — снова 3 голоса",
            "затихла | Усть-Каменогорск: мусор и уборка — последний голос 18 ноября",
            "просрочено | Срок ответа истёк 20 ноября: отчёт о ремонте котельной",
            "срок ответа | Аягоз: водоснабжение — срок 24 ноября: ответ акимата на запрос № 17",
        ]
    );
    assert_eq!(digest.changes.since, Some(jiff::civil::date(2026, 11, 20)));
}

#[test]
fn what_was_told_before_decides_what_is_a_change() {
    use ChangeKind::{CameBack, Growing, New, QuietNow};
    for (told, now, expected) in [
        (None, Trend::New, Some(New)),
        (None, Trend::Steady, Some(New)),
        (None, Trend::CameBack, Some(New)),
        (None, Trend::Quiet, None),
        (Some(Trend::New), Trend::New, None),
        (Some(Trend::New), Trend::Growing, Some(Growing)),
        (Some(Trend::Growing), Trend::Growing, Some(Growing)),
        (Some(Trend::Growing), Trend::Steady, None),
        (Some(Trend::Steady), Trend::CameBack, Some(CameBack)),
        (Some(Trend::CameBack), Trend::CameBack, None),
        (Some(Trend::Quiet), Trend::CameBack, Some(CameBack)),
        (Some(Trend::Quiet), Trend::Steady, Some(CameBack)),
        (Some(Trend::Quiet), Trend::Growing, Some(CameBack)),
        (Some(Trend::Steady), Trend::Quiet, Some(QuietNow)),
        (Some(Trend::Quiet), Trend::Quiet, None),
    ] {
        let mut input = rich_day(RU);
        input.dues.clear();
        input.topics.retain(|topic| topic.id.0 == "twater5zkc7a");
        input.topics[0].trend = now;
        let topic = input.topics[0].id.clone();
        let told_of = |trend| ToldBefore { topic, trend, voices: 3 };
        input.last_sent.as_mut().unwrap().topics = told.map(told_of).into_iter().collect();
        let kinds: Vec<ChangeKind> = build(input).changes.items.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, expected.into_iter().collect::<Vec<_>>(), "{told:?}, now {now:?}");
    }
}

#[test]
fn a_first_edition_says_so_and_tells_how_topics_stand() {
    let digest = build(day(RU));
    assert_eq!(digest.changes.lead.text, "Это первый обзор для вас, сравнить пока не с чем.");
    assert_eq!(digest.changes.since, None);
    let kinds: Vec<ChangeKind> = digest.changes.items.iter().map(|change| change.kind).collect();
    use ChangeKind::{CameBack, Growing, New, QuietNow};
    assert_eq!(kinds, [New, New, Growing, CameBack, QuietNow]);
    let mut same = quiet_day(RU, 0);
    same.last_sent = rich_day(RU).last_sent;
    same.last_sent.as_mut().unwrap().topics =
        vec![ToldBefore { topic: TopicId("twaste5zkc7a".into()), trend: Trend::Quiet, voices: 9 }];
    let digest = build(same);
    assert_eq!(digest.changes.lead.text, "После обзора за 20 ноября ничего не изменилось.");
    assert!(digest.changes.items.is_empty());
}

#[test]
fn a_change_is_one_line_or_two_of_a_phone() {
    for language in Interface::ALL {
        for input in [rich_day(language), week(language), day(language)] {
            for change in build(input).changes.items {
                let length = change.sentence.text.chars().count();
                assert!(length <= if change.due.is_some() { 90 } else { 70 }, "{}", change.sentence);
            }
        }
    }
}

#[test]
fn an_answer_is_overdue_when_its_day_is_over() {
    let label = |day: i8, until: &str| {
        let mut input = rich_day(RU);
        input.dues.truncate(1);
        input.dues[0].due.day = jiff::civil::date(2026, 11, day);
        input.until = until.parse().unwrap();
        build(input).changes.items.pop().filter(|change| change.due.is_some()).map(|change| change.label)
    };
    let (morning, midnight) = ("2026-11-22T02:50:00Z", "2026-11-22T19:00:00Z");
    assert_eq!(label(22, morning).unwrap(), "срок ответа");
    assert_eq!(label(22, midnight).unwrap(), "просрочено");
    assert_eq!(label(21, morning).unwrap(), "просрочено");
    assert_eq!(label(29, morning).unwrap(), "срок ответа");
    assert_eq!(label(30, morning), None, "more than a week away");
}

#[test]
fn what_an_editor_leaves_out_vanishes_and_is_owned_up_to() {
    let digest = build(rich_day(RU));
    let kept = build(Input { reviewed: Default::default(), ..rich_day(RU) });
    let id = TopicId("tbus5zkc7abc".into());
    assert!(kept.topics().any(|topic| topic.id == id));
    assert!(digest.topics().all(|topic| topic.id != id));
    assert!(digest.changes.items.iter().all(|change| change.topic.as_ref() != Some(&id)));
    let abai = |digest: &Digest| digest.regions.iter().find(|region| region.short == "Абай").unwrap().voices;
    assert_eq!((abai(&kept), abai(&digest)), (14, 9));
    assert!(digest.languages.russian < kept.languages.russian);
    let said: Vec<&str> = digest.review.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(said, ["Редакция исключила 1 тему.", "Выпуск одобрен: editor, 22 ноября, 07:31."]);
    assert!(kept.review.is_empty());
}

#[test]
fn desks_know_better_and_speak_in_their_own_name() {
    let digest = build(rich_day(RU));
    let heating = digest.topics().find(|topic| topic.id.0 == "tq3hw5zkc7ab").unwrap();
    assert_eq!(heating.confirmation, Confirmation::Official);
    assert_eq!(heating.confirmation_name, "официальные данные");
    let note = heating.note.as_ref().unwrap();
    assert_eq!(note.text, "Ремонтная бригада на месте с 5:40, телефон [телефон скрыт].");
    assert_eq!(note.by, "editor");
}

#[test]
fn corrections_and_editions_that_did_not_arrive_are_told() {
    let said = |language| {
        let digest = build(rich_day(language));
        let all = digest.corrections.into_iter().chain(digest.missed);
        all.map(|sentence| sentence.text).collect::<Vec<_>>()
    };
    assert_eq!(
        said(RU),
        [
            "«Аягоз: водоснабжение»: 4 голоса, а не 6, как было в обзоре за 20 ноября.",
            "«Семей: уборка» из обзора за неделю 9–15 ноября и «Семей: мусор» — одна и та же тема; голоса теперь \
             считаются вместе.",
            "«Риддер: свет» из обзора за октябрь: ни одного текста темы больше нет, тема снята.",
            "Обзор за 21 ноября до вас не дошёл.",
        ]
    );
    assert_eq!(
        said(Interface::Kazakh)[0],
        "«Аягөз: сумен жабдықтау»: 20 қарашадағы шолуда 6 деп көрсетілген еді, дұрысы – 4 дауыс."
    );
    assert_eq!(said(Interface::English)[3], "The digest of 21 November did not reach you.");
}

#[test]
fn alerts_are_told_newest_first() {
    let digest = build(rich_day(RU));
    let said: Vec<&str> = digest.alerts.iter().map(|alert| alert.sentence.text.as_str()).collect();
    assert_eq!(
        said,
        [
            "«Отопление в Риддере»: ещё 21 голос со 2 ноября, 07:00; за день число удвоилось.",
            "«Отопление в Риддере»: 7 новых голосов с 21 ноября, 18:40.",
            "«Вода, Абай»: 12 голосов 22 ноября, обычно около 13; необычно много с 18 ноября.",
            "«Вода, Абай»: 6 голосов 22 ноября, обычно около 0,4.",
            "«Школы и смены»: 1 голос 22 ноября, снова как обычно; необычно много было со 2 ноября.",
            "«Дороги»: с 20 ноября, 10:00 — новых голосов нет.",
            "«Дороги»: 2 новых голоса с 20 ноября, 00:00.",
        ]
    );
}

#[test]
fn links_lead_to_the_pages_where_these_are_known() {
    let digest = build(rich_day(RU));
    let heating = digest.topics().next().unwrap();
    assert_eq!(heating.link.as_deref(), Some("https://dauys.example.kz/topics/tq3hw5zkc7ab?date=2026-11-22"));
    assert_eq!(heating.quotes[0].link.as_deref(), Some("https://dauys.example.kz/posts/4107"));
    assert_eq!(digest.alerts[0].link.as_deref(), Some("https://dauys.example.kz/saved/1"));
    let without = build(day(RU));
    assert!(without.topics().all(|topic| topic.link.is_none() && topic.quotes[0].link.is_none()));
}

#[test]
fn norms_are_told_when_every_day_of_the_period_has_one() {
    let said = |input: Input| {
        let digest = build(input);
        let topic = digest.topics().find(|topic| topic.id.0 == "tq3hw5zkc7ab").unwrap();
        topic.norm.as_ref().map(|norm| norm.sentence.text.clone())
    };
    assert_eq!(said(rich_day(RU)).unwrap(), "обычно около 2,6 за сутки, теперь 7");
    assert_eq!(said(rich_day(Interface::English)).unwrap(), "usually about 2.6 a day, now 7");
    assert_eq!(said(week(Interface::Kazakh)).unwrap(), "әдетте аптасына 1,8 шамасында, қазір 7");
    let mut gap = week(RU);
    for topic in &mut gap.topics {
        topic.norms.remove(3);
    }
    assert_eq!(said(gap), None);
    let mut broken = rich_day(RU);
    for topic in &mut broken.topics {
        topic.norms = vec![(broken.day, f64::NAN)];
    }
    assert_eq!(said(broken), None);
}

#[test]
fn weeks_and_months_are_compared() {
    let digest = build(week(RU));
    assert_eq!(digest.date, "неделя 16–22 ноября 2026 года");
    let rollup = digest.rollup.unwrap();
    assert_eq!(rollup.columns, ["за неделю", "неделей раньше", "та же неделя год назад"]);
    let rows: Vec<&str> = rollup.rows.iter().map(|row| row.sentence.text.as_str()).collect();
    assert_eq!(
        rows,
        [
            "Область Абай, водоснабжение: 12 голосов, неделей раньше 1, год назад 21",
            "Восточно-Казахстанская область, отопление: 7 голосов, неделей раньше 0, год назад 31",
            "Восточно-Казахстанская область, мусор и уборка: 2 голоса, неделей раньше 7, год назад 0",
            "Регион не назван, освещение улиц: 1 голос, неделей раньше 2, год назад 5",
        ]
    );
    assert_eq!(rollup.ended.text, "Затихла 1 тема: Усть-Каменогорск: мусор и уборка.");
    assert!(rollup.notes.is_empty());

    let digest = build(month(RU));
    assert_eq!((digest.date.as_str(), digest.as_of.as_str()), ("ноябрь 2026 года", "за полный месяц"));
    let rollup = digest.rollup.unwrap();
    assert!(rollup.rows.iter().all(|row| row.before.is_none() && row.last_year.is_none()));
    let notes: Vec<&str> = rollup.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(
        notes,
        [
            "Данных за предыдущий месяц нет, сравнить с ним нельзя.",
            "Данных за тот же месяц прошлого года нет, сравнить с ним нельзя.",
        ]
    );
    assert!(build(day(RU)).rollup.is_none());
}

#[test]
fn a_week_or_month_that_is_not_over_says_up_to_when() {
    let as_of = |mut input: Input, day: i8, until: &str| {
        input.day = jiff::civil::date(2026, 11, day);
        input.until = until.parse().unwrap();
        build(input).as_of
    };
    let (evening, midnight) = ("2026-11-20T14:30:00Z", "2026-11-20T19:00:00Z");
    assert_eq!(as_of(week(RU), 20, evening), "по состоянию на 20 ноября, 19:30");
    assert_eq!(as_of(week(RU), 20, midnight), "по состоянию на 21 ноября, 00:00");
    assert_eq!(as_of(month(Interface::Kazakh), 20, evening), "20 қараша сағат 19:30-дағы жағдай бойынша");
    assert_eq!(as_of(month(Interface::English), 20, evening), "as of 20 November, 19:30");
    assert_eq!(as_of(day(RU), 20, evening), "по состоянию на 19:30");
    assert_eq!(as_of(day(RU), 20, midnight), "за полные сутки");
    assert_eq!(as_of(week(RU), 22, "2026-11-22T19:00:00Z"), "за полную неделю");
}

#[test]
fn a_long_comparison_is_cut_and_says_so() {
    let mut input = week(RU);
    input.counts = (1..=85)
        .map(|n| PeriodCount {
            region: None,
            region_name: "Область".into(),
            category: CategoryId(format!("hcs/c{n}")),
            category_name: "Вода".into(),
            voices: n,
            before: 0,
            last_year: 0,
        })
        .collect();
    let rollup = build(input).rollup.unwrap();
    assert_eq!((rollup.rows.len(), rollup.rows[0].voices), (30, 85));
    assert_eq!(rollup.notes[0].text, "Показано строк: 30 из 85, с наибольшим числом голосов.");
}

#[test]
fn the_whole_country_is_on_the_map() {
    for language in Interface::ALL {
        let digest = build(rich_day(language));
        assert_eq!(digest.regions.len(), 20);
        let loud: Vec<u32> = digest.regions.iter().map(|region| region.voices).filter(|n| *n > 0).collect();
        assert_eq!(loud, [9, 7]);
    }
    let empty = build(quiet_day(RU, 0));
    assert!(empty.regions.len() == 20 && empty.regions.iter().all(|region| region.voices == 0));
    assert_eq!(empty.languages.sentence, None);
}

#[test]
fn quiet_weeks_and_months_are_called_so() {
    for (period, expected) in [
        (Period::Week, "Спокойная неделя: ни одна тема не набрала 5 независимых голосов."),
        (Period::Month, "Спокойный месяц: ни одна тема не набрала 5 независимых голосов."),
    ] {
        let mut input = quiet_day(RU, 0);
        input.period = period;
        assert_eq!(build(input).quiet_day.unwrap().text, expected);
    }
}
