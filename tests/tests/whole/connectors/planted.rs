//! Invented persons, planted wherever a platform would name somebody: every mark of theirs is unmistakable, and which were
//! really served is known from the answers themselves.

use std::collections::BTreeMap;

/// First halves of surnames that nobody has, one for each platform.
const FIRST: [(&str, &str, &str); 18] = [
    ("feed", "Бозторғай", "boztorgai"),
    ("comments", "Сұңқар", "sunqar"),
    ("pages", "Көкқұтан", "kokqutan"),
    ("wordpress", "Қарлығаш", "qarlygash"),
    ("youtube", "Шағала", "shagala"),
    ("vk", "Бүркіт", "burkit"),
    ("vksearch", "Ителгі", "itelgi"),
    ("telegram", "Аққу", "aqqu"),
    ("mastodon", "Тырна", "tyrna"),
    ("threads", "Үкі", "uki"),
    ("govkz", "Дуадақ", "duadaq"),
    ("egov", "Бөдене", "bodene"),
    ("google", "Қырғауыл", "qyrgauyl"),
    ("inbox", "Жапалақ", "zhapalaq"),
    ("list", "Сауысқан", "sauysqan"),
    ("sitemap", "Көгершін", "kogershin"),
    ("bluesky", "Тоқылдақ", "toqyldaq"),
    ("mailbox", "Бұлдырық", "buldyryq"),
];

/// Second halves, one for each person of a platform.
const SECOND: [(&str, &str); 9] = [
    ("қанатты", "qanatty"),
    ("мұзбалақ", "muzbalaq"),
    ("желаяқ", "zhelayaq"),
    ("алтынқол", "altynqol"),
    ("терекбай", "terekbai"),
    ("шыңырау", "shynyrau"),
    ("құмарал", "qumaral"),
    ("бесқасқа", "besqasqa"),
    ("жарқабақ", "zharqabaq"),
];

/// First names, as people have them.
const GIVEN: [&str; 9] =
    ["Жанар", "Ерлан", "Айгүл", "Нұрлан", "Светлана", "Бауыржан", "Гүлнар", "Олег", "Динара"];

/// Everything by which a person could be found.
#[derive(Clone)]
pub(crate) struct Person {
    /// `boztorgai_qanatty_11`.
    pub(crate) handle: String,
    /// Given name and surname.
    pub(crate) name: String,
    /// The platform's number of the person; above 2³², so that its bytes cannot stand in a file by chance.
    pub(crate) number: i64,
    pub(crate) email: String,
    pub(crate) phone: String,
    /// The name of the file of the picture.
    pub(crate) avatar: String,
}

/// Everybody planted so far.
#[derive(Clone, Default)]
pub(crate) struct Cast(BTreeMap<(&'static str, usize), Served>);

/// What was served of a person.
#[derive(Clone)]
struct Served {
    person: Person,
    marks: BTreeMap<&'static str, bool>,
}

impl Person {
    fn new(platform: usize, number: usize) -> Self {
        let ((_, first, first_latin), (second, second_latin)) = (FIRST[platform], SECOND[number]);
        let id = 10 * (platform + 1) + number;
        Self {
            handle: format!("{first_latin}_{second_latin}_{id}"),
            name: format!("{} {first}{second}ова", GIVEN[number]),
            number: 91_730_000_000 + 7_919 * id as i64,
            email: format!("{second_latin}.{first_latin}@poshta{id}.example"),
            phone: format!("+7 701 {:03} {:02} {:02}", 311 + id, 17 + id % 70, 23 + id % 60),
            avatar: format!("ava-{second_latin}-{first_latin}.jpg"),
        }
    }

    /// All marks by their kind, as they are rendered.
    fn marks(&self) -> [(&'static str, String); 6] {
        [
            ("handle", self.handle.clone()),
            ("name", self.name.clone()),
            ("number", self.number.to_string()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("avatar", self.avatar.clone()),
        ]
    }

    /// All texts that may stand nowhere: the marks, and what is left of them when they are cut into words and stems.
    pub(crate) fn needles(&self) -> Vec<String> {
        let surname = self.name.split(' ').nth(1).unwrap().trim_end_matches("ова").to_owned();
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        let mut needles: Vec<String> = self.marks().into_iter().map(|(_, mark)| mark).collect();
        needles.extend([surname, digits, self.handle.rsplit_once('_').unwrap().0.to_owned()]);
        needles.push(self.avatar.trim_end_matches(".jpg").to_owned());
        needles
    }
}

impl Cast {
    /// A person of a platform; known from now on.
    pub(crate) fn person(&mut self, platform: &'static str, number: usize) -> Person {
        let at = FIRST.iter().position(|(name, ..)| *name == platform).unwrap();
        let served = self.0.entry((platform, number)).or_insert_with(|| {
            let person = Person::new(at, number);
            Served { person, marks: BTreeMap::new() }
        });
        served.person.clone()
    }

    /// Notes whose marks an answer carries.
    pub(crate) fn serve(&mut self, body: &str) {
        for served in self.0.values_mut() {
            for (kind, mark) in served.person.marks() {
                *served.marks.entry(kind).or_default() |= body.contains(&mark);
            }
        }
    }

    /// Everybody.
    pub(crate) fn persons(&self) -> impl Iterator<Item = &Person> {
        self.0.values().map(|served| &served.person)
    }

    /// Everybody but those of some platforms.
    pub(crate) fn persons_but<'a>(&'a self, platforms: &'a [&str]) -> impl Iterator<Item = &'a Person> {
        let wanted = self.0.iter().filter(|((platform, _), _)| !platforms.contains(platform));
        wanted.map(|(_, served)| &served.person)
    }

    /// How many marks of which kinds were served on a platform.
    pub(crate) fn served(&self) -> BTreeMap<&'static str, BTreeMap<&'static str, usize>> {
        let mut counts: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
        for ((platform, _), served) in &self.0 {
            for (kind, is_served) in &served.marks {
                *counts.entry(*platform).or_default().entry(*kind).or_default() += usize::from(*is_served);
            }
        }
        counts
    }

    /// Persons of whom nothing was served.
    pub(crate) fn unserved(&self) -> Vec<String> {
        let unserved = |served: &&Served| !served.marks.values().any(|is_served| *is_served);
        self.0.values().filter(unserved).map(|served| served.person.handle.clone()).collect()
    }
}
