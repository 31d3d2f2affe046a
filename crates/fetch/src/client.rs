//! The one client: settings in, a reqwest client out that follows nothing, keeps nothing and trusts only what it should.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT_ENCODING, FROM, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Client, Proxy, redirect};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use url::Url;

use crate::{Settings, address, compression};

/// Why no [`Fetcher`](crate::Fetcher) can be made of some settings.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSettings {
    /// The agent string cannot be sent, or names nobody that robots.txt could address.
    #[error("`user_agent` must begin with a name of letters and be printable, like `Dauys/1.0 (+https://…)`")]
    UserAgent,
    /// The contact cannot be sent.
    #[error("`contact` must be an e-mail address")]
    Contact,
    /// The proxy is of a kind that we do not speak.
    #[error("`proxy` must begin with `http://`, `https://` or `socks5h://`")]
    Proxy,
    /// The file of further roots cannot be used.
    #[error("`roots`: `{}` cannot be used: {reason}", path.display())]
    Roots {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A limit of nothing would fail everything.
    #[error("`{0}` must be at least 1")]
    Zero(&'static str),
    /// The client cannot be set up.
    #[error("the HTTP client cannot be set up")]
    Client(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is sent with every request: who asks, where to complain, and what may be compressed how.
pub(crate) fn common_headers(settings: &Settings) -> Result<HeaderMap, InvalidSettings> {
    let agent = HeaderValue::from_str(&settings.user_agent).map_err(|_| InvalidSettings::UserAgent)?;
    let mut headers = HeaderMap::from_iter([
        (USER_AGENT, agent),
        (ACCEPT_ENCODING, HeaderValue::from_static(compression::OFFERED)),
    ]);
    if let Some(contact) = &settings.contact {
        let contact = HeaderValue::from_str(contact).map_err(|_| InvalidSettings::Contact)?;
        headers.insert(FROM, contact);
    }
    Ok(headers)
}

/// Makes the client.
pub(crate) fn build(settings: &Settings) -> Result<Client, InvalidSettings> {
    check(settings)?;
    #[expect(clippy::disallowed_methods, reason = "this is the one client")]
    let mut builder = Client::builder()
        .default_headers(common_headers(settings)?)
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .retry(reqwest::retry::never())
        .pool_max_idle_per_host(1)
        .connect_timeout(std::time::Duration::from_secs(settings.connect_seconds))
        .tls_backend_preconfigured(trust(settings.roots.as_deref())?);
    builder = match &settings.proxy {
        Some(proxy) => builder.proxy(Proxy::all(proxy.clone()).map_err(|_| InvalidSettings::Proxy)?),
        None => builder.dns_resolver(PublicResolver { allow_private: settings.allow_private }),
    };
    builder.build().map_err(|error| InvalidSettings::Client(Box::new(error)))
}

fn check(settings: &Settings) -> Result<(), InvalidSettings> {
    if settings.robots_name().is_empty() {
        return Err(InvalidSettings::UserAgent);
    }
    if settings.contact.as_ref().is_some_and(|contact| !contact.contains('@')) {
        return Err(InvalidSettings::Contact);
    }
    let is_spoken = |proxy: &Url| matches!(proxy.scheme(), "http" | "https" | "socks5h") && proxy.has_host();
    if settings.proxy.as_ref().is_some_and(|proxy| !is_spoken(proxy)) {
        return Err(InvalidSettings::Proxy);
    }
    let limits = [
        ("connect_seconds", settings.connect_seconds),
        ("read_seconds", settings.read_seconds),
        ("total_seconds", settings.total_seconds),
        ("max_body_bytes", settings.max_body_bytes),
        ("tries", settings.tries.into()),
    ];
    match limits.into_iter().find(|(_, limit)| *limit == 0) {
        Some((name, _)) => Err(InvalidSettings::Zero(name)),
        None => Ok(()),
    }
}

/// Mozilla's roots, built in, so that no file of the system is needed, and those of the file `further`; and ring, which a C compiler
/// alone can build.
pub(crate) fn trust(further: Option<&Path>) -> Result<rustls::ClientConfig, InvalidSettings> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = further {
        add_roots(&mut roots, path)
            .map_err(|reason| InvalidSettings::Roots { path: path.to_owned(), reason })?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| InvalidSettings::Client(Box::new(error)))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn add_roots(roots: &mut RootCertStore, path: &Path) -> Result<(), String> {
    let before = roots.len();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| error.to_string())? {
        let certificate = certificate.map_err(|error| error.to_string())?;
        roots.add(certificate).map_err(|error| error.to_string())?;
    }
    if roots.len() == before {
        return Err("there is no certificate in it".into());
    }
    Ok(())
}

/// A name that could not be turned into an address that may be asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unresolved {
    /// All of its addresses are private ones.
    #[error("the name leads to a private address")]
    Private,
    /// It has none, or none could be learnt.
    #[error("{0}")]
    Failed(std::io::Error),
}

/// Resolves as the system does and leaves out what is not public.
struct PublicResolver {
    allow_private: bool,
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let allow_private = self.allow_private;
        Box::pin(async move {
            // Port 0 is replaced by the port of the URL.
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(Unresolved::Failed)?.collect();
            let public = only_public(found, allow_private)?;
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

pub(crate) fn only_public(
    mut found: Vec<SocketAddr>,
    allow_private: bool,
) -> Result<Vec<SocketAddr>, Unresolved> {
    found.retain(|address| allow_private || address::is_public(address.ip()));
    if found.is_empty() { Err(Unresolved::Private) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_only_its_public_addresses() {
        let addresses =
            |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<SocketAddr>>();
        let mixed = addresses(&["127.0.0.1:0", "8.8.8.8:0", "[::1]:0"]);
        assert_eq!(only_public(mixed.clone(), false).unwrap(), addresses(&["8.8.8.8:0"]));
        assert_eq!(only_public(mixed.clone(), true).unwrap(), mixed);
        assert!(matches!(only_public(addresses(&["10.0.0.1:0"]), false), Err(Unresolved::Private)));
    }

    #[track_caller]
    fn refused(settings: Settings, told: &str) {
        let error = build(&settings).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }

    #[test]
    fn settings_that_cannot_work_are_named() {
        let default = Settings::default;
        assert!(build(&default()).is_ok());
        refused(Settings { user_agent: "(nobody)".into(), ..default() }, "user_agent");
        refused(Settings { user_agent: "A\nB".into(), ..default() }, "user_agent");
        refused(Settings { contact: Some("nobody".into()), ..default() }, "contact");
        refused(Settings { proxy: "socks5://a.example/".parse().ok(), ..default() }, "proxy");
        for proxy in ["http://a.example:3128", "https://a.example/", "socks5h://a.example:1080"] {
            assert!(build(&Settings { proxy: proxy.parse().ok(), ..default() }).is_ok(), "{proxy}");
        }
        refused(Settings { roots: Some("no-such-file.pem".into()), ..default() }, "`no-such-file.pem`");
        refused(Settings { roots: Some("Cargo.toml".into()), ..default() }, "no certificate");
        refused(Settings { total_seconds: 0, ..default() }, "total_seconds");
        refused(Settings { tries: 0, ..default() }, "tries");
    }
}
