//! Takes a query and gives the words that are looked for in texts, by the terms under which they may stand there; and takes the
//! words of a text and says which of them are wanted, and why.

use std::collections::HashMap;

use dauys_text::kazakh::Alphabet;
use dauys_text::{BETWEEN, TermsByWord, Words, query_terms, russian, skeleton};

use crate::answer::Translation;
use crate::fields::TITLE_GAP;
use crate::plan::is_stop_word;
use crate::reason::Why;
use crate::score::Weights;
use crate::syntax::{Clause, Form, Phrase, Word};
use crate::together;

/// How many words may stand between those of a translation.
const WITHIN_TRANSLATION: u32 = 3;

/// The words of a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct WantedWords {
    pub(crate) words: Vec<Wanted>,
    by_term: HashMap<String, Vec<(usize, Kinship)>>,
    beginnings: Vec<(String, usize)>,
    /// Beginnings of words that begin alike.
    alike: Vec<(String, usize)>,
    groups: Vec<Group>,
}

/// A word of a query.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The word as typed; of a translation what it translates.
    pub(crate) typed: String,
    normal: String,
    form: Form,
    is_translation: bool,
    /// The phrase it belongs to.
    group: Option<usize>,
    in_title: bool,
}

/// Words that count only where they stand together.
#[derive(Clone, Debug)]
struct Group {
    members: Vec<usize>,
    within: Option<u32>,
}

/// What a term is to a wanted word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kinship {
    Own,
    Alias,
    Kin,
}

/// A word of a text that is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Match {
    /// The number of the word in the text.
    pub(crate) position: usize,
    /// The number of the wanted word.
    pub(crate) wanted: usize,
    pub(crate) why: Why,
}

impl WantedWords {
    /// The words of a query. Excluded words and filters are not looked for; stop words outside of phrases only when there is
    /// nothing else.
    pub(crate) fn of(clause: &Clause) -> Self {
        let mut wanted = Self::default();
        let mut stops = Vec::new();
        let top: &[Clause] = match clause {
            Clause::List(items) => items,
            _ => &[],
        };
        wanted.collect(clause, false, &mut stops);
        if wanted.words.is_empty() {
            for word in stops {
                wanted.add(&word, None, false);
            }
        }
        let plain = |clause: &Clause| match clause {
            Clause::Word(Word { text, form: Form::Any }) => vec![text.clone()],
            Clause::Preferred(words) => words.iter().map(|word| word.text.clone()).collect(),
            _ => Vec::new(),
        };
        for text in top.iter().flat_map(plain) {
            let is_it = |word: &Wanted| word.typed == text && word.form == Form::Any && word.group.is_none();
            if let Some(at) = wanted.words.iter().position(is_it) {
                wanted.add_alike(&text, at);
            }
        }
        wanted
    }

    fn collect(&mut self, clause: &Clause, in_title: bool, stops: &mut Vec<Word>) {
        match clause {
            Clause::Word(word) if word.form == Form::Any && !in_title && is_stop_word(&word.text) => {
                stops.push(word.clone());
            }
            Clause::Word(word) => {
                self.add(word, None, in_title);
            }
            Clause::Preferred(words) => {
                for word in words {
                    self.collect(&Clause::Word(word.clone()), in_title, stops);
                }
            }
            Clause::Phrase(Phrase { words, within }) => self.add_group(words, *within, in_title, None),
            Clause::Title(inner) => inner.iter().for_each(|clause| self.collect(clause, true, stops)),
            Clause::All(inner) | Clause::Any(inner) | Clause::List(inner) => {
                inner.iter().for_each(|clause| self.collect(clause, in_title, stops));
            }
            Clause::Not(_) | Clause::Filter(_) => {}
        }
    }

    /// Adds what stands for words of the query in the other language.
    pub(crate) fn translate(&mut self, translation: &Translation) {
        for also in &translation.also {
            let words: Vec<Word> = dauys_text::tokens(also)
                .into_iter()
                .map(|token| Word { text: token.surface.to_owned(), form: Form::Any })
                .collect();
            let typed = Some(translation.typed.as_str());
            match &words[..] {
                [] => {}
                [word] => {
                    let at = self.add(word, None, false);
                    self.words[at].typed = translation.typed.clone();
                    self.words[at].is_translation = true;
                }
                words => self.add_group(words, Some(WITHIN_TRANSLATION), false, typed),
            }
        }
    }

    fn add_group(&mut self, words: &[Word], within: Option<u32>, in_title: bool, translates: Option<&str>) {
        let group = self.groups.len();
        self.groups.push(Group { members: Vec::new(), within });
        for word in words {
            let at = self.add(word, Some(group), in_title);
            if let Some(typed) = translates {
                self.words[at].typed = typed.to_owned();
                self.words[at].is_translation = true;
            }
            self.groups[group].members.push(at);
        }
    }

    fn add(&mut self, word: &Word, group: Option<usize>, in_title: bool) -> usize {
        let at = self.words.len();
        let normal = plain(&dauys_text::normal(&word.text));
        let mut add = |term: String, kinship| self.by_term.entry(term).or_default().push((at, kinship));
        match word.form {
            Form::Exact => add(dauys_text::exact_term(&word.text), Kinship::Own),
            Form::Any | Form::Beginning => {
                let kin = russian::kin(&russian::stem(&normal));
                for (term, _) in query_terms(&word.text) {
                    let kinship = match term.as_str() {
                        alias if alias.starts_with('~') => Kinship::Alias,
                        own if kin.contains(&own) && own != normal => Kinship::Kin,
                        _ => Kinship::Own,
                    };
                    add(term, kinship);
                }
            }
        }
        if word.form == Form::Beginning {
            self.beginnings.push((format!("~{}", skeleton(&normal)), at));
            self.beginnings.push((normal.clone(), at));
        }
        self.words.push(Wanted {
            typed: word.text.clone(),
            normal,
            form: word.form,
            is_translation: false,
            group,
            in_title,
        });
        at
    }

    /// Words that begin as this one does count where it is not there itself, as they do in a ranked search.
    fn add_alike(&mut self, text: &str, at: usize) {
        let letters = Weights::default().related_letters;
        for (term, _) in query_terms(text) {
            let beginning: String = term.chars().take(letters).collect();
            let is_long = beginning.chars().count() == letters && beginning.chars().all(char::is_alphabetic);
            if is_long && !self.alike.iter().any(|(known, of)| *known == beginning && *of == at) {
                self.alike.push((beginning, at));
            }
        }
    }

    /// The words of a text that are wanted, by position, one wanted word each. The title is what lies before the byte
    /// `title_end`.
    pub(crate) fn matches(&self, words: &Words, title_end: usize) -> Vec<Match> {
        let mut all: Vec<Match> = Vec::new();
        let mut alike: Vec<Match> = Vec::new();
        let by_word = TermsByWord::new(words);
        for (position, word) in words.words.iter().enumerate() {
            let in_title = word.start < title_end;
            let mut add = |wanted: usize, kinship, is_beginning| {
                if in_title || !self.words[wanted].in_title {
                    let why = self.why(wanted, &word.normal, kinship, is_beginning);
                    all.push(Match { position, wanted, why });
                }
            };
            let mut see = |term: &str| {
                for (wanted, kinship) in self.by_term.get(term).into_iter().flatten() {
                    add(*wanted, *kinship, false);
                }
                let begins = |(beginning, _): &&(String, usize)| term.starts_with(beginning.as_str());
                for (_, wanted) in self.beginnings.iter().filter(begins) {
                    add(*wanted, Kinship::Own, true);
                }
                for (_, wanted) in self.alike.iter().filter(begins) {
                    alike.push(Match { position, wanted: *wanted, why: Why::Alike });
                }
            };
            by_word.joined(position).split(BETWEEN).for_each(&mut see);
        }
        let mut is_there = vec![false; self.words.len()];
        all.iter().for_each(|one| is_there[one.wanted] = true);
        alike.retain(|one| !is_there[one.wanted]);
        self.keep_together(&mut all, words, title_end);
        all.append(&mut alike);
        all.sort_by_key(|one| (one.position, one.why, one.wanted));
        all.dedup_by_key(|one| one.position);
        all
    }

    /// Takes out words of phrases where they do not stand as the phrase.
    fn keep_together(&self, all: &mut Vec<Match>, words: &Words, title_end: usize) {
        let shifted = |position: usize| {
            let in_title = words.words.get(position).is_some_and(|word| word.start < title_end);
            (position + if in_title { 0 } else { TITLE_GAP }) as u32
        };
        let mut stands: Vec<Vec<u32>> = vec![Vec::new(); self.words.len()];
        for one in all.iter().filter(|one| self.words[one.wanted].group.is_some()) {
            stands[one.wanted].push(shifted(one.position));
        }
        stands.iter_mut().for_each(|positions| positions.dedup());
        let places: Vec<_> = self
            .groups
            .iter()
            .map(|group| {
                let slots: Vec<&[u32]> = group.members.iter().map(|at| stands[*at].as_slice()).collect();
                together::places(&slots, group.within)
            })
            .collect();
        all.retain(|one| {
            let Some(group) = self.words[one.wanted].group else { return true };
            let position = shifted(one.position);
            let places = &places[group];
            // Phrases may overlap (`a b a b a`), so the ones that begin before are looked at as far back as a phrase is long.
            let end = places.partition_point(|place| *place.start() <= position);
            let length = self.groups[group].members.len();
            places[..end].iter().rev().take(length).any(|place| place.contains(&position))
        });
    }

    fn why(&self, wanted: usize, found: &str, kinship: Kinship, is_beginning: bool) -> Why {
        let wanted = &self.words[wanted];
        let found = plain(found);
        let same_alphabet = Alphabet::of(&found) == Alphabet::of(&wanted.normal);
        match kinship {
            _ if wanted.is_translation => Why::Translation,
            _ if wanted.form == Form::Exact => Why::Exact,
            _ if found == wanted.normal => Why::Same,
            _ if is_beginning => Why::Beginning,
            Kinship::Kin => Why::Family,
            _ if !same_alphabet => Why::Alphabet,
            Kinship::Alias => Why::Letters,
            Kinship::Own if skeleton(&found) == skeleton(&wanted.normal) => Why::Letters,
            Kinship::Own => Why::Form,
        }
    }
}

/// With `е` for `ё`, as words are compared.
pub(crate) fn plain(normal: &str) -> String {
    normal.replace('ё', "е")
}
