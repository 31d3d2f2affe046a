//! Mail: a letter over SMTP, and what is known of it at each step of the talk.

mod letter;
mod server;
mod talk;

pub use server::MailServer;

use lettre::Address;

use crate::{File, Message, Outcome, Unusable};

/// A mailbox, and the server that takes mail for it.
#[derive(Debug)]
pub struct Mail {
    server: MailServer,
    to: Address,
}

impl Mail {
    /// A mailbox by its address, without a name.
    pub fn new(server: MailServer, to: &str) -> Result<Self, Unusable> {
        let to = to.parse().ok().filter(|_| to.is_ascii());
        let to =
            to.ok_or_else(|| Unusable::new("the address of a reader is not one of mail in Latin letters"))?;
        Ok(Self { server, to })
    }

    pub(crate) async fn send(&self, message: &Message) -> Outcome {
        match letter::letter(message, &self.server.from, &self.to) {
            Ok(letter) => talk::send(&self.server, letter.envelope(), &letter.formatted()).await,
            Err(unusable) => Outcome::refused(unusable.to_string()),
        }
    }

    pub(crate) fn written(&self, message: &Message) -> Result<Vec<File>, Unusable> {
        let letter = letter::letter(message, &self.server.from, &self.to)?;
        Ok(vec![File::new(format!("{}.eml", message.key), "message/rfc822", letter.formatted())])
    }
}
