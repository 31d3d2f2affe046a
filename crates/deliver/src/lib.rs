#![doc = include_str!("../README.md")]

mod folder;
mod http;
mod mail;
mod message;
mod outcome;
mod said;
mod telegram;
mod trust;
mod webhook;

pub use folder::Folder;
pub use mail::{Mail, MailServer};
pub use message::{File, Message};
pub use outcome::{Outcome, Unusable};
pub use telegram::{Bot, Telegram};
pub use webhook::Webhook;

/// One way to one reader.
#[derive(Debug)]
pub enum Courier {
    /// A mailbox.
    Mail(Mail),
    /// A chat of Telegram.
    Telegram(Telegram),
    /// An incoming webhook.
    Webhook(Webhook),
    /// A folder of this machine, or a static site in one.
    Folder(Folder),
}

impl Courier {
    /// In how many parts a message goes out, each sent and acknowledged by itself; at least one.
    pub fn parts(&self, message: &Message) -> u32 {
        match self {
            Self::Telegram(_) => u32::try_from(message.parts.len()).unwrap_or(u32::MAX).max(1),
            Self::Mail(_) | Self::Webhook(_) | Self::Folder(_) => 1,
        }
    }

    /// Sends one part of a message, counted from 0, once; it tries nothing again by itself.
    pub async fn send(&self, message: &Message, part: u32) -> Outcome {
        match self {
            Self::Mail(mail) => mail.send(message).await,
            Self::Telegram(telegram) => telegram.send(message, part).await,
            Self::Webhook(webhook) => webhook.send(message).await,
            Self::Folder(folder) => folder.send(message),
        }
    }

    /// Whether a part that may have arrived can be sent once more without the reader getting it twice.
    pub fn is_idempotent(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    /// The exact bytes that would leave, as files, without addresses that are secrets.
    pub fn written(&self, message: &Message) -> Result<Vec<File>, Unusable> {
        match self {
            Self::Mail(mail) => mail.written(message),
            Self::Telegram(telegram) => Ok(telegram.written(message)),
            Self::Webhook(webhook) => Ok(webhook.written(message)),
            Self::Folder(_) => Ok(message.files.clone()),
        }
    }
}
