//! Takes a text with its words and says what form it has, whatever it is about: length, punctuation, capitals, figures, and what
//! its verbs are like. A headline, a message to an office and a review differ in these before one knows what they say.

use dauys_model::Language;

use super::feature::{Aspect, Feature};
use crate::{Word, Words, skeleton};

/// Endings of Kazakh words of the first person, verbs and possessed nouns, in skeleton letters.
const KAZAKH_FIRST: [&str; 14] =
    ["мын", "бын", "пын", "мыз", "быз", "пыз", "дым", "тым", "дык", "тык", "айык", "ейык", "йык", "йын"];
/// Endings of the second person.
const KAZAKH_SECOND: [&str; 7] = ["сыз", "сыздар", "сыздер", "ныз", "ныздар", "ныздер", "сын"];
/// Endings of the past that closes a sentence of news.
const KAZAKH_PAST: [&str; 2] = ["ды", "ты"];
/// Endings of the present and future.
const KAZAKH_PRESENT: [&str; 4] = ["йды", "ады", "еды", "уде"];
/// Signs that people put into what they type to each other.
const SMILES: [char; 8] = ['😂', '🙏', '❤', '👍', '😡', '🤦', '👏', '😊'];

/// The forms of a text.
pub(super) fn forms(text: &str, words: &Words) -> Vec<Feature> {
    let mut found = Vec::new();
    let mut has = |aspect, name, holds: bool| {
        if holds {
            found.push(Feature { aspect, name, value: 1.0 });
        }
    };
    let count = words.words.len();
    let length = match count {
        0 | 1 => "one word",
        2 | 3 => "two or three words",
        4..=6 => "four to six words",
        7..=12 => "seven to twelve words",
        13..=30 => "up to thirty words",
        31..=80 => "up to eighty words",
        _ => "more than eighty words",
    };
    has(Aspect::Length, length, true);
    has(Aspect::Length, "one sentence", words.sentences.len() <= 1);
    marks(text, words, &mut has);
    let russian = Tally::of(words, Language::Russian);
    let kazakh = Tally::of(words, Language::Kazakh);
    let all = [&russian, &kazakh];
    let any = |holds: fn(&Tally) -> bool| all.iter().any(|tally| holds(tally));
    has(Aspect::Verbs, "no verb", all.iter().all(|tally| tally.verbs == 0));
    has(Aspect::Verbs, "first person", any(|tally| tally.first > 0));
    has(Aspect::Verbs, "second person", any(|tally| tally.second > 0));
    has(Aspect::Verbs, "past", any(|tally| tally.past > 0));
    has(Aspect::Verbs, "past of unnamed people", any(|tally| tally.past_plural > 0));
    has(Aspect::Verbs, "present", any(|tally| tally.present > 0));
    has(Aspect::Verbs, "infinitive", any(|tally| tally.infinitive > 0));
    has(Aspect::Verbs, "short participle", any(|tally| tally.participle > 0));
    has(Aspect::Verbs, "ends in the past", ends(words, &KAZAKH_PAST) && !ends(words, &KAZAKH_PRESENT));
    has(Aspect::Verbs, "ends in the present", ends(words, &KAZAKH_PRESENT));
    found
}

fn marks(text: &str, words: &Words, has: &mut impl FnMut(Aspect, &'static str, bool)) {
    let trimmed = text.trim();
    let count = words.words.len();
    let first = trimmed.chars().find(|letter| letter.is_alphabetic());
    has(Aspect::Marks, "begins small", first.is_some_and(char::is_lowercase));
    let last = trimmed.chars().last();
    has(Aspect::Marks, "ends open", last.is_some_and(char::is_alphanumeric));
    has(Aspect::Marks, "ends in a full stop", last == Some('.'));
    has(Aspect::Marks, "calls out", trimmed.contains('!'));
    has(Aspect::Marks, "calls out loud", trimmed.matches('!').count() >= 3);
    has(Aspect::Marks, "asks", trimmed.contains('?'));
    has(Aspect::Marks, "brackets as a smile", [")))", "))", "((("].iter().any(|sign| trimmed.contains(sign)));
    has(Aspect::Marks, "pictures", trimmed.contains(SMILES));
    let quotes = trimmed.chars().filter(|letter| matches!(letter, '«' | '»' | '"' | '“' | '”' | '„')).count();
    has(Aspect::Marks, "quotes", quotes >= 2);
    has(Aspect::Marks, "dash", trimmed.contains(" - ") || trimmed.contains(" – ") || trimmed.contains(" — "));
    has(Aspect::Marks, "colon", trimmed.contains(": "));
    has(Aspect::Marks, "tag", trimmed.contains(" #") || trimmed.starts_with('#'));
    has(Aspect::Marks, "figures", trimmed.contains(|letter: char| letter.is_ascii_digit()));
    has(Aspect::Marks, "percent", trimmed.contains('%'));
    let is_year = |word: &Word| {
        word.normal.len() == 4
            && word.normal.parse::<u16>().is_ok_and(|number| (1900..2100).contains(&number))
    };
    has(Aspect::Marks, "year", words.words.iter().any(is_year));
    let letters = trimmed.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = trimmed.chars().filter(|letter| letter.is_uppercase()).count();
    has(Aspect::Marks, "all in capitals", letters >= 6 && capitals * 10 >= letters * 6);
    let named = names(text, words);
    has(Aspect::Marks, "one name", named == 1);
    has(Aspect::Marks, "two names", named == 2);
    has(Aspect::Marks, "three names and more", named >= 3);
    has(Aspect::Marks, "full of names", named > 0 && named * 5 >= count);
}

/// Words with a capital inside their sentences.
fn names(text: &str, words: &Words) -> usize {
    let mut count = 0;
    for (at, word) in words.words.iter().enumerate().skip(1) {
        let before = text[words.words[at - 1].end..word.start].trim_end();
        let is_inside =
            words.words[at - 1].sentence == word.sentence && !before.ends_with([':', '.', '!', '?']);
        let surface = &text[word.start..word.end];
        let begins = surface.chars().next().is_some_and(char::is_uppercase);
        let goes_on = surface.chars().nth(1).is_some_and(char::is_lowercase);
        count += usize::from(is_inside && begins && goes_on);
    }
    count
}

/// Whether the last word of the first or the last sentence ends so, in skeleton letters.
fn ends(words: &Words, endings: &[&str]) -> bool {
    let last_of = |sentence: usize| words.words.iter().rfind(|word| word.sentence == sentence);
    let closing = [last_of(0), words.words.last()];
    closing.into_iter().flatten().filter(|word| word.language == Language::Kazakh).any(|word| {
        let form = skeleton(&word.normal);
        form.chars().count() >= 4 && endings.iter().any(|ending| form.ends_with(ending))
    })
}

/// How many words of a language have a form.
#[derive(Default)]
struct Tally {
    verbs: usize,
    first: usize,
    second: usize,
    past: usize,
    past_plural: usize,
    present: usize,
    infinitive: usize,
    participle: usize,
}

impl Tally {
    fn of(words: &Words, language: Language) -> Self {
        let mut tally = Self::default();
        for word in words.words.iter().filter(|word| word.language == language) {
            match language {
                Language::Kazakh => tally.add_kazakh(word),
                _ => tally.add_russian(word),
            }
        }
        tally
    }

    fn add_russian(&mut self, word: &Word) {
        const INFINITIVE: [&str; 5] = ["ть", "ться", "ти", "тись", "чь"];
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.normal.ends_with(ending));
        if !INFINITIVE.iter().any(|ending| word.stem.ends_with(ending)) {
            return;
        }
        if ends(&INFINITIVE) {
            // A noun in `-ть` is its own stem as well.
            let is_noun =
                ends(&["ость", "сеть", "мать", "часть", "печать", "область", "власть", "смерть", "путь"]);
            self.infinitive += usize::from(!is_noun);
            self.verbs += usize::from(!is_noun);
            return;
        }
        self.verbs += 1;
        if ends(&["ли", "лись"]) {
            self.past += 1;
            self.past_plural += 1;
        } else if ends(&["л", "ла", "ло", "лся", "лась", "лось"]) {
            self.past += 1;
        } else if ends(&["йте", "ите", "ьте", "йтесь", "итесь", "ете", "етесь", "ишь", "ешь"])
        {
            self.second += 1;
        } else if ends(&["ем", "им", "емся", "имся", "ю", "у", "юсь", "усь"]) {
            self.first += 1;
        } else if ends(&["ет", "ит", "ют", "ут", "ят", "ат", "ется", "ится", "ются", "утся", "ятся", "атся"])
        {
            self.present += 1;
        } else if ends(&[
            "ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ят", "ыт", "ыта", "ыто", "ыты",
        ]) {
            self.participle += 1;
        }
    }

    fn add_kazakh(&mut self, word: &Word) {
        let form = skeleton(&word.normal);
        if form.chars().count() < 4 {
            return;
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| form.ends_with(ending));
        if ends(&KAZAKH_FIRST) {
            self.first += 1;
            self.verbs += 1;
        } else if ends(&KAZAKH_SECOND) {
            self.second += 1;
        } else if ends(&KAZAKH_PRESENT) {
            self.present += 1;
            self.verbs += 1;
        } else if ends(&KAZAKH_PAST) {
            self.past += 1;
            self.verbs += 1;
        } else if ends(&["ган", "ген", "кан", "кен", "ып", "ып", "мау", "меу", "май", "мей", "пай", "пей"])
        {
            self.verbs += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(text: &str, expected: &[&str], absent: &[&str]) {
        let found: Vec<&str> = forms(text, &words(text, None)).iter().map(|form| form.name).collect();
        for name in expected {
            assert!(found.contains(name), "{text}: no `{name}` in {found:?}");
        }
        for name in absent {
            assert!(!found.contains(name), "{text}: `{name}` in {found:?}");
        }
    }

    #[test]
    fn headlines_and_messages_have_different_forms() {
        check(
            "Министр Иванов рассказал о ремонте дорог в Алматы",
            &["past", "two names", "ends open", "seven to twelve words"],
            &["no verb", "first person", "begins small"],
        );
        check("снег на дороге", &["no verb", "begins small", "two or three words"], &["one name"]);
        check("Живем без воды!", &["first person", "calls out"], &["past"]);
        check("Уберите мусор, пожалуйста.", &["second person", "ends in a full stop"], &[]);
        check("Біз су таба алмай жүрміз", &["first person"], &["ends in the past"]);
        check("Президент кеңес өткізді.", &["ends in the past"], &["first person"]);
    }
}
