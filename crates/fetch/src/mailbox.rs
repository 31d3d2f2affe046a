//! A folder of a mailbox in, its new mails out, by IMAP (RFC 3501) over TLS. Only reads: the folder is opened with EXAMINE, and
//! mails are got with PEEK, so nothing is marked as seen.
//!
//! Of each mail only the beginning is got. A mail begins with its words, and files stand behind them, mostly larger by far: they
//! are nobody's business here.
//!
//! `async-imap` was looked at and is not used: it writes the line with the password to the log, buffers up to half a gigabyte on a
//! server's word, and takes a connection that broke off between two mails for the end of the list, which loses mails.

mod folder;
mod session;

use std::time::Duration;

use tokio::time::{Instant, timeout, timeout_at};

use crate::mailbox::session::Session;
use crate::socket::{self, Goal, Security};
use crate::{Failure, Fetcher, Reason, Secret};

/// The port of IMAP over TLS (RFC 8314).
const PORT: u16 = 993;

/// How much of a mail is got.
const MAIL_BYTES: usize = 512 * 1024;

/// Mails that are asked for at once.
const BATCH: usize = 10;

/// How long the farewell may take. Nothing depends on it.
const FAREWELL: Duration = Duration::from_secs(2);

/// A folder to be asked.
#[derive(Clone, Debug)]
pub struct MailRequest {
    /// The host.
    pub host: String,
    /// The port; 993 unless private addresses are allowed.
    pub port: u16,
    /// How the connection is secured.
    pub security: Security,
    /// The user.
    pub user: String,
    /// The password.
    pub password: Secret,
    /// The folder, as people write it.
    pub folder: String,
    /// Validity and number of the last mail seen. Where the folder has another validity, its numbers mean other mails, and it is
    /// read from its beginning.
    pub after: Option<(u32, u32)>,
    /// Most mails to be got.
    pub most: usize,
}

/// What was in the folder. Without `Debug`: these are letters.
pub struct Mails {
    /// The validity of the numbers.
    pub validity: u32,
    /// Number and beginning of each mail, ascending.
    pub mails: Vec<(u32, Vec<u8>)>,
    /// Of how many of them only the beginning was got.
    pub cut: usize,
}

impl Fetcher {
    /// Gets the mails of a folder after a number: the oldest of them, at most as many as wished, and together not larger than the
    /// largest body of the settings. If the connection breaks or time is up after some were got, those are the answer.
    ///
    /// # Errors
    /// A [`Failure`], sorted by what to do next.
    pub async fn mails(&self, request: &MailRequest) -> Result<Mails, Failure> {
        self.in_turn(&request.host, self.read(request)).await
    }

    async fn read(&self, request: &MailRequest) -> Result<Mails, Failure> {
        let settings = self.settings();
        let deadline = Instant::now() + Duration::from_secs(settings.total_seconds);
        let MailRequest { host, port, security, .. } = request;
        let goal = Goal { host, port: *port, usual_port: PORT, security: *security };
        let socket = socket::connect(settings, &goal).await?;
        let silence = Duration::from_secs(settings.read_seconds);
        let mut session = Session::new(socket, host.clone(), silence, MAIL_BYTES);

        let mut got = Mails { validity: 0, mails: Vec::new(), cut: 0 };
        let all = usize::try_from(settings.max_body_bytes).unwrap_or(usize::MAX);
        let end = timeout_at(deadline, collect(&mut session, request, all, &mut got)).await;
        let end = end.unwrap_or_else(|_| {
            Err(Failure::Later { host: host.clone(), reason: Reason::Timeout, retry_after: None })
        });
        match end {
            // Not waited for long: nothing depends on it.
            Ok(()) => drop(timeout(FAREWELL, session.leave()).await),
            Err(failure) if got.mails.is_empty() => return Err(failure),
            Err(_) => {}
        }
        Ok(got)
    }
}

async fn collect(
    session: &mut Session,
    request: &MailRequest,
    all: usize,
    got: &mut Mails,
) -> Result<(), Failure> {
    session.greeted().await?;
    session.log_in(&request.user, request.password.reveal()).await?;
    let opened = session.examine(&request.folder).await?;
    got.validity = opened.validity;
    let known =
        request.after.filter(|(validity, _)| *validity == opened.validity).map_or(0, |(_, number)| number);
    let Some(first) = known.checked_add(1).filter(|_| opened.mails > 0) else { return Ok(()) };
    // In a folder without newer mails `first:*` means the last one, which is known.
    let mut numbers = session.numbers_from(first).await?;
    numbers.retain(|number| *number >= first);
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(request.most);
    let mut bytes = 0;
    for batch in numbers.chunks(BATCH) {
        // A mail that is missing in the answer was deleted in between.
        for (number, mail) in session.mails(batch).await? {
            bytes += mail.len();
            got.cut += usize::from(mail.len() >= MAIL_BYTES);
            got.mails.push((number, mail));
        }
        if bytes >= all {
            break;
        }
    }
    Ok(())
}
