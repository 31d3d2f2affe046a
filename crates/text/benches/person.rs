//! How long it takes to say whether a query is only a name.

use dauys_text::person::{Asked, only_a_name, only_a_sign};

fn main() {
    divan::main();
}

const QUERIES: [&str; 8] = [
    "нет воды в доме второй день",
    "ауылда су жоқ",
    "Айгүл Сатыбалдиеваның",
    "Иванов Иван Иванович",
    "Satybaldieva Aigul",
    "министр здравоохранения Нургалиева",
    "серіктестіктердің",
    "+7 701 234 56 78",
];

#[divan::bench(args = QUERIES)]
fn judged(query: &str) -> bool {
    let words = dauys_text::tokens(query);
    let asked: Vec<Asked> = words.iter().map(|token| Asked::word(token.surface)).collect();
    only_a_sign(query).or_else(|| only_a_name(&asked)).is_some()
}

#[divan::bench(args = ["Сатыбалд", "Айгү", "вод", "Иванов"])]
fn beginning(word: &str) -> bool {
    only_a_name(&[Asked { word, is_beginning: true }]).is_some()
}
