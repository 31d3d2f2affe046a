//! One session of IMAP: commands out, answers in, within limits that a server cannot stretch. Answers are cut into responses here,
//! where sizes are known before memory is taken, and read by `imap-proto`.
//!
//! Nothing that a server says gets into a failure: its words may be those of a letter.

use std::time::Duration;

use imap_proto::{AttributeValue, MailboxDatum, Response, ResponseCode, Status};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::time::timeout;

use crate::mailbox::folder;
use crate::socket::Socket;
use crate::{Failure, Reason};

/// The longest line; also all lines of one response. One number of a mail takes up to eleven bytes, so this holds the numbers of
/// a folder with more than half a million mails.
const LINES_BYTES: usize = 8 * 1024 * 1024;

/// Responses to one command, beside those that were asked for: servers tell of other changes in between.
const MOST_RESPONSES: usize = 10_000;

/// How much a server may send beyond the part of a mail that it was asked for.
const SLACK_BYTES: usize = 64 * 1024;

/// A session.
pub(super) struct Session {
    reader: BufReader<Socket>,
    host: String,
    silence: Duration,
    mail_bytes: usize,
    commands: u32,
}

/// A folder that was opened.
pub(super) struct Opened {
    /// The validity of its numbers.
    pub(super) validity: u32,
    /// How many mails it has.
    pub(super) mails: u32,
}

/// How a command ended.
enum Ended {
    Done,
    /// With what stands in brackets behind `NO`, upper case (RFC 5530).
    Refused(String),
}

impl Session {
    /// A session on a connection. `silence` is the longest between two bytes, `mail_bytes` how much is got of a mail.
    pub(super) fn new(socket: Socket, host: String, silence: Duration, mail_bytes: usize) -> Self {
        Self { reader: BufReader::new(socket), host, silence, mail_bytes, commands: 0 }
    }

    /// Waits for the greeting.
    pub(super) async fn greeted(&mut self) -> Result<(), Failure> {
        let bytes = self.response().await?;
        match Response::parse(&bytes) {
            Ok((_, Response::Data { status: Status::Ok | Status::PreAuth, .. })) => Ok(()),
            Ok((_, Response::Data { status: Status::Bye, .. })) => Err(self.turned_away()),
            _ => Err(self.not_imap("no greeting")),
        }
    }

    /// Logs in.
    pub(super) async fn log_in(&mut self, user: &str, password: &str) -> Result<(), Failure> {
        let (Some(user), Some(password)) = (quoted(user), quoted(password)) else {
            let reason = "user and password must be printable ASCII".to_owned();
            return Err(Failure::Unsafe { host: self.host.clone(), reason });
        };
        match self.command(&format!("LOGIN {user} {password}"), |_| {}).await? {
            Ended::Done => Ok(()),
            // A server may be out of order or have too many sessions: that says nothing of the password.
            Ended::Refused(code)
                if matches!(code.as_str(), "UNAVAILABLE" | "INUSE" | "LIMIT" | "SERVERBUG") =>
            {
                Err(self.turned_away())
            }
            Ended::Refused(_) => Err(Failure::Forbidden { host: self.host.clone(), reason: Reason::Login }),
        }
    }

    /// Opens a folder for reading.
    pub(super) async fn examine(&mut self, name: &str) -> Result<Opened, Failure> {
        let no_folder = |host: &str| Failure::Broken { host: host.to_owned(), reason: Reason::Folder };
        let name = quoted(&folder::encoded(name)).ok_or_else(|| no_folder(&self.host))?;
        let (mut validity, mut mails) = (None, 0);
        let ended = self
            .command(&format!("EXAMINE {name}"), |response| match response {
                Response::Data { outcome, .. } => {
                    if let Some(ResponseCode::UidValidity(number)) = outcome.code {
                        validity = Some(number);
                    }
                }
                Response::MailboxData(MailboxDatum::Exists(count)) => mails = *count,
                _ => {}
            })
            .await?;
        match (ended, validity) {
            (Ended::Done, Some(validity)) => Ok(Opened { validity, mails }),
            (Ended::Done, None) => Err(self.not_imap("a folder without lasting numbers")),
            (Ended::Refused(_), _) => Err(no_folder(&self.host)),
        }
    }

    /// The numbers of the mails from one on, in any order.
    pub(super) async fn numbers_from(&mut self, first: u32) -> Result<Vec<u32>, Failure> {
        let mut numbers = Vec::new();
        let ended = self
            .command(&format!("UID SEARCH UID {first}:*"), |response| {
                if let Response::MailboxData(MailboxDatum::Search(found)) = response {
                    numbers.extend_from_slice(found);
                }
            })
            .await?;
        match ended {
            Ended::Done => Ok(numbers),
            Ended::Refused(_) => Err(self.turned_away()),
        }
    }

    /// The beginnings of mails, ascending. Those that are not there any more are missing.
    pub(super) async fn mails(&mut self, numbers: &[u32]) -> Result<Vec<(u32, Vec<u8>)>, Failure> {
        let wanted = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        let question = format!("UID FETCH {wanted} (UID BODY.PEEK[]<0.{}>)", self.mail_bytes);
        let mut mails: Vec<(u32, Vec<u8>)> = Vec::new();
        let ended = self
            .command(&question, |response| {
                let Some((number, body)) = mail_of(response) else { return };
                if numbers.contains(&number) && mails.iter().all(|(known, _)| *known != number) {
                    mails.push((number, body));
                }
            })
            .await?;
        if let Ended::Refused(_) = ended {
            return Err(self.turned_away());
        }
        mails.sort_unstable_by_key(|(number, _)| *number);
        Ok(mails)
    }

    /// Says farewell.
    pub(super) async fn leave(mut self) {
        // Whatever is answered, the session is over.
        let _ = self.command("LOGOUT", |_| {}).await;
        let _ = self.reader.get_mut().shutdown().await;
    }

    /// Sends a command and reads the responses up to its end.
    async fn command(
        &mut self,
        command: &str,
        mut take: impl FnMut(&Response<'_>),
    ) -> Result<Ended, Failure> {
        self.commands += 1;
        let tag = format!("d{}", self.commands);
        let line = format!("{tag} {command}\r\n");
        let sent = async {
            self.reader.get_mut().write_all(line.as_bytes()).await?;
            self.reader.get_mut().flush().await
        };
        match timeout(self.silence, sent).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(self.lost(error.to_string())),
            Err(_) => return Err(self.timed_out()),
        }
        for _ in 0..MOST_RESPONSES {
            let bytes = self.response().await?;
            match Response::parse(&bytes) {
                Ok((_, Response::Done { tag: of, status, outcome })) if of.0 == tag => {
                    return match status {
                        Status::Ok => Ok(Ended::Done),
                        Status::No => Ok(Ended::Refused(code_of(outcome.information.as_deref()))),
                        _ => Err(self.not_imap("a command that is not understood")),
                    };
                }
                Ok((_, Response::Data { status: Status::Bye, .. })) if command != "LOGOUT" => {
                    return Err(self.turned_away());
                }
                Ok((_, response)) => take(&response),
                // An extension that we do not know is none of our business, but a mail must not be passed over.
                Err(_) if bytes.starts_with(b"* ") && !has(&bytes, b" FETCH ") => {}
                Err(_) => return Err(self.not_imap("a response that is none")),
            }
        }
        Err(self.not_imap("responses without end"))
    }

    /// One response: a line, and as often as it announces bytes at its end, those and the line behind them.
    async fn response(&mut self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let mut lines = 0;
        let mut literals = 0;
        loop {
            let begin = bytes.len();
            self.line(&mut bytes, LINES_BYTES - lines).await?;
            lines += bytes.len() - begin;
            let Some(announced) = announced(&bytes[begin..]) else { return Ok(bytes) };
            literals += announced;
            if literals > self.mail_bytes + SLACK_BYTES {
                let limit = u64::try_from(self.mail_bytes).unwrap_or(u64::MAX);
                return Err(Failure::TooLarge { host: self.host.clone(), limit });
            }
            self.literal(&mut bytes, announced).await?;
        }
    }

    /// Reads up to the end of a line, it included.
    async fn line(&mut self, into: &mut Vec<u8>, most: usize) -> Result<(), Failure> {
        let mut length = 0;
        loop {
            let part = self.filled().await?;
            let end = part.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let taken = end.unwrap_or(part.len());
            into.extend_from_slice(&part[..taken]);
            self.reader.consume(taken);
            length += taken;
            if length > most {
                return Err(self.not_imap("a line without end"));
            }
            if end.is_some() {
                return Ok(());
            }
        }
    }

    async fn literal(&mut self, into: &mut Vec<u8>, mut missing: usize) -> Result<(), Failure> {
        while missing > 0 {
            let part = self.filled().await?;
            let taken = part.len().min(missing);
            into.extend_from_slice(&part[..taken]);
            self.reader.consume(taken);
            missing -= taken;
        }
        Ok(())
    }

    /// What has arrived, at least a byte.
    async fn filled(&mut self) -> Result<&[u8], Failure> {
        match timeout(self.silence, self.reader.fill_buf()).await {
            Err(_) => return Err(self.timed_out()),
            Ok(Err(error)) => {
                let told = error.to_string();
                return Err(self.lost(told));
            }
            Ok(Ok([])) => return Err(self.lost("ended by the server".into())),
            Ok(Ok(_)) => {}
        }
        Ok(self.reader.buffer())
    }

    fn timed_out(&self) -> Failure {
        Failure::Later { host: self.host.clone(), reason: Reason::Timeout, retry_after: None }
    }

    fn lost(&self, told: String) -> Failure {
        Failure::Later { host: self.host.clone(), reason: Reason::Connection(told), retry_after: None }
    }

    fn turned_away(&self) -> Failure {
        self.lost("the server turns us away at present".into())
    }

    fn not_imap(&self, told: &str) -> Failure {
        Failure::Broken { host: self.host.clone(), reason: Reason::Protocol(format!("IMAP: {told}")) }
    }
}

/// A quoted string (RFC 3501, 4.3); none where it would need to be sent otherwise.
fn quoted(text: &str) -> Option<String> {
    let is_plain = !text.is_empty() && text.chars().all(|letter| matches!(letter, ' '..='~'));
    is_plain.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// How many bytes a line announces at its end: `{123}`.
fn announced(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\r\n")?.strip_suffix(b"}")?;
    let at = line.iter().rposition(|byte| *byte == b'{')?;
    std::str::from_utf8(line.get(at + 1..)?).ok()?.parse().ok()
}

/// The word in brackets at the beginning of what a server says: `[UNAVAILABLE] try later`.
fn code_of(told: Option<&str>) -> String {
    let code = told.and_then(|told| told.trim_start().strip_prefix('[')?.split_once(']'));
    code.map(|(code, _)| code.to_ascii_uppercase()).unwrap_or_default()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

fn mail_of(response: &Response<'_>) -> Option<(u32, Vec<u8>)> {
    let Response::Fetch(_, attributes) = response else { return None };
    let number = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(number) => Some(*number),
        _ => None,
    })?;
    let body = attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { section: None, data: Some(body), .. } => Some(body.to_vec()),
        _ => None,
    })?;
    Some((number, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_cannot_end_their_command() {
        assert_eq!(quoted(r#"a"b\c"#).as_deref(), Some(r#""a\"b\\c""#));
        assert_eq!(quoted("a\r\nd2 DELETE INBOX"), None);
        assert_eq!(quoted("құпия"), None);
    }

    #[test]
    fn announced_bytes_are_read_from_the_end_of_a_line() {
        assert_eq!(announced(b"* 1 FETCH (BODY[] {17}\r\n"), Some(17));
        assert_eq!(announced(b"* OK {17} things\r\n"), None);
        assert_eq!(announced(b"* 1 FETCH (BODY[] {99999999999999999999}\r\n"), None);
        assert_eq!(announced(b"{-1}\r\n"), None);
    }
}
