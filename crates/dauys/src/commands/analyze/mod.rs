//! `analyze`: lines or JSON objects in; one JSON object a line out, or one page for a person to look at. Nothing is stored.

mod answer;
mod input;
mod page;

use dauys_model::Interface;
use dauys_text::Given;

use self::answer::answer;
use self::input::{Input, Texts};
use crate::cli::AnalyzeArgs;
use crate::exit::Exit;
use crate::home::Place;
use crate::{out, subscriptions};

/// Analyses every text.
pub(crate) fn run(place: &Place, arguments: &AnalyzeArgs) -> anyhow::Result<Exit> {
    let mut texts = Texts::open(arguments.file.as_deref(), arguments.json)?;
    if arguments.html {
        page::run(texts, arguments, language(place, arguments)?)?;
        return Ok(Exit::Well);
    }
    let mut data = out::data();
    while let Some(input) = texts.next()? {
        let title = input.title.as_deref().unwrap_or_default();
        let analysis = dauys_text::analyze(title, &input.text, &given(&input));
        data.json(&answer(&input, &analysis))?;
        // A line in, a line out: whoever asks line by line waits for the answer.
        data.flush()?;
    }
    data.finish()?;
    Ok(Exit::Well)
}

fn given(input: &Input) -> Given {
    Given { language: input.lang, ..Given::default() }
}

/// The language of a page: the one wanted, else that of the first subscription, as of a digest.
fn language(place: &Place, arguments: &AnalyzeArgs) -> anyhow::Result<Interface> {
    match arguments.interface {
        Some(language) => Ok(language.into()),
        None => Ok(subscriptions::one(&place.config()?, None)?.language),
    }
}
