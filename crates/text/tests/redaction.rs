//! Plants numbers and addresses in every way of writing that is known and looks whether any is left.

#![allow(clippy::unwrap_used, reason = "what is invented here is known to be right")]

use dauys_text::{hidden, redact};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// How the digits of a number are written: in what groups, with what between, in which script, with what inside.
#[derive(Clone, Debug)]
struct Writing {
    separator: &'static str,
    script: Script,
    invisible: Option<(char, Index)>,
    has_letters: bool,
}

#[derive(Clone, Copy, Debug)]
enum Script {
    Ascii,
    FullWidth,
    Arabic,
    Persian,
}

fn writing() -> impl Strategy<Value = Writing> {
    let separators =
        ["", " ", "\u{a0}", "-", "–", "—", ".", " - ", "\u{2009}", "\u{202f}", "‑", "−", "_", "/", "  "];
    let scripts = [Script::Ascii, Script::Ascii, Script::FullWidth, Script::Arabic, Script::Persian];
    let invisible =
        proptest::option::of((select(vec!['\u{200b}', '\u{200d}', '\u{ad}', '\u{2060}']), any::<Index>()));
    (select(separators.to_vec()), select(scripts.to_vec()), invisible, any::<bool>()).prop_map(
        |(separator, script, invisible, has_letters)| Writing { separator, script, invisible, has_letters },
    )
}

impl Writing {
    fn write(&self, digits: &str, groups: &[usize]) -> String {
        let mut written = String::new();
        let mut rest = digits;
        for length in groups {
            let (group, after) = rest.split_at((*length).min(rest.len()));
            if !written.is_empty() && !group.is_empty() {
                written.push_str(self.separator);
            }
            written.extend(group.chars().map(|digit| self.digit(digit)));
            rest = after;
        }
        written.extend(rest.chars().map(|digit| self.digit(digit)));
        // A letter for a zero that stands right after another digit, as those write who slip past filters.
        let zero = written
            .char_indices()
            .skip(1)
            .find(|(at, sign)| *sign == '0' && written[..*at].ends_with(|last: char| last.is_ascii_digit()));
        if self.has_letters
            && let Some((at, _)) = zero
        {
            written.replace_range(at..=at, "О");
        }
        if let Some((invisible, index)) = &self.invisible {
            let places: Vec<usize> = written.char_indices().skip(1).map(|(at, _)| at).collect();
            written.insert(*index.get(&places), *invisible);
        }
        written
    }

    fn digit(&self, digit: char) -> char {
        let first = match self.script {
            Script::Ascii => '0',
            Script::FullWidth => '０',
            Script::Arabic => '٠',
            Script::Persian => '۰',
        };
        char::from_u32(first as u32 + digit.to_digit(10).unwrap()).unwrap()
    }
}

fn is_left(text: &str, planted: &str) -> bool {
    let start = text.find(planted).unwrap();
    let found = hidden(text);
    planted.char_indices().any(|(at, sign)| {
        sign.is_alphanumeric() && !found.iter().any(|hidden| hidden.range.contains(&(start + at)))
    })
}

fn check(frame: &str, planted: &str) -> Result<(), TestCaseError> {
    let text = frame.replace('{', planted);
    prop_assert!(!is_left(&text, planted), "{text:?} became {:?}", redact(&text));
    Ok(())
}

/// The last digit that makes an IIN right, if one does.
fn with_check_digit(base: &str) -> Option<String> {
    let digits: Vec<u32> = base.chars().map(|digit| digit.to_digit(10).unwrap()).collect();
    let rest = |turn: u32| {
        (0_u32..).zip(&digits).map(|(at, digit)| digit * ((at + turn) % 11 + 1)).sum::<u32>() % 11
    };
    let check = if rest(0) == 10 { rest(2) } else { rest(0) };
    (check < 10).then(|| format!("{base}{check}"))
}

fn with_luhn(base: &str) -> String {
    let sum: u32 = base
        .chars()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = digit.to_digit(10).unwrap() * if at % 2 == 0 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    format!("{base}{}", (10 - sum % 10) % 10)
}

proptest! {
    #[test]
    fn telephones_go_however_they_are_written(
        prefix in select(vec!["+7", "8", "7"]),
        operator in select(vec!["700", "701", "702", "705", "707", "708", "747", "771", "775", "776", "777", "778"]),
        number in "[0-9]{7}",
        groups in select(vec![vec![1, 3, 3, 2, 2], vec![1, 3, 3, 4], vec![1, 3, 7], vec![1, 10], vec![4, 3, 2, 2], vec![4, 7], vec![1; 11], vec![1, 3, 2, 2, 3], vec![1, 3, 2, 5]]),
        writing in writing(),
        frame in select(vec!["Звоните {, жду", "Менің телефоным {", "тел.{ Айдос", "нөмірім { жазыңыз", "WhatsApp: {!", "перезвоните на { срочно"]),
    ) {
        let digits = format!("{}{operator}{number}", prefix.trim_start_matches('+'));
        let plus = if prefix.starts_with('+') { "+" } else { "" };
        check(frame, &format!("{plus}{}", writing.write(&digits, &groups)))?;
    }

    #[test]
    fn telephones_go_without_a_word_beside_them(
        prefix in select(vec!["+7", "8"]),
        operator in select(vec!["700", "701", "705", "747", "777"]),
        number in "[0-9]{7}",
        written in select(vec!["P (O) AAA-BB-CC", "P(O)AAABBCC", "POAAABBCC", "P O AAA BB CC", "P-O-AAA-BB-CC", "P O AAABBCC", "P O AAA BBCC", "P.O.AAA.BB.CC", "PO AAA BB CC"]),
        frame in select(vec!["Живём без воды. {", "{ осы нөмір", "Су жоқ, {, көмектесіңіз"]),
    ) {
        let number = written
            .replace("AAA", &number[..3])
            .replace("BB", &number[3..5])
            .replace("CC", &number[5..])
            .replace('P', prefix)
            .replace('O', operator);
        check(frame, &number)?;
    }

    #[test]
    fn identification_numbers_go(
        year in "[0-9]{2}", month in "(0[1-9]|1[0-2])", day in "(0[1-9]|1[0-9]|2[0-8])", rest in "[1-6][0-9]{4}",
        groups in select(vec![vec![12], vec![6, 6], vec![3, 3, 3, 3], vec![4, 4, 4], vec![1; 12], vec![2, 2, 2, 6]]),
        writing in writing(),
        frame in select(vec!["ИИН {, пособие", "Менің ЖСН-ім {", "жсн: {.", "ИИН-і { деп тұр"]),
    ) {
        if let Some(number) = with_check_digit(&format!("{year}{month}{day}{rest}")) {
            check(frame, &writing.write(&number, &groups))?;
            check("Су жоқ, { қараңыз", &number)?;
        }
    }

    #[test]
    fn cards_go(
        base in "(4400|4405|5169|2202|5355)[0-9]{11}",
        groups in select(vec![vec![16], vec![4, 4, 4, 4], vec![1; 16]]),
        writing in writing(),
        frame in select(vec!["карта {, спасибо", "Каспи {", "картама { салыңыз"]),
    ) {
        check(frame, &writing.write(&with_luhn(&base), &groups))?;
    }

    #[test]
    fn addresses_of_mail_go(
        local in "[a-z][a-z0-9]{2,8}([._-][a-z0-9]{2,5})?",
        sign in select(vec!["@", "＠", " @ ", "@ ", " @", "(at)", " (at) ", "[at]", " [at] ", " собака ", "(собака)", " [собака] ", " at "]),
        host in select(vec!["mail.ru", "gmail.com", "inbox.kz", "yandex.kz", "mail точка ru", "gmail(dot)com", "mail[точка]ru"]),
        frame in select(vec!["жаз { рахмет", "{", "Почта: {, жду", "поштам {."]),
    ) {
        check(frame, &format!("{local}{sign}{host}"))?;
    }

    #[test]
    fn plates_go(
        digits in "[0-9]{3}", letters in "[ABEKMHOPCTYX]{3}", region in "(0[1-9]|1[0-9]|20)",
        separator in select(vec!["", " ", "-", "\u{a0}"]), is_cyrillic in any::<bool>(), is_small in any::<bool>(),
    ) {
        let look_alike = |letter: char| {
            "АВЕКМНОРСТУХ".chars().nth("ABEKMHOPCTYX".find(letter).unwrap()).unwrap()
        };
        let mut letters = letters;
        if is_cyrillic {
            letters = letters.chars().map(look_alike).collect();
        }
        if is_small {
            letters = letters.to_lowercase();
        }
        check("машина { тұр", &format!("{digits}{separator}{letters}{separator}{region}"))?;
    }

    #[test]
    fn nothing_makes_it_fail(text in "[\\PC\n\u{0}\u{200b}0-9@/Кk]{0,80}") {
        let once = redact(&text);
        prop_assert_eq!(redact(&once), once);
    }
}
