//! Takes the words of a text and marks those that a word beside them negates: Kazakh «су жоқ», «дұрыс емес», Russian «не
//! работает», «не было воды», «нет горячей воды», «воды нет», «без света».
//!
//! A mark stays within one clause: only space and quotation marks stand between the words. Kazakh negates what precedes, two words
//! far, as «су келген жоқ» does. Russian negates the next word, and through adjectives the noun they belong to. Words that add nothing
//! (`и`, `уже`, `да`) are passed over.

use crate::words::Word;

/// Words before «жоқ» and «емес» that they negate.
const KAZAKH_REACH: usize = 2;

/// Words a Russian negation reaches at most: two adjectives and their noun.
const RUSSIAN_REACH: usize = 3;

/// Words that are passed over and not counted.
const PASSED: [&str; 26] = [
    "да",
    "де",
    "та",
    "те",
    "мен",
    "бен",
    "пен",
    "және",
    "мүлдем",
    "мүлде",
    "тіпті",
    "әлі",
    "и",
    "или",
    "ни",
    "уже",
    "еще",
    "ещё",
    "вообще",
    "совсем",
    "даже",
    "больше",
    "пока",
    "никакого",
    "никакой",
    "никаких",
];

/// Verbs whose negation is said of their noun: «воды не было», «не хватает учителей».
const OF_BEING: [&str; 17] = [
    "было",
    "был",
    "была",
    "были",
    "будет",
    "будут",
    "бывает",
    "стало",
    "хватает",
    "хватило",
    "осталось",
    "оказалось",
    "дают",
    "дали",
    "поступает",
    "подают",
    "видно",
];

/// Words with which «не» does not negate.
const NO_NEGATION: [&str; 9] =
    ["только", "более", "менее", "просто", "лишь", "раз", "иначе", "столько", "исключено"];

/// Words after «нет» that show that what is missing was named before: «воды нет второй день».
const AFTERTHOUGHTS: [&str; 44] = [
    "в",
    "во",
    "на",
    "с",
    "со",
    "до",
    "за",
    "по",
    "от",
    "у",
    "к",
    "для",
    "из",
    "при",
    "после",
    "со",
    "день",
    "дня",
    "дней",
    "сутки",
    "неделю",
    "месяц",
    "год",
    "час",
    "часов",
    "весь",
    "всю",
    "целый",
    "целую",
    "второй",
    "вторые",
    "третий",
    "третьи",
    "четвертый",
    "пятый",
    "никто",
    "а",
    "но",
    "что",
    "когда",
    "почему",
    "где",
    "сегодня",
    "опять",
];

/// Marks the words that a word beside them negates, within one clause.
pub(crate) fn mark_negation(text: &str, words: &mut [Word]) {
    for index in 0..words.len() {
        // The stem too: «жок» and «joq» are read as «жоқ».
        match words[index].stem.as_str() {
            "жоқ" | "емес" | "жок" => negate_before(text, words, index, KAZAKH_REACH),
            "не" => negate_by_particle(text, words, index),
            "ни" => negate_after(text, words, index),
            _ if matches!(words[index].normal.as_str(), "нельзя" | "невозможно") => {
                negate_after(text, words, index)
            }
            "без" if words[index].normal == "без" => negate_after(text, words, index),
            "нет" | "нету" => {
                let next = words.get(index + 1).filter(|_| is_one_clause(text, words, index, index + 1));
                let is_afterthought = next.is_none_or(|next| {
                    AFTERTHOUGHTS.contains(&next.normal.as_str())
                        || next.normal.starts_with(|first: char| first.is_ascii_digit())
                });
                if is_afterthought && index > 0 && is_one_clause(text, words, index - 1, index) {
                    negate_before(text, words, index, 1);
                } else {
                    negate_after(text, words, index);
                }
            }
            _ => {}
        }
    }
}

fn negate_by_particle(text: &str, words: &mut [Word], index: usize) {
    let Some(next) = words.get(index + 1) else { return };
    if NO_NEGATION.contains(&next.normal.as_str()) || !is_one_clause(text, words, index, index + 1) {
        return;
    }
    let is_of_being = OF_BEING.contains(&next.normal.as_str());
    negate(&mut words[index + 1]);
    if is_of_being {
        let follows =
            words.get(index + 2).is_some_and(|after| !AFTERTHOUGHTS.contains(&after.normal.as_str()));
        if follows && is_one_clause(text, words, index + 1, index + 2) {
            negate_after(text, words, index + 1);
        } else {
            negate_before(text, words, index, 1);
        }
    }
}

fn negate_before(text: &str, words: &mut [Word], index: usize, reach: usize) {
    let mut left = reach;
    for before in (0..index).rev() {
        if left == 0 || !is_one_clause(text, words, before, before + 1) {
            break;
        }
        if !PASSED.contains(&words[before].normal.as_str()) {
            negate(&mut words[before]);
            left -= 1;
        }
    }
}

fn negate_after(text: &str, words: &mut [Word], index: usize) {
    let mut left = RUSSIAN_REACH;
    for after in index + 1..words.len() {
        if left == 0 || !is_one_clause(text, words, after - 1, after) {
            break;
        }
        if PASSED.contains(&words[after].normal.as_str()) {
            continue;
        }
        negate(&mut words[after]);
        left -= 1;
        let joined =
            words.get(after + 1).is_some_and(|next| matches!(next.normal.as_str(), "и" | "или" | "ни"));
        if !joined && !is_adjective(&words[after].normal) {
            break;
        }
    }
}

/// Whether a Russian word ends as an adjective does that a noun may follow.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 10] = ["ого", "его", "ой", "ей", "ых", "их", "ую", "юю", "ые", "ая"];
    word.chars().count() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Words of negation themselves are not marked.
fn negate(word: &mut Word) {
    if !matches!(word.stem.as_str(), "жоқ" | "емес" | "не" | "ни" | "без" | "нет" | "нету")
    {
        word.negated = true;
    }
}

/// Whether nothing but space and quotation marks stands between two neighbours of one sentence.
fn is_one_clause(text: &str, words: &[Word], one: usize, other: usize) -> bool {
    let (Some(one), Some(other)) = (words.get(one), words.get(other)) else { return false };
    let gap = &text[one.end..other.start];
    one.sentence == other.sentence
        && gap.chars().all(|letter| {
            letter.is_whitespace() || matches!(letter, '«' | '»' | '"' | '“' | '”' | '-' | '–' | '—')
        })
}

#[cfg(test)]
mod tests {
    use crate::words::words;

    /// Exactly the words of `expected` are negated.
    fn check(text: &str, expected: &str) {
        let found: Vec<String> =
            words(text, None).words.into_iter().filter(|word| word.negated).map(|word| word.normal).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn russian_negation_reaches_its_noun() {
        check("Нет воды", "воды");
        check("Воды нет", "воды");
        check("Воды нет второй день", "воды");
        check("Второй день нет горячей воды", "горячей воды");
        check("Света нет с утра", "света");
        check("У нас не было воды", "было воды");
        check("Воды не было", "воды было");
        check("Сидим без света и воды", "света воды");
        check("Сидим без воды вторую неделю", "воды");
        check("Лифт не работает", "работает");
        check("Здесь нельзя пройти", "пройти");
        check("Не только вода пропала", "");
        check("Нет, вода есть", "");
        check("В школе не хватает учителей", "хватает учителей");
    }

    #[test]
    fn kazakh_negation_reaches_back() {
        check("Су жоқ", "су");
        check("Су мүлдем жоқ", "су");
        check("Ауылда су мен жарық жоқ", "су жарық");
        check("Жауап келген жоқ", "жауап келген");
        check("Бұл дұрыс емес", "бұл дұрыс");
        check("Жол жөнделмеді", "жөнделмеді");
        check("Жол жөнделді", "");
        check("Жоқ, су бар", "");
    }

    #[test]
    fn words_typed_otherwise_are_negated_alike() {
        check("auylda su joq", "auylda su");
        check("су жок калада", "су");
        check("жол жонделмеди", "жонделмеди");
        check("jol jo'ndelmedi", "jo'ndelmedi");
        check("سۋ جوق", "سۋ");
    }
}
