//! An answer of the Bot API in; its result, or what its refusal means, out.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::error::{Error, Refusal};
use crate::walk::Answer;

/// The frame of every answer of the Bot API. Its `description` is not read: the code says enough.
#[derive(Deserialize)]
struct Framed {
    ok: bool,
    #[serde(default)]
    result: Value,
    error_code: Option<u16>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
}

/// A refusal by the Bot API.
pub(super) struct Refused {
    pub(super) refusal: Refusal,
    pub(super) code: u16,
    told: &'static str,
    pub(super) retry_after: Option<Duration>,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let after = refused.retry_after.map(|after| format!(", again after {} s", after.as_secs()));
        let told = format!("code {}: {}{}", refused.code, refused.told, after.unwrap_or_default());
        Self::Refused { refusal: refused.refusal, told }
    }
}

/// What an answer says, or that it is none of the Bot API.
pub(super) fn result_of(answer: &Answer<'_>) -> Result<Result<Value, Refused>, Error> {
    let Answer::Page { page, status, .. } = answer else {
        return Err(Error::unfit("a page was asked for, and something else was answered".into()));
    };
    let framed: Option<Framed> = serde_json::from_slice(&page.body).ok();
    let (code, retry_after) = match framed {
        Some(Framed { ok: true, result, .. }) => return Ok(Ok(result)),
        Some(Framed { error_code, parameters, .. }) => {
            let seconds = parameters.and_then(|parameters| parameters.retry_after);
            (error_code.unwrap_or(*status), seconds.map(Duration::from_secs))
        }
        None if (200..300).contains(status) => return Err(unreadable()),
        None => (*status, None),
    };
    let (refusal, told) = match code {
        // A token of a wrong form is answered as an address that is not there.
        401 | 404 => (Refusal::Key, "the token is not that of a bot: get the valid one from BotFather"),
        403 => (Refusal::Closed, "the person has blocked the bot"),
        409 => (
            Refusal::Ours,
            "another program or a webhook gets the messages of this bot: stop it, or call `deleteWebhook`",
        ),
        429 => (Refusal::TooFast, "too many questions"),
        500.. => (Refusal::Trouble, "the Bot API is in trouble"),
        _ => (Refusal::Ours, "the question was wrong"),
    };
    Ok(Err(Refused { refusal, code, told, retry_after }))
}

/// Something else answers in the place of the Bot API, or it has changed.
pub(super) fn unreadable() -> Error {
    Error::Refused { refusal: Refusal::Trouble, told: "the answer is not one of the Bot API".into() }
}
