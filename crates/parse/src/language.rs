//! Language tags as feeds and pages write them.

use dauys_model::Language;

/// The language a tag claims (`kk-KZ`, `kaz`, `ru_RU`); `kz` is a country, but is written for Kazakh everywhere.
pub(crate) fn claimed(tag: &str) -> Option<Language> {
    let lower = tag.trim().to_lowercase();
    let primary = lower.split(['-', '_', ',', ' ']).next().unwrap_or_default();
    match primary {
        "kk" | "kz" | "kaz" => Some(Language::Kazakh),
        "ru" | "rus" => Some(Language::Russian),
        "" | "und" | "mul" => None,
        // Many a Kazakh site has left the `en` of its template in place: no hint at all.
        "en" => None,
        _ if primary.len() <= 3 && primary.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            Some(Language::Other)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        for (tag, expected) in [
            ("kk", Some(Language::Kazakh)),
            ("kk_KZ", Some(Language::Kazakh)),
            ("KZ", Some(Language::Kazakh)),
            ("ru-ru", Some(Language::Russian)),
            ("ky-KG", Some(Language::Other)),
            ("en-US", None),
            ("", None),
            ("русский", None),
        ] {
            assert_eq!(claimed(tag), expected, "{tag}");
        }
    }
}
