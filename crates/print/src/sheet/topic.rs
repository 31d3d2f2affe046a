//! The topics of a digest: heading, sentence, curve, quotes with their sources, particulars.

use dauys_digest::{Entry, Evidence};
use dauys_model::Language;

use super::{Writer, joined};
use crate::charts;
use crate::paper::{Block, Look, Span, Target};

pub(super) fn write(writer: &mut Writer<'_>) {
    for section in &writer.digest.sections {
        writer.part(format!("{} · {}", section.heading, section.topics.len()));
        for topic in &section.topics {
            entry(writer, topic);
        }
    }
}

fn entry(writer: &mut Writer<'_>, topic: &Entry) {
    let anchor = writer.anchors.get(&topic.id).cloned().unwrap_or_default();
    writer.blocks.push(Block::Heading { level: 2, text: topic.title.text.clone(), anchor });
    kicker(writer, topic);
    if let Some(phrase) = &topic.title.phrase {
        let text = format!("{}{}{}", writer.words.quote_open, phrase.text, writer.words.quote_close);
        writer.line(Look::Phrase, &text);
    }
    writer.line(Look::Plain, &topic.fact.text);
    if let Some(norm) = &topic.norm {
        writer.line(Look::Plain, &norm.sentence.text);
    }
    let chart = charts::curve(writer.digest, topic);
    writer.blocks.push(Block::Figure {
        svg: chart.svg,
        alt: joined([writer.words.curve, topic.curve_in_words.as_str()], ": "),
        caption: topic.curve_caption.clone(),
        width: chart.width,
    });
    if let Some(note) = &topic.note {
        writer.labelled(Look::Note, &format!("{} ({})", &writer.labels.note, note.by), &note.text);
    }
    for evidence in &topic.quotes {
        quote(writer, evidence);
    }
    particulars(writer, topic);
}

fn kicker(writer: &mut Writer<'_>, topic: &Entry) {
    let region = topic.title.region.as_deref().unwrap_or_default();
    let belongs = joined([topic.title.group.as_str(), region, topic.confirmation_name.as_str()], " · ");
    let urgent = if topic.urgent { format!("{} · ", writer.words.urgent) } else { String::new() };
    writer.say(Look::Kicker, vec![Span::strong(urgent), Span::plain(belongs)]);
}

fn quote(writer: &mut Writer<'_>, evidence: &Evidence) {
    let outlet = evidence.url.as_deref().and_then(Target::of_web);
    let page = evidence.link.as_deref().and_then(Target::of_web);
    let mut source = vec![
        Span::link(&evidence.source, outlet.clone().or_else(|| page.clone())),
        Span::plain(format!(" · {} · {} · ", evidence.published, evidence.kind_name)),
        Span::link(format!("№\u{a0}{}", evidence.post), page),
    ];
    match outlet {
        Some(Target::Url(url)) => {
            source.push(Span::plain(" · "));
            source.push(Span::link(written(&url), Some(Target::Url(url.clone()))));
        }
        _ => source.push(Span::plain(format!(" · {}", writer.words.no_link))),
    }
    let language = match evidence.language {
        Language::Kazakh => Some("kk"),
        Language::Russian => Some("ru"),
        Language::Mixed | Language::Other | Language::Unknown => None,
    };
    writer.blocks.push(Block::Quote { text: evidence.text.clone(), language, source });
}

/// An address as it is written on paper: one that can be typed.
fn written(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url).trim_end_matches('/')
}

fn particulars(writer: &mut Writer<'_>, topic: &Entry) {
    let labels = writer.labels;
    let list = |names: &[String]| names.join(writer.words.list_separator);
    writer.labelled(Look::Small, &labels.responsible, &list(&topic.responsible));
    writer.labelled(Look::Small, writer.words.counts, &topic.counts.text);
    writer.labelled(Look::Small, writer.words.sources, &list(&topic.sources));
    writer.labelled(Look::Small, writer.words.documents, &topic.documents_in_words(writer.digest.language));
    if let Some(url) = topic.link.as_deref() {
        writer.say(Look::Small, vec![Span::link(written(url), Target::of_web(url))]);
    }
}
