//! Where a digest goes. Addresses of readers stand in settings, never in the store.

use serde::{Deserialize, Serialize};

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
}
