//! The name of a body or rubric in, the name of the region or city in it out: "Департамент по Абайской области" speaks for one.
//!
//! Only the words are cut out; which place they name is known to the gazetteer, which lives elsewhere.

/// Short forms of regions in rubrics.
const SHORT: [&str; 8] = ["вко", "зко", "ско", "юко", "шқо", "бқо", "сқо", "оқо"];

/// Words that no region is named by, though they stand beside "область".
const NO_NAMES: [&str; 14] = [
    "по",
    "в",
    "и",
    "о",
    "данной",
    "этой",
    "всей",
    "каждой",
    "сфере",
    "осы",
    "әр",
    "бұл",
    "барлық",
    "акимата",
];

/// The words that name one region or city; none when there are none, or more than one.
pub(super) fn region_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || ",;()«»\"".contains(letter))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        let before = index.checked_sub(1).and_then(|index| words.get(index)).copied();
        let after = words.get(index + 1).copied();
        let named = if lower.starts_with("област") {
            // "Жамбылской области", but "области Абай".
            name(before, |word| word.ends_with("ой") || word.ends_with("ая") || word.ends_with("ую"))
                .map(|before| format!("{before} {word}"))
                .or_else(|| name(after, |_| true).map(|after| format!("{word} {after}")))
        } else if lower.starts_with("облыс") {
            name(before, |_| true).map(|before| format!("{before} {word}"))
        } else if lower == "г."
            || lower == "город"
            || lower == "городу"
            || lower == "городе"
            || lower == "города"
        {
            name(after, |_| true).map(str::to_owned)
        } else if let Some(city) = lower.strip_prefix("г.").filter(|city| !city.is_empty()) {
            word.get(word.len() - city.len()..).map(str::to_owned)
        } else if lower.starts_with("қалас") || lower == "қ." {
            name(before, |_| true).map(str::to_owned)
        } else if SHORT.contains(&lower.as_str()) {
            Some((*word).to_owned())
        } else {
            None
        };
        found.extend(named);
    }
    found.dedup();
    match found.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// A word that may be a name: it begins with a capital letter and fits.
fn name(word: Option<&str>, fits: impl Fn(&str) -> bool) -> Option<&str> {
    word.filter(|word| {
        let lower = word.to_lowercase();
        word.chars().next().is_some_and(char::is_uppercase)
            && !NO_NAMES.contains(&lower.as_str())
            && fits(&lower)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(region_in(text).as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn regions_and_cities_are_cut_out() {
        check("Департамент Комитета по регулированию по Жамбылской области", "Жамбылской области");
        check("Жамбылская область", "Жамбылская область");
        check("Департамент по области Ұлытау", "области Ұлытау");
        check("Ұлытау облысы бойынша департамент", "Ұлытау облысы");
        check("г. Шымкент", "Шымкент");
        check("г.Шымкент", "Шымкент");
        check("Департамент по городу Алматы", "Алматы");
        check("Астана қаласы бойынша департамент", "Астана");
        check("ВКО", "ВКО");
    }

    #[test]
    fn what_names_none_or_several_is_none() {
        check("Министерство здравоохранения", "none");
        check("в области здравоохранения", "none");
        check("Деятельность в данной области", "none");
        check("Жамбылская область, г. Шымкент", "none");
        check("", "none");
    }
}
