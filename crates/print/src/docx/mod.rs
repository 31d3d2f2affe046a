//! A digest → DOCX: its blocks as WordprocessingML with named styles, packed. The same digest gives the same bytes.

mod body;
mod inline;
mod package;
mod parts;
mod styles;
mod xml;

use dauys_digest::Digest;

use crate::error::PrintError;
use crate::sheet::sheet;

/// The digest as DOCX, for Word, LibreOffice and what else reads Office Open XML. Characters that cannot stand in XML are left
/// out; all others are kept, and the reader's own fonts show them.
pub fn docx(digest: &Digest) -> Result<Vec<u8>, PrintError> {
    let paper = sheet(digest);
    let body = body::body(&paper)?;
    package::pack(&paper, &body)
}
