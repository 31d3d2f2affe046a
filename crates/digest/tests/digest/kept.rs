//! A digest that was kept as JSON is the digest that was made.

use dauys_digest::{Interface, Unreadable, build, from_json, html, json};

use crate::invented::{day, quiet_day};

#[test]
fn what_was_kept_is_shown_as_it_was_made() {
    for language in [Interface::Kazakh, Interface::Russian] {
        for input in [day(language), quiet_day(language, 1)] {
            let made = build(input);
            let kept = from_json(&json(&made)).unwrap();
            assert_eq!(kept, made);
            assert_eq!(html(&kept), html(&made));
        }
    }
}

#[test]
fn what_another_version_kept_is_said_to_be_that() {
    let made = json(&build(day(Interface::Russian)));
    let other = made.replacen("dauys-digest/", "dauys-digest/other-", 1);
    assert!(matches!(from_json(&other), Err(Unreadable::Schema(schema)) if schema.contains("other-")));
    assert!(matches!(from_json(&made[..made.len() / 2]), Err(Unreadable::Damaged(_))));
    assert!(matches!(from_json("{}"), Err(Unreadable::Damaged(_))));
}
