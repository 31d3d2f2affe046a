//! Subscriptions that are written, removed and met by a changed file.

use dauys_model::{Channel, Format, Interface};

use super::*;
use crate::subscriptions::{all, all_with_fingerprint};

const FILE: &str = r#"# Who reads what.
#
#   id    lasting name

# The press desk.
[[subscription]]
id = "press"
title = "Вся страна" # for the site
language = "ru"
hour = "07:50"
period = "day"

# A deputy.
[[subscription]]
id = "deputy"
title = "Өңір"
language = "kk"
regions = [
    "Карагандинская область", # where elected
]

# [[subscription]]
# id = "an-example"
"#;

struct Office {
    _folder: tempfile::TempDir,
    config: Config,
}

impl Office {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("subscriptions.toml"), text).unwrap();
        let settings = folder.path().join("dauys.toml");
        fs::write(&settings, "subscriptions = \"subscriptions.toml\"\n").unwrap();
        Self { config: Config::read(&settings).unwrap(), _folder: folder }
    }

    fn text(&self) -> String {
        fs::read_to_string(self.config.folder.join("subscriptions.toml")).unwrap()
    }

    fn seen(&self) -> String {
        all_with_fingerprint(&self.config).unwrap().1
    }

    fn one(&self, id: &str) -> Subscription {
        crate::subscriptions::one(&self.config, Some(id)).unwrap()
    }
}

fn new(id: &str, title: &str) -> Subscription {
    Subscription::new(SubscriptionId::new(id).unwrap(), title, Interface::English)
}

#[test]
fn saving_what_stands_there_changes_not_one_byte() {
    let office = Office::new(FILE);
    for id in ["press", "deputy"] {
        let saved = save(&office.config, &office.one(id), &office.seen()).unwrap();
        assert_eq!(saved, Saved::Written(office.seen()));
        assert_eq!(office.text(), FILE);
    }
}

#[test]
fn a_change_leaves_comments_and_the_order_alone() {
    let office = Office::new(FILE);
    let mut press = office.one("press");
    press.title = "О чём говорят".into();
    press.hour = jiff::civil::time(8, 5, 0, 0);
    press.formats = vec![Format::Html, Format::Pdf];
    press.to = Some(Channel::Site { to: "site".into() });
    save(&office.config, &press, &office.seen()).unwrap();
    assert_eq!(office.one("press"), press);
    let expected = FILE
        .replace("\"Вся страна\" # for the site", "\"О чём говорят\" # for the site")
        .replace("hour = \"07:50\"", "hour = \"08:05\"")
        .replace(
            "period = \"day\"\n",
            "period = \"day\"\nformats = [\"html\", \"pdf\"]\nto = { by = \"site\", to = \"site\" }\n",
        );
    assert_eq!(office.text(), expected);
    press.to = None;
    press.formats.clear();
    save(&office.config, &press, &office.seen()).unwrap();
    assert_eq!(office.one("press"), press);
    assert!(!office.text().contains("formats"), "{}", office.text());
}

#[test]
fn a_new_one_stands_behind_the_others() {
    let office = Office::new(FILE);
    let mut reader = new("reader", "What residents say");
    reader.committees.clear();
    let saved = save(&office.config, &reader, &office.seen()).unwrap();
    assert_eq!(saved, Saved::Written(office.seen()));
    let all = all(&office.config).unwrap();
    assert_eq!(all.last(), Some(&reader));
    assert_eq!(all.len(), 3);
    let text = office.text();
    assert!(text.starts_with(&FILE[..FILE.find("# [[subscription]]").unwrap() - 1]), "{text}");
    assert!(text.ends_with("# id = \"an-example\"\n"), "{text}");
}

#[test]
fn an_empty_file_takes_the_first_one() {
    let office = Office::new("# Nobody yet.\n");
    assert_eq!(all(&office.config).unwrap().len(), 2, "the whole country in two languages");
    save(&office.config, &new("reader", "What residents say"), &office.seen()).unwrap();
    let all = all(&office.config).unwrap();
    assert_eq!(all.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["reader"]);
    assert!(office.text().contains("# Nobody yet."), "{}", office.text());
}

#[test]
fn removing_one_takes_its_comment_and_leaves_that_of_the_file() {
    let office = Office::new(FILE);
    let press = SubscriptionId::new("press").unwrap();
    let saved = remove(&office.config, &press, &office.seen()).unwrap();
    assert_eq!(saved, Saved::Written(office.seen()));
    let text = office.text();
    assert!(text.contains("Who reads what") && text.contains("# A deputy."), "{text}");
    assert!(!text.contains("press desk") && !text.contains("Вся страна"), "{text}");
    assert_eq!(remove(&office.config, &press, &office.seen()).unwrap(), Saved::Unknown);
    assert_eq!(office.text(), text);
    let deputy = SubscriptionId::new("deputy").unwrap();
    remove(&office.config, &deputy, &office.seen()).unwrap();
    assert!(office.text().contains("# id = \"an-example\""), "{}", office.text());
}

#[test]
fn what_was_seen_before_a_change_overwrites_nothing() {
    let office = Office::new(FILE);
    let (seen, press) = (office.seen(), office.one("press"));
    save(&office.config, &new("reader", "What residents say"), &seen).unwrap();
    let text = office.text();
    assert_eq!(save(&office.config, &press, &seen).unwrap(), Saved::Changed);
    assert_eq!(remove(&office.config, &press.id, &seen).unwrap(), Saved::Changed);
    assert_eq!(office.text(), text);
}

#[test]
fn what_the_file_would_not_be_read_with_is_refused() {
    let office = Office::new(FILE);
    for (change, told) in [
        ((|one| one.regions = vec!["Атлантида".into()]) as fn(&mut Subscription), "no region"),
        (|one| one.categories = vec!["hcs/watr".into()], "did you mean `hcs/water`?"),
        (|one| one.title = String::new(), "`title`"),
        (|one| one.to = Some(Channel::Folder { to: "../etc".into() }), "below the data folder"),
    ] {
        let mut press = office.one("press");
        change(&mut press);
        let error = save(&office.config, &press, &office.seen()).unwrap_err().to_string();
        assert!(error.contains("subscription `press`") && error.contains(told), "{error}");
        assert_eq!(office.text(), FILE);
    }
}

#[cfg(unix)]
#[test]
fn who_could_not_read_the_addresses_still_cannot() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::new(FILE);
    let path = office.config.folder.join("subscriptions.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    save(&office.config, &new("reader", "What residents say"), &office.seen()).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(&office.config.folder).unwrap().count(), 2, "no draft is left");
}
