//! Takes typed letters of which no list knows the word and spells them in Cyrillic by the rules of Kazakh: vowel harmony, the
//! glide after a vowel, `у` beside vowels.

use super::alphabet::Typed;

/// How many spellings are kept on the way.
const WIDTH: usize = 6;

/// What an offence against a rule costs: against harmony, against a habit of spelling, against a preference.
const HARMONY: f32 = 3.0;
const HABIT: f32 = 2.0;
const PREFERENCE: f32 = 0.7;

/// One spelling of the letters so far.
#[derive(Clone, Debug)]
pub(super) struct Spelled {
    /// What is written.
    pub(super) written: String,
    /// What it costs.
    pub(super) cost: f32,
    at: usize,
}

/// The cheapest spellings of `typed` from its letter `from` on, cheapest first, after `before`: a stem, or nothing for a whole word.
pub(super) fn spellings(typed: &Typed, from: usize, before: &str, harmony: Harmony) -> Vec<Spelled> {
    let letters = typed.letters();
    let is_ending = !before.is_empty();
    let mut whole = Vec::new();
    let mut open = vec![Spelled { written: before.to_owned(), cost: 0.0, at: from }];
    let mut next: Vec<Spelled> = Vec::new();
    while !open.is_empty() {
        for state in open.drain(..) {
            if state.at >= letters.len() {
                whole.push(state);
                continue;
            }
            let is_doubled = letters.get(state.at + 1) == Some(&letters[state.at]);
            let meanings = typed.meanings(state.at);
            let binds = meanings.iter().any(|meaning| meaning.binds());
            for meaning in meanings {
                if (is_doubled && meaning.written.is_empty()) || (binds && meaning.taken == 1) {
                    continue;
                }
                let follows = letters.get(state.at + meaning.taken).copied();
                let place = Place { follows, is_ending, harmony, is_pair: meaning.taken > 1 };
                let mut step = Spelled {
                    written: String::with_capacity(state.written.len() + 8),
                    cost: state.cost + meaning.cost,
                    at: state.at + meaning.taken,
                };
                step.written.push_str(&state.written);
                for letter in meaning.written.chars() {
                    step.cost += offence(&step.written, letter, place);
                    step.written.push(letter);
                }
                next.push(step);
            }
            if meanings.is_empty() {
                let mut step = state;
                step.written.push(letters[step.at]);
                step.at += 1;
                next.push(step);
            }
        }
        next.sort_by(|one, other| {
            let per_letter = |state: &Spelled| state.cost - HABIT * state.at as f32;
            per_letter(one).total_cmp(&per_letter(other)).then_with(|| one.written.cmp(&other.written))
        });
        next.dedup_by(|one, other| one.at == other.at && one.written == other.written);
        next.truncate(WIDTH);
        std::mem::swap(&mut open, &mut next);
    }
    whole.sort_by(|one, other| one.cost.total_cmp(&other.cost).then_with(|| one.written.cmp(&other.written)));
    whole.dedup_by(|one, other| one.written == other.written);
    whole
}

/// Whether the last vowel of a word that has a harmony is a front one.
pub(super) fn is_front(written: &str) -> Option<bool> {
    written.chars().rev().find_map(|letter| match letter {
        'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => Some(false),
        'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => Some(true),
        _ => None,
    })
}

fn is_vowel(letter: char) -> bool {
    "аәеёиоөуұүыіэюя".contains(letter)
}

/// Whether a typed letter is read as a vowel, in any script.
fn is_typed_vowel(letter: char) -> bool {
    is_vowel(letter) || "aeiouyäáöóüúūıýاوۇىەي".contains(letter)
}

/// What is known of the vowels of a typed word before it is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Harmony {
    /// Whether they are front ones.
    pub(super) is_front: Option<bool>,
    /// Whether a sign says so: then `а` and `о` are no more than a way to write `ә` and `ө`.
    pub(super) is_marked: bool,
}

/// Where a letter is written.
#[derive(Clone, Copy)]
struct Place {
    follows: Option<char>,
    is_ending: bool,
    harmony: Harmony,
    is_pair: bool,
}

/// What it costs to write `letter` after `written`.
fn offence(written: &str, letter: char, place: Place) -> f32 {
    let Place { follows, is_ending, harmony, is_pair } = place;
    let last = written.chars().next_back();
    let after_vowel = last.is_some_and(is_vowel);
    let is_first_syllable = !written.contains(is_vowel);
    let front = is_front(written).or(harmony.is_front);
    let wrong = |is_front_letter: bool, cost: f32| if front == Some(!is_front_letter) { cost } else { 0.0 };
    let after_glide = matches!(last, Some('у' | 'и' | 'ю'));
    let narrow = if after_vowel && !after_glide { HABIT } else { 0.0 };
    match letter {
        // «йа» and «йу» are written «я» and «ю».
        'а' | 'у' if last == Some('й') => HABIT,
        'а' | 'о' | 'ұ' | 'ы' if is_first_syllable && !is_ending && harmony.is_marked => HARMONY,
        'ь' | 'ъ' => HABIT,
        'й' if after_glide => PREFERENCE,
        'й' if after_vowel => 0.0,
        'й' => HABIT,
        'и' if after_vowel || is_ending => HABIT,
        'ы' => wrong(false, HARMONY) + narrow,
        'і' => wrong(true, HARMONY) + narrow,
        'ұ' | 'ү' if after_vowel || follows.is_none_or(is_typed_vowel) || is_ending => HABIT,
        'ұ' => wrong(false, HARMONY) + if is_first_syllable { PREFERENCE } else { HABIT },
        'ү' => wrong(true, HARMONY) + if is_first_syllable { PREFERENCE } else { HABIT },
        'ә' | 'ө' if is_first_syllable && !is_ending => wrong(true, HARMONY) + PREFERENCE,
        'ә' | 'ө' => HABIT,
        'қ' | 'ғ' => wrong(false, if is_ending { HARMONY } else { PREFERENCE }),
        'к' | 'г' => wrong(true, if is_ending { HARMONY } else { PREFERENCE }),
        'я' | 'ю' if matches!(last, Some('ы' | 'і')) => HABIT,
        'я' if is_pair && !after_vowel && last.is_some() => HABIT,
        'ё' if is_pair && last.is_some() => HABIT,
        'ц' if is_ending || follows.is_some_and(|next| !is_typed_vowel(next)) => HABIT,
        _ => 0.0,
    }
}
