//! Pictures: whole numbers, text in every one of them, nothing that a program without style sheets could not draw.

use crate::made::{DAY, day, every, heating};
use dauys_digest::{Interface, chart};
use scraper::{Html, Selector};

fn pictures() -> Vec<String> {
    every()
        .iter()
        .flat_map(|digest| {
            let curves = digest.topics().map(chart::curve).collect::<Vec<_>>();
            [chart::regions(digest), chart::languages(digest)].into_iter().chain(curves)
        })
        .collect()
}

#[test]
fn every_picture_is_xml_that_says_what_it_shows() {
    for picture in pictures() {
        let mut reader = picture.parse::<strict::Checked>().unwrap();
        assert_eq!(reader.take("title"), 1, "{picture}");
        assert_eq!(reader.take("desc"), 1, "{picture}");
        assert!(!picture.contains("style"), "{picture}");
        assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    }
}

/// A reader of XML that is strict enough for our pictures: every element is closed in its order.
mod strict {
    use std::collections::BTreeMap;
    use std::str::FromStr;

    pub(crate) struct Checked(BTreeMap<String, usize>);

    impl Checked {
        pub(crate) fn take(&mut self, element: &str) -> usize {
            self.0.remove(element).unwrap_or_default()
        }
    }

    impl FromStr for Checked {
        type Err = String;

        fn from_str(xml: &str) -> Result<Self, String> {
            let (mut open, mut seen) = (Vec::new(), BTreeMap::new());
            for piece in xml.split('<').skip(1) {
                let (tag, _) = piece.split_once('>').ok_or("an element is not ended")?;
                if let Some(name) = tag.strip_prefix('/') {
                    if open.pop().as_deref() != Some(name) {
                        return Err(format!("`{name}` is closed out of order"));
                    }
                    continue;
                }
                let name = tag.split([' ', '/']).next().unwrap_or_default().to_owned();
                *seen.entry(name.clone()).or_default() += 1;
                if !tag.ends_with('/') {
                    open.push(name);
                }
            }
            if open.is_empty() { Ok(Self(seen)) } else { Err(format!("left open: {open:?}")) }
        }
    }
}

#[test]
fn lengths_are_whole_numbers() {
    for picture in pictures() {
        let fragment = Html::parse_fragment(&picture);
        for element in fragment.select(&Selector::parse("rect, text, path, svg").unwrap()) {
            for name in ["x", "y", "width", "height", "font-size"] {
                if let Some(value) = element.attr(name) {
                    assert!(value.parse::<u32>().is_ok(), "{name}={value} in {picture}");
                }
            }
        }
    }
}

#[test]
fn bars_and_norm_lie_in_the_picture() {
    let mut topic = heating(Interface::Russian);
    for norm in [0.0, 0.4, 7.0, 7.2, 100.0, f64::INFINITY, f64::NAN, -3.0] {
        topic.norms = vec![(DAY, norm)];
        let picture = chart::curve(&topic);
        let path = picture.split(" d=\"M130 ").nth(1).unwrap_or_else(|| panic!("{norm}: {picture}"));
        let y: u32 = path.split('H').next().unwrap().parse().unwrap();
        assert!((1..=39).contains(&y), "{norm}: {y}");
    }
}

#[test]
fn the_norm_is_a_line_over_the_bars_and_told_in_words() {
    let picture = chart::curve(&heating(Interface::Russian));
    assert_eq!(picture.matches("<rect").count(), 14);
    assert_eq!(picture.matches("<path class=\"norm\"").count(), 1);
    assert!(picture.contains("обычно около 2,6"), "{picture}");
    assert!(picture.find("<path").unwrap() > picture.rfind("<rect").unwrap());
}

#[test]
fn the_map_shows_every_region_and_tells_the_loud_ones() {
    let map = chart::regions(&day(Interface::Russian));
    assert_eq!(map.matches("<rect").count(), 20 + 4);
    let told = map.split("<desc").nth(1).unwrap().split("</desc>").next().unwrap();
    assert!(told.contains("область Абай: 9; Восточно-Казахстанская область: 7"), "{told}");
}
