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
            "adj" => Self::Attribute,
            "of" => Self::Apposition,
            _ => return None,
        })
    }
}

/// Endings of adjectives on -ский, after `ск`.
const ATTRIBUTE: [&str; 13] =
    ["ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "ою"];

/// All case forms of a name, in lower case.
pub(super) fn noun_forms(name: &str, declension: Declension) -> Vec<String> {
    let name = name.to_lowercase().replace('ё', "е");
    let with = |cut: usize, endings: &[&str]| -> Vec<String> {
        let stem = &name[..name.len() - cut];
        endings.iter().map(|ending| format!("{stem}{ending}")).collect()
    };
    match declension {
        Declension::None | Declension::Attribute => vec![name.clone()],
        Declension::First => with('а'.len_utf8(), &["а", "ы", "и", "е", "у", "ой", "ою"]),
        Declension::Masculine => with(0, &["", "а", "у", "ом", "е"]),
        Declension::Short => with('й'.len_utf8(), &["й", "я", "ю", "ем", "е"]),
        Declension::Soft => with('ь'.len_utf8(), &["ь", "и", "ью", "я", "ю", "ем", "е"]),
        Declension::Adjective if name.ends_with("ое") => {
            with("ое".len(), &["ое", "ого", "ому", "ым", "ом"])
        }
        Declension::Adjective => with("ый".len(), &["ый", "ого", "ому", "ым", "ом"]),
        Declension::Apposition => apposed(&name),
    }
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
    ATTRIBUTE.iter().map(move |ending| format!("{stem}{ending}"))
}

/// All forms of a word for inhabitants, by its stem: `карагандинц`, `астанчан`, `алматинк`.
pub(super) fn people_forms(stem: &str) -> Vec<String> {
    let endings: &[&str] = if stem.ends_with("чан") {
        &["е", "", "ам", "ами", "ах", "ин", "ина", "ину", "ином", "ине", "ка", "ки", "ку", "кой"]
    } else if stem.ends_with('к') {
        &["а", "и", "е", "у", "ой", "ам", "ами", "ах"]
    } else {
        &["ы", "ев", "ам", "ами", "ах", "а", "у", "ем", "е"]
    };
    let mut forms: Vec<String> = endings.iter().map(|ending| format!("{stem}{ending}")).collect();
    if let Some(cut) = stem.strip_suffix('ц') {
        forms.push(format!("{cut}ец"));
    }
    forms
}

/// The prepositional case of a city: «Риддере» of «в Риддере».
pub(super) fn prepositional(name: &str, declension: Declension) -> String {
    let cut = |ending: &str, new: &str| format!("{}{new}", &name[..name.len() - ending.len()]);
    match declension {
        Declension::First => cut("а", "е"),
        Declension::Masculine => format!("{name}е"),
        Declension::Short => cut("й", "е"),
        Declension::Soft => cut("ь", "и"),
        Declension::Adjective if name.ends_with("ое") => cut("ое", "ом"),
        Declension::Adjective => cut("ый", "ом"),
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
        assert!(people_forms("актюбинц").contains(&"актюбинец".to_owned()));
        assert!(people_forms("астанчан").contains(&"астанчане".to_owned()));
    }
}
