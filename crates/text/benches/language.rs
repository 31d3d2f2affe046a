//! Measures how fast the language of short texts is found, beside whatlang and lingua: `cargo bench -p dauys-text --bench language`.
//!
//! The texts are invented posts of one to three sentences, half Kazakh and half Russian; all detectors read the same bytes.

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

/// Posts as they are read: complaints, news and reviews.
const POSTS: [&str; 12] = [
    "Ауылымызда бес күннен бері су жоқ, әкімдік жауап бермейді. Қашан жөндейсіздер?",
    "Пятый день нет воды, управляющая компания трубку не берёт. Куда жаловаться?",
    "уйде жарык жок, балалар тонып отыр, не истеймиз енди",
    "Во дворе не горит ни один фонарь, дети идут из школы в темноте.",
    "Министрлік жыл соңына дейін облыстағы он екі мектептің құрылысын аяқтауды жоспарлап отыр.",
    "Аким области провёл встречу с жителями и пообещал отремонтировать дорогу до конца года.",
    "Өте жақсы дүкен, бәрі уақытында келді, рахмет!",
    "Спасибо, доставили быстро, качество отличное",
    "Описаниеде өлшемі жазылмаған, сатушы жауап бермейді",
    "Жол жөнделмейді",
    "Яма у дома 5",
    "Автобустар кешігіп келеді, аялдамада тұрып шаршадық, маршрутты қайтарып беріңіздерші",
];

/// The detector of lingua among the languages our texts are mistaken for.
static LINGUA: LazyLock<LanguageDetector> = LazyLock::new(|| {
    LanguageDetectorBuilder::from_languages(&[
        Language::Azerbaijani,
        Language::Belarusian,
        Language::Bulgarian,
        Language::English,
        Language::Kazakh,
        Language::Mongolian,
        Language::Russian,
        Language::Turkish,
        Language::Ukrainian,
    ])
    .with_preloaded_language_models()
    .build()
});

fn main() {
    divan::main();
}

fn over_posts<Answer>(bencher: Bencher<'_, '_>, detect: impl Fn(&str) -> Answer + Sync) {
    let bytes: usize = POSTS.iter().map(|post| post.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for post in POSTS {
            black_box(detect(black_box(post)));
        }
    });
}

#[divan::bench]
fn ours(bencher: Bencher<'_, '_>) {
    over_posts(bencher, dauys_text::detect);
}

#[divan::bench]
fn ours_by_rules(bencher: Bencher<'_, '_>) {
    over_posts(bencher, |post| dauys_text::detect_by_rules(post, None));
}

#[divan::bench]
fn whatlang(bencher: Bencher<'_, '_>) {
    over_posts(bencher, whatlang::detect);
}

#[divan::bench]
fn lingua(bencher: Bencher<'_, '_>) {
    LazyLock::force(&LINGUA);
    over_posts(bencher, |post| LINGUA.detect_language_of(post));
}
