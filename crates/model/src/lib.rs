#![doc = include_str!("../README.md")]

mod author;
mod category;
mod channel;
pub mod decision;
mod drift;
mod format;
mod ids;
mod institution;
mod interface;
mod item;
mod language;
mod mark;
mod notice;
mod page;
mod period;
mod place;
mod post;
mod review;
mod saved_search;
mod sighting;
mod signal;
mod source;
mod stance;
mod statistics;
mod subscription;
mod time;
mod topic;
mod trend;

pub use author::{Author, DayKey, Salt, VoiceKey};
pub use category::{CategoryId, SubjectId};
pub use channel::{Channel, Unfit, is_mailbox};
pub use decision::{Decision, Ruling};
pub use drift::{Drift, Extracted, drift};
pub use format::Format;
pub use ids::{
    DecisionId, DueId, EditionId, InvalidId, ItemId, NoticeId, PostId, SearchId, SourceId, TopicId,
};
pub use institution::{Body, BodyKind, Institutions, Names};
pub use interface::Interface;
pub use item::{Item, Precision};
pub use language::{Language, Script};
pub use mark::Mark;
pub use notice::{News, Notice, Told};
pub use page::Page;
pub use period::{EditionKey, Period};
pub use place::{Kato, PlaceMention};
pub use post::{Kind, Post, Reason, Rejection};
pub use review::{Confirmation, Due, Note, Review, ReviewAct, Reviewed};
pub use saved_search::{
    Alert, InvalidAlert, QuietHours, SavedSearch, Schedule, SearchDraft, Trigger, Weekdays, checked_name,
};
pub use sighting::Sighting;
pub use signal::{Signal, SignalPlace, SignalSubject};
pub use source::{ListSelectors, Methods, Policy, Source, SourceKind, TextFrom};
pub use stance::Stance;
pub use statistics::Figure;
pub use subscription::{
    InvalidSubscription, OnHoliday, OnQuietDay, QuoteLanguage, Subscription, SubscriptionId, Urgency,
};
pub use time::{KAZAKHSTAN, civil_day, day_end, day_start};
pub use topic::{DayCount, Role, Topic, Trend};
pub use trend::trend;
