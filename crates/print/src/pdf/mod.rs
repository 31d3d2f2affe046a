//! A digest → PDF: its blocks are handed to a template of Typst as data, never as markup. The same digest gives the same bytes.

mod world;

use dauys_digest::{Digest, PaperLabels};
use dauys_model::KAZAKHSTAN;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::error::PrintError;
use crate::fonts::{MISSING, printable};
use crate::paper::Paper;
use crate::sheet::{explain_missing, sheet};
use world::Desk;

/// The digest as PDF: A4, bookmarks, links, tagged after PDF/UA-1. Characters that the bundled fonts have no glyph for are
/// shown as `�`, and the document says so.
pub fn pdf(digest: &Digest) -> Result<Vec<u8>, PrintError> {
    let paper = sheet(digest);
    let (paper, document) = set(paper, PaperLabels::of(digest.language).missing_sign)?;
    let ident = format!("{} {:?} {}", digest.subscription, digest.period, digest.day);
    let options = PdfOptions {
        ident: Smart::Custom(&ident),
        timestamp: timestamp(&paper),
        page_ranges: None,
        standards: PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PrintError::Writing(error.to_string()))?,
        tagged: true,
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| PrintError::Writing(told(&errors)));
    // What Typst keeps to set a page again quickly would stay for as long as the program runs.
    typst::comemo::evict(0);
    bytes
}

/// The pages of a paper, and the paper as it was set.
fn set(mut paper: Paper, explanation: &str) -> Result<(Paper, PagedDocument), PrintError> {
    let mut data = serde_json::to_value(&paper).map_err(|error| PrintError::Setting(error.to_string()))?;
    if all_printable(&mut data, false) {
        explain_missing(&mut paper.blocks, explanation);
        data = serde_json::to_value(&paper).map_err(|error| PrintError::Setting(error.to_string()))?;
        all_printable(&mut data, false);
    }
    let desk = Desk::new(data.to_string().into_bytes());
    let document = typst::compile::<PagedDocument>(&desk).output;
    Ok((paper, document.map_err(|errors| PrintError::Setting(told(&errors)))?))
}

/// Makes every text printable but pictures and addresses, and says whether something could not be printed.
fn all_printable(value: &mut serde_json::Value, is_code: bool) -> bool {
    match value {
        serde_json::Value::String(text) if !is_code => {
            let printed = printable(text);
            let is_missing = printed.contains(MISSING) && !text.contains(MISSING);
            *text = printed;
            is_missing
        }
        serde_json::Value::Array(items) => {
            items.iter_mut().fold(false, |missing, item| all_printable(item, is_code) | missing)
        }
        serde_json::Value::Object(fields) => fields.iter_mut().fold(false, |missing, (name, field)| {
            all_printable(field, matches!(name.as_str(), "svg" | "url" | "anchor")) | missing
        }),
        _ => false,
    }
}

/// The moment the digest knows of last, on the clocks of Kazakhstan.
fn timestamp(paper: &Paper) -> Option<Timestamp> {
    let local = KAZAKHSTAN.to_datetime(paper.until);
    let datetime = Datetime::from_ymd_hms(
        i32::from(local.year()),
        local.month().try_into().ok()?,
        local.day().try_into().ok()?,
        local.hour().try_into().ok()?,
        local.minute().try_into().ok()?,
        local.second().try_into().ok()?,
    )?;
    Timestamp::new_local(datetime, KAZAKHSTAN.seconds() / 60)
}

fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
