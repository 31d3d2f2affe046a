//! Words a second of Kazakh stemming beside Snowball's Turkish and Russian stemmers on the same words:
//! `cargo bench -p dauys-kazakh --bench stem -- [--sample-count N]`.
//!
//! The words are invented sentences about streets and heating, as formal text has them and as people type them.

use dauys_kazakh::{Stemmer, Weights, normal, stem};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rust_stemmers::{Algorithm, Stemmer as Snowball};

const FORMAL: &str = "Көшеміздегі жарық үш аптадан бері жанбайды, тұрғындар әкімдікке бірнеше рет хабарласқан, бірақ ешкім келмеді. \
    Ауылдағы су құбыры ескірген, жөндеу жұмыстары былтыр басталып, әлі аяқталмаған. Балалар мектепке батпақ кешіп барады, \
    ата-аналар жолды тезірек жөндеуді сұрайды. Аурухананың шатырынан су ағып тұр, дәрігерлер жаңа ғимарат салынатынын айтқан \
    болатын. Қоқыс жәшіктері уақытында босатылмайды, сондықтан аулаларда қоқыс үйіліп қалған. Жылу маусымы басталғанымен, \
    пәтерлердегі температура он бес градустан аспайды. Тұрғындардың өтініштері бойынша комиссия құрылып, мәселе келесі аптада \
    қаралатын болды. Кәсіпкерлерге берілетін несиелердің пайыздық мөлшерлемесі төмендетілгеніне қарамастан, шағын \
    кәсіпорындардың көбісі қаржыландыруға қол жеткізе алмай отыр.";

const TYPED: &str = "кошедегі жарык жанбаиды су жок болып тур алы жонделмеді тургындар арызданып жатыр екен жылу да жок \
    ауылга жол салып бериниздерши отиниш жаксы болды рахмет сіздерге тез жеткізди приложениеге кіре алмай жатырмын \
    zharyq joq su kelmeidi kashan jondeisizder rahmet jaqsy kyzmet";

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphabetic() && letter != '-')
        .filter(|word| !word.is_empty())
        .map(normal)
        .collect()
}

fn main() {
    divan::main();
}

fn bench(bencher: Bencher<'_, '_>, text: &str, mut read: impl FnMut(&str)) {
    let words = words(if text == "formal" { FORMAL } else { TYPED });
    bencher.counter(ItemsCount::new(words.len())).bench_local(|| {
        for word in &words {
            read(black_box(word));
        }
    });
}

#[divan::bench(args = ["formal", "typed"])]
fn kazakh(bencher: Bencher<'_, '_>, text: &str) {
    bench(bencher, text, |word| {
        black_box(stem(word));
    });
}

#[divan::bench(args = ["formal", "typed"])]
fn kazakh_into_one_buffer(bencher: Bencher<'_, '_>, text: &str) {
    let stemmer = Stemmer::default();
    let mut stem = String::new();
    bench(bencher, text, |word| {
        stem.clear();
        black_box(stemmer.stem_into(word, Weights::Counted, &mut stem));
    });
}

#[divan::bench(args = ["formal", "typed"])]
fn snowball_turkish(bencher: Bencher<'_, '_>, text: &str) {
    let stemmer = Snowball::create(Algorithm::Turkish);
    bench(bencher, text, |word| {
        black_box(stemmer.stem(word));
    });
}

#[divan::bench(args = ["formal", "typed"])]
fn snowball_russian(bencher: Bencher<'_, '_>, text: &str) {
    let stemmer = Snowball::create(Algorithm::Russian);
    bench(bencher, text, |word| {
        black_box(stemmer.stem(word));
    });
}

/// Reading the lists, which happens once a program.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    bencher.bench_local(Stemmer::default);
}
