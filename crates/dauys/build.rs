//! Has the program built anew when the demo's data change; they are embedded.

fn main() {
    println!("cargo:rerun-if-changed=../../data/demo");
    println!("cargo:rerun-if-changed=../../config/demo.toml");
}
