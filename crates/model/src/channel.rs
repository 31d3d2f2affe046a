//! Where a digest goes. Addresses of readers stand in settings, never in the store.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::Format;

/// Where a digest goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Channel {
    /// A mailbox, through the server of the settings.
    Mail {
        /// The address, without a name.
        to: String,
    },
    /// A chat, through the bot of the settings.
    Telegram {
        /// The number of the chat, or `@name` of a public channel.
        to: String,
    },
    /// An incoming webhook as Slack and Mattermost understand it.
    Webhook {
        /// The name of the secret that holds its address: who has it can write.
        secret: String,
    },
    /// A folder of this machine.
    Folder {
        /// The folder, relative to the data folder.
        to: String,
    },
    /// A static site: the editions, an index of them, feeds. Public.
    Site {
        /// The folder, relative to the data folder.
        to: String,
    },
}

impl Channel {
    /// Whether everybody can read what goes there: an editor approves it first.
    pub fn is_public(&self) -> bool {
        match self {
            Self::Site { .. } => true,
            // A name is that of a public channel; chats and private channels have numbers.
            Self::Telegram { to } => to.starts_with('@'),
            Self::Mail { .. } | Self::Webhook { .. } | Self::Folder { .. } => false,
        }
    }

    /// The code in settings and reports.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Mail { .. } => "mail",
            Self::Telegram { .. } => "telegram",
            Self::Webhook { .. } => "webhook",
            Self::Folder { .. } => "folder",
            Self::Site { .. } => "site",
        }
    }

    /// Whether what it names is well formed: an address of mail without a name, the number of a chat or `@name` of a public
    /// one, the name of a secret, a folder below the data folder.
    pub fn is_well_formed(&self) -> bool {
        match self {
            Self::Mail { to } => is_mailbox(to),
            Self::Telegram { to } => is_chat(to),
            Self::Webhook { secret } => {
                let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
                !secret.is_empty() && secret.bytes().all(fits)
            }
            Self::Folder { to } | Self::Site { to } => is_below(to),
        }
    }

    /// Why it cannot take these forms, if it cannot.
    pub fn refuses(&self, formats: &[Format]) -> Option<Unfit> {
        match self {
            Self::Telegram { .. } | Self::Webhook { .. } => (!formats.is_empty()).then_some(Unfit::OwnForm),
            Self::Mail { .. } => formats.iter().copied().find(|format| format.is_feed()).map(Unfit::Feed),
            Self::Folder { .. } | Self::Site { .. } => None,
        }
    }
}

/// Why a channel cannot take the forms that a subscription names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unfit {
    /// It has a form of its own.
    OwnForm,
    /// A mail holds one edition, and this is a feed of many.
    Feed(Format),
}

/// Whether a text is an address of mail without a name. No more than what a server needs to be asked.
pub fn is_mailbox(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let fits =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !"<>@,;:\"()[]\\".contains(letter);
    !name.is_empty()
        && name.chars().all(fits)
        && domain.chars().all(fits)
        && !domain.is_empty()
        && !domain.starts_with('.')
        && !domain.ends_with('.')
}

/// Names of public channels have 4 to 32 letters, digits and `_` (Telegram's rule); chats have numbers, groups below zero.
fn is_chat(to: &str) -> bool {
    match to.strip_prefix('@') {
        Some(name) => {
            (4..=32).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        }
        None => to.parse::<i64>().is_ok_and(|chat| chat != 0),
    }
}

/// Who may change subscriptions may not write just anywhere.
fn is_below(folder: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !folder.trim().is_empty()
        && !folder.contains(['\\', ':'])
        && !folder.chars().any(char::is_control)
        && Path::new(folder).components().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_well_formed_is_told_from_what_is_not() {
        let mail = |to: &str| Channel::Mail { to: to.into() };
        let telegram = |to: &str| Channel::Telegram { to: to.into() };
        let webhook = |secret: &str| Channel::Webhook { secret: secret.into() };
        let folder = |to: &str| Channel::Folder { to: to.into() };
        for channel in [
            mail("office@example.kz"),
            telegram("-1001234567890"),
            telegram("@dauys_kz"),
            webhook("press-hook"),
            folder("sent/press"),
        ] {
            assert!(channel.is_well_formed(), "{channel:?}");
        }
        for channel in [
            mail("Desk <a@b.kz>"),
            mail("a@.kz"),
            mail("office"),
            telegram("dauys"),
            telegram("@a b"),
            telegram("0"),
            webhook("https://hooks.example/x"),
            webhook(""),
            folder("../etc"),
            folder("/etc"),
            folder("a/../../b"),
            folder("C:\\site"),
            folder(" "),
        ] {
            assert!(!channel.is_well_formed(), "{channel:?}");
        }
    }

    #[test]
    fn forms_fit_their_channel() {
        let mail = Channel::Mail { to: "a@b.kz".into() };
        assert_eq!(mail.refuses(&[Format::Html, Format::Pdf]), None);
        assert_eq!(mail.refuses(&[Format::Html, Format::Atom]), Some(Unfit::Feed(Format::Atom)));
        let chat = Channel::Telegram { to: "@news".into() };
        assert_eq!((chat.refuses(&[]), chat.refuses(&[Format::Html])), (None, Some(Unfit::OwnForm)));
    }
}
