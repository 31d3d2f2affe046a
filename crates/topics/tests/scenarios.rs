//! Stories of a few posts each, as an office would meet them, and the topics that must come out.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod stage;

use std::collections::BTreeMap;

use dauys_model::{Kind, Language, Role, civil_day};
use dauys_topics::{Grouped, Grouper, Settings, Text};
use stage::*;

/// Groups the days of the texts in turn.
fn group(texts: &[Text]) -> Vec<Grouped> {
    let mut days = BTreeMap::new();
    for text in texts {
        days.entry(civil_day(text.published_at)).or_insert_with(Vec::new).push(text.clone());
    }
    let mut grouper = Grouper::new(Settings::default());
    days.into_iter().flat_map(|(day, texts)| grouper.day(day, texts)).collect()
}

/// The topics of the texts, in order of their first post: posts by number, `e` after an echo, `c` after context. Posts
/// without a topic are left out.
fn check(texts: &[Text], expected: &str) {
    let mut topics: BTreeMap<String, Vec<(i64, &str)>> = BTreeMap::new();
    for grouped in group(texts) {
        let Some(topic) = grouped.topic else { continue };
        let role = match grouped.role {
            Role::Voice => "",
            Role::Echo => "e",
            Role::Context => "c",
        };
        topics.entry(topic.0).or_default().push((grouped.id.0, role));
    }
    let mut topics: Vec<Vec<(i64, &str)>> = topics.into_values().collect();
    topics.iter_mut().for_each(|topic| topic.sort());
    topics.sort();
    let write = |topic: &Vec<(i64, &str)>| {
        topic.iter().map(|(id, role)| format!("{id}{role}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(topics.iter().map(write).collect::<Vec<_>>().join(" | "), expected);
}

const WATER: &str = "hcs/water";
const HEAT: &str = "hcs/heat";
const ROADS: &str = "transport/road";

#[test]
fn nobody_complains() {
    check(&[news(1, "", ALMATY, "концерт филармон сезон открыл").calm()], "1c");
}

#[test]
fn one_complaint_is_a_topic() {
    check(&[ru(1, WATER, RIDDER, "нет вод втор день")], "1");
}

#[test]
fn the_same_words_in_two_towns_are_two_topics() {
    check(
        &[
            ru(1, WATER, RIDDER, "дом нет вод втор день звон водоканал"),
            ru(2, WATER, KYZYLORDA, "дом нет вод втор день звон водоканал"),
            ru(3, WATER, RIDDER, "снов нет вод сколько можн"),
            ru(4, WATER, KYZYLORDA, "вод нет утр ребенок школ"),
        ],
        "1 3 | 2 4",
    );
}

#[test]
fn two_languages_in_a_town_are_one_topic() {
    check(
        &[
            ru(1, WATER, RIDDER, "риддер нет вод втор день аварийн бригад"),
            kk(2, WATER, RIDDER, "риддер екі күн су жоқ бала шомыл"),
            kk(3, WATER, RIDDER, "су қашан бер таң бері жоқ"),
            ru(4, WATER, RIDDER, "холодн вод отключ предупрежден"),
        ],
        "1 2 3 4",
    );
}

#[test]
fn different_matters_in_a_town_are_different_topics() {
    check(
        &[
            ru(1, WATER, RIDDER, "нет вод втор день"),
            ru(2, ROADS, RIDDER, "дорог разбит яма колес"),
            ru(3, "health/clinic", RIDDER, "поликлиник очеред врач терапевт"),
            kk(4, ROADS, RIDDER, "жол шұңқыр көлік сын"),
        ],
        "1 | 2 4 | 3",
    );
}

#[test]
fn in_a_city_of_millions_a_street_must_be_shared() {
    check(
        &[
            ru(1, ROADS, ALMATY, "дорог разбит яма толе байтурсын колес"),
            ru(2, ROADS, ALMATY, "асфальт яма саин рыскулов ремонт"),
            ru(3, ROADS, ALMATY, "толе байтурсын огромн яма объезжа"),
            ru(4, ROADS, ALMATY, "дорог калкаман без асфальт пыл"),
            ru(5, ROADS, ALMATY, "яма саин рыскулов стоит месяц"),
            ru(6, ROADS, ALMATY, "дорог шаныр разбит грузовик"),
        ],
        "1 3 | 2 5 | 4 | 6",
    );
}

#[test]
fn a_village_that_the_gazetteer_does_not_know_separates() {
    check(
        &[
            ru(1, WATER, RIDDER, "сел нет вод колонк замерзл").in_place("Ащыбұлақ ауылы"),
            ru(2, WATER, RIDDER, "сел нет вод колонк слома").in_place("с. Жанатурмыс"),
            kk(3, WATER, RIDDER, "ауыл су жоқ құдық").in_place("Жаңатұрмыс"),
            ru(4, WATER, 0, "вод сел привоз машин").in_place("Ащыбулак"),
        ],
        "1 4 | 2 3",
    );
}

#[test]
fn reprints_are_echo() {
    let lead = "житель микрорайон риддер остал без вод втор день порыв труб улиц гагарин водоканал обещ устран вечер привоз вод школ детск сад";
    let cut = "житель микрорайон риддер остал без вод втор день порыв труб улиц гагарин водоканал";
    let edited = "житель микрорайон риддер остал без вод втор день порыв труб улиц гагарин водоканал обещ устран утр привоз вод школ детск сад фото";
    check(
        &[
            news(1, WATER, RIDDER, lead),
            news(2, WATER, RIDDER, lead),
            news(3, WATER, RIDDER, edited),
            news(4, WATER, RIDDER, cut),
            ru(5, WATER, RIDDER, "гагарин нет вод когда дадут"),
            news(6, WATER, RIDDER, lead).later(3),
        ],
        "1 2e 3e 4e 5 6e",
    );
}

#[test]
fn a_template_filled_with_another_town_is_no_reprint() {
    let filled = |key, place, town: &str| {
        news(
            key,
            WATER,
            place,
            &format!(
                "плановый отключен вод {town} ремонт сет девят восемнадцат час запас вод неудобств извин"
            ),
        )
    };
    check(&[filled(1, RIDDER, "риддер"), filled(2, KYZYLORDA, "кызылорд")], "1 | 2");
}

#[test]
fn short_words_of_two_people_are_two_voices() {
    check(
        &[
            ru(1, WATER, RIDDER, "вод нет").by(1),
            ru(2, WATER, RIDDER, "вод нет").by(2),
            ru(3, WATER, RIDDER, "вод нет").by(1),
            ru(4, WATER, RIDDER, "вод нет").by(1).later(1),
            ru(5, WATER, RIDDER, "вод нет"),
        ],
        "1 2 3e 4 5e",
    );
}

#[test]
fn one_author_is_one_voice_a_day() {
    let mut texts: Vec<Text> = (1..=6)
        .map(|key| {
            ru(
                key,
                HEAT,
                RIDDER,
                &format!("батаре холодн квартир подъезд{key} звон диспетчер{key} ответ{key} жду{key}"),
            )
            .by(7)
        })
        .collect();
    texts.push(ru(7, HEAT, RIDDER, "дом мерзн батаре ледян").by(8));
    texts.push(ru(8, HEAT, RIDDER, "квартир холодн батаре опят").by(7).later(1));
    check(&texts, "1 2e 3e 4e 5e 6e 7 8");
}

#[test]
fn comments_inherit_from_their_article() {
    check(
        &[
            news(1, HEAT, RIDDER, "авар теплотрасс дом остал без отоплен риддер"),
            ru(2, "", 0, "опят врут обещан").under(1),
            kk(3, "", 0, "үй суық бала ауыр").under(1),
            ru(4, HEAT, 0, "мерзн втор день").under(1),
            ru(5, "edu/school", 0, "школ учител хватает предмет").under(1),
            ru(6, "", 0, "спасиб уже дал").under(1).calm(),
            ru(7, HEAT, KYZYLORDA, "нас тоже батаре холодн").under(1),
            ru(8, "", 0, "все ещ холодн").under(1).later(1),
        ],
        "1 2 3 4 6c 8 | 5 | 7",
    );
}

#[test]
fn a_notice_is_context_and_never_a_voice() {
    let mut notice =
        post(1, Language::Russian, Kind::Notice, WATER, RIDDER, "водоканал сообща отключен вод ремонт");
    notice.problem = 0.9;
    check(&[notice.clone()], "1c");
    check(&[notice, ru(2, WATER, RIDDER, "отключен вод без предупрежден")], "1c 2");
}

#[test]
fn a_topic_goes_on_for_days() {
    check(
        &[
            ru(1, HEAT, SARYARKA, "сарыарк холодн батаре дом котельн"),
            kk(2, HEAT, SARYARKA, "жылу жоқ қазандық үй").later(2),
            ru(3, HEAT, SARYARKA, "котельн батаре ледян сарыарк").later(6),
            ru(4, WATER, SARYARKA, "вод ржав кран").later(6),
        ],
        "1 2 3 | 4",
    );
}

#[test]
fn a_flood_in_a_big_city_stays_together() {
    // Half of the words of the event and a few of one's own in each.
    let words = [
        "авар",
        "тэц",
        "отоплен",
        "сарыарк",
        "батаре",
        "холодн",
        "дом",
        "ребенок",
        "тепл",
        "утр",
        "диспетчер",
        "замерза",
    ];
    let mut texts = Vec::new();
    for key in 1..=30_i64 {
        let picked = words
            .iter()
            .zip(0..)
            .filter(|&(_, bit)| (key * 2_654_435_761) >> (bit + 7) & 1 == 1)
            .map(|(word, _)| *word);
        let picked: Vec<&str> = picked.collect();
        texts.push(ru(key, HEAT, ASTANA, &format!("{} дома{key} имен{key}", picked.join(" "))));
    }
    texts.push(ru(31, "hcs/tariff", ASTANA, "квитанц перерасч отоплен счетчик"));
    // What is usual elsewhere, and in the city otherwise.
    for (key, town) in (32..52_i64).zip(0_u32..) {
        let picked: Vec<&str> = ["отоплен", "батаре", "холодн", "дом", "тепл", "нет"]
            .into_iter()
            .skip(town as usize % 4)
            .collect();
        texts.push(ru(key, HEAT, 111_000_000 + town * 400_000, &format!("{} улиц{key}", picked.join(" "))));
        texts.push(ru(key + 20, WATER, 111_000_000 + town * 400_000, &format!("вод нет кран утр{key}")));
        texts.push(ru(
            key + 40,
            ROADS,
            151_000_000 + town * 400_000,
            &format!("яма дорог улиц{key} асфальт"),
        ));
    }
    texts
        .extend((92..97).map(|key| {
            ru(key, "edu/school", ASTANA, &format!("школ{key} учител{key} класс{key} имен{key}"))
        }));
    let expected: Vec<String> = (1..=30).map(|key: i64| key.to_string()).collect();
    let elsewhere: Vec<String> = (32..97).map(|key: i64| key.to_string()).collect();
    check(&texts, &format!("{} | 31 | {}", expected.join(" "), elsewhere.join(" | ")));
}

#[test]
fn neighbouring_categories_need_words_in_common() {
    check(
        &[
            ru(1, "hcs/sewer", KARAGANDA, "канализац прорва подвал затоп ермеков запах"),
            ru(2, "hcs/housing_mgmt", KARAGANDA, "подвал затоп канализац ермеков оси бездейств"),
            ru(3, "hcs/housing_mgmt", KARAGANDA, "лифт слома кск взнос"),
        ],
        "1 2 | 3",
    );
}

#[test]
fn a_wider_place_joins_a_more_exact_one_by_its_words() {
    check(
        &[
            ru(1, WATER, RIDDER, "порыв водовод малоульбинск насосн вод нет"),
            news(2, WATER, EAST, "порыв водовод малоульбинск насосн город остал без вод"),
            news(3, WATER, EAST, "тариф питьев вод област вырос"),
        ],
        "1 2 | 3",
    );
}

#[test]
fn without_a_place_much_must_be_shared() {
    check(
        &[
            ru(1, "social/pension", 0, "пенсион накоплен снят жиль порог достаточн"),
            ru(2, "social/pension", 0, "порог достаточн поднял пенсион накоплен снят нельз"),
            ru(3, "social/pension", 0, "пенсия маленьк мам хватает лекарств"),
            kk(4, "social/pension", 0, "зейнетақы аз дәрі қымбат"),
        ],
        "1 2 | 3 | 4",
    );
}

/// The topics of the texts, as the last day leaves them.
fn topics(texts: &[Text]) -> Vec<dauys_model::Topic> {
    let mut days = BTreeMap::new();
    for text in texts {
        days.entry(civil_day(text.published_at)).or_insert_with(Vec::new).push(text.clone());
    }
    let mut grouper = Grouper::new(Settings::default());
    for (day, texts) in days {
        grouper.day(day, texts);
    }
    grouper.topics()
}

#[test]
fn a_topic_says_what_it_is_about() {
    let topics = topics(&[
        news(1, WATER, RIDDER, "риддер остал без вод порыв труб гагарин водоканал устран"),
        ru(2, WATER, RIDDER, "гагарин нет вод порыв труб водоканал молч"),
        ru(3, WATER, RIDDER, "вод"),
        ru(4, WATER, EAST, "риддер порыв труб нет вод гагарин дом").later(1),
        kk(5, WATER, RIDDER, "гагарин су жоқ құбыр жарыл").later(1),
        ru(6, WATER, RIDDER, "гагарин дал вод спасиб").later(1).calm(),
    ]);
    assert_eq!(topics.len(), 1);
    let topic = &topics[0];
    assert_eq!(topic.category.0, WATER);
    assert_eq!(topic.kato, Some(dauys_model::Kato(RIDDER)));
    assert_eq!((topic.voices(), topic.texts()), (5, 5));
    assert_eq!(topic.days.iter().map(|day| day.voices).collect::<Vec<_>>(), [3, 2]);
    assert_eq!((topic.first_at, topic.last_at), (at(DAY, 1), at(DAY.tomorrow().unwrap(), 5)));
    assert_eq!(topic.terms[0], "вод");
    assert!(topic.terms.contains(&"гагарин".to_owned()) && !topic.terms.contains(&"молч".to_owned()));
    assert_eq!(topic.quotes[1].0, 5, "the other language comes second: {:?}", topic.quotes);
    assert!([2, 4].contains(&topic.quotes[0].0), "first-hand, with a place: {:?}", topic.quotes);
    assert_eq!(topic.quotes.last().unwrap().0, 3, "one word says little");
}

#[test]
fn a_place_that_the_gazetteer_does_not_know_is_shown_as_spelled() {
    let topics = topics(&[
        ru(1, WATER, RIDDER, "сел нет вод").in_place("с. Жанатурмыс"),
        kk(2, WATER, RIDDER, "ауыл су жоқ").in_place("Жаңатұрмыс"),
        kk(3, WATER, RIDDER, "су келме").in_place("Жаңатұрмыс"),
    ]);
    assert_eq!(topics.len(), 1);
    assert_eq!(topics[0].place.as_deref(), Some("Жаңатұрмыс"));
}

#[test]
fn what_may_not_be_counted_joins_by_matter_and_place() {
    check(
        &[
            ru(1, WATER, RIDDER, "нет вод втор день"),
            ru(2, WATER, RIDDER, "насос станц авар").by_rule(),
            kk(3, WATER, RIDDER, "су жоқ бала").by_rule(),
            ru(4, HEAT, RIDDER, "нет вод втор день холодн батаре").by_rule(),
            ru(5, WATER, KYZYLORDA, "нет вод втор день дом").by_rule(),
        ],
        "1 2 3 | 4 | 5",
    );
}

#[test]
fn in_a_large_city_it_stays_by_itself() {
    check(
        &[
            ru(1, ROADS, ALMATY, "яма толе саин колес"),
            ru(2, ROADS, ALMATY, "яма толе саин асфальт").by_rule(),
            ru(3, ROADS, ALMATY, "тротуар аба скользк").by_rule(),
        ],
        "1 | 2 3",
    );
}

#[test]
fn without_a_matter_or_an_exact_place_it_is_of_no_topic() {
    check(
        &[
            ru(1, WATER, RIDDER, "нет вод втор день"),
            ru(2, WATER, 0, "нет вод втор день снов").by_rule(),
            ru(3, "", RIDDER, "нет вод втор день опят").by_rule(),
            ru(4, WATER, EAST, "нет вод втор день дом").by_rule(),
            ru(5, WATER, RIDDER, "вод дадут вечер").calm().by_rule(),
        ],
        "1",
    );
    check(&[ru(1, WATER, EAST, "нет вод").by_rule().in_place("Ащыбұлақ")], "1");
}

#[test]
fn a_comment_has_matter_and_place_from_its_article() {
    check(
        &[
            news(1, WATER, RIDDER, "риддер авар водопровод город без вод"),
            ru(2, "", 0, "когда дадут").under(1).by_rule(),
            ru(3, "", 0, "когда дадут то").by_rule(),
        ],
        "1 2",
    );
}

#[test]
fn it_repeats_what_was_counted_whichever_came_first() {
    let words = "город авар водопровод дом остал без вод ремонт бригад обеща вечер";
    check(&[news(1, WATER, RIDDER, words), news(2, WATER, RIDDER, words).by_rule()], "1 2e");
    check(&[news(1, WATER, RIDDER, words).by_rule(), news(2, WATER, RIDDER, words)], "1e 2");
    check(&[ru(1, "", 0, words), ru(2, "", 0, words).by_rule()], "1 2e");
    check(&[ru(1, WATER, RIDDER, words).by_rule(), ru(2, WATER, RIDDER, words).by_rule()], "1 2e");
    // What came on an earlier day is decided, and what may be counted never repeats what may not.
    check(&[news(1, WATER, RIDDER, words).by_rule(), news(2, WATER, RIDDER, words).later(1)], "1 2");
}

#[test]
fn one_author_stays_one_voice() {
    check(
        &[
            ru(1, WATER, RIDDER, "нет вод втор день").by(1).by_rule(),
            ru(2, WATER, RIDDER, "вод когда дадут").by(1).by_rule(),
            ru(3, WATER, RIDDER, "авар водоканал").by(2).by_rule(),
        ],
        "1 2e 3",
    );
}

#[test]
fn a_problem_keeps_its_name_when_it_comes_to_be_counted() {
    let texts = [
        ru(1, WATER, RIDDER, "нет вод втор день").by_rule(),
        ru(2, WATER, RIDDER, "вод дом нет").later(1),
        ru(3, WATER, RIDDER, "насос авар").by_rule().later(2),
        ru(4, WATER, RIDDER, "вод дом нет неделя").later(3),
    ];
    check(&texts, "1 2 3 4");
    let id = dauys_model::TopicId::of_seed(&texts[0].source, &texts[0].key);
    assert!(group(&texts).iter().all(|grouped| grouped.topic.as_ref() == Some(&id)));
}

#[test]
fn a_topic_made_by_rule_alone_is_told_of_like_any_other() {
    let mut urgent = kk(2, WATER, RIDDER, "су жоқ бала шомыл кран ауыл тұрғын").by_rule();
    urgent.urgent = true;
    let shout = ru(1, WATER, RIDDER, "вод").by_rule();
    let told = ru(3, WATER, RIDDER, "риддер вод дом нет недел").by_rule();
    let mut grouper = Grouper::new(Settings::default());
    grouper.day(DAY, vec![shout.clone(), urgent, told]);
    let topics = grouper.topics();
    assert_eq!(topics.len(), 1);
    let topic = &topics[0];
    assert_eq!(
        (topic.category.0.as_str(), topic.kato, topic.voices()),
        (WATER, Some(dauys_model::Kato(RIDDER)), 3)
    );
    assert_eq!(topic.terms, shout.terms, "terms of the first voice");
    assert_eq!(topic.quotes.iter().map(|quote| quote.0).collect::<Vec<_>>(), [2, 3, 1], "a shout comes last");
    assert!(topic.urgent);
}
