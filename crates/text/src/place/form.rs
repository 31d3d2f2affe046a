//! Takes names of places and gives their forms: the Russian cases by declension class, and the Kazakh and Russian phrases that
//! say where something is. The rules are those of school grammars; exceptions are classes in the tables.

/// How a Russian name is declined; the letters of the tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Declension {
    /// Not at all: Алматы.
    None,
    /// First declension: Караганда.
    First,
    /// Hard masculine: Риддер.
    Masculine,
    /// On -й: Костанай.
    Short,
    /// Soft: Сарань; masculine names of this shape share the table.
    Soft,
    /// An adjective for a city: Рудный, Глубокое.
    Adjective,
    /// On -о: Булаево.
    Neuter,
    /// Soft first declension: Сырдария.
    SoftFirst,
    /// An adjective for a region or a district: Актюбинская, Абайский.
    Attribute,
    /// A name after the word it belongs to: район Биржан сал.
    Apposition,
}

impl Declension {
    pub(super) fn of(class: &str, ru: &str) -> Option<Self> {
        Some(match class {
            "0" => Self::None,
            "a" => Self::First,
            "m" => Self::Masculine,
            "j" => Self::Short,
            "i" => Self::Soft,
            "none" => Self::Adjective,
            "adj" if ru.ends_with("ый") || ru.ends_with("ое") => Self::Adjective,
            "o" => Self::Neuter,
            "adj" => Self::Attribute,
            "of" => Self::Apposition,
            _ => return None,
        })
    }

    /// The class of a settlement's name, by its last letters.
    pub(super) fn of_settlement(ru: &str) -> Self {
        if ru.contains(' ') {
            return Self::None;
        }
        if ["ое", "ее", "ый", "ий", "ая"].iter().any(|ending| ru.ends_with(ending)) {
            return Self::Adjective;
        }
        match ru.chars().next_back() {
            Some('а') => Self::First,
            Some('я') => Self::SoftFirst,
            Some('о') => Self::Neuter,
            Some('ь') => Self::Soft,
            Some('й') => Self::Short,
            Some('у' | 'ы' | 'и' | 'е' | 'э' | 'ю' | 'і' | 'ё') | None => Self::None,
            Some(_) => Self::Masculine,
        }
    }
}

/// Endings of adjectives on -ский, after `ск`.
pub(super) const ADJECTIVE_ENDINGS: [&str; 13] =
    ["ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "ою"];

/// The part of a name of one word that its forms share, and the endings that may follow it.
pub(super) fn noun_root(name: &str, declension: Declension) -> (&str, &'static [&'static str]) {
    let cut = |ending: &str| name.strip_suffix(ending).unwrap_or(name);
    match declension {
        Declension::None | Declension::Attribute => (name, &[""]),
        Declension::First => (cut("а"), &["а", "ы", "и", "е", "у", "ой", "ою"]),
        Declension::SoftFirst => (cut("я"), &["я", "и", "е", "ю", "ей", "ею"]),
        Declension::Masculine | Declension::Apposition => (name, &["", "а", "у", "ом", "ем", "е"]),
        Declension::Short => (cut("й"), &["й", "я", "ю", "ем", "е"]),
        Declension::Soft => (cut("ь"), &["ь", "и", "ью", "я", "ю", "ем", "е"]),
        Declension::Neuter => (cut("о"), &["о", "а", "у", "ом", "е"]),
        Declension::Adjective => match name.char_indices().rev().nth(1).map(|(at, _)| name.split_at(at)) {
            Some((root, "ое")) => (root, &["ое", "ого", "ому", "ым", "им", "ом"]),
            Some((root, "ее")) => (root, &["ее", "его", "ему", "им", "ем"]),
            Some((root, "ая")) => (root, &["ая", "ой", "ую"]),
            Some((root, "ий")) => (root, &["ий", "ого", "ому", "им", "ом"]),
            Some((root, _)) => (root, &["ый", "ого", "ому", "ым", "ом"]),
            None => (name, &[""]),
        },
    }
}

/// Ways in which words for inhabitants are declined, by the end of their stem.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum People {
    /// «астанчан-е»
    Chan,
    /// «алматинк-а»
    Ka,
    /// «карагандин-цы»
    Ec,
}

impl People {
    pub(super) fn of(stem: &str) -> Self {
        match () {
            () if stem.ends_with("чан") => Self::Chan,
            () if stem.ends_with('к') => Self::Ka,
            () => Self::Ec,
        }
    }

    /// The part of the stem that all forms share.
    pub(super) fn root(self, stem: &str) -> &str {
        if self == Self::Ec { stem.strip_suffix('ц').unwrap_or(stem) } else { stem }
    }

    pub(super) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Chan => {
                &["е", "", "ам", "ами", "ах", "ин", "ина", "ину", "ином", "ине", "ка", "ки", "ку", "кой"]
            }
            Self::Ka => &["а", "и", "е", "у", "ой", "ам", "ами", "ах"],
            Self::Ec => &["ец", "цы", "цев", "цам", "цами", "цах", "ца", "цу", "цем", "це"],
        }
    }
}

/// Kazakh endings of a place in skeleton letters: who or what is of it, many of them, what is at or of it, and cases; after the
/// cases of rest and origin also who says so: «Қостанайданмын».
const KAZAKH_PEOPLE: [&str; 3] = ["лык", "дык", "тык"];
const KAZAKH_PLURAL: [&str; 6] = ["лар", "лер", "дар", "дер", "тар", "тер"];
const KAZAKH_RELATIVE: [&str; 7] = ["дагы", "дегы", "тагы", "тегы", "ныкы", "дыкы", "тыкы"];
const KAZAKH_CASE: [&str; 25] = [
    "нын", "дын", "тын", "га", "ге", "ка", "ке", "ны", "ды", "ты", "да", "де", "та", "те", "дан", "ден",
    "тан", "тен", "нан", "нен", "мен", "бен", "пен", "ша", "ше",
];
const KAZAKH_PERSON: [&str; 7] = ["мын", "быз", "мыз", "пыз", "сын", "сыз", "ын"];
/// Those that say where something is or whence it comes.
const KAZAKH_WHERE: [&str; 14] =
    ["да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "дагы", "дегы", "тагы", "тегы"];

/// Whether `after` is empty or what a place's name takes in Kazakh, both in skeleton letters with their hyphens. No place belongs
/// to somebody: «астанасы» is the capital of another country. Short names are abbreviations, whose endings follow a hyphen.
pub(super) fn is_place_ending(name: &str, after: &str) -> bool {
    if after.is_empty() {
        return true;
    }
    let is_abbreviation = name.chars().count() <= 3 && name.ends_with(['о', 'г']);
    let (is_hyphened, rest) = after.strip_prefix('-').map_or((false, after), |rest| (true, rest));
    if is_abbreviation && !is_hyphened {
        return false;
    }
    let rest = without_link(name, rest);
    let cut = |rest: &'_ str, endings: &[&str]| -> Option<usize> {
        endings.iter().find(|ending| rest.starts_with(**ending)).map(|ending| ending.len())
    };
    let is_case = |rest: &str| rest.is_empty() || KAZAKH_CASE.contains(&rest);
    if let Some(end) = cut(rest, &KAZAKH_PEOPLE) {
        let rest = &rest[end..];
        let rest = &rest[cut(rest, &KAZAKH_PLURAL).unwrap_or(0)..];
        return is_case(rest) || KAZAKH_RELATIVE.contains(&rest) || KAZAKH_PERSON.contains(&rest);
    }
    if let Some(end) = cut(rest, &KAZAKH_RELATIVE) {
        let rest = &rest[end..];
        return is_case(&rest[cut(rest, &KAZAKH_PLURAL).unwrap_or(0)..]);
    }
    let says_who = |person: &str| rest.strip_suffix(person).is_some_and(|case| KAZAKH_WHERE.contains(&case));
    is_case(rest) || KAZAKH_PERSON.iter().any(|person| says_who(person))
}

/// «Лисаковскіде»: foreign names on -ск take a vowel before their endings.
fn without_link<'a>(name: &str, after: &'a str) -> &'a str {
    if name.ends_with("ск") { after.strip_prefix('ы').unwrap_or(after) } else { after }
}

/// Whether these endings of a Kazakh name say that something is in the place or comes from it.
pub(super) fn is_where(after: &str) -> bool {
    let after = after.strip_prefix('-').unwrap_or(after);
    let after = after.strip_prefix('ы').unwrap_or(after);
    KAZAKH_WHERE.iter().any(|ending| {
        after.strip_prefix(ending).is_some_and(|rest| rest.is_empty() || KAZAKH_PERSON.contains(&rest))
    })
}

/// All case forms of a name, in lower case.
pub(super) fn noun_forms(name: &str, declension: Declension) -> Vec<String> {
    let name = name.to_lowercase().replace('ё', "е");
    if declension == Declension::Apposition {
        return apposed(&name);
    }
    let (root, endings) = noun_root(&name, declension);
    endings.iter().map(|ending| format!("{root}{ending}")).collect()
}

/// «Биржан сал», «Магжана Жумабаева»: every word that ends in a consonant takes the same case.
fn apposed(name: &str) -> Vec<String> {
    let cases = ["", "а", "у", "ом", "е"];
    let mut forms: Vec<String> = cases
        .iter()
        .map(|ending| {
            let decline = |word: &str| match word.chars().next_back() {
                Some(last) if !"аеиоуыэюяйьі".contains(last) => format!("{word}{ending}"),
                _ => word.to_owned(),
            };
            name.split(' ').map(decline).collect::<Vec<_>>().join(" ")
        })
        .collect();
    // The first word may stay: «Шал акына», «Биржан сала».
    if let Some((first, rest)) = name.rsplit_once(' ') {
        forms.extend(cases.iter().map(|ending| format!("{first} {rest}{ending}")));
    }
    forms.dedup();
    forms
}

/// All forms of an adjective whose stem ends in `ск`, in lower case.
pub(super) fn attribute_forms(stem: &str) -> impl Iterator<Item = String> + '_ {
    ADJECTIVE_ENDINGS.iter().map(move |ending| format!("{stem}{ending}"))
}

/// The prepositional case of a city: «Риддере» of «в Риддере».
pub(super) fn prepositional(name: &str, declension: Declension) -> String {
    let cut = |ending: &str, new: &str| format!("{}{new}", &name[..name.len() - ending.len()]);
    match declension {
        Declension::First => cut("а", "е"),
        Declension::Masculine => format!("{name}е"),
        Declension::Short => cut("й", "е"),
        Declension::Soft => cut("ь", "и"),
        Declension::Adjective if name.ends_with("ая") => cut("ая", "ой"),
        Declension::Adjective if name.ends_with("ее") => cut("ее", "ем"),
        Declension::Adjective => cut("ый", "ом"),
        Declension::Neuter => cut("о", "е"),
        Declension::SoftFirst => cut("я", "е"),
        _ => name.to_owned(),
    }
}

/// The genitive case of a city: «Астаны».
pub(super) fn genitive(name: &str, declension: Declension) -> String {
    match declension {
        Declension::First => format!("{}ы", &name[..name.len() - "а".len()]),
        Declension::Masculine => format!("{name}а"),
        _ => name.to_owned(),
    }
}

/// The Kazakh locative: «Риддерде», «Алматыда», «Шымкентте».
pub(super) fn locative(name: &str) -> String {
    // Foreign names on -ск take a vowel first: «Лисаковскіде», like «Минскіде».
    if name.ends_with("ск") {
        return format!("{name}іде");
    }
    let ending = match (is_voiceless(name), is_front(name)) {
        (true, true) => "те",
        (true, false) => "та",
        (false, true) => "де",
        (false, false) => "да",
    };
    format!("{name}{ending}")
}

/// The Kazakh genitive: «Астананың», «Шымкенттің».
pub(super) fn kazakh_genitive(name: &str) -> String {
    let last = name.chars().next_back().unwrap_or(' ');
    let first = if is_voiceless(name) {
        "т"
    } else if "аәеоөұүыіиумнң".contains(last) {
        "н"
    } else {
        "д"
    };
    let vowel = if is_front(name) { "ің" } else { "ың" };
    format!("{name}{first}{vowel}")
}

/// Voiceless consonants, and the voiced ones that close foreign names and are spoken voiceless («Конаев»).
fn is_voiceless(name: &str) -> bool {
    name.chars().next_back().is_some_and(|last| "пфкқтсшщчцхһбвгд".contains(last))
}

/// Vowel harmony by the last vowel that has a side. `у` after a consonant is back in names of places («Жетісу», «Ақсу»).
fn is_front(name: &str) -> bool {
    let lower = name.to_lowercase();
    // «Қонаев», «Сәтбаев»: the Russian ending of a surname has no harmony.
    let letters: Vec<char> = lower.strip_suffix("ев").unwrap_or(&lower).chars().collect();
    for (at, letter) in letters.iter().enumerate().rev() {
        match letter {
            'ә' | 'е' | 'э' | 'і' | 'ө' | 'ү' => return true,
            'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' | 'ю' => return false,
            'у' if at > 0 && !"аәеоөұүыіиэ".contains(letters[at - 1]) => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kazakh_locatives_follow_harmony_and_voice() {
        for form in [
            "Риддер+де",
            "Ақтөбе+де",
            "Қарағанды+да",
            "Шымкент+те",
            "Алматы+да",
            "Өскемен+де",
            "Жетісу+да",
            "Тараз+да",
            "Түркістан+да",
            "Қонаев+та",
            "Ақсу+да",
            "Семей+де",
            "Шу+да",
            "Бейнеу+де",
            "Атырау+да",
            "Екібастұз+да",
            "Степногор+да",
            "Хромтау+да",
            "Қаражал+да",
            "Теміртау+да",
            "Рудный+да",
            "Шахтинск+іде",
            "Лисаковск+іде",
        ] {
            let (name, ending) = form.split_once('+').unwrap();
            assert_eq!(locative(name), format!("{name}{ending}"));
        }
    }

    #[test]
    fn kazakh_genitives() {
        for (name, form) in [("Астана", "Астананың"), ("Алматы", "Алматының"), ("Шымкент", "Шымкенттің")]
        {
            assert_eq!(kazakh_genitive(name), form);
        }
    }

    #[test]
    fn russian_names_are_declined() {
        assert!(noun_forms("Караганда", Declension::First).contains(&"карагандой".to_owned()));
        assert!(
            noun_forms("Магжан Жумабаев", Declension::Apposition).contains(&"магжана жумабаева".to_owned())
        );
        assert!(noun_forms("Шал акын", Declension::Apposition).contains(&"шал акына".to_owned()));
        assert_eq!(prepositional("Семей", Declension::Short), "Семее");
        assert_eq!(prepositional("Сарань", Declension::Soft), "Сарани");
        assert_eq!(prepositional("Рудный", Declension::Adjective), "Рудном");
        let forms = |stem| {
            let people = People::of(stem);
            people.endings().iter().map(|ending| format!("{}{ending}", people.root(stem))).collect::<Vec<_>>()
        };
        assert!(forms("актюбинц").contains(&"актюбинец".to_owned()));
        assert!(forms("астанчан").contains(&"астанчане".to_owned()));
    }
}
