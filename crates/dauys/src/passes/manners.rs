//! Shim.
use crate::home::Home;
use anyhow::Context;
use dauys_fetch::Fetcher;
use dauys_store::Store;
use jiff::Timestamp;
pub(crate) fn fetcher(home: &Home, _: &Store, _: Timestamp) -> anyhow::Result<Fetcher> {
    Fetcher::new(home.config.fetch.clone()).context("preparing to fetch")
}
pub(crate) fn keep(_: &mut Store, _: &Fetcher, _: Timestamp) -> anyhow::Result<()> {
    Ok(())
}
