//! A digest → an HTML page for programs of mail: tables and inline styles, no drawing, nothing fetched, below [`LIMIT`] whatever the
//! digest. What does not fit is left out at whole topics and lines, and that is said.

use askama::Template;

use crate::cite::{Cited, Citing, page_of};
use crate::curve::Bar;
use crate::escape::{escaped, short};
use crate::html::{bind, lang_in};
use crate::statement::Sentence;
use crate::view::{Alert, Change, ChangeKind, Digest, Entry, RollupRow};
use crate::wording::Wording;

/// The most bytes of a mail's page. Gmail hides what is behind 102 kB (its documented bound of a clipped message).
pub(crate) const LIMIT: usize = 99_000;
/// Bytes for the lines of changes.
const CHANGES: usize = 16_000;
/// Bytes for what saved searches told.
const ALERTS: usize = 6_000;
/// Bytes for the table of a week or month.
const ROWS: usize = 16_000;
/// Days of the bars: two weeks beside their caption on a phone.
const DAYS: usize = 14;
/// Bytes for editions that did not arrive, and for corrections, each.
const TOLD: usize = 4_000;
/// Documents linked with one topic.
const POSTS: usize = 5;
/// Bytes for what one sentence rests on.
const REFS: usize = 2_400;
/// Characters for one list of names.
const NAMES: usize = 600;
/// Characters for the sentences of one box.
const BOX: usize = 1_200;
/// The longest address that is linked. Longer ones are hardly real, and some programs cut them.
const ADDRESS: usize = 300;

/// The digest as a page for programs of mail.
pub fn mail(digest: &Digest) -> String {
    let parts = Parts::new(digest);
    let frame = |topics: &str, is_cut: bool| {
        let frame = Frame { parts: &parts, digest, wording: parts.wording, topics, is_cut };
        frame.render().expect("writing into a string cannot fail")
    };
    let room = LIMIT.saturating_sub(frame("", true).len());
    let (topics, is_cut) = parts.topics(room);
    frame(&topics, is_cut || parts.is_cut)
}

/// The page around the topics.
#[derive(Template)]
#[template(path = "mail.html", whitespace = "minimize")]
struct Frame<'a> {
    parts: &'a Parts<'a>,
    digest: &'a Digest,
    wording: &'static Wording,
    topics: &'a str,
    is_cut: bool,
}

/// One topic.
#[derive(Template)]
#[template(path = "mail_topic.html", whitespace = "minimize")]
struct Topic<'a> {
    parts: &'a Parts<'a>,
    topic: &'a Entry,
    wording: &'static Wording,
}

/// What both templates are made of.
struct Parts<'a> {
    digest: &'a Digest,
    wording: &'static Wording,
    citing: Citing<'a>,
    page: Option<String>,
    changes: String,
    told: Vec<(&'static str, String)>,
    alerts: String,
    rows: String,
    /// Whether a line of these was left out.
    is_cut: bool,
}

impl<'a> Parts<'a> {
    fn new(digest: &'a Digest) -> Self {
        let mut parts = Self {
            digest,
            wording: Wording::of(digest.language),
            citing: Citing::new(digest, false),
            page: page_of(digest).filter(|page| escaped(page).len() <= ADDRESS),
            changes: String::new(),
            told: Vec::new(),
            alerts: String::new(),
            rows: String::new(),
            is_cut: false,
        };
        let changes = within(CHANGES, digest.changes.items.iter().map(|change| parts.change(change)));
        let alerts = within(ALERTS, digest.alerts.iter().map(|alert| parts.alert(alert)));
        let rows = digest.rollup.iter().flat_map(|rollup| &rollup.rows);
        let rows = within(ROWS, rows.map(|row| parts.row(row)));
        let labels = &parts.wording.labels;
        let mut told = Vec::new();
        let mut is_told_cut = false;
        for (label, sentences) in
            [(&labels.missed, &digest.missed), (&labels.corrections, &digest.corrections)]
        {
            let (lines, is_cut) = within(TOLD, sentences.iter().map(|sentence| parts.line(sentence)));
            is_told_cut |= is_cut;
            if !sentences.is_empty() {
                told.push((label.as_str(), lines));
            }
        }
        parts.is_cut = changes.1 || alerts.1 || rows.1 || is_told_cut;
        parts.told = told;
        (parts.changes, parts.alerts, parts.rows) = (changes.0, alerts.0, rows.0);
        parts
    }

    /// Sections and their topics, as many whole ones as fit into `room` bytes, and whether some did not.
    fn topics(&self, room: usize) -> (String, bool) {
        let mut set = String::new();
        for section in &self.digest.sections {
            let heading = format!(
                "<tr><td class=\"cell\" style=\"padding:22px 20px 0\"><h2 class=\"accent\" style=\"margin:0;font-size:18px;\
                 line-height:24px;color:#005a6e\">{} <span class=\"soft\" style=\"color:#515d69;font-weight:normal\">{}</span>\
                 </h2></td></tr>\n",
                escaped(&short(&section.heading, 80)),
                section.topics.len()
            );
            for (index, topic) in section.topics.iter().enumerate() {
                let one = Topic { parts: self, topic, wording: self.wording };
                let one = one.render().expect("writing into a string cannot fail");
                let before = if index == 0 { heading.as_str() } else { "" };
                if set.len() + before.len() + one.len() > room {
                    return (set, true);
                }
                set.push_str(before);
                set.push_str(&one);
            }
        }
        (set, false)
    }

    fn change(&self, change: &Change) -> String {
        let colour = match change.kind {
            ChangeKind::AnswerDue => ("urgent", "#a31220"),
            ChangeKind::QuietNow => ("soft", "#515d69"),
            _ => ("accent", "#005a6e"),
        };
        let told = escaped(&bind(&short(&change.sentence.text, 240)));
        let page = change.topic.as_ref().and_then(|topic| self.citing.told_at(topic));
        let told = match self.link(&page) {
            Some(link) => format!(
                "<a class=\"ink\" href=\"{}\" style=\"color:#17202a;text-decoration:underline\">{told}</a>",
                escaped(link)
            ),
            None => told,
        };
        format!(
            "<tr><td class=\"line {}\" valign=\"top\" width=\"96\" style=\"padding:7px 8px 7px 0;border-bottom:1px solid #dcdad3;\
             font-size:13px;line-height:19px;font-weight:bold;color:{}\">{}</td><td class=\"line\" valign=\"top\" \
             style=\"padding:7px 0;border-bottom:1px solid #dcdad3;font-size:15px;line-height:20px\">{told}</td></tr>\n",
            colour.0,
            colour.1,
            escaped(&short(&change.label, 40)),
        )
    }

    fn alert(&self, alert: &Alert) -> String {
        let name = escaped(&short(&alert.search, 120));
        let name = match self.link(&alert.link) {
            Some(link) => {
                format!("<a class=\"accent\" href=\"{}\" style=\"color:#005a6e\">{name}</a>", escaped(link))
            }
            None => format!("<b>{name}</b>"),
        };
        format!(
            "<p style=\"margin:6px 0 0;font-size:15px;line-height:21px\">{name}: {}{}</p>\n",
            escaped(&bind(&short(&alert.sentence.text, 400))),
            self.refs(&alert.sentence)
        )
    }

    fn row(&self, row: &RollupRow) -> String {
        let columns = self.digest.rollup.as_ref().map_or(0, |rollup| rollup.columns.len());
        let counts = [Some(row.voices), row.before, row.last_year];
        let unknown = &self.wording.labels.unknown;
        let cells: String = counts
            .iter()
            .take(columns)
            .map(|count| {
                format!(
                    "<td class=\"line\" align=\"right\" valign=\"top\" style=\"padding:5px 0 5px 8px;border-bottom:1px solid \
                     #dcdad3\">{}</td>",
                    count.map_or_else(|| escaped(unknown), |count| count.to_string())
                )
            })
            .collect();
        format!(
            "<tr><th class=\"line\" scope=\"row\" align=\"left\" valign=\"top\" style=\"padding:5px 0;border-bottom:1px solid \
             #dcdad3;font-weight:normal\">{}<br><span class=\"soft\" style=\"color:#515d69;font-size:13px\">{}</span></th>{cells}</tr>\n",
            escaped(&short(&row.category_name, 80)),
            escaped(&short(&row.region_name, 60)),
        )
    }

    /// What a sentence rests on, set small after it.
    fn refs(&self, sentence: &Sentence) -> String {
        self.cited(&self.citing.all(sentence))
    }

    fn posts(&self, topic: &Entry) -> String {
        self.cited(&self.citing.posts(topic, POSTS))
    }

    fn cited(&self, cited: &[Cited]) -> String {
        let each = cited.iter().map(|cited| {
            let text = escaped(&bind(&short(&cited.text, 80)));
            match self.link(&cited.href) {
                Some(href) => {
                    format!(
                        "<a class=\"accent\" href=\"{}\" style=\"color:#005a6e\">{text}</a>",
                        escaped(href)
                    )
                }
                None => text,
            }
        });
        let mut room = REFS;
        let within = |text: &String| {
            let left = room.checked_sub(text.len());
            room = left.unwrap_or_default();
            left.is_some()
        };
        let each: Vec<String> = each.take_while(within).collect();
        if each.is_empty() {
            return String::new();
        }
        format!(" <span class=\"soft\" style=\"color:#515d69;font-size:12px\">[{}]</span>", each.join(", "))
    }

    /// Bars of the last days as cells of a table, days of nothing in a row as one.
    fn bars(&self, topic: &Entry) -> String {
        let bars = &topic.curve.bars;
        let shown: &[Bar] = &bars[bars.len().saturating_sub(DAYS)..];
        let peak = shown.iter().map(|bar| bar.voices).max().unwrap_or_default().max(1);
        let mut cells = String::new();
        for days in shown.chunk_by(|one, next| one.voices == 0 && next.voices == 0) {
            let height = (u64::from(days[0].voices) * 24).div_ceil(u64::from(peak)).max(1);
            let is_today = days.last().map(|bar| bar.day) == shown.last().map(|bar| bar.day);
            let colour = match (days[0].voices, is_today) {
                (0, _) => "#b9b7af",
                (_, true) => "#005a6e",
                _ => "#9dbac1",
            };
            let class = if is_today && days[0].voices > 0 { " class=\"today\"" } else { "" };
            cells.push_str(&format!(
                "<td valign=\"bottom\" style=\"padding:0 2px 0 0\"><div{class} style=\"width:{}px;height:{height}px;background:\
                 {colour};font-size:0;line-height:0\">&nbsp;</div></td>",
                days.len() * 8 - 2
            ));
        }
        cells
    }

    /// An address that is short enough to be linked.
    fn link<'l>(&self, link: &'l Option<String>) -> Option<&'l str> {
        link.as_deref().filter(|link| escaped(link).len() <= ADDRESS)
    }

    fn short(&self, text: &str, longest: usize) -> String {
        bind(&short(text, longest))
    }

    /// A list of names, cut where it is very long.
    fn names(&self, names: &[String]) -> String {
        let mut named: Vec<String> = Vec::new();
        let mut room = NAMES;
        for name in names {
            let name = short(name, 60);
            let Some(left) = room.checked_sub(name.chars().count()) else {
                named.push("…".to_owned());
                break;
            };
            room = left;
            named.push(name);
        }
        named.join(&self.wording.list_separator)
    }

    fn failed(&self) -> String {
        let failed = self.digest.coverage.failed.iter();
        let named: Vec<String> =
            failed.map(|source| format!("{} ({})", source.name, short(&source.reason, 40))).collect();
        self.names(&named)
    }

    fn filters(&self) -> Option<String> {
        self.digest.filter_line().map(|line| short(&line, 300))
    }

    /// What stands before the topics: headings with lines beneath them.
    fn told(&self) -> &[(&'static str, String)] {
        &self.told
    }

    fn line(&self, sentence: &Sentence) -> String {
        format!(
            "<p style=\"margin:5px 0 0;font-size:15px;line-height:21px\">{}{}</p>\n",
            escaped(&bind(&short(&sentence.text, 400))),
            self.refs(sentence)
        )
    }

    /// The sentences of a box, each of bounded length, as many as have room.
    fn few(&self, sentences: &[Sentence]) -> Vec<String> {
        let mut room = BOX;
        let texts = sentences.iter().map(|sentence| self.short(&sentence.text, 400));
        texts
            .map_while(|text| {
                room = room.checked_sub(text.chars().count())?;
                Some(text)
            })
            .collect()
    }

    fn lang(&self, language: &dauys_model::Language) -> Option<&'static str> {
        lang_in(self.digest, *language)
    }
}

/// As many of the lines as fit into `room` bytes, and whether some did not.
fn within(room: usize, lines: impl Iterator<Item = String>) -> (String, bool) {
    let mut set = String::new();
    for line in lines {
        if set.len() + line.len() > room {
            return (set, true);
        }
        set.push_str(&line);
    }
    (set, false)
}
