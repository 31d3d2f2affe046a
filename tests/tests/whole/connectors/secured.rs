//! A server of the test's own behind TLS, with a certificate that it made itself: for what is not asked by HTTP.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A connection whose other side may have been told not to trust us: the handshake comes about with the first byte.
pub(crate) type Connection = StreamOwned<ServerConnection, TcpStream>;

/// How long a connection may be silent before its thread ends.
const SILENCE: Duration = Duration::from_secs(15);

/// Where it listens. Its listener ends with the test program.
pub(crate) struct Secured {
    pub(crate) port: u16,
    /// The certificate, PEM.
    pub(crate) certificate: String,
}

impl Secured {
    /// Lets `talk` do with every connection what it likes, one thread a connection.
    pub(crate) fn start(talk: impl Fn(Connection) + Send + Sync + 'static) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let talk = Arc::new(talk);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                stream.set_nodelay(true).unwrap();
                stream.set_read_timeout(Some(SILENCE)).unwrap();
                let session = ServerConnection::new(Arc::clone(&config)).unwrap();
                let talk = Arc::clone(&talk);
                std::thread::spawn(move || talk(StreamOwned::new(session, stream)));
            }
        });
        Self { port, certificate: made.cert.pem() }
    }
}
