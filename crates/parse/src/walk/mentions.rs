//! A citizen's text in, the same without the people it calls by their handle.
//!
//! A reply on most platforms begins with the handle of whom it answers, put there by the platform. It tells nothing of the
//! problem. Names and handles that people write themselves are redacted later, with everything else of that kind; here
//! goes what only the platform's own form shows to be a person.

/// The text without `@handle`, in whatever script: redaction knows Latin ones only.
pub(super) fn without_handles(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let after = from.strip_prefix('@').unwrap_or_default();
        let length = after.find(|letter: char| !is_of_handle(letter)).unwrap_or(after.len());
        // `su@demo.example` is an address of mail, which redaction knows; a lone `@` is a sign.
        if length == 0 || before.chars().next_back().is_some_and(is_of_handle) {
            kept.push('@');
            rest = after;
        } else {
            rest = after.get(length..).unwrap_or_default().trim_start_matches([',', ':']);
        }
    }
    kept.push_str(rest);
    kept.trim().to_owned()
}

fn is_of_handle(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '·')
}

/// The text of VK without the people in it: `[id1|Name]` and `@id1 (Name)` go, `[club1|Name]` is its name.
pub(super) fn without_people(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '@', '*']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let (shown, length) = bracketed(from).or_else(|| called(from)).unwrap_or_else(|| {
            let length = from.chars().next().map_or(0, char::len_utf8);
            (from.get(..length).unwrap_or_default(), length)
        });
        kept.push_str(shown);
        rest = from.get(length..).unwrap_or_default();
        if shown.is_empty() {
            rest = rest.trim_start_matches([',', ':']);
        }
    }
    kept.push_str(rest);
    without_handles(&kept)
}

/// What is shown of `[target|label]`, and how long it is.
fn bracketed(from: &str) -> Option<(&str, usize)> {
    let inside = from.strip_prefix('[')?;
    let inside = inside.get(..inside.find([']', '\n'])?)?;
    let length = inside.len() + 2;
    from.get(..length).filter(|whole| whole.ends_with(']'))?;
    let (target, label) = inside.split_once('|')?;
    let is_public = ["club", "public", "event", "http://", "https://", "#"];
    // Anything else is a person's number or a short name, which may be a person's.
    let shown = if is_public.iter().any(|beginning| target.starts_with(beginning)) { label } else { "" };
    Some((shown, length))
}

/// What is shown of `@target (label)` and `*target (label)`, and how long it is.
fn called(from: &str) -> Option<(&str, usize)> {
    let target = from.strip_prefix(['@', '*'])?;
    let end = target.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_' || letter == '.'));
    let (target, after) = target.split_at(end.unwrap_or(target.len()));
    let label = after.strip_prefix(" (").or_else(|| after.strip_prefix('('))?;
    let label = label.get(..label.find([')', '\n'])?)?;
    if target.is_empty() {
        return None;
    }
    let opening = after.find('(')? + 1;
    let is_public = ["club", "public", "event"].iter().any(|beginning| target.starts_with(beginning));
    Some((if is_public { label } else { "" }, 1 + target.len() + opening + label.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_go() {
        for (text, expected) in [
            ("@zhanar_77, бізде де су жоқ", "бізде де су жоқ"),
            ("@айгүл-т7к Иә", "Иә"),
            ("спросите @akim.demo и @su", "спросите  и"),
            ("пишите su@demo.example", "пишите su@demo.example"),
            ("цена @ 5 тенге", "цена @ 5 тенге"),
            ("", ""),
        ] {
            assert_eq!(without_handles(text), expected);
        }
    }

    #[test]
    fn people_of_vk_go_and_communities_stay() {
        for (text, expected) in [
            ("[id555|Жанар], бізде де", "бізде де"),
            ("[id0:bp-12_34|Жанар], иә", "иә"),
            ("[club12|Риддер қаласы] жазды", "Риддер қаласы жазды"),
            ("[https://demo.example/|хабар]", "хабар"),
            ("@id555 (Жанар Тестова) дұрыс", "дұрыс"),
            ("*zhanar77 (Жанар), дұрыс", "дұрыс"),
            ("3 * 4 [сурет] су жоқ", "3 * 4 [сурет] су жоқ"),
            ("[id5|а\nб]", "[id5|а\nб]"),
            ("[", "["),
            ("*(а)", "*(а)"),
        ] {
            assert_eq!(without_people(text), expected);
        }
    }
}
