//! The text of a mail in, what its writer wrote in this mail out: lines put together again, quoted mails, signatures and the
//! marks of mail programs taken away.
//!
//! What is removed is decided by the form of lines, never by what they tell. Where a farewell is followed by much text, it was no
//! farewell.

use crate::mail::phrases;
use crate::plain::tidy;

/// How a text was broken into lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Every break is meant.
    Fixed,
    /// A program may have broken paragraphs at some width.
    Wrapped,
    /// `format=flowed` (RFC 3676): a line that ends in a space goes on.
    Flowed,
    /// The same with `delsp=yes`: the space was added.
    FlowedWithoutSpace,
}

/// Programs break lines at 72 to 80 characters, so a line of a broken paragraph is hardly shorter than this.
const WRAPPED_FROM: usize = 60;
const WRAPPED_TO: usize = 80;

/// A farewell is followed by a name, a position, an office, telephones: few and short lines.
const LONGEST_SIGNATURE_LINES: usize = 12;
const LONGEST_SIGNATURE_LINE_CHARS: usize = 120;

/// The line above a quoted mail, with a date, a name and an address.
const LONGEST_INTRODUCTION_CHARS: usize = 240;

/// A line that only says how to reach somebody is short.
const LONGEST_CONTACT_CHARS: usize = 80;

/// A line with how many marks of quotation stood before it.
struct Line {
    depth: usize,
    text: String,
}

/// The writer's own words.
pub(super) fn own_words(text: &str, flow: Flow, writer: &[String]) -> String {
    let lines = unquoted(lines(text, flow));
    let lines = if flow == Flow::Wrapped { unwrapped(lines) } else { lines };
    let lines = without_signature(lines, writer);
    tidy(&lines.join("\n"))
}

fn lines(text: &str, flow: Flow) -> Vec<Line> {
    let is_flowed = matches!(flow, Flow::Flowed | Flow::FlowedWithoutSpace);
    let mut lines: Vec<Line> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let Line { depth, text } = line_of(line, is_flowed);
        let joins =
            goes_on && lines.last().is_some_and(|last| last.depth == depth) && text.trim_end() != "--";
        goes_on = is_flowed && text.ends_with(' ') && text != "-- ";
        let kept = if goes_on && flow == Flow::FlowedWithoutSpace {
            text.strip_suffix(' ').unwrap_or(&text)
        } else {
            &text
        };
        match lines.last_mut() {
            Some(last) if joins => last.text.push_str(kept),
            _ => lines.push(Line { depth, text: kept.to_owned() }),
        }
    }
    lines
}

/// Takes the marks of quotation from a line, and the space that a flowed text puts before what could be one.
fn line_of(line: &str, is_flowed: bool) -> Line {
    let mut depth = 0;
    let mut rest = line;
    loop {
        if let Some(inner) = rest.strip_prefix('>') {
            depth += 1;
            rest = inner;
        } else if depth > 0 && !is_flowed && rest.starts_with(" >") {
            rest = &rest[1..];
        } else {
            break;
        }
    }
    let rest = if is_flowed || depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
    Line { depth, text: rest.to_owned() }
}

/// The lines that are not quoted.
fn unquoted(lines: Vec<Line>) -> Vec<String> {
    let mut own: Vec<String> = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        if line.depth > 0 {
            index += 1;
            continue;
        }
        let rest = lines.get(index + 1..).unwrap_or_default();
        if is_original(&line.text) || is_head(line, rest) {
            break;
        }
        if let Some(length) = introduction(line, rest) {
            let below = lines.get(index + length..).unwrap_or_default();
            let is_marked =
                below.iter().find(|line| !line.text.trim().is_empty()).is_some_and(|line| line.depth > 0);
            if !is_marked {
                break;
            }
            index += length;
            continue;
        }
        own.push(line.text.clone());
        index += 1;
    }
    own
}

/// `-----Исходное сообщение-----`
fn is_original(line: &str) -> bool {
    let bare = line.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
    phrases::of("original").any(|phrase| bare == phrase)
}

/// `От: …` with `Отправлено: …` or `Кому: …` closely below.
fn is_head(line: &Line, rest: &[Line]) -> bool {
    let bare = |line: &Line| line.text.replace('*', "").trim_start().to_lowercase();
    phrases::begins(&bare(line), "from")
        && rest
            .iter()
            .filter(|line| !line.text.trim().is_empty())
            .take(3)
            .any(|line| phrases::begins(&bare(line), "head"))
}

/// How many lines say that somebody wrote something at some time, as programs do above a quoted mail: one or two.
fn introduction(line: &Line, rest: &[Line]) -> Option<usize> {
    if is_introduction(&line.text) {
        return Some(1);
    }
    let next = rest.first().filter(|next| next.depth == 0 && !line.text.trim().is_empty())?;
    let begins_dated = line.text.chars().any(|letter| letter.is_ascii_digit());
    (begins_dated && is_introduction(&format!("{} {}", line.text.trim_end(), next.text))).then_some(2)
}

/// A date at the beginning, and at the end a verb of writing or an address.
fn is_introduction(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    if !lower.ends_with(':') || lower.chars().count() > LONGEST_INTRODUCTION_CHARS {
        return false;
    }
    let has_address = lower.contains('<') && lower.contains('@') || lower.ends_with(">:");
    let writes = phrases::of("writes").any(|phrase| lower.ends_with(phrase));
    // Within the first words: «23 нояб. 2026 г., в 10:00», «On Mon, Nov 23, 2026 at 10:00». A sentence may begin with a year too.
    let beginning: Vec<char> = lower.chars().take(40).collect();
    let is_digit = |letter: &char| letter.is_ascii_digit();
    let has_hour =
        beginning.windows(3).any(|part| is_digit(&part[0]) && part[1] == ':' && is_digit(&part[2]));
    let has_year = beginning.split(|letter| !is_digit(letter)).any(|number| number.len() == 4);
    has_hour && (writes || has_address) || has_year && has_address
}

/// Puts paragraphs together that a program broke.
fn unwrapped(lines: Vec<String>) -> Vec<String> {
    let is_wrapped = lines.iter().all(|line| line.chars().count() <= WRAPPED_TO);
    if !is_wrapped {
        return lines;
    }
    let mut whole: Vec<String> = Vec::new();
    let mut last_length = 0;
    for line in lines {
        let text = line.trim();
        let goes_on = text.starts_with(|letter: char| letter.is_lowercase() || letter.is_ascii_digit());
        match whole.last_mut() {
            Some(last) if last_length >= WRAPPED_FROM && goes_on => {
                last.push(' ');
                last.push_str(text);
            }
            _ => whole.push(text.to_owned()),
        }
        last_length = text.chars().count();
    }
    whole
}

fn without_signature(lines: Vec<String>, writer: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let rest = lines.get(index + 1..).unwrap_or_default();
        if line.trim_end() == "--" && is_short(rest) {
            break;
        }
        if let Some(before) = before_closing(line).filter(|_| is_short(rest)) {
            kept.push(before.to_owned());
            kept.extend(postscript(rest));
            break;
        }
        if !is_device(line) {
            kept.push(line.clone());
        }
        index += 1;
    }
    while kept.last().is_some_and(|line| line.trim().is_empty() || is_of_signature(line, writer)) {
        kept.pop();
    }
    kept
}

fn is_short(rest: &[String]) -> bool {
    let own = || rest.iter().take_while(|line| !is_postscript(line)).filter(|line| !line.trim().is_empty());
    own().count() <= LONGEST_SIGNATURE_LINES
        && own().all(|line| line.chars().count() <= LONGEST_SIGNATURE_LINE_CHARS)
}

/// What stands before a farewell on its line; none where there is no farewell. It begins the line or a sentence.
fn before_closing(line: &str) -> Option<&str> {
    if is_closing(line) {
        return Some("");
    }
    let ends = line.match_indices(['.', '!', '?']).map(|(at, end)| line.split_at(at + end.len()));
    ends.into_iter().find(|(_, rest)| is_closing(rest)).map(|(before, _)| before)
}

/// Whether a line is a farewell: «С уважением, …», but not «С уважением относимся к …».
fn is_closing(line: &str) -> bool {
    let line = line.trim_start();
    if line.chars().count() > LONGEST_SIGNATURE_LINE_CHARS {
        return false;
    }
    let lower = line.to_lowercase();
    let goes_on = |phrase: &str| {
        let mut after = line.chars().skip(phrase.chars().count());
        match after.next() {
            Some(' ') => after.next().is_some_and(char::is_lowercase),
            next => next.is_some_and(char::is_alphabetic),
        }
    };
    phrases::of("closing").any(|phrase| lower.starts_with(phrase) && !goes_on(phrase))
        || phrases::of("thanks").any(|phrase| lower.starts_with(phrase))
}

fn postscript(rest: &[String]) -> impl Iterator<Item = String> {
    rest.iter().skip_while(|line| !is_postscript(line)).cloned()
}

fn is_postscript(line: &str) -> bool {
    // Half of the writers type it in Cyrillic: Р. S.
    phrases::begins(&line.trim().to_lowercase().replace('р', "p"), "postscript")
        || phrases::begins(&line.trim().to_lowercase(), "postscript")
}

fn is_device(line: &str) -> bool {
    phrases::begins(line.trim().to_lowercase().as_str(), "device")
        && line.chars().count() <= LONGEST_CONTACT_CHARS
}

/// A line at the end that only says who wrote or how to reach them.
fn is_of_signature(line: &str, writer: &[String]) -> bool {
    is_contact(line) || names_somebody(line, writer)
}

fn is_contact(line: &str) -> bool {
    let line = line.trim();
    if line.chars().count() > LONGEST_CONTACT_CHARS {
        return false;
    }
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let letters = line.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_number = digits >= 6 && letters <= 4;
    let is_address = line.contains('@') && line.split_whitespace().count() <= 3;
    let is_labelled = phrases::begins(&line.to_lowercase(), "contact") && (digits >= 5 || line.contains('@'));
    is_number || is_address || is_labelled
}

/// The sender's name, a name with initials, or one with a patronymic, and nothing else.
fn names_somebody(line: &str, writer: &[String]) -> bool {
    let words = words(line);
    if words.is_empty() || words.len() > 4 || line.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let is_capital = |line: &str| {
        line.split_whitespace().all(|word| word.starts_with(|letter: char| letter.is_uppercase()))
    };
    let initials = words.iter().filter(|word| word.chars().count() == 1).count();
    let names = words.iter().filter(|word| writer.contains(word)).count();
    let is_patronymic = |word: &String| {
        phrases::of("patronymic")
            .any(|ending| word.ends_with(ending) && word.chars().count() > ending.chars().count() + 1)
    };
    let is_writer = names > 0 && names + initials == words.len();
    let has_initials = initials > 0 && initials + 1 == words.len() && line.contains('.');
    let has_patronymic = words.len() > 1 && words.iter().any(is_patronymic);
    is_writer || is_capital(line.trim()) && (has_initials || has_patronymic)
}

/// The words of a text, lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a word is a name, perhaps with another ending: «от Плановой» of «Планова».
pub(super) fn is_name_in_case(word: &str, name: &str) -> bool {
    let length = name.chars().count();
    if length < 4 {
        return word == name;
    }
    let stem: String = name.chars().take(length - 1).collect();
    word.starts_with(&stem) && word.chars().count() <= length + 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(own_words(text, Flow::Wrapped, &["планова".into(), "айгүл".into()]), expected, "{text}");
    }

    #[track_caller]
    fn stays(text: &str) {
        check(text, text);
    }

    #[test]
    fn a_signature_goes_in_whatever_form() {
        for below in [
            "С уважением,\nПланова А.С.\nдиректор школы",
            "С ув. Айгүл",
            "Құрметпен, Планова Айгүл",
            "Планова А. С.",
            "А.С. Планова",
            "Планова",
            "Серікова Динара Маратқызы\n+7 (701) 000-00-01",
            "тел: 8 701 000 00 01\nplanova@a.example",
            "ЖСН 000000000000",
            "--\nкто угодно\nгде угодно",
            "Отправлено с iPhone",
            "Sent from my Galaxy",
            "iPhone құрылғысынан жіберілді",
            "Алдын ала рахмет!\nАйгүл",
        ] {
            check(&format!("Су жоқ.\n\n{below}\n"), "Су жоқ.");
        }
        check("Жду ответа! С уважением, жилец", "Жду ответа!");
        check(
            "Нет воды.\nС уважением, А.\nP.S. И света.\nР.S. И газа.",
            "Нет воды.\nP.S. И света.\nР.S. И газа.",
        );
    }

    #[test]
    fn what_only_looks_like_a_signature_stays() {
        stays(
            "С уважением относимся к врачам, но их в селе нет уже третий год, и ехать за сто километров с детьми некому и не на чем.",
        );
        let much = "Очередной день без воды прошёл так же.\n".repeat(13);
        stays(&format!("С уважением пишем вам.\n{}", much.trim_end()));
        stays("Нет воды на улице Айгуль");
        stays("Дом 12, подъезд 3");
        stays("Школа закрыта с 15 ноября");
        stays("Автобус 15\nАвтобус 16");
        stays("Су Жоқ");
    }

    #[test]
    fn quoted_mails_go() {
        for quoted in [
            "> Қайда?",
            ">>Қайда?\n> > Қашан?",
            "23.11.2026, 10:00, \"Приёмная\" <q@office.example>:\n> Где?",
            "On Mon, Nov 23, 2026 at 10:00 AM Office <q@office.example> wrote:\nWhere?",
            "Понедельник, 23 ноября 2026, 10:00 +05:00 от Приёмная <q@office.example>:\n\nГде?",
            "2026 ж. 23 қар., дс 10:00, Қабылдау деп жазды:\nҚайда?",
            "---------- Forwarded message ---------\nчужое",
            "-----Бастапқы хабар-----\nбөтен",
            "Кімнен: Қабылдау\nЖіберілді: 23 қараша\nКімге: Айгүл\nбөтен",
            "*From:* Office\n*Sent:* Monday\nforeign",
        ] {
            check(&format!("Су жоқ.\n\n{quoted}"), "Су жоқ.");
        }
        check("> Қайда?\nАбай көшесінде.\n> Қашан?\nКеше.", "Абай көшесінде.\nКеше.");
    }

    #[test]
    fn what_only_looks_quoted_stays() {
        stays("Аким 12 ноября пишет:\nвода будет завтра");
        stays("От: остановки до школы нет тротуара");
        stays("От кого: непонятно\nне знаем");
        stays("Температура > 30 градусов");
    }

    #[test]
    fn lines_are_put_together_as_they_were_meant() {
        let flowed = "Су \nжоқ\n-- \nкто";
        assert_eq!(own_words(flowed, Flow::Flowed, &[]), "Су жоқ");
        assert_eq!(own_words("водо\u{20}\nпровод", Flow::FlowedWithoutSpace, &[]), "водопровод");
        assert_eq!(own_words(" From here\n >x", Flow::Flowed, &[]), "From here\n>x");
        let long = "Жители микрорайона третью неделю просят починить уличное освещение";
        check(&format!("{long}\nи вывезти мусор."), &format!("{long} и вывезти мусор."));
        check(&format!("{long}\nИ вывезти мусор."), &format!("{long}\nИ вывезти мусор."));
        check("коротко\nи ясно", "коротко\nи ясно");
    }

    #[test]
    fn a_name_is_known_in_its_cases() {
        assert!(is_name_in_case("плановой", "планова") && is_name_in_case("айгүлден", "айгүл"));
        assert!(!is_name_in_case("планировка", "планова") && !is_name_in_case("лия", "ли"));
    }
}
