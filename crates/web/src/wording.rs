//! Every word of the pages in three languages, from `wording/PAGE.toml`: one file a page, with a table a language. A key is
//! `PAGE.name`; a list holds the forms that go with numbers (Kazakh one, Russian three, English two).

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use dauys_model::Interface;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/wording");

static WORDINGS: LazyLock<[Wording; 3]> = LazyLock::new(|| Interface::ALL.map(Wording::read));

/// The words of one language.
pub(crate) struct Wording {
    language: Interface,
    forms: HashMap<String, Vec<String>>,
}

impl Wording {
    /// The words of a language.
    pub(crate) fn of(language: Interface) -> &'static Self {
        match language {
            Interface::Kazakh => &WORDINGS[0],
            Interface::Russian => &WORDINGS[1],
            Interface::English => &WORDINGS[2],
        }
    }

    fn read(language: Interface) -> Self {
        let mut forms = HashMap::new();
        for file in FILES.files() {
            let page = file.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let table: toml::Table = file
                .contents_utf8()
                .and_then(|text| text.parse().ok())
                .expect("a test reads every bundled file");
            let Some(toml::Value::Table(words)) = table.get(language.code()) else { continue };
            for (name, value) in words {
                forms.insert(format!("{page}.{name}"), listed(value));
            }
        }
        Self { language, forms }
    }

    /// The text of a key; the key itself when there is none, which a test excludes.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.forms.get(key).and_then(|forms| forms.first()).map_or(key, String::as_str)
    }

    /// The text of a key, if there is one: for keys that are made from a value.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.forms.get(key).and_then(|forms| forms.first()).map(String::as_str)
    }

    /// All texts of a key.
    pub(crate) fn list(&self, key: &str) -> &[String] {
        self.forms.get(key).map_or(&[], Vec::as_slice)
    }

    /// The text of a key with values in the place of their `{name}`.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill(self.text(key), values)
    }

    /// The form of a key that goes with `n`, with `{n}` filled in.
    pub(crate) fn count(&self, key: &str, n: u64) -> String {
        let forms = self.list(key);
        let form = forms.get(plural_class(self.language, n)).or(forms.last()).map_or(key, String::as_str);
        fill(form, &[("n", &number(self.language, n))])
    }
}

/// Which of the forms goes with a number.
pub(crate) fn plural_class(language: Interface, n: u64) -> usize {
    match language {
        Interface::Kazakh => 0,
        Interface::Russian => match (n % 10, n % 100) {
            (1, last) if last != 11 => 0,
            (2..=4, last) if !(12..=14).contains(&last) => 1,
            _ => 2,
        },
        Interface::English => usize::from(n != 1),
    }
}

/// A number with its digits in groups: `12 345` (no-break) in Kazakh and Russian from five digits on, `12,345` in English.
pub(crate) fn number(language: Interface, n: u64) -> String {
    let digits = n.to_string();
    let (gap, from) = match language {
        Interface::Kazakh | Interface::Russian => ('\u{a0}', 5),
        Interface::English => (',', 4),
    };
    if digits.len() < from {
        return digits;
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(gap);
        }
        grouped.push(digit);
    }
    grouped
}

/// Puts values in the place of their `{name}`. A value is never searched for names itself.
fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(&value.to_string()),
            None => filled.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    filled
}

fn listed(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::Array(forms) => {
            forms.iter().filter_map(|form| form.as_str().map(str::to_owned)).collect()
        }
        other => other.as_str().map(str::to_owned).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    /// Lists that are no plural forms.
    const PLAIN_LISTS: &[&str] = &[
        "dates.months",
        "dates.weekdays",
        "failure.refused_ways",
        "month.names",
        "month.weekdays",
        "start.examples",
    ];

    fn tables() -> BTreeMap<String, toml::Table> {
        let read = |file: &include_dir::File<'_>| {
            let name = file.path().file_stem().unwrap().to_str().unwrap().to_owned();
            let table = file.contents_utf8().unwrap().parse();
            (name.clone(), table.unwrap_or_else(|error| panic!("wording/{name}.toml: {error}")))
        };
        FILES.files().map(read).collect()
    }

    #[test]
    fn all_languages_have_the_same_keys_with_the_right_number_of_forms() {
        for (page, table) in tables() {
            let languages: BTreeSet<&str> = table.keys().map(String::as_str).collect();
            assert_eq!(languages, BTreeSet::from(["en", "kk", "ru"]), "wording/{page}.toml");
            let keys = |language: &str| table[language].as_table().unwrap().keys().collect::<BTreeSet<_>>();
            assert_eq!(keys("kk"), keys("ru"), "wording/{page}.toml");
            assert_eq!(keys("kk"), keys("en"), "wording/{page}.toml");
            for (language, forms) in [("kk", 1), ("ru", 3), ("en", 2)] {
                for (key, value) in table[language].as_table().unwrap() {
                    let key = format!("{page}.{key}");
                    let listed = listed(value);
                    assert!(!listed.is_empty() && listed.iter().all(|text| !text.trim().is_empty()), "{key}");
                    if value.is_array() && !PLAIN_LISTS.contains(&key.as_str()) {
                        assert_eq!(listed.len(), forms, "{language}: forms of `{key}`");
                    }
                }
            }
        }
    }

    /// Every key is named in a template or in the code. Those made from a value are named by their beginning: a text
    /// `"kind."` in the code stands for all keys of `kind.toml`.
    #[test]
    fn every_key_is_used() {
        let mut sources = String::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![root.join("src"), root.join("templates")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    sources.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        for (page, table) in tables() {
            let made = sources.contains(&format!("\"{page}.\"")) || sources.contains(&format!("\"{page}.{{"));
            for key in table["kk"].as_table().unwrap().keys() {
                let named = sources.contains(&format!("\"{page}.{key}\""));
                assert!(named || made, "`{page}.{key}` is not used");
            }
        }
    }

    /// What templates ask for with a key that is written out exists.
    #[test]
    fn every_key_that_is_asked_for_exists() {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                let asked = ["frame.t(\"", "frame.n(\"", "frame.say(\""];
                for rest in asked.iter().flat_map(|call| text.split(call).skip(1)) {
                    let key = rest.split('"').next().unwrap();
                    let known =
                        Interface::ALL.iter().all(|language| Wording::of(*language).find(key).is_some());
                    assert!(known, "{}: `{key}`", path.display());
                }
            }
        }
    }

    #[test]
    fn forms_agree_with_numbers() {
        let classes =
            |language| [0, 1, 2, 5, 11, 12, 21, 22, 25, 101, 111].map(|n| plural_class(language, n));
        assert_eq!(classes(Interface::Kazakh), [0; 11]);
        assert_eq!(classes(Interface::Russian), [2, 0, 1, 2, 2, 2, 0, 1, 2, 0, 2]);
        assert_eq!(classes(Interface::English), [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(number(Interface::Russian, 1234), "1234");
        assert_eq!(number(Interface::Kazakh, 12_345), "12\u{a0}345");
        assert_eq!(number(Interface::English, 1_234_567), "1,234,567");
        assert_eq!(number(Interface::English, 999), "999");
    }
}
