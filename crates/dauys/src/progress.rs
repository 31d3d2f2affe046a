//! Progress of long work, shown on stderr when that is a terminal and not at all otherwise.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar up to `total`, or a counter when the total is not known.
pub(crate) fn bar(doing: &'static str, total: Option<u64>) -> ProgressBar {
    if !crate::out::stderr_is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = match total {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::no_length(),
    };
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
    let template = if total.is_some() {
        "{prefix} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}"
    } else {
        "{prefix} {human_pos} {per_sec}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_prefix(doing);
    bar
}
