//! Bodies of state as `config/institutions.toml` lists them: read and checked; whose business a matter is on a day.

use std::path::Path;

use anyhow::bail;
use dauys_model::{Body, BodyKind, CategoryId, Institutions, Interface};
use jiff::civil::Date;

use crate::commands::check_category;
use crate::config;

/// The bodies of a file, or what is wrong in it.
pub(crate) fn parse(text: &str, path: &Path) -> anyhow::Result<Institutions> {
    let institutions: Institutions = config::parse(text, path)?;
    for (at, body) in institutions.institution.iter().enumerate() {
        let told = |what: &dyn std::fmt::Display| {
            anyhow::anyhow!("{}: institution `{}`: {what}", path.display(), body.id)
        };
        check(body).map_err(|error| told(&error))?;
        if let Some(other) = institutions.institution[..at].iter().find(|other| overlap(other, body)) {
            let until = body.from.map_or_else(|| "…".into(), |from| from.to_string());
            let kinds = if other.kind == body.kind { "" } else { " as another kind of body" };
            bail!(told(&format!(
                "stands there twice{kinds} for the same days: give the earlier entry an `until` before {until}"
            )));
        }
    }
    Ok(institutions)
}

fn check(body: &Body) -> anyhow::Result<()> {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if body.id.is_empty() || !body.id.chars().all(fits) {
        bail!("an id is small letters of English, digits and `-`");
    }
    for language in Interface::ALL {
        if body.name.of(language).trim().is_empty() {
            bail!("`name.{language}` is empty");
        }
    }
    if body.source.trim().is_empty() {
        bail!("`source` is empty: say where that is written, and how sure it is");
    }
    if let (Some(from), Some(until)) = (body.from, body.until)
        && until < from
    {
        bail!("`until` {until} is before `from` {from}");
    }
    for category in &body.remit {
        check_category(Some(&category.0))?;
    }
    Ok(())
}

/// Whether two entries of one id hold on a common day.
fn overlap(one: &Body, other: &Body) -> bool {
    let (from, until) =
        (|body: &Body| body.from.unwrap_or(Date::MIN), |body: &Body| body.until.unwrap_or(Date::MAX));
    one.id == other.id && from(one) <= until(other) && from(other) <= until(one)
}

/// Most bodies named with one topic: more say nothing about who has to answer.
const NAMED: usize = 3;

/// A body that answers for a matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    /// What it is called.
    pub(crate) name: String,
    /// Whether every place has its own.
    pub(crate) is_local: bool,
}

/// Whose business a category is on a day, in the words of the reader. The akimat comes first where it is local business, then the
/// ministries and agencies that hold the category itself, else those that hold its group. Empty where no body of the list holds it.
pub(crate) fn responsible(
    bodies: &Institutions,
    category: &CategoryId,
    day: Date,
    language: Interface,
) -> Vec<Named> {
    let all = bodies.responsible(category, day);
    let of = |kind: BodyKind| -> Vec<&Body> {
        let fitting = all.iter().filter(|body| body.kind == kind).copied();
        let (leaf, group): (Vec<&Body>, Vec<&Body>) = fitting.partition(|body| body.remit.contains(category));
        // Who holds the whole group answers only for what nobody holds by itself.
        if leaf.is_empty() { group } else { leaf }
    };
    let mut named: Vec<Named> = Vec::new();
    let kinds = [BodyKind::Akimat, BodyKind::Ministry, BodyKind::Chamber];
    for body in kinds.into_iter().flat_map(of) {
        let body = Named { name: body.name.of(language).to_owned(), is_local: body.kind == BodyKind::Akimat };
        if named.len() < NAMED && !named.contains(&body) {
            named.push(body);
        }
    }
    named
}

/// The committees that the list knows, of whatever time.
pub(crate) fn committees(bodies: &Institutions) -> impl Iterator<Item = &str> {
    bodies.institution.iter().filter(|body| body.kind == BodyKind::Committee).map(|body| body.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Institutions {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/institutions.toml"));
        parse(&config::read_text(path).unwrap(), path).unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn every_leaf_is_somebodys_business() {
        let bodies = listed();
        let day = day("2026-11-22");
        let without: Vec<&str> = dauys_text::tree()
            .nodes()
            .iter()
            .filter(|node| node.id.group() != "other")
            .filter(|node| responsible(&bodies, &node.id, day, Interface::Russian).is_empty())
            .map(|node| node.id.0.as_str())
            .collect();
        // A bare group, which no topic has.
        assert_eq!(without, ["law"]);
    }

    #[test]
    fn the_akimat_comes_first_where_it_is_local_business() {
        let bodies = listed();
        let named = |category: &str, language| {
            let named = responsible(&bodies, &CategoryId(category.into()), day("2026-11-22"), language);
            named.into_iter().map(|named| named.name).collect::<Vec<_>>()
        };
        assert_eq!(named("hcs/heat", Interface::Russian), ["акимат", "Министерство энергетики"]);
        assert_eq!(named("hcs/heat", Interface::Kazakh), ["әкімдік", "Энергетика министрлігі"]);
        assert_eq!(named("hcs/heat", Interface::English), ["akimat", "Ministry of Energy"]);
        assert_eq!(named("health/drugs", Interface::English), ["Ministry of Healthcare"]);
    }

    #[test]
    fn a_ministry_answers_from_the_day_on_which_it_is_there() {
        let bodies = listed();
        let named = |on: &str| {
            let named = responsible(&bodies, &CategoryId("gov/egov".into()), day(on), Interface::English);
            named.into_iter().map(|named| named.name).collect::<Vec<_>>().join("; ")
        };
        assert!(named("2025-09-17").contains("Digital Development, Innovations"), "{}", named("2025-09-17"));
        assert!(named("2025-09-18").contains("Artificial Intelligence"), "{}", named("2025-09-18"));
        assert!(bodies.body("kurultai", day("2026-06-30")).is_none());
        assert!(bodies.body("kurultai", day("2026-07-01")).is_some());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let entry = |rest: &str| {
            format!(
                "[[institution]]\nid = \"m\"\nkind = \"ministry\"\nname = {{ kk = \"М\", ru = \"М\", en = \"M\" }}\nsource = \"s\"\n{rest}\n"
            )
        };
        let told = |text: &str| parse(text, Path::new("institutions.toml")).unwrap_err().to_string();
        for (text, part) in [
            (entry("remit = [\"hcs/watr\"]"), "did you mean `hcs/water`?"),
            (entry("remits = []"), "did you mean `remit`?"),
            (entry("from = \"2026-02-01\"\nuntil = \"2026-01-01\""), "is before"),
            (entry("").replace("\"s\"", "\" \""), "`source` is empty"),
            (format!("{}{}", entry(""), entry("from = \"2026-01-01\"")), "until` before 2026-01-01"),
        ] {
            let told = told(&text);
            assert!(told.contains("institutions.toml") && told.contains(part), "{told}");
        }
        let both = format!("{}{}", entry("until = \"2025-12-31\""), entry("from = \"2026-01-01\""));
        assert!(parse(&both, Path::new("x")).is_ok());
    }
}
