//! Incoming webhooks as Slack and Mattermost understand them: `{"text": …}` to an address that is itself the secret.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use reqwest::Client;
use serde_json::json;
use url::Url;

use crate::http::{self, Exchange};
use crate::{File, Message, Outcome, Unusable, said};

/// A webhook.
pub struct Webhook {
    client: Client,
    url: Url,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Webhook").finish_non_exhaustive()
    }
}

impl Webhook {
    /// A webhook at a secret address.
    pub fn new(
        address: &str,
        timeout: Duration,
        roots: Option<&Path>,
        proxy: Option<&Url>,
    ) -> Result<Self, Unusable> {
        let url = Url::parse(address.trim())
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| {
                Unusable::new("the secret of a webhook is not an address that begins with https://")
            })?;
        Ok(Self { client: http::client(timeout, roots, proxy)?, url })
    }

    pub(crate) async fn send(&self, message: &Message) -> Outcome {
        match http::post(&self.client, &self.url, body(message)).await {
            Exchange::NotWritten(why) => Outcome::later(format!("the webhook: {why}")),
            Exchange::Unanswered(why) => Outcome::unsure(format!("the webhook: {why}")),
            Exchange::Answered(answer) => {
                let text = said::line(&String::from_utf8_lossy(&answer.body), &[self.url.path()]);
                let why = format!("the webhook answered {} {text}", answer.status).trim_end().to_owned();
                match answer.status {
                    200..=299 => Outcome::Delivered { receipt: format!("{} {text}", answer.status) },
                    408 | 429 => Outcome::Later { why, after: answer.retry_after },
                    // A gateway that got no answer in time does not know what the server behind it did.
                    502 | 504 => Outcome::unsure(why),
                    500..=599 => Outcome::Later { why, after: answer.retry_after },
                    _ => Outcome::refused(why),
                }
            }
        }
    }

    pub(crate) fn written(&self, message: &Message) -> Vec<File> {
        vec![File::new(format!("{}.webhook.json", message.key), "application/json", body(message))]
    }
}

fn body(message: &Message) -> Vec<u8> {
    json!({ "text": message.post }).to_string().into_bytes()
}
