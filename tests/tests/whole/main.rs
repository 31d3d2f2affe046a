//! The whole program, run as its users run it.

mod architecture;
mod browser;
mod cli;
mod crash;
mod demo;
mod program;
mod settings;
