//! Takes the verbs of the dictionary and finds which are one verb in two aspects: «отключить», «отключать». An imperfective is made of a
//! perfective with the same prefix by a longer ending, with the changes of consonant and vowel that the grammar knows. Pairs
//! by prefix alone («чистить», «почистить») cannot be told from other meanings by form and are not looked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Aspects;

/// Ends of perfectives and of their imperfectives that no rule makes.
const IRREGULAR: &str = "\
йти ходить;ехать езжать;везти возить;вести водить;нести носить;лезть лезать;брести бредать;рать ирать;звать зывать;слать сылать;\
ждать жидать;гнать гонять;нять нимать;чать чинать;мереть мирать;переть пирать;тереть тирать;жать жимать;жать жинать;мять минать;\
клясть клинать;мочь могать;жечь жигать;течь текать;влечь влекать;речь рекать;печь пекать;сечь секать;беречь берегать;\
стеречь стерегать;прячь прягать;бежать бегать;пасть падать;красть крадывать;есть едать;грести гребать;мести метать;\
цвести цветать;расти растать;плести плетать;сесть седать;лечь легать;трясти трясать;ползти ползать;пустить пускать;\
ступить ступать;хватить хватывать;бросить брасывать;ломить ламывать;рубить рубать;ложить лагать;вернуть возвращать;\
вратить вращать;скочить скакивать;купить купать;дуть дувать;глотить глощать;глянуть глядывать;глядеть глядывать;\
смотреть сматривать;дохнуть дыхать;сохнуть сыхать;мкнуть мыкать;ткнуть тыкать;гнуть гибать;вянуть вядать;тянуть тягивать;\
вернуть ворачивать;сунуть совывать;нуть ать;нуть ивать;нуть ывать;снуть сыпать;деть девать;стать ставать;дать давать;знать знавать;\
петь певать;лить ливать;бить бивать;вить вивать;пить пивать;шить шивать;гнить гнивать;жить живать;мыть мывать;рыть рывать;\
крыть крывать;быть бывать;плыть плывать;выть вывать;еть евать;уть увать;стелить стилать;стлать стилать;шибить шибать;\
гореть горать;лгать лыгать;рвать рывать;скрести скребать;зъять зымать;менить менять;лететь летать;вергнуть вергать;\
слить шлять;садить саживать;обидеть обижать;видеть видывать;сидеть сиживать;стричь стригать;мерзнуть мерзать";

/// Ends before which a prefix may have a vowel that the imperfective lacks: «отозвать», «отзывать».
const AFTER_VOWEL: [&str; 17] = [
    "рать",
    "звать",
    "слать",
    "ждать",
    "гнать",
    "рвать",
    "мереть",
    "переть",
    "тереть",
    "мять",
    "жать",
    "жечь",
    "лить",
    "бить",
    "вить",
    "гнуть",
    "ткнуть",
];

/// Consonants and what they become.
const CHANGES: [(&str, &[&str]); 9] = [
    ("ст", &["щ"]),
    ("т", &["ч", "щ"]),
    ("д", &["ж", "жд"]),
    ("с", &["ш"]),
    ("з", &["ж"]),
    ("б", &["бл"]),
    ("п", &["пл"]),
    ("в", &["вл"]),
    ("м", &["мл"]),
];

const PREFIXES: [&str; 29] = [
    "пере", "пре", "при", "про", "под", "пред", "над", "раз", "рас", "роз", "без", "бес", "воз", "вос",
    "недо", "об", "от", "из", "ис", "за", "до", "на", "по", "вы", "у", "о", "в", "с", "вз",
];

const VOWELS: [char; 9] = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'];

/// Imperfective and perfective verbs that are one.
pub(crate) fn derive(verbs: &BTreeMap<String, Aspects>) -> BTreeSet<(String, String)> {
    let mut found: BTreeMap<String, Vec<(usize, &String)>> = BTreeMap::new();
    for (verb, aspects) in verbs {
        // A verb of both aspects is its own pair.
        if !aspects.perfective || aspects.imperfective {
            continue;
        }
        for (change, imperfective) in imperfectives(verb) {
            if verbs.get(&imperfective).is_some_and(|aspects| aspects.imperfective) {
                found.entry(imperfective).or_default().push((change, verb));
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for (imperfective, verbs) in found {
        // «уваливать» is of «увалить», which needs no change of vowel, and not of «уволить».
        let least = verbs.iter().map(|(change, _)| *change).min().unwrap_or(0);
        for (_, verb) in verbs.into_iter().filter(|(change, _)| *change == least) {
            pairs.insert((imperfective.clone(), verb.clone()));
        }
    }
    // «заметить» is «замечать»; «замещать» is of «заместить».
    let with_ch: BTreeSet<(String, String)> =
        pairs.iter().filter(|(imperfective, _)| imperfective.contains("чать")).cloned().collect();
    pairs.retain(|(imperfective, perfective)| {
        let softer = imperfective.replace("щать", "чать");
        perfective.contains("стить")
            || softer == *imperfective
            || !with_ch.contains(&(softer, perfective.clone()))
    });
    pairs
}

/// What the imperfectives of a perfective may be, each with how far its root is changed: not, by a consonant, by a vowel.
fn imperfectives(verb: &str) -> BTreeSet<(usize, String)> {
    let (verb, reflexive) = match verb.strip_suffix("ся").or_else(|| verb.strip_suffix("сь")) {
        Some(verb) => (verb, "ся"),
        None => (verb, ""),
    };
    let mut made: BTreeSet<(usize, String)> = BTreeSet::new();
    for (end, imperfective) in IRREGULAR.split(';').filter_map(|pair| pair.split_once(' ')) {
        let Some(prefix) = verb.strip_suffix(end) else { continue };
        made.insert((0, format!("{prefix}{imperfective}")));
        if let Some(prefix) = prefix.strip_suffix(['о', 'ъ']).filter(|_| AFTER_VOWEL.contains(&end)) {
            made.insert((0, format!("{prefix}{imperfective}")));
        }
    }
    if let Some(root) = verb.strip_suffix("ить") {
        from_second_conjugation(root, &mut made);
    } else if let Some(root) = verb.strip_suffix("ать").filter(|root| has_vowel_after_prefix(root)) {
        let hard = !root.ends_with(['ж', 'ш', 'ч', 'щ', 'г', 'к', 'х']);
        lengthen(root, if hard { "ывать" } else { "ивать" }, 0, &mut made);
    } else if let Some(root) = verb.strip_suffix("ять").filter(|root| has_vowel_after_prefix(root)) {
        lengthen(root, "ивать", 0, &mut made);
    } else if let Some(root) = verb.strip_suffix("оть") {
        lengthen(root, "ывать", 0, &mut made);
    } else if let Some(root) = verb.strip_suffix("еть")
        && !["мер", "пер", "тер"].iter().any(|end| root.ends_with(end))
        && !root.ends_with('д')
    {
        lengthen(root, "ивать", 0, &mut made);
        for changed in changes(root) {
            lengthen(&changed, "ивать", 1, &mut made);
        }
    }
    made.into_iter().map(|(change, verb)| (change, format!("{verb}{reflexive}"))).collect()
}

fn from_second_conjugation(root: &str, made: &mut BTreeSet<(usize, String)>) {
    let is_hushing = root.ends_with(['ж', 'ш', 'ч', 'щ']);
    if is_hushing || root.ends_with(['н', 'л', 'р']) {
        made.insert((0, format!("{root}{}", if is_hushing { "ать" } else { "ять" })));
        lengthen(root, "ивать", 0, made);
    }
    if root.ends_with(VOWELS) {
        lengthen(root, "ивать", 0, made);
    }
    for changed in changes(root) {
        let ending = if changed.ends_with('л') { "ять" } else { "ать" };
        made.insert((1, format!("{changed}{ending}")));
        lengthen(&changed, "ивать", 1, made);
    }
}

/// The root with its last consonants changed.
fn changes(root: &str) -> Vec<String> {
    let change = CHANGES.iter().find(|(last, _)| root.ends_with(last));
    let (last, others) = change.unwrap_or(&("", &[]));
    let kept = &root[..root.len() - last.len()];
    others.iter().map(|other| format!("{kept}{other}")).collect()
}

/// The root with a long ending, as it is and with its last `о` as `а`: «остановить», «останавливать».
fn lengthen(root: &str, ending: &str, change: usize, made: &mut BTreeSet<(usize, String)>) {
    made.insert((change, format!("{root}{ending}")));
    if let Some((at, 'о')) = root.char_indices().rfind(|(_, letter)| VOWELS.contains(letter)) {
        made.insert((2, format!("{}а{}{ending}", &root[..at], &root[at + 'о'.len_utf8()..])));
    }
}

/// «держать» has a vowel in its root; «жать» has none and goes another way.
fn has_vowel_after_prefix(root: &str) -> bool {
    PREFIXES.iter().filter_map(|prefix| root.strip_prefix(prefix)).all(|rest| rest.contains(VOWELS))
}
