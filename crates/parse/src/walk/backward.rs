//! The way back through a search that shows the newest first, by the seconds of its results and the platform's tokens of pages, down
//! to known ground.
//!
//! A search may be asked for what is older than a second. So a walk that was ended early or cut leaves a hole between seconds,
//! and the next one, when it meets what was seen, goes on beneath it.

use jiff::{SignedDuration, Timestamp};

use crate::walk::ground::Ground;

/// Where the next page begins.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// Only results before this second; all when absent.
    pub(super) until: Option<u64>,
    /// The platform's token for the page after the last.
    pub(super) after: Option<String>,
}

/// How far a search is read.
pub(super) struct Reach {
    /// How far a first walk goes back.
    pub(super) first: SignedDuration,
    /// A search may show a result later than it was written; younger ground than this is walked again.
    pub(super) lag: SignedDuration,
    /// Most pages of one walk; two are taken in any case, since the newest is asked by every walk and alone fills no hole.
    pub(super) pages: u32,
}

/// The way of one walk.
pub(super) struct Backward {
    /// Seconds since 1970 of which all results were seen.
    seen: Ground,
    /// The youngest second that will not be walked again.
    settled: u64,
    place: Option<Place>,
    /// The lowest second met since the place began anew.
    low: Option<u64>,
    taken: u32,
    most: u32,
    is_cut: bool,
}

impl Backward {
    /// Begins at the newest.
    pub(super) fn new(seen: Option<Ground>, reach: &Reach, now: Timestamp) -> Self {
        let mut seen = seen.unwrap_or_default();
        if !seen.has_bottom() {
            seen.add(0, seconds(now, reach.first));
        }
        Self {
            seen,
            settled: seconds(now, reach.lag),
            place: Some(Place::default()),
            low: None,
            taken: 0,
            most: reach.pages.max(2),
            is_cut: false,
        }
    }

    /// The last second of known ground for good.
    pub(super) fn floor(&self) -> u64 {
        self.seen.floor().unwrap_or_default()
    }

    /// The page to be asked for; none at the end of the way.
    pub(super) fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Notes how far down the results of a page reach and the token of the page after it, and finds the next.
    pub(super) fn take(&mut self, lowest: Option<u64>, after: Option<String>) {
        let Some(place) = self.place.take() else { return };
        self.taken += 1;
        let top = place.until.unwrap_or(u64::MAX).saturating_sub(1).min(self.settled);
        let low = [self.low, lowest].into_iter().flatten().min();
        let (Some(low), Some(after)) = (low, after) else {
            // The search has no more: everything down to known ground was seen.
            self.seen.add(self.floor(), top);
            return;
        };
        // Of the lowest second itself, the next page may have more.
        self.seen.add(low.saturating_add(1), top);
        let border = self.seen.low_of(low.saturating_add(1));
        self.place = if low <= self.floor() {
            None
        } else if border <= low {
            // Below lies ground that an earlier walk saw: on beneath it.
            self.low = None;
            (border > 0).then(|| Place { until: Some(border.saturating_add(1)), after: None })
        } else {
            self.low = Some(low);
            Some(Place { after: Some(after), ..place })
        };
        if self.taken >= self.most && self.place.take().is_some() {
            self.is_cut = true;
        }
    }

    /// Whether any page was taken.
    pub(super) fn has_begun(&self) -> bool {
        self.taken > 0
    }

    /// What is to be remembered, and whether the walk stopped above known ground.
    pub(super) fn end(self) -> (Ground, bool) {
        (self.seen, self.is_cut || self.place.is_some())
    }
}

/// The second that lies `before` a moment.
pub(super) fn seconds(now: Timestamp, before: SignedDuration) -> u64 {
    let second = now.checked_sub(before).map_or(0, Timestamp::as_second);
    u64::try_from(second).unwrap_or_default()
}
