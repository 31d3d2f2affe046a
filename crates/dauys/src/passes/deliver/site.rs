//! The index of a static site: the editions of a subscription that went out, newest first.

use std::fmt::Write;

use dauys_deliver::File;
use dauys_model::{Format, Subscription};
use dauys_store::{Edition, EditionFilter, EditionState, Store};

use super::message::stem_of;

/// The index with the edition that is going out now.
pub(super) fn index(store: &Store, subscription: &Subscription, going: &Edition) -> anyhow::Result<File> {
    let filter = EditionFilter { subscription: Some(&subscription.id), ..EditionFilter::default() };
    let mut items = String::new();
    for edition in store.editions(&filter)? {
        if edition.state != EditionState::Sent && edition.id != going.id {
            continue;
        }
        let name = stem_of(edition.key.period, edition.key.day);
        let _ = writeln!(items, "<li><a href=\"{name}.html\">{}</a></li>", dates(&edition));
    }
    let title = escaped(&subscription.title);
    let feeds = feeds(subscription);
    let page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n{feeds}<style>body{{font:1.1rem/1.5 sans-serif;margin:auto;max-width:40rem;padding:1rem}}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n",
        subscription.language.code()
    );
    Ok(File::new(format!("{}/index.html", subscription.id), Format::Html.media_type(), page))
}

/// The day, or the first and last one of the week or month, as a civil date that is read the same in every language.
fn dates(edition: &Edition) -> String {
    let (from, last) = edition.key.period.around(edition.key.day);
    let day =
        |day: jiff::civil::Date| format!("<time datetime=\"{day}\">{}</time>", day.strftime("%d.%m.%Y"));
    if from == last { day(last) } else { format!("{}–{}", day(from), day(last)) }
}

fn feeds(subscription: &Subscription) -> String {
    let mut links = String::new();
    for format in &subscription.formats {
        let media_type = match format {
            Format::Atom => "application/atom+xml",
            Format::JsonFeed => "application/feed+json",
            _ => continue,
        };
        let _ =
            writeln!(links, "<link rel=\"alternate\" type=\"{media_type}\" href=\"{}\">", format.ending());
    }
    links
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
