//! Three runs of one morning: the first brings everything, the second nothing, the third what was edited, deleted and added.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use super::installation::Installation;
use super::server::Internet;
use crate::crash;
use crate::program::lines;

pub(crate) const NINE: &str = "2026-11-22T09:00:00+05:00";
pub(crate) const TEN: &str = "2026-11-22T10:00:00+05:00";
pub(crate) const ELEVEN: &str = "2026-11-22T11:30:00+05:00";

/// What changes only because a source was asked again.
pub(crate) const OF_ASKING: [&str; 4] = ["sources", "checks", "quotas", "robots"];

/// The morning, played once for all tests.
pub(crate) static MORNING: LazyLock<Morning> = LazyLock::new(Morning::play);

type Tables = BTreeMap<String, Vec<String>>;

pub(crate) struct Morning {
    pub(crate) internet: Internet,
    pub(crate) home: Installation,
    /// States of the sources after each run.
    states: [BTreeMap<String, String>; 3],
    /// Tables after each run.
    tables: [Tables; 3],
    /// Every item after the third.
    pub(crate) items: Vec<Item>,
}

/// An item as it is stored.
pub(crate) struct Item {
    id: i64,
    source: String,
    pub(crate) kind: String,
    /// Title and text, a line apart.
    pub(crate) text: String,
    pub(crate) url: Option<String>,
    pub(crate) revision: u32,
    pub(crate) voice: Option<Vec<u8>>,
}

impl Item {
    pub(crate) fn is_of_citizen(&self) -> bool {
        ["comment", "appeal"].contains(&self.kind.as_str())
    }
}

impl Morning {
    fn play() -> Self {
        let internet = Internet::start();
        let home = Installation::new(&internet, |settings| {
            settings.replace("\nkind =", "\nevery_minutes = 30\nkind =")
        });
        let run = |now: &str| {
            home.ends(0, now, &["run"]);
            let listed = lines(&home.ends(0, now, &["source", "list", "--json"]));
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            let states = listed.iter().map(|source| (word(&source["id"]), word(&source["state"]))).collect();
            (states, crash::tables(&home.data()))
        };
        let (first, first_tables) = run(NINE);
        let (second, second_tables) = run(TEN);
        internet.go_on();
        let (third, third_tables) = run(ELEVEN);
        let items = items(&home);
        Self {
            states: [first, second, third],
            tables: [first_tables, second_tables, third_tables],
            items,
            internet,
            home,
        }
    }

    /// The one item that has these words.
    fn item(&self, words: &str) -> &Item {
        let found: Vec<&Item> = self.items.iter().filter(|item| item.text.contains(words)).collect();
        assert_eq!(found.len(), 1, "items with `{words}`");
        found[0]
    }

    /// Posts that a search finds.
    fn found(&self, query: &str) -> BTreeSet<i64> {
        let hits = self.home.ends(0, ELEVEN, &["search", query, "--limit", "100", "--json"]);
        lines(&hits).iter().map(|hit| hit["id"].as_i64().unwrap()).collect()
    }
}

/// Every item that is stored, the oldest first.
pub(crate) fn items(home: &Installation) -> Vec<Item> {
    let database = home.database();
    let mut statement = database
        .prepare(
            "SELECT id, source, kind, title || char(10) || text, url, revision, voice
             FROM items LEFT JOIN voices ON item = id ORDER BY id",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Item {
            id: row.get(0)?,
            source: row.get(1)?,
            kind: row.get(2)?,
            text: row.get(3)?,
            url: row.get(4)?,
            revision: row.get(5)?,
            voice: row.get(6)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// A source, what it ends in after each run, and how many items of which kind it has at last.
const EXPECTED: [(&str, [&str; 3], &str, usize); 20] = [
    ("rss", ["working", "not modified", "working"], "news", 3),
    ("atom", ["working", "same body", "same body"], "news", 1),
    ("json-feed", ["working", "same body", "same body"], "news", 1),
    ("comment-feed", ["working", "same body", "working"], "comment", 4),
    ("list", ["working", "same body", "working"], "news", 3),
    ("sitemap", ["working", "nothing new", "working"], "news", 3),
    ("wordpress", ["working", "nothing new", "working"], "news", 2),
    ("wordpress-comments", ["working", "nothing new", "working"], "comment", 5),
    ("youtube", ["working", "nothing new", "working"], "comment", 8),
    ("vk-wall", ["working", "nothing new", "working"], "news", 2),
    ("vk-comments", ["working", "nothing new", "working"], "comment", 5),
    ("vk-search", ["working", "nothing new", "working"], "comment", 4),
    ("telegram", ["working", "nothing new", "working"], "news", 4),
    ("mastodon", ["working", "nothing new", "working"], "comment", 3),
    ("threads", ["working", "nothing new", "working"], "comment", 3),
    ("govkz", ["working", "nothing new", "working"], "notice", 3),
    ("egov", ["working", "nothing new", "working"], "notice", 3),
    ("taldau", ["working", "nothing new", "nothing new"], "", 0),
    ("sightings", ["working", "same body", "same body"], "", 0),
    ("inbox", ["working", "nothing new", "working"], "appeal", 3),
];

#[test]
fn every_source_is_heard() {
    for (run, states) in MORNING.states.iter().enumerate() {
        let expected: BTreeMap<String, String> =
            EXPECTED.iter().map(|(id, expected, ..)| ((*id).to_owned(), expected[run].to_owned())).collect();
        assert_eq!(*states, expected, "run {}", run + 1);
    }
    let doctor = MORNING.home.ends(0, ELEVEN, &["doctor"]);
    for told in [
        "all is well: 20 sources work",
        // What was announced in three runs, and where every item of it ended.
        "announced 101 = 62 new + 8 changed + 17 known + 14 left out",
        "items 62 = 60 posts + 0 rejected + 0 pending + 2 forgotten",
    ] {
        assert!(doctor.contains(told), "no `{told}` in {doctor}");
    }
}

#[test]
fn every_kind_brings_what_it_should() {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for item in &MORNING.items {
        *counts.entry((item.source.as_str(), item.kind.as_str())).or_default() += 1;
    }
    let expected: BTreeMap<(&str, &str), usize> = EXPECTED
        .iter()
        .filter(|(.., count)| *count > 0)
        .map(|(id, _, kind, count)| ((*id, *kind), *count))
        .collect();
    assert_eq!(counts, expected);
    for (source, words) in [
        ("rss", "құбырдың тозғанын"),
        ("rss", "Мақала 2: тұрғындар мәселені айтты"),
        ("atom", "школьники идут пешком"),
        ("json-feed", "Контейнеры во дворах Аксу"),
        ("comment-feed", "Третий день без воды в Риддере, дети болеют."),
        ("list", "Мақала 14: тұрғындар"),
        ("sitemap", "Мақала 23: тұрғындар"),
        ("wordpress", "Рудныйда ыстық су жоқ\nҮйлер суық тұр."),
        ("wordpress-comments", "\nНет горячей воды и у нас, Рудный"),
        ("youtube", "\nдұрыс айтасыз, Риддерде бізде де су жоқ"),
        ("vk-wall", "ремонт дороги на улице Мира"),
        ("vk-comments", "\nАқсуда бізде де жылу жоқ"),
        ("vk-search", "Екібастұзда жарық жоқ, кешеден бері"),
        ("telegram", "прорвало трубу"),
        ("mastodon", "\nВ Усть-Каменогорске опять смог"),
        ("threads", "\nжазғандай, в Талдыкоргане фонари"),
        ("govkz", "Тариф на водоснабжение в городе Тараз повышается"),
        ("egov", "Улица Ленина\nРемонт колодцев водопровода"),
        ("inbox", "В Балхаше нет света."),
    ] {
        let has = |item: &&Item| item.source == source && item.text.contains(words);
        assert!(MORNING.items.iter().any(|item| has(&item)), "no `{words}` from `{source}`");
    }
}

#[test]
fn the_second_run_brings_nothing() {
    let [first, second, _] = &MORNING.tables;
    for (table, rows) in first.iter().filter(|(table, _)| !OF_ASKING.contains(&table.as_str())) {
        assert_eq!(crash::settled(rows), crash::settled(&second[table]), "table `{table}`");
    }
    assert!(first["items"].len() > 40 && !first["figures"].is_empty() && !first["sightings"].is_empty());
}

#[test]
fn an_edit_is_a_revision() {
    for (source, new, old) in [
        ("rss", "Риддер қаласында үш күннен бері", "Риддер қаласында екі күннен бері"),
        ("wordpress", "Жөндеу жексенбіге дейін аяқталады", "Жөндеу мерзімі айтылмады"),
        ("youtube", "Ответили: ждите до среды", "трубку не берёт. Менің"),
        ("vk-wall", "Ақсуда сәрсенбіге дейін", "Ақсуда дүйсенбіге дейін"),
        ("telegram", "Жөндеу жұмаға шегерілді", "Жөндеу ертең басталады"),
        ("govkz", "повышается с 15 декабря", "повышается с 1 декабря"),
        ("egov", "Су құбырын ауыстыру аяқталды", "Су құбырын ауыстыру\n"),
        ("inbox", "түнде де берілмеді", "жарық жоқ, көмектесіңіздер"),
    ] {
        let item = MORNING.item(new);
        assert_eq!((item.source.as_str(), item.revision), (source, 2), "{new}");
        assert!(!MORNING.items.iter().any(|item| format!("{}\n", item.text).contains(old)), "{old}");
        let was = MORNING.tables[0]["items"].iter().any(|row| row.contains(old.trim()));
        assert!(was, "`{old}` was never stored");
        let explained = MORNING.home.ends(0, ELEVEN, &["explain", &item.id.to_string()]);
        assert!(
            explained.contains(&format!("of `{source}`")) && explained.contains("revision 2"),
            "{explained}"
        );
    }
    let revised = MORNING.items.iter().filter(|item| item.revision > 1).count();
    assert_eq!(revised, 8, "items with a second revision");
}

#[test]
fn what_is_deleted_is_gone_everywhere() {
    for (source, words) in [
        ("vk-comments", "Шпана кедергілейтін қоқыс жәшігін өртеді"),
        ("inbox", "Балқашта кептеліс туралы өтініш"),
    ] {
        assert!(
            MORNING.tables[0]["items"].iter().any(|row| row.contains(words)),
            "`{words}` was never stored"
        );
        assert!(!MORNING.items.iter().any(|item| item.text.contains(words)), "{words}");
        assert_eq!(MORNING.found(&format!("\"{words}\"")), BTreeSet::new());
        let rows = &MORNING.tables[2]["forgotten"];
        assert!(rows.iter().any(|row| row.contains(source) && row.contains("withdrawn")), "{rows:?}");
        for (path, bytes) in super::privacy::files_below(&MORNING.home.data()) {
            let is_there = bytes.windows(words.len()).any(|window| window == words.as_bytes());
            assert!(!is_there, "`{words}` in {}", path.display());
        }
    }
}

#[test]
fn a_person_is_one_voice_a_day() {
    let voice = |words: &str| MORNING.item(words).voice.clone();
    for (words, again, other) in [
        ("үшінші күн шелекпен", "ешкім келмеді", "балабақшада да су жоқ"),
        ("Біздің көшеде де су жоқ", "Кешке дейін су болмады", "Третий день без воды"),
        ("балалар тоңып отыр", "Рудныйда ешкім жауап бермейді", "Бізде де Рудныйда"),
        ("жылу қашан беріледі", "балалар ауырып жатыр", "батареи ледяные"),
        ("терезе ашу мүмкін емес", "түтін әлі сейілмеді", "опять смог"),
    ] {
        assert!(voice(words).is_some(), "{words}");
        assert_eq!(voice(words), voice(again), "`{words}` and `{again}` are of one person");
        assert_ne!(voice(words), voice(other), "`{words}` and `{other}` are of two");
    }
    // What outlets write is nobody's voice, and Threads does not say who wrote.
    for item in &MORNING.items {
        let has_voice = item.is_of_citizen() && item.source != "threads";
        assert_eq!(item.voice.is_some(), has_voice, "item {} of {}", item.id, item.source);
    }
    let topics = lines(&MORNING.home.ends(0, ELEVEN, &["topics", "--all", "--json"]));
    let posts = lines(&MORNING.home.ends(0, ELEVEN, &["export", "posts"]));
    let mut counted_once = 0;
    for topic in &topics {
        let members: Vec<i64> = posts
            .iter()
            .filter(|post| post["topic"] == topic["id"] && post["duplicate_of"].is_null())
            .map(|post| post["id"].as_i64().unwrap())
            .collect();
        let of_topic = MORNING.items.iter().filter(|item| members.contains(&item.id));
        let voices: BTreeSet<Vec<u8>> = of_topic
            .map(|item| item.voice.clone().unwrap_or_else(|| item.id.to_be_bytes().to_vec()))
            .collect();
        assert!(topic["voices"].as_u64().unwrap() <= voices.len() as u64, "{topic}");
        counted_once += usize::from(voices.len() < members.len());
    }
    assert!(counted_once >= 3, "{counted_once} topics have two texts of one person");
}

#[test]
fn figures_and_sightings_are_no_posts() {
    let database = MORNING.home.database();
    let rows = |query: &str| -> Vec<String> {
        let mut statement = database.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    assert_eq!(
        rows("SELECT number || ' ' || of || ' ' || date || ' ' || value FROM figures ORDER BY of"),
        ["703831 Абайская область 2024-12-31 607557.5", "703831 Ұлытау облысы 2024-12-31 221014.0"]
    );
    assert_eq!(
        rows("SELECT host || ' ' || outlet || ' ' || title FROM sightings ORDER BY host"),
        [
            "dala.example Дала-Демо Ұлытауда қар басып қалды",
            "saryarka.example Сарыарка-Демо В Улытау закрыли трассу"
        ]
    );
    for of_figures in ["taldau", "sightings"] {
        assert!(!MORNING.items.iter().any(|item| item.source == of_figures));
    }
    assert_eq!(MORNING.found("=\"закрыли трассу\""), BTreeSet::new());
}

#[test]
fn what_was_heard_can_be_found_and_read() {
    let sources = |query: &str| -> BTreeSet<&str> {
        let found = MORNING.found(query);
        let items = MORNING.items.iter().filter(|item| found.contains(&item.id));
        items.map(|item| item.source.as_str()).collect()
    };
    assert!(sources("су жоқ").is_superset(&BTreeSet::from([
        "rss",
        "comment-feed",
        "youtube",
        "wordpress-comments"
    ])));
    assert!(sources("жарық").is_superset(&BTreeSet::from(["vk-search", "threads", "inbox"])));
    assert!(sources("водоснабжение").contains("govkz"));
    for format in ["html", "md", "json", "text"] {
        for language in ["kk", "ru"] {
            let digest = MORNING.home.ends(
                0,
                ELEVEN,
                &["digest", "--date", "2026-11-22", "--lang", language, "--format", format],
            );
            assert!(digest.contains("Риддер"), "{format} {language}: {digest}");
        }
    }
}

#[test]
fn looking_at_sources_disturbs_nobody() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| settings);
    let checked = home.ends(0, NINE, &["source", "check", "--json"]);
    let checked = lines(&checked);
    assert_eq!(checked.len(), EXPECTED.len());
    for source in &checked {
        assert_eq!(source["state"], "working", "{source}");
        assert!(source["entries"].as_u64().unwrap() > 0, "{source}");
    }
    home.ends(0, NINE, &["poll", "--dry-run"]);
    let asked = internet.asked("bot.example");
    assert!(!asked.is_empty());
    for question in asked {
        assert!(question.contains("/getUpdates?"), "a citizen or the bot's own page was written to");
    }
    assert!(!home.data().join("dauys.db").exists(), "looking stores nothing");
}
