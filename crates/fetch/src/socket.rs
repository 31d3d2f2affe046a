//! A host and a port in, a connection out that passed every check: for protocols other than HTTP. The rules are those of the one
//! client: the address that was checked is the one that is connected to, and the trust is the same.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::client::{Unresolved, only_public, trust};
use crate::exchange::is_no_such_name;
use crate::{Failure, Reason, Settings, address};

/// Whether a connection is secured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// By TLS from the first byte.
    Tls,
    /// Not at all. Only where private addresses are allowed: for servers of one's own.
    Plain,
}

/// Both directions of a connection.
pub(crate) trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connection, whatever it is made of.
pub(crate) type Socket = Box<dyn Duplex>;

/// Where a connection is to lead.
pub(crate) struct Goal<'a> {
    pub(crate) host: &'a str,
    pub(crate) port: u16,
    /// The port of the protocol; others are for hosts of one's own.
    pub(crate) usual_port: u16,
    pub(crate) security: Security,
}

/// Longest head of an answer of a proxy.
const PROXY_HEAD_BYTES: usize = 8 * 1024;

/// Connects, through the proxy if one is set, within the time for connecting.
pub(crate) async fn connect(settings: &Settings, goal: &Goal<'_>) -> Result<Socket, Failure> {
    let host = check(settings, goal)?;
    let limit = Duration::from_secs(settings.connect_seconds);
    match timeout(limit, open(settings, goal, &host)).await {
        Ok(socket) => socket,
        Err(_) => Err(later(goal, Reason::Timeout)),
    }
}

fn check(settings: &Settings, goal: &Goal<'_>) -> Result<Host, Failure> {
    let refuse = |reason: String| Failure::Unsafe { host: goal.host.to_owned(), reason };
    let host = Host::parse(goal.host).map_err(|_| refuse("not the name of a host".into()))?;
    if settings.allow_private {
        return Ok(host);
    }
    if goal.security == Security::Plain {
        return Err(refuse("only secured connections are made".into()));
    }
    if goal.port != goal.usual_port {
        return Err(refuse(format!("only port {} is asked", goal.usual_port)));
    }
    address::check_host(&host).map_err(|reason| refuse(reason.into()))?;
    Ok(host)
}

async fn open(settings: &Settings, goal: &Goal<'_>, host: &Host) -> Result<Socket, Failure> {
    let stream = match &settings.proxy {
        Some(proxy) => through(proxy, goal).await?,
        None => directly(settings, goal, host).await?,
    };
    match goal.security {
        Security::Plain => Ok(Box::new(stream)),
        Security::Tls => secured(settings, goal, host, stream).await,
    }
}

async fn directly(settings: &Settings, goal: &Goal<'_>, host: &Host) -> Result<TcpStream, Failure> {
    let found: Vec<SocketAddr> = match host {
        Host::Ipv4(ip) => vec![(*ip, goal.port).into()],
        Host::Ipv6(ip) => vec![(*ip, goal.port).into()],
        Host::Domain(name) => match lookup_host((name.as_str(), goal.port)).await {
            Ok(found) => found.collect(),
            Err(error) if is_no_such_name(&error) => {
                return Err(broken(goal, Reason::Dns(error.to_string())));
            }
            Err(error) => return Err(later(goal, Reason::Dns(error.to_string()))),
        },
    };
    let addresses = only_public(found, settings.allow_private).map_err(|unresolved: Unresolved| {
        Failure::Unsafe { host: goal.host.to_owned(), reason: unresolved.to_string() }
    })?;
    let mut told = String::new();
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => told = error.to_string(),
        }
    }
    Err(later(goal, Reason::Connection(told)))
}

/// Asks the proxy for a tunnel (RFC 9110, 9.3.6). Names are resolved by the proxy.
async fn through(proxy: &Url, goal: &Goal<'_>) -> Result<TcpStream, Failure> {
    let (Some(name), Some(port), "http") = (proxy.host_str(), proxy.port_or_known_default(), proxy.scheme())
    else {
        let reason = "only an `http://` proxy can be asked for a tunnel".to_owned();
        return Err(Failure::Unsafe { host: goal.host.to_owned(), reason });
    };
    let lost = |error: io::Error| later(goal, Reason::Connection(format!("the proxy: {error}")));
    let name = name.trim_matches(['[', ']']);
    let mut stream = TcpStream::connect((name, port)).await.map_err(lost)?;
    let target = format!("{}:{}", goal.host, goal.port);
    let question = format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n");
    stream.write_all(question.as_bytes()).await.map_err(lost)?;
    let mut head = Vec::new();
    // Byte by byte: what follows the head belongs to the other protocol.
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() >= PROXY_HEAD_BYTES {
            return Err(broken(goal, Reason::Protocol("the proxy speaks no HTTP".into())));
        }
        head.push(stream.read_u8().await.map_err(lost)?);
    }
    let head = String::from_utf8_lossy(&head);
    match head.split(' ').nth(1).and_then(|status| status.parse().ok()) {
        Some(200..=299) => Ok(stream),
        Some(status @ 500..=599) => Err(later(goal, Reason::Status(status))),
        Some(status) => Err(broken(goal, Reason::Status(status))),
        None => Err(broken(goal, Reason::Protocol("the proxy speaks no HTTP".into()))),
    }
}

async fn secured(
    settings: &Settings,
    goal: &Goal<'_>,
    host: &Host,
    stream: TcpStream,
) -> Result<Socket, Failure> {
    let untrusted = |told: String| broken(goal, Reason::Tls(told));
    let trust = trust(settings.roots.as_deref()).map_err(|error| untrusted(error.to_string()))?;
    let name = match host {
        Host::Ipv4(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
        Host::Ipv6(ip) => ServerName::from(std::net::IpAddr::from(*ip)),
        Host::Domain(name) => {
            ServerName::try_from(name.clone()).map_err(|error| untrusted(error.to_string()))?
        }
    };
    match TlsConnector::from(Arc::new(trust)).connect(name, stream).await {
        Ok(stream) => Ok(Box::new(stream)),
        Err(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(error) => Err(untrusted(error.to_string())),
            None => Err(later(goal, Reason::Connection(error.to_string()))),
        },
    }
}

fn later(goal: &Goal<'_>, reason: Reason) -> Failure {
    Failure::Later { host: goal.host.to_owned(), reason, retry_after: None }
}

fn broken(goal: &Goal<'_>, reason: Reason) -> Failure {
    Failure::Broken { host: goal.host.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(host: &str, port: u16, security: Security, told: &str) {
        let goal = Goal { host, port, usual_port: 993, security };
        let failure = check(&Settings::default(), &goal).unwrap_err();
        assert!(matches!(&failure, Failure::Unsafe { reason, .. } if reason.contains(told)), "{failure}");
    }

    #[test]
    fn only_secured_connections_to_public_hosts_are_made() {
        let goal = Goal { host: "mail.a.example", port: 993, usual_port: 993, security: Security::Tls };
        assert!(check(&Settings::default(), &goal).is_ok());
        refused("mail.a.example", 993, Security::Plain, "secured");
        refused("mail.a.example", 143, Security::Tls, "only port 993");
        refused("127.0.0.1", 993, Security::Tls, "private address");
        refused("[::ffff:10.0.0.1]", 993, Security::Tls, "private address");
        refused("169.254.169.254", 993, Security::Tls, "private address");
        refused("localhost", 993, Security::Tls, "local name");
        refused("mail", 993, Security::Tls, "local name");
        refused("a b", 993, Security::Tls, "not the name");
    }
}
