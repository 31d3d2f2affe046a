//! Pages: bytes fetched for an item or a source, not yet decoded.

use url::Url;

/// The bytes of one answer and what is needed to decode them. Decoding is the parser's work, since feeds and pages
/// name their own encoding.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where the bytes came from, after redirects: the base of relative links.
    pub url: Url,
    /// The `Content-Type` of the answer, as sent.
    pub content_type: Option<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
}
