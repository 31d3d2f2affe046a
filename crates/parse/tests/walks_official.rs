//! Walks through official sources and an aggregator, against mocks that answer in the true forms with invented data.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::cell::RefCell;
use std::collections::BTreeSet;

use dauys_model::{Kind, Language, Page, Policy, Precision, Salt, Source, SourceId, SourceKind};
use dauys_parse::{Answer, Error, Get, Question, Refusal, Standing, Start, Walk, Walked};
use serde_json::{Value, json};
use url::Url;

/// What a mock answers: status and body.
type Reply = (u16, String);

fn source(kind: SourceKind, url: &str) -> Source {
    let id = SourceId::new("demo").unwrap();
    Source { posts: Kind::Notice, ..Source::new(id, "Демо", kind, Some(Url::parse(url).unwrap())) }
}

fn start<'a>(source: &'a Source, cursor: Option<&'a str>) -> Start<'a> {
    Start {
        source,
        cursor,
        secret: Some("key-hidden-1"),
        salt: Salt([7; 16]),
        now: "2026-11-22T13:00:00+05:00".parse().unwrap(),
    }
}

/// What one walk asked, what it brought, and what stopped it.
struct Done {
    asked: Vec<Get>,
    walked: Walked,
    error: Option<Error>,
}

impl Done {
    fn keys(&self) -> Vec<&str> {
        self.walked.items.iter().map(|item| item.key.as_str()).collect()
    }

    fn refusal(&self) -> Option<Refusal> {
        match &self.error {
            Some(Error::Refused { refusal, .. }) => Some(*refusal),
            _ => None,
        }
    }

    fn cursor(&self) -> Option<&str> {
        self.walked.cursor.as_deref()
    }
}

/// Walks to the end, or to `most` answers.
fn walk_some(source: &Source, cursor: Option<&str>, most: usize, mock: &dyn Fn(&Get) -> Reply) -> Done {
    let mut walk = Walk::new(&start(source, cursor)).unwrap();
    let (mut asked, mut error) = (Vec::new(), None);
    while let Some(question) = walk.next() {
        assert!(walk.next() == Some(question.clone()), "asked again it is the same");
        let Question::Get(get) = question else { panic!("only addresses are asked for") };
        if asked.len() == most {
            break;
        }
        let (status, body) = mock(&get);
        let page = Page { url: get.url.clone(), content_type: None, body: body.into_bytes() };
        asked.push(get);
        assert!(asked.len() < 200, "a walk without end");
        if let Err(found) = walk.take(&Answer::Page { page: &page, status, headers: &[] }) {
            error = Some(found);
            break;
        }
    }
    Done { asked, walked: walk.end(), error }
}

fn walk(source: &Source, cursor: Option<&str>, mock: &dyn Fn(&Get) -> Reply) -> Done {
    walk_some(source, cursor, usize::MAX, mock)
}

fn asked_for(get: &Get, name: &str) -> Option<String> {
    get.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// What settings are refused with.
fn unfit(source: &Source, secret: Option<&str>) -> String {
    match Walk::new(&Start { secret, salt: Salt([7; 16]), ..start(source, None) }) {
        Err(Error::Unfit { reason }) => reason,
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("fits"),
    }
}

mod govkz {
    use super::*;

    fn krem() -> Source {
        source(SourceKind::Govkz, "https://www.gov.kz/memleket/entities/krem/documents?lang=ru")
    }

    fn document(id: u32) -> Value {
        json!({
            "id": id,
            "title": format!("Приказ № {id}-ОД «Об утверждении тарифа на подачу воды»"),
            "content": "<p>С 1 декабря подача воды подорожает.</p><p>Тариф для населения &mdash; 98,4 тенге.</p>",
            "created_date": "2026-11-20T05:00:00.000+0000",
            "gosorgan": "Департамент Комитета по регулированию естественных монополий по Жамбылской области",
            "activities": ["Тарифы", "Жамбылская область"],
            "projects": ["krem"],
            "full_text": [{"document": "/uploads/2026/11/20/order.pdf"}],
        })
    }

    /// The site with the documents 1 to `count`, the newest first; it knows `gt:` but not `gte:`.
    fn site(count: u32) -> impl Fn(&Get) -> Reply {
        move |get| {
            if get.url.query().unwrap_or_default().contains("gte:") {
                return (500, "{\"message\":\"internal\"}".into());
            }
            assert_eq!(get.url.path(), "/api/v1/public/content-manager/documents");
            assert!(get.url.query().unwrap().ends_with("sort-by=created_date:DESC"));
            assert_eq!(asked_for(get, "projects").as_deref(), Some("krem"));
            let page: u32 = asked_for(get, "page").unwrap().parse().unwrap();
            let size: u32 = asked_for(get, "size").unwrap().parse().unwrap();
            let ids = (1..=count).rev().skip(((page - 1) * size) as usize).take(size as usize);
            (200, Value::Array(ids.map(document).collect()).to_string())
        }
    }

    #[test]
    fn a_document_becomes_a_notice_with_place_and_date() {
        let done = walk(&krem(), None, &site(2));
        let item = &done.walked.items[0];
        assert_eq!(done.keys(), ["2", "1"]);
        assert_eq!(
            item.url.as_ref().unwrap().as_str(),
            "https://www.gov.kz/memleket/entities/krem/documents/details/2?lang=ru"
        );
        assert_eq!(item.title.as_deref(), Some("Приказ № 2-ОД «Об утверждении тарифа на подачу воды»"));
        assert_eq!(
            item.text.as_deref(),
            Some("С 1 декабря подача воды подорожает.\nТариф для населения — 98,4 тенге.")
        );
        assert_eq!(item.published_at, Some("2026-11-20T05:00:00Z".parse().unwrap()));
        assert_eq!(item.place.as_deref(), Some("Жамбылская область"));
        assert_eq!(item.language, Some(Language::Russian));
        assert!(done.asked[0].standing == Standing::Guest);
        assert_eq!(done.asked[0].headers, [("accept-language", "ru".to_owned())]);
        assert_eq!(done.asked[0].url.host_str(), Some("www.gov.kz"));
    }

    #[test]
    fn kazakh_is_asked_for_where_the_source_is_kazakh_and_a_mirror_where_there_is_one() {
        let source = Source {
            language: Some(Language::Kazakh),
            api: Some(Url::parse("http://127.0.0.1:8080").unwrap()),
            ..krem()
        };
        let done = walk(&source, None, &site(1));
        assert_eq!(done.asked[0].headers, [("accept-language", "kk".to_owned())]);
        assert_eq!(done.asked[0].url.host_str(), Some("127.0.0.1"));
        let url = done.walked.items[0].url.clone().unwrap();
        assert_eq!(url.as_str(), "https://www.gov.kz/memleket/entities/krem/documents/details/1?lang=kk");
        assert_eq!(done.walked.items[0].language, Some(Language::Kazakh));
    }

    #[test]
    fn the_first_walk_reads_one_page_and_the_next_goes_on_to_known_ground() {
        let first = walk(&krem(), None, &site(250));
        assert_eq!((first.asked.len(), first.walked.items.len()), (1, 100));
        assert!(!first.walked.is_cut, "the past is no news");
        // 230 new documents: three pages.
        let second = walk(&krem(), first.cursor(), &site(480));
        assert_eq!(second.asked.len(), 3);
        assert!(!second.walked.is_cut);
        assert!(second.keys().contains(&"251") && second.keys().contains(&"480"));
        // Nothing new: one page, and nothing that was not there before.
        let third = walk(&krem(), second.cursor(), &site(480));
        assert_eq!(third.asked.len(), 1);
        assert!(third.keys().iter().all(|key| second.keys().contains(key)));
    }

    #[test]
    fn ended_early_nothing_is_missed() {
        let first = walk(&krem(), None, &site(100));
        let broken = walk_some(&krem(), first.cursor(), 1, &site(330));
        assert!(broken.walked.is_cut);
        let after = walk(&krem(), broken.cursor(), &site(331));
        assert!(!after.walked.is_cut);
        let found: Vec<&str> = broken.keys().into_iter().chain(after.keys()).collect();
        assert!((101..=331).all(|id| found.contains(&id.to_string().as_str())));
    }

    #[test]
    fn withdrawn_documents_do_not_hide_known_ground() {
        let first = walk(&krem(), None, &site(100));
        let site = site(160);
        let second = walk(&krem(), first.cursor(), &|get| {
            let (status, body) = site(get);
            let mut documents: Vec<Value> = serde_json::from_str(&body).unwrap();
            // The five newest of the first walk are gone.
            documents.retain(|document| !(96..=100).contains(&document["id"].as_u64().unwrap()));
            (status, Value::Array(documents).to_string())
        });
        assert_eq!(second.asked.len(), 1);
    }

    #[test]
    fn the_page_cap_is_said() {
        let first = walk(&krem(), None, &site(100));
        let source = Source { pages: Some(2), ..krem() };
        let second = walk(&source, first.cursor(), &site(900));
        assert_eq!((second.asked.len(), second.walked.items.len()), (2, 200));
        assert!(second.walked.is_cut);
        // What lies between is read by the next walks, three pages each.
        let third = walk(&source, second.cursor(), &site(905));
        assert_eq!((third.asked.len(), third.walked.is_cut), (3, true));
        let (mut cursor, mut found) = (third.walked.cursor, BTreeSet::new());
        for done in [&second.walked.items, &third.walked.items] {
            found.extend(done.iter().map(|item| item.key.clone()));
        }
        while let later = walk(&source, cursor.as_deref(), &site(905))
            && later.walked.is_cut
        {
            found.extend(later.walked.items.iter().map(|item| item.key.clone()));
            assert_ne!(cursor, later.walked.cursor);
            cursor = later.walked.cursor;
        }
        found.extend(
            walk(&source, cursor.as_deref(), &site(905)).walked.items.into_iter().map(|item| item.key),
        );
        assert!((101..=905_u32).all(|id| found.contains(&id.to_string())));
        let history = walk(&source, None, &site(900));
        assert_eq!(history.asked.len(), 2, "a first walk reads as many pages as it was told");
    }

    #[test]
    fn an_empty_list_and_an_edited_document() {
        let source = krem();
        let done = walk(&source, None, &|_| (200, "[]".into()));
        assert!(done.error.is_none() && done.walked.items.is_empty() && done.cursor().is_none());
        let first = walk(&source, None, &site(3));
        let edited = walk(&source, first.cursor(), &|get| {
            let (status, body) = site(3)(get);
            (status, body.replace("98,4", "89,4"))
        });
        assert_eq!(edited.keys(), first.keys());
        assert!(edited.walked.items[0].text.as_ref().unwrap().contains("89,4"));
    }

    #[test]
    fn a_missing_field_costs_that_field_and_not_the_page() {
        let body = json!([
            {"id": "7", "title": {"ru": "Тариф", "kk": "Тариф бекітілді"}, "created_date": null, "activities": [{"id": 3, "title": "г. Шымкент"}]},
            {"id": 8, "body": "<b>Су</b> беру уақытша тоқтатылады", "created_date": "20.11.2026"},
            {"short_description": "ни номера, ни названия"},
            "ерунда",
            {"title": "Без номера", "short_description": "Коротко о тарифе", "created_date": 1_795_154_400_000_u64},
        ]);
        let source = Source { language: Some(Language::Kazakh), ..krem() };
        let done = walk(&source, None, &|get| match asked_for(get, "page").as_deref() {
            Some("1") => (200, body.to_string()),
            _ => (200, "[]".into()),
        });
        assert!(done.error.is_none());
        let items = &done.walked.items;
        assert_eq!(items.len(), 3);
        assert_eq!(items[0].title.as_deref(), Some("Тариф бекітілді"));
        assert_eq!(items[0].place.as_deref(), Some("Шымкент"));
        assert_eq!(items[0].precision, Precision::Unknown);
        assert_eq!(items[1].text.as_deref(), Some("Су беру уақытша тоқтатылады"));
        assert_eq!(items[1].precision, Precision::Day);
        assert_eq!(items[2].published_at, Some("2026-11-20T06:00:00Z".parse().unwrap()));
        assert_eq!(done.walked.left_out, 2);
    }

    #[test]
    fn refusals_say_what_to_do() {
        let check = |status: u16, body: &str, expected: Refusal| {
            let done = walk(&krem(), None, &|_| (status, body.to_owned()));
            assert_eq!(done.refusal(), Some(expected), "{status} {body}");
            done.error.unwrap().to_string()
        };
        let told = check(400, "{\"error\":\"notAllowed\"}", Refusal::Closed);
        assert!(told.contains("asks for a browser ticket: an anti-robot gate, left alone"), "{told}");
        check(400, "{\"error\":\"badParameter\"}", Refusal::Ours);
        check(403, "", Refusal::Closed);
        check(404, "", Refusal::Gone);
        check(429, "", Refusal::TooFast);
        check(500, "oops", Refusal::Trouble);
        let captcha = walk(&krem(), None, &|_| (200, "<div class=\"g-recaptcha\"></div>".to_owned()));
        assert_eq!(captcha.error.unwrap().code(), "blocked: captcha");
    }

    #[test]
    fn another_form_has_a_name() {
        let check = |body: &str| {
            let done = walk(&krem(), None, &|_| (200, body.to_owned()));
            assert!(done.cursor().is_none());
            done.error.unwrap()
        };
        for (body, code) in [
            ("", "parse: empty"),
            ("[{\"id\":1", "parse: other"),
            ("null", "parse: drift"),
            ("17", "parse: drift"),
            ("<html><body>Ведутся работы</body></html>", "parse: html"),
        ] {
            assert_eq!(check(body).code(), code, "{body}");
        }
        let wrapped = check("{\"content\":[{\"id\":1}],\"totalPages\":3}");
        assert_eq!(
            wrapped.to_string(),
            "not the known form of answer: an array of documents was expected, an object with content, totalPages came"
        );
        let renamed = check("[{\"documentId\":1,\"heading\":\"x\"}]");
        assert!(renamed.to_string().contains("an object with documentId, heading"), "{renamed}");
    }

    #[test]
    fn addresses_of_something_else_are_refused_with_the_form_they_should_have() {
        for url in [
            "https://www.gov.kz/",
            "https://www.gov.kz/memleket/entities",
            "https://www.gov.kz/memleket/entities/krem/about",
            "https://www.gov.kz/memleket/entities/..%2F/documents",
        ] {
            assert!(
                unfit(&source(SourceKind::Govkz, url), None).contains("/entities/BODY/documents"),
                "{url}"
            );
        }
        let news =
            source(SourceKind::Govkz, "https://www.gov.kz/memleket/entities/krem/press/news/1?lang=ru");
        assert!(unfit(&news, None).contains("gate against robots"));
    }

    #[test]
    fn a_source_of_metadata_gives_no_text() {
        let source = Source { policy: Policy::MetadataOnly, ..krem() };
        assert!(walk(&source, None, &site(2)).walked.items.iter().all(|item| item.text.is_none()));
    }
}

mod egov {
    use super::*;

    const KEY: &str = "key-hidden-1";

    fn appeals() -> Source {
        let columns =
            [("id", "id"), ("title", "topic"), ("text", "answer"), ("date", "period"), ("place", "region")];
        Source {
            columns: columns.map(|(role, column)| (role.to_owned(), column.to_owned())).into(),
            secret: Some("EGOV".into()),
            ..source(SourceKind::Egov, "https://data.egov.kz/datasets/view?index=demo_set_1")
        }
    }

    fn row(number: usize) -> Value {
        json!({
            "id": number.to_string(),
            "region": "Ұлытау облысы",
            "period": "2026-06-30",
            "received": "412",
            "topic": "ЖКХ",
            "answer": format!("Рассмотрено обращение {number} о подаче воды"),
        })
    }

    fn mapping() -> Value {
        let columns = json!({
            "id": {"type": "string", "store": true}, "region": {"type": "string"}, "period": {"type": "string"},
            "received": {"type": "string"}, "topic": {"type": "string"}, "answer": {"type": "string"},
        });
        json!({"demo_set_1": {"mappings": {
            "v2": {"properties": {"old": {"type": "string"}}},
            "v10": {"properties": columns},
            "preview": {"properties": {}},
        }}})
    }

    /// The portal with a data set of so many rows.
    fn portal(count: usize) -> impl Fn(&Get) -> Reply {
        move |get| {
            if get.url.path() == "/api/v4/mapping/demo_set_1" {
                return (200, mapping().to_string());
            }
            assert_eq!(get.url.path(), "/api/v4/demo_set_1/v10");
            if asked_for(get, "apiKey").as_deref() != Some(KEY) {
                return (403, String::new());
            }
            let query: Value = serde_json::from_str(&asked_for(get, "source").unwrap()).unwrap();
            let from = query["from"].as_u64().unwrap() as usize;
            let size = query["size"].as_u64().unwrap() as usize;
            (200, Value::Array((1..=count).skip(from).take(size).map(row).collect()).to_string())
        }
    }

    #[test]
    fn rows_become_items_by_their_columns() {
        let done = walk(&appeals(), None, &portal(2));
        assert_eq!(done.keys(), ["1", "2"]);
        let item = &done.walked.items[0];
        assert_eq!(item.title.as_deref(), Some("ЖКХ"));
        assert_eq!(item.text.as_deref(), Some("Рассмотрено обращение 1 о подаче воды"));
        assert_eq!(item.place.as_deref(), Some("Ұлытау облысы"));
        assert_eq!(item.precision, Precision::Day);
        assert!(item.url.is_none() && item.author.is_none());
        assert!(!done.walked.is_cut);
        let standings: Vec<Standing> = done.asked.iter().map(|get| get.standing).collect();
        assert_eq!(standings[..2], [Standing::Guest, Standing::Interface], "a key goes with the rows only");
        assert!(asked_for(&done.asked[0], "apiKey").is_none(), "the mapping needs no key");
    }

    #[test]
    fn a_large_set_is_read_in_turns_and_then_anew() {
        let source = Source { pages: Some(2), ..appeals() };
        let (mut cursor, mut found, mut cuts) = (None::<String>, Vec::new(), Vec::new());
        for _ in 0..3 {
            let done = walk(&source, cursor.as_deref(), &portal(450));
            found.extend(done.keys().into_iter().map(str::to_owned));
            cuts.push(done.walked.is_cut);
            cursor = done.walked.cursor;
        }
        assert_eq!(found, (1..=450).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(cuts, [true, true, false]);
        // The next turn begins anew and brings what was brought before.
        let again = walk(&source, cursor.as_deref(), &portal(450));
        assert_eq!(again.keys()[0], "1");
        assert!(again.keys().iter().all(|key| found.contains(&(*key).to_owned())));
    }

    #[test]
    fn ended_early_the_next_walk_goes_on_behind() {
        let broken = walk_some(&appeals(), None, 3, &portal(450));
        assert_eq!(broken.walked.items.len(), 200);
        assert!(broken.walked.is_cut);
        let after = walk(&appeals(), broken.cursor(), &portal(450));
        assert_eq!(after.keys().first(), Some(&"201"));
        assert_eq!(after.keys().len(), 250);
    }

    #[test]
    fn an_error_in_the_middle_keeps_what_came_before() {
        let whole = portal(450);
        let done = walk(&appeals(), None, &|get| {
            if get.url.query().unwrap_or_default().contains("%22from%22%3A100") {
                (500, String::new())
            } else {
                whole(get)
            }
        });
        assert_eq!((done.refusal(), done.walked.items.len()), (Some(Refusal::Trouble), 100));
        let after = walk(&appeals(), done.cursor(), &whole);
        assert_eq!(after.keys().first(), Some(&"101"));
    }

    #[test]
    fn a_new_version_is_read_from_its_beginning() {
        let cursor = "{\"version\":\"v9\",\"from\":4000}";
        assert_eq!(walk(&appeals(), Some(cursor), &portal(3)).keys(), ["1", "2", "3"]);
        assert_eq!(walk(&appeals(), Some("not a cursor"), &portal(3)).keys().len(), 3);
    }

    #[test]
    fn an_edited_row_keeps_its_key_and_a_row_without_id_is_known_by_its_content() {
        let edited = walk(&appeals(), None, &|get| {
            let (status, body) = portal(2)(get);
            (status, body.replace("о подаче воды", "об отоплении"))
        });
        assert_eq!(edited.keys(), ["1", "2"]);
        let mut source = appeals();
        source.columns.remove("id");
        let (one, other) = (walk(&source, None, &portal(2)), walk(&source, None, &portal(2)));
        assert_eq!(one.keys().len(), 2);
        assert_eq!(one.keys(), other.keys());
        assert_ne!(one.keys()[0], one.keys()[1]);
    }

    #[test]
    fn a_portal_that_ignores_the_position_does_not_hold_a_walk() {
        let done = walk(&appeals(), None, &|get| {
            if get.url.path().contains("mapping") {
                return (200, mapping().to_string());
            }
            (200, Value::Array((1..=100).map(row).collect()).to_string())
        });
        assert_eq!((done.asked.len(), done.walked.items.len()), (3, 100));
        assert_eq!(done.walked.left_out, 0);
    }

    #[test]
    fn numbers_and_holes_in_rows_are_borne() {
        let rows = json!([
            {"id": 5, "topic": "Вода", "answer": null, "period": "30.06.2026", "region": null},
            {"id": 6, "region": "Абай"},
            ["ерунда"],
            {"id": "7", "answer": "Су <b>жоқ</b>"},
        ]);
        let done = walk(&appeals(), None, &|get| {
            if get.url.path().contains("mapping") {
                return (200, mapping().to_string());
            }
            let is_first = asked_for(get, "source").unwrap().contains("\"from\":0");
            (200, if is_first { rows.to_string() } else { "[]".into() })
        });
        assert_eq!(done.keys(), ["5", "7"]);
        assert_eq!(done.walked.left_out, 2);
        assert_eq!(done.walked.items[1].text.as_deref(), Some("Су жоқ"));
    }

    #[test]
    fn refusals_and_another_form_have_names() {
        let data = |status: u16, body: &str| {
            let done = walk(&appeals(), None, &|get| {
                if get.url.path().contains("mapping") {
                    return (200, mapping().to_string());
                }
                (status, body.to_owned())
            });
            let error = done.error.unwrap();
            assert!(!error.to_string().contains(KEY));
            error.code()
        };
        assert_eq!(data(403, ""), "refused: key");
        assert_eq!(data(403, "<div class=\"g-recaptcha\"></div>"), "blocked: captcha");
        assert_eq!(
            data(200, "<script src=\"https://www.google.com/recaptcha/api.js\"></script>"),
            "blocked: captcha"
        );
        assert_eq!(data(404, ""), "refused: gone");
        assert_eq!(data(429, ""), "refused: too fast");
        assert_eq!(data(400, "{\"error\":\"parse_exception\"}"), "refused: question");
        assert_eq!(data(502, "<html>"), "refused: trouble");
        assert_eq!(data(200, "{\"hits\":{}}"), "parse: drift");
        assert_eq!(data(200, "[{\"name\":\"x\"}]"), "parse: drift");
        assert_eq!(data(200, "[{\"id\":\"1\""), "parse: other");
        let columns = |body: &str| walk(&appeals(), None, &|_| (200, body.to_owned())).error.unwrap().code();
        assert_eq!(columns("{}"), "parse: drift");
        assert_eq!(columns("[]"), "parse: drift");
        assert_eq!(columns("{\"demo_set_1\":{\"mappings\":{\"preview\":{}}}}"), "parse: drift");
        assert_eq!(columns("{\"demo_set_1\":{\"mappings\":{\"v1\":{\"fields\":[]}}}}"), "parse: drift");
    }

    #[test]
    fn a_wrong_column_is_answered_with_those_there_are() {
        let mut source = appeals();
        source.columns.insert("text".into(), "tekst".into());
        let told = walk(&source, None, &portal(2)).error.unwrap().to_string();
        assert_eq!(
            told,
            "`columns.text` is `tekst`, but v10 of the data set has: answer, id, period, received, region, topic"
        );
        source.columns.clear();
        let told = walk(&source, None, &portal(2)).error.unwrap().to_string();
        assert!(told.ends_with("has: answer, id, period, received, region, topic"), "{told}");
        source.columns.insert("author".into(), "id".into());
        assert!(unfit(&source, Some(KEY)).contains("columns.author"));
        assert!(unfit(&appeals(), None).contains("secret"));
        assert!(
            unfit(&super::source(SourceKind::Egov, "https://data.egov.kz/"), Some(KEY))
                .contains("index=NAME")
        );
    }
}

mod taldau {
    use super::*;

    const INDEX: &str = "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831?period=7&dics=67";

    fn index() -> Source {
        source(SourceKind::Taldau, INDEX)
    }

    fn terms() -> Value {
        json!([
            {"id": 1, "termNames": ["РЕСПУБЛИКА КАЗАХСТАН"], "terms": [741_880], "periods": [
                {"name": "2024 год", "date": "31.12.2024", "value": "20 033,5"},
                {"name": "2025 год", "date": "31.12.2025", "value": "20283.1"},
            ]},
            {"id": 2, "termNames": ["ҰЛЫТАУ ОБЛЫСЫ", "Всего"], "terms": [1, 2], "periods": [
                {"name": "2024 год", "date": "31.12.2024", "value": 221},
                {"name": "2025 год", "date": "31.12.2025", "value": "x"},
                {"name": "2026 год", "date": "31.12.2026", "value": null},
            ]},
        ])
    }

    #[test]
    fn figures_have_region_period_and_value() {
        let done = walk(&index(), None, &|_| (200, terms().to_string()));
        assert_eq!(done.asked.len(), 1);
        assert_eq!(done.asked[0].url.as_str(), INDEX);
        let shown: Vec<String> = done
            .walked
            .figures
            .iter()
            .map(|figure| {
                format!(
                    "{} | {} | {} | {} | {}",
                    figure.index, figure.of, figure.period, figure.date, figure.value
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "703831 | РЕСПУБЛИКА КАЗАХСТАН | 2024 год | 2024-12-31 | 20033.5",
                "703831 | РЕСПУБЛИКА КАЗАХСТАН | 2025 год | 2025-12-31 | 20283.1",
                "703831 | ҰЛЫТАУ ОБЛЫСЫ | 2024 год | 2024-12-31 | 221",
            ]
        );
        assert!(done.walked.items.is_empty());
        assert_eq!(done.walked.left_out, 0, "a withheld value is no loss");
    }

    #[test]
    fn the_same_answer_brings_nothing_and_a_changed_one_all() {
        let first = walk(&index(), None, &|_| (200, terms().to_string()));
        let second = walk(&index(), first.cursor(), &|_| (200, terms().to_string()));
        assert!(second.walked.figures.is_empty() && second.cursor().is_none());
        let third = walk(&index(), first.cursor(), &|_| (200, terms().to_string().replace("221", "222")));
        assert_eq!(third.walked.figures.len(), 3);
        assert!(third.cursor().is_some());
    }

    #[test]
    fn a_strange_value_costs_itself_only() {
        let body = json!([
            {"termNames": "Город", "values": [
                {"name": "июнь 2026", "date": "2026-06-30", "value": "1\u{a0}000"},
                {"name": "июль 2026", "date": "что-то", "value": "5"},
                {"name": "август 2026", "date": "31.08.2026", "value": "много"},
            ]},
            {"termNames": ["Село"]},
            7,
        ]);
        let done = walk(&index(), None, &|_| (200, body.to_string()));
        assert!(done.error.is_none());
        assert_eq!(done.walked.figures.len(), 1);
        assert_eq!((done.walked.figures[0].value, done.walked.left_out), (1000.0, 4));
    }

    #[test]
    fn a_huge_answer_is_cut_to_the_newest() {
        let periods: Vec<Value> = (0..50_000)
            .map(|number| json!({"name": "", "date": format!("{:02}.{:02}.{}", number % 28 + 1, number % 12 + 1, 1990 + number % 40), "value": "1"}))
            .collect();
        let body = json!([{"termNames": ["А"], "periods": periods}, {"termNames": ["Б"], "periods": periods}, {"termNames": ["В"], "periods": periods}]);
        let done = walk(&index(), None, &|_| (200, body.to_string()));
        assert!(done.walked.is_cut);
        assert_eq!(done.walked.figures.len(), 100_000);
        assert!(done.walked.figures.iter().all(|figure| figure.date.year() > 2000));
    }

    #[test]
    fn refusals_and_another_form_have_names() {
        let check =
            |status: u16, body: &str| walk(&index(), None, &|_| (status, body.to_owned())).error.unwrap();
        assert!(
            check(200, "<!DOCTYPE html><script>document.cookie='a=1';location.reload()</script>")
                .to_string()
                .contains("cookie")
        );
        assert_eq!(check(200, "<html></html>").code(), "refused: closed");
        assert_eq!(check(302, "").code(), "refused: closed");
        assert_eq!(check(403, "").code(), "refused: closed");
        assert_eq!(check(503, "").code(), "refused: trouble");
        assert_eq!(check(200, "<div class='g-recaptcha'></div>").code(), "blocked: captcha");
        assert_eq!(check(200, "{\"error\":\"x\"}").code(), "parse: drift");
        assert_eq!(check(200, "[{\"region\":\"x\",\"y122025\":\"5\"}]").code(), "parse: drift");
        assert_eq!(check(200, "[{\"termNames\":[\"x\"]").code(), "parse: other");
        let empty = walk(&index(), None, &|_| (200, "[]".into()));
        assert!(empty.error.is_none() && empty.walked.figures.is_empty());
    }

    #[test]
    fn a_mirror_has_the_same_paths_and_other_addresses_are_refused() {
        let source = Source { api: Some(Url::parse("http://127.0.0.1:9/m/").unwrap()), ..index() };
        let done = walk(&source, None, &|_| (200, "[]".into()));
        assert_eq!(
            done.asked[0].url.as_str(),
            "http://127.0.0.1:9/m/ru/Api/GetIndexData/703831?period=7&dics=67"
        );
        for url in [
            "https://taldau.stat.gov.kz/ru/NewIndex/GetIndex/704449?keyword=",
            "https://taldau.stat.gov.kz/ru/Api/GetIndexData/abc?period=7&dics=67",
            "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831",
        ] {
            assert!(
                unfit(&super::source(SourceKind::Taldau, url), None).contains("GetIndexData/NUMBER"),
                "{url}"
            );
        }
    }
}

mod google_news {
    use super::*;

    fn search() -> Source {
        source(
            SourceKind::GoogleNews,
            "https://news.google.com/rss/search?q=Ұлытау+when:1d&hl=ru&gl=KZ&ceid=KZ:ru",
        )
    }

    fn entry(number: usize) -> String {
        format!(
            "<item><title>Авария на теплосети № {number} - Демо-Новости</title>\
             <link>https://news.google.com/rss/articles/CBMi{number}?oc=5</link>\
             <guid isPermaLink=\"false\">CBMi{number}</guid><pubDate>Fri, 20 Nov 2026 07:00:00 GMT</pubDate>\
             <description>&lt;a href=\"https://news.google.com/rss/articles/CBMi{number}\"&gt;Авария&lt;/a&gt;</description>\
             <source url=\"https://www.demo.example\">Демо-Новости</source></item>"
        )
    }

    fn feed(numbers: std::ops::Range<usize>) -> String {
        let entries: String = numbers.rev().map(entry).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Ұлытау</title>{entries}</channel></rss>"
        )
    }

    #[test]
    fn a_search_gives_sightings_and_no_items() {
        let done = walk(&search(), None, &|_| (200, feed(0..3)));
        assert!(done.walked.items.is_empty());
        let sighting = &done.walked.sightings[0];
        assert_eq!(sighting.title, "Авария на теплосети № 2");
        assert_eq!((sighting.host.as_str(), sighting.outlet.as_str()), ("demo.example", "Демо-Новости"));
        assert_eq!(sighting.published_at, Some("2026-11-20T07:00:00Z".parse().unwrap()));
        let kept = serde_json::to_string(&done.walked.sightings).unwrap();
        assert!(!kept.contains("CBMi") && !kept.contains("google"), "{kept}");
        assert!(!done.cursor().unwrap().contains("CBMi"));
    }

    #[test]
    fn a_second_walk_brings_what_is_new() {
        let first = walk(&search(), None, &|_| (200, feed(0..3)));
        assert!(walk(&search(), first.cursor(), &|_| (200, feed(0..3))).walked.sightings.is_empty());
        let second = walk(&search(), first.cursor(), &|_| (200, feed(1..5)));
        assert_eq!(second.walked.sightings.len(), 2);
        assert!(!second.walked.is_cut);
        let flooded = walk(&search(), first.cursor(), &|_| (200, feed(500..600)));
        assert!(flooded.walked.is_cut && flooded.walked.sightings.len() == 100);
        let empty = walk(&search(), None, &|_| (200, feed(0..0)));
        assert!(empty.error.is_none() && empty.walked.sightings.is_empty());
    }

    #[test]
    fn a_search_as_people_see_it_is_asked_as_a_feed() {
        let check = |url: &str, language: Option<Language>, expected: &str| {
            let source = Source { language, ..source(SourceKind::GoogleNews, url) };
            let done = walk(&source, None, &|_| (200, feed(0..1)));
            assert_eq!(done.asked[0].url.as_str(), expected, "{url}");
        };
        let expected = "https://news.google.com/rss/search?q=%D1%81%D1%83&hl=ru&gl=KZ&ceid=KZ%3Aru";
        check("https://news.google.com/search?q=су", None, expected);
        check("https://news.google.com/rss/search?q=су&hl=ru&gl=KZ&ceid=KZ:ru", None, expected);
        check("https://news.google.com/search?q=су", Some(Language::Kazakh), &expected.replace("ru", "kk"));
        for url in [
            "https://news.google.com/",
            "https://news.google.com/rss/search?q=",
            "https://news.google.com/topstories?q=a",
        ] {
            assert!(unfit(&source(SourceKind::GoogleNews, url), None).contains("/rss/search?q="), "{url}");
        }
    }

    #[test]
    fn what_comes_in_place_of_the_feed_has_a_name() {
        let check =
            |status: u16, body: &str| walk(&search(), None, &|_| (status, body.to_owned())).error.unwrap();
        let consent = "<!doctype html><html><form action=\"https://consent.google.com/save\"></form></html>";
        assert_eq!(check(200, consent).to_string(), "refused (closed): a consent page");
        assert_eq!(check(200, "<!doctype html><html><body>x</body></html>").code(), "refused: closed");
        assert_eq!(check(200, "<html><div class=\"g-recaptcha\"></div></html>").code(), "blocked: captcha");
        assert_eq!(check(429, "").code(), "refused: too fast");
        assert_eq!(check(503, "").code(), "refused: trouble");
        assert_eq!(check(200, "").code(), "parse: empty");
        assert_eq!(check(200, "{}").code(), "parse: no feed");
    }

    #[test]
    fn a_cut_feed_keeps_its_whole_entries() {
        let whole = feed(0..5);
        let cut = whole.get(..whole.rfind("<pubDate>").unwrap()).unwrap().to_owned();
        let done = walk(&search(), None, &|_| (200, cut.clone()));
        assert_eq!((done.walked.sightings.len(), done.walked.left_out), (4, 1));
    }
}

#[test]
fn no_kind_panics_on_what_it_was_not_asked_for() {
    let bodies = [
        "",
        "[]",
        "{}",
        "null",
        "[[[[",
        "\u{0}",
        "<rss>",
        "[{}]",
        "[1,2]",
        "{\"a\":{\"b\":[]}}",
        "\"x\"",
        "﻿",
    ];
    let sources = [
        source(SourceKind::Govkz, "https://www.gov.kz/memleket/entities/krem/documents"),
        source(SourceKind::Egov, "https://data.egov.kz/datasets/view?index=demo_set_1"),
        source(SourceKind::Taldau, "https://taldau.stat.gov.kz/ru/Api/GetIndexData/703831?period=7&dics=67"),
        source(SourceKind::GoogleNews, "https://news.google.com/rss/search?q=x"),
    ];
    for source in &sources {
        for status in [100, 200, 204, 301, 304, 400, 451, 500] {
            for body in bodies {
                let count = RefCell::new(0);
                let done = walk(source, Some(body), &|_| {
                    *count.borrow_mut() += 1;
                    (status, body.to_owned())
                });
                assert!(*count.borrow() < 30 && done.walked.items.is_empty());
            }
        }
        let mut walk = Walk::new(&start(source, None)).unwrap();
        assert!(walk.take(&Answer::Messages(&[])).is_err());
        assert!(walk.end().items.is_empty());
    }
}
