//! The page of an answer, for ways that ask nothing but pages.

use dauys_model::Page;

use crate::error::Error;
use crate::walk::Answer;

/// The page of an answer; anything else is an answer to a question that was not asked.
pub(super) fn page_of<'a>(answer: &Answer<'a>) -> Result<&'a Page, Error> {
    match answer {
        Answer::Page { page, .. } => Ok(page),
        Answer::Messages(_) | Answer::Mails { .. } => {
            Err(Error::unfit("a page was asked for, and something else was answered".into()))
        }
    }
}
