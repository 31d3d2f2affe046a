//! An edition as the message that its channel takes: which form is the body, which are attached, which files are put where.

use dauys_deliver::{File, Message};
use dauys_digest::Digest;
use dauys_model::{Channel, Format, Period, Subscription};
use dauys_store::{Edition, Store};

use super::site;
use crate::forms;

/// The message of an edition. `instance` tells this installation from others.
pub(super) fn message(
    store: &Store,
    subscription: &Subscription,
    channel: &Channel,
    edition: &Edition,
    digest: &Digest,
    instance: &str,
) -> anyhow::Result<Message> {
    let key = &edition.key;
    let mut message = Message {
        key: format!("{}.{}.{}.{instance}", key.subscription, key.period.code(), key.day),
        list: subscription.id.clone(),
        at: edition.made_at,
        subject: format!("{}: {}", digest.title, digest.date),
        text: String::new(),
        html: None,
        attachments: Vec::new(),
        parts: Vec::new(),
        post: String::new(),
        files: Vec::new(),
    };
    match channel {
        Channel::Mail { .. } => put_letter(&mut message, store, subscription, digest)?,
        Channel::Telegram { .. } => message.parts = dauys_digest::telegram::messages(digest),
        Channel::Webhook { .. } => message.post = dauys_digest::webhook(digest),
        Channel::Folder { .. } => message.files = files(store, subscription, digest)?,
        Channel::Site { .. } => {
            message.files = files(store, subscription, digest)?;
            message.files.push(site::index(store, subscription, edition)?);
        }
    }
    Ok(message)
}

/// The first form is the body if it is HTML or text, all others are attached; without forms, HTML.
fn put_letter(
    message: &mut Message,
    store: &Store,
    subscription: &Subscription,
    digest: &Digest,
) -> anyhow::Result<()> {
    let formats = subscription.formats.as_slice();
    let (html, attached) = match formats.split_first() {
        Some((Format::Text, rest)) => (false, rest),
        Some((Format::Html | Format::Mail, rest)) => (true, rest),
        _ => (true, formats),
    };
    message.text = dauys_digest::text(digest);
    message.html = html.then(|| dauys_digest::mail(digest));
    for format in attached {
        message.attachments.push(File::new(
            format!("{}.{}", stem(digest), format.ending()),
            format.media_type(),
            forms::render_with_editions(store, digest, *format)?,
        ));
    }
    Ok(())
}

/// A folder for each subscription: a file for each form of the edition, and feeds under one name for all.
fn files(store: &Store, subscription: &Subscription, digest: &Digest) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    for format in formats(subscription) {
        let name = match format {
            Format::Atom | Format::JsonFeed => format.ending().to_owned(),
            format => format!("{}.{}", stem(digest), format.ending()),
        };
        let bytes = forms::render_with_editions(store, digest, format)?;
        files.push(File::new(format!("{}/{name}", subscription.id), format.media_type(), bytes));
    }
    Ok(files)
}

/// The forms of a folder or site; a site always has pages.
fn formats(subscription: &Subscription) -> Vec<Format> {
    let mut formats = subscription.formats.clone();
    let is_site = matches!(subscription.to, Some(Channel::Site { .. }));
    if formats.is_empty() || (is_site && !formats.contains(&Format::Html)) {
        formats.insert(0, Format::Html);
    }
    formats
}

/// What files of an edition are called: `2026-11-21`, `week-2026-11-22`.
fn stem(digest: &Digest) -> String {
    stem_of(digest.period, digest.day)
}

/// See [`stem`].
pub(super) fn stem_of(period: Period, day: jiff::civil::Date) -> String {
    match period {
        Period::Day => day.to_string(),
        period => format!("{}-{day}", period.code()),
    }
}
