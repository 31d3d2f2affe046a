//! Texts → one HTML page that shows how they were understood.

use anyhow::Context;
use dauys_report::{Interface, Understood, page};

use super::given;
use super::input::{Input, Texts};
use crate::cli::AnalyzeArgs;
use crate::exit::Misuse;
use crate::out;

/// How many characters a page shows at most. With a card for every word it is a hundred times as large as its texts: some ten
/// megabytes, beyond which browsers become slow.
const MOST_CHARACTERS: usize = 60_000;

/// Writes the page to stdout or to a file.
pub(super) fn run(mut texts: Texts, arguments: &AnalyzeArgs, language: Interface) -> anyhow::Result<()> {
    let mut understood = Vec::new();
    let mut characters = 0;
    while let Some(input) = texts.next()? {
        let title = input.title.as_deref().unwrap_or_default();
        if input.text.trim().is_empty() && title.trim().is_empty() {
            continue;
        }
        characters += input.text.chars().count() + title.chars().count();
        if characters > MOST_CHARACTERS {
            return Err(too_much(texts.number).into());
        }
        understood.push(Understood::new(id(&input).as_deref(), title, &input.text, &given(&input)));
    }
    let page = page(&understood, language);
    match &arguments.output {
        Some(path) => {
            crate::commands::write_whole(path, &page)?;
            out::say(path.display());
            Ok(())
        }
        None => {
            let mut data = out::data();
            data.text(&page).context("writing the page")?;
            data.finish()
        }
    }
}

fn id(input: &Input) -> Option<String> {
    input.id.as_ref().map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned))
}

fn too_much(line: usize) -> Misuse {
    let advice = match line {
        1 => "cut the text".to_owned(),
        _ => format!("give it fewer texts (`head -n {}`)", line - 1),
    };
    Misuse(format!(
        "line {line}: a page shows at most {MOST_CHARACTERS} characters, or no browser would show it: {advice}, or leave --html \
         out: as JSON there is no limit"
    ))
}
