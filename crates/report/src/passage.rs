//! An explained title or text → the text itself, sentence by sentence, every word a link to its card. What a browser shows as the
//! text of these elements is the passage, character by character; all marks beside it are drawn by the style sheet.

use dauys_text::explain::Passage;

use crate::html::{Attribute, Html};
use crate::layers::{Covered, Layers};
use crate::speech::speech;
use crate::wording::Wording;

/// What the elements of one passage are called.
pub(crate) struct Naming<'a> {
    /// The number of the text in the page, from 1.
    pub(crate) text: usize,
    /// The number of the first word in the text.
    pub(crate) first_word: usize,
    /// The value of `lang` for words that are neither Kazakh nor Russian.
    pub(crate) other: &'a str,
}

impl Naming<'_> {
    /// The `id` of a word, by its number in the passage.
    pub(crate) fn word(&self, word: usize) -> String {
        format!("t{}w{}", self.text, self.first_word + word)
    }

    /// The `id` of the card of a word.
    pub(crate) fn card(&self, word: usize) -> String {
        format!("t{}c{}", self.text, self.first_word + word)
    }
}

/// Writes a passage, with what lies over its words.
pub(crate) fn passage(
    html: &mut Html,
    passage: &Passage,
    covered: &[Covered],
    naming: &Naming<'_>,
    wording: &Wording,
) {
    let mut writer = Writer { passage, naming, wording, covered, at: 0, word: 0, hidden: 0 };
    for number in 0..passage.sentences.len().max(1) {
        let end = passage.sentences.get(number + 1).map_or(passage.text.len(), |next| next.start);
        let Some(sentence) = passage.sentences.get(number) else {
            html.element("p", &[("class", "sentence"), ("dir", "auto")], |html| writer.until(end, html));
            break;
        };
        let written = &passage.text[sentence.start..sentence.end];
        let attributes = [
            ("class", "sentence"),
            ("lang", speech(sentence.language, written, naming.other)),
            ("dir", "auto"),
            ("data-language", wording.language_short(sentence.language)),
        ];
        html.element("p", &attributes, |html| writer.until(end, html));
    }
}

/// Keeps signs and word on one line.
const WORD_JOINER: char = '\u{2060}';

/// Walks through a passage.
struct Writer<'a> {
    passage: &'a Passage,
    naming: &'a Naming<'a>,
    wording: &'a Wording,
    covered: &'a [Covered],
    /// The byte that is written next.
    at: usize,
    /// The word that is written next.
    word: usize,
    /// The mark that is written next.
    hidden: usize,
}

impl Writer<'_> {
    /// Writes everything that begins before `end`.
    fn until(&mut self, end: usize, html: &mut Html) {
        loop {
            let word = self.passage.words.get(self.word).map(|word| word.word.start);
            let mark = self.passage.hidden.get(self.hidden).map(|hidden| hidden.start);
            let next = word.into_iter().chain(mark).filter(|start| *start < end).min();
            let Some(next) = next else { break };
            self.gap(next, html);
            if mark == Some(next) { self.mark(html) } else { self.one_word(html) }
        }
        self.gap(end, html);
    }

    /// Writes what stands between words.
    fn gap(&mut self, end: usize, html: &mut Html) {
        if end <= self.at {
            return;
        }
        let text = &self.passage.text[self.at..end];
        self.at = end;
        let before = self.word.checked_sub(1).and_then(|word| self.covered.get(word));
        let classes = classes(before.map(|covered| covered.gap).unwrap_or_default());
        if classes.is_empty() {
            html.text(text);
        } else {
            html.tagged("span", &[("class", &classes)], text);
        }
    }

    fn mark(&mut self, html: &mut Html) {
        let hidden = self.passage.hidden[self.hidden];
        self.hidden += 1;
        self.at = hidden.end;
        let title = self.wording.hidden(hidden.mark);
        html.tagged("b", &[("class", "hidden"), ("title", title)], hidden.mark.text());
    }

    fn one_word(&mut self, html: &mut Html) {
        let explained = &self.passage.words[self.word];
        let covered = &self.covered[self.word];
        let word = &explained.word;
        let surface = &self.passage.text[word.start..word.end];
        let mut classes = classes(covered.word);
        let mut marks = String::new();
        for (begins, class, mark) in [
            (covered.begins.matter, "", '◆'),
            (covered.begins.raises, "", '!'),
            (covered.begins.lowers, "", '○'),
            (explained.negated.is_some(), " negated", '⊘'),
        ] {
            if begins {
                classes.push_str(class);
                marks.push(mark);
                marks.push(WORD_JOINER);
            }
        }
        let target = format!("#{}", self.naming.card(self.word));
        let place = covered.place_ends.map(|number| {
            let place = &self.passage.places[number].mention;
            format!("{} {}", place.name, place.kato)
        });
        let mut attributes: Vec<Attribute<'_>> =
            vec![("href", &target), ("lang", speech(word.language, surface, self.naming.other))];
        if !classes.is_empty() {
            attributes.push(("class", classes.trim_start()));
        }
        if !marks.is_empty() {
            attributes.push(("data-marks", &marks));
        }
        if let Some(place) = &place {
            attributes.push(("data-place", place));
        }
        html.element("a", &attributes, |html| {
            html.element("i", &[("id", &self.naming.word(self.word))], |_| {});
            html.text(surface);
        });
        self.at = word.end;
        self.word += 1;
    }
}

fn classes(layers: Layers) -> String {
    let mut classes = String::new();
    for (is_there, class) in [
        (layers.matter, "matter"),
        (layers.raises, "raises"),
        (layers.lowers, "lowers"),
        (layers.place, "place"),
    ] {
        if is_there {
            if !classes.is_empty() {
                classes.push(' ');
            }
            classes.push_str(class);
        }
    }
    classes
}
