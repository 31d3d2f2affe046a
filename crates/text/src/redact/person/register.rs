//! First names in all their Kazakh and Russian forms. Takes a word in skeleton letters and says whether it is one.
//!
//! The registers `data/lexicon/names/given_*.tsv` hold a name a line; `word` after a tab says that it is a common word or a place
//! as well. Skeletons make one entry of «Серік» and «Серик». Kazakh first names are also made of two parts each («Нұр» and
//! «бек»), so that one which is in no register is known by `parts.tsv`. `surnames.txt` holds surnames without an ending of
//! their own.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::skeleton;
use crate::token::normal;

/// How surely a word is a first name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Given {
    /// It is also a common word, a place, or too short to say.
    Perhaps,
    /// It is nothing else.
    Surely,
}

/// Kazakh case endings, the plural and the endings of belonging, in skeleton letters.
pub(crate) const KAZAKH_CASES: [&str; 37] = [
    "", "нын", "дын", "тын", "га", "ге", "ка", "ке", "на", "не", "ны", "ды", "ты", "да", "де", "та", "те",
    "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ныкы", "дыкы", "тыкы",
    "лар", "лер", "дар", "дер", "тар", "тер",
];

/// The shortest skeleton, in bytes, that may stand alone as a first name.
const SHORT: usize = 6;

/// A form of a first name.
#[derive(Clone, Copy)]
struct Form {
    given: Given,
    /// Whether Kazakh endings may follow: only after the name itself, not after a Russian ending.
    is_name: bool,
}

static FORMS: LazyLock<FxHashMap<String, Form>> = LazyLock::new(|| {
    let mut forms = FxHashMap::default();
    let lists = [
        include_str!("../../../../../data/lexicon/names/given_kk.tsv"),
        include_str!("../../../../../data/lexicon/names/given_ru.tsv"),
        include_str!("../../../../../data/lexicon/names/given_world.tsv"),
    ];
    for line in lists.iter().flat_map(|list| list.lines()) {
        let (name, is_word) = line.split_once('\t').map_or((line, false), |(name, _)| (name, true));
        let name = normal(name);
        for (at, form) in russian_forms(&name).iter().enumerate() {
            let form = skeleton(form);
            if form.len() < SHORT {
                continue;
            }
            let given = if is_word || form.len() <= SHORT { Given::Perhaps } else { Given::Surely };
            let entry = forms.entry(form).or_insert(Form { given, is_name: at == 0 });
            *entry = Form { given: given.min(entry.given), is_name: entry.is_name || at == 0 };
        }
    }
    forms
});

/// The forms of a first name by the rules of Russian declension, itself the first.
fn russian_forms(name: &str) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let (cut, endings): (&str, &[&str]) = if let Some(cut) = name.strip_suffix("ия") {
        (cut, &["ии", "ию", "ией"])
    } else if let Some(cut) = name.strip_suffix('я') {
        (cut, &["и", "е", "ю", "ей"])
    } else if let Some(cut) = name.strip_suffix('а') {
        (cut, &["ы", "и", "е", "у", "ой"])
    } else if let Some(cut) = name.strip_suffix("ий") {
        (cut, &["ия", "ию", "ием", "ии"])
    } else if let Some(cut) = name.strip_suffix('й') {
        (cut, &["я", "ю", "ем", "е"])
    } else if let Some(cut) = name.strip_suffix('ь') {
        (cut, &["я", "ю", "ем", "е", "и", "ью"])
    } else if name.ends_with(['л']) {
        // «Айгүл» is «Айгуль» in Russian and declined as such.
        (name, &["а", "у", "ом", "е", "и", "ью"])
    } else if name.ends_with(|letter: char| "бвгджзклмнпрстфхцчшқғң".contains(letter)) {
        (name, &["а", "у", "ом", "ем", "е"])
    } else {
        (name, &[])
    };
    forms.extend(endings.iter().map(|ending| format!("{cut}{ending}")));
    match name {
        "павел" => forms.extend(["павла", "павлу", "павлом", "павле"].map(str::to_owned)),
        "лев" => forms.extend(["льва", "льву", "львом", "льве"].map(str::to_owned)),
        "петр" => forms.extend(["пётр", "петре"].map(str::to_owned)),
        _ => {}
    }
    forms
}

/// What is known of a word in skeleton letters.
pub(crate) fn given(word: &str) -> Option<Given> {
    if let Some(form) = FORMS.get(word) {
        return Some(form.given);
    }
    bases(word).find_map(|base| FORMS.get(base).filter(|form| form.is_name).map(|form| form.given))
}

/// What is left of a word in skeleton letters without each Kazakh ending it could have.
fn bases(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().rev().map(|(at, _)| at).take(5);
    ends.filter(|at| *at >= SHORT && KAZAKH_CASES.contains(&&word[*at..])).map(|at| &word[..at])
}

/// Whether a word in skeleton letters has what may be a Kazakh case ending.
pub(crate) fn has_kazakh_case(word: &str) -> bool {
    bases(word).next().is_some_and(|base| base.len() < word.len())
}

/// The parts that Kazakh first names are made of, in skeleton letters: those that open a name and those that end one.
static PARTS: LazyLock<(FxHashSet<String>, Vec<String>)> = LazyLock::new(|| {
    let (mut first, mut last) = (FxHashSet::default(), Vec::new());
    for line in include_str!("../../../../../data/lexicon/names/parts.tsv").lines() {
        match line.split_once('\t') {
            Some(("first", part)) => drop(first.insert(skeleton(&normal(part)))),
            Some((_, part)) => last.push(skeleton(&normal(part))),
            None => {}
        }
    }
    (first, last)
});

/// Whether a word in skeleton letters is made of the two parts of a Kazakh first name, with a Kazakh or Russian ending at most.
pub(crate) fn is_composed(word: &str) -> bool {
    let is_whole = |word: &str| {
        PARTS
            .1
            .iter()
            .any(|last| word.strip_suffix(last.as_str()).is_some_and(|first| PARTS.0.contains(first)))
    };
    let russian = ["а", "у", "ом", "ем", "е"].iter().filter_map(|end| word.strip_suffix(end));
    word.len() <= 60 && (is_whole(word) || bases(word).any(is_whole) || russian.into_iter().any(is_whole))
}

static FAMILIES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let list = include_str!("../../../../../data/lexicon/names/surnames.txt");
    list.lines().map(|name| skeleton(&normal(name))).collect()
});

/// Whether a word in skeleton letters is a surname without an ending of its own, in any case.
pub(crate) fn is_family(word: &str) -> bool {
    let russian = ["а", "у", "ом", "ем", "е"].iter().filter_map(|end| word.strip_suffix(end));
    let kazakh = word.char_indices().rev().map(|(at, _)| at).take(5);
    FAMILIES.contains(word)
        || russian.into_iter().any(|base| base.len() >= SHORT && FAMILIES.contains(base))
        || kazakh
            .filter(|at| *at >= 4 && KAZAKH_CASES.contains(&&word[*at..]))
            .any(|at| FAMILIES.contains(&word[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: Option<Given>) {
        assert_eq!(given(&skeleton(&normal(word))), expected, "{word}");
    }

    #[test]
    fn names_are_known_in_their_forms() {
        for word in [
            "Айгүлдің",
            "Айгуль",
            "Айгулью",
            "Серікбаймен",
            "Гульнаре",
            "Александром",
            "Павлу",
            "Мариии",
            "Дмитрию",
            "Aigul",
            "Нұрболатқа",
        ] {
            check(word, Some(Given::Surely));
        }
        for word in ["Абайдың", "Надежды", "Алмас", "Роза"] {
            check(word, Some(Given::Perhaps));
        }
        for word in ["Қазақстан", "больница", "Тараз", "Сонымен"] {
            check(word, None);
        }
    }
}
