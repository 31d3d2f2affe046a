//! Telegram, Mastodon, Bluesky and Threads, each against an invented server in memory: what is brought, what is refused, that nothing
//! is missed however often a walk is ended early, and that no name leaks.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

#[path = "walks_social/bluesky.rs"]
mod bluesky;
#[path = "walks_social/docs.rs"]
mod docs;
#[path = "walks_social/driver.rs"]
mod driver;
#[path = "walks_social/hostile.rs"]
mod hostile;
#[path = "walks_social/mastodon.rs"]
mod mastodon;
#[path = "walks_social/telegram.rs"]
mod telegram;
#[path = "walks_social/threads.rs"]
mod threads;
