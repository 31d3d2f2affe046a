//! A chart as SVG → the same as PNG, for documents that cannot hold SVG. Letters are drawn with our own fonts and no other.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::error::PrintError;
use crate::fonts::FILES;

/// Pixels for each CSS pixel: sharp on paper and on dense screens.
const SCALE: f32 = 2.0;
/// Pictures wider or higher than this, in pixels, are refused: none of ours is a quarter of it.
const LARGEST: u32 = 4096;

/// A picture of pixels.
pub(crate) struct Picture {
    /// The PNG.
    pub(crate) png: Vec<u8>,
    /// Height by width.
    pub(crate) ratio: f64,
}

/// The chart `name` as PNG.
pub(crate) fn picture(name: &str, svg: &str) -> Result<Picture, PrintError> {
    let failed = |why: String| PrintError::Chart { name: name.to_owned(), why };
    let tree = Tree::from_str(svg, &OPTIONS).map_err(|error| failed(error.to_string()))?;
    let size = tree.size();
    let (width, height) = ((size.width() * SCALE).ceil() as u32, (size.height() * SCALE).ceil() as u32);
    if width > LARGEST || height > LARGEST {
        return Err(failed(format!("{width}×{height} pixels are too many")));
    }
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| failed("it has no size".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    let png = pixels.encode_png().map_err(|error| failed(error.to_string()))?;
    Ok(Picture { png, ratio: f64::from(size.height()) / f64::from(size.width()) })
}

static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for file in FILES {
        fonts.load_font_data(file.to_vec());
    }
    fonts.set_sans_serif_family("Noto Sans");
    Options { fontdb: Arc::new(fonts), font_family: "Noto Sans".to_owned(), ..Options::default() }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_becomes_a_picture_of_twice_its_size() {
        let svg =
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><text y="9">Қ</text></svg>"#;
        let picture = picture("a", svg).unwrap();
        assert_eq!(&picture.png[1..4], b"PNG");
        assert_eq!(u32::from_be_bytes(picture.png[16..20].try_into().unwrap()), 80);
        assert!((picture.ratio - 0.25).abs() < 1e-6);
        let empty = super::picture("a", &svg.replace('Қ', "")).unwrap();
        assert_ne!(picture.png, empty.png, "the letter is drawn");
    }

    #[test]
    fn what_is_no_picture_is_told_by_its_name() {
        for svg in ["", "<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99999\" height=\"9\"/>"] {
            let error = picture("Риддер: отопление", svg).err().unwrap().to_string();
            assert!(error.contains("Риддер: отопление"), "{error}");
        }
    }
}
