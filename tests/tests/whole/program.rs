//! Running the program and reading what it says.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The program, to be run at the root of the repository.
pub(crate) fn dauys() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-under-test"));
    command.current_dir(root()).env_remove("DAUYS_CONFIG").env_remove("DAUYS_DATA").stdin(Stdio::null());
    command
}

/// Runs the program and wants it to end well.
pub(crate) fn well(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?} ended with {}\n{}", output.status, stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What the program said on stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A child process that does not outlive the test.
pub(crate) struct Held(pub(crate) Child);

impl Drop for Held {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// One JSON object a line.
pub(crate) fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
