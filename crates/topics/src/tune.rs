#![allow(clippy::all, clippy::pedantic, clippy::disallowed_methods)]
pub(crate) fn tune(name: &'static str, default: f64) -> f64 {
    use std::sync::LazyLock;
    static M: LazyLock<std::sync::Mutex<std::collections::HashMap<&'static str, f64>>> = LazyLock::new(Default::default);
    *M.lock().unwrap().entry(name).or_insert_with(|| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default))
}
