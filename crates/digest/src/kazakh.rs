//! Kazakh grammar of dates, counts and places: which of its forms a suffix takes after a word or a number.
//!
//! A suffix follows the last vowel of a word (harmony) and its last sound (class): `қараша` + since is `қарашадан`,
//! `мамыр` `мамырдан`, `қазан` `қазаннан`, `Өскемен` `Өскеменнен`. A number takes the suffix of its last spoken word:
//! 7 is `жеті`, so its part of a whole is `7-еуі`, while 9 (`тоғыз`) gives `9-ы`. The tables are those of any
//! school grammar; the exceptions are the ones that names of places and months need.

/// `-да`, `-де`, `-та`, `-те`: where or on which day. `қараша` → `қарашада`, `Риддер` → `Риддерде`.
///
/// Understands names that end in a possessed word (`Абай ауданы` → `Абай ауданында`).
pub fn locative(word: &str) -> String {
    let back = is_back(word);
    let suffix = match class(word) {
        Class::Cluster => "іде",
        Class::Possessed => pick(back, "нда", "нде"),
        Class::Voiceless => pick(back, "та", "те"),
        Class::Nasal | Class::Other => pick(back, "да", "де"),
    };
    format!("{word}{suffix}")
}

/// `-дан`, `-ден`, `-тан`, `-тен`, `-нан`, `-нен`: from where or since when. `қазан` → `қазаннан`.
pub fn ablative(word: &str) -> String {
    let back = is_back(word);
    let suffix = match class(word) {
        Class::Cluster => "іден",
        Class::Possessed | Class::Nasal => pick(back, "нан", "нен"),
        Class::Voiceless => pick(back, "тан", "тен"),
        Class::Other => pick(back, "дан", "ден"),
    };
    format!("{word}{suffix}")
}

/// A number as a part of a whole: `4-еуі`, `6-ауы`, `12-сі`, `30-ы`.
///
/// One to seven have collective forms (`төртеу` → `төртеуі`); after that the last spoken word takes the possessive.
pub fn part(n: u32) -> String {
    let suffix = match n {
        1..=5 | 7 => "еуі",
        6 => "ауы",
        _ => possessive(last_word(n)),
    };
    format!("{n}-{suffix}")
}

/// A time of day as an attribute: `07:50-дегі` (of 07:50), `18:40-тағы`. On the hour the hour is spoken last.
pub fn of_time(hour: i8, minute: i8) -> String {
    let spoken = last_word(if minute == 0 { hour } else { minute }.unsigned_abs().into());
    let voiceless = class(spoken) == Class::Voiceless;
    let suffix = match (voiceless, is_back(spoken)) {
        (true, true) => "тағы",
        (true, false) => "тегі",
        (false, true) => "дағы",
        (false, false) => "дегі",
    };
    format!("{hour:02}:{minute:02}-{suffix}")
}

/// The last spoken word of a number.
fn last_word(n: u32) -> &'static str {
    const ONES: [&str; 10] = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
    const TENS: [&str; 10] =
        ["", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];
    if n == 0 || !n.is_multiple_of(10) {
        ONES[(n % 10) as usize]
    } else if !n.is_multiple_of(100) {
        TENS[(n / 10 % 10) as usize]
    } else if !n.is_multiple_of(1000) {
        "жүз"
    } else if !n.is_multiple_of(1_000_000) {
        "мың"
    } else if !n.is_multiple_of(1_000_000_000) {
        "миллион"
    } else {
        "миллиард"
    }
}

/// The possessive of the third person: `-сы`, `-сі` after a vowel other than `у`, else `-ы`, `-і`.
fn possessive(word: &str) -> &'static str {
    let back = is_back(word);
    match word.chars().last() {
        Some(last) if is_vowel(last) && last != 'у' => pick(back, "сы", "сі"),
        _ => pick(back, "ы", "і"),
    }
}

/// What the first sound of a suffix depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// A name that ends in a word with a possessive ending, which cases follow in their own way.
    Possessed,
    /// `-ск` of Russian names, which takes a vowel first: `Минск` → `Минскіде`.
    Cluster,
    /// м, н, ң.
    Nasal,
    /// Voiceless, and the voiced stops of loans, which are spoken voiceless at the end.
    Voiceless,
    /// Vowels, р, л, й, у, з, ж.
    Other,
}

/// Words that close names of places in the third person possessive.
const POSSESSED: [&str; 14] = [
    "ауданы",
    "ауылы",
    "әкімдігі",
    "бекеті",
    "кенті",
    "көшесі",
    "қаласы",
    "облысы",
    "округі",
    "өңірі",
    "республикасы",
    "селосы",
    "станциясы",
    "шағынауданы",
];

fn class(word: &str) -> Class {
    let word = word.to_lowercase();
    if word.split_whitespace().count() > 1 && POSSESSED.iter().any(|end| word.ends_with(&format!(" {end}"))) {
        return Class::Possessed;
    }
    if word.ends_with("ск") {
        return Class::Cluster;
    }
    match word.trim_end_matches(['ь', 'ъ']).chars().last() {
        Some('м' | 'н' | 'ң') => Class::Nasal,
        Some(
            'п' | 'ф' | 'к' | 'қ' | 'т' | 'с' | 'ш' | 'щ' | 'ч' | 'ц' | 'х' | 'һ' | 'б' | 'в' | 'г' | 'д',
        ) => Class::Voiceless,
        _ => Class::Other,
    }
}

/// Whether suffixes take back vowels: the last vowel that is not и or у decides.
///
/// Two kinds of names go against their last vowel: those that end in `су` (water: `Жетісу` → `Жетісуда`) and those
/// of a surname in `-ев`, which keep the harmony of the name before it (`Қонаев` → `Қонаевта`).
fn is_back(word: &str) -> bool {
    let word = word.to_lowercase();
    if word.ends_with("су") {
        return true;
    }
    let stem = word.strip_suffix("ев").unwrap_or(&word);
    for sound in stem.chars().rev() {
        match sound {
            'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' | 'ю' => return true,
            'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => return false,
            _ => {}
        }
    }
    // Only neutral vowels: и leans to the front (би → биде), у to the back (ту → туда).
    !word.contains('и')
}

fn is_vowel(sound: char) -> bool {
    "аәеёиоөуұүыіэюя".contains(sound)
}

fn pick(back: bool, of_back: &'static str, of_front: &'static str) -> &'static str {
    if back { of_back } else { of_front }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: fn(&str) -> String, cases: &str) {
        for case in cases.split(", ") {
            let (word, expected) = case.split_once(" → ").unwrap();
            assert_eq!(form(word), expected);
        }
    }

    #[test]
    fn places_and_months_have_a_locative() {
        check(
            locative,
            "қаңтар → қаңтарда, ақпан → ақпанда, наурыз → наурызда, сәуір → сәуірде, мамыр → мамырда, \
             маусым → маусымда, шілде → шілдеде, тамыз → тамызда, қыркүйек → қыркүйекте, қазан → қазанда, \
             қараша → қарашада, желтоқсан → желтоқсанда",
        );
        check(
            locative,
            "Риддер → Риддерде, Астана → Астанада, Алматы → Алматыда, Ақтөбе → Ақтөбеде, Орал → Оралда, \
             Семей → Семейде, Жетісу → Жетісуда, Тараз → Таразда, Түркістан → Түркістанда, \
             Өскемен → Өскеменде, Шымкент → Шымкентте, Қонаев → Қонаевта, Курчатов → Курчатовта, \
             Ақтау → Ақтауда, Абай ауданы → Абай ауданында, Шығыс Қазақстан облысы → Шығыс Қазақстан облысында, \
             Абай көшесі → Абай көшесінде, Алматы қаласы → Алматы қаласында, Экибастуз → Экибастузда, \
             Серебрянск → Серебрянскіде",
        );
    }

    #[test]
    fn places_and_months_have_an_ablative() {
        check(
            ablative,
            "қаңтар → қаңтардан, ақпан → ақпаннан, наурыз → наурыздан, сәуір → сәуірден, мамыр → мамырдан, \
             маусым → маусымнан, шілде → шілдеден, тамыз → тамыздан, қыркүйек → қыркүйектен, қазан → қазаннан, \
             қараша → қарашадан, желтоқсан → желтоқсаннан",
        );
        check(
            ablative,
            "Өскемен → Өскеменнен, Шымкент → Шымкенттен, Қонаев → Қонаевтан, Абай ауданы → Абай ауданынан",
        );
    }

    #[test]
    fn times_are_attributes() {
        let times = [(7, 50), (18, 40), (7, 0), (9, 0), (10, 0), (23, 5), (0, 0), (6, 30), (12, 20)];
        assert_eq!(
            times.map(|(hour, minute)| of_time(hour, minute)).join(" "),
            "07:50-дегі 18:40-тағы 07:00-дегі 09:00-дағы 10:00-дағы 23:05-тегі 00:00-дегі 06:30-дағы 12:20-дағы"
        );
    }

    #[test]
    fn numbers_are_parts_of_a_whole() {
        let parts: Vec<String> = (1..=20).chain([30, 40, 50, 60, 70, 80, 90, 100, 1000]).map(part).collect();
        assert_eq!(
            parts.join(" "),
            "1-еуі 2-еуі 3-еуі 4-еуі 5-еуі 6-ауы 7-еуі 8-і 9-ы 10-ы 11-і 12-сі 13-і 14-і 15-і 16-сы 17-сі 18-і \
             19-ы 20-сы 30-ы 40-ы 50-і 60-ы 70-і 80-і 90-ы 100-і 1000-ы"
        );
        assert_eq!(part(0), "0-і");
        assert_eq!(part(1_000_000), "1000000-ы");
    }
}
