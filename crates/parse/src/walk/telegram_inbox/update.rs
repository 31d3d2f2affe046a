//! One update of the Bot API in, what it means for an inbox out. Of a person only numbers get through: the chat, for the answer,
//! and the sender, for the voice. Names, contacts and coordinates are never read.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// An update with its number.
pub(super) struct Update {
    pub(super) id: i64,
    pub(super) meaning: Meaning,
}

/// What is to be done.
pub(super) enum Meaning {
    /// A person wrote a text.
    Problem(Problem),
    /// A person asks the bot for something.
    Command { chat: i64, message: i64, command: Command },
    /// A person pressed the button of a receipt.
    Withdrawal { chat: i64, receipt: i64, message: i64 },
    /// A person sent something that is not taken, and may write it instead.
    Unfit { chat: i64, message: i64 },
    /// It does not come from a person who wrote to the bot.
    Elsewhere,
    /// It has not the form of an update.
    Malformed,
    /// There is nothing to be done.
    Nothing,
}

/// A text of a person.
pub(super) struct Problem {
    pub(super) chat: i64,
    pub(super) message: i64,
    pub(super) sender: Option<i64>,
    pub(super) at: Option<Timestamp>,
    pub(super) text: String,
    pub(super) is_edit: bool,
}

/// What the bot can be asked for.
#[derive(Clone, Copy)]
pub(super) enum Command {
    /// What to write; also for whatever the bot does not know.
    Start,
    /// What is kept.
    Privacy,
    /// To forget a message: the one that the command answers, if it answers one.
    Delete { of: Option<i64> },
}

#[derive(Deserialize)]
struct Wire {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Pressed>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    #[serde(default)]
    date: i64,
    chat: Chat,
    from: Option<User>,
    text: Option<String>,
    caption: Option<String>,
    forward_origin: Option<Value>,
    via_bot: Option<Value>,
    reply_to_message: Option<Answered>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    r#type: String,
}

#[derive(Deserialize)]
struct User {
    id: i64,
    #[serde(default)]
    is_bot: bool,
}

#[derive(Deserialize)]
struct Answered {
    message_id: i64,
    from: Option<User>,
}

#[derive(Deserialize)]
struct Pressed {
    message: Option<Receipt>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct Receipt {
    message_id: i64,
    chat: Chat,
}

/// How the data of the button begins; the number of the message follows.
const WITHDRAW: &str = "withdraw ";

/// What the button under a receipt carries. Only the number: the chat is what Telegram says, so that nobody can withdraw a
/// message of another person by sending made-up data.
pub(super) fn withdrawal_of(message: i64) -> String {
    format!("{WITHDRAW}{message}")
}

/// Reads an update; none where it has not even a number.
pub(super) fn read(update: &Value, bot: &str) -> Option<Update> {
    let id = update.get("update_id")?.as_i64()?;
    let meaning = match Wire::deserialize(update) {
        Ok(Wire { message: Some(message), .. }) => sent(message, bot),
        Ok(Wire { edited_message: Some(message), .. }) => edited(message),
        Ok(Wire { callback_query: Some(pressed), .. }) => withdrawn(pressed),
        Ok(_) => Meaning::Nothing,
        Err(_) => Meaning::Malformed,
    };
    Some(Update { id, meaning })
}

fn sent(message: Message, bot: &str) -> Meaning {
    if !is_of_person(&message) {
        return Meaning::Elsewhere;
    }
    let (chat, id) = (message.chat.id, message.message_id);
    // A forwarded text is of somebody who did not send it to us.
    if message.forward_origin.is_some() || message.via_bot.is_some() {
        return Meaning::Unfit { chat, message: id };
    }
    if let Some(command) = command(&message, bot) {
        return Meaning::Command { chat, message: id, command };
    }
    problem(message, false).map_or(Meaning::Unfit { chat, message: id }, Meaning::Problem)
}

fn edited(message: Message) -> Meaning {
    if !is_of_person(&message) {
        return Meaning::Elsewhere;
    }
    let is_command = message.text.as_deref().is_some_and(|text| text.starts_with('/'));
    if is_command || message.forward_origin.is_some() || message.via_bot.is_some() {
        return Meaning::Nothing;
    }
    problem(message, true).map_or(Meaning::Nothing, Meaning::Problem)
}

fn withdrawn(pressed: Pressed) -> Meaning {
    let number = pressed.data.as_deref().and_then(|data| data.strip_prefix(WITHDRAW)?.parse().ok());
    match (pressed.message, number) {
        (Some(receipt), Some(message)) if receipt.chat.r#type == "private" => {
            Meaning::Withdrawal { chat: receipt.chat.id, receipt: receipt.message_id, message }
        }
        _ => Meaning::Nothing,
    }
}

fn is_of_person(message: &Message) -> bool {
    message.chat.r#type == "private" && message.from.as_ref().is_some_and(|from| !from.is_bot)
}

fn problem(message: Message, is_edit: bool) -> Option<Problem> {
    let text = message.text.or(message.caption).filter(|text| !text.trim().is_empty())?;
    Some(Problem {
        chat: message.chat.id,
        message: message.message_id,
        sender: message.from.map(|from| from.id),
        // Telegram gives 0 for a time that it does not know.
        at: Timestamp::from_second(message.date).ok().filter(|_| message.date > 0),
        text,
        is_edit,
    })
}

/// `/name`, `/name@bot`, `/name and more`.
fn command(message: &Message, bot: &str) -> Option<Command> {
    let word = message.text.as_deref()?.strip_prefix('/')?.split_whitespace().next().unwrap_or_default();
    let (name, addressed) = word.split_once('@').unwrap_or((word, bot));
    // A text that begins with a slash by chance is a text.
    if !addressed.eq_ignore_ascii_case(bot)
        || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "privacy" => Command::Privacy,
        "delete" => {
            let own = message.reply_to_message.as_ref();
            let own = own.filter(|answered| answered.from.as_ref().is_some_and(|from| !from.is_bot));
            Command::Delete { of: own.map(|answered| answered.message_id) }
        }
        _ => Command::Start,
    })
}
