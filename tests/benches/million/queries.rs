//! The questions: words, phrases, beginnings and filters as people type them, with what each engine is asked instead.

/// One question.
pub(crate) struct Asked {
    /// As typed.
    pub(crate) typed: &'static str,
    /// Alternatives, each a list of words, phrases and beginnings that must all be there.
    pub(crate) any: Vec<Vec<Part>>,
    /// What must not be there.
    pub(crate) not: Vec<String>,
    /// Columns and the value that each must have; a region is a code of nine digits.
    pub(crate) filters: Vec<(&'static str, &'static str)>,
}

/// A part of a question.
pub(crate) enum Part {
    Word(String),
    Beginning(String),
    Phrase(Vec<String>),
}

/// All questions.
pub(crate) fn queries() -> Vec<Asked> {
    include_str!("queries.txt").lines().filter(|line| !line.is_empty()).map(asked).collect()
}

/// Reads the small part of the query language that the list uses.
fn asked(typed: &'static str) -> Asked {
    let mut asked = Asked { typed, any: vec![Vec::new()], not: Vec::new(), filters: Vec::new() };
    if typed == "(вода OR су) нет" {
        let both = |word: &str| vec![Part::Word(word.into()), Part::Word("нет".into())];
        asked.any = vec![both("вода"), both("су")];
        return asked;
    }
    for (at, piece) in typed.split('"').enumerate() {
        if at % 2 == 1 {
            let words = piece.split_whitespace().map(str::to_owned).collect();
            asked.any.last_mut().unwrap().push(Part::Phrase(words));
            continue;
        }
        for word in piece.split_whitespace() {
            if word == "OR" {
                asked.any.push(Vec::new());
            } else if let Some((column, value)) = word.split_once(':') {
                asked.filters.push((column, value));
            } else if let Some(word) = word.strip_prefix('-') {
                asked.not.push(word.to_owned());
            } else if let Some(word) = word.strip_suffix('*') {
                asked.any.last_mut().unwrap().push(Part::Beginning(word.to_owned()));
            } else {
                let words = word.split('-').map(|word| Part::Word(word.to_owned()));
                asked.any.last_mut().unwrap().extend(words);
            }
        }
    }
    asked
}
