//! The talk with a server of mail, step by step: what an error means depends on how far the letter has come. Until the mark of its end
//! has been written no server may take it; after that only an answer tells.

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::server::{MailServer, Secrecy};
use crate::{Outcome, said};

/// A letter is written in pieces of so many bytes.
const PIECE: usize = 16 * 1024;

/// Slow lines get a second more for so many bytes.
const BYTES_A_SECOND: u64 = 50_000;

/// Sends a letter, once.
pub(super) async fn send(server: &MailServer, envelope: &Envelope, letter: &[u8]) -> Outcome {
    match talk(server, envelope, letter).await {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

async fn talk(server: &MailServer, envelope: &Envelope, letter: &[u8]) -> Result<Outcome, Outcome> {
    let mut connection = connect(server).await?;
    greet(server, &mut connection).await?;
    let step = |outcome: Step| {
        outcome.unwrap_or_else(|| Err(Outcome::later("the mail server did not answer within the time")))
    };
    let mail = Mail::new(envelope.from().cloned(), Vec::new());
    step(
        within(server.timeout, connection.command(mail)).await.map(|result| {
            result.map_err(|error| judge(server, "our sender", &error, Outcome::misconfigured))
        }),
    )?;
    for reader in envelope.to() {
        let rcpt = Rcpt::new(reader.clone(), Vec::new());
        step(
            within(server.timeout, connection.command(rcpt))
                .await
                .map(|result| result.map_err(|error| judge(server, "the mailbox", &error, Outcome::refused))),
        )?;
    }
    step(
        within(server.timeout, connection.command(Data))
            .await
            .map(|result| result.map_err(|error| judge(server, "the letter", &error, Outcome::refused))),
    )?;
    let outcome = hand_over(server, &mut connection, letter).await;
    if matches!(outcome, Outcome::Delivered { .. }) {
        // It has the letter: whatever becomes of the farewell.
        let _ = within(server.timeout.min(Duration::from_secs(2)), connection.quit()).await;
    }
    Ok(outcome)
}

type Step = Option<Result<Response, Outcome>>;

async fn within<T>(timeout: Duration, step: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(timeout, step).await.ok()
}

async fn connect(server: &MailServer) -> Result<AsyncSmtpConnection, Outcome> {
    let name = ClientId::Domain(server.from.domain().to_owned());
    let tls = match &server.secrecy {
        Secrecy::FromTheStart(tls) => Some(tls.clone()),
        Secrecy::Required(_) | Secrecy::None => None,
    };
    let place = (server.host.as_str(), server.port);
    let connected = AsyncSmtpConnection::connect_tokio1(place, Some(server.timeout), &name, tls, None);
    match within(server.timeout, connected).await {
        None => Err(Outcome::later("no connection to the mail server within the time")),
        Some(Ok(connection)) => Ok(connection),
        Some(Err(error)) if error.is_tls() => Err(Outcome::misconfigured(
            "the certificate of the mail server is not to be trusted: nothing was sent to it",
        )),
        Some(Err(error)) => Err(judge(server, "the connection", &error, Outcome::later)),
    }
}

/// STARTTLS and the password, in this order.
async fn greet(server: &MailServer, connection: &mut AsyncSmtpConnection) -> Result<(), Outcome> {
    let late = || Outcome::later("the mail server did not answer within the time");
    if let Secrecy::Required(tls) = &server.secrecy {
        if !connection.can_starttls() {
            return Err(Outcome::misconfigured("the mail server offers no STARTTLS: nothing was sent to it"));
        }
        let name = ClientId::Domain(server.from.domain().to_owned());
        let upgraded =
            within(server.timeout, connection.starttls(tls.clone(), &name)).await.ok_or_else(late)?;
        upgraded.map_err(|error| match error.status() {
            Some(_) => judge(server, "STARTTLS", &error, Outcome::misconfigured),
            None => Outcome::misconfigured(
                "TLS with the mail server failed: check its certificate; nothing was sent to it",
            ),
        })?;
    }
    if let Some(credentials) = &server.credentials {
        let known = [Mechanism::Plain, Mechanism::Login];
        let let_in = within(server.timeout, connection.auth(&known, credentials)).await.ok_or_else(late)?;
        let_in.map_err(|error| {
            judge(server, "name or password (check the secret `smtp`)", &error, Outcome::misconfigured)
        })?;
    }
    Ok(())
}

async fn hand_over(server: &MailServer, connection: &mut AsyncSmtpConnection, letter: &[u8]) -> Outcome {
    // Set before the mark of the end can leave.
    let ended = Cell::new(false);
    let mut pieces = letter.chunks(PIECE);
    let pieces = std::iter::from_fn(|| {
        let piece = pieces.next();
        ended.set(piece.is_none());
        piece
    });
    let timeout = server.timeout + Duration::from_secs(letter.len() as u64 / BYTES_A_SECOND);
    let answer = within(timeout, connection.message_iter(pieces)).await;
    match answer {
        Some(Ok(response)) => Outcome::Delivered { receipt: told(server, &response) },
        Some(Err(error)) if error.status().is_some() => judge(server, "the letter", &error, Outcome::refused),
        _ if !ended.get() => Outcome::later("the connection broke before the letter was whole"),
        None => Outcome::unsure("the letter was handed over, and no answer came within the time"),
        Some(Err(_)) => {
            Outcome::unsure("the letter was handed over, and the connection broke before the answer")
        }
    }
}

/// What an error says: 4xx is for now, 5xx as `lasting` says, everything else is a broken talk.
fn judge(server: &MailServer, of: &str, error: &Error, lasting: impl Fn(String) -> Outcome) -> Outcome {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let text = said::line(&source, &[&server.password]);
    match error.status() {
        Some(code) => {
            let why = format!("the mail server refuses {of}: {code} {text}").trim_end().to_owned();
            if error.is_transient() { Outcome::later(why) } else { lasting(why) }
        }
        None if error.is_client() => lasting(format!("the mail server cannot take {of}: {text}")),
        None => Outcome::later(format!(
            "no talk with the mail server about {of}: it is not reached or breaks off"
        )),
    }
}

fn told(server: &MailServer, response: &Response) -> String {
    let words = response.message().collect::<Vec<_>>().join(" ");
    format!("{} {}", response.code(), said::line(&words, &[&server.password]))
}
