//! A morning of three runs.

use std::sync::LazyLock;

use super::installation::Installation;
use super::server::Internet;
use crate::program::stderr;

pub(crate) const NINE: &str = "2026-11-22T09:00:00+05:00";
pub(crate) const TEN: &str = "2026-11-22T10:00:00+05:00";
pub(crate) const ELEVEN: &str = "2026-11-22T11:30:00+05:00";

#[test]
fn look() {
    let internet = Internet::start();
    let home = Installation::new(&internet, |settings| settings.replace("\nkind =", "\nevery_minutes = 30\nkind ="));
    for (number, now) in [NINE, TEN, ELEVEN].into_iter().enumerate() {
        if number == 2 { internet.go_on(); }
        let output = home.at(now, &["run"]);
        println!("{}", stderr(&output));
        println!("{}", home.ends(0, now, &["source", "list"]));
    }
    println!("{}", home.ends(0, ELEVEN, &["topics", "--all", "--json"]));
    let out = home.at(ELEVEN, &["doctor"]);
    println!("{}", String::from_utf8_lossy(&out.stdout));
    let db = home.database();
    let mut statement = db.prepare("SELECT i.id, source, key, i.kind, title, substr(text,1,220), state, revision, url, thread, hex(voice), length(text) FROM items i LEFT JOIN voices v ON v.item = i.id").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let cells: Vec<String> = (0..12).map(|c| match row.get::<_, rusqlite::types::Value>(c).unwrap() { rusqlite::types::Value::Text(t) => t, other => format!("{other:?}") }).collect();
        println!("{}", cells.join(" | "));
    }
    println!("{:?}", internet.cast().served());
    println!("{:?}", internet.cast().unserved());
}
