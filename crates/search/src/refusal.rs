//! Refuses queries that look for nothing but a person. Takes the text of a query and gives its meaning, or [`Error::Refused`]: whoever
//! wants the meaning of a query gets it here, so that no search, highlight, alert or export goes around the refusal.
//!
//! What is judged is what a post must hold: filters and what is excluded do not count, and of alternatives (`OR`) the one that
//! is most a name decides, since posts that hold nothing else would answer.

use dauys_text::person::{Asked, leaning, only_a_name, only_a_sign};

use crate::query::Syntax;
use crate::syntax::{Clause, Form, Word, parse};
use crate::{Error, Result};

/// The meaning of a query.
///
/// # Errors
///
/// [`Error::Syntax`] when the text cannot be read, [`Error::Refused`] when it looks for nothing but a person.
pub(crate) fn read(text: &str, syntax: Syntax) -> Result<Clause> {
    let typed = without_filters(text);
    if let Some(why) = only_a_sign(&typed) {
        return Err(Error::Refused(why));
    }
    let clause = parse(text, syntax)?;
    // What cannot be read as a query is asked for word by word, with its operators and filters.
    let plain = if syntax == Syntax::Plain { dauys_text::tokens(&typed) } else { Vec::new() };
    let plain: Vec<Asked> = plain.iter().map(|token| Asked::word(token.surface)).collect();
    match only_a_name(&asked(&clause)).or_else(|| only_a_name(&plain)) {
        Some(why) => Err(Error::Refused(why)),
        None => Ok(clause),
    }
}

/// The words that a post must hold to answer a clause.
fn asked(clause: &Clause) -> Vec<Asked<'_>> {
    match clause {
        Clause::Word(word) => vec![asked_word(word)],
        Clause::Phrase(phrase) => phrase.words.iter().map(asked_word).collect(),
        Clause::Preferred(words) => words.iter().map(asked_word).collect(),
        Clause::Filter(_) | Clause::Not(_) => Vec::new(),
        Clause::All(inner) | Clause::List(inner) => inner.iter().flat_map(asked).collect(),
        Clause::Any(inner) | Clause::Title(inner) => {
            inner.iter().map(asked).max_by_key(|words| leaning(words)).unwrap_or_default()
        }
    }
}

fn asked_word(word: &Word) -> Asked<'_> {
    Asked { word: &word.text, is_beginning: word.form == Form::Beginning }
}

/// A query without its operators, filters and exclusions, as far as that can be seen without reading it.
fn without_filters(text: &str) -> String {
    let mut is_quoted = false;
    let chunks = text.split(|letter: char| {
        is_quoted ^= letter == '"';
        letter.is_whitespace() && !is_quoted
    });
    let mut kept = Vec::new();
    let mut is_excluded = false;
    for chunk in chunks {
        let bare = chunk.trim_matches(|letter: char| "()\"«»“”„=*".contains(letter));
        let is_filter = bare.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty()
                && name.chars().all(char::is_alphabetic)
                && !NAMES.contains(&name.to_lowercase().as_str())
        });
        let is_operator = matches!(bare, "AND" | "OR" | "NOT");
        let is_minus = bare.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if !(is_filter || is_operator || is_minus || is_excluded) {
            kept.push(bare);
        }
        is_excluded = bare == "NOT";
    }
    kept.join(" ")
}

/// What stands before a colon and is no filter.
const NAMES: [&str; 10] =
    ["http", "https", "mailto", "tel", "sms", "тел", "телефон", "иин", "жсн", "whatsapp"];

#[cfg(test)]
mod tests {
    use dauys_text::person::Refused;

    use super::*;

    fn check(query: &str, expected: Option<Refused>) {
        for syntax in [Syntax::Full, Syntax::Plain] {
            // Under plain syntax nothing is an alternative or excluded, and a beginning is a word.
            if syntax == Syntax::Plain && query.contains(['*', '(', 'O', '-']) {
                continue;
            }
            let found = match read(query, syntax) {
                Err(Error::Refused(why)) => Some(why),
                _ => None,
            };
            assert_eq!(found, expected, "{query} {syntax:?}");
        }
    }

    #[test]
    fn names_are_refused_however_they_are_asked_for() {
        for query in [
            "Иванова",
            "Айгүл Сатыбалдиева",
            "\"Иван Иванов\"",
            "«Айгүл Сатыбалдиева»",
            "(Иванова OR Петрова)",
            "Иванова OR Петрова",
            "Иванова AND Петрова",
            "((Иванова) OR (Сатыбалдиев))",
            "Иванова, Петрова; Сидоров",
            "Сатыбалдиев OR вода",
            "вода OR (Сатыбалдиев AND Айгүл)",
            "lang:ru Сатыбалдиев OR (вода жоқ)",
            "Сатыбалд*",
            "Сатыбалдиев*",
            "Айгүл* Сатыб*",
            "Иванова lang:ru",
            "lang:ru region:Алматы Иванова",
            "Иванова -дождь",
            "Иванова NOT дождь",
            "Иванова AND NOT (дождь OR снег)",
            "Иванова -\"нет воды\"",
            "Иванова 2026",
            "и Иванова",
            "госпожа Иванова!!!",
            "«Иванова» кім",
            "=Сатыбалдиев",
        ] {
            check(query, Some(Refused::Name));
        }
    }

    #[test]
    fn a_broken_query_is_no_way_around() {
        for query in [
            "Сатыбалдиев OR",
            "Сатыбалдиев lang:ru (",
            "(Сатыбалдиев AND",
            "\"Сатыбалдиев",
            "NOT Сатыбалдиев )",
        ] {
            assert!(
                matches!(read(query, Syntax::Full), Err(Error::Syntax { .. } | Error::Refused(_))),
                "{query}"
            );
        }
        for query in ["Сатыбалдиев OR", "Сатыбалдиев lang:ru (", "(Сатыбалдиев AND", "\"Сатыбалдиев"]
        {
            assert!(matches!(read(query, Syntax::Plain), Err(Error::Refused(_))), "{query}");
        }
    }

    #[test]
    fn signs_of_persons_are_refused() {
        for (query, why) in [
            ("@aigul_s", Refused::Handle),
            ("@aigul_s lang:ru", Refused::Handle),
            ("https://instagram.com/aigul.s", Refused::Handle),
            ("t.me/aigul_s", Refused::Handle),
            ("+7 701 234 56 78", Refused::Phone),
            ("87012345678", Refused::Phone),
            ("тел: 8 701 234 56 78", Refused::Phone),
            ("8 (701) 234-56-78", Refused::Phone),
            ("\"8 701 234 56 78\" -вода", Refused::Phone),
            ("Айгүл 87012345678", Refused::Phone),
            ("aigul@mail.kz", Refused::Mail),
            ("ИИН 291417776310", Refused::Number),
            ("4400 4301 2345 6783", Refused::Number),
        ] {
            check(query, Some(why));
        }
    }

    #[test]
    fn other_queries_are_read() {
        for query in [
            "",
            "lang:ru",
            "су жоқ",
            "аким Иванова",
            "депутат Сатыбалдиев",
            "улица Иванова",
            "Иванова мусор",
            "Иванова (мусор OR дождь)",
            "(Иванова OR Петрова) мусор",
            "Абай",
            "Алмас OR Арман",
            "Роза -Иванова",
            "вода -Сатыбалдиев",
            "109",
            "8 800 080 77 77",
            "@akimat_almaty",
            "дом 45 нет воды 87012345678",
            "вод*",
            "жол*",
            "Ала*",
            "Сары*",
            "2026",
            "9090",
            "30 градусов",
        ] {
            check(query, None);
        }
    }

    #[test]
    fn nothing_reads_a_query_but_through_the_refusal() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut readers = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() || name == "syntax.rs" {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let imports = source.lines().filter(|line| line.starts_with("use crate::syntax"));
            let names = imports
                .flat_map(|line| line.split(|letter: char| !letter.is_alphanumeric() && letter != '_'));
            if names.into_iter().any(|name| name == "parse")
                || source.contains("syntax::parse(") && name != "refusal.rs"
            {
                readers.push(name);
            }
        }
        assert_eq!(readers, ["refusal.rs"]);
    }
}
