//! What a subscription may say: names that the settings, the tree and the gazetteer know, and nothing that contradicts itself.

use std::collections::BTreeSet;

use anyhow::bail;
use dauys_model::{Channel, Format, Kato, Source, Subscription, Unfit};

use crate::commands::{check_category, nearest, region};
use crate::config::Config;
use crate::institutions;

/// The places that a subscription means.
pub(crate) fn places(subscription: &Subscription) -> anyhow::Result<Vec<Kato>> {
    let mut places = Vec::new();
    for named in &subscription.regions {
        places.extend(region(Some(named))?);
    }
    Ok(places)
}

/// Sources that belong together: by a name that the settings give them, by language, kind or place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Collection {
    /// Sources that name it, or have the language or kind of that code.
    Named(String),
    /// Sources that speak for a place.
    Of(Kato),
}

/// The collection that a name means; what to write instead where there is none.
pub(crate) fn collection(sources: &[Source], name: &str) -> anyhow::Result<Collection> {
    if known(sources).contains(name) {
        return Ok(Collection::Named(name.to_owned()));
    }
    if let Ok(Some(place)) = region(Some(name)) {
        return Ok(Collection::Of(place));
    }
    let known = known(sources);
    let nearest = nearest(name, known.iter().copied());
    let all: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    bail!("no source is of collection `{name}`{nearest}; there are {}, and places", all.join(", "))
}

impl Collection {
    /// Whether a source belongs to it.
    pub(crate) fn holds(&self, source: &Source) -> bool {
        match self {
            Self::Named(name) => names(source).any(|own| own == name),
            Self::Of(place) => source.region.is_some_and(|own| own.is_within(*place)),
        }
    }
}

fn known(sources: &[Source]) -> BTreeSet<&str> {
    sources.iter().flat_map(names).collect()
}

fn names(source: &Source) -> impl Iterator<Item = &str> {
    let language = source.language.map(dauys_model::Language::code);
    source.collections.iter().map(String::as_str).chain(language).chain([source.kind.code()])
}

/// Refuses what is unknown or contradicts itself, saying what to write instead.
pub(super) fn check(config: &Config, subscription: &Subscription) -> anyhow::Result<()> {
    if subscription.title.trim().is_empty() || subscription.title.chars().any(char::is_control) {
        bail!("`title` must be one line of text: it is the heading of the digests");
    }
    places(subscription)?;
    for category in &subscription.categories {
        check_category(Some(category))?;
    }
    for committee in &subscription.committees {
        if !institutions::committees(&config.bodies).any(|known| known == committee) {
            let nearest = nearest(committee, institutions::committees(&config.bodies));
            bail!("no committee `{committee}` in the file of `institutions`{nearest}");
        }
    }
    for name in &subscription.collections {
        collection(&config.source, name)?;
    }
    let twice = subscription
        .formats
        .iter()
        .enumerate()
        .find(|(at, format)| subscription.formats[..*at].contains(format));
    if let Some((_, format)) = twice {
        bail!("format `{}` is given twice", format.code());
    }
    if let Some(channel) = &subscription.to {
        check_channel(channel, &subscription.formats)?;
    }
    check_review(config, subscription)
}

fn check_channel(channel: &Channel, formats: &[Format]) -> anyhow::Result<()> {
    match channel.refuses(formats) {
        Some(Unfit::OwnForm) => {
            bail!("a digest by {} has a form of its own: leave out `formats`", channel.code())
        }
        Some(Unfit::Feed(feed)) => {
            bail!("format `{}` is a feed, which no mail can hold: give it to a folder or a site", feed.code())
        }
        None => {}
    }
    if channel.is_well_formed() {
        return Ok(());
    }
    match channel {
        Channel::Mail { to } => bail!(
            "`{to}` is not an address of mail: write `to = {{ by = \"mail\", to = \"office@example.kz\" }}`"
        ),
        Channel::Telegram { to } => {
            bail!("`{to}` is neither the number of a chat (`-1001234567890`) nor a public channel (`@name`)")
        }
        Channel::Webhook { .. } => bail!(
            "`secret` is the name of a secret (letters, digits, `-`, `_`, `.`), not the address of the webhook itself"
        ),
        Channel::Folder { to } | Channel::Site { to } => {
            bail!("folder `{to}` must lie below the data folder: a relative path without `..`")
        }
    }
}

fn check_review(config: &Config, subscription: &Subscription) -> anyhow::Result<()> {
    if subscription.review == Some(false) && subscription.is_public() {
        bail!(
            "sites and `@…` channels are public, and what is public is approved by an editor first: leave out `review = false`"
        );
    }
    if subscription.needs_review() && config.review.accounts.is_empty() {
        bail!(
            "an editor has to approve it, but no one may: name a desk in `review.accounts` of the settings"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn config() -> Config {
        Config::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/dauys.toml"))).unwrap()
    }

    /// What is told of a subscription with further lines; empty when nothing is.
    fn told(config: &Config, lines: &str) -> String {
        let text = format!("id = \"a\"\ntitle = \"A\"\nlanguage = \"ru\"\n{lines}\n");
        match crate::config::parse::<Subscription>(&text, Path::new("x.toml")) {
            Ok(subscription) => {
                check(config, &subscription).err().map(|error| error.to_string()).unwrap_or_default()
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_contradicts_itself_is_refused_with_what_to_write() {
        let config = config();
        for (lines, part) in [
            ("", ""),
            ("region = [\"Абай\"]", "did you mean `regions`?"),
            ("categories = [\"hcs/heating\"]", "no category `hcs/heating`"),
            ("committees = [\"committee-socal\"]", "did you mean `committee-social`?"),
            ("committees = [\"committee-social\"]", ""),
            ("committees = [\"ministry-health\"]", "no committee `ministry-health`"),
            ("collections = [\"telegram\", \"kk\", \"Область Абай\"]", ""),
            ("collections = [\"telegramm\"]", "did you mean `telegram`?"),
            ("language = \"ru\"\nlanguage = \"kk\"", "duplicate key"),
            ("days = []", "at least one day"),
            ("days = [\"monday\"]", "mon, tue"),
            ("hour = \"7\"", "hour"),
            ("formats = [\"html\", \"html\"]", "given twice"),
            ("formats = [\"word\"]", "docx"),
            ("to = { by = \"mail\", to = \"office@example.kz\" }\nformats = [\"html\", \"docx\"]", ""),
            ("to = { by = \"mail\", to = \"Office\" }", "not an address of mail"),
            ("to = { by = \"mail\", to = \"office@example.kz\" }\nformats = [\"atom\"]", "no mail can hold"),
            ("to = { by = \"telegram\", to = \"-1001234567890\" }", ""),
            ("to = { by = \"telegram\", to = \"-1\" }\nformats = [\"html\"]", "leave out `formats`"),
            ("to = { by = \"telegram\", to = \"office\" }", "neither the number of a chat"),
            ("to = { by = \"telegram\", to = \"@dauys_kz\" }\nreview = false", "leave out `review = false`"),
            ("to = { by = \"telegram\", to = \"@dauys_kz\" }", ""),
            ("to = { by = \"telegram\", to = \"@dauys_kz\" }\nreview = true", ""),
            ("to = { by = \"webhook\", secret = \"desk\" }", ""),
            ("to = { by = \"webhook\", secret = \"https://hooks.example/x\" }", "the name of a secret"),
            ("to = { by = \"folder\", to = \"sent/office\" }", ""),
            ("to = { by = \"folder\", to = \"/etc\" }", "below the data folder"),
            ("to = { by = \"site\", to = \"site\" }", ""),
            ("to = { by = \"site\", to = \"site\" }\nreview = false", "leave out `review = false`"),
        ] {
            let told = told(&config, lines);
            assert!(if part.is_empty() { told.is_empty() } else { told.contains(part) }, "{lines}: {told}");
        }
    }

    #[test]
    fn a_wish_that_an_editor_approves_needs_one() {
        let mut config = config();
        config.review.accounts.clear();
        assert!(told(&config, "review = true").contains("name a desk in `review.accounts`"));
        assert_eq!(told(&config, ""), "");
    }

    #[test]
    fn the_examples_of_the_file_are_accepted_once_they_are_no_comments() {
        let mut config = config();
        let text = crate::config::read_text(&config.folder.join("subscriptions.toml")).unwrap();
        let (_, entries) = text.split_once("\n[[subscription]]").unwrap();
        let plain: Vec<&str> = entries.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        // What begins with a capital is said of an example.
        let is_said = |line: &&str| line.starts_with(char::is_uppercase);
        let plain: Vec<&str> = plain.into_iter().filter(|line| !is_said(line)).collect();
        let mut source: Source =
            Source::new(dauys_model::SourceId::new("a").unwrap(), "A", dauys_model::SourceKind::File, None);
        source.collections = vec!["youth".into()];
        config.source.push(source);
        let text = format!("[[subscription]]{}", plain.join("\n"));
        let listed = super::super::parsed(&config, &text, Path::new("subscriptions.toml")).unwrap();
        let ids: Vec<&str> = listed.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["kk", "ru", "deputy", "committee-weekly", "youth", "press"]);
    }
}
