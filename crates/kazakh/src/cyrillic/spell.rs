//! Takes typed letters of which no list knows the word and spells them in Cyrillic by the rules of Kazakh: vowel harmony, the
//! glide after a vowel, `у` beside vowels.

use std::ops::Range;

use super::alphabet::Typed;

/// How many spellings are kept on the way, of a whole word and of an ending.
const WIDTH: usize = 6;
const ENDING_WIDTH: usize = 6;

/// What an offence against a rule costs: against harmony, against a habit of spelling, against a preference.
const HARMONY: f32 = 3.0;
const HABIT: f32 = 2.0;
const PREFERENCE: f32 = 0.7;

/// What the choice of a letter depends on of all that is written before it.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Before {
    last: Last,
    is_front: Option<bool>,
    has_vowel: bool,
}

/// What the last letter is.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
enum Last {
    /// There is none.
    #[default]
    None,
    /// `й`
    Short,
    /// `у`, `и`, `ю`: a vowel that ends in a glide.
    Glide,
    /// `ы`, `і`
    Narrow,
    /// Another vowel.
    Vowel,
    /// Another consonant.
    Consonant,
}

impl Before {
    /// After a stem, or after nothing.
    pub(super) fn of(written: &str) -> Self {
        let mut before = Self::default();
        written.chars().for_each(|letter| before.push(letter));
        before
    }

    fn is_vowel(self) -> bool {
        matches!(self.last, Last::Glide | Last::Narrow | Last::Vowel)
    }

    fn push(&mut self, letter: char) {
        self.last = match letter {
            'й' => Last::Short,
            'у' | 'и' | 'ю' => Last::Glide,
            'ы' | 'і' => Last::Narrow,
            _ if is_vowel(letter) => Last::Vowel,
            _ => Last::Consonant,
        };
        self.is_front = harmony_of(letter).or(self.is_front);
        self.has_vowel |= self.is_vowel();
    }
}

/// One spelling of the letters so far.
#[derive(Clone, Copy)]
struct State {
    cost: f32,
    at: usize,
    before: Before,
    /// What is written, as one number.
    hash: u64,
    /// The last letter among [`Speller::trail`], and one more.
    end: usize,
}

/// One spelling of the rest of a word.
#[derive(Clone, Debug)]
pub(super) struct Spelled {
    /// What is written, among [`Speller::letters`].
    pub(super) written: Range<usize>,
    /// What it costs.
    pub(super) cost: f32,
}

/// What was asked for: the rest of the word from a letter on, after what.
type Question = (usize, Before, bool);

/// Spells the rests of one typed word, each once.
pub(super) struct Speller<'a> {
    typed: &'a Typed,
    harmony: Harmony,
    /// The letters of all spellings, in one.
    pub(super) letters: String,
    /// All spellings, those of one question side by side.
    pub(super) found: Vec<Spelled>,
    asked: Vec<(Question, Range<usize>)>,
    /// Letters with the place of the letter before them, and one more.
    trail: Vec<(usize, char)>,
    open: Vec<State>,
    next: Vec<State>,
    backwards: Vec<char>,
}

impl<'a> Speller<'a> {
    /// Begins a word.
    pub(super) fn new(typed: &'a Typed, harmony: Harmony) -> Self {
        Self {
            typed,
            harmony,
            letters: String::with_capacity(256),
            found: Vec::with_capacity(32),
            asked: Vec::with_capacity(8),
            trail: Vec::with_capacity(128),
            open: Vec::with_capacity(WIDTH),
            next: Vec::with_capacity(WIDTH * 4),
            backwards: Vec::with_capacity(32),
        }
    }

    /// The places among [`Self::found`] of the `most` cheapest spellings of the typed letters from `from` on, cheapest first, after
    /// `before`: a stem, or nothing for a whole word.
    pub(super) fn spell(&mut self, from: usize, before: Before, most: usize) -> Range<usize> {
        let is_ending = before.last != Last::None;
        let question = (from, before, is_ending);
        if let Some((_, answer)) = self.asked.iter().find(|(asked, _)| *asked == question) {
            return answer.clone();
        }
        let start = self.found.len();
        self.search(from, before, is_ending, most);
        let answer = start..self.found.len();
        self.asked.push((question, answer.clone()));
        answer
    }

    fn search(&mut self, from: usize, before: Before, is_ending: bool, most: usize) {
        let letters = self.typed.letters();
        let start = self.found.len();
        let mut whole: [Option<State>; WIDTH] = [None; WIDTH];
        self.trail.clear();
        self.open.clear();
        self.open.push(State { cost: 0.0, at: from, before, hash: 0, end: 0 });
        while !self.open.is_empty() {
            self.next.clear();
            for place in 0..self.open.len() {
                let state = self.open[place];
                if state.at >= letters.len() {
                    keep(&mut whole, state);
                    continue;
                }
                let is_doubled = letters.get(state.at + 1) == Some(&letters[state.at]);
                let meanings = self.typed.meanings(state.at);
                let binds = meanings.iter().any(|meaning| meaning.binds());
                for meaning in meanings {
                    if (is_doubled && meaning.written.is_empty()) || (binds && meaning.taken == 1) {
                        continue;
                    }
                    let follows = letters.get(state.at + meaning.taken).copied();
                    let place =
                        Place { follows, is_ending, harmony: self.harmony, is_pair: meaning.taken > 1 };
                    let mut step =
                        State { cost: state.cost + meaning.cost, at: state.at + meaning.taken, ..state };
                    for letter in meaning.written.chars() {
                        step.cost += offence(step.before, letter, place);
                        self.write(&mut step, letter);
                    }
                    self.next.push(step);
                }
                if meanings.is_empty() {
                    let mut step = state;
                    self.write(&mut step, letters[state.at]);
                    step.at += 1;
                    self.next.push(step);
                }
            }
            let per_letter = |state: &State| state.cost - HABIT * state.at as f32;
            self.next.sort_by(|one, other| per_letter(one).total_cmp(&per_letter(other)));
            self.next.dedup_by(|one, other| one.at == other.at && one.hash == other.hash);
            self.next.truncate(if is_ending { ENDING_WIDTH } else { WIDTH });
            std::mem::swap(&mut self.open, &mut self.next);
        }
        for state in whole.into_iter().flatten() {
            if self.found.len() - start == most {
                break;
            }
            let mut end = state.end;
            while let Some((before, letter)) = end.checked_sub(1).and_then(|at| self.trail.get(at)) {
                self.backwards.push(*letter);
                end = *before;
            }
            let from = self.letters.len();
            self.letters.extend(self.backwards.drain(..).rev());
            self.found.push(Spelled { written: from..self.letters.len(), cost: state.cost });
        }
    }

    fn write(&mut self, state: &mut State, letter: char) {
        self.trail.push((state.end, letter));
        state.end = self.trail.len();
        state.hash = state.hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(letter);
        state.before.push(letter);
    }
}

/// Keeps a whole spelling among the cheapest, in order.
fn keep(whole: &mut [Option<State>; WIDTH], state: State) {
    if whole.iter().flatten().any(|known| known.hash == state.hash && known.cost <= state.cost) {
        return;
    }
    let mut moved = state;
    for slot in whole.iter_mut() {
        match slot {
            Some(known) if known.cost <= moved.cost => {}
            Some(known) => {
                let is_same = known.hash == state.hash;
                std::mem::swap(known, &mut moved);
                if is_same {
                    return;
                }
            }
            None => {
                *slot = Some(moved);
                return;
            }
        }
    }
}

/// Whether a vowel that has a harmony is a front one.
pub(super) fn harmony_of(letter: char) -> Option<bool> {
    match letter {
        'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => Some(false),
        'ә' | 'е' | 'і' | 'ө' | 'ү' | 'э' => Some(true),
        _ => None,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'ә' | 'е' | 'ё' | 'и' | 'о' | 'ө' | 'у' | 'ұ' | 'ү' | 'ы' | 'і' | 'э' | 'ю' | 'я')
}

/// Whether a typed letter is read as a vowel, in any script.
fn is_typed_vowel(letter: char) -> bool {
    is_vowel(letter)
        || matches!(
            letter,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'á' | 'ö' | 'ó' | 'ü' | 'ú' | 'ū' | 'ı' | 'ý'
        )
        || matches!(letter, 'ا' | 'و' | 'ۇ' | 'ى' | 'ە' | 'ي')
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

/// What it costs to write `letter` after what stands before it.
fn offence(before: Before, letter: char, place: Place) -> f32 {
    let Place { follows, is_ending, harmony, is_pair } = place;
    let last = before.last;
    let after_vowel = before.is_vowel();
    let is_first_syllable = !before.has_vowel;
    let front = before.is_front.or(harmony.is_front);
    let wrong = |is_front_letter: bool, cost: f32| if front == Some(!is_front_letter) { cost } else { 0.0 };
    let after_glide = last == Last::Glide;
    let narrow = if after_vowel && !after_glide { HABIT } else { 0.0 };
    match letter {
        // «йа» and «йу» are written «я» and «ю».
        'а' | 'у' if last == Last::Short => HABIT,
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
        // What is the reader's own («балаң») is written less than what is another's («баласын»).
        'ң' if is_ending => PREFERENCE,
        'қ' | 'ғ' => wrong(false, if is_ending { HARMONY } else { PREFERENCE }),
        'к' | 'г' => wrong(true, if is_ending { HARMONY } else { PREFERENCE }),
        'я' | 'ю' if last == Last::Narrow => HABIT,
        'я' if is_pair && !after_vowel && last != Last::None => HABIT,
        'ё' if is_pair && last != Last::None => HABIT,
        'ц' if is_ending || follows.is_some_and(|next| !is_typed_vowel(next)) => HABIT,
        _ => 0.0,
    }
}
