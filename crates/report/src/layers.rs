//! An explained passage → what lies over each word and over the gap after it: a place, the category, the complaint. Cues may
//! overlap in any way, so they are laid flat, word by word, instead of nested.

use std::ops::Range;

use dauys_text::explain::Passage;

/// What lies over a word or a gap.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Layers {
    /// It speaks for the category.
    pub(crate) matter: bool,
    /// It raises the complaint score.
    pub(crate) raises: bool,
    /// It speaks against a complaint, or of who tells it.
    pub(crate) lowers: bool,
    /// It belongs to the name of a place.
    pub(crate) place: bool,
}

/// What lies over a word, begins with it, ends with it, and goes on behind it.
#[derive(Clone, Default, Debug)]
pub(crate) struct Covered {
    /// Over the word.
    pub(crate) word: Layers,
    /// What begins with it.
    pub(crate) begins: Layers,
    /// Over the gap between it and the next word.
    pub(crate) gap: Layers,
    /// The number of the place whose name ends with it.
    pub(crate) place_ends: Option<usize>,
    /// The numbers of the places over it.
    pub(crate) places: Vec<usize>,
    /// The numbers of the cues of the category over it.
    pub(crate) category_cues: Vec<usize>,
    /// The numbers of the cues of the complaint over it.
    pub(crate) complaint_cues: Vec<usize>,
}

/// What lies over each word of a passage.
pub(crate) fn covered(passage: &Passage) -> Vec<Covered> {
    let mut all = vec![Covered::default(); passage.words.len()];
    for (number, cue) in passage.category_cues.iter().enumerate() {
        let words = lay(passage, &mut all, cue.start, cue.end, |layers| layers.matter = true);
        all[words].iter_mut().for_each(|covered| covered.category_cues.push(number));
    }
    for (number, cue) in passage.complaint_cues.iter().enumerate() {
        let raises = cue.raises();
        let words = lay(passage, &mut all, cue.start, cue.end, |layers| {
            layers.raises |= raises == Some(true);
            layers.lowers |= raises == Some(false);
        });
        all[words].iter_mut().for_each(|covered| covered.complaint_cues.push(number));
    }
    for (number, place) in passage.places.iter().enumerate() {
        let mention = &place.mention;
        let words = lay(passage, &mut all, mention.start, mention.end, |layers| layers.place = true);
        let covered = &mut all[words];
        covered.iter_mut().for_each(|covered| covered.places.push(number));
        if let Some(last) = covered.last_mut() {
            last.place_ends = Some(number);
        }
    }
    all
}

/// Lays one stretch over its words. Gives them by their numbers.
fn lay(
    passage: &Passage,
    all: &mut [Covered],
    start: usize,
    end: usize,
    set: impl Fn(&mut Layers),
) -> Range<usize> {
    let first = passage.words.partition_point(|word| word.word.end <= start);
    let after = passage.words.partition_point(|word| word.word.start < end);
    if first >= after {
        return 0..0;
    }
    set(&mut all[first].begins);
    for covered in &mut all[first..after] {
        set(&mut covered.word);
    }
    for covered in &mut all[first..after - 1] {
        set(&mut covered.gap);
    }
    first..after
}

#[cfg(test)]
mod tests {
    use dauys_text::{Given, explain};

    use super::*;

    #[test]
    fn cues_cover_their_words_and_the_gaps_between() {
        let passage = explain("", "Ауылда су жоқ", &Given::default()).text;
        let all = covered(&passage);
        let matter: Vec<bool> = all.iter().map(|covered| covered.word.matter).collect();
        assert_eq!(matter, [false, true, true]);
        assert!(all[1].begins.matter && !all[2].begins.matter);
        assert!(all[1].gap.matter && !all[0].gap.matter && !all[2].gap.matter);
    }
}
