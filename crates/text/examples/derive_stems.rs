//! Makes `data/lexicon/kazakh_stems.tsv` from openly licensed Kazakh texts and word lists:
//! `cargo run --release -p dauys-text --example derive_stems -- [OUT] [texts-only]` with `DAUYS_CORPORA` naming the corpora. With
//! `texts-only` the lemmas of Universal Dependencies and UniMorph are left out.

#![expect(clippy::print_stdout, reason = "a command for developers, who read its output")]

mod corpus;

use corpus::kazakh_stems::{Lemmas, derive};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/lexicon/kazakh_stems.tsv").into()
    });
    let lemmas = if arguments.next().is_some() { Lemmas::None } else { Lemmas::All };
    let stems = derive(&corpus::folder(), lemmas);
    println!("{} stems", stems.lines().count());
    std::fs::write(out, stems)
}
