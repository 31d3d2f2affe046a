//! Random posts of a few words, places, matters and authors, over five days.

use std::collections::BTreeMap;

use dauys_model::{Kind, Language, Methods, PostId, VoiceKey, civil_day};
use dauys_topics::Text;
use jiff::civil::Date;
use proptest::prelude::*;

use super::*;

/// Words that any text may have, and words of its own matter.
const WORDS: [&str; 24] = [
    "вод",
    "нет",
    "дом",
    "день",
    "яма",
    "дорог",
    "толе",
    "саин",
    "батаре",
    "холодн",
    "тэц",
    "авар",
    "су",
    "жоқ",
    "жол",
    "жылу",
    "бала",
    "школ",
    "учител",
    "мусор",
    "свалк",
    "запах",
    "очеред",
    "врач",
];
const MATTERS: [&str; 6] = ["", "hcs/water", "hcs/heat", "hcs/sewer", "transport/road", "edu/school"];
const PLACES: [u32; 7] = [0, RIDDER, KYZYLORDA, ALMATY, ALMALY, EAST, KARAGANDA];

fn text() -> impl Strategy<Value = Text> {
    let content = (
        prop::sample::select(&MATTERS[..]),
        prop::sample::select(&PLACES[..]),
        prop::sample::subsequence(&WORDS[..], 0..12),
        prop::option::weighted(0.1, prop::sample::select(&["Ащыбұлақ", "Жанатурмыс"][..])),
    );
    let about = (
        prop::sample::select(&[Kind::News, Kind::Comment, Kind::Comment, Kind::Appeal, Kind::Notice][..]),
        prop::sample::select(&[Language::Kazakh, Language::Russian, Language::Mixed][..]),
        prop::bool::weighted(0.7),
        prop::option::weighted(0.5, 0..4_u8),
        prop::option::weighted(0.3, 0..4_i64),
        prop::bool::weighted(0.3),
        0..5_i64,
        0..40_i64,
    );
    (content, about).prop_map(
        |((matter, place, words, name), (kind, language, raises, voice, thread, by_rule, day, minute))| {
            let mut text = post(minute, language, kind, matter, place, &words.join(" "));
            text.problem = if raises { 0.9 } else { 0.2 };
            text.voice = voice
                .filter(|_| kind.is_of_citizens())
                .map(|byte| VoiceKey([byte, day as u8, 0, 0, 0, 0, 0, 0]));
            text.place = name.map(str::to_owned);
            text.methods = if by_rule { Methods::RulesOnly } else { Methods::All };
            if let Some(thread) = thread {
                text = text.under(thread);
            }
            text.later(day)
        },
    )
}

pub(crate) fn texts() -> impl Strategy<Value = Vec<Text>> {
    prop::collection::vec(text(), 0..60).prop_map(|mut texts| {
        for (text, number) in texts.iter_mut().zip(0..) {
            text.id = PostId(number);
            text.key = format!("{number:03}");
        }
        texts
    })
}

pub(crate) fn days(texts: &[Text]) -> BTreeMap<Date, Vec<Text>> {
    let mut days: BTreeMap<Date, Vec<Text>> = (0..5)
        .map(|day| {
            (civil_day(at(DAY, 0).checked_add(jiff::SignedDuration::from_hours(24 * day)).unwrap()), vec![])
        })
        .collect();
    for text in texts {
        days.entry(civil_day(text.published_at)).or_default().push(text.clone());
    }
    days
}
