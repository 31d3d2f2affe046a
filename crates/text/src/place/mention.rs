//! Takes the words of a text and gives the places it names, in order, and on what ground each was taken. A name that several
//! places share is decided by the word beside it, then by the places the text names otherwise, then by the region of its source,
//! and is left out when all are silent.

use std::cmp::Reverse;

use dauys_model::{Kato, PlaceMention};

use super::candidate::{candidates, row_of};
use super::claim::{Claim, claim};
use super::decide::decide;
use super::gazetteer::Level;
use super::index::{Meaning, Shape};
use super::spelling::Spelling;
use crate::Words;

/// A place that a text names, and why it was taken for one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recognition {
    /// The place, and where the text names it.
    pub mention: PlaceMention,
    /// What it is.
    pub level: Level,
    /// The name or stem of the gazetteer that was met: «Риддер», «риддерск».
    pub listed: &'static str,
    /// In which part of speech it was met.
    pub shape: Shape,
    /// Why this name is this place here: one ground or more.
    pub grounds: Vec<Ground>,
}

/// Why a name was taken for a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ground {
    /// The name by itself means no other place of the gazetteer.
    Name,
    /// The word beside it says what it is: «ауданы», «село». Byte offsets of that word.
    Kind {
        /// Its first byte.
        start: usize,
        /// The first byte after it.
        end: usize,
    },
    /// The text names this place, and the two lie in one district or region.
    Near(Kato),
    /// The source of the text belongs to this region or district.
    Source(Kato),
}

/// The places a text names, in its order. `text` is the text that `words` was made of.
pub fn places(text: &str, words: &Words) -> Vec<PlaceMention> {
    places_from(text, words, None)
}

/// The places a text names whose source belongs to `region`: that region decides between places that share a name where
/// the text does not.
pub fn places_from(text: &str, words: &Words, region: Option<Kato>) -> Vec<PlaceMention> {
    recognize(text, words, region).into_iter().map(|found| found.mention).collect()
}

/// The places a text names and on what ground each was taken, in its order; otherwise as [`places_from`].
pub fn recognize(text: &str, words: &Words, region: Option<Kato>) -> Vec<Recognition> {
    let spelling = Spelling::of(text, words);
    let candidates = candidates(&spelling).into_iter();
    let mut claims: Vec<Claim> = candidates.filter_map(|candidate| claim(&spelling, candidate)).collect();
    // «Риддер г. Абай»: one word says of one name what it is.
    for at in 1..claims.len() {
        claims[at].from = claims[at].from.max(claims[at - 1].to);
    }
    let settled = decide(&spelling, &claims, region);
    let found = claims.iter().zip(settled).filter_map(|(claim, settled)| Some((claim, settled?)));
    found.map(|(claim, (row, grounds))| recognition(words, claim, row, grounds)).collect()
}

/// The codes of mentions without repetition, most telling first: the oftener named, then the more exact, then the earlier.
pub fn most_telling(mentions: &[PlaceMention]) -> Vec<Kato> {
    let mut order: Vec<Kato> = Vec::new();
    for mention in mentions {
        if !order.contains(&mention.kato) {
            order.push(mention.kato);
        }
    }
    let times = |kato: &Kato| mentions.iter().filter(|mention| mention.kato == *kato).count();
    // A region counts less than what lies in it, since it is named to say where that is.
    order.sort_by_key(|kato| (Reverse(times(kato)), kato.is_region()));
    order
}

fn recognition(words: &Words, claim: &Claim, meaning: Meaning, grounds: Vec<Ground>) -> Recognition {
    let place = &row_of(&meaning).place;
    Recognition {
        mention: PlaceMention {
            kato: place.kato,
            name: place.name(claim.language).to_owned(),
            start: words.words[claim.from].start,
            end: words.words[claim.to - 1].end,
        },
        level: place.level,
        listed: meaning.listed,
        shape: meaning.shape,
        grounds,
    }
}

#[cfg(test)]
mod tests {
    use dauys_model::Language;
    use proptest::prelude::*;

    use super::*;
    use crate::words;

    fn check(text: &str, expected: &[(u32, &str)]) {
        let language = if text.contains(['қ', 'ғ', 'ң', 'ө', 'ү', 'ұ', 'і', 'ә']) {
            Language::Kazakh
        } else {
            Language::Russian
        };
        check_in(language, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[(u32, &str)]) {
        let found = places(text, &words(text, Some(language)));
        let found: Vec<(u32, &str)> =
            found.iter().map(|found| (found.kato.0, &text[found.start..found.end])).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn inflected_names_are_found() {
        check("Риддерде су жоқ", &[(632_400_000, "Риддерде")]);
        check("В Риддере нет воды", &[(632_400_000, "Риддере")]);
        check("риддерские дороги", &[(632_400_000, "риддерские")]);
        check("Ақтөбеде жарық өшті", &[(151_000_000, "Ақтөбеде")]);
        check("в Актобе нет света", &[(151_000_000, "Актобе")]);
        check("в Актюбинской области", &[(150_000_000, "Актюбинской области")]);
        check("жители актюбинской степи", &[(150_000_000, "актюбинской")]);
        check("қарағандылықтар шағымданды", &[(351_000_000, "қарағандылықтар")]);
        check("в ВКО затопило дороги", &[(630_000_000, "ВКО")]);
        check("ШҚО тұрғындары сусыз отыр, көмек керек", &[(630_000_000, "ШҚО")]);
        check("Алматинцы дышат смогом", &[(750_000_000, "Алматинцы")]);
        check_in(Language::Kazakh, "Караганды каласында су жок", &[(351_000_000, "Караганды каласында")]);
        check_in(Language::Kazakh, "Ridderde su joq", &[(632_400_000, "Ridderde")]);
    }

    #[test]
    fn shared_names_need_a_word_beside_them() {
        check_in(Language::Kazakh, "Абай облысында жол нашар", &[(100_000_000, "Абай облысында")]);
        check("Абай ұлы ақын болған", &[]);
        check("Абай көшесінде жарық жоқ", &[]);
        check("на улице Абая яма", &[]);
        check("в мае ждут дождей", &[]);
        check("Май ауданында су жоқ", &[(555_600_000, "Май ауданында")]);
        check("в Шуском районе", &[(316_600_000, "Шуском районе")]);
        check("Өзен шу етіп ақты", &[]);
        check("Арал теңізі тартылды деді", &[]);
        check("многодетных семей", &[]);
        check("Италия астанасы Римде үлкен мұражай бар", &[]);
        check("аралда қалай өмір сүреді", &[]);
        check("новая Шкода сломалась", &[]);
        check("в Семее холодно", &[(101_000_000, "Семее")]);
    }

    #[test]
    fn regions_decide_between_districts() {
        check(
            "в Абайском районе Карагандинской области",
            &[(353_200_000, "Абайском районе"), (350_000_000, "Карагандинской области")],
        );
        check(
            "Шымкент қаласының Абай ауданы",
            &[(790_000_000, "Шымкент қаласының"), (791_110_000, "Абай ауданы")],
        );
        check("в Абайском районе", &[]);
        check(
            "в районе Есиль города Астаны",
            &[(711_210_000, "районе Есиль"), (710_000_000, "города Астаны")],
        );
        check(
            "Алматы қаласы Алатау ауданында су жоқ",
            &[(750_000_000, "Алматы қаласы"), (751_210_000, "Алатау ауданында")],
        );
    }

    #[test]
    fn a_place_and_its_region_are_both_named() {
        check(
            "Абай облысы Аягөз ауданында жол жоқ",
            &[(100_000_000, "Абай облысы"), (103_600_000, "Аягөз ауданында")],
        );
        check("в Риддере, ВКО, нет воды", &[(632_400_000, "Риддере"), (630_000_000, "ВКО")]);
        check("Құлсарыда су тасыды", &[(233_600_000, "Құлсарыда")]);
        check(
            "в Жамбылском и Шуском районах Жамбылской области",
            &[
                (314_000_000, "Жамбылском"),
                (316_600_000, "Шуском районах"),
                (310_000_000, "Жамбылской области"),
            ],
        );
    }

    #[test]
    fn a_village_of_another_region_is_not_the_town() {
        check(
            "Защитную дамбу прорвало в Актюбинской области: вода дошла до села Нура",
            &[(150_000_000, "Актюбинской области")],
        );
    }

    #[test]
    fn old_names_are_known() {
        check(
            "в Усть-Каменогорске и Капчагае",
            &[(631_000_000, "Усть-Каменогорске"), (191_000_000, "Капчагае")],
        );
        check("бывший Нур-Султан", &[(710_000_000, "Нур-Султан")]);
        check("Нұрсұлтан үйде отыр, қазақша сөйлейді", &[]);
        check("Нұр-Сұлтанда жаңбыр жауды, көше су", &[(710_000_000, "Нұр-Сұлтанда")]);
    }

    #[test]
    fn the_oftener_named_place_tells_more() {
        let mention = |kato: u32| PlaceMention { kato: Kato(kato), name: String::new(), start: 0, end: 0 };
        let mentions =
            [mention(630_000_000), mention(632_400_000), mention(710_000_000), mention(710_000_000)];
        assert_eq!(most_telling(&mentions), [Kato(710_000_000), Kato(632_400_000), Kato(630_000_000)]);
    }

    #[test]
    fn the_ground_of_every_place_is_told() {
        let grounds = |text: &str, region: Option<u32>| -> Vec<(u32, Vec<Ground>)> {
            let found = recognize(text, &words(text, Some(Language::Russian)), region.map(Kato));
            found.into_iter().map(|found| (found.mention.kato.0, found.grounds)).collect()
        };
        assert_eq!(grounds("в Риддере нет воды", None), [(632_400_000, vec![Ground::Name])]);
        let kind = |text: &str, word: &str| {
            let start = text.find(word).unwrap();
            Ground::Kind { start, end: start + word.len() }
        };
        let text = "в Абайском районе Карагандинской области";
        assert_eq!(
            grounds(text, None),
            [
                (353_200_000, vec![kind(text, "районе"), Ground::Near(Kato(350_000_000))]),
                (350_000_000, vec![kind(text, "области")]),
            ]
        );
        let text = "в Абайском районе";
        assert_eq!(
            grounds(text, Some(790_000_000)),
            [(791_110_000, vec![kind(text, "районе"), Ground::Source(Kato(790_000_000))])]
        );
    }

    #[test]
    fn a_village_beside_another_district_is_not_known() {
        check("Бестерек ауылы, Аягөз ауданы", &[(103_600_000, "Аягөз ауданы")]);
        check_in(
            Language::Kazakh,
            "Бестерек ауылы, Үржар ауданы",
            &[(104_643_100, "Бестерек ауылы"), (104_600_000, "Үржар ауданы")],
        );
    }

    #[test]
    fn roads_and_their_ends_are_no_places() {
        check("«Астана – Павлодар» тас жолында қар көп", &[]);
        check("Рейс Астана — Актау задержан", &[]);
        check("Астана — красивый город", &[(710_000_000, "Астана")]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_cut_between_letters(text in "\\PC{0,120}", region in proptest::option::of(0_u32..1_000_000_000)) {
            for found in places_from(&text, &words(&text, None), region.map(Kato)) {
                prop_assert!(text.get(found.start..found.end).is_some_and(|name| !name.is_empty()));
            }
        }

        #[test]
        fn names_in_any_order_are_read(
            picks in proptest::collection::vec(0_usize..12, 0..40),
            language in proptest::option::of(prop_oneof![Just(Language::Kazakh), Just(Language::Russian)]),
        ) {
            const PIECES: [&str; 12] = [
                "Абай", "ауданы", "Абайский", "районе", "село", "Риддер", " – ", ", ", "«", "»", "г.", "Шевченко",
            ];
            let text = picks.iter().map(|&pick| PIECES[pick]).collect::<Vec<_>>().join(" ");
            let found = recognize(&text, &words(&text, language), None);
            for pair in found.windows(2) {
                prop_assert!(pair[0].mention.end <= pair[1].mention.start);
            }
            prop_assert!(found.iter().all(|found| !found.grounds.is_empty()));
        }

        #[test]
        fn another_sentence_takes_no_certain_place_away(
            place in prop_oneof![Just("В Риддере нет воды."), Just("В Шуском районе темно."), Just("Экибастузцы мёрзнут.")],
            other in "[а-я ]{0,60}",
        ) {
            let of = |text: &str| places(text, &words(text, Some(Language::Russian)));
            let alone = of(place);
            let found = of(&format!("{place} Вчера {other}."));
            prop_assert!(alone.iter().all(|certain| found.contains(certain)));
        }
    }
}
