//! Candidates of a site, tried: asked once, and what they give shown to whoever decides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dauys_model::{Kind, Page, Source, SourceKind};
use dauys_parse::{Candidate, Guess, Proposal, canonical};
use dauys_store::{SourceState, Store};
use jiff::{Timestamp, ToSpan};
use url::Url;

use crate::commands::source::entry;
use crate::home::Home;
use crate::out;
use crate::passes::ask::{Asking, Said, ask};

/// A source that gave something.
pub(crate) struct Tried {
    /// As it would stand in the settings.
    pub(crate) source: Source,
    /// How it was found.
    pub(crate) why: String,
    /// What it gave.
    pub(crate) said: Said,
}

/// What trying came to.
#[derive(Default)]
pub(crate) struct All {
    /// The best source of articles, and that of comments where the site names one.
    pub(crate) found: Vec<Tried>,
    /// What was tried in vain, or needs a key or a permission: a line each.
    pub(crate) others: Vec<String>,
}

/// Guesses are tried up to so many: each costs the site a request.
const MOST_GUESSES: usize = 8;

/// Items shown of a source.
const SHOWN: usize = 5;

/// Overlap with sources of the settings is looked for among items of so many days.
const OVERLAP_DAYS: i64 = 14;

/// Tries candidates in their order until one gives articles, and the first that gives comments; then the list that the page
/// itself may be.
pub(crate) async fn all(
    home: &Home,
    asking: &Arc<Asking>,
    candidates: &[Candidate],
    proposal: Option<&Proposal>,
    page: &Page,
) -> All {
    let mut all = All::default();
    let mut guesses = 0;
    for candidate in candidates {
        if !is_open(candidate.kind) {
            all.others.push(format!("{} {}: {}", candidate.kind.code(), candidate.url, candidate.why));
            continue;
        }
        let is_comments = candidate.posts.is_of_citizens();
        if all.found.iter().any(|tried| tried.source.posts.is_of_citizens() == is_comments) {
            continue;
        }
        if candidate.guess == Guess::Guessed {
            guesses += 1;
            // Nobody guesses at comments, and no more than a site can bear.
            if is_comments || guesses > MOST_GUESSES {
                continue;
            }
        }
        let source = source(home, &all, candidate.kind, &candidate.url, candidate.title.as_deref(), page);
        let source = Source { posts: candidate.posts, ..source };
        all.take(source, candidate.why.clone(), asking).await;
    }
    let has_articles = all.found.iter().any(|tried| !tried.source.posts.is_of_citizens());
    if let Some(proposal) = proposal.filter(|_| !has_articles) {
        let source = source(home, &all, SourceKind::List, &page.url, None, page);
        let source = Source { list: Some(proposal.selectors.clone()), ..source };
        let why = format!("the page is a list of {} entries, by selectors guessed at", proposal.entries);
        all.take(source, why, asking).await;
    }
    all.found.sort_by_key(|tried| tried.source.posts.is_of_citizens());
    all
}

/// Whether a kind can be asked without a key and without anybody's permission.
fn is_open(kind: SourceKind) -> bool {
    matches!(
        kind,
        SourceKind::Feed | SourceKind::Sitemap | SourceKind::Wordpress | SourceKind::List | SourceKind::Govkz
    )
}

fn source(home: &Home, all: &All, kind: SourceKind, url: &Url, title: Option<&str>, page: &Page) -> Source {
    let mut config = home.config.clone();
    config.source.extend(all.found.iter().map(|tried| tried.source.clone()));
    let host = page.url.host_str().unwrap_or_default();
    let name = title.map(str::trim).filter(|title| !title.is_empty()).unwrap_or(host);
    Source::new(entry::free_id(&config, host), name, kind, Some(url.clone()))
}

impl All {
    async fn take(&mut self, mut source: Source, why: String, asking: &Arc<Asking>) {
        let said = ask(Arc::clone(asking), &source, &SourceState::default()).await;
        let address = source.url.as_ref().map_or("", Url::as_str);
        match &said.trouble {
            Some(trouble) => {
                self.others.push(format!("{} {address}: {} ({why})", source.kind.code(), trouble.code()));
            }
            None if said.drafts.is_empty() => {
                self.others.push(format!("{} {address}: empty ({why})", source.kind.code()));
            }
            None => {
                source.language = mostly(&languages(&said));
                self.found.push(Tried { source, why, said });
            }
        }
    }
}

/// Texts by language.
fn languages(said: &Said) -> BTreeMap<dauys_model::Language, usize> {
    let mut counts = BTreeMap::new();
    for draft in &said.drafts {
        let announcement = draft.look();
        let given = dauys_text::Given {
            language: None,
            kind: Some(announcement.kind),
            methods: announcement.policy.methods(),
            claimed: announcement.language,
            region: None,
        };
        let language = dauys_text::analyze(&announcement.title, &announcement.text, &given).language;
        *counts.entry(language).or_default() += 1;
    }
    counts
}

/// The language of nine texts in ten, if it is one of ours.
fn mostly(counts: &BTreeMap<dauys_model::Language, usize>) -> Option<dauys_model::Language> {
    let all: usize = counts.values().sum();
    [dauys_model::Language::Kazakh, dauys_model::Language::Russian]
        .into_iter()
        .find(|language| counts.get(language).is_some_and(|count| count * 10 >= all * 9))
}

/// Shows what a source gave.
pub(crate) fn show(data: &mut out::Data, store: &Store, tried: &Tried, now: Timestamp) -> anyhow::Result<()> {
    let Tried { source, why, said } = tried;
    data.line("")?;
    let address = source.url.as_ref().map_or("", Url::as_str);
    data.line(format!("{} {address} — {why}", source.kind.code()))?;
    let dated = said.drafts.iter().filter(|draft| draft.look().dated).count();
    let mix: Vec<String> =
        languages(said).into_iter().map(|(language, count)| format!("{count} {language}")).collect();
    data.line(format!(
        "  {} items, {dated} dated, {} left out; languages: {}{}",
        said.drafts.len(),
        said.left_out,
        mix.join(", "),
        said.encoding.map_or_else(String::new, |encoding| format!("; {encoding}"))
    ))?;
    for draft in said.drafts.iter().take(SHOWN) {
        let item = draft.look();
        let at = if item.dated { format!("{:.0}", item.published_at) } else { "no date".into() };
        // What citizens wrote is not shown: whether it can be read is seen from the counts.
        if item.kind.is_of_citizens() {
            data.line(format!("  {at}  a {} of {} characters", item.kind, item.text.chars().count()))?;
            continue;
        }
        data.line(format!("  {at}  {}", if item.title.is_empty() { "(no title)" } else { &item.title }))?;
        let text = if item.wants_page {
            "text from its page".to_owned()
        } else {
            format!("{} characters", item.text.chars().count())
        };
        data.line(format!("      {} · {text}", item.url.as_ref().map_or(item.key.as_str(), Url::as_str)))?;
    }
    for warning in &said.warnings {
        data.line(format!("  {warning}"))?;
    }
    for line in overlap(store, said, now)? {
        data.line(format!("  {line}"))?;
    }
    Ok(())
}

/// Which sources already announced the same addresses.
fn overlap(store: &Store, said: &Said, now: Timestamp) -> anyhow::Result<Vec<String>> {
    let own: BTreeSet<String> = said
        .drafts
        .iter()
        .filter(|draft| draft.look().kind == Kind::News)
        .filter_map(|draft| draft.look().url.as_ref().map(canonical))
        .collect();
    let since = now.checked_sub((OVERLAP_DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
    let mut shared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for headline in store.headlines(since)? {
        if let Some(canonical) = headline.canonical.filter(|canonical| own.contains(canonical)) {
            shared.entry(headline.source.to_string()).or_default().insert(canonical);
        }
    }
    if shared.is_empty() {
        return Ok(vec!["no address in common with a source that is polled".into()]);
    }
    let told = |(source, common): (String, BTreeSet<String>)| {
        format!("{} of {} addresses are announced by `{source}` already", common.len(), own.len())
    };
    Ok(shared.into_iter().map(told).collect())
}
