//! A mail server on loopback that speaks as much IMAP as is needed, and misbehaves as a test tells it. It remembers every command.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dauys_fetch::{MailRequest, Secret, Security, Settings};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Fault {
    /// Says nothing at all.
    Mute,
    /// Greets with something else.
    Web,
    /// Greets with BYE.
    Busy,
    /// Answers LOGIN with this.
    Login(&'static str),
    /// Gives no validity of numbers.
    NoValidity,
    /// Falls silent when mails are asked for, after so many commands that were answered.
    HangsAtFetch(usize),
    /// Resets the connection when mails are asked for, after so many commands that were answered.
    ResetsAtFetch(usize),
    /// Closes the connection in an orderly way between two mails of the first answer.
    ClosesBetweenMails,
    /// Sends whole mails, however large, in place of the part that was asked for.
    Whole,
    /// Announces more bytes than memory has.
    Announces(u64),
    /// Sends one line that never ends.
    Endless,
    /// Answers the question for mails with NO.
    RefusesMails,
    /// Sends a mail in a form that is none.
    BrokenMail,
    /// Drips one byte every so often.
    Drips(Duration),
    /// Speaks of extensions and changes that nobody asked for.
    Chatters,
}

/// The folders and the way of a server.
#[derive(Clone, Default)]
pub(crate) struct Post {
    /// Validity, then mails by number.
    pub(crate) folders: BTreeMap<String, (u32, BTreeMap<u32, Vec<u8>>)>,
    pub(crate) fault: Option<Fault>,
}

impl Post {
    /// An INBOX with mails of these numbers.
    pub(crate) fn with(numbers: impl IntoIterator<Item = u32>) -> Self {
        let mails = numbers.into_iter().map(|number| (number, mail(number))).collect();
        Self { folders: BTreeMap::from([("INBOX".to_owned(), (77, mails))]), fault: None }
    }

    pub(crate) fn but(self, fault: Fault) -> Self {
        Self { fault: Some(fault), ..self }
    }
}

pub(crate) fn mail(number: u32) -> Vec<u8> {
    // Brackets, braces and tags in a letter must not be taken for those of the protocol.
    format!("Subject: {number}\r\n\r\nLetter {number} {{12}}\r\nd1 OK done\r\n* BYE )\r\n").into_bytes()
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    commands: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) async fn start(post: Post) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let commands = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&commands);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (post, kept) = (post.clone(), Arc::clone(&kept));
                // The other side may have left: that is part of some tests.
                tokio::spawn(async move { serve(stream, &post, &kept).await.unwrap_or_default() });
            }
        });
        Self { address, commands }
    }

    /// Every command so far, without its tag.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.commands.lock().unwrap().clone()
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings { allow_private: true, pace_ms: 0, tries: 1, ..Settings::default() }
    }

    pub(crate) fn request(&self) -> MailRequest {
        MailRequest {
            host: "127.0.0.1".into(),
            port: self.address.port(),
            security: Security::Plain,
            user: "office@a.example".into(),
            password: Secret::new("planted \"secret\""),
            folder: "INBOX".into(),
            after: None,
            most: 100,
        }
    }
}

async fn serve(stream: TcpStream, post: &Post, kept: &Mutex<Vec<String>>) -> std::io::Result<()> {
    // What waits for an acknowledgement in the kernel is silence to a paused clock.
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let fault = post.fault;
    match fault {
        Some(Fault::Mute) => sleep(Duration::from_secs(3600)).await,
        Some(Fault::Web) => say(&mut stream, "HTTP/1.1 400 Bad Request\r\n\r\n").await?,
        Some(Fault::Busy) => say(&mut stream, "* BYE too many connections from planted-host\r\n").await?,
        _ => say(&mut stream, "* OK [CAPABILITY IMAP4rev1 LITERAL+] ready\r\n").await?,
    }
    if matches!(fault, Some(Fault::Web | Fault::Busy)) {
        return Ok(());
    }
    let mut folder: Option<&(u32, BTreeMap<u32, Vec<u8>>)> = None;
    let mut answered_fetches = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let line = line.trim_end();
        let (tag, command) = line.split_once(' ').unwrap_or((line, ""));
        kept.lock().unwrap().push(command.to_owned());
        let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
        let mut end = format!("{tag} OK done\r\n");
        match verb {
            "LOGIN" => {
                if let Some(Fault::Login(told)) = fault {
                    end = format!("{tag} {told}\r\n");
                } else if rest != r#""office@a.example" "planted \"secret\"""# {
                    end = format!("{tag} NO [AUTHENTICATIONFAILED] wrong\r\n");
                }
            }
            "EXAMINE" => match post.folders.get(rest.trim_matches('"')) {
                Some(found) => {
                    folder = Some(found);
                    let (validity, mails) = found;
                    say(&mut stream, "* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS ()] read only\r\n").await?;
                    say(&mut stream, &format!("* {} EXISTS\r\n* 0 RECENT\r\n", mails.len())).await?;
                    if fault != Some(Fault::NoValidity) {
                        say(&mut stream, &format!("* OK [UIDVALIDITY {validity}] valid\r\n")).await?;
                    }
                }
                None => end = format!("{tag} NO [NONEXISTENT] no such mailbox\r\n"),
            },
            "UID" => {
                let (_, mails) = folder.unwrap();
                if let Some(from) = rest.strip_prefix("SEARCH UID ") {
                    search(&mut stream, from, mails, fault).await?;
                } else {
                    match fault {
                        Some(Fault::HangsAtFetch(after)) if answered_fetches >= after => {
                            sleep(Duration::from_secs(3600)).await
                        }
                        Some(Fault::ResetsAtFetch(after)) if answered_fetches >= after => {
                            stream.get_ref().set_zero_linger()?;
                            return Ok(());
                        }
                        Some(Fault::RefusesMails) => end = format!("{tag} NO [LIMIT] later\r\n"),
                        _ => {}
                    }
                    if fault != Some(Fault::RefusesMails) && !fetch(&mut stream, rest, mails, fault).await? {
                        return Ok(());
                    }
                    answered_fetches += 1;
                }
            }
            "LOGOUT" => say(&mut stream, "* BYE farewell\r\n").await?,
            _ => end = format!("{tag} BAD unknown\r\n"),
        }
        say(&mut stream, &end).await?;
        if verb == "LOGOUT" {
            return Ok(());
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(text.as_bytes()).await
}

async fn search(
    stream: &mut BufReader<TcpStream>,
    from: &str,
    mails: &BTreeMap<u32, Vec<u8>>,
    fault: Option<Fault>,
) -> std::io::Result<()> {
    let first: u32 = from.strip_suffix(":*").unwrap().parse().unwrap();
    // `n:*` means the last mail at least (RFC 3501, 6.4.8), and no order is promised.
    let last = mails.keys().last().copied().unwrap_or_default();
    let found: Vec<String> =
        mails.keys().rev().filter(|number| **number >= first.min(last)).map(u32::to_string).collect();
    if fault == Some(Fault::Endless) {
        loop {
            say(stream, &" 1".repeat(4096)).await?;
        }
    }
    if fault == Some(Fault::Chatters) {
        say(stream, "* 9 EXISTS\r\n* X-NOVELTY (a {3}\r\nabc)\r\n* 3 EXPUNGE\r\n").await?;
    }
    say(stream, &format!("* SEARCH {}\r\n", found.join(" "))).await
}

/// Whether the session goes on.
async fn fetch(
    stream: &mut BufReader<TcpStream>,
    question: &str,
    mails: &BTreeMap<u32, Vec<u8>>,
    fault: Option<Fault>,
) -> std::io::Result<bool> {
    let (numbers, wanted) = question.strip_prefix("FETCH ").unwrap().split_once(' ').unwrap();
    let part = wanted.strip_prefix("(UID BODY.PEEK[]<0.").unwrap().strip_suffix(">)").unwrap();
    let most: usize = part.parse().unwrap();
    for (index, number) in numbers.split(',').map(|number| number.parse::<u32>().unwrap()).enumerate() {
        // Deleted in between.
        let Some(mail) = mails.get(&number) else { continue };
        let length = if fault == Some(Fault::Whole) { mail.len() } else { mail.len().min(most) };
        let bytes = &mail[..length];
        let announced = match fault {
            Some(Fault::Announces(announced)) => announced,
            _ => bytes.len() as u64,
        };
        if fault == Some(Fault::Chatters) {
            say(stream, &format!("* {number} FETCH (FLAGS (\\Seen) UID {number})\r\n* 900 FETCH (UID 900 BODY[] {{2}}\r\nno)\r\n")).await?;
        }
        if fault == Some(Fault::BrokenMail) {
            say(stream, &format!("* {number} FETCH (UID none BODY[] \"\r\n")).await?;
            continue;
        }
        say(stream, &format!("* {number} FETCH (UID {number} BODY[]<0> {{{announced}}}\r\n")).await?;
        if let Some(Fault::Drips(pause)) = fault {
            for byte in bytes {
                stream.get_mut().write_all(&[*byte]).await?;
                sleep(pause).await;
            }
        } else {
            stream.get_mut().write_all(bytes).await?;
        }
        say(stream, ")\r\n").await?;
        if fault == Some(Fault::ClosesBetweenMails) && index == 0 {
            stream.get_mut().shutdown().await?;
            return Ok(false);
        }
    }
    Ok(true)
}
