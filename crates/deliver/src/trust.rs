//! Whose certificates are believed: Mozilla's roots, built in, and those of a file of the office.

use std::path::Path;
use std::sync::Arc;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::Unusable;

/// The certificates of a file in PEM.
pub(crate) fn further(path: &Path) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let failed = |why: String| Unusable(format!("certificates of `{}`: {why}", path.display()));
    let read = CertificateDer::pem_file_iter(path).map_err(|error| failed(error.to_string()))?;
    let found: Vec<_> = read.collect::<Result<_, _>>().map_err(|error| failed(error.to_string()))?;
    if found.is_empty() {
        return Err(failed("there is none in it".into()));
    }
    Ok(found)
}

/// What HTTPS is spoken with.
pub(crate) fn https(further_roots: Option<&Path>) -> Result<rustls::ClientConfig, Unusable> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in further_roots.map(further).transpose()?.unwrap_or_default() {
        roots.add(certificate).map_err(|error| Unusable(format!("a certificate of ours: {error}")))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Unusable(format!("TLS: {error}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
