//! `digest`: a day, week or month as one subscription reads it, to stdout or as files.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dauys_model::{Format, Interface, Period, Reviewed, Subscription};
use dauys_store::Store;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::{DigestArgs, PageLanguage};
use crate::exit::{Exit, Misuse};
use crate::forms::{self, Job};
use crate::gather::Gatherer;
use crate::home::Home;
use crate::out;
use crate::subscriptions;

/// So many digests are gathered before they are made: enough work for all processors, little to hold.
const BATCH: usize = 16;

/// Which digest is wanted.
pub(crate) struct Wanted<'a> {
    /// The civil day, or the last one.
    pub(crate) day: Date,
    /// A day, a week or a month; what the subscription says when absent.
    pub(crate) period: Option<Period>,
    /// Nothing after this moment is looked at.
    pub(crate) now: Timestamp,
    /// The language of the interface, instead of the subscription's.
    pub(crate) language: Option<PageLanguage>,
    /// The subscription; without it all, or the first one in the language wanted.
    pub(crate) subscription: Option<&'a str>,
}

/// Writes a digest.
pub(crate) fn run(home: &Home, arguments: &DigestArgs, now: Timestamp) -> anyhow::Result<Exit> {
    let store = home.existing_store()?;
    let wanted = Wanted {
        day: arguments.date.unwrap_or_else(|| dauys_model::civil_day(now)),
        period: arguments.period.map(Period::from),
        now,
        language: arguments.lang,
        subscription: arguments.subscription.as_deref(),
    };
    if let Some(folder) = &arguments.output {
        let formats = arguments.format.as_ref().map(std::slice::from_ref);
        for file in write_files(home, &store, &wanted, folder, formats)? {
            out::say(file.display());
        }
        return Ok(Exit::Well);
    }
    let format = arguments.format.unwrap_or(Format::Md);
    if matches!(format, Format::Docx | Format::Pdf) && out::stdout_is_terminal() {
        let told = format!(
            "`{}` is no text for a terminal: name a folder with -o, or send it to a file",
            format.code()
        );
        return Err(Misuse(told).into());
    }
    let mut data = out::data();
    data.bytes(&render(home, &store, &wanted, format)?)?;
    data.finish()?;
    Ok(Exit::Well)
}

/// One digest.
pub(crate) fn render(
    home: &Home,
    store: &Store,
    wanted: &Wanted<'_>,
    format: Format,
) -> anyhow::Result<Vec<u8>> {
    let mut subscription = subscriptions::one(&home.config, wanted.subscription)?;
    if let Some(language) = wanted.language.map(Interface::from) {
        if wanted.subscription.is_none() {
            let in_language =
                subscriptions::all(&home.config)?.into_iter().find(|other| other.language == language);
            subscription = in_language.unwrap_or(subscription);
        }
        subscription.language = language;
    }
    let period = wanted.period.unwrap_or(subscription.period);
    let mut gatherer = Gatherer::new(home, store, wanted.now);
    let digest = gatherer.digest(&subscription, period, wanted.day, Reviewed::default())?;
    forms::render_with_editions(store, &digest, format)
}

/// Every subscription (or one) as files in a folder: in these formats, else in those that it asks for itself, else as HTML and
/// Markdown. The paths written.
pub(crate) fn write_files(
    home: &Home,
    store: &Store,
    wanted: &Wanted<'_>,
    folder: &Path,
    formats: Option<&[Format]>,
) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
    let mut subscriptions: Vec<Subscription> = match wanted.subscription {
        Some(id) => vec![subscriptions::one(&home.config, Some(id))?],
        None => subscriptions::all(&home.config)?,
    };
    if let Some(language) = wanted.language.map(Interface::from) {
        subscriptions.iter_mut().for_each(|subscription| subscription.language = language);
    }
    let mut files = Vec::new();
    let mut gatherer = Gatherer::new(home, store, wanted.now);
    for batch in subscriptions.chunks(BATCH) {
        let mut paths = Vec::new();
        let mut jobs = Vec::new();
        for subscription in batch {
            let period = wanted.period.unwrap_or(subscription.period);
            let formats = match formats {
                Some(formats) => formats,
                None if subscription.formats.is_empty() => &[Format::Html, Format::Md],
                None => &subscription.formats,
            };
            let name = name(subscription, period, wanted.day);
            paths.extend(formats.iter().map(|format| folder.join(format!("{name}.{}", format.ending()))));
            let editions = if formats.iter().any(|format| format.is_feed()) {
                forms::editions(store, &subscription.id, period, wanted.day)?
            } else {
                Vec::new()
            };
            let input = gatherer.input(subscription, period, wanted.day)?;
            jobs.push(Job { input, formats: formats.to_vec(), editions });
        }
        let made = forms::render_all(jobs)?;
        for (path, bytes) in paths.iter().zip(made.iter().flatten()) {
            super::write_whole(path, bytes)?;
        }
        files.extend(paths);
    }
    Ok(files)
}

/// How files of a digest are named, without their ending: `digest-2026-11-22-kk`, `digest-2026-11-22-week-kk`.
fn name(subscription: &Subscription, period: Period, day: Date) -> String {
    match period {
        Period::Day => format!("digest-{day}-{}", subscription.id),
        period => format!("digest-{day}-{}-{}", period.code(), subscription.id),
    }
}
