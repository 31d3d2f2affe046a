//! A file or stdin → texts, line by line: whole lines, or objects with a `text`. One line is held at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, bail};
use dauys_model::Language;
use serde::Deserialize;

/// A text as it is given.
#[derive(Deserialize)]
pub(super) struct Input {
    /// What its owner calls it.
    #[serde(default)]
    pub(super) id: Option<serde_json::Value>,
    /// The text.
    pub(super) text: String,
    /// Its title.
    #[serde(default)]
    pub(super) title: Option<String>,
    /// Its language, where that is not to be found out.
    #[serde(default)]
    pub(super) lang: Option<Language>,
}

/// The texts of a file or of stdin.
pub(super) struct Texts {
    reader: Box<dyn BufRead>,
    line: Vec<u8>,
    /// The number of the line that was read last, from 1.
    pub(super) number: usize,
    /// Whether lines are objects.
    is_json: bool,
}

impl Texts {
    /// Opens a file, or stdin. `is_json` says that lines are objects; otherwise the first one tells.
    pub(super) fn open(file: Option<&Path>, is_json: bool) -> anyhow::Result<Self> {
        let reader: Box<dyn BufRead> = match file {
            Some(path) => Box::new(BufReader::new(
                File::open(path).with_context(|| format!("opening `{}`", path.display()))?,
            )),
            None => Box::new(io::stdin().lock()),
        };
        Ok(Self { reader, line: Vec::new(), number: 0, is_json })
    }

    /// The next text. Lines without a text are passed over among objects only: among lines they are empty texts.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Input>> {
        loop {
            let number = self.number + 1;
            self.line.clear();
            let count = self.reader.read_until(b'\n', &mut self.line);
            if count.with_context(|| format!("line {number}"))? == 0 {
                return Ok(None);
            }
            self.number = number;
            let line = text_of(&self.line, number)?;
            self.is_json |= number == 1 && looks_like_json(line);
            if !self.is_json {
                return Ok(Some(Input { id: None, text: line.to_owned(), title: None, lang: None }));
            }
            if line.trim().is_empty() {
                continue;
            }
            return match serde_json::from_str(line) {
                Ok(input) => Ok(Some(input)),
                Err(error) => bail!(
                    "line {number}: not a JSON object with a `text`: {}: write one object a line, as {{\"text\":\"…\"}}{}",
                    reason(&error),
                    advice(line)
                ),
            };
        }
    }
}

/// Whether the first line is an object with a text, or was meant as one: a broken one is told, not read as words.
fn looks_like_json(line: &str) -> bool {
    let line = line.trim_start();
    serde_json::from_str::<Input>(line).is_ok()
        || line
            .strip_prefix('{')
            .is_some_and(|rest| rest.trim_start().starts_with('"') && rest.contains("\"text\""))
}

/// What is wrong, at which character of its line.
fn reason(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let told = whole.split_once(" at line ").map_or(whole.as_str(), |(told, _)| told);
    format!("{} (byte {})", told.replace(", expected struct Input with 4 elements", ""), error.column())
}

/// What to do about a line that is broken in a way people meet.
fn advice(line: &str) -> &'static str {
    let is_half = line.contains("\\ud") || line.contains("\\uD");
    match () {
        () if is_half => ", without halves of characters (`\\ud800` alone)",
        () if !line.trim_start().starts_with('{') => ", or leave `--json` out for lines of plain text",
        () => "",
    }
}

/// A line without its end and, at the head of a file, without its byte order mark.
fn text_of(line: &[u8], number: usize) -> anyhow::Result<&str> {
    let line = match std::str::from_utf8(line) {
        Ok(line) => line,
        Err(error) => bail!(
            "line {number}: not UTF-8 from byte {} on: bring the file to UTF-8 first, for example with `iconv -f windows-1251 -t utf-8`",
            error.valid_up_to() + 1
        ),
    };
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    Ok(if number == 1 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8], is_json: bool) -> Texts {
        Texts { reader: Box::new(io::Cursor::new(bytes.to_owned())), line: Vec::new(), number: 0, is_json }
    }

    fn check(bytes: &[u8], expected: &[&str]) {
        let mut texts = texts(bytes, false);
        let mut found = Vec::new();
        while let Some(input) = texts.next().unwrap() {
            found.push(input.text);
        }
        assert_eq!(found, expected);
    }

    fn fails(bytes: &[u8], is_json: bool, telling: &[&str]) {
        let mut texts = texts(bytes, is_json);
        let error = loop {
            match texts.next() {
                Ok(Some(_)) => {}
                Ok(None) => panic!("nothing failed"),
                Err(error) => break error.to_string(),
            }
        };
        for word in telling {
            assert!(error.contains(word), "`{error}` does not tell `{word}`");
        }
    }

    #[test]
    fn lines_are_texts() {
        check("су\r\n\nвода".as_bytes(), &["су", "", "вода"]);
        check("\u{feff}су\n".as_bytes(), &["су"]);
        check(b"", &[]);
    }

    #[test]
    fn objects_are_known_by_the_first() {
        check("{\"text\":\"су\"}\n\n{\"text\":\"a\",\"id\":1}\n".as_bytes(), &["су", "a"]);
        check("\u{feff}{\"text\":\"су\"}\n".as_bytes(), &["су"]);
        check("{\"no\":1}\n".as_bytes(), &["{\"no\":1}"]);
    }

    #[test]
    fn bad_lines_are_named() {
        fails(b"a\nb\nc\xff\n", false, &["line 3", "UTF-8", "byte 2", "iconv"]);
        fails(b"{\"text\":\"a\"}\n{\"text\":1}\n", false, &["line 2", "`text`"]);
        fails(b"\n{\n", true, &["line 2"]);
        fails(b"{\"text\":\"a\",\"lang\":\"xx\"}\n", true, &["line 1", "xx"]);
        fails(b"{\"text\":\"a\"}\n{\"text\":\"a \\ud800 b\"}\n", false, &["line 2", "ud800"]);
        fails(b"{\"text\":\"a \\ud800 b\"}\n", false, &["line 1", "ud800"]);
        fails(b"words\n", true, &["line 1", "leave `--json` out"]);
    }
}
