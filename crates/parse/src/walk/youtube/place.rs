//! The address of a channel in, what is asked for it out.

use url::Url;

use crate::error::Error;

/// How a channel is named.
pub(super) enum Place {
    /// By its lasting id, `UC…`.
    Channel(String),
    /// By its handle, which the interface turns into the id.
    Handle(String),
}

impl Place {
    /// Reads `https://www.youtube.com/channel/UC…` and `https://www.youtube.com/@handle`.
    ///
    /// # Errors
    /// [`Error::Unfit`] for any other address.
    pub(super) fn of(url: &Url) -> Result<Self, Error> {
        let is_youtube =
            url.host_str().is_some_and(|host| host == "youtube.com" || host.ends_with(".youtube.com"));
        let mut path = url.path_segments().into_iter().flatten();
        match (is_youtube, path.next(), path.next()) {
            (true, Some("channel"), Some(id)) if is_id(id) => Ok(Self::Channel(id.to_owned())),
            (true, Some(handle), _) if handle.len() > 1 && handle.starts_with('@') => {
                Ok(Self::Handle(handle.to_owned()))
            }
            _ => Err(Error::unfit(
                "the address of a channel is `https://www.youtube.com/channel/UC…` or `https://www.youtube.com/@…`; \
                 old ones (`/c/…`, `/user/…`) lead there in a browser"
                    .into(),
            )),
        }
    }
}

fn is_id(id: &str) -> bool {
    id.len() == 24
        && id.starts_with("UC")
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_told_from_other_pages() {
        let check = |url: &str| match Place::of(&Url::parse(url).unwrap()) {
            Ok(Place::Channel(id)) => id,
            Ok(Place::Handle(handle)) => handle,
            Err(error) => error.code(),
        };
        let id = "UCdemo0000000000000000-_";
        assert_eq!(check(&format!("https://www.youtube.com/channel/{id}/videos")), id);
        assert_eq!(check("https://youtube.com/@demo_tv"), "@demo_tv");
        assert_eq!(check("https://www.youtube.com/c/demo"), "settings");
        assert_eq!(check("https://www.youtube.com/watch?v=1"), "settings");
        assert_eq!(check(&format!("https://demo.example/channel/{id}")), "settings");
    }
}
