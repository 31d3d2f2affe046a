//! Alerts: from what a saved search found and when, to what is told of it, and before it is saved, to what would have been.
//!
//! The rules (`rules.rs`) are pure: [`Past`] in, notices out. They look at the moments of the schedule
//! (`moments.rs`) and nowhere else, so a run every five minutes and a run once a day tell the same. Voices are counted:
//! of posts that repeat one another, the earliest.
//!
//! | trigger | fires | and again | is quiet again |
//! | --- | --- | --- | --- |
//! | new | when as many voices as wanted were told by no notice yet, of the last 28 days | on that civil day, when its notices would tell twice as many | with the next civil day |
//! | unusual | when a day so far has more voices than one day in a thousand, at least 3 and twice the norm | when a day of the stretch has twice the voices of its largest day told | when a whole day is no rarer than one in fifty: that is told, too |
//! | scheduled | at every look, also with nothing new | – | at once |
//!
//! What comes in late, up to 28 days, is new when it comes: what is remembered is how many voices of each day were told, so
//! that nothing is told twice and nothing is missed. In quiet hours nobody looks; the look that they would have held is at
//! their end, and tells once what came about within them.

mod moments;
mod norm;
mod past;
mod rules;
mod trial;

pub use moments::next_look;
pub use past::{Find, Past};
pub use rules::{Standing, look_through};
pub use trial::{
    DRY_DAYS, DayFound, Look, ShortOf, Trial, begin, begin_anew, check, dry_run, is_due, last_days, look,
    unusual_since,
};
