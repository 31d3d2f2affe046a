//! The names of parameters: what is not known is an error that names the nearest one that is.

use crate::failure::Failure;
use crate::params::Params;

/// Refuses names that the document does not know; `P` is what it says of the parameters.
pub(crate) fn known<P: utoipa::IntoParams>(params: &Params) -> Result<(), Failure> {
    let known: Vec<String> = P::into_params(|| None).into_iter().map(|parameter| parameter.name).collect();
    let Some((unknown, _)) = params.0.iter().find(|(name, _)| !known.contains(name)) else { return Ok(()) };
    let shown: String = unknown.chars().take(40).collect();
    let nearest = known
        .iter()
        .min_by_key(|name| (strsim::damerau_levenshtein(name, &shown), name.as_str()))
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"));
    Err(Failure::Bad(format!("there is no parameter `{shown}`{nearest}")))
}

/// The nearest of some known words to one that is not among them.
pub(crate) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> String {
    known
        .min_by_key(|name| (strsim::damerau_levenshtein(name, given), *name))
        .map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}
