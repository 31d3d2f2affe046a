//! An editor between the digest and its readers.

use serde_json::Value;

use super::office::{MORNING, Office, reader};
use super::post::Server;
use crate::cli::fails;
use crate::program::{lines, well};

const SITE: &str = "formats = [\"html\", \"json\", \"atom\"]\nto = { by = \"site\", to = \"public\" }";
const DRAFTED: &str = "2026-11-22T06:50:00+05:00";

fn edition(office: &Office) -> Value {
    lines(&well(office.at(MORNING).args(["review", "1", "--json"]))).remove(0)
}

#[test]
fn nothing_public_leaves_without_an_editor_and_what_leaves_is_what_was_approved() {
    let office = Office::new("", &reader("site", SITE));
    let (_, said) = office.deliver("2026-11-22T06:49:00+05:00", &[]);
    assert!(said.contains("0 editions made"), "{said}");
    let (_, said) = office.deliver(DRAFTED, &[]);
    assert!(said.contains("waits for an editor") && said.contains("dauys review 1"), "{said}");
    let (_, said) = office.deliver(MORNING, &[]);
    assert!(said.contains("0 messages sent") && !said.contains("waits for an editor"), "{said}");
    assert_eq!(office.read("public/site/index.html"), None);
    let listed = lines(&well(office.at(MORNING).args(["review", "--list", "--json"])));
    assert_eq!((listed.len(), &listed[0]["state"]), (1, &"draft".into()));
    let topic = edition(&office)["topics"][0]["topic"].as_str().unwrap().to_owned();

    let act = |arguments: &[&str]| {
        let mut command = office.at(MORNING);
        command.args(["review", "1"]).args(arguments);
        command
    };
    fails(&mut act(&["--approve", "--by", "Aigul"]), 2, &["`Aigul` is no account", "editor"]);
    fails(&mut act(&["--approve"]), 2, &["--by"]);
    fails(&mut act(&["--drop", "tnowhere", "--by", "editor"]), 2, &["does not tell of topic `tnowhere`"]);
    fails(&mut act(&["--confirm", &topic, "surely", "--by", "editor"]), 2, &["unverified, partly, official"]);
    well(&mut act(&["--note", &topic, "Акимат ответил, тел. 8 701 123 45 67", "--by", "editor"]));
    well(&mut act(&["--confirm", &topic, "official", "--by", "editor"]));
    well(&mut act(&["--approve", "--by", "editor"]));
    well(&mut act(&["--drop", &topic, "--by", "editor"]));
    let (_, said) = office.deliver("2026-11-22T08:00:00+05:00", &[]);
    assert!(said.contains("0 messages sent"), "what was done after the approval took it back: {said}");
    assert_eq!(edition(&office)["topics"].as_array().unwrap().len(), 0);
    well(&mut act(&["--restore", &topic, "--by", "editor"]));
    well(&mut act(&["--approve", "--by", "editor"]));
    let (_, said) = office.deliver("2026-11-22T08:15:00+05:00", &[]);
    assert!(said.contains("1 messages sent"), "{said}");

    let page = office.read("public/site/2026-11-21.html").unwrap();
    assert!(page.contains("Акимат ответил") && page.contains("editor"), "{page}");
    assert!(!page.contains("701 123"), "private data is hidden in notes, too");
    let json: Value = serde_json::from_str(&office.read("public/site/2026-11-21.json").unwrap()).unwrap();
    assert_eq!(json["sections"][0]["topics"][0]["confirmation"], "official");
    let index = office.read("public/site/index.html").unwrap();
    assert!(index.contains("href=\"2026-11-21.html\"") && index.contains("href=\"atom.xml\""), "{index}");
    assert!(office.read("public/site/atom.xml").is_some());
    assert!(office.kept().contains(&"site 2026-11-21 sent editor".to_owned()), "{:?}", office.kept());
    fails(&mut act(&["--hold", "--by", "editor"]), 2, &["nothing can be done with it"]);
    let reviews = edition(&office)["reviews"].as_array().unwrap().clone();
    assert_eq!(reviews.len(), 6);
    assert!(reviews.iter().all(|review| review["by"] == "editor"), "{reviews:?}");
}

#[test]
fn texts_that_come_after_the_approval_bring_the_edition_back_to_the_editor() {
    let office = Office::new("", &reader("site", SITE));
    office.deliver(DRAFTED, &[]);
    well(office.at(DRAFTED).args(["review", "1", "--approve", "--by", "editor"]));
    let topic = edition(&office)["topics"][0]["topic"].as_str().unwrap().to_owned();
    assert!(topic.starts_with('t'));
    office.tell();
    let (_, said) = office.deliver(MORNING, &[]);
    assert!(said.contains("no longer what was approved") && said.contains("0 messages sent"), "{said}");
    well(office.at(MORNING).args(["review", "1", "--approve", "--by", "editor"]));
    let (_, said) = office.deliver(MORNING, &[]);
    assert!(said.contains("1 messages sent"), "{said}");
}

#[test]
fn an_internal_edition_can_be_held_before_its_hour() {
    let server = Server::mail();
    let settings =
        format!("[deliver]\nfrom = \"d@office.example\"\nsmtp = \"smtp://127.0.0.1:{}\"\n", server.port);
    let rest = "review = true\nto = { by = \"mail\", to = \"a@b.example\" }";
    let office = Office::new(&settings, &reader("desk", rest));
    office.deliver(DRAFTED, &[]);
    well(office.at(DRAFTED).args(["review", "1", "--approve", "--by", "editor"]));
    let (_, said) = office.deliver("2026-11-22T07:00:00+05:00", &[]);
    assert!(said.contains("0 messages sent"), "approved, and its hour has not come: {said}");
    well(office.at("2026-11-22T07:05:00+05:00").args(["review", "1", "--hold", "--by", "editor"]));
    office.deliver(MORNING, &[]);
    assert_eq!(server.came().len(), 0);
    well(office.at(MORNING).args(["review", "1", "--approve", "--by", "editor"]));
    office.deliver(MORNING, &[]);
    assert_eq!(server.came().len(), 1);
}

#[test]
fn answers_are_waited_for_until_they_come() {
    let office = Office::silent("", &reader("desk", ""));
    well(office.at(MORNING).arg("run"));
    well(office.at(MORNING).args(["due", "add", "2026-12-01", "Ответ акимата, 8 701 123 45 67"]));
    fails(
        office.at(MORNING).args(["due", "add", "2026-12-01", "x", "--topic", "tnone"]),
        2,
        &["no topic `tnone`"],
    );
    let listed = well(office.at(MORNING).args(["due", "list"]));
    assert!(listed.contains("2026-12-01\tОтвет акимата") && !listed.contains("701"), "{listed}");
    well(office.at(MORNING).args(["due", "answered", "1"]));
    fails(office.at(MORNING).args(["due", "answered", "1"]), 2, &["no answer is waited for as number 1"]);
    assert_eq!(well(office.at(MORNING).args(["due", "list"])), "");
    let all = lines(&well(office.at(MORNING).args(["due", "list", "--all", "--json"])));
    assert_eq!(all[0]["answered"], "2026-11-22");
}
