//! From store and lexicons to what a digest is made of: the topics of the day in the reader's words, and the coverage.

use std::collections::BTreeSet;

use dauys_digest::{
    Coverage, DayTopic, Digest, FailedSource, Input, Interface, Phrase, PlaceWords, Provenance, Quote,
    SourceName, Tally,
};
use dauys_model::{
    CategoryId, Kato, Language, Methods, Period, PostId, Reviewed, Role, SourceKind, Subscription, Topic,
    Trend, day_end, day_start,
};
use dauys_store::{Standing, Store, StoredPost};
use dauys_text::title::{Voice, shared_phrase};
use dauys_watch::{Refusal, State};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::commands::topics;
use crate::home::Home;
use crate::subscriptions;

/// A topic that fell silent is told of for so many days.
const QUIET_DAYS: i32 = 5;

/// Quotes under a topic.
const QUOTES: usize = 3;

/// Posts of a topic that are looked at for its sources and document ids, newest first.
const POSTS: usize = 5_000;

/// Curves begin so many days before the day.
const CURVE_DAYS: i64 = 13;

/// What a run gathers of the day, so that two hundred readers cost the reading of it once.
pub(crate) struct Gatherer<'a> {
    home: &'a Home,
    store: &'a Store,
    now: Timestamp,
}

impl<'a> Gatherer<'a> {
    /// Gathers from a store as it is at a moment.
    pub(crate) fn new(home: &'a Home, store: &'a Store, now: Timestamp) -> Self {
        Self { home, store, now }
    }

    /// The digest of one subscription for a day, or for the week or month that ends with `day`, after what editors did. The same
    /// store, day and moment give the same.
    pub(crate) fn digest(
        &mut self,
        subscription: &Subscription,
        period: Period,
        day: Date,
        reviewed: Reviewed,
    ) -> anyhow::Result<Digest> {
        let mut input = input(self.home, self.store, subscription, day, self.now)?;
        input.period = period;
        input.reviewed = reviewed;
        Ok(dauys_digest::build(input))
    }
}

/// Everything the digest of one subscription for one day is made of. The same store, day and moment give the same.
fn input(
    home: &Home,
    store: &Store,
    subscription: &Subscription,
    day: Date,
    now: Timestamp,
) -> anyhow::Result<Input> {
    let until = now.clamp(day_start(day), day_end(day));
    let since = day_start(day.checked_sub(jiff::Span::new().days(CURVE_DAYS))?);
    let language = subscription.language;
    let places = subscriptions::places(subscription)?;
    let names: std::collections::BTreeMap<_, _> = store.source_names()?.into_iter().collect();
    let mut topics = Vec::new();
    let mut waiting = 0;
    for standing in store.standing(day)? {
        let topic = &standing.topic;
        let is_wanted = |wanted: &String| topic.category.is_within(wanted);
        if !(subscription.categories.is_empty() || subscription.categories.iter().any(is_wanted))
            || (!places.is_empty() && !places.iter().any(|place| topic.lies_in(*place)))
        {
            continue;
        }
        if !topics::is_shown(&home.config, topic) {
            waiting += u32::from(standing.trend != Trend::Quiet);
            continue;
        }
        if standing.trend == Trend::Quiet && days_silent(topic, day) > QUIET_DAYS {
            continue;
        }
        topics.push(day_topic(store, &names, &standing, day, until, language)?);
    }
    Ok(Input {
        subscription: subscription.id.clone(),
        period: dauys_model::Period::Day,
        from: day,
        last_sent: None,
        corrections: Vec::new(),
        missed: Vec::new(),
        dues: Vec::new(),
        alerts: Vec::new(),
        counts: Vec::new(),
        has_before: false,
        has_last_year: false,
        reviewed: dauys_model::Reviewed::default(),
        pages: None,
        day,
        until,
        since,
        interface: language,
        title: subscription.title.clone(),
        filters: filters(subscription, &places, language),
        topics,
        coverage: coverage(home, store, day, waiting, language)?,
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").into(),
            configuration: home.config.hash.clone(),
            position: store.last_change()?.unsigned_abs(),
        },
    })
}

fn days_silent(topic: &Topic, day: Date) -> i32 {
    let last = topic.days.iter().filter(|count| count.voices > 0).map(|count| count.day).max();
    last.and_then(|last| last.until(day).ok()).map_or(0, |span| span.get_days())
}

fn day_topic(
    store: &Store,
    names: &std::collections::BTreeMap<dauys_model::SourceId, String>,
    standing: &Standing,
    day: Date,
    until: Timestamp,
    language: Interface,
) -> anyhow::Result<DayTopic> {
    let topic = &standing.topic;
    let posts: Vec<StoredPost> = store
        .posts_of_topic(&topic.id, day, POSTS)?
        .into_iter()
        .filter(|stored| stored.post.published_at < until)
        .collect();
    let raising = || posts.iter().filter(|stored| matches!(stored.role, Some(Role::Voice | Role::Echo)));
    let name = |stored: &StoredPost| {
        names.get(&stored.post.source).cloned().unwrap_or_else(|| stored.post.source.to_string())
    };
    let sources: BTreeSet<String> = raising().map(name).collect();
    let voices: Vec<&StoredPost> = raising().filter(|stored| stored.role == Some(Role::Voice)).collect();
    let today = topic.days.iter().filter(|count| count.day == day);
    let today = today.fold(Tally::default(), |sum, count| Tally {
        voices: sum.voices + count.voices,
        texts: sum.texts + count.texts,
    });
    let all = Tally { voices: topic.voices(), texts: topic.texts() };
    let tree = dauys_text::tree();
    let category = tree.get(&topic.category);
    let group = tree.get(&CategoryId(topic.category.group().to_owned()));
    let mut ids: Vec<PostId> = raising().map(|stored| stored.post.id).collect();
    ids.sort_unstable();
    Ok(DayTopic {
        id: topic.id.clone(),
        trend: standing.trend,
        matter: category.map_or_else(
            || topic.category.0.clone(),
            |category| in_language(language, category.short_kk, category.short_ru),
        ),
        group: group.map_or_else(String::new, |group| in_language(language, group.short_kk, group.short_ru)),
        place: place_words(topic, language),
        first_at: voices
            .iter()
            .map(|stored| stored.post.published_at)
            .min()
            .unwrap_or(topic.first_at)
            .min(topic.first_at),
        last_at: voices
            .iter()
            .map(|stored| stored.post.published_at)
            .max()
            .unwrap_or(topic.last_at.min(until)),
        days: topic.days.clone(),
        today,
        all,
        echo: all.texts - all.voices.min(all.texts),
        sources: sources.into_iter().collect(),
        urgent: topic.urgent,
        quotes: quotes(topic, &voices, language, name),
        terms: topic.terms.clone(),
        phrase: phrase(topic, &voices, language),
        responsible: category
            .map(|category| in_language(language, category.addressee_kk, category.addressee_ru))
            .into_iter()
            .collect(),
        confirmation: dauys_model::Confirmation::default(),
        norms: Vec::new(),
        languages: [0; 3],
        posts: ids,
    })
}

/// The topic's own quotes first, then the newest voices; one in the reader's language leads when there is one.
fn quotes(
    topic: &Topic,
    voices: &[&StoredPost],
    language: Interface,
    name: impl Fn(&StoredPost) -> String,
) -> Vec<Quote> {
    let rank = |stored: &StoredPost| {
        topic.quotes.iter().position(|quote| *quote == stored.post.id).unwrap_or(usize::MAX)
    };
    let mut ranked: Vec<&StoredPost> = voices.to_vec();
    ranked.sort_by_key(|stored| (rank(stored), std::cmp::Reverse(stored.post.published_at), stored.post.id));
    let own = |stored: &&StoredPost| stored.post.language.code() == language.code();
    let mut chosen: Vec<&StoredPost> =
        ranked.iter().filter(|stored| own(stored) && rank(stored) != usize::MAX).take(1).copied().collect();
    for stored in ranked {
        if chosen.len() == QUOTES {
            break;
        }
        if !chosen.iter().any(|taken| taken.post.id == stored.post.id) {
            chosen.push(stored);
        }
    }
    chosen
        .into_iter()
        .map(|stored| {
            let post = &stored.post;
            Quote {
                post: post.id,
                text: if post.text.is_empty() { post.title.clone() } else { post.text.clone() },
                language: post.language,
                kind: post.kind,
                source: name(stored),
                url: post.url.clone(),
                published_at: post.published_at,
            }
        })
        .collect()
}

/// What three voices or more say in the reader's language.
fn phrase(topic: &Topic, voices: &[&StoredPost], language: Interface) -> Option<Phrase> {
    let may = voices.iter().filter(|stored| stored.post.policy.methods() == Methods::All);
    let heard: Vec<Voice> = may
        .map(|stored| Voice {
            post: stored.post.id,
            language: stored.post.language,
            text: if stored.post.text.is_empty() { &stored.post.title } else { &stored.post.text },
        })
        .collect();
    let shared = shared_phrase(&heard, &topic.terms, Some(words_of(language)))?;
    (shared.voices >= 3).then_some(Phrase { text: shared.text, language: shared.language, post: shared.post })
}

fn words_of(language: Interface) -> Language {
    match language {
        Interface::Kazakh => Language::Kazakh,
        Interface::Russian | Interface::English => Language::Russian,
    }
}

fn in_language(language: Interface, kk: &str, ru: &str) -> String {
    match language {
        Interface::Kazakh => kk.to_owned(),
        Interface::Russian | Interface::English => ru.to_owned(),
    }
}

fn place_words(topic: &Topic, language: Interface) -> Option<PlaceWords> {
    let region_name = |kato: Kato| {
        let region = dauys_text::place(kato.region())?;
        Some(region.full(words_of(language)).to_owned())
    };
    if let Some(place) = &topic.place {
        return Some(PlaceWords {
            name: place.clone(),
            kato: None,
            locative: None,
            region: topic.kato.and_then(region_name),
        });
    }
    let kato = topic.kato?;
    let place = dauys_text::place(kato)?;
    Some(PlaceWords {
        name: place.full(words_of(language)).to_owned(),
        kato: Some(kato),
        locative: Some(place.inside(words_of(language)).to_owned()),
        region: if kato.is_region() { None } else { region_name(kato) },
    })
}

fn filters(subscription: &Subscription, places: &[Kato], language: Interface) -> Vec<String> {
    let mut filters = Vec::new();
    for kato in places {
        if let Some(place) = dauys_text::place(*kato) {
            filters.push(place.full(words_of(language)).to_owned());
        }
    }
    let tree = dauys_text::tree();
    for wanted in &subscription.categories {
        if let Some(node) = tree.get(&CategoryId(wanted.clone())) {
            filters.push(in_language(language, node.kk, node.ru));
        }
    }
    filters
}

fn coverage(
    home: &Home,
    store: &Store,
    day: Date,
    waiting: u32,
    language: Interface,
) -> anyhow::Result<Coverage> {
    let (from, to) = (day_start(day), day_end(day));
    let mut coverage = Coverage {
        min_voices: home.config.min_voices,
        min_voices_urgent: home.config.min_voices_urgent,
        waiting,
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
    let off = home.config.source.iter().filter(|source| source.off.is_some()).count();
    if off > 0 {
        coverage.unseen.push(match language {
            Interface::Kazakh => {
                format!("тізімдегі {off} дереккөз (сұралмайды, себебі бапталымда жазылған)")
            }
            Interface::Russian | Interface::English => {
                format!("источники списка, которые не опрашиваются: {off} (причины — в настройках)")
            }
        });
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
    let names: &[(&str, &str)] = &[
        ("Instagram", "Instagram"),
        ("TikTok", "TikTok"),
        ("WhatsApp топтары", "группы WhatsApp"),
        ("Telegram", "Telegram"),
        ("Facebook", "Facebook"),
        ("телефон қоңыраулары және ауызша айтылған сөз", "телефонные звонки и устная речь"),
    ];
    let hears_telegram =
        home.config.source.iter().any(|source| source.kind == SourceKind::Telegram && source.off.is_none());
    names
        .iter()
        .filter(|(name, _)| !(hears_telegram && *name == "Telegram"))
        .map(|(kk, ru)| in_language(language, kk, ru))
        .collect()
}

/// The named state of a source for a reader.
fn reason(state: &str, language: Interface) -> String {
    let known = match State::of(state) {
        State::Robots | State::RobotsUnreadable(_) => {
            ("сайт ережесі (robots.txt) рұқсат бермейді", "запрещено правилами сайта (robots.txt)")
        }
        State::Timeout => ("уақытында жауап бермеді", "не ответил вовремя"),
        State::Dns => ("мекенжайы табылмады", "адрес не найден"),
        State::Tls => ("сертификаты жарамсыз", "недействительный сертификат"),
        State::Connection => ("байланыс орнамады немесе үзілді", "соединение не установлено или прервано"),
        State::Http(status) => return format!("HTTP {status}"),
        State::Blocked(_) => ("сайт роботтарды кіргізбейді", "сайт не пускает роботов"),
        State::Quota | State::Refused(Refusal::Quota | Refusal::TooFast) => {
            ("бүгінгі сұрау шегі таусылды", "исчерпан лимит запросов на сегодня")
        }
        State::Refused(Refusal::Key)
        | State::Settings
        | State::Selector
        | State::File
        | State::Login
        | State::Folder => ("бапталымын түзету керек", "нужно исправить настройки"),
        State::Refused(_) => ("платформа жауап беруден бас тартты", "платформа отказала в ответе"),
        State::Redirects | State::Unsafe => ("мекенжайы басқа жаққа апарады", "адрес ведёт в никуда"),
        State::TooLarge => ("жауабы тым үлкен", "слишком большой ответ"),
        _ => ("жауабы оқылмады", "ответ не удалось прочитать"),
    };
    in_language(language, known.0, known.1)
}
