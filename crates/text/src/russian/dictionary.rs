//! Takes the letters of a word and gives the rule that makes its lemma: of a word of the dictionary for certain, of another by its
//! ending, since words that end alike decline alike.
//!
//! `russian.dictionary` holds two acyclic automata in one array of edges: the words, letter by letter, and endings, from the last
//! letter on. It is read where it lies: nothing is built or copied when the program starts.
//! `examples/derive_russian_words` makes it.

/// The file: numbers of edges and rules, the two roots; the edges; where the text of each rule begins; the text.
static FILE: &[u8] = include_bytes!("../../../../data/lexicon/russian.dictionary");

/// Numbers in the head of the file.
const HEAD: usize = 4;
/// Bits of an edge that hold its letter. Letter 0 ends a word, and the number of its rule follows.
const LETTER: u32 = (1 << 6) - 1;
/// The bit of an edge that says that its node has no further one.
const LAST: u32 = 1 << 6;
/// Bits before the target of an edge.
const TARGET: u32 = 7;
/// Letters that a rule for an ending leaves alone at the beginning of a word.
const KEPT: usize = 3;

/// How a lemma is made of a form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Rule {
    /// Letters that go from the end.
    pub(super) cut: usize,
    /// What takes their place.
    pub(super) ending: &'static str,
}

impl Rule {
    /// The lemma of `form`.
    pub(super) fn apply(self, form: &str) -> String {
        let kept = match self.cut {
            0 => form.len(),
            cut => form.char_indices().rev().nth(cut - 1).map_or(0, |(at, _)| at),
        };
        let mut lemma = String::with_capacity(kept + self.ending.len());
        lemma.push_str(&form[..kept]);
        lemma.push_str(self.ending);
        lemma
    }
}

/// The rule of a word of the dictionary.
pub(super) fn look_up(letters: &[u8]) -> Option<Rule> {
    let mut node = root_of_words();
    for &letter in letters {
        node = follow(node, letter)?;
    }
    rule(follow(node, 0)?)
}

/// Whether a word of the dictionary begins with these letters.
pub(super) fn begins(letters: &[u8]) -> bool {
    letters.iter().try_fold(root_of_words(), |node, &letter| follow(node, letter)).is_some()
}

/// The rule of the longest known ending of a word.
pub(super) fn guess(letters: &[u8]) -> Option<Rule> {
    let mut node = root_of_endings();
    let mut found = None;
    for (count, &letter) in letters.iter().rev().enumerate() {
        let Some(next) = follow(node, letter) else { break };
        node = next;
        let known = follow(node, 0).and_then(rule);
        found = known.filter(|rule| rule.cut + KEPT <= letters.len() && count + 2 < letters.len()).or(found);
    }
    found
}

fn number(at: usize) -> Option<u32> {
    let bytes = FILE.get(at * 4..at * 4 + 4)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn head(at: usize) -> usize {
    number(at).map_or(0, |number| number as usize)
}

fn root_of_words() -> u32 {
    number(2).unwrap_or(0)
}

fn root_of_endings() -> u32 {
    number(3).unwrap_or(0)
}

/// Where the edge with `letter` leads from a node.
fn follow(node: u32, letter: u8) -> Option<u32> {
    let mut at = HEAD + node as usize;
    loop {
        let edge = number(at)?;
        if edge & LETTER == u32::from(letter) {
            return Some(edge >> TARGET);
        }
        if edge & LAST != 0 {
            return None;
        }
        at += 1;
    }
}

fn rule(index: u32) -> Option<Rule> {
    let starts = HEAD + head(0);
    let text = (starts + head(1) + 1) * 4;
    let start = text + number(starts + index as usize)? as usize;
    let end = text + number(starts + index as usize + 1)? as usize;
    let (cut, ending) = FILE.get(start..end)?.split_first()?;
    Some(Rule { cut: usize::from(*cut), ending: str::from_utf8(ending).ok()? })
}
