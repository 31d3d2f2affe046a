//! Kazakh grammar of dates, counts and places: which of its forms a suffix takes after a word or a number.
//!
//! A suffix follows the last vowel of a word (harmony) and its last sound (class): `қараша` + since is `қарашадан`,
//! `мамыр` `мамырдан`, `қазан` `қазаннан`, `Өскемен` `Өскеменнен`. A number takes the suffix of its last spoken word:
//! 7 is `жеті`, so its part of a whole is `7-еуі`, while 9 (`тоғыз`) gives `9-ы`. The tables are those of any
//! school grammar; the exceptions are the ones that names of places and months need.

/// The cases that dates, counts and places of a digest stand in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// `-ның`: of what. `Ақтөбе` → `Ақтөбенің`.
    Genitive,
    /// `-ға`: to where, until when. `қараша` → `қарашаға`.
    Dative,
    /// `-ны`: what is acted on. `Риддер` → `Риддерді`.
    Accusative,
    /// `-да`: where, when. `қараша` → `қарашада`.
    Locative,
    /// `-дан`: from where, since when. `қазан` → `қазаннан`.
    Ablative,
}

/// A name or a month in a case. Understands names that end in a possessed word (`Абай ауданы` → `Абай ауданында`).
pub fn inflected(word: &str, case: Case) -> String {
    format!("{word}{}", suffix(class(word), is_back(word), case))
}

/// A number in figures in a case, with the hyphen that belongs there: `7-ге`, `20-дан`, `40-тан`.
pub fn inflected_number(n: u32, case: Case) -> String {
    let spoken = last_word(n);
    format!("{n}-{}", suffix(class(spoken), is_back(spoken), case))
}

/// [`inflected`] in the locative: where or on which day. `қараша` → `қарашада`, `Риддер` → `Риддерде`.
pub fn locative(word: &str) -> String {
    inflected(word, Case::Locative)
}

/// [`inflected`] in the ablative: from where or since when. `қазан` → `қазаннан`.
pub fn ablative(word: &str) -> String {
    inflected(word, Case::Ablative)
}

/// As an attribute: `20 қараша` → `20 қарашадағы`, `шілде` → `шілдедегі`.
pub fn attribute(word: &str) -> String {
    format!("{}{}", locative(word), pick(is_back(word), "ғы", "гі"))
}

/// The ending of a case after a word of a class.
fn suffix(class: Class, back: bool, case: Case) -> &'static str {
    match (class, case) {
        (Class::Cluster, Case::Genitive) => "інің",
        (Class::Cluster, Case::Dative) => "іге",
        (Class::Cluster, Case::Accusative) => "іні",
        (Class::Cluster, Case::Locative) => "іде",
        (Class::Cluster, Case::Ablative) => "іден",

        (Class::Possessed | Class::Nasal | Class::Vowel, Case::Genitive) => pick(back, "ның", "нің"),
        (Class::Voiceless, Case::Genitive) => pick(back, "тың", "тің"),
        (Class::Voiced, Case::Genitive) => pick(back, "дың", "дің"),

        (Class::Possessed, Case::Dative) => pick(back, "на", "не"),
        (Class::Voiceless, Case::Dative) => pick(back, "қа", "ке"),
        (Class::Nasal | Class::Vowel | Class::Voiced, Case::Dative) => pick(back, "ға", "ге"),

        (Class::Possessed, Case::Accusative) => "н",
        (Class::Vowel, Case::Accusative) => pick(back, "ны", "ні"),
        (Class::Voiceless, Case::Accusative) => pick(back, "ты", "ті"),
        (Class::Nasal | Class::Voiced, Case::Accusative) => pick(back, "ды", "ді"),

        (Class::Possessed, Case::Locative) => pick(back, "нда", "нде"),
        (Class::Voiceless, Case::Locative) => pick(back, "та", "те"),
        (Class::Nasal | Class::Vowel | Class::Voiced, Case::Locative) => pick(back, "да", "де"),

        (Class::Possessed | Class::Nasal, Case::Ablative) => pick(back, "нан", "нен"),
        (Class::Voiceless, Case::Ablative) => pick(back, "тан", "тен"),
        (Class::Vowel | Class::Voiced, Case::Ablative) => pick(back, "дан", "ден"),
    }
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
    let back = is_back(spoken_last(hour, minute));
    format!("{}{}", time_in(hour, minute, Case::Locative), pick(back, "ғы", "гі"))
}

/// A time of day in the ablative, since when: `18:40-тан`, `07:00-ден`.
pub fn since_time(hour: i8, minute: i8) -> String {
    time_in(hour, minute, Case::Ablative)
}

fn time_in(hour: i8, minute: i8, case: Case) -> String {
    let spoken = spoken_last(hour, minute);
    format!("{hour:02}:{minute:02}-{}", suffix(class(spoken), is_back(spoken), case))
}

fn spoken_last(hour: i8, minute: i8) -> &'static str {
    last_word(if minute == 0 { hour } else { minute }.unsigned_abs().into())
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
    /// Vowels but и and у.
    Vowel,
    /// р, л, й, з, ж; и and у, which end in a glide: `Жетісу` → `Жетісудың`.
    Voiced,
}

/// Words that close names of places in the third person possessive.
const POSSESSED: [&str; 16] = [
    "айы",
    "аптасы",
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
        Some(last) if is_vowel(last) && !"иу".contains(last) => Class::Vowel,
        _ => Class::Voiced,
    }
}

/// Whether suffixes take back vowels: the last vowel decides, у aside, which is neutral.
///
/// Three kinds of names go against that: those that end in `су` (water: `Жетісу` → `Жетісуда`) and those of a surname in
/// `-ев`, which keep the harmony of the name before it (`Қонаев` → `Қонаевта`); and и, which is front in loans
/// (`Париж` → `Парижде`, `Сочи` → `Сочиде`) but neutral in words with sounds that only back words have (`Қази` → `Қазида`).
fn is_back(word: &str) -> bool {
    let word = word.to_lowercase();
    let last = word.split_whitespace().next_back().unwrap_or_default();
    if last.ends_with("су") {
        return true;
    }
    let stem = last.strip_suffix("ев").unwrap_or(last);
    let native = stem.contains(['қ', 'ғ', 'ұ', 'ы']);
    for sound in stem.chars().rev() {
        match sound {
            'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' | 'ю' => return true,
            'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => return false,
            'и' if !native => return false,
            _ => {}
        }
    }
    // Only neutral vowels (Шу → Шуда), or none that is written.
    true
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
    fn hard_names_follow_their_sounds() {
        check(
            locative,
            "Сочи → Сочиде, Әйтеке би → Әйтеке биде, Қази → Қазида, Боровской → Боровскойда, \
             Костанай → Костанайда, Ембі → Ембіде, Шу → Шуда, Қарасу → Қарасуда, Атырау → Атырауда, \
             Теміртау → Теміртауда, Сәтбаев → Сәтбаевта, Булаев → Булаевта, Лисаковск → Лисаковскіде, \
             Саумалкөл → Саумалкөлде, Жаңаөзен → Жаңаөзенде, Қызылорда → Қызылордада, Көкшетау → Көкшетауда, \
             Новоишим → Новоишимде, Форт-Шевченко → Форт-Шевченкода, Ұлытау облысы → Ұлытау облысында, \
             Жетісу облысы → Жетісу облысында, Медеу ауданы → Медеу ауданында, Үштөбе → Үштөбеде, \
             Шелек ауылы → Шелек ауылында, Тобыл → Тобылда, Арқалық → Арқалықта, Мақинск → Мақинскіде, \
             Семей қаласы → Семей қаласында, Сілеті → Сілетіде",
        );
        check(
            |word| inflected(word, Case::Dative),
            "қараша → қарашаға, қазан → қазанға, мамыр → мамырға, қыркүйек → қыркүйекке, тамыз → тамызға, \
             Шымкент → Шымкентке, Жетісу → Жетісуға, Қонаев → Қонаевқа, Абай ауданы → Абай ауданына, \
             Қордай кенті → Қордай кентіне, Лисаковск → Лисаковскіге, Ақтөбе → Ақтөбеге",
        );
        check(
            |word| inflected(word, Case::Genitive),
            "қараша → қарашаның, қазан → қазанның, мамыр → мамырдың, қыркүйек → қыркүйектің, Атырау → Атыраудың, \
             Жетісу → Жетісудың, Қонаев → Қонаевтың, Абай облысы → Абай облысының, Лисаковск → Лисаковскінің",
        );
        check(
            |word| inflected(word, Case::Accusative),
            "Астана → Астананы, Риддер → Риддерді, Түркістан → Түркістанды, Шымкент → Шымкентті, \
             Абай ауданы → Абай ауданын, Сочи → Сочиді",
        );
        check(
            attribute,
            "20 қараша → 20 қарашадағы, шілде → шілдедегі, наурыз → наурыздағы, қыркүйек → қыркүйектегі, \
             ақпан → ақпандағы, қазан айы → қазан айындағы, 9–15 қараша аптасы → 9–15 қараша аптасындағы",
        );
    }

    #[test]
    fn numbers_follow_their_last_spoken_word() {
        let all = |case: Case| {
            let numbers =
                [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 30, 40, 50, 60, 70, 80, 90, 100, 111, 1000];
            numbers.map(|n| inflected_number(n, case)).join(" ")
        };
        assert_eq!(
            all(Case::Ablative),
            "0-ден 1-ден 2-ден 3-тен 4-тен 5-тен 6-дан 7-ден 8-ден 9-дан 10-нан 11-ден 20-дан 21-ден 30-дан 40-тан \
             50-ден 60-тан 70-тен 80-нен 90-нан 100-ден 111-ден 1000-нан"
        );
        assert_eq!(
            all(Case::Dative),
            "0-ге 1-ге 2-ге 3-ке 4-ке 5-ке 6-ға 7-ге 8-ге 9-ға 10-ға 11-ге 20-ға 21-ге 30-ға 40-қа 50-ге 60-қа \
             70-ке 80-ге 90-ға 100-ге 111-ге 1000-ға"
        );
        assert_eq!(
            [1, 3, 6, 10, 40].map(|n| inflected_number(n, Case::Genitive)).join(" "),
            "1-дің 3-тің 6-ның 10-ның 40-тың"
        );
    }

    #[test]
    fn times_have_an_ablative() {
        let times = [(18, 40), (7, 0), (9, 5), (23, 30), (0, 0), (10, 0), (6, 26)];
        assert_eq!(
            times.map(|(hour, minute)| since_time(hour, minute)).join(" "),
            "18:40-тан 07:00-ден 09:05-тен 23:30-дан 00:00-ден 10:00-нан 06:26-дан"
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
