//! `digest`: a day as one subscription reads it, to stdout or as files.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dauys_model::{Interface, Period, Reviewed, Subscription};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::{DigestArgs, DigestFormat, PageLanguage};
use crate::exit::Exit;
use crate::gather::Gatherer;
use crate::home::Home;
use crate::out;
use crate::subscriptions;

/// Which digest is wanted.
pub(crate) struct Wanted<'a> {
    /// The civil day.
    pub(crate) day: Date,
    /// Nothing after this moment is looked at.
    pub(crate) now: Timestamp,
    /// The language of the interface, instead of the subscription's.
    pub(crate) language: Option<PageLanguage>,
    /// The subscription; without it the first one in the language wanted.
    pub(crate) subscription: Option<&'a str>,
}

/// Writes a day's digest.
pub(crate) fn run(home: &Home, arguments: &DigestArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let day = arguments.date.unwrap_or_else(|| dauys_model::civil_day(now));
    if let Some(folder) = &arguments.output {
        let files =
            write_files(home, &store, day, now, folder, arguments.subscription.as_deref(), arguments.format)?;
        for file in files {
            out::say(file.display());
        }
        return Ok(Exit::Well);
    }
    let wanted =
        Wanted { day, now, language: arguments.lang, subscription: arguments.subscription.as_deref() };
    let mut data = out::data();
    data.text(&render(home, &store, &wanted, arguments.format.unwrap_or(DigestFormat::Md))?)?;
    data.finish()?;
    Ok(Exit::Well)
}

/// One digest as text.
pub(crate) fn render(
    home: &Home,
    store: &Store,
    wanted: &Wanted<'_>,
    format: DigestFormat,
) -> anyhow::Result<String> {
    let mut subscription = subscriptions::one(&home.config, wanted.subscription)?;
    if let Some(language) = wanted.language.map(Interface::from) {
        if wanted.subscription.is_none() {
            let in_language =
                subscriptions::all(&home.config)?.into_iter().find(|other| other.language == language);
            subscription = in_language.unwrap_or(subscription);
        }
        subscription.language = language;
    }
    let digest = Gatherer::new(home, store, wanted.now).digest(
        &subscription,
        Period::Day,
        wanted.day,
        Reviewed::default(),
    )?;
    Ok(rendered(&digest, format))
}

/// Every subscription (or one) as files in a folder; HTML and Markdown, or one format. The paths written.
pub(crate) fn write_files(
    home: &Home,
    store: &Store,
    day: Date,
    now: Timestamp,
    folder: &Path,
    subscription: Option<&str>,
    format: Option<DigestFormat>,
) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
    let subscriptions: Vec<Subscription> = match subscription {
        Some(id) => vec![subscriptions::one(&home.config, Some(id))?],
        None => subscriptions::all(&home.config)?,
    };
    let formats = match &format {
        Some(format) => std::slice::from_ref(format),
        None => &[DigestFormat::Html, DigestFormat::Md],
    };
    let mut files = Vec::new();
    let mut gatherer = Gatherer::new(home, store, now);
    for subscription in subscriptions {
        let digest = gatherer.digest(&subscription, Period::Day, day, Reviewed::default())?;
        for format in formats {
            let path = folder.join(format!("digest-{day}-{}.{}", subscription.id, ending(*format)));
            super::write_whole(&path, &rendered(&digest, *format))?;
            files.push(path);
        }
    }
    Ok(files)
}

fn rendered(digest: &dauys_digest::Digest, format: DigestFormat) -> String {
    match format {
        DigestFormat::Html => dauys_digest::html(digest),
        DigestFormat::Md => dauys_digest::markdown(digest),
        DigestFormat::Json => dauys_digest::json(digest),
        DigestFormat::Text => dauys_digest::text(digest),
    }
}

fn ending(format: DigestFormat) -> &'static str {
    match format {
        DigestFormat::Html => "html",
        DigestFormat::Md => "md",
        DigestFormat::Json => "json",
        DigestFormat::Text => "txt",
    }
}
