//! Contrast of every colour on every ground it may lie on, by day, at night and on paper (WCAG 2.2, 1.4.3 and 1.4.11, level AA).

use crate::page_of;

const GROUNDS: [&str; 5] = ["paper", "raised", "matter", "raises", "lowers"];

/// What is looked at: a colour, the grounds it lies on, and how far it must stand out.
const PAIRS: [(&str, &[&str], f64); 10] = [
    ("ink", &GROUNDS, 4.5),
    ("kazakh", &GROUNDS, 4.5),
    ("russian", &GROUNDS, 4.5),
    ("soft", &["paper", "raised"], 4.5),
    ("accent", &["paper", "raised"], 4.5),
    ("place", &["paper", "raised"], 4.5),
    ("paper", &["ink"], 4.5),
    ("kazakh-line", &GROUNDS, 3.0),
    ("russian-line", &GROUNDS, 3.0),
    ("other-line", &GROUNDS, 3.0),
];

#[test]
fn colours_have_contrast() {
    let page = page_of("", "су");
    let mut schemes = 0;
    for scheme in page.split(":root {").skip(1) {
        let scheme = scheme.split('}').next().unwrap();
        let colour = |name: &str| {
            let value =
                scheme.split(&format!("--{name}:")).nth(1).unwrap_or_else(|| panic!("no {name}")).trim();
            luminance(value.split(';').next().unwrap().trim().trim_start_matches('#'))
        };
        for (text, grounds, least) in PAIRS {
            for ground in grounds {
                let (one, other) = (colour(text), colour(ground));
                let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(ratio >= least, "{text} on {ground}: {ratio:.2} in {scheme}");
            }
        }
        schemes += 1;
    }
    assert_eq!(schemes, 3);
}

/// Relative luminance of a colour of three or six hex digits, as WCAG 2.2 defines it.
fn luminance(hex: &str) -> f64 {
    let step = hex.len() / 3;
    let channel = |index: usize| {
        let digits = hex[index * step..][..step].repeat(3 - step);
        let value = f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}
