//! A mailbox of an office: mails of citizens by IMAP over TLS, which become appeals of nobody, and a login that is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::sync::{Arc, Mutex};

use super::installation::Installation;
use super::morning::{NINE, OF_ASKING, TEN, items};
use super::planted::{Cast, Person};
use super::privacy::{Finder, kept_and_said};
use super::refusals::listed;
use super::secured::{Connection, Secured};
use crate::crash;

const SOURCE: &str = r#"
[fetch]
pace_ms = 0
allow_private = true
roots = "ca.pem"

[[source]]
id = "office-mail"
name = "Кеңсе поштасы"
kind = "mailbox"
url = "imaps://qabyldau%40office.example@127.0.0.1:PORT/INBOX"
posts = "appeal"
secret = "office_mail"
every_minutes = 30
"#;

const PASSWORD: &str = "qupiia-soz-7731";

const SECRET: (&str, &str) = ("DAUYS_SECRET_OFFICE_MAIL", PASSWORD);

/// Where one of the writers lives, as far as it names a door.
const FLAT: &str = "кв. 4417";

struct Post {
    server: Secured,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    mails: BTreeMap<u32, String>,
    is_closed: bool,
    /// Every command without its tag.
    commands: Vec<String>,
    cast: Cast,
}

impl Post {
    fn start() -> Self {
        let mut shared = Shared::default();
        shared.mails = BTreeMap::from([(3, kazakh(&mut shared.cast)), (7, russian(&mut shared.cast))]);
        let shared = Arc::new(Mutex::new(shared));
        let served = Arc::clone(&shared);
        // The other side may leave when it likes.
        let server = Secured::start(move |connection| drop(serve(connection, &served)));
        Self { server, shared }
    }

    fn installation(&self, settings: &str) -> Installation {
        let home = Installation::of(&settings.replace("PORT", &self.server.port.to_string()), &[SECRET]);
        fs::write(home.beside("ca.pem"), &self.server.certificate).unwrap();
        home
    }

    /// From now on nobody may log in.
    fn close(&self) {
        self.shared.lock().unwrap().is_closed = true;
    }

    /// The commands since the last call.
    fn commands(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().unwrap().commands)
    }
}

fn serve(connection: Connection, shared: &Mutex<Shared>) -> std::io::Result<()> {
    let mut stream = BufReader::new(connection);
    stream.get_mut().write_all(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap();
        let answer = answered(command, &mut shared.lock().unwrap());
        stream.get_mut().write_all(answer.replace("TAG", tag).as_bytes())?;
        if command == "LOGOUT" {
            return Ok(());
        }
    }
}

/// What is answered to a command, `TAG` standing for its tag.
fn answered(command: &str, shared: &mut Shared) -> String {
    shared.commands.push(command.to_owned());
    let right = format!("LOGIN \"qabyldau@office.example\" \"{PASSWORD}\"");
    if command.starts_with("LOGIN") && (shared.is_closed || command != right) {
        // Some servers repeat what they were told.
        return format!("TAG NO [AUTHENTICATIONFAILED] {command}\r\n");
    }
    if command == "EXAMINE \"INBOX\"" {
        let count = shared.mails.len();
        return format!(
            "* {count} EXISTS\r\n* OK [UIDVALIDITY 77] valid\r\nTAG OK [READ-ONLY] {command}\r\n"
        );
    }
    if let Some(from) = command.strip_prefix("UID SEARCH UID ") {
        let first: u32 = from.strip_suffix(":*").unwrap().parse().unwrap();
        // `n:*` means the last mail at least (RFC 3501, 6.4.8).
        let last = *shared.mails.keys().last().unwrap();
        let found = shared.mails.keys().filter(|number| **number >= first.min(last));
        let found: Vec<String> = found.map(u32::to_string).collect();
        return format!("* SEARCH {}\r\nTAG OK done\r\n", found.join(" "));
    }
    if let Some(question) = command.strip_prefix("UID FETCH ") {
        let (numbers, wanted) = question.split_once(' ').unwrap();
        assert_eq!(wanted, "(UID BODY.PEEK[]<0.524288>)");
        let mut answer = String::new();
        for number in numbers.split(',').map(|number| number.parse::<u32>().unwrap()) {
            let mail = &shared.mails[&number];
            answer.push_str(&format!("* 1 FETCH (UID {number} BODY[]<0> {{{}}}\r\n{mail})\r\n", mail.len()));
        }
        return answer + "TAG OK done\r\n";
    }
    "TAG OK done\r\n".into()
}

/// A text as quoted-printable (RFC 2045, 6.7), in lines of at most 73 characters.
fn quoted_printable(text: &str) -> String {
    let mut encoded = String::new();
    let mut width = 0;
    for byte in text.bytes() {
        let piece = match byte {
            b'\r' | b'\n' | b' '..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        width = if byte == b'\n' { 0 } else { width + piece.len() };
        if width > 72 {
            encoded.push_str("=\r\n");
            width = piece.len();
        }
        encoded.push_str(&piece);
    }
    encoded
}

/// A text as it stands in a header (RFC 2047), a word at a time.
fn header(text: &str) -> String {
    let word = |word: &str| {
        let bytes = word.bytes().map(|byte| format!("={byte:02X}"));
        format!("=?UTF-8?Q?{}?=", bytes.collect::<String>())
    };
    // The space between two encoded words is none: it belongs to the second.
    let words = text.split(' ').enumerate();
    words
        .map(|(at, next)| if at == 0 { word(next) } else { word(&format!(" {next}")) })
        .collect::<Vec<_>>()
        .join("\r\n ")
}

/// The head of a mail up to its content.
fn head(from: &Person, subject: &str, date: &str) -> String {
    format!(
        "Return-Path: <{email}>\r\nReceived: from {handle}.home ([192.0.2.7]) by mail.office.example; {date}\r\n\
         From: {name} <{email}>\r\nTo: qabyldau@office.example\r\nSubject: {}\r\nDate: {date}\r\n\
         Message-ID: <{handle}.7@poshta.example>\r\nMIME-Version: 1.0\r\n",
        header(subject),
        email = from.email,
        handle = from.handle,
        name = header(&from.name),
    )
}

/// A letter with a signature and a file named after its writer, above a mail that it answers.
fn kazakh(cast: &mut Cast) -> String {
    let (by, before) = (cast.person("mailbox", 0), cast.person("mailbox", 1));
    let text = format!(
        "Сәлеметсіздер ме!\r\n\r\nШахтинск қаласында Абай көшесінде екі аптадан бері жылу жоқ.\r\n\
         Балабақша да суық, балалар ауырып жатыр.\r\n\r\nҚұрметпен,\r\n{}\r\nтел.: {}\r\n{}\r\n\r\n\
         20.11.2026, 10:00, {} <{}> деп жазды:\r\n> Өтінішіңіз тіркелді, {}.\r\n",
        by.name, by.phone, by.email, before.name, before.email, by.name
    );
    cast.serve(&format!("{} {} {text} {}", by.handle, by.name, by.avatar));
    let file = header(&by.avatar);
    format!(
        "{}Content-Type: multipart/mixed; boundary=\"demo\"\r\n\r\n--demo\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n--demo\r\nContent-Type: image/jpeg; name=\"{file}\"\r\n\
         Content-Disposition: attachment; filename=\"{}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--demo--\r\n",
        head(&by, "Re: Жылу туралы", "Sun, 22 Nov 2026 07:15:00 +0500"),
        by.avatar
    )
}

/// A letter whose writer says in its midst who and where they are, and in its subject too.
fn russian(cast: &mut Cast) -> String {
    let by = cast.person("mailbox", 2);
    let text = format!(
        "Добрый день. Я, {}, проживаю в Шахтинске, ул. Ленина, д. 14, {FLAT}, мой телефон {}, почта {}. \
         Во дворе третий месяц не вывозят мусор, контейнеры переполнены, бегают крысы.\r\n\
         Просим принять меры.\r\n\r\nС уважением, {}\r\n-- \r\n{}\r\n{}\r\n",
        by.name, by.phone, by.email, by.name, by.handle, by.avatar
    );
    cast.serve(&format!("{} {text}", by.name));
    format!(
        "{}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
        head(&by, &format!("Обращение {}", by.name), "Sun, 22 Nov 2026 08:20:00 +0500"),
        quoted_printable(&text)
    )
}

/// A finder of everybody who wrote, where they live, and of the password.
fn everybody(post: &Post) -> Finder {
    let cast = post.shared.lock().unwrap().cast.clone();
    assert_eq!(cast.unserved(), Vec::<String>::new());
    for kind in ["handle", "name", "email", "phone", "avatar"] {
        assert!(cast.served()["mailbox"][kind] > 0, "no {kind} was served");
    }
    let mut needles: BTreeSet<String> = cast.persons().flat_map(Person::needles).collect();
    needles.extend([FLAT.to_owned(), "4417".to_owned(), PASSWORD.to_owned()]);
    Finder::new(&needles, &BTreeSet::new())
}

#[test]
fn mails_become_appeals_of_nobody_and_are_read_once() {
    let post = Post::start();
    let home = post.installation(SOURCE);
    home.ends(0, NINE, &["source", "check"]);
    post.commands();
    home.ends(0, NINE, &["run"]);
    assert_eq!(listed(&home, NINE)["office-mail"]["state"], "working");
    let log_in = format!("LOGIN \"qabyldau@office.example\" \"{PASSWORD}\"");
    let session = |first: &str| {
        [&log_in, "EXAMINE \"INBOX\"", &format!("UID SEARCH UID {first}:*")].map(str::to_owned).to_vec()
    };
    let first = [
        session("1"),
        vec!["UID FETCH 3,7 (UID BODY.PEEK[]<0.524288>)".into(), "LOGOUT".into()],
        // A page may have been cut by its size: what is behind it is asked for until there is nothing.
        session("8"),
        vec!["LOGOUT".into()],
    ];
    assert_eq!(post.commands(), first.concat());
    let appeals = items(&home);
    assert_eq!(appeals.len(), 2);
    for appeal in &appeals {
        assert!(appeal.kind == "appeal" && appeal.url.is_none() && appeal.voice.is_some());
    }
    assert_ne!(appeals[0].voice, appeals[1].voice);
    let texts: Vec<&str> = appeals.iter().map(|appeal| appeal.text.as_str()).collect();
    assert!(texts[0].starts_with("Жылу туралы\nСәлеметсіздер ме!"), "{texts:#?}");
    assert!(texts[0].ends_with("Балабақша да суық, балалар ауырып жатыр."), "{texts:#?}");
    assert!(texts[1].starts_with("\nДобрый день."), "a subject that names its writer is none: {texts:#?}");
    assert!(texts[1].contains("третий месяц не вывозят мусор") && texts[1].ends_with("Просим принять меры."));

    let before = crash::tables(&home.data());
    home.ends(0, TEN, &["run"]);
    assert_eq!(listed(&home, TEN)["office-mail"]["state"], "nothing new");
    assert_eq!(post.commands(), [session("8"), vec!["LOGOUT".into()]].concat());
    for (table, rows) in crash::tables(&home.data()) {
        if !OF_ASKING.contains(&table.as_str()) {
            assert_eq!(crash::settled(&rows), crash::settled(&before[&table]), "table `{table}`");
        }
    }
    for arguments in [
        &["export", "posts"][..],
        &["search", "жылу жоқ"],
        &["search", "мусор", "--json"],
        &["topics", "--all"],
        &["digest", "--date", "2026-11-22"],
        &["source", "check", "--json"],
        &["doctor"],
    ] {
        home.ends(0, TEN, arguments);
    }
    let everything = kept_and_said(&home);
    assert!(everything.iter().any(|(name, bytes)| name.ends_with("dauys.db") && !bytes.is_empty()));
    assert_eq!(everybody(&post).find_all(&everything), Vec::<String>::new());
    let words = ["вывозят мусор".to_owned(), "екі аптадан бері".to_owned()];
    let words = Finder::new(&BTreeSet::from(words), &BTreeSet::new());
    for (command, output) in home.said().iter().filter(|(command, _)| command.starts_with("[\"run\"]")) {
        assert_eq!(words.find(&[&output.stdout[..], &output.stderr].concat()), BTreeSet::new(), "{command}");
    }
}

#[test]
fn a_refused_login_is_told_without_the_password() {
    let post = Post::start();
    post.close();
    let home = post.installation(SOURCE);
    home.ends(3, NINE, &["run"]);
    let listed = listed(&home, NINE);
    assert_eq!(
        (&listed["office-mail"]["state"], &listed["office-mail"]["failures"]),
        (&"login".into(), &1.into())
    );
    let told = home.ends(3, NINE, &["source", "check"]);
    assert!(told.contains("FAILED login"), "{told}");
    home.at(NINE, &["doctor"]);
    assert!(post.commands().iter().all(|command| command.starts_with("LOGIN ")), "nothing else was tried");
    assert_eq!(items(&home).len(), 0);
    assert_eq!(everybody(&post).find_all(&kept_and_said(&home)), Vec::<String>::new());
}

#[test]
fn a_server_that_nobody_vouches_for_gets_no_password() {
    let post = Post::start();
    let home = post.installation(&SOURCE.replace("roots = \"ca.pem\"\n", ""));
    home.ends(3, NINE, &["run"]);
    assert_eq!(listed(&home, NINE)["office-mail"]["state"], "tls");
    assert_eq!(post.commands(), Vec::<String>::new());
}
