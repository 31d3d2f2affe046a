//! How long it takes to find the rings of a query's words.

use divan::Bencher;

#[divan::bench(args = [
    "су жоқ",
    "нет воды",
    "su joq",
    "лифт не работает второй месяц в многоэтажке",
    "Өскеменде балабақшаға кезек қашан жылжиды",
    "жедел жардем келмеди",
])]
fn translations(bencher: Bencher<'_, '_>, query: &str) {
    let words: Vec<&str> = query.split(' ').collect();
    dauys_text::translations(&words);
    bencher.bench(|| dauys_text::translations(divan::black_box(&words)));
}

fn main() {
    divan::main();
}
