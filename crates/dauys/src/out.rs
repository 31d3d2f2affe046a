//! The only doors to stdout and stderr: data to the one, talk to the other.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use crate::exit::{Exit, Misuse};

/// Stdout, buffered. A reader that closed the pipe ends the program quietly.
pub(crate) struct Data(io::BufWriter<io::Stdout>);

/// Opens stdout for data.
pub(crate) fn data() -> Data {
    Data(io::BufWriter::new(io::stdout()))
}

impl Data {
    /// Writes one line.
    pub(crate) fn line(&mut self, line: impl std::fmt::Display) -> anyhow::Result<()> {
        writeln!(self.0, "{line}")?;
        Ok(())
    }

    /// Writes one JSON object as a line.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.0, value)?;
        writeln!(self.0)?;
        Ok(())
    }

    /// Writes text as it is.
    pub(crate) fn text(&mut self, text: &str) -> anyhow::Result<()> {
        self.0.write_all(text.as_bytes())?;
        Ok(())
    }

    /// Writes bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.0.write_all(bytes)?;
        Ok(())
    }

    /// What other writers (CSV) write to.
    pub(crate) fn writer(&mut self) -> &mut impl Write {
        &mut self.0
    }

    /// Hands over what was written, for a reader who waits for it.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        self.0.flush()?;
        Ok(())
    }

    /// Hands everything over; call it last, since a failure on dropping would be lost.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        self.0.flush()?;
        Ok(())
    }
}

/// Says a line on stderr.
pub(crate) fn say(line: impl std::fmt::Display) {
    drop(writeln!(io::stderr(), "{line}"));
}

/// Whether stderr is a terminal, where progress bars and colours make sense.
pub(crate) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether stdout is a terminal.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Tells a failure with its causes and the right exit code.
pub(crate) fn failure(error: &anyhow::Error) -> ExitCode {
    if let Some(io) = error.downcast_ref::<io::Error>()
        && io.kind() == io::ErrorKind::BrokenPipe
    {
        return Exit::Well.into();
    }
    if let Some(json) = error.downcast_ref::<serde_json::Error>()
        && json.io_error_kind() == Some(io::ErrorKind::BrokenPipe)
    {
        return Exit::Well.into();
    }
    let mut causes = error.chain().map(ToString::to_string);
    let mut told = causes.next().unwrap_or_default();
    for cause in causes {
        if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    say(format!("dauys: {told}"));
    if error.chain().any(|cause| cause.is::<Misuse>()) { Exit::Usage.into() } else { Exit::Failed.into() }
}
