//! Counts steps of redaction while tests run, so that they can say how work grows with a text; otherwise it is nothing.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts `steps` steps.
#[inline]
pub(crate) fn count(steps: usize) {
    #[cfg(test)]
    STEPS.with(|counted| counted.set(counted.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

/// The steps that a run takes.
#[cfg(test)]
pub(crate) fn of(run: impl FnOnce()) -> usize {
    STEPS.with(|counted| counted.set(0));
    run();
    STEPS.with(std::cell::Cell::get)
}
