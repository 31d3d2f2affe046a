//! The `dauys` program under another name: what the tests of this package run.

use std::process::ExitCode;

fn main() -> ExitCode {
    dauys::program()
}
