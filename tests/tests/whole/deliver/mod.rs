//! Digests on their way to readers: nothing is lost, and nothing arrives twice where anybody can know.

mod office;
mod post;
mod review;

use std::fs;
use std::process::Stdio;

use self::office::{MORNING, Office, files, reader};
use self::post::{Does, Server};
use crate::cli::fails;
use crate::program::{Held, well};

fn mail_settings(server: &Server) -> String {
    format!(
        "[deliver]\nfrom = \"digest@office.example\"\nsmtp = \"smtp://127.0.0.1:{}\"\ntelegram_api = \"http://127.0.0.1:1\"\n",
        server.port
    )
}

const BY_MAIL: &str = "to = { by = \"mail\", to = \"aigul@parliament.example\" }";
const TO_FOLDER: &str = "formats = [\"html\", \"text\", \"json\"]\nto = { by = \"folder\", to = \"out\" }";

#[test]
fn every_reader_gets_one_edition_a_day() {
    let server = Server::mail();
    let readers = [reader("desk", BY_MAIL), reader("shelf", TO_FOLDER)].concat();
    let office = Office::new(&mail_settings(&server), &readers);
    let (code, said) = office.deliver("2026-11-22T07:49:00+05:00", &[]);
    assert!(code == 0 && said.contains("0 editions made, 0 messages sent"), "{said}");
    let (code, said) = office.deliver(MORNING, &[]);
    assert!(code == 0 && said.contains("2 editions made, 2 messages sent"), "{said}");
    for later in [MORNING, "2026-11-22T08:05:00+05:00", "2026-11-22T19:00:00+05:00"] {
        let output = office.at(later).arg("run").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let (_, said) = office.deliver(later, &["--date", "2026-11-21"]);
        assert!(said.contains("0 editions made, 0 messages sent"), "{said}");
    }
    let letters = server.came();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("Message-ID: <desk.day.2026-11-21."), "{}", letters[0]);
    assert_eq!(
        files(&office.path("var/out/shelf")),
        ["2026-11-21.html", "2026-11-21.json", "2026-11-21.txt"]
    );
    let page = office.read("out/shelf/2026-11-21.html").unwrap();
    assert!(page.contains("Риддер"), "{page}");
    assert_eq!(
        office.kept(),
        [
            "desk 2026-11-21 sent -",
            "shelf 2026-11-21 sent -",
            "desk.day.2026-11-21 sent 1 1",
            "shelf.day.2026-11-21 sent 1 1"
        ]
    );
}

#[test]
fn the_database_knows_no_address_of_a_reader() {
    let server = Server::mail();
    server.will(&[Does::Says("550 5.1.1 <aigul@parliament.example> unknown")]);
    let office = Office::new(&mail_settings(&server), &reader("desk", BY_MAIL));
    let (code, said) = office.deliver(MORNING, &[]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("digest of 21.11 did not reach 1 reader: desk (") && said.contains("550"),
        "{said}"
    );
    assert!(!said.contains("aigul"), "{said}");
    for file in files(&office.path("var")) {
        let bytes = fs::read(office.path("var").join(&file)).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("aigul"), "{file}");
    }
    let (code, said) = office.deliver("2026-11-22T09:00:00+05:00", &[]);
    assert!(code == 0 && !said.contains("did not reach"), "told once: {said}");
    assert_eq!(server.came().len(), 0, "a bounce is not tried again by itself");
    let (code, said) = office.deliver("2026-11-22T09:30:00+05:00", &["--retry"]);
    assert!(code == 0 && said.contains("1 messages sent"), "{said}");
    assert_eq!(server.came().len(), 1);
}

#[test]
fn what_fails_for_now_is_tried_again_after_a_pause() {
    let server = Server::mail();
    server.will(&[Does::Says("451 4.3.0 busy"), Does::Says("421 busy still")]);
    let office = Office::new(&mail_settings(&server), &reader("desk", BY_MAIL));
    let (code, said) = office.deliver(MORNING, &[]);
    assert!(code == 0 && said.contains("it is tried again") && said.contains("451"), "{said}");
    let (_, said) = office.deliver("2026-11-22T07:52:00+05:00", &[]);
    assert!(said.contains("0 messages sent, 0 to be tried again"), "too early: {said}");
    let (_, said) = office.deliver("2026-11-22T07:55:00+05:00", &[]);
    assert!(said.contains("1 to be tried again") && !said.contains("did not reach"), "told once: {said}");
    let (_, said) = office.deliver("2026-11-22T08:04:00+05:00", &[]);
    assert!(said.contains("0 messages sent, 0 to be tried again"), "the pause has doubled: {said}");
    let (_, said) = office.deliver("2026-11-22T08:05:00+05:00", &[]);
    assert!(said.contains("1 messages sent"), "{said}");
    assert_eq!(server.came().len(), 1);
}

#[test]
fn a_program_that_is_killed_before_it_noted_the_answer_sends_nothing_twice_and_says_so() {
    let server = Server::mail();
    server.will(&[Does::Holds]);
    let office = Office::new(&mail_settings(&server), &reader("desk", BY_MAIL));
    let mut command = office.at(MORNING);
    command.arg("deliver").stdout(Stdio::null()).stderr(Stdio::null());
    let running = Held(command.spawn().unwrap());
    server.wait_for(1);
    drop(running);
    let (code, said) = office.deliver("2026-11-22T08:00:00+05:00", &[]);
    assert!(code == 0 && said.contains("may have arrived or not"), "{said}");
    assert!(said.contains("dauys deliver --retry --subscription desk --date 2026-11-21"), "{said}");
    let (_, said) = office.deliver("2026-11-22T08:15:00+05:00", &[]);
    assert!(!said.contains("may have arrived"), "told once: {said}");
    assert_eq!(server.came().len(), 1, "not again by itself");
    let (code, said) = office
        .deliver("2026-11-22T08:30:00+05:00", &["--retry", "--subscription", "desk", "--date", "2026-11-21"]);
    assert!(code == 0 && said.contains("1 messages sent"), "{said}");
    let letters = server.came();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0], letters[1], "the same letter with the same Message-ID: a mailbox can know it");
}

#[test]
fn a_program_that_is_killed_before_the_letter_was_handed_over_is_not_sure_and_a_folder_is() {
    let server = Server::mail();
    let office =
        Office::new(&mail_settings(&server), &[reader("desk", BY_MAIL), reader("shelf", TO_FOLDER)].concat());
    let (_, said) = office.deliver(MORNING, &[]);
    assert!(said.contains("2 messages sent"), "{said}");
    // As a crash between the note before and the note after leaves it.
    let database = rusqlite::Connection::open(office.path("var/dauys.db")).unwrap();
    database.execute("UPDATE outbox SET state = 'sending'", []).unwrap();
    database.execute("UPDATE editions SET state = 'approved'", []).unwrap();
    drop(database);
    fs::remove_dir_all(office.path("var/out")).unwrap();
    let (_, said) = office.deliver("2026-11-22T08:00:00+05:00", &[]);
    assert!(said.contains("1 messages sent") && said.contains("for desk may have arrived"), "{said}");
    assert_eq!(server.came().len(), 1);
    assert_eq!(files(&office.path("var/out/shelf")).len(), 3);
}

#[test]
fn a_chat_that_was_cut_off_goes_on_where_it_was() {
    let server = Server::chat();
    let settings = format!(
        "secrets = \"secrets.toml\"\n[deliver]\ntelegram_api = \"http://127.0.0.1:{}\"\n",
        server.port
    );
    let office = Office::silent(&settings, &reader("chat", "to = { by = \"telegram\", to = \"-1001\" }"));
    secrets(&office, "telegram = \"1:abc\"\n", 0o600);
    office.tell_much();
    let parts = office.dry_run(MORNING);
    assert!(parts.len() > 1, "one part cannot be cut off between two");
    server.will(&[Does::Says(
        r#"429 {"ok":false,"description":"Too Many Requests","parameters":{"retry_after":900}}"#,
    )]);
    let (code, said) = office.deliver(MORNING, &[]);
    assert!(code == 0 && said.contains("429") && !said.contains("1:abc") && !said.contains("1001"), "{said}");
    let (_, said) = office.deliver("2026-11-22T08:04:00+05:00", &[]);
    assert!(said.contains("0 messages sent, 0 to be tried again"), "it was asked to wait: {said}");
    server.will(&[Does::Takes, Does::Says(r#"500 {"ok":false,"description":"Internal"}"#)]);
    let (_, said) = office.deliver("2026-11-22T08:05:00+05:00", &[]);
    assert!(said.contains("1 to be tried again"), "{said}");
    office.deliver("2026-11-22T09:30:00+05:00", &[]);
    assert_eq!(server.came(), parts, "each part once, in order");
}

#[test]
fn a_dry_run_shows_the_exact_letter_and_changes_nothing() {
    let server = Server::mail();
    let office = Office::new(&mail_settings(&server), &reader("desk", BY_MAIL));
    let before = office.kept();
    let folder = office.path("letters");
    let (code, said) = office.deliver(MORNING, &["--dry-run", folder.to_str().unwrap()]);
    assert!(code == 0 && said.contains("nothing sent, nothing kept"), "{said}");
    assert_eq!((office.kept(), server.came().len()), (before, 0));
    let names = files(&folder.join("desk"));
    assert_eq!(names.len(), 1, "{names:?}");
    office.deliver(MORNING, &[]);
    let (_, said) = office.deliver(MORNING, &["--dry-run", folder.to_str().unwrap(), "--date", "2026-11-21"]);
    assert!(said.contains("1 files"), "{said}");
    let last = files(&folder.join("desk")).into_iter().find(|name| !name.contains("00000000")).unwrap();
    let shown = fs::read_to_string(folder.join("desk").join(last)).unwrap();
    let came = server.came()[0].replace("\r\n..", "\r\n.");
    assert_eq!(came.trim_end_matches(".\r\n").trim_end(), shown.trim_end());
}

#[test]
fn secrets_that_others_can_read_are_refused() {
    let office = Office::silent(
        "secrets = \"secrets.toml\"\n",
        &reader("chat", "to = { by = \"telegram\", to = \"-1\" }"),
    );
    secrets(&office, "telegram = \"1:abc\"\n", 0o644);
    fails(office.at(MORNING).arg("deliver"), 1, &["others can read the secrets", "chmod 600"]);
}

#[test]
fn a_secret_that_is_missing_is_named_and_stops_no_other_reader() {
    let readers = [
        reader("chat", "to = { by = \"telegram\", to = \"-1\" }"),
        reader("hook", "to = { by = \"webhook\", secret = \"team\" }"),
        reader("desk", BY_MAIL),
        reader("shelf", TO_FOLDER),
    ];
    let office = Office::new("", &readers.concat());
    let (code, said) = office.deliver(MORNING, &[]);
    assert_eq!(code, 0, "{said}");
    for told in [
        "did not reach 3 readers",
        "DAUYS_SECRET_TELEGRAM",
        "DAUYS_SECRET_TEAM",
        "`deliver.from`",
        "1 messages sent",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn a_quiet_day_is_one_line_or_nothing_as_the_reader_wishes() {
    let readers =
        [reader("line", TO_FOLDER), reader("nothing", &format!("quiet_days = \"nothing\"\n{TO_FOLDER}"))];
    let office = Office::silent("", &readers.concat());
    well(office.at(MORNING).arg("run"));
    assert!(office.read("out/line/2026-11-21.txt").is_some());
    assert_eq!(office.read("out/nothing/2026-11-21.txt"), None);
    assert!(office.kept().contains(&"nothing 2026-11-21 quiet -".to_owned()), "{:?}", office.kept());
}

#[cfg(unix)]
fn secrets(office: &Office, text: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    let path = office.path("secrets.toml");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
}
