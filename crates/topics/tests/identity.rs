//! Sixty days of invented stories, grouped day by day as a cron job does: do topics keep their identities? Stories grow, fade, come
//! back within the window and after it, drift in their words; texts come late; everything is grouped again now and then; a source
//! joins midway. Prints a table by kind of story, the worst slice last.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod stage;

use std::collections::{BTreeMap, BTreeSet};

use dauys_model::{Kato, Kind, Language, PostId, Role, SourceId, SubjectId, Topic, TopicId, VoiceKey};
use dauys_topics::{Dormant, Grouped, Grouper, Settings, Text};
use jiff::ToSpan;
use jiff::civil::Date;
use stage::*;

const DAYS: i64 = 60;
/// The least share of stories, in hundredths, that are found under one name from beginning to end.
const FLOOR: usize = 95;
/// From this day on an agency reprints.
const SOURCE_JOINS: i64 = 30;

/// So many things may be wrong within a matter.
const SUBJECTS: u64 = 5;

/// Matters with words that people use of them in Russian and Kazakh.
const MATTERS: [(&str, &str, &str); 10] = [
    (
        "hcs/water",
        "вод кран напор ржав водоканал авар труб колонк бак подвоз слив насос",
        "су кран құбыр құдық құй тасы қысым тот сорғы бөшке",
    ),
    (
        "hcs/heat",
        "батаре холодн тепл котельн отоплен мерзнут градус тэц подач радиатор",
        "жылу суық батаре қазандық тоң градус от жылыт",
    ),
    (
        "hcs/power",
        "свет электричеств отключ подстанц трансформатор рэс столб провод напряжен",
        "жарық ток сөн трансформатор бағана өшір желі кернеу",
    ),
    (
        "hcs/sewer",
        "канализац затопл подвал запах колодец откач стоки люк",
        "кәріз жертөле иіс төгіл құдық сасық",
    ),
    (
        "transport/road",
        "дорог яма асфальт ремонт выбоин гравий грейдер колес обочин",
        "жол шұңқыр асфальт жөнде көлік доңғалақ қиыршық",
    ),
    (
        "transport/bus",
        "автобус маршрут расписан остановк интервал водител переполн рейс",
        "автобус бағыт кесте аялдама жүргізуші күт толы",
    ),
    (
        "edu/school",
        "школ класс смен учител родител парт столов ремонт",
        "мектеп сынып мұғалім ата-ана ауысым оқушы асхана",
    ),
    (
        "health/clinic",
        "поликлиник врач очеред запис терапевт талон прием регистратур",
        "емхана дәрігер кезек талон жазыл қабылда",
    ),
    (
        "eco/waste",
        "мусор контейнер вывоз свалк пакет запах полигон",
        "қоқыс контейнер шығар полигон иіс жәшік",
    ),
    ("law/dogs", "собак стая бродяч укус отлов приют вольер", "ит қаңғыбас тісте аула топ"),
];
const USUAL: &str = "просьб разобра помогит жител улиц дом день уже нет никт обраща аким опят когда скольк можн недел ребенок люд очен";
const USUAL_KK: &str =
    "көмек бер тұрғын көше үй күн жоқ ешкім әкім қашан тағы қанша апта бала адам өте қара шара";
/// Villages and towns, and cities with room for two problems of a kind.
const TOWNS: [u32; 14] = [
    RIDDER,
    101_033_106,
    101_033_107,
    392_010_000,
    271_010_000,
    431_910_000,
    153_220_100,
    // From here on streets are named.
    KYZYLORDA,
    KARAGANDA,
    551_000_000,
    ALMALY,
    ALMATY,
    SARYARKA,
    ASTANA,
];
const BIG: usize = 7;
const CITIES: usize = 4;

/// What is said is drawn by a generator of its own (SplitMix64), so that the story is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % sides
    }

    fn happens(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    /// Words as people choose them: the first ones far more often than the last ones.
    fn some<'a>(&mut self, words: &[&'a str], count: u64) -> Vec<&'a str> {
        let many = words.len() as u64;
        (0..count).map(|_| words[(self.roll(many) * self.roll(many) / many) as usize]).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Course {
    Short,
    Growing,
    Fading,
    Long,
    BackSoon,
    BackAfterTheWindow,
}

const COURSES: [Course; 6] = [
    Course::Short,
    Course::Growing,
    Course::Fading,
    Course::Long,
    Course::BackSoon,
    Course::BackAfterTheWindow,
];

struct Story {
    matter: usize,
    town: u32,
    is_big: bool,
    course: Course,
    drifts: bool,
    bilingual: bool,
    begins: i64,
    /// Voices by day since it began.
    voices: Vec<u64>,
    /// What exactly is wrong, of [`SUBJECTS`] within the matter.
    subject: u64,
    /// Words of its own: a street, a name of a school, a number of a bus.
    own: Vec<String>,
}

impl Story {
    fn is_alike(&self, other: &Self) -> bool {
        let (town, theirs) = (Kato(self.town), Kato(other.town));
        let is_one_place = town.is_within(theirs) || theirs.is_within(town);
        (self.matter, self.subject) == (other.matter, other.subject) && is_one_place
    }
}

fn voices(course: Course, dice: &mut Dice) -> Vec<u64> {
    let around = |dice: &mut Dice, mean: u64| dice.roll(2 * mean + 1);
    match course {
        Course::Short => vec![1 + dice.roll(4), around(dice, 2), around(dice, 1)],
        Course::Growing => (0..10 + dice.roll(6)).map(|day| around(dice, 1 + day / 2)).collect(),
        Course::Fading => {
            (0..12 + dice.roll(6)).map(|day| around(dice, 6_u64.saturating_sub(day / 2))).collect()
        }
        Course::Long => (0..25 + dice.roll(25)).map(|_| around(dice, 1)).collect(),
        Course::BackSoon | Course::BackAfterTheWindow => {
            let quiet = if course == Course::BackSoon { 5 + dice.roll(6) } else { 18 + dice.roll(15) };
            let mut days: Vec<u64> = (0..5).map(|_| around(dice, 3)).collect();
            days.extend(std::iter::repeat_n(0, quiet as usize));
            days.extend((0..5).map(|_| around(dice, 3)));
            days
        }
    }
}

fn stories(dice: &mut Dice) -> Vec<Story> {
    let mut stories = Vec::new();
    for (at, &town) in TOWNS.iter().enumerate() {
        let (is_city, is_big) = (at + CITIES >= TOWNS.len(), at + BIG >= TOWNS.len());
        for matter in 0..MATTERS.len() {
            // Of a village one problem of a kind is known; a city has several at a time.
            for _ in 0..if is_city { 2 } else { 1 } {
                if dice.happens(15) {
                    continue;
                }
                let course = COURSES[dice.roll(6) as usize];
                let voices = voices(course, dice);
                let number = stories.len();
                stories.push(Story {
                    matter,
                    town,
                    is_big,
                    course,
                    drifts: dice.happens(40),
                    bilingual: dice.happens(60),
                    begins: dice.roll((DAYS - voices.len() as i64 + 1).max(1) as u64) as i64,
                    voices,
                    subject: dice.roll(SUBJECTS),
                    own: (0..16).map(|word| format!("сөз{number}а{word}")).collect(),
                });
            }
        }
    }
    stories
}

/// A text with the story it belongs to, and the day on which it is known.
struct Told {
    text: Text,
    story: Option<usize>,
    known: i64,
}

fn tell(stories: &[Story], dice: &mut Dice) -> Vec<Told> {
    let mut told = Vec::new();
    let mut id = 0;
    for (number, story) in stories.iter().enumerate() {
        for (since, &voices) in story.voices.iter().enumerate() {
            let day = story.begins + since as i64;
            if day >= DAYS {
                continue;
            }
            for _ in 0..voices {
                id += 1;
                told.push(Told {
                    text: say(id, story, since, day, dice),
                    story: Some(number),
                    known: day + if dice.happens(6) { 1 + dice.roll(4) as i64 } else { 0 },
                });
                if day >= SOURCE_JOINS && dice.happens(25) {
                    // The new source reprints what somebody said.
                    let mut text = told[told.len() - 1].text.clone();
                    id += 1;
                    text.id = PostId(id);
                    text.key = format!("{id:06}");
                    text.source = SourceId::new("agency.kz").unwrap();
                    text.kind = Kind::News;
                    text.voice = None;
                    text.published_at += 3.hours();
                    told.push(Told { text, story: Some(number), known: day });
                }
            }
        }
    }
    for day in 0..DAYS {
        // What is nobody's story: one text each.
        for _ in 0..25 {
            id += 1;
            let (matter, ru_words, _) = MATTERS[dice.roll(MATTERS.len() as u64) as usize];
            let words: Vec<&str> = ru_words.split(' ').collect();
            let usual: Vec<&str> = USUAL.split(' ').collect();
            let terms = [dice.some(&words, 3), dice.some(&usual, 4)].concat().join(" ");
            let own = format!("{terms} дара{id} дара{id}б дара{id}в");
            let place =
                190_000_000 + 10_000_000 * (dice.roll(20) as u32) + 100_000 * (20 + dice.roll(60) as u32);
            let mut text = ru(id, matter, place, &own).later(day);
            text.published_at = at(text_day(day), dice.roll(1200) as i64);
            told.push(Told { text, story: None, known: day });
        }
    }
    told
}

fn text_day(day: i64) -> Date {
    DAY.checked_add(day.days()).unwrap()
}

fn say(id: i64, story: &Story, since: usize, day: i64, dice: &mut Dice) -> Text {
    let (matter, ru_words, kk_words) = MATTERS[story.matter];
    let is_kazakh = story.bilingual && dice.happens(45);
    let (words, usual) = if is_kazakh { (kk_words, USUAL_KK) } else { (ru_words, USUAL) };
    let words: Vec<&str> = words.split(' ').collect();
    let usual: Vec<&str> = usual.split(' ').collect();
    // Words of its own: in a city most name the street, many the crossing or the house. Of the rest eight at a time, others as it goes
    // on where it drifts. Names are the same in both languages.
    let shift = 2 + if story.drifts { since * 6 / story.voices.len().max(6) } else { 0 };
    let own: Vec<&str> = story.own[shift..shift + 8].iter().map(String::as_str).collect();
    let (of_matter, of_own, of_usual) = (2 + dice.roll(3), 1 + dice.roll(2), 1 + dice.roll(5));
    let mut terms =
        [dice.some(&words, of_matter), dice.some(&own, of_own), dice.some(&usual, of_usual)].concat();
    let (street, crossing) = if story.is_big { (90, 65) } else { (30, 15) };
    for (name, percent) in story.own.iter().zip([street, crossing]) {
        if dice.happens(percent) {
            terms.push(name);
        }
    }
    let mut seen = BTreeSet::new();
    terms.retain(|term| seen.insert(*term));
    let language = if is_kazakh { Language::Kazakh } else { Language::Russian };
    let kind = if dice.happens(20) { Kind::Appeal } else { Kind::Comment };
    let mut text = post(id, language, kind, matter, story.town, &terms.join(" "));
    if dice.happens(5) {
        text.category = None;
    }
    // Most say what exactly is wrong, some say nothing, and some are misread.
    let said = if dice.happens(8) { dice.roll(SUBJECTS) } else { story.subject };
    text.subject = dice.happens(75).then(|| SubjectId(format!("{matter}/{said}")));
    if dice.happens(5) {
        text.places = vec![];
    } else if dice.happens(5) {
        text.places = vec![Kato(story.town / 10_000_000 * 10_000_000)];
    }
    text.published_at = at(text_day(day), dice.roll(1200) as i64);
    text.voice = Some(VoiceKey((id as u64).to_le_bytes()));
    text.category_score = 0.5 + dice.roll(50) as f32 / 100.0;
    text
}

/// What a store keeps between runs.
#[derive(Default)]
struct Kept {
    days: BTreeMap<Date, Vec<Text>>,
    grouped: BTreeMap<PostId, Grouped>,
    topics: BTreeMap<TopicId, Topic>,
}

impl Kept {
    /// Groups the days from `first` on, as the pass does.
    fn group(&mut self, first: Date, is_shuffled: bool) {
        let settings = Settings::default();
        let memory = first.checked_sub(i64::from(settings.window_days).days()).unwrap();
        let mut grouper = Grouper::new(settings);
        grouper.recall(self.dormant(first));
        for (&day, texts) in self.days.range(memory..first) {
            let grouped: Vec<Grouped> =
                texts.iter().filter_map(|text| self.grouped.get(&text.id)).cloned().collect();
            grouper.settle(day, texts.clone(), &grouped);
        }
        let mut new = Vec::new();
        for (&day, texts) in self.days.range(first..) {
            let earlier = |text: &Text| self.grouped.get(&text.id).and_then(|grouped| grouped.topic.clone());
            let mut texts: Vec<Text> =
                texts.iter().map(|text| Text { earlier: earlier(text), ..text.clone() }).collect();
            if is_shuffled {
                texts.sort_by_key(|text| (text.id.0 as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            }
            new.extend(grouper.day(day, texts));
        }
        grouper.finish(&mut new);
        self.grouped.extend(new.into_iter().map(|grouped| (grouped.id, grouped)));
        self.topics.extend(grouper.topics().into_iter().map(|topic| (topic.id.clone(), topic)));
    }

    /// Topics as they were last told of, with the last day before `first` on which they were raised.
    fn dormant(&self, first: Date) -> Vec<Dormant> {
        let mut last: BTreeMap<&TopicId, Date> = BTreeMap::new();
        for (&day, texts) in self.days.range(..first) {
            for grouped in texts.iter().filter_map(|text| self.grouped.get(&text.id)) {
                if let (Some(topic), Role::Voice) = (&grouped.topic, grouped.role) {
                    last.insert(topic, day);
                }
            }
        }
        last.into_iter()
            .filter_map(|(id, day)| Some(Dormant { last: day, ..Dormant::of(self.topics.get(id)?)? }))
            .collect()
    }
}

/// How a story is called in each of so many equal parts of its life, by voices as told on their days: the id that most of them bear.
fn names(story: &[(Date, TopicId)], parts: usize) -> Vec<TopicId> {
    let size = story.len().div_ceil(parts).max(1);
    let most = |part: &[(Date, TopicId)]| {
        let mut ids: BTreeMap<&TopicId, usize> = BTreeMap::new();
        part.iter().for_each(|(_, id)| *ids.entry(id).or_default() += 1);
        ids.into_iter().max_by_key(|&(id, texts)| (texts, std::cmp::Reverse(id))).unwrap().0.clone()
    };
    story.chunks(size).map(most).collect()
}

/// The names of a story's voices in the order of days, as letters; a bar after each week.
fn in_letters(voices: &[(Date, TopicId)]) -> String {
    let mut known: Vec<&TopicId> = Vec::new();
    let mut letters = String::new();
    let mut week = 0;
    for (day, id) in voices {
        let since = voices[0].0.until(*day).unwrap().get_days() / 7;
        if since > week {
            letters.push('|');
            week = since;
        }
        let number = known.iter().position(|known| *known == id).unwrap_or_else(|| {
            known.push(id);
            known.len() - 1
        });
        letters.push(char::from(b'a' + (number % 26) as u8));
    }
    letters
}

#[test]
fn topics_keep_their_identities_over_sixty_days() {
    let mut dice = Dice(20_261_116);
    let stories = stories(&mut dice);
    let told = tell(&stories, &mut dice);
    let story_of: BTreeMap<PostId, usize> =
        told.iter().filter_map(|told| Some((told.text.id, told.story?))).collect();
    let mut kept = Kept::default();
    let mut names_of: BTreeMap<usize, Vec<(Date, TopicId)>> = BTreeMap::new();
    let mut as_told: BTreeMap<PostId, TopicId> = BTreeMap::new();
    for day in 0..DAYS {
        let today = text_day(day);
        let mut first = today;
        for told in told.iter().filter(|told| told.known.min(DAYS - 1) == day) {
            let of = dauys_model::civil_day(told.text.published_at);
            first = first.min(of);
            kept.days.entry(of).or_default().push(told.text.clone());
        }
        if day % 17 == 16 {
            first = DAY;
        }
        kept.group(first, false);
        for text in kept.days.get(&today).into_iter().flatten() {
            let grouped = &kept.grouped[&text.id];
            if let (Some(topic), Role::Voice) = (&grouped.topic, grouped.role) {
                as_told.insert(text.id, topic.clone());
            }
            if let (Some(&story), Some(topic), Role::Voice) =
                (story_of.get(&text.id), &grouped.topic, grouped.role)
            {
                names_of.entry(story).or_default().push((today, topic.clone()));
            }
        }
    }

    let before = kept.grouped.clone();
    kept.group(DAY, false);
    assert!(kept.grouped == before, "what is grouped again is the same");
    kept.group(DAY, true);
    assert!(kept.grouped == before, "whatever the order");

    // Of topics that grouping found, whatever the stories were: are they called in the end as most of their voices were on their days?
    // Late texts and runs over everything may move single texts; names must stay.
    let mut found: BTreeMap<&TopicId, (usize, usize)> = BTreeMap::new();
    for (post, grouped) in &kept.grouped {
        if let (Some(topic), Some(told)) = (&grouped.topic, as_told.get(post)) {
            let (voices, same) = found.entry(topic).or_default();
            *voices += 1;
            *same += usize::from(told == topic);
        }
    }
    found.retain(|_, (voices, _)| *voices >= 3);
    let carried = found.values().filter(|(voices, same)| same * 2 > *voices).count();
    println!(
        "topics found, of three voices and more: {}; called as they were told of: {carried}",
        found.len()
    );
    assert!(carried * 100 >= found.len() * 95, "{carried} of {}", found.len());

    // The main name of each story; two stories of different things under one name have none.
    let mut owners: BTreeMap<TopicId, Vec<usize>> = BTreeMap::new();
    for (&story, voices) in &names_of {
        owners.entry(names(voices, 1).pop().unwrap()).or_default().push(story);
    }
    let mut slices: BTreeMap<String, (usize, usize, usize)> = BTreeMap::new();
    let mut lost = Vec::new();
    for (&number, voices) in &names_of {
        let story = &stories[number];
        let name = &names(voices, 1)[0];
        // That the same is wrong twice in one place, or in a city and in a district of it, is one topic: nothing but words tells the two apart.
        let is_own = owners[name].iter().all(|&other| stories[other].is_alike(story));
        // Beginning, middle and end; of few voices there is but one part.
        let is_kept =
            is_own && names(voices, if voices.len() < 6 { 1 } else { 3 }).iter().all(|id| id == name);
        let bear = voices.iter().filter(|(_, id)| id == name).count();
        let is_strict = is_kept && bear * 10 >= voices.len() * 9;
        let place = if story.is_big { "city" } else { "town or village" };
        let words = if story.drifts { "words drift" } else { "words stay" };
        let tongues = if story.bilingual { "kk and ru" } else { "ru" };
        for slice in
            ["all".to_owned(), format!("{:?}", story.course), place.into(), words.into(), tongues.into()]
        {
            let slice = slices.entry(slice).or_default();
            slice.0 += 1;
            slice.1 += usize::from(is_kept);
            slice.2 += usize::from(is_strict);
        }
        if !is_kept {
            let why = if is_own { "renamed" } else { "one name for two" };
            lost.push(format!("{why}: {:?} {place} {words} {tongues}: {}", story.course, in_letters(voices)));
        }
    }
    let mut table: Vec<(&String, &(usize, usize, usize))> = slices.iter().collect();
    table.sort_by(|(_, one), (_, two)| (two.1 * one.0).cmp(&(one.1 * two.0)));
    println!("{:20} {:>7} {:>10} {:>10}", "stories", "number", "one name", "nine in ten");
    for (slice, (all, carried, most)) in &table {
        let share = |kept: &usize| 100.0 * *kept as f64 / *all as f64;
        println!("{slice:20} {all:7} {:9.1}% {:9.1}%", share(carried), share(most));
    }
    for lost in &lost {
        println!("{lost}");
    }
    let (all, carried, _) = slices["all"];
    assert!(carried * 100 >= all * FLOOR, "{carried} of {all}");
}
