//! Has the crate built anew when a file is added to what it embeds; changes of known files are seen without it.

fn main() {
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=wording");
    println!("cargo:rerun-if-changed=templates");
}
