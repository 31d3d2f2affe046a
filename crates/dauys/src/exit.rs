//! How the program ends.

use std::process::ExitCode;

/// The exit codes of the contract. Wrong usage (2) also comes from the argument parser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// All well.
    Well,
    /// We failed.
    Failed,
    /// Wrong usage.
    Usage,
    /// Finished, but some sources failed.
    SourcesFailed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Well => 0,
            Exit::Failed => 1,
            Exit::Usage => 2,
            Exit::SourcesFailed => 3,
        })
    }
}

/// A failure that is the caller's to mend: a bad date, an unknown name. Ends with [`Exit::Usage`].
#[derive(Debug)]
pub(crate) struct Misuse(pub(crate) String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}
