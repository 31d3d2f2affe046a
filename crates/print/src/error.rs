//! What can go wrong while a digest is printed.

/// Why a digest could not be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The page could not be set: the template and the data do not fit together.
    #[error("the page of the digest cannot be set as PDF: {0}; report it with the JSON of the digest")]
    Setting(String),
    /// The page was set, but does not keep the rules of an accessible PDF.
    #[error("the page of the digest cannot be written as PDF: {0}; report it with the JSON of the digest")]
    Writing(String),
    /// A chart is no picture.
    #[error("the chart “{name}” cannot be drawn: {why}; report it with the JSON of the digest")]
    Chart {
        /// What it is of: the title of a topic, say.
        name: String,
        /// What the renderer said.
        why: String,
    },
    /// The parts of a DOCX could not be packed.
    #[error("the parts of the DOCX cannot be packed: {0}")]
    Packing(#[from] zip::result::ZipError),
    /// A part of a DOCX could not be written into its package.
    #[error("the part {part} of the DOCX cannot be written: {why}")]
    Part {
        /// Its name in the package.
        part: String,
        /// What the writer said.
        why: std::io::Error,
    },
}
