//! What was heard in a period and what cannot be seen, for a reader.

use dauys_digest::{Coverage, FailedSource, SourceName};
use dauys_model::{Interface, SourceKind, day_end, day_start};
use dauys_store::Store;
use dauys_watch::{Refusal, State};
use jiff::ToSpan;
use jiff::civil::Date;

use super::words::in_language;
use crate::home::Home;

/// The coverage of the days from one to another, without the topics that wait.
pub(super) fn coverage(
    home: &Home,
    store: &Store,
    (first, last): (Date, Date),
    language: Interface,
) -> anyhow::Result<Coverage> {
    let (from, to) = (day_start(first), day_end(last));
    let mut coverage = Coverage {
        min_voices: home.config.min_voices,
        min_voices_urgent: home.config.min_voices_urgent,
        unseen: unseen(home, language),
        ..Coverage::default()
    };
    for checked in store.checked(from, to)? {
        if checked.heard == 0 {
            coverage.failed.push(FailedSource {
                name: checked.name,
                id: checked.source,
                reason: reason(&checked.state, language),
            });
        } else if checked.items == 0 {
            coverage.silent.push(SourceName { name: checked.name, id: checked.source });
        } else {
            coverage.heard.push(SourceName { name: checked.name, id: checked.source });
        }
    }
    for (id, name, _) in store.imported(from, to)? {
        coverage.heard.push(SourceName { name, id });
    }
    let tally = store.tally(from, to.checked_sub(1.second())?)?;
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    coverage.read = count(tally.posts);
    coverage.rejected = count(tally.rejected);
    coverage.pending = count(tally.pending);
    Ok(coverage)
}

/// What the sources of this version cannot let us hear, in the reader's language.
fn unseen(home: &Home, language: Interface) -> Vec<String> {
    const NAMES: [(&str, &str, &str); 6] = [
        ("Instagram", "Instagram", "Instagram"),
        ("TikTok", "TikTok", "TikTok"),
        ("WhatsApp топтары", "группы WhatsApp", "groups of WhatsApp"),
        ("Telegram", "Telegram", "Telegram"),
        ("Facebook", "Facebook", "Facebook"),
        (
            "телефон қоңыраулары және ауызша айтылған сөз",
            "телефонные звонки и устная речь",
            "telephone calls and spoken words",
        ),
    ];
    let sources = &home.config.source;
    let hears_telegram =
        sources.iter().any(|source| source.kind == SourceKind::Telegram && source.off.is_none());
    let mut unseen: Vec<String> = NAMES
        .iter()
        .filter(|(name, ..)| !(hears_telegram && *name == "Telegram"))
        .map(|(kk, ru, en)| in_language(language, kk, ru, en).to_owned())
        .collect();
    let off = sources.iter().filter(|source| source.off.is_some()).count();
    if off > 0 {
        unseen.push(match language {
            Interface::Kazakh => format!("тізімдегі {off} дереккөз (сұралмайды, себебі бапталымда жазылған)"),
            Interface::Russian => {
                format!("источники списка, которые не опрашиваются: {off} (причины — в настройках)")
            }
            Interface::English => {
                format!("sources of the list that are not asked: {off} (the settings say why)")
            }
        });
    }
    unseen
}

/// The named state of a source for a reader.
fn reason(state: &str, language: Interface) -> String {
    let known = match State::of(state) {
        State::Robots | State::RobotsUnreadable(_) => (
            "сайт ережесі (robots.txt) рұқсат бермейді",
            "запрещено правилами сайта (robots.txt)",
            "the site forbids it (robots.txt)",
        ),
        State::Timeout => ("уақытында жауап бермеді", "не ответил вовремя", "did not answer in time"),
        State::Dns => ("мекенжайы табылмады", "адрес не найден", "its address was not found"),
        State::Tls => ("сертификаты жарамсыз", "недействительный сертификат", "its certificate is not valid"),
        State::Connection => (
            "байланыс орнамады немесе үзілді",
            "соединение не установлено или прервано",
            "the connection failed or broke off",
        ),
        State::Http(status) => return format!("HTTP {status}"),
        State::Blocked(_) => {
            ("сайт роботтарды кіргізбейді", "сайт не пускает роботов", "the site lets no robots in")
        }
        State::Quota | State::Refused(Refusal::Quota | Refusal::TooFast) => (
            "бүгінгі сұрау шегі таусылды",
            "исчерпан лимит запросов на сегодня",
            "the requests of the day are used up",
        ),
        State::Refused(Refusal::Key)
        | State::Settings
        | State::Selector
        | State::File
        | State::Login
        | State::Folder => {
            ("бапталымын түзету керек", "нужно исправить настройки", "its settings need mending")
        }
        State::Refused(_) => (
            "платформа жауап беруден бас тартты",
            "платформа отказала в ответе",
            "the platform refused to answer",
        ),
        State::Redirects | State::Unsafe => {
            ("мекенжайы басқа жаққа апарады", "адрес ведёт в никуда", "its address leads elsewhere")
        }
        State::TooLarge => ("жауабы тым үлкен", "слишком большой ответ", "its answer is too large"),
        _ => ("жауабы оқылмады", "ответ не удалось прочитать", "its answer could not be read"),
    };
    in_language(language, known.0, known.1, known.2).to_owned()
}
