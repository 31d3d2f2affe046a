//! Text in, text without the lines that outlets put around it: "read also", "share", "subscribe". Lines are data.

/// Beginnings of such lines.
const BEGINNINGS: &str = include_str!("../data/boilerplate.txt");
/// Beginnings of lines that end a text, `kind beginning` each.
const ENDS: &str = include_str!("../data/text_ends.txt");

/// A longer line that begins so is a sentence of the text after all.
const LONGEST_CHARS: usize = 160;
/// A label has no more words: `Комментарии (5)`.
const LABEL_WORDS: usize = 5;

/// The text without such lines. A text that would lose everything stays as it is.
pub(crate) fn without_boilerplate(text: &str) -> String {
    let kept: Vec<&str> = text.lines().filter(|line| !is_boilerplate(line)).collect();
    if kept.is_empty() { text.to_owned() } else { kept.join("\n") }
}

/// Whether nothing of an article follows such a line: the heading of a discussion, the notice in a footer.
pub(crate) fn ends_the_text(line: &str) -> bool {
    let is_label = line.split_whitespace().count() <= LABEL_WORDS;
    let lower = beginning(line);
    ENDS.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .any(|(kind, beginning)| (is_label || kind == "notice") && lower.starts_with(beginning))
        && !is_owner(line)
}

/// Whether a line with `©` tells whose a picture is, as agencies caption theirs, and not whose the site: that has a year.
fn is_owner(line: &str) -> bool {
    line.trim_start().starts_with('©')
        && line.split_whitespace().count() <= CREDIT_WORDS + 1
        && !line.contains(|letter: char| letter.is_ascii_digit())
}

/// What stands before the name of who made a picture.
const CREDITS: [&str; 4] = [" фото:", " сурет:", " фото автора", " / getty images"];
/// Words of such a name and its agency.
const CREDIT_WORDS: usize = 5;

/// Whether a line is a caption that ends with who made the picture.
fn is_credit(lower: &str) -> bool {
    CREDITS.iter().any(|credit| {
        lower.rsplit_once(credit).is_some_and(|(_, name)| name.split_whitespace().count() <= CREDIT_WORDS)
    })
}

/// Lines at the end of a text among which a signature is looked for: a name, an office, a town.
const SIGNATURE_LINES: usize = 3;
/// Words of a signature.
const SIGNATURE_WORDS: usize = 4;

/// The text without the signature of its writer: `Айбек СЫНАҚОВ, Ақмола облысы`, as newspapers set it.
pub(crate) fn without_byline(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(SIGNATURE_LINES).max(1);
    let signature =
        (from..lines.len()).find(|index| lines.get(*index).is_some_and(|line| is_signature(line)));
    let is_short = |line: &&str| line.split_whitespace().count() <= SIGNATURE_WORDS;
    match signature.and_then(|index| lines.split_at_checked(index)) {
        Some((text, signature)) if signature.iter().all(is_short) => text.join("\n"),
        _ => text.to_owned(),
    }
}

/// A first name and a surname in capitals, and nothing that ends a sentence.
fn is_signature(line: &str) -> bool {
    let words: Vec<&str> = line.trim_end_matches(',').split_whitespace().collect();
    let is_loud = |word: &str| {
        word.chars().count() >= 4 && word.chars().all(|letter| letter.is_uppercase() || letter == '-')
    };
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    matches!(words.as_slice(), [first, surname] if is_name(first) && is_loud(surname))
}

/// As much of a line as beginnings are compared with, lower case, without what stands before its first letter.
fn beginning(line: &str) -> String {
    let head: String = line.chars().take(LONGEST_CHARS + 1).collect::<String>().to_lowercase();
    head.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '©').to_owned()
}

fn is_boilerplate(line: &str) -> bool {
    if line.chars().count() > LONGEST_CHARS {
        return false;
    }
    let lower = beginning(line);
    if is_credit(&lower) {
        return true;
    }
    let whole = lower.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let mut beginnings = BEGINNINGS.lines().filter(|line| !line.starts_with('#'));
    let begins = beginnings.find(|beginning| match beginning.strip_prefix('=') {
        Some(label) => whole == label,
        None => lower.starts_with(*beginning),
    });
    match begins {
        // WordPress closes its summaries so; a sentence may begin with the same two words.
        Some("the post") => lower.contains("appeared first on"),
        Some(_) => true,
        // «Сообщение Заголовок появились сначала на Сайт.»
        None => {
            (lower.starts_with("сообщение") || lower.starts_with("запись"))
                && lower.contains("появил")
                && lower.contains("сначала на")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_the_text_go() {
        let text = "Су үш күн жоқ.\nТағы оқыңыз: Жарық сөнді\nЖители ждут.\n📌 Читайте также: Дороги\nThe post Су appeared first on Demo.";
        assert_eq!(without_boilerplate(text), "Су үш күн жоқ.\nЖители ждут.");
    }

    #[test]
    fn sentences_stay() {
        let long = format!("Фото: на снимке видно, что {}", "вода стоит во дворе ".repeat(20));
        assert_eq!(without_boilerplate(&long), long);
        assert_eq!(without_boilerplate("Поделиться"), "Поделиться");
        assert_eq!(without_boilerplate("The post office is closed"), "The post office is closed");
    }

    #[test]
    fn labels_go_as_a_whole_line_only() {
        assert_eq!(without_boilerplate("Су жоқ.\n- Жарнама -\nПечать"), "Су жоқ.");
        assert_eq!(without_boilerplate("Печать газеты прекращена."), "Печать газеты прекращена.");
        assert_eq!(without_boilerplate("Су жоқ.\nАбай көшесі, 14-үй. Сурет: Демо"), "Су жоқ.");
    }

    #[test]
    fn signatures_go() {
        assert_eq!(without_byline("Су жоқ.\nАйбек СЫНАҚОВ,\nАқмола облысы"), "Су жоқ.");
        assert_eq!(
            without_byline("Су жоқ.\nСу КЕЛДІ, дейді әкімдік қызметкерлері."),
            "Су жоқ.\nСу КЕЛДІ, дейді әкімдік қызметкерлері."
        );
        assert_eq!(without_byline("Айбек СЫНАҚОВ"), "Айбек СЫНАҚОВ");
    }

    #[test]
    fn a_text_ends_before_its_discussion_and_its_notices() {
        assert!(
            ends_the_text("Комментарии (5)") && ends_the_text("ПІКІРЛЕР") && ends_the_text("© Демо, 2026")
        );
        assert!(ends_the_text(
            "Использование материалов разрешено только со ссылкой на сайт и с согласия редакции."
        ));
        assert!(!ends_the_text("Комментарии ведомства по этому поводу получить не удалось."));
        assert!(!ends_the_text("Су үш күн жоқ."));
        assert!(!ends_the_text("© Демо / Суретші"));
    }

    #[test]
    fn every_line_of_the_data_can_be_met() {
        for line in BEGINNINGS.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(beginning(line), line.trim_start_matches('='));
        }
        for line in ENDS.lines().filter(|line| !line.starts_with('#')) {
            let (kind, start) = line.split_once(' ').unwrap();
            assert!(matches!(kind, "label" | "notice"), "{line}");
            assert_eq!(beginning(start), start);
        }
    }
}
