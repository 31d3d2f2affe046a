//! Takes text and gives it back with private data replaced by marks: `<PHONE>`, `<IIN>`, `<EMAIL>`, `<CARD>`, `<IBAN>`, `<PLATE>`,
//! `<ADDRESS>`, `<NAME>`. It is for text before it is stored; what was replaced is not kept anywhere.
//!
//! Numbers are told by their form, their check digits and the words beside them, names by registers of first names and the
//! shapes of surnames and patronymics. Names of those who speak for an office stay when their title stands before
//! them, and so do streets, schools and organisations that bear a name. A lone word that may be something else stays.

mod account;
mod address;
mod checksum;
mod contact;
mod context;
mod cue;
mod mark;
mod number;
mod person;
mod plate;
mod work;

use std::ops::Range;

use context::Context;
pub(crate) use cue::{Cue, cues};
pub use mark::{Hidden, Mark, Rule};
use mark::{settle, trace_back, write};
pub(crate) use person::names;

/// How often a text is read again for what marks have uncovered, before lines that never come to rest are hidden whole.
const ROUNDS: usize = 8;

/// The text with private data replaced by marks.
///
/// Redacting twice is redacting once. Any string is taken; a text without private data comes back as it was. Time is
/// linear in the length.
pub fn redact(text: &str) -> String {
    write(text, &hidden(text))
}

/// What [`redact`] hides of a text and why, in order and without overlaps. The ranges are bytes of `text`.
pub fn hidden(text: &str) -> Vec<Hidden> {
    let mut found = find(text);
    if found.is_empty() {
        return found;
    }
    // What a mark replaced may have hidden a neighbour («<NAME>, д. 14»). One more round settles nearly every text.
    for round in 0..2 * ROUNDS {
        let marked = write(text, &found);
        let mut more = find(&marked);
        if more.is_empty() {
            return found;
        }
        if round >= ROUNDS {
            whole_lines(&marked, &mut more);
        }
        trace_back(&found, &mut more);
        found.append(&mut more);
        found = settle(found);
    }
    vec![Hidden { range: 0..text.len(), mark: Mark::Name, rule: Rule::Line }]
}

/// Widens stretches, which are in order, to the lines they stand in.
fn whole_lines(text: &str, spans: &mut Vec<Hidden>) {
    let mut lines: Vec<Hidden> = Vec::new();
    let mut rest = spans.iter().peekable();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let mut reaches = start;
        while let Some(span) = rest.next_if(|span| span.range.start < end) {
            reaches = reaches.max(span.range.end);
        }
        if reaches > start {
            let range = start..reaches.max(start + line.trim_end_matches('\n').len());
            lines.push(Hidden { range, mark: Mark::Name, rule: Rule::Line });
        }
        start = end;
    }
    *spans = settle(lines);
}

fn find(text: &str) -> Vec<Hidden> {
    work::count(text.len());
    let context = Context::new(text);
    let mut spans = Vec::new();
    let mut links = Vec::new();
    contact::find(text, &mut spans, &mut links);
    links.extend(spans.iter().map(|span| span.range.clone()));
    links.sort_unstable_by_key(|link| link.start);
    contact::find_spelled(&context, &mut spans);
    let mut groups = Vec::new();
    number::clusters(text, &links, |cluster| {
        number::find(&context, cluster, &mut spans);
        account::find(&context, cluster.groups[0].range.start, &mut spans);
        for group in &cluster.groups {
            plate::find(&context, group.range.start, &mut spans);
        }
        address::find_flats(&context, cluster, &mut spans);
        groups.extend(cluster.groups.iter().filter(|group| group.len() <= 4).cloned());
    });
    person::find(&context, &mut spans);
    spans.retain(|span| !is_inside(&links, span));
    address::find_houses(&context, &groups, &mut spans);
    settle(spans)
}

/// Whether a span stands inside a link, whose words are no names. Links are in order and apart.
fn is_inside(links: &[Range<usize>], span: &Hidden) -> bool {
    let at = links.partition_point(|link| link.end < span.range.end);
    links.get(at).is_some_and(|link| link.start < span.range.start)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(redact(text), expected, "{text}");
    }

    #[test]
    fn private_persons_go() {
        check("Заявитель Вымыслова Тамара Игнатьевна, ИИН 291417776310.", "Заявитель <NAME>, ИИН <IIN>.");
        check(
            "Мен, Қиялбекова Шынар Ойданқызы, ЖСН 987654321090, күтіп отырмын.",
            "Мен, <NAME>, ЖСН <IIN>, күтіп отырмын.",
        );
        check(
            "апам Ертегі Күләш Қиялқызы инсулинсіз отыр, телефоны 87000004321",
            "апам <NAME> инсулинсіз отыр, телефоны <PHONE>",
        );
        check(
            "Моя мать, Небылицына Мария Петровна, ул. Верхняя, д. 14, кв. 37, упала.",
            "Моя мать, <NAME>, ул. Верхняя, <ADDRESS>, упала.",
        );
        check("Бүгін Айгүл Серікова мен Асқар Дүйсенов келді", "Бүгін <NAME> мен <NAME> келді");
        check("Пишет А.Б. Серіков и Петрова И.", "Пишет <NAME> и <NAME>");
        check("иванов иван иванович просит", "<NAME> просит");
        check("Айгүл апай айтты. Жаз @aigul", "<NAME> апай айтты. Жаз <NAME>");
        check(
            "Ольга Петрова просит воды. Петровой никто не ответил.",
            "<NAME> просит воды. <NAME> никто не ответил.",
        );
    }

    #[test]
    fn offices_streets_and_words_stay() {
        for text in [
            "Аким Алматинской области Марат Вымыслов сообщил. Вымыслов уточнил.",
            "Алматы облысының әкімі Серік Қиялов мәлімдеді. Қияловтың айтуынша",
            "Қабанбай батыр көшесінде су жоқ",
            "На улице Абая Кунанбаева нет света",
            "Абай Құнанбаев атындағы мектеп",
            "Алмас пен Арман сөйлесті",
            "Дархан дала, Бақыт деген сөз",
            "Бұл деревне помогли, уровне воды",
        ] {
            check(text, text);
        }
    }

    /// Texts that are made to cost much, of about `times` parts.
    fn hostile(times: usize) -> Vec<String> {
        let letter = |at: usize| char::from_u32('а' as u32 + (at % 32) as u32).unwrap_or('а');
        let name = |at: usize| format!("Серік{}{}{}ов", letter(at), letter(at / 32), letter(at / 1024));
        let joined = |part: &dyn Fn(usize) -> String| (0..times).map(part).collect::<String>();
        vec![
            joined(&|at| format!("әкімі Айгүл {} мен Болат {}, ", name(at), name(at + 7))),
            joined(&|at| format!("Аким Марат {}. Соседка Айгуль {}. ", name(at), name(at))),
            joined(&|_| "Айгүл Серікова ".to_owned()),
            joined(&|_| "Айгүл Серікова, д. 14, кв. 5, ".to_owned()),
            joined(&|_| "Айгүл".to_owned()),
            joined(&|_| "8 701 ".to_owned()),
            joined(&|_| "1-2-3-4-5/6 ".to_owned()),
            joined(&|_| "1-".to_owned()),
            joined(&|_| "a.a".to_owned()),
            joined(&|_| "a.a@".to_owned()),
            joined(&|_| "www.a@b/c".to_owned()),
            joined(&|_| "KZ 1 ".to_owned()),
            joined(&|_| "кв 5 үй ".to_owned()),
            joined(&|_| "собака точка ".to_owned()),
            joined(&|_| "\u{200b}1\u{200b}".to_owned()),
            joined(&|_| "О0".to_owned()),
            joined(&|_| "<NAME> ".to_owned()),
            format!("тел {}7", " ".repeat(times)),
        ]
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        for (once, more) in hostile(400).iter().zip(hostile(3200)) {
            let small = work::of(|| drop(redact(once)));
            let great = work::of(|| drop(redact(&more)));
            let start: String = once.chars().take(30).collect();
            // Eight times the text; rounds and the ends of a text leave some room.
            assert!(great <= small * 11, "{start}: {small} steps, then {great}");
            assert!(great <= more.len() * 80, "{start}: {great} steps of {} bytes", more.len());
        }
    }

    #[test]
    fn ranges_are_of_the_text_as_given() {
        let text = "Соседка Айгүл Серікова, д. 14, тел. 8 700 000 12 34.";
        let found: Vec<_> =
            hidden(text).into_iter().map(|hidden| (&text[hidden.range], hidden.mark, hidden.rule)).collect();
        assert_eq!(
            found,
            [
                ("Айгүл Серікова", Mark::Name, Rule::Register),
                ("д. 14", Mark::Address, Rule::Cue),
                ("8 700 000 12 34", Mark::Phone, Rule::Shape),
            ]
        );
    }

    proptest! {
        #[test]
        fn ranges_are_in_order_and_inside(text in "((Айгүл|Серікова|Б\\.|кв|дом 5|45|үй|тел|87000001234|@a1|aru@mail.kz|собака|mail.ru|,|<NAME>|ә|\n)[ .]?){0,14}|\\PC{0,40}") {
            let mut end = 0;
            for hidden in hidden(&text) {
                prop_assert!(hidden.range.start >= end && hidden.range.end > hidden.range.start);
                prop_assert!(text.get(hidden.range.clone()).is_some());
                end = hidden.range.end;
            }
        }

        #[test]
        fn redacting_twice_is_redacting_once(text in "\\PC{0,60}") {
            let once = redact(&text);
            prop_assert_eq!(redact(&once), once);
        }

        #[test]
        fn likely_texts_too(text in "((Айгүл|Серікова|А\\.|Б\\.|Петровна|әкім|кв|д|45|№|-|тел|87000001234|KZ86|125K|,|<NAME>|@a1|t.me/b|үй|пәтер|000|XXX|17|\n)[ .]?){0,14}") {
            let once = redact(&text);
            prop_assert_eq!(redact(&once), once);
        }
    }
}
