//! Walks through platforms that exist in memory only: what they bring, what they ask for it, what they remember, and that no
//! person comes out of them.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod docs;
mod driver;
mod hostile;
mod list;
mod sitemap;
mod vk;
mod wordpress;
mod words;
mod youtube;
