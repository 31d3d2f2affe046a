//! What the digests of an office cost: 200 mixed subscriptions over a day of 100 000 posts, as HTML and as mail, in one run of the
//! program; beside it a run of the program for each subscription, which gathers the day every time.
//!
//! `cargo bench --bench digests [-- POSTS SUBSCRIPTIONS ALONE]`: of the runs for one subscription each, the first ALONE (20) are made
//! and the rest is reckoned from them. Everything is invented.

#![expect(clippy::unwrap_used, reason = "what is invented here is known to be right")]
#![expect(clippy::print_stdout, reason = "the figures are what this is run for")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NOW: &str = "2026-11-22T23:30:00+05:00";

/// A matter and how people put it, in Russian and in Kazakh; `{}` is where.
const MATTERS: [(&str, &str, &str); 12] = [
    ("hcs/water", "{}: нет холодной воды, просим устранить порыв", "{}: су жоқ, құбырды жөндеп беріңіздер"),
    ("hcs/heat", "{}: батареи холодные, нет отопления в домах", "{}: жылу жоқ, батарея суық, үй тоңып тұр"),
    ("hcs/power", "{}: отключили свет, электричества нет", "{}: жарық жоқ, электр қуаты өшіп қалды"),
    (
        "hcs/waste",
        "{}: мусор не вывозят, контейнеры переполнены",
        "{}: қоқыс шығарылмайды, жәшіктер толып кетті",
    ),
    ("transport/roads", "{}: дорога разбита, сплошные ямы", "{}: жол тозған, шұңқыр көп"),
    ("transport/public", "{}: автобус не ходит по расписанию", "{}: автобус кестемен жүрмейді"),
    ("health/care", "{}: в поликлинике нет врачей, очередь", "{}: емханада дәрігер жоқ, кезек"),
    ("edu/school", "{}: в школе три смены, мест не хватает", "{}: мектеп үш ауысымда, орын жетпейді"),
    ("gov/telecom", "{}: пропал интернет, связи нет", "{}: интернет жоқ, байланыс нашар"),
    ("eco/air", "{}: смог, нечем дышать, выбросы", "{}: ауа лас, түтін, дем алу қиын"),
    ("soc/animals", "{}: стаи бродячих собак у домов", "{}: қаңғыбас иттер үйірі жүр"),
    ("labour/wages", "{}: задерживают зарплату второй месяц", "{}: жалақы екі ай бойы берілмеді"),
];

/// Words that tell one text from another.
const RUSSIAN: [&str; 24] = [
    "соседи",
    "подъезд",
    "двор",
    "вечером",
    "утром",
    "дети",
    "пенсионеры",
    "улица",
    "звонили",
    "обещали",
    "диспетчер",
    "заявка",
    "третий",
    "пятый",
    "микрорайон",
    "остановка",
    "магазин",
    "ночью",
    "аварийная",
    "бригада",
    "коммунальщики",
    "жители",
    "терпеть",
    "обращались",
];
const KAZAKH: [&str; 24] = [
    "көршілер",
    "аула",
    "кешке",
    "таңертең",
    "балалар",
    "зейнеткерлер",
    "көше",
    "хабарластық",
    "уәде",
    "диспетчер",
    "өтінім",
    "үшінші",
    "бесінші",
    "шағынаудан",
    "аялдама",
    "дүкен",
    "түнде",
    "апаттық",
    "бригада",
    "мамандар",
    "тұрғындар",
    "шыдау",
    "жүгіндік",
    "күттік",
];

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let number = |at: usize, otherwise| numbers.get(at).copied().unwrap_or(otherwise);
    let (posts, subscriptions) = (number(0, 100_000), number(1, 200));
    let alone = number(2, 20).clamp(1, subscriptions);
    let folder = tempfile::tempdir().unwrap();
    let office = Office::fill(folder.path(), posts, subscriptions);

    let all = office.run(&["digest", "-o", "all"]);
    let files =
        fs::read_dir(folder.path().join("all")).unwrap().map(|file| file.unwrap().metadata().unwrap().len());
    let sizes: Vec<u64> = files.collect();
    println!(
        "{posts} posts, {subscriptions} subscriptions in one run: {all}; {} files, {} MB",
        sizes.len(),
        sizes.iter().sum::<u64>() / 1_000_000
    );
    let mut each = Cost::default();
    for at in 0..alone {
        each.add(&office.run(&["digest", "-o", "alone", "--subscription", &format!("s{at}")]));
    }
    let start = office.run(&["topics", "--date", "2020-01-01"]);
    let part = subscriptions as f64 / alone as f64;
    println!(
        "a run for each: {:.1} s, {:.1} s of processors (reckoned from {alone}; {:.2} s of each is the start of the program), peak {} MB",
        each.wall.as_secs_f64() * part,
        each.processor.as_secs_f64() * part,
        start.wall.as_secs_f64(),
        each.peak_mb
    );
    for name in fs::read_dir(folder.path().join("alone")).unwrap().map(|file| file.unwrap().file_name()) {
        let read = |folder_of: &str| fs::read(folder.path().join(folder_of).join(&name)).unwrap();
        assert!(read("all") == read("alone"), "{} is another in a run of its own", name.display());
    }
}

/// What a run cost.
#[derive(Default)]
struct Cost {
    wall: Duration,
    processor: Duration,
    peak_mb: u64,
}

impl Cost {
    fn add(&mut self, other: &Self) {
        self.wall += other.wall;
        self.processor += other.processor;
        self.peak_mb = self.peak_mb.max(other.peak_mb);
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (wall, processor) = (self.wall.as_secs_f64(), self.processor.as_secs_f64());
        write!(formatter, "{wall:.1} s, {processor:.1} s of processors, peak {} MB", self.peak_mb)
    }
}

struct Office {
    folder: PathBuf,
}

impl Office {
    /// Invents a day and who reads it.
    fn fill(folder: &Path, posts: usize, subscriptions: usize) -> Self {
        let office = Self { folder: folder.to_owned() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let places = fs::read_to_string(root.join("data/lexicon/places/places.tsv")).unwrap();
        let places: Vec<Vec<&str>> = places.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        let cities: Vec<&Vec<&str>> = places.iter().filter(|place| place[1] == "city").collect();
        let regions: Vec<&Vec<&str>> = places.iter().filter(|place| place[1] == "region").collect();
        fs::write(folder.join("posts.jsonl"), invented(&cities, posts)).unwrap();
        fs::write(folder.join("subscriptions.toml"), readers(&regions, subscriptions)).unwrap();
        fs::copy(root.join("config/institutions.toml"), folder.join("institutions.toml")).unwrap();
        let settings = "subscriptions = \"subscriptions.toml\"\ninstitutions = \"institutions.toml\"\n";
        fs::write(folder.join("dauys.toml"), settings).unwrap();
        println!("importing: {}", office.run(&["import", "posts", "posts.jsonl"]));
        println!("reading: {}", office.run(&["read"]));
        println!("grouping: {}", office.run(&["group"]));
        office
    }

    fn run(&self, arguments: &[&str]) -> Cost {
        let (begun, before) = (Instant::now(), children());
        let mut child = Command::new(env!("CARGO_BIN_EXE_dauys-under-test"))
            .current_dir(&self.folder)
            .args(["--config", "dauys.toml", "--data", "var", "--now", NOW])
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        let mut peak_mb = 0;
        let ended = loop {
            if let Some(ended) = child.try_wait().unwrap() {
                break ended;
            }
            let told = fs::read_to_string(&status).unwrap_or_default();
            let line = told.lines().find(|line| line.starts_with("VmHWM:"));
            let peak = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
            peak_mb = peak_mb.max(peak.unwrap_or(0) / 1024);
            std::thread::sleep(Duration::from_millis(5));
        };
        assert!(ended.success(), "{arguments:?} ended with {ended}");
        Cost { wall: begun.elapsed(), processor: children().saturating_sub(before), peak_mb }
    }
}

/// The processor time of all children that ended.
fn children() -> Duration {
    /// What Linux counts in.
    const TICKS_A_SECOND: u64 = 100;
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: the state, ten numbers, ticks of the process and of the system for it, then those of children.
    let ticks = told.rsplit(')').next().unwrap_or_default().split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1_000 / TICKS_A_SECOND)
}

/// Posts of one day: every matter in every city, some louder than others, in both languages and of four kinds.
fn invented(cities: &[&Vec<&str>], posts: usize) -> String {
    let mut random = fastrand::Rng::with_seed(7);
    let mut lines = String::new();
    for number in 0..posts {
        // The product of two even numbers makes few loud and many quiet ones.
        let city = cities[random.usize(..cities.len()) * random.usize(..cities.len()) / cities.len()];
        let (_, russian, kazakh) = MATTERS[random.usize(..MATTERS.len())];
        let is_kazakh = random.bool();
        let (form, place, words) =
            if is_kazakh { (kazakh, city[2], &KAZAKH) } else { (russian, city[3], &RUSSIAN) };
        let mut text = form.replace("{}", place);
        for _ in 0..10 + random.usize(..20) {
            let _ = write!(text, " {}", words[random.usize(..words.len())]);
        }
        let kind = ["comment", "comment", "appeal", "news"][random.usize(..4)];
        let source = format!("{kind}-{}", random.usize(..40));
        let (hour, minute) = (random.usize(..23), random.usize(..60));
        let _ = writeln!(
            lines,
            r#"{{"id":"p{number}","source":"{source}","kind":"{kind}","text":"{text}","place":"{place}","published_at":"2026-11-22T{hour:02}:{minute:02}:00+05:00"}}"#
        );
    }
    lines
}

/// Mixed wishes: of the whole country, of regions, of matters, of committees, of what is urgent; in three languages.
fn readers(regions: &[&Vec<&str>], subscriptions: usize) -> String {
    let committees = ["committee-social", "committee-regions", "committee-ecology", "committee-agrarian"];
    let mut lines = String::new();
    for at in 0..subscriptions {
        let language = ["kk", "ru", "ru", "kk", "en"][at % 5];
        let region = regions[at % regions.len()][0];
        let wish = match at % 8 {
            0 => String::new(),
            1 => "urgency = \"urgent\"".to_owned(),
            2 => format!("categories = [\"{}\"]", MATTERS[at % MATTERS.len()].0),
            3 => format!("committees = [\"{}\"]", committees[at % committees.len()]),
            _ => format!("regions = [\"{region}\"]"),
        };
        let _ = writeln!(
            lines,
            "[[subscription]]\nid = \"s{at}\"\ntitle = \"S{at}\"\nlanguage = \"{language}\"\nformats = [\"html\", \"mail\"]\n{wish}\n"
        );
    }
    lines
}
