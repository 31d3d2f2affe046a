//! Streams against a WebSocket server on loopback, with the clock of tokio paused.

#![expect(clippy::unwrap_used, reason = "everything here is a test")]

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dauys_fetch::{Failure, Fetcher, Settings, StreamRequest};
use futures::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

type Stream = WebSocketStream<TcpStream>;

/// What the last handshake asked for: the target and the headers.
type Asked = Arc<Mutex<Vec<String>>>;

/// A server that upgrades every connection and lets `talk` do the rest.
async fn streaming<F: Future<Output = ()> + Send + 'static>(
    talk: impl Fn(Stream) -> F + Send + Sync + 'static,
) -> (StreamRequest, Asked) {
    let asked = Asked::default();
    let kept = Arc::clone(&asked);
    let talk = Arc::new(talk);
    let request = listening(move |stream| {
        let (kept, talk) = (Arc::clone(&kept), Arc::clone(&talk));
        async move {
            #[expect(clippy::result_large_err, reason = "the callback has this form")]
            let upgrade = |request: &Request, response: Response| {
                let mut kept = kept.lock().unwrap();
                kept.push(request.uri().to_string());
                kept.extend(
                    request
                        .headers()
                        .iter()
                        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())),
                );
                Ok(response)
            };
            talk(accept_hdr_async(stream, upgrade).await.unwrap()).await;
        }
    })
    .await;
    (request, asked)
}

/// A server that does with every connection what it likes.
async fn listening<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(TcpStream) -> F + Send + Sync + 'static,
) -> StreamRequest {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/subscribe?cursor=17", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // What waits for an acknowledgement in the kernel is silence to a paused clock.
            stream.set_nodelay(true).unwrap();
            tokio::spawn(serve(stream));
        }
    });
    StreamRequest { url, most: 100, idle: Duration::from_secs(5), longest: Duration::from_secs(60) }
}

/// A server that reads the head of a question and answers with these bytes.
async fn answering(answer: &'static [u8]) -> StreamRequest {
    listening(move |mut stream| async move {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(answer).await.unwrap();
        // Left open: what ends the exchange is to be the answer.
        sleep(Duration::from_secs(3600)).await;
    })
    .await
}

fn settings() -> Settings {
    Settings {
        allow_private: true,
        pace_ms: 0,
        tries: 1,
        contact: Some("office@a.example".into()),
        ..Settings::default()
    }
}

async fn read(request: &StreamRequest) -> Result<Vec<Vec<u8>>, Failure> {
    Fetcher::new(settings()).unwrap().stream(request).await
}

fn texts(messages: &[Vec<u8>]) -> Vec<&str> {
    messages.iter().map(|message| std::str::from_utf8(message).unwrap()).collect()
}

const FIVE: [&str; 5] = [
    r#"{"time_us":1,"commit":{"operation":"create"}}"#,
    r#"{"time_us":2,"commit":{"operation":"create"}}"#,
    r#"{"time_us":3,"commit":{"operation":"update"}}"#,
    r#"{"time_us":4,"commit":{"operation":"delete"}}"#,
    r#"{"time_us":5,"kind":"identity"}"#,
];

async fn send_five(stream: &mut Stream) {
    for text in FIVE {
        stream.send(Message::text(text)).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_falls_silent_has_caught_up() {
    let (request, asked) = streaming(|mut stream| async move {
        send_five(&mut stream).await;
        sleep(Duration::from_secs(3600)).await;
    })
    .await;
    let start = Instant::now();
    let messages = read(&request).await.unwrap();
    assert_eq!(texts(&messages), FIVE);
    // Five seconds of silence, and two for a farewell that nobody answers.
    assert!(start.elapsed() <= Duration::from_millis(7100), "{:?}", start.elapsed());
    let asked = asked.lock().unwrap().join("\n");
    assert!(asked.starts_with("/subscribe?cursor=17\n") && asked.contains("user-agent: Dauys/"), "{asked}");
    assert!(asked.contains("from: office@a.example") && !asked.contains("cookie"), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn a_farewell_ends_a_stream_and_is_answered() {
    let answered = Arc::new(Mutex::new(false));
    let kept = Arc::clone(&answered);
    let (request, _) = streaming(move |mut stream| {
        let kept = Arc::clone(&kept);
        async move {
            send_five(&mut stream).await;
            stream.send(Message::binary(vec![1, 2])).await.unwrap();
            stream.send(Message::Close(None)).await.unwrap();
            // A connection that is dropped without an answer would be an error here.
            let rest: Vec<_> = stream.collect().await;
            *kept.lock().unwrap() = rest.iter().all(Result::is_ok);
        }
    })
    .await;
    let start = Instant::now();
    let messages = read(&request).await.unwrap();
    assert_eq!((messages.len(), messages[5].as_slice()), (6, [1, 2].as_slice()));
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    sleep(Duration::from_secs(1)).await;
    assert!(*answered.lock().unwrap());
}

#[tokio::test(start_paused = true)]
async fn pings_are_answered_and_are_no_news() {
    let pongs = Arc::new(Mutex::new(0));
    let kept = Arc::clone(&pongs);
    let (request, _) = streaming(move |mut stream| {
        let kept = Arc::clone(&kept);
        async move {
            stream.send(Message::text("one")).await.unwrap();
            loop {
                if stream.send(Message::Ping(vec![7].into())).await.is_err() {
                    return;
                }
                match stream.next().await {
                    Some(Ok(Message::Pong(_))) => *kept.lock().unwrap() += 1,
                    _ => return,
                }
                sleep(Duration::from_secs(1)).await;
            }
        }
    })
    .await;
    let start = Instant::now();
    assert_eq!(texts(&read(&request).await.unwrap()), ["one"]);
    assert!(*pongs.lock().unwrap() >= 4 && start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_end_is_read_for_so_long_or_so_much() {
    let (request, _) = streaming(|mut stream| async move {
        while stream.send(Message::text("again")).await.is_ok() {
            sleep(Duration::from_secs(1)).await;
        }
    })
    .await;
    let start = Instant::now();
    let messages = read(&request).await.unwrap();
    assert!((58..=61).contains(&messages.len()), "{}", messages.len());
    assert!(start.elapsed() <= Duration::from_secs(63));
    let few = StreamRequest { most: 3, ..request };
    assert_eq!(texts(&read(&few).await.unwrap()), ["again"; 3]);
}

#[tokio::test(start_paused = true)]
async fn all_messages_together_are_limited() {
    let (request, _) = streaming(|mut stream| async move {
        while stream.send(Message::binary(vec![0; 100_000])).await.is_ok() {}
    })
    .await;
    let small = Settings { max_body_bytes: 100_000, ..settings() };
    let messages = Fetcher::new(small).unwrap().stream(&request).await.unwrap();
    assert_eq!(messages.len(), 8);
}

#[track_caller]
fn named(answer: Result<Vec<Vec<u8>>, Failure>, expected: &str, is_temporary: bool) {
    let failure = answer.err().unwrap();
    assert_eq!((failure.code().as_str(), failure.is_temporary()), (expected, is_temporary), "{failure}");
    assert!(!format!("{failure:?}").contains("cursor"), "{failure:?}");
}

#[tokio::test(start_paused = true)]
async fn a_huge_message_is_refused_before_it_is_read() {
    let (request, _) = streaming(|mut stream| async move {
        send_five(&mut stream).await;
        // The other side may leave in the middle of it.
        let _ = stream.send(Message::binary(vec![0; 2 * 1024 * 1024])).await;
        sleep(Duration::from_secs(3600)).await;
    })
    .await;
    named(read(&request).await, "too large", false);
}

#[tokio::test(start_paused = true)]
async fn answers_that_are_no_streams_have_names() {
    let many: &[(&'static [u8], &str, bool)] = &[
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "http 403", false),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "http 401", false),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "http 404", false),
        (b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", "http 429", true),
        (b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "http 503", true),
        (b"HTTP/1.1 302 Found\r\nLocation: wss://b.example/\r\nContent-Length: 0\r\n\r\n", "redirects", false),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "http 200", false),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n", "protocol", false),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "protocol", false),
        (b"HTTP/1.1 ", "timeout", true),
    ];
    for (answer, expected, is_temporary) in many {
        let request = answering(answer).await;
        let failure = read(&request).await;
        println!(
            "{}: {}",
            String::from_utf8_lossy(answer).lines().next().unwrap(),
            failure.as_ref().err().unwrap()
        );
        named(failure, expected, *is_temporary);
    }
    let request = answering(many[3].0).await;
    assert_eq!(read(&request).await.err().unwrap().retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_off_gives_what_came_before() {
    let (request, _) = streaming(|mut stream| async move {
        send_five(&mut stream).await;
        sleep(Duration::from_secs(1)).await;
        stream.get_ref().set_zero_linger().unwrap();
    })
    .await;
    assert_eq!(texts(&read(&request).await.unwrap()), FIVE);
    let (request, _) = streaming(|stream| async move { stream.get_ref().set_zero_linger().unwrap() }).await;
    named(read(&request).await, "connection", true);
    let (request, _) = streaming(|stream| async move { drop(stream) }).await;
    named(read(&request).await, "connection", true);
    let (request, _) = streaming(|mut stream| async move {
        stream.get_mut().write_all(&[0xff; 64]).await.unwrap();
        sleep(Duration::from_secs(3600)).await;
    })
    .await;
    named(read(&request).await, "protocol", false);
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_brings_nothing_and_is_no_failure() {
    let (request, _) = streaming(|stream| async move {
        sleep(Duration::from_secs(3600)).await;
        drop(stream);
    })
    .await;
    assert!(read(&request).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_to_addresses_that_may_not_be_asked() {
    let fetcher = Fetcher::new(Settings { allow_private: false, ..settings() }).unwrap();
    let (request, asked) = streaming(|_stream| sleep(Duration::from_secs(3600))).await;
    for url in [
        request.url.as_str(),
        "wss://127.0.0.1/",
        "wss://[::ffff:10.0.0.1]/",
        "wss://localhost/",
        "wss://a.example:8443/",
        "ws://a.example/",
        "https://a.example/",
        "wss://user:planted@a.example/",
    ] {
        let request = StreamRequest { url: url.parse().unwrap(), ..request.clone() };
        let failure = fetcher.stream(&request).await.unwrap_err();
        assert_eq!(failure.code(), "unsafe", "{url}");
        assert!(!format!("{failure} {request:?}").contains("planted"));
    }
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_port_without_tls_is_a_failure_of_tls() {
    let mut request = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    request.url.set_scheme("wss").unwrap();
    // The server waits for the end of a head that never comes, or answers what is no TLS.
    let failure = read(&request).await.unwrap_err();
    assert!(["timeout", "tls"].contains(&failure.code().as_str()), "{failure}");
}
