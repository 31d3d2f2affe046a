//! What every page has around its content: the reader's language and theme, where they are, and the words and dates in
//! that language. A page takes a [`Frame`] as an argument of its handler and gives it to its template.

use std::fmt::Display;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse, Response};
use dauys_model::civil_day;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::failure::Failure;
use crate::params::{Params, address};
use crate::state::App;
use crate::wording::{Wording, number};
use crate::{assets, dates};
use dauys_model::Interface;

/// The reader, and what surrounds every page.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The language of the page.
    pub(crate) language: Interface,
    /// Whether the address itself asks for that language, so that it is to be remembered.
    pub(crate) language_asked: bool,
    /// `light` or `dark` when the reader chose one; what the system says when empty.
    pub(crate) theme: &'static str,
    /// The present moment.
    pub(crate) now: Timestamp,
    /// The path of this page.
    pub(crate) path: String,
    /// Path and query of this page, without `lang`.
    pub(crate) here: String,
    /// What stands in the search box of the header.
    pub(crate) asked: String,
}

impl Frame {
    /// Who asks, from the request; the address wins over the cookie, the cookie over what the browser prefers.
    pub(crate) fn of(app: &App, uri: &Uri, headers: &HeaderMap) -> Self {
        let params = Params::of(uri.query().unwrap_or_default());
        let asked_for = params.get("lang").and_then(Interface::of_code);
        let language = asked_for
            .or_else(|| cookie(headers, "lang").and_then(Interface::of_code))
            .or_else(|| preferred(headers))
            .unwrap_or(app.office().language);
        let theme = match cookie(headers, "theme") {
            Some("dark") => "dark",
            Some("light") => "light",
            _ => "",
        };
        let rest = params.0.iter().filter(|(name, _)| name != "lang");
        Self {
            language,
            language_asked: asked_for.is_some(),
            theme,
            now: (app.office().clock)(),
            path: uri.path().to_owned(),
            here: address(uri.path(), rest.map(|(name, value)| (name.as_str(), value.as_str()))),
            asked: params.get("q").unwrap_or_default().chars().take(1000).collect(),
        }
    }

    /// The text of a key.
    pub(crate) fn t<'a>(&self, key: &'a str) -> &'a str {
        Wording::of(self.language).text(key)
    }

    /// The form of a key that goes with a number, the number filled in.
    pub(crate) fn n(&self, key: &str, n: impl Count) -> String {
        Wording::of(self.language).count(key, n.count())
    }

    /// The text of a key with values in the place of their `{name}`.
    pub(crate) fn say(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        Wording::of(self.language).fill(key, values)
    }

    /// A number with its digits in groups.
    pub(crate) fn number(&self, n: impl Count) -> String {
        number(self.language, n.count())
    }

    /// A number with two places behind the point, which is a comma in Kazakh and Russian.
    pub(crate) fn decimal(&self, value: f32) -> String {
        let said = format!("{value:.2}");
        if self.language == Interface::English { said } else { said.replace('.', ",") }
    }

    /// Today in Kazakhstan.
    pub(crate) fn today(&self) -> Date {
        civil_day(self.now)
    }

    /// A day, with its year unless it is this one.
    pub(crate) fn day(&self, date: Date) -> String {
        dates::day_from(self.language, date, self.today())
    }

    /// A day with its year.
    pub(crate) fn full_day(&self, date: Date) -> String {
        dates::day(self.language, date)
    }

    /// Day and time in Kazakhstan.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        format!("{}, {}", self.day(civil_day(at)), dates::time(at))
    }

    /// The name of a day of the week.
    pub(crate) fn weekday(&self, date: Date) -> &'static str {
        dates::weekday(self.language, date)
    }

    /// The name of a category in the reader's language.
    pub(crate) fn category(&self, id: &dauys_model::CategoryId) -> String {
        match (dauys_text::tree().get(id), self.language) {
            (Some(node), Interface::Kazakh) => node.kk.to_string(),
            (Some(node), Interface::Russian) => node.ru.to_string(),
            (Some(node), Interface::English) => node.en.to_string(),
            (None, _) => id.0.clone(),
        }
    }

    /// This page in another language.
    pub(crate) fn in_language(&self, language: &Interface) -> String {
        let gap = if self.here.contains('?') { '&' } else { '?' };
        format!("{}{gap}lang={}", self.here, language.code())
    }

    /// The languages that can be chosen.
    pub(crate) fn languages(&self) -> &'static [Interface] {
        &Interface::ALL
    }

    /// The theme that the switch in the footer offers: the other one where one was chosen.
    pub(crate) fn themes(&self) -> &'static [&'static str] {
        match self.theme {
            "dark" => &["light", "system"],
            "light" => &["dark", "system"],
            _ => &["dark", "light"],
        }
    }

    /// The word for a theme.
    pub(crate) fn theme_name(&self, theme: &str) -> &'static str {
        let key = match theme {
            "dark" => "layout.theme_dark",
            "light" => "layout.theme_light",
            _ => "layout.theme_system",
        };
        Wording::of(self.language).text(key)
    }

    /// Whether the page lies under a path: for the link in the navigation.
    pub(crate) fn is_in(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Address of the style sheet.
    pub(crate) fn style(&self) -> String {
        assets::style()
    }

    /// Address of the script.
    pub(crate) fn script(&self) -> String {
        assets::script()
    }

    /// Address of the icon.
    pub(crate) fn icon(&self) -> String {
        assets::icon()
    }
}

impl<S: Sync> FromRequestParts<S> for Frame {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let frame = parts.extensions.get::<Self>().cloned();
        frame.ok_or_else(|| Failure::Internal("a request passed by the guard".into()))
    }
}

/// A whole number, or a reference to one as templates pass it; less than nothing counts as nothing.
pub(crate) trait Count {
    /// The number.
    fn count(&self) -> u64;
}

macro_rules! counts {
    ($($number:ty),*) => {
        $(impl Count for $number {
            fn count(&self) -> u64 {
                u64::try_from(*self).unwrap_or_default()
            }
        })*
    };
}

counts!(i32, i64, u16, u32, u64, usize);

impl<T: Count> Count for &T {
    fn count(&self) -> u64 {
        (*self).count()
    }
}

/// A page from its template.
pub(crate) fn page(template: &impl Template) -> Result<Response, Failure> {
    Ok(Html(template.render().map_err(|error| Failure::internal(&error))?).into_response())
}

/// The value of a cookie.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language of the pages that the browser puts first.
fn preferred(headers: &HeaderMap) -> Option<Interface> {
    let accepted = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Interface)> = None;
    for range in accepted.split(',').take(32) {
        let (code, weight) = range.split_once(';').unwrap_or((range, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        let Some(language) = Interface::of_code(code) else { continue };
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}
