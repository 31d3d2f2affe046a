//! What robots.txt files mean, case by case: a table of our own, and the tests of Google's parser where they lie at hand.
//!
//! They are not part of this repository (github.com/google/robotstxt, Apache-2.0). With them beside the workspace or under the
//! folder that `DAUYS_CORPORA` names, their C++ is read and every expectation in it holds for our parser.

mod cpp;

use std::collections::HashMap;
use std::path::{Path as FilePath, PathBuf};

use super::line::{Name, lines};
use super::pattern::{Path, encoded};
use super::text::{RobotsTxt, product_token};
use cpp::{Host, Place, Value};

#[track_caller]
fn check(text: &str, agent: &str, allowed: &[&str], forbidden: &[&str]) {
    let robots = RobotsTxt::read(agent, text.as_bytes());
    for (urls, is_allowed) in [(allowed, true), (forbidden, false)] {
        for url in urls {
            assert_eq!(robots.allows(url), is_allowed, "{agent} at {url} under {text:?}");
        }
    }
}

#[test]
fn names_of_records_are_read_in_any_case_and_without_a_colon() {
    for text in [
        "user-agent: dala\nallow: /news\ndisallow: /",
        "USER-AGENT: dala\nALLOW: /news\nDISALLOW: /",
        "User-Agent dala\nAllow /news\nDisallow /",
        "useragent: dala\nallow: /news\ndissallow: /",
        "User agent : dala\nallow : /news\ndisalow : /",
    ] {
        check(text, "Dala", &["/news/1"], &["/", "/admin"]);
    }
    check("agent: dala\nforbid: /", "Dala", &["/"], &[]);
}

#[test]
fn groups_are_joined_and_closed_by_the_next_agent() {
    let text = "allow: /outside\n\nuser-agent: Dala\ndisallow: /\nallow: /a\nuser-agent: Sary\ndisallow: /\nallow: /b\n\n\
        allow: /c\nuser-agent: Arka\n\nuser-agent: Dala\nallow: /d\ndisallow: /";
    check(text, "Dala", &["/a", "/d"], &["/b", "/c", "/outside"]);
    check(text, "Sary", &["/b", "/c"], &["/a", "/d", "/outside"]);
    check(text, "Arka", &["/d"], &["/a", "/b", "/outside"]);
    check(text, "Other", &["/", "/outside"], &[]);
}

#[test]
fn other_records_close_no_group() {
    for record in
        ["Sitemap: https://dala.example/s.xml", "Crawl-delay: 3", "Host: dala.example", "nonsense: yes"]
    {
        let text = format!("User-agent: Dala\n{record}\nUser-agent: *\nDisallow: /\n");
        check(&text, "Dala", &[], &["/"]);
        check(&text, "Other", &[], &["/"]);
    }
}

#[test]
fn an_agent_is_named_in_any_case_up_to_the_first_sign() {
    for name in ["DALA", "dala", "DaLa/2.0", "dala (news)", "dala bot"] {
        check(&format!("user-agent: *\ndisallow: /\nuser-agent: {name}\nallow: /"), "Dala", &["/x"], &[]);
    }
    check("user-agent: dalabot\ndisallow: /", "Dala", &["/x"], &[]);
    check("user-agent: da\ndisallow: /", "Dala", &["/x"], &[]);
    check("user-agent: *\ndisallow: /\nuser-agent: dala bot\nallow: /", "dala bot", &[], &["/x"]);
    let is_name = |name: &str| !name.is_empty() && product_token(name.as_bytes()) == name.as_bytes();
    for (name, expected) in [
        ("Dala", true),
        ("Dala-News", true),
        ("dala_news", true),
        ("", false),
        ("Дала", false),
        ("Dala/1", false),
        ("da la", false),
        (" Dala", false),
        ("Dala*", false),
    ] {
        assert_eq!(is_name(name), expected, "{name}");
    }
}

#[test]
fn the_group_for_all_is_for_those_who_have_none() {
    let text = "user-agent: *\nallow: /\nuser-agent: Dala\ndisallow: /";
    check(text, "Dala", &[], &["/x"]);
    check(text, "Other", &["/x"], &[]);
    check("user-agent: * (all)\ndisallow: /", "Dala", &[], &["/x"]);
    check("user-agent: *bot\ndisallow: /", "Dala", &["/x"], &[]);
    // A group of one's own without a rule frees from the common one.
    check("user-agent: *\ndisallow: /\nuser-agent: Dala\n", "Dala", &["/x"], &[]);
    check("user-agent: *\ndisallow: /\nuser-agent: Dala\ndisallow:", "Dala", &["/x"], &[]);
    check("user-agent: *\ndisallow: /a\nuser-agent: Dala\ndisallow: /b", "Dala", &["/a"], &["/b"]);
}

#[test]
fn the_longest_match_counts_and_the_kinder_of_two() {
    let own = |rules: &str| format!("user-agent: dala\n{rules}");
    check(&own("disallow: /a/page.html\nallow: /a/"), "dala", &["/a/"], &["/a/page.html"]);
    check(&own("allow: /a/page.html\ndisallow: /a/"), "dala", &["/a/page.html"], &["/a/"]);
    check(&own("disallow:\nallow:"), "dala", &["/"], &[]);
    check(&own("disallow: /\nallow: /"), "dala", &["/x"], &[]);
    check(&own("disallow: /a\nallow: /a/"), "dala", &["/a/"], &["/a"]);
    check(&own("allow: /page\ndisallow: /*.html"), "dala", &["/page"], &["/page.html"]);
    check(&own("allow: /a/page.\ndisallow: /*.html"), "dala", &["/a/page.html"], &["/a/y.html"]);
    check(&own("allow: /$\ndisallow: /"), "dala", &["/", "", "http://dala.example"], &["/page"]);
}

#[test]
fn paths_are_compared_in_their_case_with_what_is_not_ascii_encoded() {
    let only = |path: &str| format!("user-agent: dala\ndisallow: /\nallow: {path}");
    check(&only("/News"), "dala", &["/News"], &["/news"]);
    check(&only("/n?a=b&c=http://d.example?e&f"), "dala", &["/n?a=b&c=http://d.example?e&f"], &[]);
    for rule in ["/жаңа", "/%D0%B6%D0%B0%D2%A3%D0%B0", "/%d0%b6%d0%b0%d2%a3%d0%b0"] {
        check(&only(rule), "dala", &["/%D0%B6%D0%B0%D2%A3%D0%B0/1"], &["/жаңа/1"]);
    }
    check(&only("/%6E%65%77"), "dala", &["/%6E%65%77"], &["/new"]);
}

#[test]
fn stars_ends_and_comments() {
    check("user-agent: dala\ndisallow: /a/x\nallow: /a/*/x", "dala", &["/a/y", "/a//x"], &["/a/x"]);
    check("user-agent: dala\ndisallow: /a$", "dala", &["/a/", "/a/b"], &["/a"]);
    check("user-agent: dala # us\n# disallow: /\ndisallow: /x#y\nallow: /", "dala", &["/z"], &["/x"]);
    check(
        "user-agent: dala\ndisallow: /\nallow: /*.php",
        "dala",
        &["/a/b.php?c", "/?f=a.php/"],
        &["/php", "/a.PHP"],
    );
    check(
        "user-agent: dala\ndisallow: /\nallow: /*.php$",
        "dala",
        &["/a.php"],
        &["/a.php?b", "/a.php5", "/a?php"],
    );
    check(
        "user-agent: dala\ndisallow: /\nallow: /su*.php",
        "dala",
        &["/su.php", "/sular/x.php?y"],
        &["/Su.php"],
    );
}

#[test]
fn the_index_of_an_allowed_folder_allows_the_folder() {
    let text = "user-agent: *\nallow: /a/index.html\ndisallow: /";
    check(text, "dala", &["/a/", "/a/index.html"], &["/a/index.htm", "/a/b", "/"]);
    check("user-agent: *\ndisallow: /a/index.html", "dala", &["/a/"], &["/a/index.html"]);
}

#[test]
fn a_line_is_read_so_far_and_no_further() {
    let long = "a".repeat(super::line::MOST_LINE_BYTES);
    let text = format!("user-agent: dala\ndisallow: /{long}/end\nallow: /a");
    check(&text, "dala", &["/a"], &[&format!("/{long}/other")]);
}

// --- the tests of Google's parser ---

#[test]
fn it_agrees_with_every_case_of_googles_tests() {
    let Some(folder) = corpus() else {
        eprintln!("skipped: the tests of Google's parser are not at hand (DAUYS_CORPORA)");
        return;
    };
    let mut checker = Checker::default();
    let mut tests = 0;
    for file in ["robots_test.cc", "reporting_robots_test.cc"] {
        let source = std::fs::read_to_string(folder.join(file)).unwrap();
        tests += cpp::run(&source, &mut checker);
    }
    eprintln!(
        "{} expectations in {tests} tests of Google's parser, {} failed",
        checker.met,
        checker.failed.len()
    );
    assert!(checker.failed.is_empty(), "{:#?}", checker.failed);
    assert!(tests >= 20 && checker.met > 200, "the files are not what they were");
}

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("DAUYS_CORPORA").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| FilePath::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"));
    Some(folder.join("robust/robots/google-robotstxt"))
        .filter(|folder| folder.join("robots_test.cc").exists())
}

#[derive(Default)]
struct Checker {
    met: usize,
    failed: Vec<String>,
}

impl Checker {
    fn expect(&mut self, place: &Place, is_met: bool, told: &str) {
        self.met += 1;
        if !is_met {
            self.failed.push(format!("{} in line {}: {told}", place.test, place.line));
        }
    }
}

impl Host for Checker {
    fn call(&mut self, place: &Place, name: &str, arguments: Vec<Value>) -> Value {
        match (name, arguments.as_slice()) {
            ("EXPECT_TRUE" | "EXPECT_FALSE", [Value::Flag(flag)]) => {
                self.expect(place, *flag == (name == "EXPECT_TRUE"), name);
                Value::Nothing
            }
            ("EXPECT_EQ", [left, right]) => {
                self.expect(place, left == right, &format!("{left:?} and {right:?}"));
                Value::Nothing
            }
            ("IsUserAgentAllowed", [Value::Text(text), Value::Text(agent), Value::Text(url)]) => {
                let [agent, url] = [agent, url].map(|text| String::from_utf8_lossy(text));
                Value::Flag(RobotsTxt::read(&agent, text).allows(&url))
            }
            ("RobotsMatcher::IsValidUserAgentToObey", [Value::Text(agent)]) => {
                Value::Flag(!agent.is_empty() && product_token(agent) == agent)
            }
            ("TestPath", [Value::Text(url), Value::Text(expected)]) => {
                let path = Path::of(&String::from_utf8_lossy(url));
                self.expect(place, path.as_bytes() == expected, &format!("{path:?}"));
                Value::Nothing
            }
            ("TestEscape", [Value::Text(text), Value::Text(expected)]) => {
                self.expect(place, encoded(text) == *expected, "escaped otherwise");
                Value::Nothing
            }
            // Only the message of a failure wants the lines.
            ("absl::StrSplit", _) => Value::Nothing,
            ("expectLineToParseTo", [_, Value::List(found), Value::Record(expected)]) => {
                let Value::Number(number) = expected["line_num"] else { panic!("a line without a number") };
                let expected = expected_line(expected);
                self.expect(place, found[number - 1] == expected, &format!("{expected:?}"));
                Value::Nothing
            }
            other => panic!("{other:?} is not known"),
        }
    }

    fn fill(&mut self, name: &str, kind: &str, arguments: &[Value]) -> Value {
        assert_eq!(name, "googlebot::ParseRobotsTxt");
        let Value::Text(text) = &arguments[0] else { panic!("no text") };
        let found: Vec<_> = lines(text).collect();
        let records = || found.iter().filter_map(|line| line.record);
        let is_known = |name| matches!(name, Name::UserAgent | Name::Allow | Name::Disallow | Name::Sitemap);
        let known = records().filter(|record| is_known(record.name)).count();
        let sitemaps = records().filter(|record| record.name == Name::Sitemap).map(|record| record.value);
        // One reporter hears of every line, the other of records only.
        let hears_all = kind == "RobotsParsingReporter";
        let last = found.iter().rfind(|line| hears_all || line.record.is_some());
        let results = found.iter().map(|line| {
            line_value(line.record.map_or("", |record| told(record.name)), line.record.is_some(), line.is_cut)
        });
        Value::Record(HashMap::from([
            ("valid_directives".into(), Value::Number(known)),
            ("unknown_directives".into(), Value::Number(records().count() - known)),
            ("last_line_seen".into(), Value::Number(last.map_or(0, |line| line.number))),
            ("sitemap".into(), Value::Text(sitemaps.collect::<Vec<_>>().concat())),
            ("parse_results".into(), Value::List(results.collect())),
        ]))
    }
}

/// What is known of a line: the rest of what that reporter tells is style (comments, typing errors), for those who correct files.
fn line_value(tag: &str, has_record: bool, is_cut: bool) -> Value {
    Value::Record(HashMap::from([
        ("tag".into(), Value::Text(tag.into())),
        ("has_record".into(), Value::Flag(has_record)),
        ("is_cut".into(), Value::Flag(is_cut)),
    ]))
}

fn expected_line(expected: &HashMap<String, Value>) -> Value {
    let Value::Record(style) = &expected["metadata"] else { panic!("a line without its metadata") };
    let Value::Text(tag) = &expected["tag_name"] else { panic!("a line without a tag") };
    let tag = match tag.as_slice() {
        // Records that are known and unused are nothing to us.
        b"kUnknown" | b"kUnused" => "",
        tag => std::str::from_utf8(&tag[1..]).unwrap(),
    };
    let is = |name: &str| style.get(name) == Some(&Value::Flag(true));
    line_value(tag, is("has_directive"), is("is_line_too_long"))
}

fn told(name: Name) -> &'static str {
    match name {
        Name::UserAgent => "UserAgent",
        Name::Allow => "Allow",
        Name::Disallow => "Disallow",
        Name::Sitemap => "Sitemap",
        Name::CrawlDelay | Name::RequestRate | Name::Other => "",
    }
}
