//! Parts → the bytes of a DOCX, a ZIP archive. Every part carries the first moment that a ZIP can tell: no clock is asked.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Body;
use super::{parts, styles};
use crate::error::PrintError;
use crate::paper::Paper;

/// The document of a paper and its body.
pub(super) fn pack(paper: &Paper, body: &Body) -> Result<Vec<u8>, PrintError> {
    let texts = [
        // Readers look for this part first.
        ("[Content_Types].xml", parts::content_types()),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core(paper)),
        ("docProps/app.xml", parts::app()),
        ("word/document.xml", parts::document(body.xml.written())),
        ("word/_rels/document.xml.rels", parts::document_relations(body)),
        ("word/styles.xml", styles::styles(paper.language)),
        ("word/settings.xml", parts::settings(paper)),
        ("word/numbering.xml", parts::numbering()),
        ("word/fontTable.xml", parts::fonts()),
        ("word/header1.xml", parts::header(paper)),
        ("word/footer1.xml", parts::footer(paper)),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in texts {
        put(&mut archive, name, text.as_bytes(), CompressionMethod::Deflated)?;
    }
    for (index, picture) in body.pictures.iter().enumerate() {
        let name = format!("word/media/image{}.png", index + 1);
        put(&mut archive, &name, picture, CompressionMethod::Stored)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn put(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    bytes: &[u8],
    method: CompressionMethod,
) -> Result<(), PrintError> {
    let options =
        SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
    archive.start_file(name, options)?;
    archive.write_all(bytes).map_err(|why| PrintError::Part { part: name.to_owned(), why })
}
