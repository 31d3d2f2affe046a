//! The archive of a run: exchanges in, a WARC file out (ISO 28500, version 1.0), for who wants to see later what a site really said.
//!
//! Each record is a gzip member of its own, and what belongs to one exchange is written in one piece, so that a run that is killed
//! leaves a file that can be read to its end. What may be archived is decided by the caller with [`Keep`](crate::Keep); nothing with
//! a key is, and neither are the headers that name us or let us in.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use reqwest::StatusCode;
use reqwest::header::{
    AUTHORIZATION, COOKIE, FROM, HeaderMap, HeaderName, PROXY_AUTHORIZATION, SET_COOKIE, TRANSFER_ENCODING,
};
use tokio::time::Instant;
use url::{Position, Url};
use warc::{RawRecordHeader, Record, WarcHeader, WarcWriter};

use crate::exchange::Wire;

/// An open archive.
#[derive(Debug)]
pub(crate) struct Archive {
    file: Mutex<File>,
    /// The moment that the run counts from, and the instant it was told.
    began: (Timestamp, Instant),
    /// The first thing that went wrong while writing.
    trouble: Mutex<Option<String>>,
}

/// One exchange.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) url: Url,
    pub(crate) sent: HeaderMap,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) wire: Wire,
}

/// Headers that are left out: who we are, what lets us in, and the tokens that hosts give to visitors. The transfer encoding is
/// undone before a body is kept.
const LEFT_OUT: [HeaderName; 6] =
    [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE, FROM, TRANSFER_ENCODING];

impl Archive {
    /// Starts the file of the run that began at `now` in `folder`, which is made if need be; and says where it is. A file that is
    /// there is continued.
    pub(crate) fn open(folder: &Path, now: Timestamp, agent: &str) -> io::Result<(Self, PathBuf)> {
        std::fs::create_dir_all(folder)?;
        let name = now.to_zoned(TimeZone::UTC).strftime("dauys-%Y%m%dT%H%M%S.warc.gz").to_string();
        let path = folder.join(&name);
        let file = File::options().create(true).append(true).open(&path)?;
        let archive =
            Self { file: Mutex::new(file), began: (now, Instant::now()), trouble: Mutex::default() };
        let about = format!(
            "software: {agent}\r\nformat: WARC File Format 1.0\r\nrobots: obeyed, as RFC 9309 says\r\n"
        );
        let mut fields = archive.fields("warcinfo", &Record::<warc::EmptyBody>::generate_record_id());
        fields.insert(WarcHeader::ContentType, b"application/warc-fields".to_vec());
        fields.insert(WarcHeader::Filename, name.into_bytes());
        archive.write(&member(fields, about.as_bytes())?)?;
        Ok((archive, path))
    }

    /// Adds an exchange. Takes time for compression and for the disk: not for a thread that others wait for. What goes wrong is
    /// remembered, and disturbs nobody.
    pub(crate) fn add(&self, exchange: &Exchange) {
        if let Err(error) = self.members(exchange).and_then(|members| self.write(&members)) {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            trouble.get_or_insert(error.to_string());
        }
    }

    /// The first thing that went wrong, if anything did.
    pub(crate) fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn members(&self, exchange: &Exchange) -> io::Result<Vec<u8>> {
        let id = Record::<warc::EmptyBody>::generate_record_id();
        let mut fields = self.fields("response", &id);
        fields.insert(WarcHeader::TargetURI, exchange.url.as_str().into());
        fields.insert(WarcHeader::ContentType, b"application/http;msgtype=response".to_vec());
        if !exchange.wire.is_whole {
            fields.insert(WarcHeader::Truncated, b"length".to_vec());
        }
        let reason = exchange.status.canonical_reason().unwrap_or_default();
        let first = format!("HTTP/1.1 {} {reason}", exchange.status.as_u16());
        let mut members =
            member(fields, &[head(&first, &exchange.headers), exchange.wire.body.clone()].concat())?;

        let mut fields = self.fields("request", &Record::<warc::EmptyBody>::generate_record_id());
        fields.insert(WarcHeader::TargetURI, exchange.url.as_str().into());
        fields.insert(WarcHeader::ContentType, b"application/http;msgtype=request".to_vec());
        fields.insert(WarcHeader::ConcurrentTo, id.into_bytes());
        let target = &exchange.url[Position::BeforePath..Position::AfterQuery];
        let host = &exchange.url[Position::BeforeHost..Position::AfterPort];
        let first = format!("GET {target} HTTP/1.1\r\nhost: {host}");
        members.extend(member(fields, &head(&first, &exchange.sent))?);
        Ok(members)
    }

    /// The fields that every record has. The wall clock is not read: the moment is that of the run and the time since.
    fn fields(&self, kind: &str, id: &str) -> HashMap<WarcHeader, Vec<u8>> {
        let (began, since) = self.began;
        let now = began.checked_add(since.elapsed()).unwrap_or(began);
        HashMap::from([
            (WarcHeader::WarcType, kind.into()),
            (WarcHeader::RecordID, id.into()),
            (WarcHeader::Date, now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into_bytes()),
        ])
    }

    fn write(&self, members: &[u8]) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(members)
    }
}

/// One record, compressed.
fn member(mut headers: HashMap<WarcHeader, Vec<u8>>, block: &[u8]) -> io::Result<Vec<u8>> {
    headers.insert(WarcHeader::ContentLength, block.len().to_string().into_bytes());
    let mut record = Vec::with_capacity(block.len() + 512);
    WarcWriter::new(&mut record).write_raw(RawRecordHeader { version: "1.0".into(), headers }, &block)?;
    let mut encoder = GzEncoder::new(Vec::with_capacity(record.len() / 4), Compression::default());
    encoder.write_all(&record)?;
    encoder.finish()
}

fn head(first: &str, headers: &HeaderMap) -> Vec<u8> {
    let mut head = format!("{first}\r\n").into_bytes();
    for (name, value) in headers.iter().filter(|(name, _)| !LEFT_OUT.contains(name)) {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use flate2::bufread::{GzDecoder, MultiGzDecoder};
    use warc::WarcReader;

    use super::*;

    fn exchange(path: &str, body: &[u8]) -> Exchange {
        let headers = |fields: &[(&'static str, &'static str)]| {
            let field = |(name, value): &(&'static str, &'static str)| {
                (name.parse().unwrap(), value.parse().unwrap())
            };
            fields.iter().map(field).collect::<HeaderMap>()
        };
        Exchange {
            url: format!("https://dala.example{path}").parse().unwrap(),
            sent: headers(&[("accept", "*/*"), ("from", "office@a.example"), ("authorization", "s3cret")]),
            status: StatusCode::OK,
            headers: headers(&[
                ("content-type", "text/html"),
                ("set-cookie", "s3cret=1"),
                ("transfer-encoding", "chunked"),
            ]),
            wire: Wire { body: body.to_vec(), is_whole: true },
        }
    }

    fn archive(folder: &Path) -> (Archive, PathBuf) {
        Archive::open(folder, "2026-11-21T05:00:00Z".parse().unwrap(), "Dauys/0.1").unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn what_goes_in_comes_out() {
        let folder = tempfile::tempdir().unwrap();
        let (archive, path) = archive(&folder.path().join("new"));
        assert!(path.ends_with("new/dauys-20261121T050000.warc.gz"));
        archive.add(&exchange("/news?id=1", "су жоқ\r\n\r\n".as_bytes()));
        tokio::time::advance(std::time::Duration::from_secs(90)).await;
        archive
            .add(&Exchange { wire: Wire { body: b"cut".to_vec(), is_whole: false }, ..exchange("/2", b"") });
        assert_eq!(archive.trouble(), None);

        let file = MultiGzDecoder::new(BufReader::new(File::open(&path).unwrap()));
        let records: Vec<_> =
            WarcReader::new(BufReader::new(file)).iter_records().map(Result::unwrap).collect();
        let kinds: Vec<_> = records.iter().map(|record| record.warc_type().to_string()).collect();
        assert_eq!(kinds, ["warcinfo", "response", "request", "response", "request"]);
        let text = |record: &Record<warc::BufferedBody>| String::from_utf8_lossy(record.body()).into_owned();
        assert_eq!(text(&records[1]), "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\nсу жоқ\r\n\r\n");
        assert_eq!(text(&records[2]), "GET /news?id=1 HTTP/1.1\r\nhost: dala.example\r\naccept: */*\r\n\r\n");
        assert_eq!(records[1].header(WarcHeader::TargetURI).unwrap(), "https://dala.example/news?id=1");
        assert_eq!(records[2].header(WarcHeader::ConcurrentTo).unwrap(), records[1].warc_id());
        assert_eq!(records[1].date().to_rfc3339(), "2026-11-21T05:00:00+00:00");
        assert_eq!(records[3].date().to_rfc3339(), "2026-11-21T05:01:30+00:00");
        assert_eq!(records[3].header(WarcHeader::Truncated).unwrap(), "length");
        assert!(
            records
                .iter()
                .all(|record| !text(record).contains("s3cret") && !text(record).contains("office@"))
        );
    }

    #[test]
    fn every_record_is_a_member_of_its_own_and_a_torn_end_spoils_nothing_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let (archive, path) = archive(folder.path());
        archive.add(&exchange("/1", b"one"));
        let whole = std::fs::read(&path).unwrap().len();
        archive.add(&exchange("/2", b"two"));
        let bytes = std::fs::read(&path).unwrap();

        let (mut rest, mut members, mut ends) = (bytes.as_slice(), Vec::new(), Vec::new());
        while !rest.is_empty() {
            let mut decoder = GzDecoder::new(rest);
            let mut member = Vec::new();
            io::Read::read_to_end(&mut decoder, &mut member).unwrap();
            rest = decoder.into_inner();
            ends.push(bytes.len() - rest.len());
            members.push(String::from_utf8(member).unwrap());
        }
        assert_eq!(members.len(), 5);
        assert!(ends.contains(&whole));
        for member in &members {
            assert!(member.starts_with("WARC/1.0\r\n") && member.ends_with("\r\n\r\n"), "{member}");
            let (head, rest) = member.split_once("\r\n\r\n").unwrap();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
            assert_eq!(length.parse::<usize>().unwrap() + 4, rest.len(), "{member}");
        }

        std::fs::write(&path, &bytes[..bytes.len() - 40]).unwrap();
        let file = MultiGzDecoder::new(BufReader::new(File::open(&path).unwrap()));
        let read = WarcReader::new(BufReader::new(file)).iter_records().take_while(Result::is_ok).count();
        assert_eq!(read, 4);
    }

    #[test]
    fn a_run_of_the_same_second_continues_the_file() {
        let folder = tempfile::tempdir().unwrap();
        archive(folder.path());
        let (_, path) = archive(folder.path());
        let file = MultiGzDecoder::new(BufReader::new(File::open(&path).unwrap()));
        assert_eq!(WarcReader::new(BufReader::new(file)).iter_records().map(Result::unwrap).count(), 2);
    }
}
