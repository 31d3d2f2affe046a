//! Whether a source of the settings fits its kind, found out without asking anybody.
//!
//! What stands in an entry must fit in any case. What is missing (an address, selectors, a key, a permission) is asked for only
//! where the source is on: an entry that is off may wait for it.

use dauys_model::{Page, Salt, Source, SourceKind};
use dauys_parse::{Error, Start, Walk, items};
use jiff::Timestamp;
use url::Url;

/// Kinds whose platform wants a key, a token or a password.
const KEYED: &[SourceKind] = &[
    SourceKind::Youtube,
    SourceKind::Vk,
    SourceKind::Threads,
    SourceKind::Egov,
    SourceKind::TelegramInbox,
    SourceKind::Mailbox,
];

/// Kinds that do not leave out what has none of the source's words: figures and sightings are taken whole.
const TAKEN_WHOLE: &[SourceKind] = &[SourceKind::Taldau, SourceKind::GoogleNews];

/// Stands in for a secret: of the form of a bot's token, which is the only one that has a form.
const ANY_SECRET: &str = "1:any-secret-that-has-this-form";

/// Says what does not fit and what to do.
pub(crate) fn check(source: &Source) -> Result<(), String> {
    strays(source)?;
    values(source)?;
    if source.off.is_none() {
        whole(source)?;
    }
    Ok(())
}

/// Keys that mean nothing to the kind.
fn strays(source: &Source) -> Result<(), String> {
    let own: [(&str, bool, &[SourceKind]); 4] = [
        ("list", source.list.is_some(), &[SourceKind::List]),
        ("path", source.path.is_some(), &[SourceKind::File]),
        ("columns", !source.columns.is_empty(), &[SourceKind::Egov]),
        ("secret", source.secret.is_some(), KEYED),
    ];
    let stray = own.into_iter().find(|(_, given, kinds)| *given && !kinds.contains(&source.kind));
    if let Some((key, _, kinds)) = stray {
        let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{}`", kind.code())).collect();
        return Err(format!(
            "`{key}` means nothing to the kind `{}`, only to {}: take it out, or mend `kind`",
            source.kind.code(),
            kinds.join(", ")
        ));
    }
    if !source.words.is_empty() && TAKEN_WHOLE.contains(&source.kind) {
        return Err(format!("`words` means nothing to the kind `{}`: take it out", source.kind.code()));
    }
    if source.quota.is_some() && source.secret.is_none() {
        return Err(
            "`quota` is counted for a `secret`, and there is none: add it, or take `quota` out".into()
        );
    }
    Ok(())
}

/// Values that cannot be meant.
fn values(source: &Source) -> Result<(), String> {
    if source.words.iter().any(|word| word.trim().trim_end_matches('*').trim().is_empty()) {
        return Err("one of its `words` is blank: fill it in, or take it out".into());
    }
    if source.secret.as_ref().is_some_and(|name| name.trim().is_empty()) {
        return Err("its `secret` is blank: it is the name under which the key is kept".into());
    }
    if source.off.as_ref().is_some_and(|why| why.trim().is_empty()) {
        return Err("its `off` is blank: say why it is not asked, or take the line out".into());
    }
    if source.collections.iter().any(|name| name.trim().is_empty()) {
        return Err("one of its `collections` is blank: fill it in, or take it out".into());
    }
    let Some(list) = &source.list else { return Ok(()) };
    if list.paging.as_ref().is_some_and(|paging| !paging.contains("{page}") && !paging.contains("{offset}")) {
        return Err(
            "`list.paging` holds neither {page} nor {offset}: without one every page would be the same"
                .into(),
        );
    }
    selectors(source)
}

/// Selectors that are no CSS: an empty page gives no entries, but what is wrong with a selector comes first.
fn selectors(source: &Source) -> Result<(), String> {
    let url = source.url.clone().or_else(|| Url::parse("https://page.example/").ok());
    let Some(url) = url else { return Ok(()) };
    let page = Page { url, content_type: None, body: b"<html></html>".to_vec() };
    match items(source, &page, Timestamp::UNIX_EPOCH) {
        Err(error @ Error::Selector { .. }) => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// What a source that is asked must have.
fn whole(source: &Source) -> Result<(), String> {
    if source.kind == SourceKind::File {
        return match source.path {
            Some(_) => Ok(()),
            None => Err("a file needs a `path`".into()),
        };
    }
    if source.url.is_none() {
        return Err("it needs a `url`".into());
    }
    if source.kind == SourceKind::List && source.list.is_none() {
        return Err("a list needs `list` selectors: `dauys source probe URL` proposes some".into());
    }
    let secret = source.secret.as_ref().map(|_| ANY_SECRET);
    let salt = Salt([0; 16]);
    let start = Start { source, cursor: None, secret, salt, now: Timestamp::UNIX_EPOCH };
    Walk::new(&start).map(drop).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use dauys_model::SourceId;

    use super::*;

    /// What is wrong with an entry of these lines.
    fn check(lines: &str) -> String {
        let entry: Source = toml::from_str(&format!("id = \"a\"\nname = \"A\"\n{lines}")).unwrap();
        match super::check(&entry) {
            Ok(()) => "fits".into(),
            Err(told) => told,
        }
    }

    #[test]
    fn a_key_that_means_nothing_to_the_kind_is_refused() {
        let feed = "kind = \"feed\"\nurl = \"https://a.example/\"\n";
        assert_eq!(check(feed), "fits");
        assert_eq!(
            check(&format!("{feed}secret = \"x\"")),
            "`secret` means nothing to the kind `feed`, only to `youtube`, `vk`, `threads`, `egov`, `telegram_inbox`, \
             `mailbox`: take it out, or mend `kind`"
        );
        let told = |line: &str| check(&format!("{feed}{line}"));
        assert!(told("list = { entry = \"li\" }").starts_with("`list` means nothing to the kind `feed`"));
        assert!(told("columns = { id = \"id\" }").starts_with("`columns` means nothing"));
        assert_eq!(told("words = [\"су\"]"), "fits");
        let sightings =
            "kind = \"google_news\"\nurl = \"https://news.google.com/rss/search?q=a\"\nwords = [\"су\"]";
        assert!(check(sightings).starts_with("`words` means nothing to the kind `google_news`"));
        assert!(told("path = \"a.xml\"").starts_with("`path` means nothing"));
        assert!(told("quota = 3").starts_with("`quota` is counted for a `secret`"));
        // Also where the source is off: what stands there is wrong, whatever is still missing.
        assert!(told("off = \"later\"\nquota = 3").starts_with("`quota`"));
        assert!(told("off = \" \"").starts_with("its `off` is blank"));
        assert!(told("collections = [\"\"]").starts_with("one of its `collections` is blank"));
    }

    #[test]
    fn selectors_and_further_pages_are_tried_beforehand() {
        let list = |list: &str| {
            check(&format!("kind = \"list\"\nurl = \"https://a.example/\"\noff = \"later\"\nlist = {list}"))
        };
        assert_eq!(list("{ entry = \"li\", paging = \"?page={page}\" }"), "fits");
        assert_eq!(list("{ entry = \"li\", paging = \"more?from={offset}\", at_least = 20 }"), "fits");
        assert!(list("{ entry = \"li\", paging = \"?page=2\" }").contains("{page}"));
        assert!(list("{ entry = \"li\", date = \"p..when\" }").starts_with("selector `p..when` for `date`"));
    }

    #[test]
    fn what_is_missing_is_asked_for_only_where_the_source_is_on() {
        for (lines, missing) in [
            ("kind = \"list\"\nurl = \"https://a.example/\"", "a list needs `list` selectors"),
            ("kind = \"feed\"", "it needs a `url`"),
            ("kind = \"file\"", "a file needs a `path`"),
            (
                "kind = \"telegram\"\nurl = \"https://t.me/s/demo_kz\"\ntext = \"item\"\npolicy = \"rules_only\"",
                "put into `permission`",
            ),
            ("kind = \"youtube\"\nurl = \"https://www.youtube.com/@demo\"\nposts = \"comment\"", "`secret`"),
            (
                "kind = \"egov\"\nurl = \"https://data.egov.kz/datasets/view\"\nsecret = \"egov\"",
                "index=NAME",
            ),
            ("kind = \"bluesky\"\nurl = \"wss://a.example/subscribe\"\nposts = \"comment\"", "`words`"),
        ] {
            let told = check(lines);
            assert!(told.contains(missing), "{lines}: {told}");
            assert_eq!(check(&format!("{lines}\noff = \"waits\"")), "fits", "{lines}");
        }
    }

    #[test]
    fn a_source_with_all_that_its_kind_wants_fits() {
        for lines in [
            "kind = \"file\"\npath = \"a.jsonl\"",
            "kind = \"sitemap\"\nurl = \"https://a.example/sitemap.xml\"\npages = 3",
            "kind = \"wordpress\"\nurl = \"https://a.example/\"\nposts = \"comment\"\ntext = \"item\"",
            "kind = \"govkz\"\nurl = \"https://www.gov.kz/memleket/entities/demo/documents\"\napi = \"https://b.example/\"",
            "kind = \"vk\"\nurl = \"https://vk.com/club1\"\nsecret = \"vk\"\nquota = 9",
            "kind = \"telegram_inbox\"\nurl = \"https://t.me/DemoInboxBot\"\nposts = \"appeal\"\ntext = \"item\"\nsecret = \"bot\"",
            "kind = \"telegram\"\nurl = \"https://t.me/s/demo_kz\"\ntext = \"item\"\npolicy = \"rules_only\"\npermission = \"letter 7\"",
            "kind = \"egov\"\nurl = \"https://data.egov.kz/datasets/view?index=demo\"\nsecret = \"egov\"\ncolumns = { title = \"t\" }",
            "kind = \"bluesky\"\nurl = \"wss://a.example/subscribe\"\nposts = \"comment\"\nwords = [\"су жоқ\"]",
        ] {
            assert_eq!(check(lines), "fits", "{lines}");
        }
    }

    #[test]
    fn a_blank_word_would_let_nothing_or_everything_through() {
        for word in ["", " ", "*", " *"] {
            let mut source = Source::new(
                SourceId::new("a").unwrap(),
                "A",
                SourceKind::Mastodon,
                Url::parse("https://a.example/tags/b").ok(),
            );
            source.posts = dauys_model::Kind::Comment;
            source.words = vec!["су".into(), word.into()];
            assert!(super::check(&source).unwrap_err().contains("`words` is blank"), "{word:?}");
        }
    }
}
