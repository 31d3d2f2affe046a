//! Printed digests, as those who open them find them.

mod docx;
mod expected;
mod hostile;
mod invented;
