//! Takes a text with its words and gives its complaint score and stance, with the evidence they rest on. The score is the probability
//! of a complaint among texts half of which are complaints: a sum of log-odds, one for every feature, that anyone can add up again.

use dauys_model::{Kind, Language, Methods, Stance};

use super::cue::cues;
use super::feature::{Aspect, Feature, Telling, capped, features, main_language, telling_words, word_value};
use super::model::{Odds, Weights, weights};
use super::problem::{Sums, problem, stance_by_rules};
use super::urgent::is_urgent;
use super::{Cue, CueKind};
use crate::category::weigh;
use crate::{Words, category};

/// Log-odds of a complaint from which on a text is one: those of probability one half.
const EVEN: f32 = 0.0;
/// What the kind of the source adds to the log-odds of each stance, in the order of [`Stance::ALL`]: how much commoner or rarer the stance is
/// there than in general, by judgement. An outlet tells of problems and seldom raises one; what is written to an office mostly does.
const OF_NEWS: Odds = [-3.5, 1.5, 0.0, 0.0, -1.0, -1.5, 0.5];
const OF_COMMENTS: Odds = [0.5, -2.5, -3.0, 0.0, 0.5, 0.5, 0.0];
const OF_APPEALS: Odds = [2.5, -3.5, -3.5, 0.0, 0.5, 0.5, -1.0];
const OF_NOTICES: Odds = [-5.0, -1.0, 3.5, 0.5, -2.0, -1.0, 0.0];
/// Score of problems from which on a text tells of one.
const TELLS: f32 = 0.5;
/// By rules alone, what a text that raises a problem but is no complaint scores at most.
const NO_COMPLAINT: f32 = 0.45;
/// Odds of words below which they are not shown as cues.
const SHOWN: f32 = 0.05;

/// How much a text raises a problem, and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Complaint {
    /// From 0 to 1: how much the text is a complaint, a problem raised first-hand. The probability of it where every second text is one.
    pub score: f32,
    /// From 0 to 1: how much the text raises a problem, whoever tells it.
    pub problem: f32,
    /// Whether life or limb is at risk in what it tells.
    pub urgent: bool,
    /// In what way.
    pub stance: Stance,
    /// Why, in order of the text.
    pub cues: Vec<Cue>,
    /// What else speaks for a complaint or against one, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// Something that holds of a whole text and bears on whether it is a complaint.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reason {
    /// What it is about.
    pub aspect: Aspect,
    /// Its name within the aspect.
    pub name: &'static str,
    /// What it adds to the natural-log odds of a complaint.
    pub odds: f32,
}

/// The complaint score and stance of a text. `kind` says what the source is, where that is known.
pub fn complaint(text: &str, words: &Words, kind: Option<Kind>) -> Complaint {
    let mut cues = cues(words);
    let mut categories = weigh(words);
    let is_given = categories.first().is_some_and(|best| best.score >= category::ACCEPT);
    let sums = Sums::of(&cues, words);
    let problem = problem(&sums, words.words.len(), is_given, kind);
    let found = match words.methods {
        Methods::RulesOnly => Found::by_rules(text, &sums, problem, kind),
        Methods::All => {
            // What the weights were trained on knew no kind of source.
            let untold = self::problem(&sums, words.words.len(), is_given, None);
            let features = features(text, words, &cues, &categories, untold);
            Found::by_weights(&features, words, &mut cues, &sums, problem, kind)
        }
    };
    categories.retain(|found| found.score >= category::ACCEPT);
    let urgent = is_urgent(&sums, &categories, problem, found.score, found.stance);
    cues.sort_by_key(|cue| (cue.start, cue.end, cue.kind));
    Complaint { score: found.score, problem, urgent, stance: found.stance, cues, reasons: found.reasons }
}

/// All features that are weighed of a text, with their values: for training. Words stand under their language.
pub fn evidence(text: &str, words: &Words) -> (Language, Vec<Feature>, Vec<(Language, String, f32)>) {
    let cues = cues(words);
    let categories = weigh(words);
    let is_given = categories.first().is_some_and(|best| best.score >= category::ACCEPT);
    let problem = problem(&Sums::of(&cues, words), words.words.len(), is_given, None);
    let telling = telling_words(words);
    let value = word_value(telling.len());
    let telling = telling.into_iter().map(|telling| (telling.language, telling.name, value)).collect();
    (main_language(words), features(text, words, &cues, &categories, problem), telling)
}

/// What was decided.
struct Found {
    score: f32,
    stance: Stance,
    reasons: Vec<Reason>,
}

impl Found {
    fn by_rules(text: &str, sums: &Sums, problem: f32, kind: Option<Kind>) -> Self {
        let stance = stance_by_rules(text, sums, problem, kind);
        let score = if stance == Stance::Complaint { problem } else { problem.min(NO_COMPLAINT) };
        Self { score, stance, reasons: Vec::new() }
    }

    /// Adds up the odds of all stances, writes what they add to the cues, and decides.
    fn by_weights(
        features: &[Feature],
        words: &Words,
        cues: &mut Vec<Cue>,
        sums: &Sums,
        problem: f32,
        kind: Option<Kind>,
    ) -> Self {
        let weights = weights(main_language(words));
        let mut total = Odds::default();
        let mut reasons = Vec::new();
        for feature in features {
            let odds = weights.of(feature.aspect, feature.name);
            add(&mut total, odds, feature.value);
            if feature.aspect != Aspect::Cue {
                reasons.push((feature.aspect, feature.name, odds[0] * feature.value));
            }
        }
        if let Some(kind) = kind {
            let odds = of_source(kind);
            add(&mut total, odds, 1.0);
            reasons.push((Aspect::Source, kind.code(), odds[0]));
        }
        share(cues, weights, sums);
        add_words(cues, words, &mut total);
        let reasons = reasons.into_iter().filter(|(.., odds)| odds.abs() >= SHOWN);
        let mut reasons: Vec<Reason> =
            reasons.map(|(aspect, name, odds)| Reason { aspect, name, odds }).collect();
        reasons
            .sort_by(|one, other| other.odds.abs().total_cmp(&one.odds.abs()).then(one.name.cmp(other.name)));
        let score = 1.0 / (1.0 + (-total[0]).exp());
        Self { score, stance: stance(&total, problem, kind), reasons }
    }
}

fn add(total: &mut Odds, odds: Odds, value: f32) {
    total.iter_mut().zip(odds).for_each(|(sum, odds)| *sum += odds * value);
}

fn of_source(kind: Kind) -> Odds {
    match kind {
        Kind::News => OF_NEWS,
        Kind::Comment => OF_COMMENTS,
        Kind::Appeal => OF_APPEALS,
        Kind::Notice => OF_NOTICES,
    }
}

/// Shares what the cues of one kind add among them, by their weights.
fn share(cues: &mut [Cue], weights: &Weights, sums: &Sums) {
    let of_kind = |kind: CueKind, cues: &[Cue]| -> f32 {
        cues.iter().filter(|cue| cue.kind == kind).map(|cue| cue.weight).sum()
    };
    for (kind, sum) in sums.all() {
        let odds = weights.of(Aspect::Cue, kind.name())[0] * capped(kind, sum);
        let whole = of_kind(kind, cues);
        let shared = cues.iter_mut().filter(|cue| cue.kind == kind && whole != 0.0);
        shared.for_each(|cue| cue.odds = odds * cue.weight / whole);
    }
}

/// Adds what single words say, and makes a cue of each: stem and beginning of one word together.
fn add_words(cues: &mut Vec<Cue>, words: &Words, total: &mut Odds) {
    let telling = telling_words(words);
    let value = word_value(telling.len());
    let first = cues.len();
    for Telling { language, name, word } in telling {
        let Some((term, odds)) = weights(language).of_word(&name) else { continue };
        add(total, odds, value);
        let odds = odds[0] * value;
        match cues[first..].last_mut() {
            Some(same) if same.start == word.start => same.odds += odds,
            _ => cues.push(Cue {
                kind: CueKind::Word,
                term,
                weight: 0.0,
                odds,
                start: word.start,
                end: word.end,
            }),
        }
    }
    cues.retain(|cue| cue.kind != CueKind::Word || cue.odds.abs() >= SHOWN);
}

/// The stance that the odds speak for: a complaint where they are even or better, else the likeliest other one. Only what tells of a problem
/// is a report of one.
fn stance(total: &Odds, problem: f32, kind: Option<Kind>) -> Stance {
    if total[0] >= EVEN {
        return Stance::Complaint;
    }
    if kind == Some(Kind::Notice) {
        return Stance::Notice;
    }
    let others = Stance::ALL.into_iter().zip(total).skip(1);
    let best = others.max_by(|one, other| one.1.total_cmp(other.1)).map_or(Stance::Other, |best| best.0);
    match best {
        Stance::Report if problem < TELLS => Stance::Other,
        Stance::Other if problem >= TELLS && kind == Some(Kind::News) => Stance::Report,
        best => best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn of(text: &str, kind: Option<Kind>) -> Complaint {
        complaint(text, &words(text, None), kind)
    }

    fn check(text: &str, stance: Stance) -> Complaint {
        let found = of(text, None);
        assert_eq!(found.stance, stance, "{text}\n{found:#?}");
        assert_eq!(found.score >= 0.5, stance == Stance::Complaint, "{text}");
        found
    }

    #[test]
    fn bare_facts_raise_problems() {
        for text in [
            "Яма у дома 5",
            "Мусор",
            "надписи на стене",
            "Снег на дороге",
            "Көшеде жарық жоқ 3-ші күн",
            "Нет воды третий день",
            "Не горит фонарь",
            "Су жоқ, қашан береді?",
            "Автобус келмейді, бір сағат күттік",
            "Мусор не вывозят вторую неделю, примите меры",
            "Балалар тоңып отыр, мектепте жылу жоқ",
        ] {
            let found = check(text, Stance::Complaint);
            assert!(found.score >= 0.6 && found.problem >= 0.6, "{text}");
        }
    }

    #[test]
    fn reports_raise_problems_and_are_no_complaints() {
        for text in [
            "Жители Риддера остались без воды, сообщает пресс-служба. По словам жителей, воду отключили три дня назад.",
            "Ауыл тұрғындары бес күн жарықсыз отыр, деп хабарлады аудан әкімдігі.",
        ] {
            assert!(check(text, Stance::Report).problem >= 0.6, "{text}");
        }
    }

    #[test]
    fn notices_mendings_and_thanks_raise_none() {
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
            let found = check(text, stance);
            assert!(found.problem < 0.4 && !found.urgent, "{text} {}", found.problem);
        }
    }

    #[test]
    fn calm_texts_raise_none() {
        for text in [
            "Сборная Казахстана победила в матче со счётом 3:1",
            "Завтра ожидается снег, сообщили синоптики",
            "Президент принял посла Франции",
            "Кеше көрме ашылды, оған жүзге жуық адам қатысты",
            "",
        ] {
            let found = of(text, None);
            assert!(found.score < 0.5 && found.problem < 0.4 && !found.urgent, "{text} {found:#?}");
        }
    }

    #[test]
    fn thanks_beforehand_are_no_thanks() {
        let found = check("Просьба убрать мусор во дворе. Заранее спасибо!", Stance::Complaint);
        assert!(found.score >= 0.6);
    }

    #[test]
    fn the_source_shifts_the_odds() {
        let text = "Жители улицы Мира сидят без света вторые сутки";
        let as_appeal = of(text, Some(Kind::Appeal));
        let as_news = of(text, Some(Kind::News));
        assert_eq!((as_appeal.stance, as_news.stance), (Stance::Complaint, Stance::Report));
        assert!(as_news.score < 0.5 && as_news.problem >= 0.6 && as_news.urgent);
    }

    #[test]
    fn danger_to_life_is_urgent() {
        for text in [
            "В подъезде запах газа",
            "У школы открытый люк, дети могут упасть",
            "Стая собак напала на ребенка",
            "Мектептің қасында ашық құдық бар, бала түсіп кетуі мүмкін",
            "Подъезде газдың иісі шығып тұр",
            "Үйді су басты, көмек жоқ",
        ] {
            assert!(of(text, None).urgent, "{text} {:#?}", of(text, None));
        }
        for text in ["Надпись на заборе", "Спасатели провели учения", "Тротуардағы плиткалар сынған"]
        {
            assert!(!of(text, None).urgent, "{text}");
        }
    }

    #[test]
    fn evidence_adds_up_to_the_score() {
        for text in
            ["Нет воды третий день, помогите", "Ауылда су жоқ, көмектесіңіздер", "Токаев провел встречу"]
        {
            let found = of(text, Some(Kind::Comment));
            let told: f32 = found.cues.iter().map(|cue| cue.odds).sum::<f32>()
                + found.reasons.iter().map(|reason| reason.odds).sum::<f32>();
            let odds = (found.score / (1.0 - found.score)).ln();
            // What is too small to be shown is missing.
            assert!((odds - told).abs() < 0.5, "{text}: {odds} {told}");
        }
    }

    #[test]
    fn nothing_trained_is_applied_where_a_source_forbids_it() {
        let text = "Нет воды третий день, примите меры";
        let given = crate::Given { methods: Methods::RulesOnly, ..crate::Given::default() };
        let found = complaint(text, &crate::words_given(text, &given), None);
        assert!(found.reasons.is_empty() && found.cues.iter().all(|cue| cue.odds == 0.0));
        assert_eq!((found.stance, found.score), (Stance::Complaint, found.problem));
    }
}
