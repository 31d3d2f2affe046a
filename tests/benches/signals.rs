//! What a year of signals costs: judging a day of 200 districts and 60 matters, learning it alone, and keeping what was learnt.

#![expect(clippy::unwrap_used, reason = "what is invented here is known to be right")]
#![expect(clippy::print_stdout, reason = "the figures are what this is run for")]

#[path = "../tests/signals/world.rs"]
#[allow(dead_code, reason = "the tests look at more of the invented year")]
mod world;

use dauys_signals::{Calendar, Model, Settings};

use crate::world::{DAYS, World};

fn main() {
    let world = World::new(1);
    let mut model = Model::default();
    let begun = std::time::Instant::now();
    for day in &world.days {
        model.day(day, Calendar::kazakhstan(), Some(&Settings::default()));
    }
    println!("judging {:?} a day", begun.elapsed() / DAYS as u32);
    let mut learning = Model::default();
    let begun = std::time::Instant::now();
    for day in &world.days {
        learning.day(day, Calendar::kazakhstan(), None);
    }
    println!("learning alone {:?} a day", begun.elapsed() / DAYS as u32);
    let begun = std::time::Instant::now();
    let written = serde_json::to_vec(&model).unwrap();
    println!(
        "written in {:?}: {} kB, {} kB compressed",
        begun.elapsed(),
        written.len() / 1000,
        zstd::encode_all(&written[..], 3).unwrap().len() / 1000
    );
    let begun = std::time::Instant::now();
    let _: Model = serde_json::from_slice(&written).unwrap();
    println!("read back in {:?}", begun.elapsed());
}
