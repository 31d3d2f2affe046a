//! `analyze` as its users run it: line by line for programs, as one page for people.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use scraper::{Html, Selector};
use serde_json::Value;

use crate::browser::{chromium, measure, tell};
use crate::cli::{fails, fed};
use crate::program::{dauys, lines, stderr, well};

/// Invented texts in both languages and all spellings, with persons and numbers that nobody has.
const TEXTS: &str = r#"{"id":"Небылицын Пётр Вымыслович, 8 701 765 43 21","title":"Риддерде су жоқ","text":"Риддерде үш күн су жоқ. Второй день никто не отвечает!\nМен, Қиялбекова Шынар Ойданқызы, ЖСН 987654321090, күтіп отырмын."}
{"id":7,"text":"В Усть-Каменогорске не вывозят мусор вторую неделю. Вымыслова Тамара Игнатьевна, кв. 7164, vymysel@example.kz"}
{"text":"Auylymyzda bes kúnnen beri sý joq"}
{"text":"اۋىلىمىزدا بەس كۇننەن بەرى سۋ جوق، بالالار اۋىرىپ جاتىر"}
{"text":"Ауылымызда бес куннен бери су жок","lang":"kk"}
"#;

const PLANTED: [&str; 12] = [
    "небылиц",
    "вымысл",
    "765 43",
    "7654321",
    "қиялбек",
    "кыялбек",
    "шынар",
    "ойданқ",
    "987654",
    "тамара",
    "7164",
    "vymysel",
];

fn page(interface: &str, input: &str) -> String {
    fed(dauys().args(["analyze", "--html", "--interface", interface]), input)
}

#[test]
fn a_line_in_is_a_line_out() {
    let mut child = dauys().arg("analyze").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for (text, lang) in [("Көшеде су жоқ", "kk"), ("", "unknown"), ("Нет воды третий день", "ru")]
    {
        writeln!(input, "{text}").unwrap();
        // The next line is given only after the answer to this one: without an answer the test would wait for ever.
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["lang"], lang, "{text}");
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_bad_line_is_named_after_the_good_ones_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let not_utf8 = file(
        "cp1251.txt",
        "Көшеде су жоқ\n".bytes().chain(*b"\xcd\xe5\xf2\n").collect::<Vec<u8>>().as_slice(),
    );
    fails(dauys().arg("analyze").arg(&not_utf8), 1, &["line 2", "UTF-8", "iconv"]);
    let broken = file("broken.jsonl", b"{\"text\":\"a\"}\n\n{\"text\":\n");
    fails(dauys().arg("analyze").arg(&broken), 1, &["line 3", "`text`"]);
    let output = dauys().arg("analyze").arg(&broken).output().unwrap();
    assert_eq!(lines(std::str::from_utf8(&output.stdout).unwrap()).len(), 1, "{}", stderr(&output));
    fails(dauys().args(["analyze", "--html"]).arg(&broken), 1, &["line 3"]);
}

#[test]
fn a_page_holds_every_text_and_nothing_private() {
    for interface in ["kk", "ru", "en"] {
        let written = page(interface, TEXTS);
        let parsed = Html::parse_document(&written);
        let all = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!((all("article"), all("nav li"), all("script")), (5, 5, 0));
        assert_eq!(all(&format!("html[lang={interface}]")), 1);
        let small = written.to_lowercase();
        for secret in PLANTED {
            assert!(!small.contains(secret), "`{secret}` is in the page");
        }
        for mark in ["&lt;NAME&gt;", "&lt;IIN&gt;", "&lt;ADDRESS&gt;", "&lt;EMAIL&gt;", "&lt;PHONE&gt;"] {
            assert!(written.contains(mark), "{mark}");
        }
    }
}

#[test]
fn a_page_goes_to_stdout_or_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts.txt");
    fs::write(&texts, "Көшеде су жоқ\n\n  \nНет воды\n").unwrap();
    let written = folder.path().join("page.html");
    let told = well(dauys().args(["analyze", "--html", "-o"]).arg(&written).arg(&texts));
    assert_eq!(told, "");
    assert_eq!(fs::read_to_string(&written).unwrap(), well(dauys().args(["analyze", "--html"]).arg(&texts)));
    assert_eq!(fs::read_to_string(&written).unwrap().matches("<article").count(), 2);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no draft is left");
    fails(dauys().args(["analyze", "-o"]).arg(&written), 2, &["--html"]);
    fails(dauys().args(["analyze", "--interface", "ru"]), 2, &["--html"]);
    fails(
        dauys().args(["analyze", "--html", "-o", "/nonexistent/page.html"]).arg(&texts),
        1,
        &["/nonexistent"],
    );
}

#[test]
fn without_a_wish_a_page_speaks_as_the_first_digest() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("dauys.toml");
    fs::write(&config, "subscriptions = \"subscriptions.toml\"\n").unwrap();
    fs::write(
        folder.path().join("subscriptions.toml"),
        "[[subscription]]\nid = \"office\"\ntitle = \"Приёмная\"\nlanguage = \"ru\"\n",
    )
    .unwrap();
    let page = fed(dauys().arg("--config").arg(&config).args(["analyze", "--html"]), "су жоқ\n");
    assert!(page.contains("<html lang=\"ru\">"));
    let page = fed(
        dauys().arg("--config").arg(&config).args(["analyze", "--html", "--interface", "en"]),
        "су жоқ\n",
    );
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn too_much_for_a_page_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("texts.txt");
    let line = "Көшеде су жоқ, үшінші күн қараңғыда отырмыз. ".repeat(100);
    fs::write(&texts, format!("{line}\n").repeat(60)).unwrap();
    fails(
        dauys().args(["analyze", "--html"]).arg(&texts),
        2,
        &["line 14", "head -n 13", "--html", "no limit"],
    );
    let long = folder.path().join("long.txt");
    fs::write(&long, line.repeat(60)).unwrap();
    fails(dauys().args(["analyze", "--html"]).arg(&long), 2, &["line 1", "cut the text"]);
}

/// Opens a card and leaves it, on a phone: neither moves the text.
const CHOOSE: &str = r#"<!doctype html><meta charset="utf-8"><iframe id="f" src="PAGE" style="width:390px;height:800px;border:0"></iframe>
<script>
document.getElementById('f').onload = function () {
  const d = this.contentDocument, w = this.contentWindow, told = {};
  const card = d.getElementById('t1c4'), look = () => ({ y: w.scrollY, shown: w.getComputedStyle(card).display !== 'none' });
  w.scrollTo(0, 300);
  told.before = look();
  d.querySelector('[href$="t1c4"]').click();
  setTimeout(() => {
    told.open = look();
    const box = card.getBoundingClientRect();
    told.fits = box.top > 0 && box.bottom <= w.innerHeight + 1 && box.left >= 0 && box.right <= w.innerWidth + 1;
    card.querySelector('a.close').click();
    setTimeout(() => { told.closed = look(); document.body.innerText = JSON.stringify(told) }, 50);
  }, 50);
};
</script>"#;

#[test]
fn a_page_can_be_read_and_asked_in_a_browser() {
    let Some(browser) = chromium() else {
        println!("skipped: no Chromium on this machine");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    for interface in ["kk", "ru", "en"] {
        fs::write(&path, page(interface, TEXTS)).unwrap();
        for (width, dark) in [(360, false), (360, true), (1280, false)] {
            let found = measure(browser, &path, width, dark);
            assert_eq!(found["lang"], interface);
            assert_eq!(found["headings"], 1, "one main heading");
            assert!(found["overflow"].as_f64().unwrap() <= 0.0, "{width} px: wider than the screen: {found}");
            assert_eq!(found["wide"], Value::Array(Vec::new()), "{width} px: {found}");
            assert!(found["worst"].as_f64().unwrap() >= 4.5, "{width} px, dark {dark}: contrast: {found}");
            assert_eq!(found["loaded"], Value::Array(Vec::new()), "the page loads something");
        }
    }
    let told = tell(browser, CHOOSE, &path, false);
    assert_eq!(
        (&told["before"]["shown"], &told["open"]["shown"]),
        (&Value::Bool(false), &Value::Bool(true)),
        "{told}"
    );
    assert_eq!(told["closed"]["shown"], false, "{told}");
    assert_eq!(told["fits"], true, "{told}");
    assert!(told["before"]["y"] == 300 && told["open"]["y"] == 300 && told["closed"]["y"] == 300, "{told}");
}
