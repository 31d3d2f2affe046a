//! The form of a subscription as typed → the subscription that it means, or what is wrong with which field.

use dauys_model::{
    CategoryId, Channel, Format, Interface, Kato, Subscription, SubscriptionId, TopicId, Unfit, Weekdays,
};
use jiff::civil::Time;
use serde::de::DeserializeOwned;

use super::form::{Form, MOST_CHARS};
use crate::map;
use crate::place;

/// What is wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    /// The name of the field.
    pub(super) field: &'static str,
    /// The key of what is said.
    pub(super) key: &'static str,
    /// What was typed, where it is told.
    pub(super) given: String,
}

/// What a form may name, as the installation has it today.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    pub(super) committees: Vec<String>,
    pub(super) collections: Vec<String>,
    pub(super) searches: Vec<String>,
    /// The subscription that is changed: what it names already may stay, even if it is gone.
    pub(super) before: Option<Subscription>,
}

impl Form {
    /// What the form says, or everything that cannot be meant.
    pub(super) fn draft(&self, known: &Known) -> Result<Subscription, Vec<Fault>> {
        let mut read = Reading { faults: Vec::new() };
        let id = SubscriptionId::new(&self.id).ok();
        if id.is_none() {
            read.fault("id", "subscriptions.fault_id", "");
        }
        let is_line = !self.title.is_empty()
            && self.title.chars().count() <= MOST_CHARS
            && !self.title.chars().any(char::is_control);
        if !is_line {
            read.fault("title", "subscriptions.fault_title", "");
        }
        let language = read.coded("language", &self.language);
        let quotes = read.coded("quotes", &self.quotes);
        let regions = self.places(known, language.unwrap_or_default(), &mut read);
        for category in &self.categories {
            if dauys_text::tree().get(&CategoryId(category.clone())).is_none() {
                read.fault("category", "subscriptions.fault_category", category);
            }
        }
        let before = known.before.as_ref();
        let was = |list: fn(&Subscription) -> &Vec<String>| before.map(list).cloned().unwrap_or_default();
        read.known(
            "committee",
            "subscriptions.fault_committee",
            &self.committees,
            &known.committees,
            &was(|one| &one.committees),
        );
        read.known(
            "collection",
            "subscriptions.fault_collection",
            // A place stands for the sources that speak for it.
            &named_alone(&self.collections),
            &known.collections,
            &was(|one| &one.collections),
        );
        read.known(
            "search",
            "subscriptions.fault_search",
            &self.searches,
            &known.searches,
            &was(|one| &one.searches),
        );
        let urgency = read.coded("urgency", &self.urgency);
        let period = read.coded("period", &self.period);
        let days = Weekdays::of_codes(self.days.iter().map(String::as_str)).ok();
        if days.is_none() {
            read.fault("day", "subscriptions.fault_days", "");
        }
        let hour = hour(&self.hour);
        if hour.is_none() {
            read.fault("hour", "subscriptions.fault_hour", "");
        }
        let holidays = read.coded("holidays", &self.holidays);
        let quiet_days = read.coded("quiet_days", &self.quiet_days);
        let formats: Vec<Format> =
            self.formats.iter().filter_map(|given| read.coded("format", given)).collect();
        let to = self.channel(&formats, &mut read);
        let review = match self.review.as_str() {
            "usual" => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                read.fault("review", "subscriptions.fault_choice", "");
                None
            }
        };
        let whole = (id, language, quotes, urgency, period, days, hour, holidays, quiet_days);
        let (
            true,
            (
                Some(id),
                Some(language),
                Some(quotes),
                Some(urgency),
                Some(period),
                Some(days),
                Some(hour),
                Some(holidays),
                Some(quiet_days),
            ),
        ) = (read.faults.is_empty(), whole)
        else {
            return Err(read.faults);
        };
        Ok(Subscription {
            quotes,
            regions,
            categories: self.categories.clone(),
            committees: self.committees.clone(),
            collections: self.collections.clone(),
            topics: self.topics.iter().cloned().map(TopicId).collect(),
            searches: self.searches.clone(),
            urgency,
            period,
            days,
            hour,
            holidays,
            quiet_days,
            formats,
            to,
            review,
            ..Subscription::new(id, self.title.clone(), language)
        })
    }

    /// The regions that are chosen, as the settings named them already or by their names, and the other places as typed.
    fn places(&self, known: &Known, language: Interface, read: &mut Reading) -> Vec<String> {
        let before: &[String] = known.before.as_ref().map_or(&[], |before| &before.regions);
        let mut regions = Vec::new();
        for given in &self.regions {
            let kato = given.parse().ok().filter(|kato| map::regions().any(|known| known == *kato));
            match kato {
                Some(kato) => regions.push(
                    before
                        .iter()
                        .find(|name| dauys_text::place_by_name(name) == Some(kato))
                        .cloned()
                        .unwrap_or_else(|| name_of(kato, language)),
                ),
                None => read.fault("region", "subscriptions.fault_place", given),
            }
        }
        for given in &self.places {
            if dauys_text::place_by_name(given).is_none() {
                read.fault("place", "subscriptions.fault_place", given);
            }
        }
        regions.extend(self.places.iter().cloned());
        regions
    }

    fn channel(&self, formats: &[Format], read: &mut Reading) -> Option<Channel> {
        let to = self.to.clone();
        let (key, channel) = match self.channel.as_str() {
            "none" => return None,
            "mail" => ("subscriptions.fault_mail", Channel::Mail { to }),
            "telegram" => ("subscriptions.fault_telegram", Channel::Telegram { to }),
            "webhook" => ("subscriptions.fault_secret", Channel::Webhook { secret: to }),
            "folder" => ("subscriptions.fault_folder", Channel::Folder { to }),
            "site" => ("subscriptions.fault_folder", Channel::Site { to }),
            _ => {
                read.fault("channel", "subscriptions.fault_choice", "");
                return None;
            }
        };
        if !channel.is_well_formed() {
            read.fault("to", key, "");
        }
        match channel.refuses(formats) {
            Some(Unfit::OwnForm) => read.fault("format", "subscriptions.fault_own_form", ""),
            Some(Unfit::Feed(_)) => read.fault("format", "subscriptions.fault_feed", ""),
            None => {}
        }
        if channel.is_public() && self.review == "no" {
            read.fault("review", "subscriptions.fault_public", "");
        }
        Some(channel)
    }
}

/// What was found wrong so far.
struct Reading {
    faults: Vec<Fault>,
}

impl Reading {
    fn fault(&mut self, field: &'static str, key: &'static str, given: &str) {
        self.faults.push(Fault { field, key, given: given.chars().take(60).collect() });
    }

    /// A value that settings write as one word.
    fn coded<T: DeserializeOwned>(&mut self, field: &'static str, given: &str) -> Option<T> {
        let value = serde_json::from_value(serde_json::Value::String(given.to_owned())).ok();
        if value.is_none() {
            self.fault(field, "subscriptions.fault_choice", "");
        }
        value
    }

    /// Names that must be known, unless they stood there before.
    fn known(
        &mut self,
        field: &'static str,
        key: &'static str,
        given: &[String],
        known: &[String],
        before: &[String],
    ) {
        for name in given {
            if !known.contains(name) && !before.contains(name) {
                self.fault(field, key, name);
            }
        }
    }
}

/// The names among collections that are no places.
fn named_alone(collections: &[String]) -> Vec<String> {
    collections.iter().filter(|name| dauys_text::place_by_name(name).is_none()).cloned().collect()
}

/// The name by which settings call a region: one that is read as that region, or its code.
fn name_of(kato: Kato, language: Interface) -> String {
    let name = match language {
        Interface::Kazakh => place::full(Interface::Kazakh, kato),
        _ => place::full(Interface::Russian, kato),
    };
    if dauys_text::place_by_name(&name) == Some(kato) { name } else { kato.to_string() }
}

/// An hour and minute: `07:50`, `7:50`.
fn hour(given: &str) -> Option<Time> {
    let (hour, minute) = given.split_once(':')?;
    // Browsers may send seconds.
    let minute = minute.split(':').next()?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::Params;

    const WHOLE: &str = "id=oblast&title=%D0%9E%D0%B1%D0%BB%D0%B0%D1%81%D1%82%D1%8C&language=ru&quotes=kk&region=350000000\
        &place=%D0%A0%D0%B8%D0%B4%D0%B4%D0%B5%D1%80&category=hcs&category=transport/roads&committee=social&collection=youth\
        &topic=http%3A%2F%2Flocalhost%2Ftopics%2Ftsu123%3Flang%3Dkk&search=Water&urgency=urgent&period=week&day=mon&day=fri\
        &hour=07:05&holidays=skip&quiet_days=nothing&format=html&format=pdf&channel=mail&to=a@b.kz&review=yes";

    fn known() -> Known {
        Known {
            committees: vec!["social".into()],
            collections: vec!["youth".into()],
            searches: vec!["Water".into()],
            before: None,
        }
    }

    fn sent(body: &str) -> Result<Subscription, Vec<Fault>> {
        Form::sent(&Params::of(body)).draft(&known())
    }

    #[test]
    fn a_form_says_what_was_chosen_and_shows_it_again() {
        let draft = sent(WHOLE).unwrap();
        assert_eq!(draft.regions, ["Карагандинская область", "Риддер"]);
        assert_eq!(draft.topics, [TopicId("tsu123".into())]);
        assert_eq!(draft.to, Some(Channel::Mail { to: "a@b.kz".into() }));
        assert_eq!((draft.review, draft.hour.to_string()), (Some(true), "07:05:00".into()));
        assert_eq!(draft.days.to_string(), "mon,fri");
        assert_eq!(Form::of(&draft).draft(&known()).unwrap(), draft);
    }

    #[test]
    fn a_new_form_needs_a_name_and_nothing_else() {
        let form = Form { id: "a".into(), title: "А".into(), ..Form::new(Interface::Kazakh) };
        let id = SubscriptionId::new("a").unwrap();
        assert_eq!(form.draft(&Known::default()).unwrap(), Subscription::new(id, "А", Interface::Kazakh));
    }

    #[test]
    fn every_region_is_read_back_as_itself() {
        for kato in map::regions() {
            for language in Interface::ALL {
                assert_eq!(dauys_text::place_by_name(&name_of(kato, language)), Some(kato), "{kato}");
            }
        }
    }

    #[test]
    fn what_cannot_be_meant_is_named_with_its_field() {
        for (name, value, field) in [
            ("id", "a b", "id"),
            ("id", "", "id"),
            ("title", "", "title"),
            ("title", "a%0Ab", "title"),
            ("language", "de", "language"),
            ("quotes", "en", "quotes"),
            ("region", "999999999", "region"),
            ("region", "350000001", "region"),
            ("place", "Nowhereville", "place"),
            ("category", "hcs/nothing", "category"),
            ("committee", "nobody", "committee"),
            ("collection", "unheard", "collection"),
            ("search", "never", "search"),
            ("urgency", "some", "urgency"),
            ("period", "year", "period"),
            ("day", "someday", "day"),
            ("hour", "25:00", "hour"),
            ("hour", "noon", "hour"),
            ("holidays", "sleep", "holidays"),
            ("quiet_days", "shout", "quiet_days"),
            ("format", "gif", "format"),
            ("channel", "pigeon", "channel"),
            ("to", "nobody", "to"),
            ("to", "a@b.kz, c@d.kz", "to"),
            ("to", "", "to"),
            ("review", "perhaps", "review"),
        ] {
            let rest: Vec<&str> =
                WHOLE.split('&').filter(|pair| !pair.trim().starts_with(&format!("{name}="))).collect();
            let body = format!("{}&{name}={value}", rest.join("&"));
            let faults = sent(&body).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), [field], "{name}={value}");
        }
    }

    /// Which fields are at fault with a channel.
    fn faulty(channel: &str, to: &str, formats: &[&str], review: &str) -> Vec<&'static str> {
        let form = Form {
            id: "a".into(),
            title: "А".into(),
            channel: channel.into(),
            to: to.into(),
            formats: formats.iter().map(|format| (*format).to_owned()).collect(),
            review: review.into(),
            ..Form::new(Interface::Kazakh)
        };
        let faults = form.draft(&Known::default()).err().unwrap_or_default();
        faults.into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn addresses_forms_and_reviews_fit_their_channels() {
        for (channel, to, formats, review, fields) in [
            ("telegram", "@dauys_news", &[][..], "yes", &[][..]),
            ("telegram", "@dauys_news", &[], "usual", &[]),
            ("telegram", "@dauys_news", &[], "no", &["review"]),
            ("telegram", "-1001234567", &[], "usual", &[]),
            ("telegram", "-1001234567", &["html"], "usual", &["format"]),
            ("telegram", "news", &[], "usual", &["to"]),
            ("webhook", "press-hook", &[], "usual", &[]),
            ("webhook", "https://hooks.example/x", &[], "usual", &["to"]),
            ("folder", "out/press", &["html"], "usual", &[]),
            ("folder", "out/press", &[], "usual", &[]),
            ("folder", "../etc", &["html"], "usual", &["to"]),
            ("folder", "/etc", &["html"], "usual", &["to"]),
            ("site", "C:\\site", &["html"], "usual", &["to"]),
            ("site", "site", &[], "usual", &[]),
            ("site", "site", &[], "no", &["review"]),
            ("mail", "a@b.kz", &["html", "atom"], "usual", &["format"]),
        ] {
            assert_eq!(faulty(channel, to, formats, review), fields, "{channel} {to} {formats:?} {review}");
        }
    }

    #[test]
    fn what_is_gone_may_stay_where_it_stood() {
        let draft = sent(WHOLE).unwrap();
        let known = Known { before: Some(draft.clone()), ..Known::default() };
        assert_eq!(Form::of(&draft).draft(&known), Ok(draft));
    }
}
