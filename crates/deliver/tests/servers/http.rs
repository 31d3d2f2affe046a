//! A server of HTTP that answers one request after another as it is told.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Does {
    /// Answers with a status, headers and a body.
    Answers(u16, &'static str, &'static str),
    /// Reads it and never answers.
    Hangs,
    /// Reads it and closes.
    Closes,
}

/// A running one. Requests beyond the script are answered with 500.
pub(crate) struct Http {
    pub(crate) port: u16,
    heard: Arc<Mutex<Vec<(String, String)>>>,
}

impl Http {
    pub(crate) async fn start(script: Vec<Does>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        tokio::spawn(async move {
            let mut script = script.into_iter();
            while let Ok((stream, _)) = listener.accept().await {
                let does = script.next().unwrap_or(Does::Answers(500, "", "the script has ended"));
                tokio::spawn(answer(stream, does, Arc::clone(&all)));
            }
        });
        Self { port, heard }
    }

    /// The paths and bodies it heard.
    pub(crate) fn heard(&self) -> Vec<(String, String)> {
        self.heard.lock().unwrap().clone()
    }
}

async fn answer(stream: TcpStream, does: Does, heard: Arc<Mutex<Vec<(String, String)>>>) {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await.unwrap_or(0) == 0 {
            return;
        }
    }
    let lower = head.to_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.unwrap();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    heard.lock().unwrap().push((path, String::from_utf8(body).unwrap()));
    match does {
        Does::Hangs => std::future::pending().await,
        Does::Closes => {}
        Does::Answers(status, headers, body) => {
            let answer = format!(
                "HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
}
