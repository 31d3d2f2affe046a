//! Writes an invented digest as PDF or DOCX to standard output, or prints it many times to be measured:
//! `invented pdf|docx kk|ru|en TOPICS [week]`.

use std::io::Write;

use dauys_digest::Interface;

#[path = "../tests/print/invented.rs"]
#[allow(dead_code)]
mod invented;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [form, language, topics, rest @ ..] = words.as_slice() else {
        return Err("use: invented pdf|docx kk|ru|en TOPICS [week]".into());
    };
    let (language, topics): (Interface, usize) = (language.parse()?, topics.parse()?);
    let digest = match topics {
        0 => invented::quiet(language),
        _ if rest.iter().any(|word| word == "week") => invented::week(language, topics, 90),
        _ => invented::day(language, topics),
    };
    let again = rest.iter().find_map(|word| word.parse::<u32>().ok()).unwrap_or(0);
    let mut bytes = Vec::new();
    for _ in 0..=again {
        let start = std::time::Instant::now();
        bytes = if form == "pdf" { dauys_print::pdf(&digest)? } else { dauys_print::docx(&digest)? };
        let line = format!("{form} {topics} topics: {} bytes in {:?}\n", bytes.len(), start.elapsed());
        std::io::stderr().write_all(line.as_bytes())?;
    }
    std::io::stdout().write_all(&bytes)?;
    Ok(())
}
