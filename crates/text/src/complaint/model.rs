//! Gives the trained weights, from `data/lexicon/complaint/model.tsv`: for every feature what it adds to the natural-log odds of each
//! stance. They are made by `examples/train_complaint` from texts that were written for it and from openly licensed ones.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use dauys_model::{Language, Stance};

use super::feature::Aspect;

const TABLE: &str = include_str!("../../../../data/lexicon/complaint/model.tsv");

/// What a feature adds to the odds of each stance, in the order of [`Stance::ALL`].
pub(super) type Odds = [f32; Stance::ALL.len()];

/// The weights for texts in one language.
#[derive(Default)]
pub(super) struct Weights {
    features: FxHashMap<(Aspect, &'static str), Odds>,
    words: FxHashMap<&'static str, Odds>,
}

impl Weights {
    /// What one unit of a feature adds; nothing when it was never met.
    pub(super) fn of(&self, aspect: Aspect, name: &'static str) -> Odds {
        self.features.get(&(aspect, name)).copied().unwrap_or_default()
    }

    /// What a word adds, and its name as the table has it.
    pub(super) fn of_word(&self, name: &str) -> Option<(&'static str, Odds)> {
        self.words.get_key_value(name).map(|(name, odds)| (*name, *odds))
    }
}

/// The weights for texts and words of a language; those of Russian for all that is not Kazakh.
pub(super) fn weights(language: Language) -> &'static Weights {
    static ALL: LazyLock<[Weights; 2]> =
        LazyLock::new(|| parse(TABLE).expect("a test parses the committed table"));
    &ALL[usize::from(language == Language::Kazakh)]
}

/// Russian, then Kazakh.
fn parse(table: &'static str) -> Result<[Weights; 2], String> {
    let mut both = [Weights::default(), Weights::default()];
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let broken = || format!("`{line}` is no row of weights");
        let mut fields = line.split('\t');
        let mut next = || fields.next().ok_or_else(broken);
        let weights = match next()? {
            "ru" => &mut both[0],
            "kk" => &mut both[1],
            _ => return Err(broken()),
        };
        let aspect = next()?;
        let aspect = Aspect::ALL.into_iter().find(|known| known.name() == aspect).ok_or_else(broken)?;
        let name = next()?;
        let mut odds = Odds::default();
        for value in &mut odds {
            *value = next()?.parse().map_err(|_| broken())?;
        }
        match aspect {
            Aspect::Word => weights.words.insert(name, odds),
            _ => weights.features.insert((aspect, name), odds),
        };
    }
    Ok(both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let both = parse(TABLE).unwrap();
        for weights in &both {
            assert!(weights.of(Aspect::Cue, "lack")[0] > 0.0, "what is missing speaks for a complaint");
            assert!(weights.of(Aspect::Cue, "reported")[0] < 0.0, "what is reported speaks against one");
        }
    }
}
