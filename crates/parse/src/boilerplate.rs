//! Text in, text without the lines that outlets put around it: "read also", "share", "subscribe". Lines are data.

/// Beginnings of such lines.
const BEGINNINGS: &str = include_str!("../data/boilerplate.txt");

/// A longer line that begins so is a sentence of the text after all.
const LONGEST_CHARS: usize = 160;

/// The text without such lines. A text that would lose everything stays as it is.
pub(crate) fn without_boilerplate(text: &str) -> String {
    let kept: Vec<&str> = text.lines().filter(|line| !is_boilerplate(line)).collect();
    if kept.is_empty() { text.to_owned() } else { kept.join("\n") }
}

fn is_boilerplate(line: &str) -> bool {
    if line.chars().count() > LONGEST_CHARS {
        return false;
    }
    let lower = line.to_lowercase();
    let lower = lower.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let mut beginnings = BEGINNINGS.lines().filter(|line| !line.starts_with('#'));
    let begins = beginnings.find(|beginning| lower.starts_with(*beginning));
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
}
