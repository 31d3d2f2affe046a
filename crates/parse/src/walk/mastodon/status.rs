//! Statuses of Mastodon's interface in, entries out: those that their authors meant for everybody and for search.
//!
//! Left out are boosts, what is not public or marked sensitive, robots (most repeat the news), and accounts that ask not to be
//! indexed or not to be found (`noindex`, `indexable: false`, `discoverable: false`).

use dauys_model::Salt;
use scraper::ElementRef;
use serde_json::Value;
use url::Url;

use crate::error::Error;
use crate::hash::hidden_name;
use crate::items::Entry;
use crate::links::public;
use crate::plain::{text_without, tree};
use crate::walk::answered::{have_fields, text};
use crate::walk::mentions::without_handles;

/// Fields without which a status is none. `uri` is the same on every server, `id` only on its own.
const FIELDS: [&[&str]; 6] =
    [&["id"], &["uri"], &["content"], &["created_at"], &["visibility"], &["account", "acct"]];

/// The entries of statuses, and how many were left out.
pub(super) fn entries(statuses: &[Value], salt: Salt) -> Result<(Vec<Entry>, u32), Error> {
    have_fields(statuses, &FIELDS)?;
    let mut left_out = 0;
    let mut entries = Vec::with_capacity(statuses.len());
    for status in statuses {
        match entry(status, salt).filter(|_| is_for_everybody(status)) {
            Some(entry) => entries.push(entry),
            None => left_out += 1,
        }
    }
    Ok((entries, left_out))
}

fn entry(status: &Value, salt: Salt) -> Option<Entry> {
    let uri = text(status, &["uri"])?;
    let account = text(status, &["account", "acct"])?;
    let warning = text(status, &["spoiler_text"]).map(without_handles).unwrap_or_default();
    let content = written(text(status, &["content"])?);
    let words = [warning, content].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    if words.is_empty() {
        return None;
    }
    Some(Entry {
        // The address carries the account of the writer, by name or by number.
        id: Some(hidden_name(salt, &["mastodon", uri])),
        text: Some(words),
        dates: text(status, &["created_at"]).map(str::to_owned).into_iter().collect(),
        language: text(status, &["language"]).map(str::to_owned),
        author: Some(account.to_owned()),
        ..Entry::default()
    })
}

fn is_for_everybody(status: &Value) -> bool {
    let is =
        |pointer: &str, expected: bool| status.pointer(pointer).and_then(Value::as_bool) == Some(expected);
    text(status, &["visibility"]) == Some("public")
        && status.pointer("/reblog").is_none_or(Value::is_null)
        && !is("/sensitive", true)
        && !is("/account/bot", true)
        && !is("/account/noindex", true)
        && !is("/account/indexable", false)
        && !is("/account/discoverable", false)
}

/// The text of a status without the names of those it speaks to and without links to persons.
fn written(html: &str) -> String {
    let names_person = |element: ElementRef<'_>| {
        let has = |class: &str| element.value().classes().any(|found| found == class);
        let is_mention = has("mention") && !has("hashtag");
        let href = element.attr("href").and_then(|href| Url::parse(href).ok());
        is_mention || href.is_some_and(|href| public(href).is_none())
    };
    without_handles(&text_without(tree(html).root_element(), &names_person).text)
}

/// The number of the newest status when it is newer than `known`: by the `Link` of the answer, else by the numbers themselves. They
/// grow by length, then by letters, on Mastodon and on those that speak its interface.
pub(super) fn newest_id<'a>(statuses: &'a [Value], link: Option<&'a str>, known: &str) -> Option<&'a str> {
    let rank = |id: &str| (id.len(), id.to_owned());
    let listed = statuses.iter().filter_map(|status| text(status, &["id"]));
    let newest = listed.chain(link.and_then(min_id)).max_by_key(|id| rank(id))?;
    (rank(newest) > rank(known)).then_some(newest)
}

/// The `min_id` of the link to newer statuses: `<https://…?min_id=12>; rel="prev"` (RFC 8288). The address itself is never followed.
fn min_id(link: &str) -> Option<&str> {
    let newer = link.split(',').find(|part| part.contains("rel=\"prev\"") || part.contains("rel=prev"))?;
    let (_, id) = newer.split_once("min_id=")?;
    let end = id.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(id.len());
    id.get(..end).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn status() -> Value {
        json!({"id": "115000000000000001", "uri": "https://m.example/users/aigul_77/statuses/1", "language": "kk",
            "created_at": "2026-09-21T05:00:00.000Z", "visibility": "public", "reblog": null, "sensitive": false,
            "content": "<p><span class=\"h-card\"><a href=\"https://m.example/@erlan_88\" class=\"u-url mention\">@<span>erlan_88</span></a>\
                </span> Су жоқ <a href=\"https://m.example/tags/almaty\" class=\"mention hashtag\">#<span>almaty</span></a></p>",
            "account": {"acct": "aigul_77@m.example", "bot": false}})
    }

    fn check(change: impl FnOnce(&mut Value), expected: bool) {
        let mut changed = status();
        change(&mut changed);
        let (entries, left_out) = entries(&[status(), changed.clone()], Salt([7; 16])).unwrap();
        assert_eq!((entries.len(), left_out), if expected { (2, 0) } else { (1, 1) }, "{changed}");
    }

    #[test]
    fn a_status_is_its_text_without_names() {
        let (entries, _) = entries(&[status()], Salt([7; 16])).unwrap();
        assert_eq!(entries[0].text.as_deref(), Some("Су жоқ #almaty"));
        assert!(entries[0].link.is_none() && entries[0].id.as_ref().is_some_and(|id| id.len() == 16));
    }

    #[test]
    fn what_is_not_for_everybody_is_left_out() {
        check(|_| (), true);
        check(|status| status["visibility"] = json!("unlisted"), false);
        check(|status| status["reblog"] = status.clone(), false);
        check(|status| status["sensitive"] = json!(true), false);
        check(|status| status["account"]["bot"] = json!(true), false);
        check(|status| status["account"]["noindex"] = json!(true), false);
        check(|status| status["account"]["indexable"] = json!(false), false);
        check(|status| status["account"]["discoverable"] = json!(false), false);
        check(|status| status["account"]["discoverable"] = json!(null), true);
        check(|status| status["content"] = json!("<p></p>"), false);
        check(|status| status["uri"] = json!(null), false);
        check(|status| status["account"] = json!(7), false);
        check(|status| *status = json!("text"), false);
    }

    #[test]
    fn links_to_persons_go_and_others_stay() {
        let html = "<p>Хат: <a href=\"https://demo.example/su\">demo.example/su</a>, жазған \
                    <a href=\"https://m.example/@aigul_77\">Айгүл</a></p>";
        assert_eq!(written(html), "Хат: demo.example/su, жазған");
    }

    #[test]
    fn the_newest_number_is_found() {
        let statuses = [json!({"id": "99"}), json!({"id": "101"})];
        assert_eq!(newest_id(&statuses, None, "99"), Some("101"));
        assert_eq!(newest_id(&statuses, None, "101"), None);
        let link = "<https://m.example/api?max_id=99>; rel=\"next\", <https://m.example/api?min_id=102&limit=40>; rel=\"prev\"";
        assert_eq!(newest_id(&statuses, Some(link), "99"), Some("102"));
        assert_eq!(newest_id(&[], Some("<x>; rel=\"next\""), "0"), None);
    }
}
