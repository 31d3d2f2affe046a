//! The JSON-LD of a page in; what it says of the article out. Read leniently: it is written by templates.

use serde_json::Value;

/// What JSON-LD says of an article.
#[derive(Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
}

/// The types that are articles (schema.org).
const ARTICLES: [&str; 10] = [
    "NewsArticle",
    "Article",
    "BlogPosting",
    "ReportageNewsArticle",
    "LiveBlogPosting",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "SocialMediaPosting",
    "Report",
    "AdvertiserContentArticle",
];

/// Reads one `<script type="application/ld+json">`.
pub(super) fn read(script: &str) -> Option<Linked> {
    let value = parsed(script)?;
    let article = first_article(&value)?;
    let text = |key: &str| {
        article
            .get(key)
            .and_then(Value::as_str)
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    Some(Linked {
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished").or_else(|| text("dateCreated")),
        language: text("inLanguage").or_else(|| {
            article.get("inLanguage")?.get("alternateName").and_then(Value::as_str).map(str::to_owned)
        }),
        // What a reader has to pay for is not taken from the data behind the page.
        body: text("articleBody").or_else(|| text("text")).filter(|_| !is_paid(article)),
    })
}

/// Whether the page says that its text is for subscribers (`isAccessibleForFree`, schema.org).
fn is_paid(article: &Value) -> bool {
    match article.get("isAccessibleForFree") {
        Some(Value::Bool(is_free)) => !is_free,
        Some(Value::String(is_free)) => {
            is_free.trim_start_matches("http://schema.org/").eq_ignore_ascii_case("false")
        }
        _ => false,
    }
}

/// JSON as it should be, or after taking out what templates put in: comments, raw line breaks, a last comma.
pub(super) fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let script = script.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let calm: String =
            script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&calm).or_else(|_| serde_json::from_str(&without_last_commas(&calm))).ok()
    })
}

/// `[1, 2, ]` → `[1, 2 ]`, outside strings.
fn without_last_commas(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut inside, mut escaped) = (false, false);
    let mut held = String::new();
    for letter in text.chars() {
        if !inside && letter == ',' && held.is_empty() {
            held.push(letter);
            continue;
        }
        if !held.is_empty() {
            if letter.is_whitespace() {
                held.push(letter);
                continue;
            }
            if !matches!(letter, ']' | '}') {
                kept.push_str(&held);
            }
            held.clear();
        }
        if letter == '"' && !escaped {
            inside = !inside;
        }
        escaped = inside && letter == '\\' && !escaped;
        kept.push(letter);
    }
    kept
}

/// The first object that is an article, looking through arrays, `@graph` and `mainEntity`.
fn first_article(value: &Value) -> Option<&Value> {
    if let Value::Array(values) = value {
        return values.iter().find_map(first_article);
    }
    let is_article = |kind: &Value| kind.as_str().is_some_and(|kind| ARTICLES.contains(&kind));
    let kind = value.get("@type");
    if kind.is_some_and(|kind| {
        is_article(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is_article))
    }) {
        return Some(value);
    }
    ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|key| value.get(key).and_then(first_article))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, headline: Option<&str>) {
        assert_eq!(read(script).and_then(|linked| linked.headline).as_deref(), headline, "{script}");
    }

    #[test]
    fn articles_are_found_wherever_they_stand() {
        check(r#"{"@type":"NewsArticle","headline":"Су жоқ"}"#, Some("Су жоқ"));
        check(r#"[{"@type":"WebSite"},{"@type":["Article","X"],"headline":"Су"}]"#, Some("Су"));
        check(r#"{"@context":"x","@graph":[{"@type":"Article","headline":"Су"}]}"#, Some("Су"));
        check(r#"{"@type":"Organization","name":"Демо"}"#, None);
    }

    #[test]
    fn a_text_for_subscribers_stays_where_it_is() {
        let body = |free: &str| {
            read(&format!(r#"{{"@type":"Article","articleBody":"Су жоқ"{free}}}"#))
                .and_then(|linked| linked.body)
        };
        assert_eq!(body("").as_deref(), Some("Су жоқ"));
        assert_eq!(body(r#","isAccessibleForFree":true"#).as_deref(), Some("Су жоқ"));
        assert_eq!(body(r#","isAccessibleForFree":"False""#), None);
    }

    #[test]
    fn templates_are_forgiven() {
        check("<!-- {\"@type\":\"Article\",\"headline\":\"Су\nжоқ\",} -->", Some("Су жоқ"));
        check("{\"@type\":\"Article\",\"headline\":\"a,]\",\"x\":[1,],}", Some("a,]"));
        check("not json", None);
    }
}
