//! A server of mail that follows a script.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it does when a command comes, or the end of a letter (`.`).
#[derive(Clone, Debug)]
pub(crate) enum Does {
    /// Answers.
    Says(&'static str),
    /// Never answers.
    Hangs,
    /// Closes the connection.
    Closes,
}

/// Its script: what differs from a server without a fault.
#[derive(Clone, Default)]
pub(crate) struct Script {
    /// By verb: `EHLO`, `MAIL`, `.`.
    pub at: Vec<(&'static str, Does)>,
    /// What it offers.
    pub offers: Vec<&'static str>,
    /// It closes after so many bytes of a letter.
    pub cuts_after: Option<usize>,
    /// What it answers `STARTTLS` with.
    pub tls: Option<Arc<tokio_rustls::rustls::ServerConfig>>,
}

/// A running one.
pub(crate) struct Smtp {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    letters: Arc<Mutex<Vec<String>>>,
}

impl Smtp {
    pub(crate) async fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let letters = Arc::new(Mutex::new(Vec::new()));
        let (all, taken) = (Arc::clone(&heard), Arc::clone(&letters));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let talk =
                    Talk { script: script.clone(), heard: Arc::clone(&all), letters: Arc::clone(&taken) };
                tokio::spawn(talk.begin(stream));
            }
        });
        Self { port, heard, letters }
    }

    /// The commands it heard.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    /// The letters that came whole.
    pub(crate) fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

struct Talk {
    script: Script,
    heard: Arc<Mutex<Vec<String>>>,
    letters: Arc<Mutex<Vec<String>>>,
}

trait Stream: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send {}
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send> Stream for T {}

impl Talk {
    async fn begin(self, stream: TcpStream) {
        let mut stream: BufReader<Box<dyn Stream>> = BufReader::new(Box::new(stream));
        if stream.write_all(b"220 mail.example ready\r\n").await.is_err() {
            return;
        }
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return;
            }
            self.heard.lock().unwrap().push(line.trim_end().to_owned());
            let verb = line.split([' ', '\r']).next().unwrap_or_default().to_owned();
            let usual = match verb.as_str() {
                "EHLO" => String::new(),
                "STARTTLS" => "220 go ahead".into(),
                "AUTH" => "235 welcome".into(),
                "DATA" => "354 end with .".into(),
                "QUIT" => "221 bye".into(),
                _ => "250 ok".into(),
            };
            if verb == "EHLO" && self.script.at.iter().all(|(at, _)| *at != "EHLO") {
                let mut offers = vec!["250-mail.example".to_owned()];
                offers.extend(self.script.offers.iter().map(|offer| format!("250-{offer}")));
                offers.push("250 8BITMIME\r\n".into());
                if stream.write_all(offers.join("\r\n").as_bytes()).await.is_err() {
                    return;
                }
                continue;
            }
            if !self.does(&mut stream, &verb, &usual).await {
                return;
            }
            if verb == "STARTTLS"
                && let Some(tls) = self.script.tls.clone()
            {
                let plain = stream.into_inner();
                let Ok(secret) = tokio_rustls::TlsAcceptor::from(tls).accept(plain).await else { return };
                stream = BufReader::new(Box::new(secret));
            } else if verb == "DATA" && self.script.at.iter().all(|(at, _)| *at != "DATA") {
                let Some(letter) = self.letter(&mut stream).await else { return };
                self.letters.lock().unwrap().push(letter);
                if !self.does(&mut stream, ".", "250 queued as Q1").await {
                    return;
                }
            }
        }
    }

    /// Reads a letter up to the mark of its end.
    async fn letter(&self, stream: &mut BufReader<Box<dyn Stream>>) -> Option<String> {
        if let Some(cut) = self.script.cuts_after {
            let mut part = vec![0; cut];
            let _ = stream.read_exact(&mut part).await;
            return None;
        }
        let mut letter = String::new();
        while !letter.ends_with("\r\n.\r\n") {
            if stream.read_line(&mut letter).await.unwrap_or(0) == 0 {
                return None;
            }
        }
        Some(letter)
    }

    /// Whether the talk goes on.
    async fn does(&self, stream: &mut BufReader<Box<dyn Stream>>, at: &str, usual: &str) -> bool {
        let does = self.script.at.iter().find(|(verb, _)| *verb == at).map(|(_, does)| does.clone());
        let says = match does {
            None => usual.to_owned(),
            Some(Does::Says(says)) => says.to_owned(),
            Some(Does::Closes) => return false,
            Some(Does::Hangs) => std::future::pending().await,
        };
        stream.write_all(format!("{says}\r\n").as_bytes()).await.is_ok()
    }
}
