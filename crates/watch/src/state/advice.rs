//! The table of what each state means and what an operator does about it.

use std::borrow::Cow;

use serde::Serialize;

use super::{Barrier, Refusal, State, Unreadable};

/// What a state means, and what is to be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Advice {
    /// One sentence.
    pub meaning: Cow<'static, str>,
    /// What an operator does, the first thing first; empty when there is nothing to do.
    pub steps: &'static [&'static str],
}

const NOTHING: &[&str] = &[];
const NEW_ADDRESS: &[&str] = &[
    "Open the site in a browser and look for its present feed or list.",
    "Probe the new address with `dauys source probe` and write it into `config/sources.toml`.",
    "If the outlet has closed, set `off` with that reason.",
];
const LEFT_ALONE: &[&str] = &[
    "Do not work around it.",
    "Look for another feed or an interface that the site offers to everybody.",
    "Else ask the outlet for permission, or set `off` with this reason.",
];
const WAIT: &[&str] =
    &["Wait: it is asked again by itself.", "If it lasts for days, open the site in a browser."];
const THEIR_SERVER: &[&str] = &[
    "Wait a day: it is asked again by itself.",
    "If it lasts, tell the outlet, or look for another feed of it.",
];
const FETCH_SETTINGS: &[&str] = &[
    "See whether the address leads to what is wanted and not to a video or an archive.",
    "If it does, look for a shorter feed of the same outlet, or raise the limit in the settings.",
];
const MENDED_HERE: &[&str] =
    &["Run `dauys source check` for what exactly is wrong.", "Mend its entry in `config/sources.toml`."];

pub(super) fn of(state: &State) -> Advice {
    let (meaning, steps): (&'static str, &'static [&'static str]) = match state {
        State::New => ("It has not been asked yet.", NOTHING),
        State::Working => ("It works and brought something.", NOTHING),
        State::NotModified => ("It works and says that nothing has changed.", NOTHING),
        State::SameBody => ("It works and gave the same bytes as before.", NOTHING),
        State::NothingNew => ("It works and told nothing that was not known.", NOTHING),
        State::Cut => (
            "It works, but not all of it could be read at once.",
            &[
                "Wait: the rest is read at the next checks.",
                "If it stays so, raise `pages` or have it asked more often.",
            ],
        ),
        State::Stale => (
            "It answers, but the newest it tells is older than it should be.",
            &[
                "Open the site: does it tell newer things than its feed?",
                "If so, probe the site for the feed that is kept up, and change the address.",
                "If the outlet rests or has closed, set `off` with that reason.",
            ],
        ),
        State::Moved => (
            "It lives at another address now and answers there.",
            &["Write the new address into `config/sources.toml`."],
        ),
        State::Off => (
            "It is switched off in the settings.",
            &["Read the reason in its entry; remove `off` when the reason is gone."],
        ),
        State::Dns => (
            "The name of its host cannot be found.",
            &[
                "See whether other sources work: if none does, mend the network or the name server here.",
                "Open the site in a browser: the outlet may have another domain now.",
                "If it is gone for good, set `off` with that reason.",
            ],
        ),
        State::Tls => (
            "No trusted connection to it can be made: mostly an expired or wrong certificate.",
            &[
                "See whether the clock of this machine is right.",
                "Open the site in a browser: if it warns as well, tell the outlet and wait.",
            ],
        ),
        State::Timeout => ("It did not answer in time.", WAIT),
        State::Connection => ("The connection did not come about or broke.", WAIT),
        State::Truncated => ("Its answer broke off before its end.", WAIT),
        State::Protocol => (
            "What answers at its address does not speak the protocol.",
            &[
                "See whether scheme and port of its address are right.",
                "If they are, wait a day, and tell whoever runs the host.",
            ],
        ),
        State::Http(401 | 403 | 451) => ("It does not let us in.", LEFT_ALONE),
        State::Http(404 | 410) => ("There is nothing at its address any more.", NEW_ADDRESS),
        State::Http(429) => (
            "It was asked more often than it likes.",
            &[
                "Wait: it is asked more seldom by itself.",
                "If it lasts, set `every_minutes` higher for all sources of that host.",
            ],
        ),
        State::Http(400..=499) => ("It does not take our request.", NEW_ADDRESS),
        State::Http(_) => ("Its server is in trouble.", THEIR_SERVER),
        State::Robots => ("Its robots.txt asks programs to stay away from this address.", LEFT_ALONE),
        State::RobotsUnreadable(_) => {
            ("Its robots.txt cannot be read, so it counts as closed until it can.", WAIT)
        }
        State::Redirects => ("Its address leads in a circle or to nowhere.", NEW_ADDRESS),
        State::TooLarge => ("Its answer is larger than we take.", FETCH_SETTINGS),
        State::Bomb => (
            "Its answer is packed so densely that unpacking it would do harm.",
            &["Do not raise any limit.", "Tell the outlet, or set `off` with this reason."],
        ),
        State::Encoding => ("Its answer is compressed in a way that cannot be undone.", THEIR_SERVER),
        State::Unsafe => (
            "Its address may not be asked: it is not a public address of the web.",
            &[
                "See whether the address is right.",
                "See where it redirects to; if to a private network, set `off`.",
            ],
        ),
        State::Unreadable(Unreadable::Html) => {
            ("A page for people came where a feed should be.", NEW_ADDRESS)
        }
        State::Unreadable(Unreadable::Empty) => ("An empty page came.", THEIR_SERVER),
        State::Unreadable(Unreadable::NoFeed) => ("What came is neither a feed nor a page.", NEW_ADDRESS),
        State::Unreadable(Unreadable::FewEntries) => (
            "The list has fewer entries than it must have: its page was rebuilt, or it is another page.",
            &[
                "Open the page in a browser and see whether the list is still there.",
                "Probe it with `dauys source probe` for new selectors and change its entry in `config/sources.toml`.",
            ],
        ),
        State::Unreadable(Unreadable::NoText) => (
            "Its pages hold no article text that can be found.",
            &["Open one of its pages.", "Set selectors for the site's text, or `text = \"item\"`."],
        ),
        State::Unreadable(Unreadable::Binary) => ("What came is a file, not text.", NEW_ADDRESS),
        State::Unreadable(Unreadable::Drift) => (
            "Its interface answers in another form than is known: the platform has changed it.",
            &[
                "Run `dauys source check` for which part is missing.",
                "Report it: reading the new form is ours to mend.",
                "Until then use a feed of the same outlet, if it has one.",
            ],
        ),
        State::Unreadable(Unreadable::Other) => (
            "Something else came than was asked for: data that breaks off, or of another kind.",
            &[
                "Wait a day: it is asked again by itself.",
                "If it lasts, probe the address with `dauys source probe` and see what it gives.",
            ],
        ),
        State::Login => (
            "The mailbox does not take user or password.",
            &[
                "See whether the password is in the environment or the file of secrets under the name in `secret`.",
                "Many providers want a password made for programs, and IMAP switched on.",
            ],
        ),
        State::Folder => (
            "The mailbox has no folder of this name, or it may not be read.",
            &["Look up the name of the folder in the mailbox and mend the address in `config/sources.toml`."],
        ),
        State::Blocked(Barrier::Captcha) => ("It wants a person to solve a task first.", LEFT_ALONE),
        State::Blocked(Barrier::Challenge) => ("A shield in front of it keeps programs out.", LEFT_ALONE),
        State::Blocked(Barrier::Login) => ("It wants a login first.", LEFT_ALONE),
        State::Quota => (
            "The units of its platform that may be spent a day are spent.",
            &[
                "Wait: it goes on when the platform's day begins.",
                "If it happens daily, raise `quota` if the platform grants more, or have fewer sources share the key.",
            ],
        ),
        State::Refused(Refusal::Key) => (
            "The platform does not take the key.",
            &[
                "See whether the key is in the environment or the file of secrets under the name in `secret`.",
                "Renew it with the platform, with the rights the kind of source needs.",
            ],
        ),
        State::Refused(Refusal::Quota) => (
            "The platform's quota for the key is spent.",
            &[
                "Wait: it goes on by itself.",
                "If it happens daily, set `quota` below what the platform grants.",
            ],
        ),
        State::Refused(Refusal::TooFast) => ("The platform was asked too fast.", WAIT),
        State::Refused(Refusal::Closed) => ("The platform keeps it closed to us.", LEFT_ALONE),
        State::Refused(Refusal::Gone) => ("The platform says that it is gone.", NEW_ADDRESS),
        State::Refused(Refusal::Trouble) => ("The platform is in trouble of its own.", WAIT),
        State::Refused(Refusal::Question) => (
            "The platform did not understand the question.",
            &[
                "See whether the address in its entry is of the form its kind wants.",
                "Else report it: it is ours to mend.",
            ],
        ),
        State::Settings => ("Its entry in the settings does not fit its kind.", MENDED_HERE),
        State::Selector => ("A selector in its entry is lacking or is not CSS.", MENDED_HERE),
        State::Fault => (
            "This program broke on its answer: the fault is ours.",
            &[
                "Report it, with what its address answers.",
                "Wait: the source is asked again by itself, and no other suffers.",
            ],
        ),
        State::File => (
            "Its local file cannot be read.",
            &["See whether `path` is right and the file may be read by the user Dauys runs as."],
        ),
        State::Other(code) => {
            return Advice {
                meaning: Cow::Owned(format!(
                    "It could not be read, with a reason that has no advice here: {code}."
                )),
                steps: &["Run `dauys source check` for it.", "If it lasts, report the reason."],
            };
        }
    };
    Advice { meaning: Cow::Borrowed(meaning), steps }
}
