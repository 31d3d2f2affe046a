//! What scheduling costs and brings, over invented sources: requests, delays and losses, beside two other rules.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

mod arrivals;

use arrivals::*;
use dauys_model::SourceId;
use dauys_watch::Severity;
use dauys_watch::schedule::{Check, Learned, Outcome, Settings, next};
use dauys_watch::schedule::{Next, Why};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

/// Days played, and of these the days that are not measured since everything is new.
const DAYS: i64 = 140;
const SETTLING: i64 = 28;
/// Cron looks so often for what is due.
const TICK: i64 = 5 * MINUTE;

/// What one poll found.
struct Found<'a> {
    at: i64,
    /// Items on the page.
    announced: usize,
    /// Of these not known, by their moments; none when nothing changed.
    new: &'a [i64],
    failed: bool,
}

/// A rule that says when to ask next.
trait Rule {
    fn next(&mut self, found: &Found<'_>) -> i64;
}

struct Fixed(i64);

impl Rule for Fixed {
    fn next(&mut self, found: &Found<'_>) -> i64 {
        found.at + self.0
    }
}

/// What an invented source tells of the moments of its items.
#[derive(Clone, Copy)]
enum Dates {
    True,
    /// Every answer dates its items anew: to the moment of asking.
    Anew,
    Absent,
}

struct Ours {
    learned: Learned,
    settings: Settings,
    dates: Dates,
    source: SourceId,
}

impl Ours {
    fn new(settings: Settings, dates: Dates) -> Self {
        Self { learned: Learned::default(), settings, dates, source: SourceId::new("invented").unwrap() }
    }
}

impl Rule for Ours {
    fn next(&mut self, found: &Found<'_>) -> i64 {
        let moments: Vec<Option<Timestamp>> = found
            .new
            .iter()
            .map(|item| match self.dates {
                Dates::True => Some(moment(*item)),
                Dates::Anew => Some(moment(found.at)),
                Dates::Absent => None,
            })
            .collect();
        let outcome = if found.failed {
            Outcome::Failed { severity: Severity::Temporary, retry_after: None }
        } else if moments.is_empty() && found.announced > 0 {
            Outcome::Unchanged { fresh_for: None }
        } else {
            Outcome::Heard {
                announced: u32::try_from(found.announced).unwrap(),
                new: &moments,
                fresh_for: None,
            }
        };
        let check = Check { source: &self.source, at: moment(found.at), outcome, every_minutes: None };
        let next = next(&self.learned, &check, &self.settings);
        self.learned = next.learned;
        second(next.due_at)
    }
}

/// The rule of Media Cloud's rss-fetcher at its defaults (`fetcher/tasks.py`, `fetcher/config.py`, 2026): begin at 6
/// hours; at least 67 % duplicates, or no change: 10 minutes longer, an hour longer when nothing came for 31 days;
/// below 33 %: an hour shorter, or back to 6 hours from above; 10 minutes to a day. Failures count 0.25, 0.5 or 1, and
/// from 1 on multiply the interval.
struct RssFetcher {
    minutes: i64,
    failures: f64,
    last_new: i64,
    heard: bool,
}

impl Rule for RssFetcher {
    fn next(&mut self, found: &Found<'_>) -> i64 {
        if found.failed {
            self.failures += 0.5;
            let stretched = self.minutes as f64 * self.failures.max(1.0);
            return found.at + (stretched as i64).min(1440) * MINUTE;
        }
        self.failures = 0.0;
        let new = found.new.len() as f64;
        let duplicates =
            if found.new.is_empty() { 101.0 } else { 100.0 * (1.0 - new / found.announced as f64) };
        if self.heard {
            if duplicates >= 67.0 {
                let is_recent = found.at - self.last_new <= 31 * DAY || duplicates < 100.0;
                self.minutes = (self.minutes + if is_recent { 10 } else { 60 }).min(1440);
            } else if duplicates < 33.0 {
                self.minutes = if self.minutes > 360 { 360 } else { (self.minutes - 60).max(10) };
            }
        }
        self.heard = true;
        if !found.new.is_empty() {
            self.last_new = found.at;
        }
        found.at + self.minutes * MINUTE
    }
}

#[derive(Debug)]
struct Measured {
    polls_a_day: f64,
    median: i64,
    p95: i64,
    /// Items that left the window unseen, and those of them that a poll every 10 minutes would have lost too.
    lost: usize,
    items: usize,
}

/// Plays a source with a window against a rule. `is_down` tells when it does not answer.
fn play(published: &[i64], window: usize, is_down: &dyn Fn(i64) -> bool, rule: &mut dyn Rule) -> Measured {
    let (mut polls, mut lost, mut items) = (0, 0, 0);
    let mut delays = Vec::new();
    let (mut seen, mut due) = (0, 0);
    let mut at = 0;
    while at < DAYS * DAY {
        if at >= due {
            let counts = at >= SETTLING * DAY;
            polls += usize::from(counts);
            let known = published.partition_point(|item| *item <= at);
            if is_down(at) {
                due = rule.next(&Found { at, announced: 0, new: &[], failed: true });
            } else {
                let first = known.saturating_sub(window).max(seen);
                if counts {
                    lost += first - seen;
                    items += known - seen;
                    delays.extend(published[first..known].iter().map(|item| at - item));
                }
                let announced = known.min(window);
                due = rule.next(&Found { at, announced, new: &published[first..known], failed: false });
                seen = known;
            }
        }
        at += TICK;
    }
    delays.sort_unstable();
    let quantile = |share: f64| {
        delays.get((delays.len() as f64 * share) as usize).or(delays.last()).copied().unwrap_or(0) / MINUTE
    };
    Measured {
        polls_a_day: polls as f64 / (DAYS - SETTLING) as f64,
        median: quantile(0.5),
        p95: quantile(0.95),
        lost,
        items,
    }
}

struct Case {
    name: &'static str,
    profile: Profile,
    window: usize,
    dates: Dates,
    flaps: bool,
}

const fn case(name: &'static str, profile: Profile, window: usize) -> Case {
    Case { name, profile, window, dates: Dates::True, flaps: false }
}

const CASES: [Case; 13] = [
    case("hourly site", Profile::Hourly, 20),
    case("agency, page of 20", Profile::Agency, 20),
    case("agency, page of 50", Profile::Agency, 50),
    case("daily news", Profile::Daily, 10),
    case("weekly paper", Profile::Weekly, 20),
    case("monthly bulletin", Profile::Monthly, 20),
    case("office page", Profile::Office, 10),
    case("comments", Profile::Comments, 20),
    case("burst", Profile::Burst, 20),
    case("dead", Profile::Dead, 20),
    Case { flaps: true, ..case("flapping", Profile::Hourly, 20) },
    Case { dates: Dates::Anew, ..case("re-dating", Profile::Hourly, 20) },
    Case { dates: Dates::Absent, ..case("undated", Profile::Hourly, 20) },
];

fn run(case: &Case, rule: &mut dyn Rule) -> Measured {
    let published = published(case.profile, DAYS, &[], &mut Chance::new(7));
    // Down for a while in every third part of three hours, in another part each time.
    let flapping = |at: i64| Chance::new((at / HOUR).unsigned_abs()).share() < 0.3;
    let up = |_| false;
    play(&published, case.window, if case.flaps { &flapping } else { &up }, rule)
}

#[test]
fn requests_delays_and_losses() {
    let settings = Settings::default();
    println!(
        "{:<20} {:^33} | {:^33} | {:^33} | {:^33}",
        "polls/day, delay median/p95, lost",
        "learnt",
        "learnt without rhythm",
        "every 30 minutes",
        "rss-fetcher"
    );
    let mut sums = [0.0; 4];
    let mut measured = Vec::new();
    for case in &CASES {
        let flat = Settings { rhythm_items: f64::INFINITY, ..settings };
        let row = [
            run(case, &mut Ours::new(settings, case.dates)),
            run(case, &mut Ours::new(flat, case.dates)),
            run(case, &mut Fixed(30 * MINUTE)),
            run(case, &mut RssFetcher { minutes: 360, failures: 0.0, last_new: 0, heard: false }),
        ];
        let cells: Vec<String> = row
            .iter()
            .map(|cell| {
                format!(
                    "{:6.1} {:>6} {:>6} {:>6}/{:<6}",
                    cell.polls_a_day, cell.median, cell.p95, cell.lost, cell.items
                )
            })
            .collect();
        println!("{:<20} {}", case.name, cells.join(" | "));
        for (sum, cell) in sums.iter_mut().zip(&row) {
            *sum += cell.polls_a_day;
        }
        measured.push((case.name, row));
    }
    println!("{:<20} {sums:.1?} polls a day in all", "");

    for (name, [ours, _, fixed, rss]) in &measured {
        // A burst can only be learnt by suffering one; nothing else is ever lost.
        let bearable = if *name == "burst" { ours.items / 20 } else { 0 };
        assert!(ours.lost <= bearable, "{name}: {ours:?}");
        assert!(ours.lost <= rss.lost, "{name}: {ours:?}, {rss:?}");
        assert!(ours.polls_a_day >= 1.0, "{name} is never given up: {ours:?}");
        assert!(ours.p95 <= 12 * 60, "{name}: {ours:?}");
        let is_seldom = ["monthly bulletin", "office page", "dead"].contains(name);
        assert!(!is_seldom || ours.polls_a_day < 6.0, "{name}: {ours:?}");
        let is_fast = name.starts_with("agency") || *name == "comments";
        assert!(!is_fast || ours.median < fixed.median, "{name}: {ours:?}");
        let is_usual = ["hourly site", "daily news", "weekly paper", "re-dating", "undated"].contains(name);
        assert!(
            !is_usual || (ours.p95 <= 75 && ours.polls_a_day < 0.7 * fixed.polls_a_day),
            "{name}: {ours:?}"
        );
    }
    assert!(sums[0] < 0.7 * sums[2] && sums[0] < 0.85 * sums[1], "the rhythm pays: {sums:?}");
    let median = |rule: usize| measured.iter().map(|(_, row)| row[rule].median).sum::<i64>();
    assert!(median(0) < median(1), "the rhythm pays");
}

#[test]
fn a_source_that_wakes_is_soon_followed() {
    let asleep = 60 * DAY;
    let awake: Vec<i64> = published(Profile::Hourly, DAYS - 60, &[], &mut Chance::new(3))
        .iter()
        .map(|item| item + asleep)
        .collect();
    let mut rule = Ours::new(Settings::default(), Dates::True);
    let mut heard = Vec::new();
    let (mut due, mut seen, mut lost) = (0, 0, 0);
    for at in (0..asleep + 3 * DAY).step_by(5 * MINUTE as usize).filter(|at| *at < asleep + 3 * DAY) {
        if at >= due {
            let known = awake.partition_point(|item| *item <= at);
            let first = known.saturating_sub(20).max(seen);
            lost += first - seen;
            due =
                rule.next(&Found { at, announced: known.min(20), new: &awake[first..known], failed: false });
            seen = known;
            heard.push(at);
        }
    }
    let before = heard.iter().filter(|at| (30 * DAY..asleep).contains(*at)).count();
    let third_day = heard.iter().filter(|at| **at >= asleep + 2 * DAY).count();
    assert!((29..=34).contains(&before), "{before} in 30 days");
    assert!(third_day >= 8, "{third_day} on the third day");
    assert!(lost <= 8, "{lost}");
}

fn id(id: &str) -> SourceId {
    SourceId::new(id).unwrap()
}

fn ask(learned: &Learned, at: i64, outcome: Outcome<'_>, every_minutes: Option<u32>) -> Next {
    let source = id("tengri");
    let check = Check { source: &source, at: moment(at), outcome, every_minutes };
    next(learned, &check, &Settings::default())
}

fn wait(next: &Next, at: i64) -> i64 {
    (second(next.due_at) - at) / MINUTE
}

/// What is learnt of an hourly site with a page of 20 in so many days.
fn hourly(days: i64) -> (Learned, i64) {
    let items = published(Profile::Hourly, days, &[], &mut Chance::new(5));
    let mut rule = Ours::new(Settings::default(), Dates::True);
    let (mut at, mut seen) = (0, 0);
    while at < (days - 1) * DAY + 12 * HOUR {
        let known = items.partition_point(|item| *item <= at);
        at = rule.next(&Found { at, announced: known.min(20), new: &items[seen..known], failed: false });
        seen = known;
    }
    (rule.learned, at)
}

const UNCHANGED: Outcome<'_> = Outcome::Unchanged { fresh_for: None };

#[test]
fn a_fixed_interval_meets_its_cron_job() {
    for every in [15, 30, 60] {
        let next = ask(&Learned::default(), 0, UNCHANGED, Some(every));
        assert_eq!((wait(&next, 0), next.why), (i64::from(every) - 1, Why::Fixed));
    }
}

#[test]
fn the_floor_meets_a_cron_job_every_ten_minutes() {
    let items: Vec<Option<Timestamp>> = (0..200).map(|part| Some(moment(part * MINUTE))).collect();
    let heard = Outcome::Heard { announced: 200, new: &items, fresh_for: None };
    let next = ask(&Learned::default(), 200 * MINUTE, heard, None);
    assert_eq!((wait(&next, 200 * MINUTE), next.why), (9, Why::Floor));
}

#[test]
fn a_first_page_teaches() {
    // Twenty items in ten days, or in ten hours.
    let page =
        |gap: i64| -> Vec<Option<Timestamp>> { (0..20).map(|part| Some(moment(part * gap + 1))).collect() };
    let at = 20 * 12 * HOUR;
    let slow = ask(
        &Learned::default(),
        at,
        Outcome::Heard { announced: 20, new: &page(12 * HOUR), fresh_for: None },
        None,
    );
    let recent: Vec<_> =
        page(HOUR / 2).iter().map(|item| item.map(|item| item + SignedDuration::from_hours(230))).collect();
    let fast =
        ask(&Learned::default(), at, Outcome::Heard { announced: 20, new: &recent, fresh_for: None }, None);
    assert!(slow.learned.rate() < 0.1, "{}", slow.learned.rate());
    assert!(fast.learned.rate() > 1.0, "{}", fast.learned.rate());
    assert!(!slow.overflowed && !fast.overflowed, "a first page cannot have overflowed");
    let asleep = ask(
        &Learned::default(),
        at + 300 * DAY,
        Outcome::Heard { announced: 20, new: &recent, fresh_for: None },
        None,
    );
    assert!(asleep.learned.rate() < 0.001, "{}", asleep.learned.rate());
}

#[test]
fn a_full_window_is_told_and_shortens_the_wait() {
    let (learned, at) = hourly(30);
    let usual = wait(&ask(&learned, at, UNCHANGED, None), at);
    let new = [None; 20];
    let next = ask(&learned, at, Outcome::Heard { announced: 20, new: &new, fresh_for: None }, None);
    assert!(next.overflowed);
    assert!(wait(&next, at) < usual && next.why != Why::News, "{next:?}");
}

#[test]
fn what_a_source_asks_for_is_granted_within_reason() {
    let (learned, at) = hourly(30);
    let usual = wait(&ask(&learned, at, UNCHANGED, None), at);
    assert!((15..40).contains(&usual), "{usual}");
    let asked = |minutes: i64| {
        let next = ask(
            &learned,
            at,
            Outcome::Unchanged { fresh_for: Some(SignedDuration::from_mins(minutes)) },
            None,
        );
        (wait(&next, at), next.why)
    };
    let (hour, why) = asked(60);
    assert!((53..60).contains(&hour) && why == Why::Asked, "{hour} {why:?}");
    let (day, why) = asked(1440);
    assert!(
        (hour..200).contains(&day) && why == Why::Asked,
        "an hourly site is not left alone for a day: {day}"
    );
    assert_eq!(asked(5).1, Why::News);
}

#[test]
fn failures_slow_down_and_teach_nothing() {
    let (learned, at) = hourly(30);
    let usual = ask(&learned, at, UNCHANGED, None);
    let failed = |learned: &Learned, retry_after| {
        ask(learned, at, Outcome::Failed { severity: Severity::Hard, retry_after }, None)
    };
    let mut next = failed(&learned, None);
    let first = wait(&next, at);
    assert!(first <= 60, "{first}");
    for _ in 0..10 {
        next = failed(&next.learned, None);
        assert_eq!(next.why, Why::Failing);
    }
    assert!((21 * 60..24 * 60).contains(&wait(&next, at)), "never given up: {}", wait(&next, at));
    let recovered = ask(&next.learned, at, UNCHANGED, None);
    assert_eq!(recovered, usual, "the first success returns to what was learnt");

    let hour = failed(&learned, Some(SignedDuration::from_hours(3)));
    assert_eq!((wait(&hour, at), hour.why), (180, Why::RetryAfter));
    let week = failed(&learned, Some(SignedDuration::from_hours(24 * 7)));
    assert_eq!(wait(&week, at), 24 * 60);
}

#[test]
fn no_chance_undercuts_what_a_host_asked_for() {
    let asked = SignedDuration::from_mins(50);
    for number in 0..200 {
        let source = id(&format!("source-{number}"));
        let outcome = Outcome::Failed { severity: Severity::Temporary, retry_after: Some(asked) };
        let check = Check { source: &source, at: moment(0), outcome, every_minutes: None };
        let next = next(&Learned::default(), &check, &Settings::default());
        assert!(next.due_at >= moment(0) + asked, "{number}: {}", next.due_at);
    }
}

#[test]
fn sources_of_one_moment_part() {
    let mut due: Vec<i64> = (0..500)
        .map(|number| {
            let source = id(&format!("source-{number}"));
            let check = Check { source: &source, at: moment(0), outcome: UNCHANGED, every_minutes: None };
            second(next(&Learned::default(), &check, &Settings::default()).due_at) / MINUTE
        })
        .collect();
    due.sort_unstable();
    let fullest = due.chunk_by(|a, b| a == b).map(<[i64]>::len).max();
    assert!(due[499] - due[0] >= 12 && fullest < Some(60), "{due:?}");
}

#[test]
fn what_was_learnt_is_a_row() {
    let (learned, at) = hourly(10);
    let json = serde_json::to_string(&learned).unwrap();
    let again: Learned = serde_json::from_str(&json).unwrap();
    assert_eq!(ask(&again, at, UNCHANGED, None).due_at, ask(&learned, at, UNCHANGED, None).due_at);
    assert_eq!(serde_json::from_str::<Learned>("{}").unwrap(), Learned::default());
}

fn outcomes() -> impl Strategy<Value = (i64, u32, Vec<Option<i64>>, u8)> {
    (0..3 * DAY, 0_u32..60, prop::collection::vec(prop::option::of(-40 * DAY..4 * DAY), 0..60), 0_u8..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens, the next check is between floor and cap, finite, and the same for the same past.
    #[test]
    fn every_wait_is_within_bounds(past in prop::collection::vec(outcomes(), 1..12)) {
        let mut learned = Learned::default();
        let mut at = 400 * DAY;
        for (gap, announced, items, how) in past {
            at += gap;
            let new: Vec<_> = items.iter().map(|item| item.map(|item| moment(at + item))).collect();
            let wish = Some(SignedDuration::from_secs(gap));
            let outcome = match how {
                0 => Outcome::Failed { severity: Severity::Hard, retry_after: wish },
                1 => Outcome::Failed { severity: Severity::Temporary, retry_after: None },
                2 => Outcome::Unchanged { fresh_for: wish },
                _ => Outcome::Heard { announced: announced.max(new.len() as u32), new: &new, fresh_for: wish },
            };
            let told = ask(&learned, at, outcome, None);
            prop_assert!((9..=24 * 60).contains(&wait(&told, at)), "{told:?}");
            prop_assert!(told.learned.rate().is_finite());
            prop_assert_eq!(&told, &ask(&learned, at, outcome, None));
            learned = told.learned;
        }
    }
}
