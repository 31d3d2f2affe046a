//! The fetcher: a request in, an outcome out, with every check in its place. Keeps what must be remembered of hosts while it
//! lives: their gates and their rules.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use dauys_model::Page;
use reqwest::Client;
use reqwest::header::{ACCEPT, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue};
use reqwest::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use url::Url;

use crate::archive::{Archive, Exchange};
use crate::exchange::{Answer, Limit, Received, Terms, exchange, host};
use crate::gate::{End, Gate, LeftAlone};
use crate::redirects::{Bounds, Trail, is_redirect};
use crate::robots::{Origin, Rules};
use crate::{
    Accept, Failure, InvalidSettings, Keep, Outcome, Reason, Request, Settings, Standing, Validators,
};
use crate::{address, freshness, header, retry, robots, verdict};

/// Fetches. Clones share everything: one fetcher is made for a run.
#[derive(Clone, Debug)]
pub struct Fetcher(pub(crate) Arc<Inner>);

/// What clones share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) settings: Settings,
    client: Client,
    pub(crate) archive: OnceLock<Arc<Archive>>,
    /// By host.
    pub(crate) gates: Mutex<HashMap<String, Arc<Gate>>>,
    /// By origin: scheme, host and port.
    pub(crate) origins: Mutex<HashMap<String, Arc<Origin>>>,
}

/// What is common to all requests of one fetch.
struct Wish {
    terms: Terms,
    /// Tries that are left for hosts in trouble.
    tries: u32,
}

impl Fetcher {
    /// Prepares to fetch. Nothing is sent yet.
    ///
    /// # Errors
    /// When a setting cannot be used; the message names it.
    pub fn new(settings: Settings) -> Result<Self, InvalidSettings> {
        let client = crate::client::build(&settings)?;
        Ok(Self(Arc::new(Inner {
            settings,
            client,
            archive: OnceLock::new(),
            gates: Mutex::default(),
            origins: Mutex::default(),
        })))
    }

    /// Asks one address, following redirects. May wait for its turn at the host; must be awaited in a tokio runtime with IO and
    /// time.
    ///
    /// # Errors
    /// A [`Failure`], sorted by what to do next.
    pub async fn fetch(&self, request: &Request) -> Result<Outcome, Failure> {
        let settings = &self.0.settings;
        let bounds = if request.is_bound() { Bounds::Host } else { Bounds::World };
        let mut trail = Trail::new(request.url.clone(), settings.max_redirects, bounds);
        let terms = Terms {
            headers: headers(request)?,
            limit: Limit::Refuse(settings.max_body_bytes),
            accept: request.accept,
            standing: request.standing,
            // What is sent with a key, or asked with one, is not for an archive.
            keep: if request.is_bound() { Keep::Never } else { request.keep },
            silence: request.patience.unwrap_or(settings.silence()),
            total: request.patience.unwrap_or(settings.total()),
        };
        let mut wish = Wish { terms, tries: settings.tries };
        loop {
            let url = trail.url();
            address::check(url, settings.allow_private)?;
            let delay = if request.standing.obeys_robots() { self.admit(url).await? } else { Duration::ZERO };
            let answer = self.0.ask(url, &mut wish, delay).await?;
            if is_redirect(answer.status) {
                trail.follow(answer.status, &answer.headers)?;
            } else if answer.status.as_u16() == 304 {
                return Ok(Outcome::NotModified);
            } else if answer.status.is_success() {
                return Ok(fresh(&trail, answer));
            } else {
                let status = answer.status.as_u16();
                let headers = header::told(&answer.headers);
                return Ok(Outcome::Refused { page: page(trail.url(), answer), status, headers });
            }
        }
    }

    /// The settings.
    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Lets one exchange of another protocol happen when the gate of its host opens, and tells the gate how it ended.
    pub(crate) async fn in_turn<T>(
        &self,
        host: &str,
        exchange: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let (pace, patience) = (self.0.settings.pace(), self.0.settings.patience());
        let gate = self.0.gate(host);
        let permit = gate.enter(retry::unsteady(pace), patience).await.map_err(|left: LeftAlone| {
            Failure::Later { host: host.to_owned(), reason: left.reason, retry_after: left.retry_after }
        })?;
        let answer = exchange.await;
        permit.end(how_it_ended(&answer, retry::pause(1, pace, patience)));
        answer
    }

    /// Asks the rules of the origin, fetching them if need be; answers with the delay that they wish.
    async fn admit(&self, url: &Url) -> Result<Duration, Failure> {
        if !self.0.settings.robots {
            return Ok(Duration::ZERO);
        }
        self.rules(url).await.admit(url)
    }

    /// The addresses of the sitemaps that the robots.txt beside `url` names; it is fetched if it is not known. None where it names
    /// none or cannot be had.
    pub async fn sitemaps(&self, url: &Url) -> Vec<Url> {
        self.rules(url).await.sitemaps(url)
    }

    async fn rules(&self, url: &Url) -> Arc<Rules> {
        self.0.origin(url.origin().ascii_serialization()).rules(self.0.learn(url)).await
    }
}

/// What an answer says of the host.
fn how_it_ended<T>(answer: &Result<T, Failure>, pause: Duration) -> End {
    match answer {
        Ok(_) => End::Welcome,
        Err(Failure::Later { reason, retry_after, .. }) => {
            End::Trouble { reason: reason.clone(), asked: *retry_after, pause }
        }
        Err(Failure::Forbidden { reason: reason @ (Reason::Status(403) | Reason::Blocked(_)), .. }) => {
            End::Refused(reason.clone())
        }
        Err(_) => End::Answered,
    }
}

/// What the mutex holds, also after a panic elsewhere: nothing in here is ever left half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    /// Fetches the rules of the origin of `url`. What robots.txt itself is redirected to is not asked for rules.
    async fn learn(&self, url: &Url) -> Rules {
        let Ok(url) = url.join("/robots.txt") else { return Rules::Absent };
        let mut trail = Trail::new(url, robots::MOST_REDIRECTS, Bounds::World);
        let terms = Terms {
            headers: HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("text/plain, */*;q=0.1"))]),
            limit: Limit::Cut(robots::MOST_BYTES),
            accept: Accept::Any,
            keep: Keep::Never,
            standing: Standing::Visitor,
            silence: self.settings.silence(),
            total: self.settings.total(),
        };
        let mut wish = Wish { terms, tries: self.settings.tries };
        loop {
            if address::check(trail.url(), self.settings.allow_private).is_err() {
                return Rules::Absent;
            }
            let answer = match self.ask(trail.url(), &mut wish, Duration::ZERO).await {
                Ok(answer) => answer,
                Err(failure) => return Rules::without(failure),
            };
            if !is_redirect(answer.status) {
                return Rules::read(self.settings.robots_name(), answer);
            }
            if let Err(failure) = trail.follow(answer.status, &answer.headers) {
                return Rules::without(failure);
            }
        }
    }

    /// Sends one request when the gate of its host opens, again if the host is briefly in trouble. A permit is held for one
    /// exchange only, and nobody holds two, so no two fetches can wait for each other.
    async fn ask(&self, url: &Url, wish: &mut Wish, delay: Duration) -> Result<Answer, Failure> {
        let (pace, patience) = (self.settings.pace(), self.settings.patience());
        let gate = self.gate(&host(url));
        let mut failures = 0;
        loop {
            let left_alone = |left: LeftAlone| Failure::Later {
                host: host(url),
                reason: left.reason,
                retry_after: left.retry_after,
            };
            let permit = gate.enter(retry::unsteady(pace).max(delay), patience).await.map_err(left_alone)?;
            let answer = self.ask_once(url, &wish.terms).await;
            failures += u32::from(answer.as_ref().is_err_and(Failure::is_temporary));
            permit.end(how_it_ended(&answer, retry::pause(failures, pace, patience)));
            let failure = match answer {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let Failure::Later { retry_after, .. } = &failure else { return Err(failure) };
            wish.tries = wish.tries.saturating_sub(1);
            let is_soon = retry_after.is_none_or(|wait| wait <= patience);
            if wish.tries == 0 || !is_soon || !retry::is_worth_another_try(&failure) {
                return Err(failure);
            }
        }
    }

    async fn ask_once(&self, url: &Url, terms: &Terms) -> Result<Answer, Failure> {
        let Received { answer, wire } = exchange(&self.client, url, terms).await?;
        if let (Some(archive), Some(wire)) = (self.archive.get(), wire) {
            let mut sent = crate::client::common_headers(&self.settings).unwrap_or_default();
            sent.extend(terms.headers.clone());
            let (status, headers) = (answer.status, answer.headers.clone());
            let exchange = Exchange { url: url.clone(), sent, status, headers, wire };
            let archive = Arc::clone(archive);
            // It is awaited so that no more is waiting to be written than is being fetched.
            let _ = tokio::task::spawn_blocking(move || archive.add(&exchange)).await;
        }
        verdict::judge(url, terms.standing, answer)
    }

    pub(crate) fn gate(&self, host: &str) -> Arc<Gate> {
        Arc::clone(lock(&self.gates).entry(host.to_owned()).or_default())
    }

    pub(crate) fn origin(&self, origin: String) -> Arc<Origin> {
        Arc::clone(lock(&self.origins).entry(origin).or_default())
    }
}

fn headers(request: &Request) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(request.accept.header()))]);
    let Validators { etag, last_modified } = &request.validators;
    for (name, value) in [(IF_NONE_MATCH, etag), (IF_MODIFIED_SINCE, last_modified)] {
        // What cannot be sent cannot have come from a header: it is left out, and the answer is a whole one.
        if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok()) {
            headers.insert(name, value);
        }
    }
    for (name, secret) in &request.headers {
        let sendable = HeaderName::from_bytes(name.as_bytes()).ok();
        let Some((name, mut value)) = sendable.zip(HeaderValue::from_str(secret.reveal()).ok()) else {
            let reason = format!("the header `{name}` cannot be sent");
            return Err(Failure::Unsafe { host: host(&request.url), reason });
        };
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Ok(headers)
}

fn fresh(trail: &Trail, answer: Answer) -> Outcome {
    // A mark that is not text cannot be kept byte for byte, and a mangled one would never match.
    let exact = |name: HeaderName| {
        let value = answer.headers.get(name)?;
        std::str::from_utf8(value.as_bytes()).ok().map(str::to_owned)
    };
    Outcome::Fresh {
        validators: Validators { etag: exact(ETAG), last_modified: exact(LAST_MODIFIED) },
        permanent_url: trail.permanent_url(),
        fresh_for: freshness::fresh_for(&answer.headers),
        headers: header::told(&answer.headers),
        page: page(trail.url(), answer),
    }
}

fn page(url: &Url, answer: Answer) -> Page {
    let content_type = header::text(&answer.headers, CONTENT_TYPE);
    Page { url: url.clone(), content_type, body: answer.body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fetch_can_be_spawned() {
        fn spawnable<T: Send>(_: &T) {}
        let fetcher = Fetcher::new(Settings::default()).unwrap();
        let request = Request::new("http://a.example/".parse().unwrap(), crate::Accept::Any);
        spawnable(&fetcher.fetch(&request));
    }
}
