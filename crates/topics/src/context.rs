//! Texts that raise nothing in, the topic each of them is about out: notices, answers, thanks. They change no topic.

use crate::background::{Background, fixed};
use crate::candidates::Candidates;
use crate::cluster::Cluster;
use crate::evidence::evidence;
use crate::memory::Names;

/// The number of the cluster that most speaks for being meant, if enough does; of equal ones the first.
pub(crate) fn topic_of(
    text: &Cluster,
    clusters: &[Cluster],
    candidates: &Candidates,
    background: &Background,
    names: &Names,
    least: f32,
) -> Option<u32> {
    let least = fixed(f64::from(least));
    let mut best = None;
    for number in candidates.of(text, background, names) {
        let Some(found) = evidence(text, &clusters[number as usize], background, names) else { continue };
        if found >= least && best.is_none_or(|(most, _)| found > most) {
            best = Some((found, number));
        }
    }
    best.map(|(_, number)| number)
}
