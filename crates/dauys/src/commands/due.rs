//! `due`: answers that an office waits for.

use dauys_model::{DueId, TopicId, civil_day};
use jiff::Timestamp;

use crate::cli::{DueAddArgs, DueArgs, DueCommand, DueListArgs};
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::out;

/// The longest line of what was asked.
const MOST_CHARS: usize = 200;

/// Adds, lists, answers.
pub(crate) fn run(home: &Home, arguments: &DueArgs, now: Timestamp) -> anyhow::Result<Exit> {
    match &arguments.command {
        DueCommand::Add(arguments) => add(home, arguments, now)?,
        DueCommand::List(arguments) => list(home, arguments)?,
        DueCommand::Answered(arguments) => {
            let day = arguments.date.unwrap_or_else(|| civil_day(now));
            if !home.existing_store()?.answer_due(DueId(arguments.number), day)? {
                return Err(Misuse(format!(
                    "no answer is waited for as number {}: `dauys due list` lists them",
                    arguments.number
                ))
                .into());
            }
            out::say(format!("answer {} came on {day}", arguments.number));
        }
    }
    Ok(Exit::Well)
}

fn add(home: &Home, arguments: &DueAddArgs, now: Timestamp) -> anyhow::Result<()> {
    let what = arguments.what.split_whitespace().collect::<Vec<_>>().join(" ");
    if what.is_empty() || what.chars().count() > MOST_CHARS {
        return Err(Misuse(format!("say in 1 to {MOST_CHARS} letters what was asked of which body")).into());
    }
    let mut store = home.existing_store()?;
    let topic = arguments.topic.as_ref().map(|id| TopicId(id.clone()));
    if let Some(topic) = &topic
        && store.topic(topic)?.is_none()
    {
        return Err(Misuse(format!("there is no topic `{topic}`: `dauys topics` lists them")).into());
    }
    let id = store.add_due(topic.as_ref(), arguments.day, &dauys_text::redact(&what), now)?;
    out::say(format!("answer {id} is waited for until {}", arguments.day));
    Ok(())
}

fn list(home: &Home, arguments: &DueListArgs) -> anyhow::Result<()> {
    let mut data = out::data();
    for due in home.existing_store()?.dues(!arguments.all)? {
        if arguments.json {
            data.json(&due)?;
            continue;
        }
        let topic = due.topic.as_ref().map_or_else(String::new, |topic| format!("\ttopic {topic}"));
        let answered = due.answered.map_or_else(String::new, |day| format!("\tanswered {day}"));
        data.line(format!("{}\t{}\t{}{topic}{answered}", due.id, due.day, due.what))?;
    }
    data.finish()
}
