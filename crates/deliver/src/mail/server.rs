//! The server that takes our mail: its address, how the talk is kept secret, and the password.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use url::Url;

use crate::{Unusable, trust};

/// The server of the office.
#[derive(Clone)]
pub struct MailServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) secrecy: Secrecy,
    pub(super) credentials: Option<Credentials>,
    pub(super) password: String,
    pub(super) from: Address,
    pub(super) timeout: Duration,
}

/// How the talk is kept secret.
#[derive(Clone)]
pub(super) enum Secrecy {
    /// TLS from the first byte.
    FromTheStart(TlsParameters),
    /// STARTTLS, or nothing is said.
    Required(TlsParameters),
    /// None. Only for a server on this machine, or one that wants no password.
    None,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("MailServer")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl MailServer {
    /// The server at `smtps://user@host:465` (TLS from the start), `smtp://user@host:587?tls=required` (STARTTLS, or nothing is
    /// sent) or `smtp://host:25?tls=none`. `smtp://` without `tls` means `required`, unless the host is this machine. A password goes
    /// nowhere without TLS but to this machine.
    pub fn new(
        url: &Url,
        password: Option<&str>,
        from: &str,
        timeout: Duration,
        roots: Option<&Path>,
    ) -> Result<Self, Unusable> {
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| Unusable::new("`deliver.smtp` names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let is_here = host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
        let wish = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let secrecy = match (url.scheme(), wish.as_deref()) {
            ("smtps", None) => Secrecy::FromTheStart(tls(&host, roots)?),
            ("smtp", Some("required")) => Secrecy::Required(tls(&host, roots)?),
            ("smtp", None) if !is_here => Secrecy::Required(tls(&host, roots)?),
            ("smtp", None | Some("none")) => Secrecy::None,
            _ => {
                return Err(Unusable::new(
                    "`deliver.smtp` must be smtps://…, or smtp://… with ?tls=required or ?tls=none",
                ));
            }
        };
        let user = percent_encoding::percent_decode_str(url.username()).decode_utf8_lossy().into_owned();
        let password = password.unwrap_or_default().to_owned();
        let credentials = match (user.is_empty(), password.is_empty()) {
            (true, _) => None,
            (false, true) => {
                return Err(Unusable::new(
                    "`deliver.smtp` names a user, but its password, the secret `smtp`, is not given",
                ));
            }
            (false, false) => Some(Credentials::new(user, password.clone())),
        };
        if credentials.is_some() && matches!(secrecy, Secrecy::None) && !is_here {
            return Err(Unusable::new(
                "`deliver.smtp` would send a password that everybody on the way can read: use tls=required",
            ));
        }
        let port = url.port().unwrap_or(match secrecy {
            Secrecy::FromTheStart(_) => 465,
            Secrecy::Required(_) => 587,
            Secrecy::None => 25,
        });
        let from = from.parse().map_err(|_| Unusable::new("`deliver.from` is not an address of mail"))?;
        Ok(Self { host, port, secrecy, credentials, password, from, timeout })
    }
}

fn tls(host: &str, roots: Option<&Path>) -> Result<TlsParameters, Unusable> {
    let mut builder = TlsParameters::builder(host.to_owned());
    for certificate in roots.map(trust::further).transpose()?.unwrap_or_default() {
        let certificate = Certificate::from_der(certificate.to_vec());
        builder = builder.add_root_certificate(
            certificate.map_err(|_| Unusable::new("a certificate of ours cannot be used"))?,
        );
    }
    builder.build().map_err(|_| Unusable::new(format!("TLS cannot be spoken with `{host}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, password: Option<&str>) -> String {
        let server = MailServer::new(
            &Url::parse(url).unwrap(),
            password,
            "digest@office.example",
            Duration::from_secs(1),
            None,
        );
        match server {
            Ok(server) => {
                assert!(!format!("{server:?}").contains("geheim"));
                let secrecy = match server.secrecy {
                    Secrecy::FromTheStart(_) => "start",
                    Secrecy::Required(_) => "required",
                    Secrecy::None => "none",
                };
                format!("{}:{} {secrecy} {}", server.host, server.port, server.credentials.is_some())
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn addresses_of_servers_say_how_the_talk_is_kept_secret() {
        for (url, password, expected) in [
            ("smtps://a%40b@mail.example", Some("geheim"), "mail.example:465 start true"),
            ("smtp://a@mail.example:2525?tls=required", Some("geheim"), "mail.example:2525 required true"),
            ("smtp://mail.example", None, "mail.example:587 required false"),
            ("smtp://mail.example?tls=none", None, "mail.example:25 none false"),
            ("smtp://a@127.0.0.1:99", Some("geheim"), "127.0.0.1:99 none true"),
        ] {
            assert_eq!(check(url, password), expected, "{url}");
        }
        for (url, password, told) in [
            ("smtp://a@mail.example?tls=none", Some("geheim"), "everybody on the way"),
            ("smtps://a@mail.example", None, "the secret `smtp`"),
            ("smtps://mail.example?tls=none", None, "smtps://"),
            ("smtp://mail.example?tls=perhaps", None, "tls=required"),
        ] {
            let answer = check(url, password);
            assert!(answer.contains(told) && !answer.contains("geheim"), "{url}: {answer}");
        }
    }
}
