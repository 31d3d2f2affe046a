//! What the terms of a source allow, from its settings to what leaves the program: three local sources of three policies.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{dauys, lines, well};

/// A source of appeals in a file beside the settings, one a line, each a title and a text.
fn source(folder: &Path, id: &str, policy: &str, posts: &[(&str, &str)]) -> String {
    let file = folder.join(format!("{id}.jsonl"));
    let rows = posts.iter().enumerate().map(|(number, (title, text))| {
        let row = serde_json::json!({
            "id": format!("{id}-{number}"), "source": id, "kind": "appeal", "title": title, "text": text,
            "published_at": format!("2026-11-22T09:{:02}:00+05:00", number + 10),
        });
        format!("{row}\n")
    });
    fs::write(&file, rows.collect::<String>()).unwrap();
    format!(
        "[[source]]\nid = \"{id}\"\nname = \"{id}\"\npath = \"{id}.jsonl\"\nkind = \"file\"\nposts = \"appeal\"\ntext = \"item\"\npolicy = \"{policy}\"\nlanguage = \"kk\"\n\n"
    )
}

fn run(folder: &Path) -> Command {
    let mut command = dauys();
    command.arg("--config").arg(folder.join("dauys.toml")).arg("--data").arg(folder.join("var"));
    command.args(["--now", "2026-11-22T19:00:00+05:00"]);
    command
}

fn posts_of(folder: &Path, source: &str) -> Vec<Value> {
    let posts = lines(&well(run(folder).args(["export", "posts"])));
    posts.into_iter().filter(|post| post["source"] == source).collect()
}

#[test]
fn a_policy_is_obeyed_and_travels_along() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let settings = [
        source(
            folder,
            "open",
            "open",
            &[
                ("", "Риддерде екінші күн су жоқ, насос станциясы істемейді"),
                ("", "В Риддере второй день нет воды, насосная станция не работает, дети не моются"),
            ],
        ),
        source(
            folder,
            "channel",
            "rules_only",
            &[
                ("", "Риддерде краннан су ақпайды, неше күн су жоқ, қашан береді?"),
                ("", "В Риддере снова нет воды, водоканал молчит, куда жаловаться?"),
                ("", "Талгар 5"),
            ],
        ),
        source(
            folder,
            "headlines",
            "metadata_only",
            &[("Риддер без воды третий день", "Көктемде ауылға жол салынбады, қар кетсе батпақ болады")],
        ),
    ];
    fs::write(folder.join("dauys.toml"), settings.concat()).unwrap();
    well(run(folder).arg("run"));

    let open = posts_of(folder, "open");
    let channel = posts_of(folder, "channel");
    assert_eq!((open.len(), channel.len()), (2, 3));
    assert!(open.iter().all(|post| post["policy"] == "open"));
    assert!(channel.iter().all(|post| post["policy"] == "rules_only"), "{channel:?}");
    let languages: Vec<&Value> = channel.iter().map(|post| &post["lang"]).collect();
    assert_eq!(languages, ["kk", "ru", "kk"], "the source claims Kazakh; the second text is plainly Russian");
    assert!(open[0]["topic"].is_string());
    for post in &channel[..2] {
        assert_eq!(post["topic"], open[0]["topic"], "one matter, one small town: {post}");
    }

    // The text was never there to be read.
    let [headline] = &posts_of(folder, "headlines")[..] else { panic!("one headline") };
    assert_eq!((&headline["policy"], &headline["lang"]), (&Value::from("metadata_only"), &Value::from("ru")));
    assert_eq!(well(run(folder).args(["search", "батпақ", "--json"])).trim(), "");

    // Words are found in what rules alone have read, in another form.
    let found = lines(&well(run(folder).args(["search", "жалуюсь", "--json"])));
    assert_eq!(found.iter().map(|hit| &hit["id"]).collect::<Vec<_>>(), [&channel[1]["id"]]);
    assert!(found[0]["highlights"].as_array().is_some_and(|found| !found.is_empty()), "{found:?}");

    let explained = |post: &Value| well(run(folder).args(["explain", &post["id"].to_string()]));
    assert!(
        explained(&channel[0]).contains("rules_only: rules and word lists only"),
        "{}",
        explained(&channel[0])
    );
    assert!(explained(&open[0]).contains("open: all methods"));
    assert!(explained(headline).contains("of its title alone"));
    let explained = well(run(folder).args(["explain", "--json", &channel[0]["id"].to_string()]));
    let explained: Value = serde_json::from_str(&explained).unwrap();
    assert_eq!(explained["methods"], "rules_only");
    let csv = well(run(folder).args(["export", "posts", "--format", "csv"]));
    let columns: Vec<&str> = csv.lines().next().unwrap_or_default().split(',').collect();
    let fields = open[0].as_object().unwrap().keys();
    let missing: Vec<&String> = fields.filter(|field| !columns.contains(&field.as_str())).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    assert_eq!(columns.last(), Some(&"policy"));
}
