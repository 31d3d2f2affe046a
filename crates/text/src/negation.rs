//! Takes the words of a text and marks those that a word of negation beside them negates: «жоқ» and «емес» look back, «нет»,
//! «не», «ни», «без» and «нельзя» forward, and «нет» back where nothing follows. Lists of the words that matter are data.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::skeleton;
use crate::words::Word;

/// Words before «жоқ» and «емес» that they negate.
const KAZAKH_REACH: usize = 2;

/// Words a Russian negation reaches at most: two adjectives and their noun.
const RUSSIAN_REACH: usize = 3;

/// What a word does where something is negated; the heading of the list explains it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Passed,
    Being,
    Excepted,
    Afterthought,
    Apart,
}

static PARTS: LazyLock<FxHashMap<&str, Vec<Part>>> = LazyLock::new(|| {
    let mut parts: FxHashMap<&str, Vec<Part>> = FxHashMap::default();
    for line in include_str!("../../../data/lexicon/negation.tsv").lines() {
        let Some((kind, word)) = line.split_once('\t') else { continue };
        let part = match kind {
            "passed" => Part::Passed,
            "being" => Part::Being,
            "excepted" => Part::Excepted,
            "apart" => Part::Apart,
            _ => Part::Afterthought,
        };
        parts.entry(word).or_default().push(part);
    }
    parts
});

fn is(word: &Word, part: Part) -> bool {
    PARTS.get(word.normal.as_str()).is_some_and(|parts| parts.contains(&part))
}

/// One word that negates another, both by their numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Negation {
    /// The word that negates.
    pub(crate) by: usize,
    /// The word that is negated.
    pub(crate) of: usize,
}

/// Marks the words that a word beside them negates, within one clause.
pub(crate) fn mark_negation(text: &str, words: &mut [Word]) {
    for negation in negations(text, words) {
        words[negation.of].negated = true;
    }
}

/// Which words of a text negate which, in order of those that do. Words of negation themselves are not negated.
pub(crate) fn negations(text: &str, words: &[Word]) -> Vec<Negation> {
    let mut found = Vec::new();
    for by in 0..words.len() {
        let reach = Reach { text, words, by };
        // The stem too: «жок» and «joq» are read as «жоқ».
        match words[by].stem.as_str() {
            "жоқ" | "емес" | "жок" => reach.back(by, KAZAKH_REACH, &mut found),
            "не" => reach.of_particle(&mut found),
            "ни" => reach.on(by, &mut found),
            _ if matches!(words[by].normal.as_str(), "нельзя" | "невозможно") => {
                reach.on(by, &mut found)
            }
            "без" if words[by].normal == "без" => reach.on(by, &mut found),
            "нет" | "нету" => {
                let next = words.get(by + 1).filter(|_| is_one_clause(text, words, by, by + 1));
                let is_afterthought = next.is_none_or(|next| {
                    is(next, Part::Afterthought)
                        || next.normal.starts_with(|first: char| first.is_ascii_digit())
                });
                if is_afterthought && by > 0 && is_one_clause(text, words, by - 1, by) {
                    reach.back(by, 1, &mut found);
                } else {
                    reach.on(by, &mut found);
                }
            }
            _ => {}
        }
    }
    found.retain(|negation| !is_negation(&words[negation.of]));
    found
}

/// How far one word of negation reaches.
struct Reach<'a> {
    text: &'a str,
    words: &'a [Word],
    by: usize,
}

impl Reach<'_> {
    /// «не» negates the word after it, and a verb of being its noun too.
    fn of_particle(&self, found: &mut Vec<Negation>) {
        let Self { text, words, by } = *self;
        let Some(next) = words.get(by + 1) else { return };
        if is(next, Part::Excepted) || !is_one_clause(text, words, by, by + 1) {
            return;
        }
        found.push(Negation { by, of: by + 1 });
        if is(next, Part::Being) {
            let follows = words.get(by + 2).is_some_and(|after| !is(after, Part::Afterthought));
            if follows && is_one_clause(text, words, by + 1, by + 2) {
                self.on(by + 1, found);
            } else {
                self.back(by, 1, found);
            }
        }
    }

    /// Up to `most` words before the one of number `from`.
    fn back(&self, from: usize, most: usize, found: &mut Vec<Negation>) {
        let Self { text, words, by } = *self;
        let mut left = most;
        for of in (0..from).rev() {
            if left == 0 || !is_one_clause(text, words, of, of + 1) {
                break;
            }
            if left < most && is_aside(&words[of]) {
                break;
            }
            if !is(&words[of], Part::Passed) {
                found.push(Negation { by, of });
                left -= 1;
            }
        }
    }

    /// The noun after the word of number `from`, with its adjectives and with what «и» joins to it.
    fn on(&self, from: usize, found: &mut Vec<Negation>) {
        let Self { text, words, by } = *self;
        let mut left = RUSSIAN_REACH;
        for of in from + 1..words.len() {
            if left == 0 || !is_one_clause(text, words, of - 1, of) {
                break;
            }
            if is(&words[of], Part::Passed) {
                continue;
            }
            found.push(Negation { by, of });
            left -= 1;
            let is_joined =
                words.get(of + 1).is_some_and(|next| matches!(next.normal.as_str(), "и" | "или" | "ни"));
            if !is_joined && !is_adjective(&words[of].normal) {
                break;
            }
        }
    }
}

/// Whether a Kazakh word only says where, whither, whence, whose or when: «Риддерде су жоқ» denies the water and not Риддер.
fn is_aside(word: &Word) -> bool {
    const ENDINGS: [&str; 21] = [
        "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "га", "ге", "ка", "ке", "на", "не",
        "нын", "дын", "тын", "гы", "кы",
    ];
    let is_listed = |form: &str| PARTS.get(form).is_some_and(|parts| parts.contains(&Part::Apart));
    if is_listed(&word.normal) || is_listed(&word.stem) {
        return true;
    }
    let whole = skeleton(&word.normal);
    let stem = skeleton(&word.stem);
    whole.strip_prefix(stem.as_str()).is_some_and(|rest| ENDINGS.iter().any(|ending| rest.ends_with(ending)))
}

/// Whether a Russian word ends as an adjective does that a noun may follow.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 10] = ["ого", "его", "ой", "ей", "ых", "их", "ую", "юю", "ые", "ая"];
    word.chars().count() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word is one of negation itself.
fn is_negation(word: &Word) -> bool {
    matches!(word.stem.as_str(), "жоқ" | "емес" | "не" | "ни" | "без" | "нет" | "нету")
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
        let found: Vec<String> = words(text, None)
            .words
            .into_iter()
            .filter(|word| word.negated)
            .map(|word| word.normal.clone())
            .collect();
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
        check("Бұл дұрыс емес", "дұрыс");
        check("Риддерде су жоқ", "су");
        check("Мектептің спортзалы жоқ", "спортзалы");
        check("Үш күн су жоқ", "су");
        check("Ауылдағы дүкенде нан мен ауыз су жоқ", "ауыз су");
        check("Жол жөнделмеді", "жөнделмеді");
        check("Жол жөнделді", "");
        check("Жоқ, су бар", "");
    }

    #[test]
    fn words_typed_otherwise_are_negated_alike() {
        check("auylda su joq", "su");
        check("су жок калада", "су");
        check("жол жонделмеди", "жонделмеди");
        check("jol jo'ndelmedi", "jo'ndelmedi");
        check("سۋ جوق", "سۋ");
    }
}
