//! A server of mail and one of chats on the loopback, for programs that run beside the test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the servers do with the next message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// Take it.
    Takes,
    /// Answer so instead.
    Says(&'static str),
    /// Take it and never say so.
    Holds,
}

/// A server, what it does from now on, and what came.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) port: u16,
    does: Arc<Mutex<Vec<Does>>>,
    came: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(super) fn mail() -> Self {
        Self::start(Self::talk)
    }

    pub(super) fn chat() -> Self {
        Self::start(Self::answer)
    }

    fn start(serve: fn(&Self, TcpStream) -> std::io::Result<()>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server =
            Self { port: listener.local_addr().unwrap().port(), does: Arc::default(), came: Arc::default() };
        let own = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                thread::spawn(move || serve(&own, stream));
            }
        });
        server
    }

    /// What it does with the next messages, one after another; then it takes all.
    pub(super) fn will(&self, does: &[Does]) {
        *self.does.lock().unwrap() = does.iter().rev().copied().collect();
    }

    fn next(&self) -> Does {
        self.does.lock().unwrap().pop().unwrap_or(Does::Takes)
    }

    /// The letters, or the texts of messages, that came whole.
    pub(super) fn came(&self) -> Vec<String> {
        self.came.lock().unwrap().clone()
    }

    /// Waits until a message came.
    pub(super) fn wait_for(&self, count: usize) {
        while self.came().len() < count {
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut out = stream.try_clone()?;
        let mut lines = BufReader::new(stream);
        out.write_all(b"220 ready\r\n")?;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            match line.get(..4).unwrap_or_default() {
                "DATA" => out.write_all(b"354 go on\r\n")?,
                "QUIT" => return out.write_all(b"221 bye\r\n"),
                _ => {
                    out.write_all(b"250 ok\r\n")?;
                    continue;
                }
            }
            let mut letter = String::new();
            while !letter.ends_with("\r\n.\r\n") {
                if lines.read_line(&mut letter)? == 0 {
                    return Ok(());
                }
            }
            let does = self.next();
            if !matches!(does, Does::Says(_)) {
                self.came.lock().unwrap().push(letter);
            }
            match does {
                Does::Takes => out.write_all(b"250 taken\r\n")?,
                Does::Says(said) => out.write_all(format!("{said}\r\n").as_bytes())?,
                Does::Holds => thread::sleep(Duration::from_secs(600)),
            }
        }
    }

    /// One request of the Bot API. `Says` begins with the status: `500 {…}`.
    fn answer(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut out = stream.try_clone()?;
        let mut lines = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        lines.read_exact(&mut body)?;
        let does = self.next();
        let (status, said) = match does {
            Does::Says(said) => said.split_once(' ').unwrap(),
            _ => ("200", r#"{"ok":true,"result":{"message_id":1}}"#),
        };
        if status == "200" {
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
            self.came.lock().unwrap().push(body["text"].as_str().unwrap().to_owned());
        }
        if does == Does::Holds {
            thread::sleep(Duration::from_secs(600));
        }
        let length = said.len();
        out.write_all(
            format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{said}")
                .as_bytes(),
        )
    }
}
