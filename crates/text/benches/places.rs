//! How fast places are found in invented texts whose words are known already, beside a bare search for the same names with
//! `aho-corasick`, which knows no ending, no kind and no region; and what a text costs that names places without end.

use aho_corasick::{AhoCorasick, MatchKind};
use dauys_text::place::gazetteer;
use dauys_text::{Words, places, words};
use divan::Bencher;
use divan::counter::BytesCount;

/// Invented sentences: nine in ten name no place, as in comments.
const SENTENCES: [&str; 20] = [
    "Үшінші күн қатарынан үйде жылу жоқ, балалар киімшең ұйықтап жүр.",
    "Вторую неделю не вывозят мусор, во дворе невозможно гулять с детьми.",
    "Әкімдікке бірнеше рет хат жаздық, бірақ жауап болмады.",
    "На остановке нет света, вечером страшно ходить.",
    "Екібастұзда жылу құбыры тағы жарылды, тұрғындар далаға тоңып шықты.",
    "Автобус келмейді, жұмысқа кешігіп жатырмыз.",
    "Почему очередь в поликлинику нужно занимать с пяти утра?",
    "Көшедегі шұңқырларды жөндеуге қашан уақыт табылады?",
    "В селе Айгыз Аягозского района области Абай крыша школы протекает.",
    "Лифт істемегелі екі ай болды, қарт кісілер жоғары көтеріле алмайды.",
    "Тариф повысили, а качество услуг осталось прежним.",
    "Су өте лас, ішуге жарамсыз.",
    "Горячей воды нет с понедельника, обещали дать в среду.",
    "Балабақшаға кезек он жылға созылып кеткен.",
    "Дорогу перед школой так и не отремонтировали.",
    "Түнде ит үреді, жарық жоқ, қорқынышты.",
    "Врачей не хватает, приём ведёт один терапевт на весь район.",
    "Газ бағасы қымбаттап кетті, тұрғындар наразы.",
    "Снег с тротуаров не убирают, люди ходят по проезжей части.",
    "Ата-аналар жиналысында мәселе көтерілді.",
];

/// About a megabyte of them.
fn comments() -> String {
    let bytes: usize = SENTENCES.iter().map(|sentence| sentence.len() + 1).sum();
    SENTENCES.join(" ").repeat(1_000_000 / bytes)
}

fn read(text: String) -> (String, Words) {
    let words = words(&text, None);
    (text, words)
}

fn search(bencher: Bencher<'_, '_>, text: String) {
    let (text, words) = read(text);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| places(&text, &words).len());
}

#[divan::bench(sample_count = 10)]
fn places_of_comments(bencher: Bencher<'_, '_>) {
    search(bencher, comments());
}

#[divan::bench(sample_count = 10)]
fn places_of_shared_names_without_end(bencher: Bencher<'_, '_>) {
    search(bencher, "Абай ауданы, Жамбыл ауданы, село Актогай, Риддер. ".repeat(10_000));
}

/// The bare names of the gazetteer, found as they stand.
#[divan::bench(sample_count = 10)]
fn aho_corasick_bare_names(bencher: Bencher<'_, '_>) {
    let text = comments();
    let names = gazetteer().flat_map(|place| [place.kk, place.ru]);
    let names = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names).expect("names");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| names.find_iter(&text).count());
}

/// Words of the same text, which `analyze` needs for everything else too.
#[divan::bench(sample_count = 3)]
fn words_of_comments(bencher: Bencher<'_, '_>) {
    let text = comments();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| words(&text, None).words.len());
}

fn main() {
    // The tables are made at first use.
    let warm = words("Риддер", None);
    divan::black_box(places("Риддер", &warm));
    divan::main();
}
