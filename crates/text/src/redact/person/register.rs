//! First names in all their Kazakh and Russian forms. Takes a word in skeleton letters and says whether it is one.
//!
//! The registers `data/lexicon/names/given_*.tsv` hold a name a line; `word` after a tab says that it is a common word or a place
//! as well. Skeletons make one entry of «Серік» and «Серик». Kazakh first names are also made of two parts each («Нұр» and
//! «бек»), so that one which is in no register is known by `parts.tsv`. `surnames.txt` holds surnames without an ending of
//! their own.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::case::is_case;
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
        // «Алие» is written as often as «Алии».
        (cut, &["ии", "ие", "ию", "ией"])
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

/// First names of the registers in skeleton letters, in their first form.
pub(crate) fn listed_given() -> impl Iterator<Item = String> {
    FORMS.iter().filter(|(_, form)| form.is_name).map(|(name, _)| name.clone())
}

/// What is left of a word in skeleton letters without each Kazakh ending it could have.
fn bases(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().rev().map(|(at, _)| at).take(5);
    ends.filter(|at| *at >= SHORT && is_case(&word[*at..])).map(|at| &word[..at])
}

/// Whether a word in skeleton letters has what may be a Kazakh case ending.
pub(crate) fn has_kazakh_case(word: &str) -> bool {
    bases(word).next().is_some_and(|base| base.len() < word.len())
}

/// The parts that Kazakh first names are made of, in skeleton letters: those that open a name and those that end one.
static PARTS: LazyLock<[FxHashSet<String>; 2]> = LazyLock::new(|| {
    let list = include_str!("../../../../../data/lexicon/names/parts.tsv");
    ["first", "last"].map(|place| {
        let parts = list.lines().filter_map(|line| line.split_once('\t').filter(|(kind, _)| *kind == place));
        parts.map(|(_, part)| skeleton(&normal(part))).collect()
    })
});

/// Whether a word in skeleton letters is made of the two parts of a Kazakh first name, with a Kazakh or Russian ending at most.
pub(crate) fn is_composed(word: &str) -> bool {
    let [first, last] = &*PARTS;
    let is_whole = |word: &str| {
        let places = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 4 && word.len() - at >= 6);
        places.into_iter().any(|at| last.contains(&word[at..]) && first.contains(&word[..at]))
    };
    let russian = ["а", "у", "ом", "ем", "е"].iter().filter_map(|end| word.strip_suffix(end));
    word.len() <= 60 && (is_whole(word) || bases(word).any(is_whole) || russian.into_iter().any(is_whole))
}

/// Whether a word in skeleton letters is one of the parts that open a Kazakh first name: «Гүл».
pub(crate) fn is_part(word: &str) -> bool {
    PARTS[0].contains(word)
}

/// Whether a word in skeleton letters begins with a part that opens a Kazakh first name and few other words.
pub(crate) fn opens_a_name(word: &str) -> bool {
    let is_telling = |part: &str| part.len() >= 8 || matches!(part, "бек" | "нур" | "жан");
    word.char_indices()
        .any(|(at, _)| at < word.len() && is_telling(&word[..at]) && PARTS[0].contains(&word[..at]))
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
        || kazakh.filter(|at| *at >= 4 && is_case(&word[*at..])).any(|at| FAMILIES.contains(&word[..at]))
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
