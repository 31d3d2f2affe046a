//! Texts as they were understood → one self-contained page: no script, no font, no image, nothing fetched from anywhere.

use dauys_model::Language;
use dauys_text::Explanation;

use crate::Understood;
use crate::card::cards;
use crate::html::Html;
use crate::layers::covered;
use crate::passage::{Naming, passage};
use crate::verdict::{category_name, verdict};
use crate::wording::{Wording, fill};
use dauys_model::Interface;

const STYLE: &str = include_str!("report.css");

/// What the page forbids itself: everything but its own style sheet.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// How many characters the index shows of a text that has neither title nor id.
const BEGINNING: usize = 60;

/// The page that shows how texts were understood, an index first when there are several.
pub fn page(texts: &[Understood], language: Interface) -> String {
    let wording = Wording::of(language);
    let heading = if texts.len() > 1 { &wording.page.heading_many } else { &wording.page.heading_one };
    let mut html = Html::default();
    html.written("<!doctype html>\n");
    html.element("html", &[("lang", language.code())], |html| {
        html.line();
        html.element("head", &[], |html| head(html, heading, wording));
        html.line();
        html.element("body", &[], |html| {
            html.tagged("a", &[("class", "skip"), ("href", "#texts")], &wording.page.skip);
            html.line();
            html.element("header", &[], |html| {
                html.tagged("p", &[("class", "product")], &wording.page.product);
                html.tagged("h1", &[], heading);
                html.tagged("p", &[], &wording.page.lead);
                html.tagged("p", &[("class", "hint")], &wording.page.hint);
            });
            html.line();
            legend(html, wording);
            if texts.len() > 1 {
                index(html, texts, language);
            }
            html.element("main", &[("id", "texts")], |html| {
                if texts.is_empty() {
                    html.tagged("p", &[], &wording.page.nothing);
                }
                for (number, text) in texts.iter().enumerate() {
                    article(html, text, number + 1, texts.len(), language);
                }
            });
            html.line();
            how(html, wording);
        });
        html.line();
    });
    html.line();
    html.finish()
}

fn head(html: &mut Html, title: &str, wording: &Wording) {
    html.line();
    html.empty("meta", &[("charset", "utf-8")]);
    html.line();
    for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("referrer", "no-referrer"),
        ("robots", "noindex, nofollow"),
        ("format-detection", "telephone=no, date=no, address=no, email=no"),
    ] {
        html.empty("meta", &[("name", name), ("content", content)]);
        html.line();
    }
    html.empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    html.line();
    html.tagged("title", &[], &format!("{title} — {}", wording.page.product));
    html.line();
    html.element("style", &[], |html| html.written(STYLE));
    html.line();
}

fn legend(html: &mut Html, wording: &Wording) {
    let texts = &wording.legend;
    html.element("section", &[("class", "legend"), ("aria-labelledby", "legend")], |html| {
        html.tagged("h2", &[("id", "legend")], &texts.heading);
        html.element("ul", &[], |html| {
            let mut sample = |lang: &str, class: &str, mark: &str, word: &str, told: &str| {
                html.element("li", &[], |html| {
                    let mut attributes = vec![("lang", lang)];
                    if !class.is_empty() {
                        attributes.push(("class", class));
                    }
                    if !mark.is_empty() {
                        attributes.push((if class == "place" { "data-place" } else { "data-marks" }, mark));
                    }
                    let name = if class == "hidden" { "b" } else { "span" };
                    html.tagged(name, &attributes, word);
                    html.text(" ");
                    html.tagged("small", &[], told);
                });
            };
            sample("kk", "word", "", "жарық", &texts.kazakh);
            sample("ru", "word", "", "вода", &texts.russian);
            sample("", "word", "", "online 24", &texts.other);
            sample("", "matter", "◆", "су", &texts.matter);
            sample("", "raises", "!", "бермейді", &texts.raises);
            sample("", "lowers", "○", "рахмет", &texts.lowers);
            sample("", "negated", "⊘", "су", &texts.negated);
            sample("", "place", "Риддер 632400000", "Риддерде", &texts.place);
            sample("", "hidden", "", "<PHONE>", &texts.hidden);
        });
        html.tagged("p", &[("class", "note")], &texts.sentence);
    });
    html.line();
}

fn index(html: &mut Html, texts: &[Understood], language: Interface) {
    let wording = Wording::of(language);
    html.element("nav", &[("aria-labelledby", "index")], |html| {
        html.tagged("h2", &[("id", "index")], &wording.page.index);
        html.element("ol", &[], |html| {
            for (number, text) in texts.iter().enumerate() {
                let analysis = &text.explanation.analysis;
                html.element("li", &[], |html| {
                    let shown = beginning(&text.explanation);
                    let lang = match analysis.language {
                        Language::Kazakh => "kk",
                        Language::Russian => "ru",
                        _ => "",
                    };
                    html.element("a", &[("href", &format!("#t{}", number + 1))], |html| {
                        if shown.is_empty() {
                            html.text(&name_of(text, number + 1, wording));
                        } else {
                            html.tagged("span", &[("lang", lang), ("dir", "auto")], &shown);
                        }
                    });
                    html.text(" ");
                    let mut told = vec![wording.language(analysis.language).to_owned()];
                    told.extend(
                        analysis.category.as_ref().map(|category| category_name(&category.id, language)),
                    );
                    html.tagged("small", &[], &told.join(" · "));
                });
                html.line();
            }
        });
    });
    html.line();
}

/// The title, or the first words of the text.
fn beginning(explanation: &Explanation) -> String {
    let text = explanation.title.as_ref().unwrap_or(&explanation.text).text.trim();
    let line = text.lines().next().unwrap_or_default();
    let mut shown: String = line.chars().take(BEGINNING).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// «Текст 3», with the id its owner gave it.
fn name_of(text: &Understood, number: usize, wording: &Wording) -> String {
    let name = fill(&wording.page.text, &[("n", &number.to_string())]);
    match &text.id {
        Some(id) => format!("{name} · {id}"),
        None => name,
    }
}

fn article(html: &mut Html, text: &Understood, number: usize, count: usize, language: Interface) {
    let wording = Wording::of(language);
    let explanation = &text.explanation;
    let id = format!("t{number}");
    let heading = format!("t{number}heading");
    let iso = explanation.analysis.iso;
    let is_other = explanation.analysis.language == Language::Other && iso != "und";
    let other = if is_other { iso } else { "" };
    let title_words = explanation.title.as_ref().map_or(0, |title| title.words.len());
    let words = title_words + explanation.text.words.len();
    let of_title = Naming { text: number, first_word: 1, other };
    let of_text = Naming { text: number, first_word: 1 + title_words, other };
    let over_title = explanation.title.as_ref().map(covered).unwrap_or_default();
    let over_text = covered(&explanation.text);
    html.element("article", &[("id", &id), ("aria-labelledby", &heading)], |html| {
        let class = if count == 1 && text.id.is_none() { "alone" } else { "of-many" };
        html.tagged("h2", &[("id", &heading), ("class", class)], &name_of(text, number, wording));
        html.line();
        if let Some(title) = &explanation.title {
            html.element("div", &[("class", "title")], |html| {
                passage(html, title, &over_title, &of_title, wording)
            });
            html.line();
        }
        html.element("div", &[("class", "text")], |html| {
            passage(html, &explanation.text, &over_text, &of_text, wording);
        });
        html.line();
        html.tagged("h3", &[], &wording.page.verdict);
        verdict(html, explanation, count == 1, language);
        let all = format!("t{number}words");
        if words > 0 {
            html.element("p", &[("class", "all-words")], |html| {
                html.tagged("a", &[("href", &format!("#{all}"))], &wording.rows.all_words);
            });
            html.element(
                "ol",
                &[("class", "cards"), ("id", &all), ("aria-label", &wording.card.label)],
                |html| {
                    html.line();
                    if let Some(title) = &explanation.title {
                        cards(html, title, &over_title, &of_title, language, words);
                    }
                    cards(html, &explanation.text, &over_text, &of_text, language, words);
                },
            );
        }
    });
    html.line();
}

fn how(html: &mut Html, wording: &Wording) {
    html.element("footer", &[], |html| {
        html.tagged("h2", &[], &wording.page.how);
        html.element("ul", &[], |html| {
            for line in &wording.page.how_lines {
                html.tagged("li", &[], line);
            }
        });
        let made_with = fill(&wording.page.made_with, &[("version", env!("CARGO_PKG_VERSION"))]);
        html.tagged("p", &[], &made_with);
    });
    html.line();
}
