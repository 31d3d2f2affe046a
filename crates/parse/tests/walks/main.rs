//! Walks through platforms that exist in memory only: what they bring, what they ask for it, what they remember, what they are refused,
//! that nothing is missed however often they are ended early, and that no person comes out of them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

mod bluesky;
mod damaged;
mod docs;
mod driver;
mod egov;
mod google_news;
mod govkz;
mod hostile;
mod list;
mod mailbox;
mod mastodon;
mod sitemap;
mod taldau;
mod telegram;
mod telegram_inbox;
mod threads;
mod vk;
mod wordpress;
mod words;
mod youtube;
