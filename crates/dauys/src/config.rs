//! Settings from `config/dauys.toml`: every key has a default, unknown keys are errors that name the nearest known one.

pub(crate) mod deliver;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dauys_model::{Institutions, Source, SourceId};
use dauys_parse::{Extract, SiteRules};
use dauys_signals::Calendar;
use dauys_watch::silence;
use jiff::civil::Date;
use serde::Deserialize;
use url::Url;

use crate::{fit, institutions};

/// The whole of the settings. Crates receive their own part, never all of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// File with `[[source]]` entries, relative to this one.
    pub(crate) sources: Option<PathBuf>,
    /// File with selectors per site, relative to this one.
    pub(crate) extract: Option<PathBuf>,
    /// File with subscriptions, relative to this one.
    pub(crate) subscriptions: Option<PathBuf>,
    /// File with `[[institution]]` entries, relative to this one.
    pub(crate) institutions: Option<PathBuf>,
    /// The bodies of that file.
    #[serde(skip)]
    pub(crate) bodies: Institutions,
    /// File with keys, tokens and passwords of sources, relative to this one; nobody else may be able to read it.
    pub(crate) secrets: Option<PathBuf>,
    /// Sources given here rather than in a file of their own.
    pub(crate) source: Vec<Source>,
    /// Sites given here rather than in a file of their own.
    pub(crate) site: Vec<SiteRules>,
    /// All sites with rules.
    #[serde(skip)]
    sites: Extract,
    /// For how many days fetched pages of articles and lists are kept.
    pub(crate) raw_keep_days: u32,
    /// For how many days texts of citizens are kept after they were first seen.
    pub(crate) citizens_keep_days: u32,
    /// For how many days texts of outlets and authorities are kept after they were first seen.
    pub(crate) news_keep_days: u32,
    /// From how many voices on a topic is shown.
    pub(crate) min_voices: u32,
    /// From how many voices on a topic of a life-safety category is shown.
    pub(crate) min_voices_urgent: u32,
    /// File with corrections to the calendar of the country, relative to this one.
    pub(crate) holidays: Option<PathBuf>,
    /// The corrections of that file.
    #[serde(skip)]
    days: Holidays,
    /// The manners of fetching.
    pub(crate) fetch: dauys_fetch::Settings,
    /// How texts are grouped.
    pub(crate) group: Group,
    /// Which counts above their norm are told of.
    pub(crate) signals: Signals,
    /// What programs may ask of `serve`.
    pub(crate) web: Web,
    /// How digests are sent.
    pub(crate) deliver: deliver::Deliver,
    /// Who approves editions.
    pub(crate) review: deliver::Review,
    /// Where the configuration was read from: relative paths start there.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
    /// A hash of the files it was read from, for the footer of digests.
    #[serde(skip)]
    pub(crate) hash: String,
}

/// How texts are grouped.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Group {
    /// For how many days a topic without a new text can still be joined.
    pub(crate) window_days: u16,
}

/// Which counts above their norm are told of.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Signals {
    /// The share of false ones that is put up with.
    pub(crate) false_share: f64,
}

/// What programs may ask of `serve`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Web {
    /// Requests of one client in a minute, on average; 0: as many as it likes.
    pub(crate) requests_per_minute: u32,
    /// Requests of one client at once.
    pub(crate) burst: u32,
    /// The header in which our own proxy names the client.
    pub(crate) proxy_header: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            sources: None,
            extract: None,
            subscriptions: None,
            institutions: None,
            bodies: Institutions::default(),
            secrets: None,
            source: Vec::new(),
            site: Vec::new(),
            sites: Extract::default(),
            raw_keep_days: 7,
            citizens_keep_days: 90,
            news_keep_days: 400,
            min_voices: 5,
            min_voices_urgent: 2,
            holidays: None,
            days: Holidays::default(),
            fetch: dauys_fetch::Settings::default(),
            group: Group::default(),
            signals: Signals::default(),
            web: Web::default(),
            deliver: deliver::Deliver::default(),
            review: deliver::Review::default(),
            folder: PathBuf::new(),
            hash: "defaults".into(),
        }
    }
}

impl Default for Web {
    fn default() -> Self {
        let programs = dauys_web::Programs::default();
        Self {
            requests_per_minute: programs.requests_per_minute,
            burst: programs.burst,
            proxy_header: programs.proxy_header,
        }
    }
}

impl Default for Signals {
    fn default() -> Self {
        Self { false_share: dauys_signals::Settings::default().false_share }
    }
}

impl Default for Group {
    fn default() -> Self {
        Self { window_days: 14 }
    }
}

/// Days on which the country does not work as its weekdays say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Holidays {
    /// Nobody works, whatever the weekday.
    free: Vec<Date>,
    /// People work, whatever the weekday.
    working: Vec<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourcesFile {
    #[serde(default)]
    source: Vec<Source>,
}

impl Config {
    /// Reads the settings and the files they name.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = read_text(path)?;
        let mut config: Self = parse(&text, path)?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut all = text;
        let mut ids = BTreeSet::new();
        check_sources(&config.source, &mut ids, path)?;
        if let Some(sources) = &config.sources {
            let path = config.folder.join(sources);
            let text = read_text(&path)?;
            let read = parse::<SourcesFile>(&text, &path)?.source;
            check_sources(&read, &mut ids, &path)?;
            config.source.extend(read);
            all.push_str(&text);
        }
        if let Some(extract) = &config.extract {
            let path = config.folder.join(extract);
            let text = read_text(&path)?;
            config.sites = parse(&text, &path)?;
            all.push_str(&text);
        }
        if let Some(holidays) = &config.holidays {
            let path = config.folder.join(holidays);
            let text = read_text(&path)?;
            config.days = parse(&text, &path)?;
            all.push_str(&text);
        }
        if let Some(institutions) = &config.institutions {
            let path = config.folder.join(institutions);
            let text = read_text(&path)?;
            config.bodies = institutions::parse(&text, &path)?;
            all.push_str(&text);
        }
        config.sites.site.extend(config.site.iter().cloned());
        config.sites.check().with_context(|| format!("selectors of a site, from `{}`", path.display()))?;
        for path in [&mut config.fetch.roots, &mut config.fetch.archive].into_iter().flatten() {
            *path = config.folder.join(&*path);
        }
        config.hash = fingerprint(&all);
        config.check(path)?;
        Ok(config)
    }

    fn check(&self, path: &Path) -> anyhow::Result<()> {
        if self.group.window_days < 2 {
            bail!("{}: `group.window_days` must be at least 2", path.display());
        }
        if !(self.signals.false_share > 0.0 && self.signals.false_share <= 1.0) {
            bail!("{}: `signals.false_share` must be above 0 and at most 1", path.display());
        }
        for told in [self.deliver.check(), self.review.check()] {
            told.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        }
        Ok(())
    }

    /// The calendar of the country, as the operator corrected it.
    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::kazakhstan().corrected(self.days.free.iter().copied(), self.days.working.iter().copied())
    }

    /// The days on which sources are expected to be quiet, by the same calendar.
    pub(crate) fn quiet_days(&self) -> silence::Calendar {
        let calendar = self.calendar();
        silence::Calendar::new(calendar.free(), calendar.working())
    }

    /// The rules of extraction for the site that a page belongs to.
    pub(crate) fn site_rules(&self, page: &Url) -> Option<&SiteRules> {
        self.sites.of(page)
    }
}

/// Refuses sources that do not fit their kinds, and ids that are given twice, naming the file that they stand in.
fn check_sources(sources: &[Source], ids: &mut BTreeSet<SourceId>, path: &Path) -> anyhow::Result<()> {
    for source in sources {
        let id = &source.id;
        if !ids.insert(id.clone()) {
            bail!("{}: source `{id}` is given twice", path.display());
        }
        if let Err(told) = fit::check(source) {
            bail!("{}: source `{id}`: {told}", path.display());
        }
    }
    Ok(())
}

/// Reads a text file, naming it when it cannot be.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading `{}`", path.display()))
}

/// Parses TOML; an unknown key is answered with the nearest known one.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(text: &str, path: &Path) -> anyhow::Result<T> {
    toml::from_str(text).map_err(|error| {
        let mut told = error.to_string();
        if let Some(nearest) = nearest_known(error.message()) {
            told = format!("{}\nhelp: did you mean `{nearest}`?", told.trim_end());
        }
        anyhow::anyhow!("{}: {told}", path.display())
    })
}

/// The known key nearest to the unknown one that a message of serde speaks of.
fn nearest_known(message: &str) -> Option<String> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    quoted
        .map(|known| (strsim::damerau_levenshtein(unknown, known), known))
        .min()
        .map(|(_, known)| known.to_owned())
}

/// Twelve hexadecimal digits that change when the text does.
pub(crate) fn fingerprint(text: &str) -> String {
    use std::hash::Hasher;
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(text.as_bytes());
    format!("{:012x}", hasher.finish() >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error =
            parse::<Config>("raw_keep_day = 3\n", Path::new("config/dauys.toml")).unwrap_err().to_string();
        assert!(error.contains("config/dauys.toml"), "{error}");
        assert!(error.contains("did you mean `raw_keep_days`?"), "{error}");
    }

    #[test]
    fn a_source_that_does_not_fit_is_named_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("dauys.toml");
        let sources = folder.path().join("sources.toml");
        let error = |settings: &str, listed: &str| {
            std::fs::write(&config, settings).unwrap();
            std::fs::write(&sources, listed).unwrap();
            Config::read(&config).unwrap_err().to_string()
        };
        let list = "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"http://a.example/\"\nkind = \"list\"\n";
        let told = error("sources = \"sources.toml\"\n", list);
        assert!(told.contains("sources.toml: source `a`: a list needs `list` selectors"), "{told}");
        let told = error(list, "");
        assert!(told.contains("dauys.toml: source `a`: a list"), "{told}");
        let feed = list.replace("\"list\"", "\"feed\"");
        let told = error(&format!("sources = \"sources.toml\"\n{feed}"), &feed);
        assert!(told.contains("sources.toml: source `a` is given twice"), "{told}");
    }

    #[test]
    fn the_settings_file_shows_the_defaults() {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/dauys.toml"));
        let shown = Config::read(path).unwrap();
        let defaults = Config::default();
        assert_eq!(format!("{:?}", shown.fetch), format!("{:?}", defaults.fetch));
        assert_eq!(format!("{:?}", shown.group), format!("{:?}", defaults.group));
        assert_eq!(format!("{:?}", shown.signals), format!("{:?}", defaults.signals));
        assert_eq!(format!("{:?}", shown.web), format!("{:?}", defaults.web));
        assert_eq!(format!("{:?}", shown.deliver), format!("{:?}", defaults.deliver));
        assert_eq!(format!("{:?}", shown.review), format!("{:?}", defaults.review));
        let numbers = |config: &Config| {
            [
                config.raw_keep_days,
                config.citizens_keep_days,
                config.news_keep_days,
                config.min_voices,
                config.min_voices_urgent,
            ]
        };
        assert_eq!(numbers(&shown), numbers(&defaults));
    }
}
