//! Printed digests, as those who open them find them.
#![expect(clippy::unwrap_used, reason = "everything here is a test")]

mod docx;
mod expected;
mod hostile;
mod invented;
