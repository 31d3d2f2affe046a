//! The page that asks before something is removed.

use askama::Template;

use crate::frame::Frame;

/// The question, and what answers it.
#[derive(Template)]
#[template(path = "remove.html")]
pub(super) struct Removal {
    pub(super) frame: Frame,
    /// Where a yes is sent.
    pub(super) action: String,
    /// Where a no leads.
    pub(super) back: String,
    /// The key of the heading.
    pub(super) heading: &'static str,
    pub(super) question: String,
    /// The key of the yes.
    pub(super) yes: &'static str,
    /// The key of the no.
    pub(super) no: &'static str,
    /// What was seen of a list that others may change; empty where that does not matter.
    pub(super) seen: String,
}
