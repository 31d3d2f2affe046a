//! A source as an entry of the settings: written for a person to read, and added to the file of sources.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use dauys_model::{Kind, Policy, Source, SourceId, TextFrom};

use crate::config::Config;

/// The entry of a source: every key that is not at its default, in the order in which people read them.
pub(crate) fn entry(source: &Source, remark: &str) -> String {
    let mut text = String::from("\n[[source]]\n");
    if !remark.is_empty() {
        text.push_str(&format!("# {}\n", remark.replace('\n', " ")));
    }
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {value}\n"));
        }
    };
    add("id", Some(quoted(source.id.as_str())));
    add("name", Some(quoted(&source.name)));
    add("url", source.url.as_ref().map(|url| quoted(url.as_str())));
    add("kind", Some(quoted(source.kind.code())));
    add("posts", Some(source.posts).filter(|kind| *kind != Kind::News).map(|kind| quoted(kind.code())));
    add("language", source.language.map(|language| quoted(language.code())));
    add("region", source.region.map(|region| quoted(&region.to_string())));
    add(
        "text",
        match source.text {
            TextFrom::Auto => None,
            TextFrom::Item => Some(quoted("item")),
            TextFrom::Page => Some(quoted("page")),
        },
    );
    add(
        "policy",
        match source.policy {
            Policy::Open => None,
            Policy::RulesOnly => Some(quoted("rules_only")),
            Policy::MetadataOnly => Some(quoted("metadata_only")),
        },
    );
    add("off", source.off.as_deref().map(quoted));
    add(
        "list",
        source.list.as_ref().map(|list| {
            let parts = [
                ("entry", Some(&list.entry)),
                ("link", list.link.as_ref()),
                ("title", list.title.as_ref()),
                ("date", list.date.as_ref()),
                ("text", list.text.as_ref()),
                ("paging", list.paging.as_ref()),
            ];
            let parts = parts.into_iter().filter_map(|(key, css)| Some(format!("{key} = {}", quoted(css?))));
            format!("{{ {}, at_least = {} }}", parts.collect::<Vec<_>>().join(", "), list.at_least)
        }),
    );
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// An id made of a host: `www.dala-habar.kz` gives `dala-habar.kz`; one that is taken gets a number.
pub(crate) fn free_id(config: &Config, host: &str) -> SourceId {
    let mut plain: String = host
        .trim_start_matches("www.")
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || ".-_".contains(letter) { letter } else { '-' })
        .take(56)
        .collect();
    if plain.is_empty() {
        plain.push_str("source");
    }
    let mut number = 1;
    loop {
        let id = if number == 1 { plain.clone() } else { format!("{plain}-{number}") };
        if let Ok(id) = SourceId::new(&id)
            && config.source.iter().all(|source| source.id != id)
        {
            return id;
        }
        number += 1;
    }
}

/// Adds entries to the end of the file of sources; the file is replaced whole, so that no half of an entry is ever in it.
pub(crate) fn append(config: &Config, entries: &str) -> anyhow::Result<PathBuf> {
    let Some(sources) = &config.sources else {
        bail!(
            "the settings name no file of sources: add `sources = \"sources.toml\"`, or copy the entry by hand"
        );
    };
    let path = config.folder.join(sources);
    let mut text = crate::config::read_text(&path)?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(entries);
    let folder = path.parent().unwrap_or(std::path::Path::new("."));
    let partial = folder.join(format!(".{}.new", path.file_name().unwrap_or_default().to_string_lossy()));
    let write = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&partial)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&partial, &path)
    };
    write().with_context(|| format!("writing `{}`", path.display()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use dauys_model::{ListSelectors, SourceKind};

    use super::*;

    #[test]
    fn an_entry_is_read_back_as_it_was() {
        let source = Source {
            posts: Kind::Notice,
            region: "750000000".parse().ok(),
            off: Some("«причина» \"в кавычках\"".into()),
            list: Some(ListSelectors {
                entry: "div.news[data-x=\"1\"]".into(),
                link: Some("a".into()),
                title: None,
                date: Some(".when".into()),
                text: None,
                author: None,
                place: None,
                paging: Some("?page={page}".into()),
                at_least: 5,
            }),
            ..Source::new(
                SourceId::new("dala").unwrap(),
                "Дала",
                SourceKind::List,
                "https://dala.example/news".parse().ok(),
            )
        };
        let text = entry(&source, "why\nit is here");
        let config: Config = crate::config::parse(&text, std::path::Path::new("x.toml")).unwrap();
        assert_eq!(config.source, [source]);
    }

    #[test]
    fn ids_are_made_of_hosts_and_are_free() {
        let mut config = Config::default();
        let id = free_id(&config, "www.Дала-habar.kz");
        assert_eq!(id.as_str(), "-----habar.kz");
        let id = free_id(&config, "dala.kz");
        config.source.push(Source::new(id, "", SourceKind::Feed, None));
        assert_eq!(free_id(&config, "dala.kz").as_str(), "dala.kz-2");
    }
}
