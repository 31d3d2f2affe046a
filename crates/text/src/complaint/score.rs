//! Takes a text with its words and gives its complaint score and stance, with the cues they rest on. The score is a sum of capped
//! cue weights against the length of the text; every constant is here or in the tables of cues.

use std::collections::BTreeMap;

use dauys_model::{Kind, Stance};

use super::cue::cues;
use super::{Cue, CueKind};
use crate::{Words, categorize, tree};

/// Evidence at which a text of no length scores 1 − 1/e.
const NEED: f32 = 1.5;
/// What each further word adds to the need, up to [`LONG`] words.
const NEED_PER_WORD: f32 = 0.007;
/// Words after which the need grows no more.
const LONG: f32 = 220.0;
/// Words at the beginning whose cues count in full.
const LEAD: usize = 60;
/// Words after the lead at which a cue counts half.
const HALF: f32 = 150.0;
/// What it adds that the text is about a matter of the tree.
const MATTER: f32 = 0.7;
/// What it adds to that when a citizen wrote it: to name a matter to an office is to raise it.
const FROM_CITIZENS: f32 = 0.4;
/// What remains of the evidence when it is about none.
const NO_MATTER: f32 = 0.5;

/// How much a text raises a problem, and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Complaint {
    /// From 0 to 1: how much the text is a complaint, a problem raised first-hand.
    pub score: f32,
    /// From 0 to 1: how much the text raises a problem, whoever tells it.
    pub problem: f32,
    /// Whether life or limb is at risk in what it tells.
    pub urgent: bool,
    /// In what way.
    pub stance: Stance,
    /// Why, in order of the text.
    pub cues: Vec<Cue>,
}

/// The complaint score and stance of a text. `kind` says what the source is, where that is known.
pub fn complaint(text: &str, words: &Words, kind: Option<Kind>) -> Complaint {
    let has_matter = !categorize(words).is_empty();
    let cues = cues(words);
    let sums = Sums::of(&cues, words);
    let need = NEED + NEED_PER_WORD * (words.words.len() as f32).min(LONG);
    let is_of_citizens = kind.is_some_and(Kind::is_of_citizens);
    let matter = if is_of_citizens { MATTER + FROM_CITIZENS } else { MATTER };
    let raised = if has_matter { sums.problem() + matter } else { sums.problem() * NO_MATTER };
    let damp = damping(&sums, kind);
    let score = (1.0 - (-(raised * damp / need).powf(1.5)).exp()).clamp(0.0, 1.0);
    Complaint {
        score,
        problem: score,
        urgent: is_urgent(words),
        stance: stance(text, &sums, score, kind),
        cues,
    }
}

/// Whether the matter of a text is one of life-safety.
fn is_urgent(words: &Words) -> bool {
    categorize(words).first().is_some_and(|best| tree().get(&best.id).is_some_and(|node| node.urgent))
}

/// What the cues of each kind say together.
struct Sums(BTreeMap<CueKind, f32>);

impl Sums {
    fn of(cues: &[Cue], words: &Words) -> Self {
        let mut sums = BTreeMap::new();
        for cue in cues {
            let place = words.words.partition_point(|word| word.start < cue.start);
            let factor = 1.0 / (1.0 + place.saturating_sub(LEAD) as f32 / HALF);
            *sums.entry(cue.kind).or_insert(0.0) += cue.weight * factor;
        }
        Self(sums)
    }

    fn of_kind(&self, kind: CueKind) -> f32 {
        self.0.get(&kind).copied().unwrap_or(0.0)
    }

    /// Evidence of a problem. How long it lasts, whom it is told and what is asked count as far as there is something told.
    fn problem(&self) -> f32 {
        let sum_of = |aside: bool| -> f32 {
            let kinds = self.0.iter().filter(|(kind, _)| kind.is_aside() == aside);
            kinds.filter_map(|(kind, sum)| Some(sum.min(kind.most()?))).sum()
        };
        let told = sum_of(false);
        told + sum_of(true) * told.min(1.0)
    }

    /// Evidence of a state of affairs, without requests and addressees, which notices and thanks have too.
    fn trouble(&self) -> f32 {
        use CueKind::{Complain, Damage, Danger, Emotion, Failure, Lack};
        [Complain, Damage, Danger, Emotion, Failure, Lack].iter().map(|kind| self.of_kind(*kind)).sum()
    }

    fn is_notice(&self, kind: Option<Kind>) -> bool {
        let notice = self.of_kind(CueKind::Notice);
        let plea = self.of_kind(CueKind::Emotion) + self.of_kind(CueKind::Complain);
        kind == Some(Kind::Notice)
            || (notice >= 1.5 && plea < 1.0 && notice >= 0.5 * self.of_kind(CueKind::Request))
    }

    fn is_resolved(&self) -> bool {
        let resolved = self.of_kind(CueKind::Resolved);
        let pending =
            self.of_kind(CueKind::Lack) + self.of_kind(CueKind::Emotion) + self.of_kind(CueKind::Complain);
        resolved >= 1.5 && self.of_kind(CueKind::Again) < 1.0 && pending < 0.8 * resolved
    }

    fn is_thanks(&self) -> bool {
        let thanks = self.of_kind(CueKind::Gratitude) - self.of_kind(CueKind::Prior) * 1.4;
        thanks >= 1.2 && thanks > 1.5 * self.trouble() && self.of_kind(CueKind::Request) < 1.2
    }
}

/// What remains of the evidence in a notice, after a mending, in thanks and in calm matters.
fn damping(sums: &Sums, kind: Option<Kind>) -> f32 {
    let mut damp: f32 = 1.0;
    if sums.is_notice(kind) {
        damp = damp.min(0.3);
    }
    if sums.is_resolved() {
        damp = damp.min(0.25);
    }
    if sums.is_thanks() {
        damp = damp.min(0.35);
    }
    let calm = sums.of_kind(CueKind::Calm);
    if calm >= 1.0 {
        damp *= (sums.trouble() / (sums.trouble() + calm)).max(0.3);
    }
    damp
}

fn stance(text: &str, sums: &Sums, score: f32, kind: Option<Kind>) -> Stance {
    let is_of_citizens = kind.is_some_and(Kind::is_of_citizens);
    let is_told = kind == Some(Kind::News) || (!is_of_citizens && sums.of_kind(CueKind::Reported) >= 1.0);
    if sums.is_notice(kind) {
        Stance::Notice
    } else if sums.is_resolved() {
        Stance::Resolved
    } else if sums.is_thanks() {
        Stance::Gratitude
    } else if score >= 0.5 {
        if is_told { Stance::Report } else { Stance::Complaint }
    } else if text.contains('?') {
        Stance::Question
    } else {
        Stance::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn check(text: &str, stance: Stance) -> f32 {
        let found = complaint(text, &words(text, None), None);
        assert_eq!(found.stance, stance, "{text}\n{found:#?}");
        found.score
    }

    #[test]
    fn bare_facts_raise_problems() {
        for text in [
            "Яма у дома 5",
            "Көшеде жарық жоқ 3-ші күн",
            "Нет воды третий день",
            "Не горит фонарь",
            "Су жоқ, қашан береді?",
            "Автобус келмейді, бір сағат күттік",
            "Мусор не вывозят вторую неделю, примите меры",
            "Балалар тоңып отыр, мектепте жылу жоқ",
        ] {
            assert!(check(text, Stance::Complaint) >= 0.6, "{text}");
        }
    }

    #[test]
    fn reports_score_high_and_are_told_apart() {
        let text = "Жители Риддера остались без воды, сообщает пресс-служба. По словам жителей, воду отключили три дня назад.";
        assert!(check(text, Stance::Report) >= 0.6);
    }

    #[test]
    fn notices_mendings_and_thanks_score_low() {
        for (text, stance) in [
            (
                "Уважаемые абоненты! 12 мая в связи с проведением плановых работ будет отключена вода.",
                Stance::Notice,
            ),
            ("Хабарландыру: жөндеу жұмыстарына байланысты 5 мамырда жарық ажыратылады", Stance::Notice),
            ("Дали воду, спасибо!", Stance::Resolved),
            ("Мәселе шешілді, рахмет", Stance::Resolved),
            ("Спасибо врачам нашей поликлиники за заботу", Stance::Gratitude),
        ] {
            let score = check(text, stance);
            assert!(score < 0.4, "{text} {score}");
        }
    }

    #[test]
    fn calm_texts_score_low() {
        for text in [
            "Сборная Казахстана победила в матче со счётом 3:1",
            "Завтра ожидается снег, сообщили синоптики",
            "Президент принял посла Франции",
            "Кеше көрме ашылды, оған жүзге жуық адам қатысты",
            "",
        ] {
            let score = complaint(text, &words(text, None), None).score;
            assert!(score < 0.4, "{text} {score}");
        }
    }

    #[test]
    fn thanks_beforehand_are_no_thanks() {
        assert!(check("Просьба убрать мусор во дворе. Заранее спасибо!", Stance::Complaint) >= 0.6);
    }
}
