//! A message: one edition in all forms that couriers need. Which of them a courier takes is its business.

use dauys_model::SubscriptionId;
use jiff::Timestamp;

/// What goes to one reader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The same for every attempt, another one for every edition and installation: letters, digits, `-`, `_` and `.`.
    pub key: String,
    /// The subscription.
    pub list: SubscriptionId,
    /// When the edition was made: the date of a mail.
    pub at: Timestamp,
    /// The subject of a mail.
    pub subject: String,
    /// Plain text, the body of a mail or its alternative.
    pub text: String,
    /// HTML for programs of mail.
    pub html: Option<String>,
    /// Files that go with a mail.
    pub attachments: Vec<File>,
    /// The parts of a message in a chat, as HTML of Telegram, each at most 4096 UTF-16 units after entities.
    pub parts: Vec<String>,
    /// The one message of a webhook, in its simple marks.
    pub post: String,
    /// Files for a folder or site, in the order in which they are put there. Names may lead into folders: `kk/index.html`.
    pub files: Vec<File>,
}

/// A file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// A file.
    pub fn new(name: impl Into<String>, media_type: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), media_type: media_type.into(), bytes: bytes.into() }
    }
}
