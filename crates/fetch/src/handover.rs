//! What a fetcher tells and is told between runs: the rules of origins, hosts that are left alone, the archive. Nothing here is kept
//! anywhere: that is the caller's work.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::archive::Archive;
use crate::fetcher::lock;
use crate::robots::Rules;
use crate::{Fetcher, Learnt};

impl Fetcher {
    /// The rules of every origin that was asked for them in the life of this fetcher, ordered by origin: to be handed to
    /// [`remember`](Self::remember) of the next one.
    pub fn learnt(&self) -> Vec<Learnt> {
        let origins = lock(&self.0.origins);
        let mut learnt: Vec<_> = origins
            .iter()
            .filter_map(|(origin, known)| {
                let (rules, age) = known.learnt()?;
                Some(Learnt { origin: origin.clone(), rules, age })
            })
            .collect();
        learnt.sort_by(|one, other| one.origin.cmp(&other.origin));
        learnt
    }

    /// Takes over the rules of an origin that were learnt `age` ago. For a day they are used without asking (RFC 9309, 2.4); older
    /// ones, up to thirty days, only if the origin cannot be reached.
    pub fn remember(&self, origin: &str, rules: Option<Vec<u8>>, age: Duration) {
        let name = self.0.settings.robots_name();
        let rules = rules.map_or(Rules::Absent, |text| Rules::of_text(name, text));
        self.0.origin(origin.to_owned()).remember(rules, age);
    }

    /// The hosts that are left alone for longer than a fetch would wait, for how much longer, and the [code](Failure::code) of why;
    /// ordered by host. To be handed to [`leave_alone`](Self::leave_alone) of the next fetcher.
    pub fn left_alone(&self) -> Vec<(String, Duration, String)> {
        let patience = self.0.settings.patience();
        let gates = lock(&self.0.gates);
        let mut hosts: Vec<_> = gates
            .iter()
            .filter_map(|(host, gate)| {
                let (left, code) = gate.left_alone().filter(|(left, _)| *left > patience)?;
                Some((host.clone(), left, code))
            })
            .collect();
        hosts.sort();
        hosts
    }

    /// Leaves a host alone for `duration`, at most a day: every request to it is answered with [`Failure::Later`] and that code, and
    /// nothing is sent.
    pub fn leave_alone(&self, host: &str, duration: Duration, code: &str) {
        self.0.gate(host).leave_alone(duration, code.to_owned());
    }

    /// Begins the archive of a run that began at `now`, if the settings name a folder for it; and says where the file is. Exchanges
    /// of requests with [`Keep::Archive`] go into it from now on.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn archive(&self, now: Timestamp) -> std::io::Result<Option<PathBuf>> {
        let settings = &self.0.settings;
        let Some(folder) = &settings.archive else { return Ok(None) };
        let (archive, path) = Archive::open(folder, now, &settings.user_agent)?;
        // The first one stays: a run has one archive.
        let _ = self.0.archive.set(Arc::new(archive));
        Ok(Some(path))
    }

    /// The first thing that went wrong with the archive, if anything did. Fetching goes on without it.
    pub fn archive_trouble(&self) -> Option<String> {
        self.0.archive.get()?.trouble()
    }
}
