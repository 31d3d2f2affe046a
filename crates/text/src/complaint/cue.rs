//! Takes the words of a text and gives its cues: the words that ask, lack, fail, endure, thank or announce, from
//! `data/lexicon/complaint` and from [`super::habit`].

use std::sync::LazyLock;

use dauys_model::Language;

use super::habit;
use crate::Words;
use crate::phrase::{Hit, Keys, Phrases};

const RUSSIAN: &str = include_str!("../../../../data/lexicon/complaint/cues_ru.tsv");
const KAZAKH: &str = include_str!("../../../../data/lexicon/complaint/cues_kk.tsv");
const RUSSIAN_PERIL: &str = include_str!("../../../../data/lexicon/complaint/urgent_ru.tsv");
const KAZAKH_PERIL: &str = include_str!("../../../../data/lexicon/complaint/urgent_kk.tsv");

/// What a cue says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CueKind {
    /// Something is asked for or demanded.
    Request,
    /// Something is not there.
    Lack,
    /// Something does not work or is not done.
    Failure,
    /// Something bad is there.
    Damage,
    /// Someone may come to harm.
    Danger,
    /// It lasts, or comes again.
    Time,
    /// An office or a responsible person is spoken to or of.
    Addressee,
    /// The situation is called bad.
    Emotion,
    /// Complaining itself: appeals, empty answers, protest.
    Complain,
    /// A question that asks for an account.
    Question,
    /// Somebody's words are reported.
    Reported,
    /// Planned work or an announcement of an authority.
    Notice,
    /// The matter is mended.
    Resolved,
    /// Thanks or praise.
    Gratitude,
    /// Thanks beforehand, which is part of a request.
    Prior,
    /// Weather, sport, ceremonies and plans: words that look like problems there are none.
    Calm,
    /// Something that takes a good end back: "but", "again".
    Again,
    /// The writer speaks of himself and those beside him: "we", "our yard".
    Own,
    /// Somebody is spoken to: "you", "your".
    Spoken,
    /// A spot as one says who stands there: "in the yard", "by the entrance".
    Spot,
    /// Words of news: those who make them, what they do, how headlines put it.
    Press,
    /// Life or limb at risk, or that there is no risk after all.
    Peril,
    /// A word to which the trained weights give something beyond all lists.
    Word,
}

impl CueKind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "request" => Self::Request,
            "lack" => Self::Lack,
            "failure" => Self::Failure,
            "damage" => Self::Damage,
            "danger" => Self::Danger,
            "time" => Self::Time,
            "addressee" => Self::Addressee,
            "emotion" => Self::Emotion,
            "complain" => Self::Complain,
            "question" => Self::Question,
            "reported" => Self::Reported,
            "notice" => Self::Notice,
            "resolved" => Self::Resolved,
            "gratitude" => Self::Gratitude,
            "prior" => Self::Prior,
            "calm" => Self::Calm,
            "again" => Self::Again,
            "own" => Self::Own,
            "spoken" => Self::Spoken,
            "spot" => Self::Spot,
            "press" => Self::Press,
            "peril" => Self::Peril,
            _ => return None,
        })
    }

    /// The kind in one word, as the tables have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Lack => "lack",
            Self::Failure => "failure",
            Self::Damage => "damage",
            Self::Danger => "danger",
            Self::Time => "time",
            Self::Addressee => "addressee",
            Self::Emotion => "emotion",
            Self::Complain => "complain",
            Self::Question => "question",
            Self::Reported => "reported",
            Self::Notice => "notice",
            Self::Resolved => "resolved",
            Self::Gratitude => "gratitude",
            Self::Prior => "prior",
            Self::Calm => "calm",
            Self::Again => "again",
            Self::Own => "own",
            Self::Spoken => "spoken",
            Self::Spot => "spot",
            Self::Press => "press",
            Self::Peril => "peril",
            Self::Word => "word",
        }
    }

    /// Whether it speaks of a problem; the others speak against one, or of who tells it.
    pub fn raises(self) -> bool {
        self.most().is_some() || self == Self::Peril
    }

    /// Whether it only says more of a problem that other cues tell.
    pub(super) fn is_aside(self) -> bool {
        matches!(self, Self::Time | Self::Addressee | Self::Question)
    }

    /// The most that cues of this kind may add to the evidence of a problem; none for kinds that say nothing of one.
    pub(super) fn most(self) -> Option<f32> {
        Some(match self {
            Self::Request | Self::Lack | Self::Failure | Self::Damage => 2.4,
            Self::Emotion | Self::Complain => 1.8,
            Self::Danger => 1.6,
            Self::Time => 1.0,
            Self::Question => 0.9,
            Self::Addressee => 0.5,
            _ => return None,
        })
    }
}

/// A cue found in a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Cue {
    /// What it says.
    pub kind: CueKind,
    /// The entry of the lexicon, or the name of the rule.
    pub term: &'static str,
    /// How much it says, before any cap.
    pub weight: f32,
    /// What it adds to the natural-log odds of a complaint; 0 where no trained weights may be used.
    pub odds: f32,
    /// First byte of the words that it met.
    pub start: usize,
    /// First byte after them.
    pub end: usize,
}

/// Log-odds from which on a word that no kind of cue explains is worth showing over the text.
const TELLS: f32 = 0.5;

impl Cue {
    /// Whether it speaks of a problem or against one; nothing where it says too little for either. Kinds with a meaning of their own
    /// speak by it, whatever the weights make of them; the others by their odds.
    pub fn raises(&self) -> Option<bool> {
        match self.kind {
            CueKind::Own | CueKind::Spoken | CueKind::Spot | CueKind::Word => {
                (self.odds.abs() >= TELLS).then_some(self.odds > 0.0)
            }
            kind => Some(kind.raises()),
        }
    }
}

struct Table {
    terms: Vec<(CueKind, f32, &'static str)>,
    phrases: Phrases,
}

fn tables() -> &'static [Table; 2] {
    static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| {
        let table = |texts: &[&'static str], language| {
            table(texts, language).expect("a test compiles the committed tables")
        };
        [
            table(&[RUSSIAN, RUSSIAN_PERIL], Language::Russian),
            table(&[KAZAKH, KAZAKH_PERIL], Language::Kazakh),
        ]
    });
    &TABLES
}

fn table(texts: &[&'static str], language: Language) -> Result<Table, String> {
    let mut terms = Vec::new();
    for line in texts.iter().flat_map(|text| text.lines().skip(1)) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, weight, list] = fields[..] else { return Err(format!("`{line}` has not three fields")) };
        let kind = CueKind::of(kind).ok_or_else(|| format!("`{kind}` is no kind of cue"))?;
        let weight: f32 = weight.parse().map_err(|_| format!("`{weight}` is no weight"))?;
        terms.extend(list.split(';').map(|text| (kind, weight, text.trim())));
    }
    let phrases = Phrases::new(language, terms.iter().map(|term| term.2))?;
    Ok(Table { terms, phrases })
}

/// The cues of a text in its order. No word serves two cues of one kind.
pub(super) fn cues(words: &Words) -> Vec<Cue> {
    let keys = Keys::of(words);
    let mut found: Vec<(CueKind, f32, &'static str, Hit)> = Vec::new();
    for table in tables() {
        for hit in table.phrases.find(&keys) {
            let (kind, weight, text) = table.terms[hit.entry as usize];
            found.push((kind, weight, text, hit));
        }
    }
    found.extend(habit::cues(words));
    found.sort_by(|(kind, weight, text, hit), (other, heavier, rival, later)| {
        let length = |hit: &Hit| hit.words().count();
        let order = kind.cmp(other).then(heavier.total_cmp(weight)).then(length(later).cmp(&length(hit)));
        order.then((hit, text).cmp(&(later, rival)))
    });
    let mut cues = Vec::with_capacity(found.len());
    let mut taken: Vec<Option<CueKind>> = vec![None; words.words.len()];
    for (kind, weight, term, hit) in found {
        if hit.words().any(|word| taken[word] == Some(kind)) {
            continue;
        }
        hit.words().for_each(|word| taken[word] = Some(kind));
        let (start, end) = (words.words[hit.first()].start, words.words[hit.last()].end);
        cues.push(Cue { kind, term, weight, odds: 0.0, start, end });
    }
    cues.sort_by_key(|cue| (cue.start, cue.end, cue.kind));
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_compiles() {
        for (text, language) in [
            (RUSSIAN, Language::Russian),
            (RUSSIAN_PERIL, Language::Russian),
            (KAZAKH, Language::Kazakh),
            (KAZAKH_PERIL, Language::Kazakh),
        ] {
            let fields = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
            let broken: Vec<String> = fields
                .flat_map(|fields| fields[2].split(';'))
                .filter_map(|term| Phrases::new(language, [term.trim()].into_iter()).err())
                .collect();
            assert!(broken.is_empty(), "{broken:#?}");
            assert!(table(&[text], language).is_ok());
        }
    }
}
