//! The platforms of the invented internet, by host. A new platform is a file here, an arm in [`answer`], a source in
//! `sources.toml` and its expectations in `tests`.

pub(crate) mod feeds;
pub(crate) mod govkz;
pub(crate) mod inbox;
pub(crate) mod mastodon;
pub(crate) mod news;
pub(crate) mod open_data;
pub(crate) mod telegram;
pub(crate) mod threads;
pub(crate) mod vk;
pub(crate) mod wordpress;
pub(crate) mod youtube;

use super::planted::Cast;
use super::server::{Answer, Asked};

/// What a host answers at an hour of the invented morning.
pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path == "/robots.txt" {
        return Answer::nothing();
    }
    match asked.host.as_str() {
        "habar.example" => feeds::answer(asked, hour, cast),
        "tizim.example" => news::answer(asked, hour, cast),
        "qala.example" => wordpress::answer(asked, hour, cast),
        "plain.example" => wordpress::plain(asked, hour, cast),
        "youtube.example" => youtube::answer(asked, hour, cast),
        "vk.example" => vk::answer(asked, hour, cast),
        "telegram.example" => telegram::answer(asked, hour, cast),
        "mastodon.example" => mastodon::answer(asked, hour, cast),
        "threads.example" => threads::answer(asked, hour, cast),
        "govkz.example" => govkz::answer(asked, hour, cast),
        "egov.example" => open_data::egov(asked, hour, cast),
        "taldau.example" => open_data::taldau(asked),
        "google.example" => open_data::google_news(asked, cast),
        "bot.example" => inbox::answer(asked, hour, cast),
        // Where Telegram leads from a channel that has no preview.
        "app.example" => Answer::html("<html><title>Telegram</title><p>Open in the app"),
        _ => Answer::nothing(),
    }
}
