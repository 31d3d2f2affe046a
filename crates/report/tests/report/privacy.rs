//! No byte of a page holds what was hidden: not in the text, not in the cards, not in a skeleton, a title or an id.

use dauys_report::{Interface, Understood, page};
use dauys_text::{Given, skeleton};

/// Invented persons and numbers, and what of them must not be seen. Names are looked for as skeletons too, which a card would show.
const PLANTED: [(&str, &[&str]); 8] = [
    (
        "Мен, Қиялбекова Шынар Ойданқызы, ЖСН 987654321090, күтіп отырмын",
        &["қиялбек", "шынар", "ойданқ", "987654"],
    ),
    (
        "Заявитель Вымыслова Тамара Игнатьевна, ИИН 291417776310.",
        &["вымысл", "тамара", "игнатьевн", "291417"],
    ),
    (
        "апам Ертегі Күләш Қиялқызы инсулинсіз отыр, телефоны 87000004321",
        &["ертегі", "күләш", "қиялқызы", "4321"],
    ),
    (
        "Моя мать, Небылицына Мария Петровна, ул. Верхняя, д. 14, кв. 7164, упала.",
        &["небылиц", "петровн", "7164"],
    ),
    ("Пишите на vymysel.tamara@example.kz или +7 (700) 555-44-33", &["vymysel", "tamara", "555-44", "5554"]),
    ("машина 125 KZA 02, карта 4400 4302 1234 5678 и счёт KZ86125KZT5004100100", &["kza", "4302", "5004100"]),
    ("Айгүл апай айтты. Жаз @aigul_oidan немесе t.me/aigul_oidan", &["айгүл", "aigul", "oidan"]),
    ("иванов иван иванович просит", &["иванов"]),
];

#[test]
fn nothing_planted_is_in_any_byte() {
    for language in Interface::ALL {
        for (text, secrets) in PLANTED {
            let texts = [
                Understood::new(Some(text), "", "Су жоқ", &Given::default()),
                Understood::new(None, text, "Су жоқ", &Given::default()),
                Understood::new(None, "", text, &Given::default()),
                Understood::new(None, text, text, &Given::default()),
            ];
            let page = page(&texts, language).to_lowercase();
            for secret in secrets {
                assert!(!page.contains(secret), "`{secret}` of «{text}» is in the page");
                let folded = skeleton(secret);
                let is_word = folded.chars().count() >= 5 && folded.chars().all(char::is_alphabetic);
                assert!(!is_word || !page.contains(&folded), "`{folded}` of «{text}» is in the page");
            }
        }
    }
}

#[test]
fn what_was_planted_would_be_found() {
    let page =
        page(&[Understood::new(None, "", "Көшеде жарық жоқ 4321", &Given::default())], Interface::Kazakh);
    for shown in ["жарық", "жарык", "4321"] {
        let is_shown = page.contains(shown) || page.contains(&skeleton(shown));
        assert!(is_shown, "the search for `{shown}` finds what is there");
    }
}
