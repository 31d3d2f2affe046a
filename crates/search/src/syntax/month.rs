//! The names of months in Kazakh, Russian and English, in the forms in which they stand in dates.

/// Per month: the Kazakh name, the Russian name without its ending, the English name.
const MONTHS: [(&str, &str, &str); 12] = [
    ("қаңтар", "январ", "january"),
    ("ақпан", "феврал", "february"),
    ("наурыз", "март", "march"),
    ("сәуір", "апрел", "april"),
    ("мамыр", "ма", "may"),
    ("маусым", "июн", "june"),
    ("шілде", "июл", "july"),
    ("тамыз", "август", "august"),
    ("қыркүйек", "сентябр", "september"),
    ("қазан", "октябр", "october"),
    ("қараша", "ноябр", "november"),
    ("желтоқсан", "декабр", "december"),
];

/// Kazakh case endings, without Kazakh letters.
const KAZAKH_ENDINGS: [&str; 19] = [
    "", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "га", "ге", "ка", "ке", "нын",
    "нин", "дын", "дин",
];

/// Endings of Russian months in the cases of dates.
const RUSSIAN_ENDINGS: [&str; 6] = ["", "ь", "я", "е", "а", "й"];

/// The number of a month by its name in small letters, Kazakh with or without its own letters, English also by three letters.
pub(super) fn month(word: &str) -> Option<i8> {
    let bare = bare(word);
    let is = |(kk, ru, en): &(&str, &str, &str)| {
        let kazakh =
            bare.strip_prefix(&self::bare(kk)).is_some_and(|ending| KAZAKH_ENDINGS.contains(&ending));
        let russian = word.strip_prefix(ru).is_some_and(|ending| {
            // «ма» alone is no month.
            RUSSIAN_ENDINGS.contains(&ending) && (*ru != "ма" || matches!(ending, "й" | "я" | "е"))
        });
        kazakh || russian || word == *en || word == &en[..3]
    };
    MONTHS.iter().position(is).and_then(|at| i8::try_from(at + 1).ok())
}

/// Without the letters that Kazakh has and Russian has not.
fn bare(word: &str) -> String {
    let letter = |letter| match letter {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        other => other,
    };
    word.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_the_forms_of_dates() {
        for (number, words) in [
            (1, ["қаңтар", "кантардан", "января", "jan"]),
            (5, ["мамырда", "май", "мая", "may"]),
            (11, ["қараша", "караша", "ноябрь", "november"]),
            (12, ["желтоқсанға", "декабре", "декабря", "dec"]),
        ] {
            for word in words {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
        for word in ["ма", "маска", "қара", "", "мартовский", "decem"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
