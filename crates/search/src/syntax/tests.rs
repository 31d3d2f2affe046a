//! What queries mean, and where what cannot be read is wrong.

use proptest::prelude::*;

use super::{Clause, Word, parse};
use crate::Error;
use crate::query::Syntax;

/// The meaning written shortly: `a b` a list, `&` all, `|` any.
fn short(clause: &Clause) -> String {
    let join = |inner: &[Clause], by: &str| inner.iter().map(short).collect::<Vec<_>>().join(by);
    let words = |words: &[Word]| words.iter().map(Word::to_string).collect::<Vec<_>>().join(" ");
    match clause {
        Clause::Word(word) => word.to_string(),
        Clause::Phrase(phrase) => {
            let within = phrase.within.map_or(String::new(), |within| format!("~{within}"));
            format!("'{}'{within}", words(&phrase.words))
        }
        Clause::Preferred(inner) => format!("«{}»", words(inner)),
        Clause::Title(inner) => format!("title({})", join(inner, " | ")),
        Clause::Filter(filter) => filter.to_string(),
        Clause::Not(inner) => format!("!{}", short(inner)),
        Clause::All(inner) => format!("<{}>", join(inner, " & ")),
        Clause::Any(inner) => format!("<{}>", join(inner, " | ")),
        Clause::List(inner) => format!("[{}]", join(inner, " ")),
    }
}

fn check(query: &str, expected: &str) {
    let read = match parse(query, Syntax::Full) {
        Ok(clause) => short(&clause),
        Err(Error::Syntax { fault, at }) => format!("{}..{}: {fault}", at.start, at.end),
        Err(other) => other.to_string(),
    };
    assert_eq!(read, expected, "{query}");
}

#[test]
fn words_stand_side_by_side() {
    check("су жоқ", "[су жоқ]");
    check("  ", "[]");
    check("Кто, где?! — когда", "[Кто где когда]");
    check("свет,вода", "[свет вода]");
    check("Вопрос: нет воды", "[Вопрос нет воды]");
    check("в 22:15 -30 градусов", "[в 22 15 30 градусов]");
    check("Нур-Султан", "[Нур-Султан]");
    check("цена ~300 тенге", "[цена 300 тенге]");
    check("AT&T = 5 + 5", "[AT T 5 5]");
}

#[test]
fn operators_bind_as_people_mean_them() {
    check("нет воды OR су жоқ", "<[нет воды] | [су жоқ]>");
    check("a b AND c d", "[a <b & c> d]");
    check("(вода OR свет) нет", "[<[вода] | [свет]> нет]");
    check("вода -горячая NOT холодная", "[вода !горячая !холодная]");
    check("вода AND NOT горячая", "[<вода & !горячая>]");
    check("-\"нет воды\" -(a b) -=воды", "[!'нет воды' ![a b] !=воды]");
    check("ЛИФТ НЕ РАБОТАЕТ", "[ЛИФТ НЕ РАБОТАЕТ]");
    check("AND, вода", "[and вода]");
    check("вода | су", "<[вода] | [су]>");
    check("вода & свет", "[<вода & свет>]");
    check("| вода &", "[вода]");
    check("() су", "[су]");
}

#[test]
fn phrases_and_distances() {
    check("\"нет воды\" водоснаб*", "['нет воды' водоснаб*]");
    check("«нет воды» свет", "[«нет воды» свет]");
    check("«нет воды", "[«нет воды»]");
    check("ғасырдағы”Роланд туралы жыр” қай", "[ғасырдағы «Роланд туралы жыр» қай]");
    check("\"воды\"", "[воды]");
    check("\"су жоқ\"~3", "['су жоқ'~3]");
    check("«су жоқ»~3", "['су жоқ'~3]");
    check("\"водоснаб* сеть\"", "['водоснаб* сеть']");
    check("\"су жоқ”", "['су жоқ']");
}

#[test]
fn exact_forms() {
    check("=воды", "[=воды]");
    check("=\"нет воды\"", "['=нет =воды']");
    check("=«нет воды»~2", "['=нет =воды'~2]");
    check("\"=нет воды\"", "['=нет воды']");
    check("=\"воды\" a=b", "[=воды a b]");
}

#[test]
fn filters() {
    check("LANG:kk region:\"Алматы облысы\" су", "[lang:kk region:\"Алматы облысы\" су]");
    check("category:hcs/water", "[category:hcs/water]");
    check("тіл:қазақша,орысша", "[lang:kk,ru]");
    check("ЯЗЫК：русский", "[lang:ru]");
    check("lang:(kk OR ru) kind:(жалоба, новости)", "[lang:kk,ru kind:appeal,news]");
    check("өңір:«Алматы облысы»,Астана", "[region:\"Алматы облысы\",Астана]");
    check("санат:су -түрі:жаңалық", "[category:hcs/water !kind:news]");
    check("тема:вода", "[category:hcs/water]");
    check("күн:7к", "[date:7d]");
    check("бастап:2026-11-01 дейін:қараша", "[date:2026-11-01.. date:..nov]");
    check("дата:2026-11-01..", "[date:2026-11-01..]");
    check("from:2026-11-01T10:30:00Z", "[date:2026-11-01T10:30:00Z..]");
    check("title:вода,\"нет света\",=воды", "[title(вода | 'нет света' | =воды)]");
    check("заголовок:водо* тақырыпат:\"су жоқ\"~2", "[title(водо*) title('су жоқ'~2)]");
}

#[test]
fn errors_point_at_the_characters() {
    check("су \"жоқ", "3..4: the quote is not closed");
    check("су (жоқ", "3..4: the bracket is not closed");
    check("су) жоқ", "2..3: `)` without its `(`");
    check("OR су", "0..2: `OR` with nothing before it");
    check("су AND", "3..6: `AND` with nothing after it");
    check("су OR", "3..5: `OR` with nothing after it");
    check("AND су", "0..3: `AND` with nothing before it");
    check("су NOT", "3..6: nothing to exclude");
    check("су AND NOT", "7..10: `AND` with nothing after it");
    check("lang: kk", "5..6: `lang:` without a value");
    check("lang:kk, ru", "8..9: `lang:` without a value");
    check("су categry:hcs", "3..10: no filter `categry:`; did you mean `category:`?");
    check(
        "автор:иванов",
        "0..5: there is no `автор:`: authors are not kept, problems are searched, not persons",
    );
    check("kind:жалоба,слух", "12..16: no kind `слух`; there are: news, comment, appeal, notice");
    check(
        "санат:\"сумен жабдықтуа\"",
        "7..22: no category `сумен жабдықтуа`; did you mean `Сумен жабдықтау`?",
    );
    check("date:2026-02-30", "5..15: the calendar has no day `2026-02-30`");
    check("from:a,b", "7..8: `from:` takes one value");
    check("title:\"?!\"", "7..9: `title:` without a value");
    check("нет в*", "4..6: `*` needs 2 letters before it");
    check("=водо*", "1..6: `=` and `*` exclude each other");
    check("\"су жоқ\"~", "8..9: `~` without a number after it");
    check("\"су жоқ\"~99", "9..11: at most 50 words may stand between");
    check("?!", "0..2: no word to look for");
    check(&"(".repeat(21), "20..21: brackets lie too deep");
}

/// What can be typed, most of it strange.
fn typed() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "AND ",
        "OR ",
        "NOT ",
        "(",
        ")",
        "\"",
        "«",
        "»",
        "су ",
        "жоқ",
        "-",
        "–",
        "=",
        "~3",
        "~",
        "*",
        " ",
        ",",
        "lang:",
        "kk",
        "тіл:",
        "өңір:",
        "Алматы",
        "санат:",
        "Вода ",
        "түрі:",
        "тақырып:",
        "title:",
        "күн:",
        "7к ",
        "қараша",
        "..",
        "2026-11-16",
        "бастап:",
        "дейін:",
        "source:",
        "a.kz",
        "：",
        "&",
        "|",
        "…",
        "hcs/water ",
        "tabcdefghijk ",
        "30 ",
        "вода,",
    ]);
    prop_oneof![
        "[а-яa-z\"«»()*:=~ -]{0,40}",
        "\\PC{0,30}",
        prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_typed_is_read_or_pointed_at(query in typed()) {
        let length = query.chars().count();
        if let Err(error) = parse(&query, Syntax::Full) {
            let Error::Syntax { at, .. } = error else { panic!("{error}") };
            prop_assert!(at.start < at.end && at.end <= length + 1, "{query} {at:?}");
        }
        prop_assert!(parse(&query, Syntax::Plain).is_ok());
    }

    #[test]
    fn what_is_written_again_means_the_same(query in typed()) {
        if let Ok(clause) = parse(&query, Syntax::Full) {
            let written = clause.to_string();
            prop_assert_eq!(parse(&written, Syntax::Full).unwrap(), clause, "{} -> {}", query, written);
        }
    }
}
