//! An explanation → the verdict on the whole text: language, category, complaint, places, what was hidden, what an index holds. Each
//! is one line that opens to its reasons.

use std::collections::BTreeMap;

use dauys_model::Kato;
use dauys_model::{CategoryId, Language};
use dauys_text::category::ACCEPT;
use dauys_text::explain::Passage;
use dauys_text::place::{Ground, Recognition};
use dauys_text::{Aspect, CategoryMatch, Explanation, Mark, Rule, TermKind, place, tree};

use crate::html::Html;
use crate::language::Written;
use crate::speech::speech;
use crate::wording::{Wording, fill};
use dauys_model::Interface;

/// Writes the verdict on a text. `is_open` says whether its reasons are seen at once.
pub(crate) fn verdict(html: &mut Html, explanation: &Explanation, is_open: bool, language: Interface) {
    let verdict = Verdict { explanation, language, wording: Wording::of(language), is_open };
    html.element("div", &[("class", "verdict")], |html| {
        verdict.language(html);
        verdict.category(html);
        verdict.complaint(html);
        verdict.places(html);
        verdict.hidden(html);
        verdict.index(html);
    });
}

/// The name of a category with its group: «ЖКХ и коммунальные услуги › Водоснабжение».
pub(crate) fn category_name(id: &CategoryId, language: Interface) -> String {
    let name = |id: &CategoryId| {
        tree().get(id).map_or(id.0.as_str(), |node| language.of(node.kk, node.ru, node.en)).to_owned()
    };
    let group = CategoryId(id.group().to_owned());
    if group == *id { name(id) } else { format!("{} › {}", name(&group), name(id)) }
}

struct Verdict<'a> {
    explanation: &'a Explanation,
    language: Interface,
    wording: &'static Wording,
    is_open: bool,
}

impl Verdict<'_> {
    fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.explanation.title.iter().chain([&self.explanation.text])
    }

    /// A line that opens to its reasons.
    fn line(
        &self,
        html: &mut Html,
        name: &str,
        score: Option<f32>,
        finding: impl FnOnce(&mut Html),
        reasons: impl FnOnce(&mut Html),
    ) {
        let attributes: &[_] = if self.is_open { &[("open", "")] } else { &[] };
        html.element("details", attributes, |html| {
            html.element("summary", &[], |html| {
                html.tagged("span", &[("class", "name")], name);
                html.text(" ");
                html.element("span", &[("class", "finding")], finding);
                if let Some(score) = score {
                    let exact = format!("{score:.3}");
                    html.text(" ");
                    html.tagged("span", &[("class", "score")], &self.language.number(score, 2));
                    html.element(
                        "meter",
                        &[("min", "0"), ("max", "1"), ("value", &exact), ("aria-hidden", "true")],
                        |_| {},
                    );
                }
            });
            html.element("div", &[("class", "reasons")], reasons);
        });
        html.line();
    }

    fn language(&self, html: &mut Html) {
        let analysis = &self.explanation.analysis;
        let wording = self.wording;
        self.line(
            html,
            &wording.rows.language,
            Some(analysis.score),
            |html| {
                html.tagged("b", &[], wording.language(analysis.language));
                if analysis.language == Language::Other {
                    html.text(&format!(" ({})", analysis.iso));
                }
            },
            |html| {
                html.element("dl", &[], |html| {
                    pair(html, &wording.rows.iso, analysis.iso);
                    pair(html, &wording.rows.script, wording.script(analysis.script));
                    pair(html, &wording.rows.words, &self.words_by_language());
                    pair(html, &wording.rows.decided_by, &self.bases());
                });
                html.tagged("p", &[("class", "note")], &wording.rows.score);
            },
        );
    }

    /// How many words are of which language.
    fn words_by_language(&self) -> String {
        let mut counts: BTreeMap<Language, u32> = BTreeMap::new();
        for word in self.passages().flat_map(|passage| &passage.words) {
            let language = match word.word.language {
                known @ (Language::Kazakh | Language::Russian) => known,
                _ => Language::Other,
            };
            *counts.entry(language).or_default() += 1;
        }
        let counted =
            counts.iter().map(|(language, count)| format!("{} – {count}", self.wording.words_of(*language)));
        self.listed(counted)
    }

    /// What decided the languages of the words, the commonest first.
    fn bases(&self) -> String {
        let mut counts: Vec<(String, u32)> = Vec::new();
        for word in self.passages().flat_map(|passage| &passage.words) {
            let basis = self.wording.basis_in_short(&word.language.basis);
            match counts.iter_mut().find(|(known, _)| known == basis) {
                Some((_, count)) => *count += 1,
                None => counts.push((basis.to_owned(), 1)),
            }
        }
        counts.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
        self.listed(counts.into_iter().map(|(basis, count)| format!("{basis} – {count}")))
    }

    fn listed(&self, parts: impl Iterator<Item = String>) -> String {
        let listed = parts.collect::<Vec<_>>().join("; ");
        if listed.is_empty() { self.wording.page.none.clone() } else { listed }
    }

    fn category(&self, html: &mut Html) {
        let wording = self.wording;
        let categories = &self.explanation.categories;
        let given = categories.first().filter(|best| best.score >= ACCEPT);
        self.line(
            html,
            &wording.rows.category,
            given.map(|best| best.score),
            |html| match given {
                Some(best) => html.tagged("b", &[], &category_name(&best.id, self.language)),
                None => html.text(&wording.rows.category_none),
            },
            |html| {
                let Some(best) = categories.first() else {
                    html.tagged("p", &[], &wording.rows.category_nothing);
                    return;
                };
                if given.is_none() {
                    html.tagged("p", &[], &self.rival(&wording.rows.category_next, best));
                }
                self.category_cues(html);
                let threshold = self.language.number(ACCEPT, 1);
                let next = match categories.get(1).filter(|_| given.is_some()) {
                    Some(next) => self.rival(&wording.rows.category_next, next),
                    None if given.is_some() => wording.rows.category_no_next.clone(),
                    None => String::new(),
                };
                let note = fill(&wording.rows.category_threshold, &[("threshold", &threshold)]);
                html.tagged("p", &[("class", "note")], format!("{next} {note}").trim());
                html.tagged("p", &[("class", "note")], &wording.rows.category_notation);
            },
        );
    }

    /// A category that is not the one given, with its words.
    fn rival(&self, template: &str, rival: &CategoryMatch) -> String {
        let name = category_name(&rival.id, self.language);
        fill(template, &[("category", &name), ("score", &self.language.number(rival.score, 2))])
    }

    fn category_cues(&self, html: &mut Html) {
        let rows = &self.wording.rows;
        self.table(html, [&rows.in_text, &rows.entry, &rows.weight], |html| {
            for passage in self.passages() {
                for cue in &passage.category_cues {
                    html.element("tr", &[], |html| {
                        self.cited(html, passage, cue.start, cue.end);
                        html.element("td", &[], |html| html.tagged("code", &[], cue.term));
                        html.tagged("td", &[("class", "number")], &self.language.signed(cue.weight, 1));
                    });
                }
            }
        });
    }

    fn complaint(&self, html: &mut Html) {
        let wording = self.wording;
        let complaint = &self.explanation.analysis.complaint;
        self.line(
            html,
            &wording.rows.complaint,
            Some(complaint.score),
            |html| {
                html.tagged("b", &[], wording.stance(complaint.stance));
                if complaint.urgent {
                    html.text("; ");
                    html.tagged("b", &[], &wording.rows.urgent);
                }
            },
            |html| {
                let problem = self.language.number(complaint.problem, 2);
                html.tagged("p", &[], &fill(&wording.rows.complaint_problem, &[("score", &problem)]));
                if complaint.cues.is_empty() && complaint.reasons.is_empty() {
                    html.tagged("p", &[], &wording.rows.complaint_nothing);
                } else {
                    self.complaint_cues(html);
                }
                let is_by_rules = complaint.reasons.is_empty();
                let rows = &wording.rows;
                let how = if is_by_rules { &rows.complaint_by_rules } else { &rows.complaint_how };
                html.tagged("p", &[("class", "note")], how);
            },
        );
    }

    /// Cues in order of the text, then what holds of the whole text, by what it is about.
    fn complaint_cues(&self, html: &mut Html) {
        let rows = &self.wording.rows;
        let reasons = &self.explanation.analysis.complaint.reasons;
        self.table(html, [&rows.in_text, &rows.says, &rows.weight], |html| {
            for passage in self.passages() {
                for cue in &passage.complaint_cues {
                    html.element("tr", &[], |html| {
                        self.cited(html, passage, cue.start, cue.end);
                        let sign = match cue.raises() {
                            Some(true) => "! ",
                            Some(false) => "○ ",
                            None => "",
                        };
                        html.tagged("td", &[], &format!("{sign}{}", self.wording.cue(cue.kind)));
                        let weight = match reasons.is_empty() {
                            true => self.language.number(cue.weight, 1),
                            false => self.language.signed(cue.odds, 1),
                        };
                        html.tagged("td", &[("class", "number")], &weight);
                    });
                }
            }
            for aspect in Aspect::ALL {
                let of_aspect = || reasons.iter().filter(|reason| reason.aspect == aspect);
                if of_aspect().next().is_none() {
                    continue;
                }
                let odds: f32 = of_aspect().map(|reason| reason.odds).sum();
                html.element("tr", &[], |html| {
                    html.tagged("th", &[("scope", "row")], &rows.complaint_whole);
                    html.tagged("td", &[], self.wording.aspect(aspect));
                    html.tagged("td", &[("class", "number")], &self.language.signed(odds, 1));
                });
            }
        });
    }

    fn places(&self, html: &mut Html) {
        let wording = self.wording;
        let found = self.explanation.analysis.places_by_weight();
        self.line(
            html,
            &wording.rows.places,
            None,
            |html| match found.is_empty() {
                true => html.text(&wording.page.none),
                false => {
                    let names = found
                        .iter()
                        .filter_map(|kato| place(*kato))
                        .map(|place| self.language.of(&place.full_kk, &place.full_ru, place.en).to_owned());
                    html.tagged("b", &[], &names.collect::<Vec<_>>().join(", "));
                }
            },
            |html| {
                if found.is_empty() {
                    html.tagged("p", &[], &wording.rows.places_none);
                    return;
                }
                let rows = &wording.rows;
                self.table(html, [&rows.in_text, &rows.why, &rows.kato], |html| {
                    for passage in self.passages() {
                        for found in &passage.places {
                            let mention = &found.mention;
                            html.element("tr", &[], |html| {
                                self.cited(html, passage, mention.start, mention.end);
                                html.tagged("td", &[], &self.place_told(passage, found));
                                html.tagged("td", &[("class", "number")], &mention.kato.to_string());
                            });
                        }
                    }
                });
            },
        );
    }

    /// The name of a place in the language of the page.
    fn place_name(&self, kato: Kato) -> String {
        place(kato).map_or_else(
            || kato.to_string(),
            |place| self.language.of(&place.full_kk, &place.full_ru, place.en).to_owned(),
        )
    }

    /// What a place is, where it lies, and why the name was taken for it: «Дербисек (Сарыагашский район): село; …».
    fn place_told(&self, passage: &Passage, found: &Recognition) -> String {
        let kato = found.mention.kato;
        let listed = self.place_name(kato);
        // A village counts for its district, and has no row of its own name.
        let is_listed = place(kato).is_some_and(|place| place.level == found.level);
        let (name, around) = match is_listed {
            true if kato.is_region() => (listed, None),
            true => (listed, Some(self.place_name(kato.region()))),
            false => (found.mention.name.clone(), Some(listed)),
        };
        let around = around.map(|around| format!(" ({around})")).unwrap_or_default();
        let mut told = format!("{name}{around}: {}", self.wording.level(found.level));
        for ground in &found.grounds {
            let (word, other) = match ground {
                Ground::Kind { start, end } => {
                    (passage.text.get(*start..*end).unwrap_or_default(), String::new())
                }
                Ground::Near(kato) | Ground::Source(kato) => ("", self.place_name(*kato)),
                Ground::Name => ("", String::new()),
            };
            told.push_str("; ");
            told.push_str(&self.wording.ground(ground, word, &other));
        }
        told
    }

    fn hidden(&self, html: &mut Html) {
        let wording = self.wording;
        let mut counts: BTreeMap<Mark, u32> = BTreeMap::new();
        let mut rules: BTreeMap<(Mark, Option<Rule>), u32> = BTreeMap::new();
        for hidden in self.passages().flat_map(|passage| &passage.hidden) {
            *counts.entry(hidden.mark).or_default() += 1;
            *rules.entry((hidden.mark, hidden.rule)).or_default() += 1;
        }
        self.line(
            html,
            &wording.rows.hidden,
            None,
            |html| match counts.is_empty() {
                true => html.text(&wording.page.none),
                false => {
                    let counted =
                        counts.iter().map(|(mark, count)| format!("{} × {count}", wording.hidden(*mark)));
                    html.tagged("b", &[], &self.listed(counted));
                }
            },
            |html| {
                if counts.is_empty() {
                    html.tagged("p", &[], &wording.rows.hidden_none);
                    return;
                }
                let rows = &wording.rows;
                self.table(html, [&rows.kind, &rows.why, &rows.times], |html| {
                    for ((mark, rule), count) in &rules {
                        html.element("tr", &[], |html| {
                            html.element("th", &[("scope", "row")], |html| {
                                html.tagged("b", &[("class", "hidden")], mark.text());
                            });
                            let why = format!("{}: {}", wording.hidden(*mark), wording.rule(*rule));
                            html.tagged("td", &[], &why);
                            html.tagged("td", &[("class", "number")], &count.to_string());
                        });
                    }
                });
                html.tagged("p", &[("class", "note")], &rows.hidden_note);
            },
        );
    }

    fn index(&self, html: &mut Html) {
        let wording = self.wording;
        let terms = || self.passages().flat_map(|passage| &passage.words).flat_map(|word| &word.terms);
        self.line(
            html,
            &wording.rows.index,
            None,
            |html| html.text(&terms().filter(|term| term.kind == TermKind::Stem).count().to_string()),
            |html| {
                html.element("p", &[("class", "index-terms")], |html| {
                    for (number, term) in terms().enumerate() {
                        if number > 0 {
                            html.text(" ");
                        }
                        html.tagged("code", &[], &term.text);
                    }
                });
                html.tagged("p", &[("class", "note")], &wording.rows.index_how);
            },
        );
    }

    /// A table with three columns.
    fn table(&self, html: &mut Html, names: [&str; 3], rows: impl FnOnce(&mut Html)) {
        html.element("table", &[], |html| {
            html.element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    for name in names {
                        html.tagged("th", &[("scope", "col")], name);
                    }
                });
            });
            html.element("tbody", &[], rows);
        });
    }

    /// The words of the text at the head of a row.
    fn cited(&self, html: &mut Html, passage: &Passage, start: usize, end: usize) {
        let text = &passage.text[start..end];
        let first = passage.words.partition_point(|word| word.word.end <= start);
        let language = passage.words.get(first).map_or(Language::Unknown, |word| word.word.language);
        html.element("th", &[("scope", "row")], |html| {
            html.tagged("span", &[("lang", speech(language, text, ""))], text);
        });
    }
}

fn pair(html: &mut Html, name: &str, value: &str) {
    html.tagged("dt", &[], name);
    html.tagged("dd", &[], value);
}
