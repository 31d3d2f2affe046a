//! Texts of social networks in, the same without the handles and profile links of persons out.
//!
//! There a person is addressed by `@name`, mostly put there by the platform, which says nothing of the problem raised and everything
//! of who was meant. Names that people write themselves are redacted later, and so are addresses of mail, which stay here.

use url::Url;

use crate::links::public;
use crate::plain::tidy;

/// Endings by which a name alone, without `@`, is a handle: those of Bluesky's own hosting.
const HANDLE_HOSTS: [&str; 1] = [".bsky.social"];

/// The text without handles and without links to persons.
pub(super) fn without_handles(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(char::is_whitespace);
        let space = piece.get(word.len()..).unwrap_or_default();
        keep(word, &mut kept);
        kept.push_str(space);
    }
    tidy(kept.trim_start_matches([' ', ',', ':', '\n']))
}

/// Adds what of a word names no person.
fn keep(word: &str, kept: &mut String) {
    let (word, link) = match ["https://", "http://"].iter().find_map(|scheme| word.find(scheme)) {
        Some(at) => word.split_at(at),
        None => (word, ""),
    };
    keep_word(word, kept);
    if !link.is_empty() && !Url::parse(trimmed(link)).is_ok_and(names_person) {
        kept.push_str(link);
    }
}

fn keep_word(word: &str, kept: &mut String) {
    let core = trimmed(word);
    let is_host = HANDLE_HOSTS.iter().any(|host| core.to_ascii_lowercase().ends_with(host));
    if is_host || is_bare_link_to_person(core) {
        return;
    }
    let mut rest = word;
    while let Some(at) = rest.find('@') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let run = run_of_name(from);
        let handle = run.trim_end_matches(['.', '-', '@']);
        let is_handle = handle.contains(char::is_alphanumeric);
        let is_mail = before.chars().next_back().is_some_and(char::is_alphanumeric);
        let taken = if is_handle { handle } else { run };
        if is_mail || !is_handle {
            kept.push_str(taken);
        }
        rest = from.get(taken.len()..).unwrap_or_default();
    }
    kept.push_str(rest);
}

/// What of a text may belong to `@name` or `@name@server` at its beginning.
fn run_of_name(text: &str) -> &str {
    // Handles of YouTube are of any script, and may have a middle dot.
    let is_of_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | '·' | '@');
    text.get(..text.find(|letter| !is_of_name(letter)).unwrap_or(text.len())).unwrap_or_default()
}

/// `vk.com/name`, as people and platforms shorten addresses.
fn is_bare_link_to_person(word: &str) -> bool {
    let Some((host, _)) = word.split_once('/') else { return false };
    host.is_ascii() && host.contains('.') && Url::parse(&format!("https://{word}")).is_ok_and(names_person)
}

/// Whether an address is that of a person, or of what cannot be told from one: Telegram's are the same for persons and channels.
fn names_person(url: Url) -> bool {
    let is_telegram = matches!(url.host_str(), Some("t.me" | "telegram.me")) && url.path() != "/";
    is_telegram || public(url).is_none()
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '/' | '@' | '_'))
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

    fn check(text: &str, expected: &str) {
        assert_eq!(without_handles(text), expected, "{text}");
    }

    #[test]
    fn handles_go_and_the_rest_stays() {
        check("@aigul_77 су жоқ", "су жоқ");
        check("Су жоқ (@aigul_77), жарық та", "Су жоқ (), жарық та");
        check("@aigul@m.example, @erlan.bsky.social: воды нет", "воды нет");
        check("Воды нет.\n@akim_demo.", "Воды нет.\n.");
        check("aigul.bsky.social пишет", "пишет");
        check("почта aigul@demo.example", "почта aigul@demo.example");
        check("5 @ 6 @@ @_.", "5 @ 6 @@ @_.");
    }

    #[test]
    fn links_to_persons_go_and_others_stay() {
        check("см. https://m.example/@aigul/1.", "см.");
        check("bsky.app/profile/aigul и/или vk.com/id12 т.е./так", "и/или т.е./так");
        check("на сайте:https://demo.example/su-zhok", "на сайте:https://demo.example/su-zhok");
        check("https://www.threads.net/@aigul t.me/aigul_77", "");
    }

    #[test]
    fn handles_of_any_script_go() {
        check("@zhanar_77, бізде де су жоқ", "бізде де су жоқ");
        check("@айгүл-т7к Иә", "Иә");
        check("спросите @akim.demo и @su", "спросите и");
        check("цена @ 5 тенге", "цена @ 5 тенге");
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
