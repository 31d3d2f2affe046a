//! `serve`: the pages and the JSON interface of an installation, until a signal ends it.

mod readers;

use std::sync::Arc;

use anyhow::{Context, bail};
use dauys_model::{Interface, Reviewed};
use dauys_web::{Clock, DigestOf, Office, Programs, Reviewing};
use tokio::net::TcpListener;

use self::readers::SettingsReaders;
use crate::cli::ServeArgs;
use crate::exit::{Exit, Misuse};
use crate::gather::Gatherer;
use crate::home::Home;
use crate::{forms, out, subscriptions};

/// The secret with which programs may change something: `DAUYS_SECRET_API` in the environment.
const API_TOKEN: &str = "api";

/// Serves.
pub(crate) fn run(home: Home, arguments: &ServeArgs, clock: Clock) -> anyhow::Result<Exit> {
    // Brings the database to the newest schema, or says that there is none.
    drop(home.existing_store()?);
    let folder = home.index_folder();
    if !folder.join("meta.json").exists() {
        bail!("there is no index at `{}`: run `dauys index`", folder.display());
    }
    drop(
        home.existing_index()
            .context("opening the index; `dauys index --rebuild` makes it anew from the store")?,
    );
    let hosts = hosts(arguments)?;
    let office = office(home, clock, hosts)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(arguments.listen)
            .await
            .with_context(|| format!("listening at {}; --listen names another address", arguments.listen))?;
        let address = listener.local_addr()?;
        let ended = ended()?;
        out::say(format!("dauys: serving http://{address}/ until Ctrl-C"));
        dauys_web::serve(office, listener, ended).await?;
        out::say("dauys: ended");
        Ok(Exit::Well)
    })
}

/// The names that may be asked for: those given, and where it listens.
fn hosts(arguments: &ServeArgs) -> anyhow::Result<Vec<String>> {
    let ip = arguments.listen.ip();
    let mut hosts = arguments.host.clone();
    if ip.is_loopback() {
        hosts.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    }
    if ip.is_unspecified() && hosts.is_empty() {
        return Err(Misuse(format!(
            "listening at {} lets others in: say with --host under which name they reach it",
            arguments.listen
        ))
        .into());
    }
    hosts.push(ip.to_string());
    Ok(hosts)
}

fn office(home: Home, clock: Clock, hosts: Vec<String>) -> anyhow::Result<Office> {
    let listed = subscriptions::all(&home.config)?;
    let programs = programs(&home);
    let home = Arc::new(home);
    let digest: DigestOf = {
        let home = Arc::clone(&home);
        Arc::new(move |store, subscription, period, day, now| {
            Ok(Gatherer::new(&home, store, now).digest(subscription, period, day, Reviewed::default())?)
        })
    };
    let readers = Arc::new(SettingsReaders::new(Arc::clone(&home), Arc::clone(&clock)));
    Ok(Office {
        database: home.data.join("dauys.db"),
        index: home.index_folder(),
        clock,
        sources: home.config.source.clone(),
        min_voices: home.config.min_voices,
        min_voices_urgent: home.config.min_voices_urgent,
        citizens_keep_days: home.config.citizens_keep_days,
        news_keep_days: home.config.news_keep_days,
        language: listed.first().map_or(Interface::Kazakh, |first| first.language),
        readers,
        digest,
        printed: Arc::new(|digest, form| Ok(forms::render(digest, form)?)),
        accounts: home.config.review.accounts.clone(),
        reviewing: reviewing(Arc::clone(&home)),
        hosts,
        programs,
    })
}

/// Keeps what an editor does; a draft follows at once.
fn reviewing(home: Arc<Home>) -> Reviewing {
    Arc::new(move |store, edition, review| {
        if !store.review(edition, review)? {
            return Ok(false);
        }
        super::review::redraw(&home, store, edition)?;
        Ok(true)
    })
}

/// What programs may do: as the settings say, with the token of the secrets.
fn programs(home: &Home) -> Programs {
    let web = &home.config.web;
    Programs {
        requests_per_minute: web.requests_per_minute,
        burst: web.burst,
        proxy_header: web.proxy_header.clone(),
        token: home.secrets.get(API_TOKEN).map(str::to_owned),
    }
}

/// Ends with the first signal to end.
fn ended() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
