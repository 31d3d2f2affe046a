//! Telegram: a message in parts through a bot. Each part is sent and acknowledged by itself, so that a message that was cut off goes on
//! where it was.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use url::Url;

use crate::http::{self, Answer, Exchange};
use crate::{File, Message, Outcome, Unusable, said};

/// A bot. Its token is part of every address that is asked, so no address is ever shown.
#[derive(Clone)]
pub struct Bot {
    client: Client,
    url: Url,
    token: String,
}

/// A chat that a bot writes to.
pub struct Telegram {
    bot: Bot,
    chat: String,
}

impl fmt::Debug for Bot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Bot").finish_non_exhaustive()
    }
}

impl fmt::Debug for Telegram {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Telegram").finish_non_exhaustive()
    }
}

impl Bot {
    /// A bot by its token, at the address where the Bot API is reached.
    pub fn new(
        api: &Url,
        token: &str,
        timeout: Duration,
        roots: Option<&Path>,
        proxy: Option<&Url>,
    ) -> Result<Self, Unusable> {
        let token = token.trim();
        // https://core.telegram.org/bots/api#authorizing-your-bot: `123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11`
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b":-_".contains(&byte);
        if token.is_empty() || !token.bytes().all(fits) {
            return Err(Unusable::new("the secret `telegram` is not the token of a bot"));
        }
        let url = format!("{}/bot{token}/sendMessage", api.as_str().trim_end_matches('/'));
        let url = Url::parse(&url).map_err(|_| Unusable::new("the address of the Bot API cannot be used"))?;
        Ok(Self { client: http::client(timeout, roots, proxy)?, url, token: token.to_owned() })
    }
}

impl Telegram {
    /// A chat by its number, or a public channel by its `@name`.
    pub fn new(bot: Bot, chat: &str) -> Self {
        Self { bot, chat: chat.to_owned() }
    }

    pub(crate) async fn send(&self, message: &Message, part: u32) -> Outcome {
        let Some(text) = message.parts.get(part as usize) else {
            return Outcome::refused("there is nothing to send");
        };
        match http::post(&self.bot.client, &self.bot.url, self.body(text)).await {
            Exchange::NotWritten(why) => Outcome::later(format!("Telegram: {why}")),
            Exchange::Unanswered(why) => Outcome::unsure(format!("Telegram: {why}")),
            Exchange::Answered(answer) => self.judge(&answer),
        }
    }

    pub(crate) fn written(&self, message: &Message) -> Vec<File> {
        let parts = message.parts.iter().enumerate();
        parts
            .map(|(number, text)| {
                let name = format!("{}.telegram-{}.json", message.key, number + 1);
                File::new(name, "application/json", self.body(text))
            })
            .collect()
    }

    fn body(&self, text: &str) -> Vec<u8> {
        json!({
            "chat_id": self.chat,
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": { "is_disabled": true },
        })
        .to_string()
        .into_bytes()
    }

    fn judge(&self, answer: &Answer) -> Outcome {
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        let ok = body.get("ok").and_then(Value::as_bool);
        if answer.status == 200 && ok == Some(true) {
            let number = body.pointer("/result/message_id").and_then(Value::as_i64);
            return Outcome::Delivered {
                receipt: number.map_or("ok".into(), |number| format!("message {number}")),
            };
        }
        let description = body.get("description").and_then(Value::as_str).unwrap_or_default();
        let told = said::line(description, &[&self.bot.token, &self.chat]);
        let why = format!("Telegram answered {} {told}", answer.status).trim_end().to_owned();
        let seconds = body.pointer("/parameters/retry_after").and_then(Value::as_u64);
        let after = seconds.map(Duration::from_secs).or(answer.retry_after);
        match (answer.status, ok) {
            (200, _) => Outcome::unsure("Telegram answered 200 with what is not its answer"),
            (429, _) => Outcome::Later { why, after },
            (401 | 404, _) => {
                Outcome::misconfigured(format!("{why}: check the token, the secret `telegram`"))
            }
            (400, _) if description.contains("too long") => Outcome::refused(format!(
                "{why}: a part is longer than Telegram takes; it is not cut by force"
            )),
            (400, _) if body.pointer("/parameters/migrate_to_chat_id").is_some() => {
                Outcome::refused(format!("{why}: the group has a new number; write it into the subscription"))
            }
            // Telegram itself says that it did not do it; a gateway before it does not know.
            (500..=599, Some(false)) | (500 | 503, _) => Outcome::Later { why, after },
            (500..=599, _) => Outcome::unsure(why),
            _ => Outcome::refused(why),
        }
    }
}
