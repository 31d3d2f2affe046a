//! What an office decides about a topic, from forms of its page: that it is the same as another one, that some of its texts are another
//! problem or do not belong, that an earlier decision is withdrawn. Grouping obeys the next time it runs.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use dauys_model::{DecisionId, PostId, Ruling, Topic, TopicId};
use dauys_store::{Store, Unfit};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::params::{Params, address};
use crate::state::App;

/// Posts that one form may name: a page shows fewer.
const MOST_POSTS: usize = 200;

/// Keeps what a form says, and leads back to the topic.
pub(super) async fn decide(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    body: String,
) -> Result<Response, Failure> {
    let params = Params::of(&body);
    let id = TopicId(id);
    app.with_store(move |store| {
        let topic = store.topic(&id)?.ok_or(Failure::NotFound)?;
        if store.shown_as(&id)? != id {
            return Err(Failure::NotFound);
        }
        let kept = kept(store, &frame, &topic, &params)?;
        let number = kept.0.to_string();
        let path = format!("/topics/{}", topic.id.0);
        Ok(Redirect::to(&format!("{}#decisions", address(&path, [("decided", number.as_str())])))
            .into_response())
    })
    .await
}

/// The decision that was kept or withdrawn, the last of several.
fn kept(store: &mut Store, frame: &Frame, topic: &Topic, params: &Params) -> Result<DecisionId, Failure> {
    let bad = |key: &str| Failure::Bad(frame.t(key).to_owned());
    let rulings: Vec<Ruling> = match params.get("do") {
        Some("withdraw") => {
            let number = params.get("decision").and_then(|number| number.trim().parse().ok());
            let id = DecisionId(number.ok_or_else(|| bad("topic.bad"))?);
            if !store.decisions_of(&topic.id)?.iter().any(|decision| decision.id == id) {
                return Err(Failure::NotFound);
            }
            store.withdraw(id, frame.now)?;
            return Ok(id);
        }
        Some("together") => {
            let other = params.get("other").and_then(topic_of).ok_or_else(|| bad("topic.bad_other"))?;
            vec![fit(frame, store.rule_together(topic, other)?)?]
        }
        Some("apart") => vec![fit(frame, store.rule_apart(topic, &posts(frame, params)?)?)?],
        Some("not") => {
            let mut rulings = Vec::new();
            for post in posts(frame, params)? {
                let ruling = fit(frame, store.rule_not_this(topic, post)?)?;
                if !rulings.contains(&ruling) {
                    rulings.push(ruling);
                }
            }
            rulings
        }
        _ => return Err(bad("topic.bad")),
    };
    let mut last = None;
    for ruling in &rulings {
        last = Some(store.decide(ruling, frame.now)?);
    }
    last.ok_or_else(|| bad("topic.bad_posts"))
}

/// The posts that are ticked.
fn posts(frame: &Frame, params: &Params) -> Result<Vec<PostId>, Failure> {
    let numbers: Option<Vec<PostId>> =
        params.all("post").take(MOST_POSTS).map(|number| number.trim().parse().map(PostId).ok()).collect();
    numbers
        .filter(|posts| !posts.is_empty())
        .ok_or_else(|| Failure::Bad(frame.t("topic.bad_posts").to_owned()))
}

/// A topic by its id or by the address of its page.
fn topic_of(given: &str) -> Option<TopicId> {
    let path = given.trim().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let id = path.rsplit('/').next().unwrap_or_default();
    let is_id = !id.is_empty() && id.len() <= 64 && id.chars().all(|letter| letter.is_ascii_alphanumeric());
    is_id.then(|| TopicId(id.to_owned()))
}

fn fit(frame: &Frame, made: Result<Ruling, Unfit>) -> Result<Ruling, Failure> {
    made.map_err(|unfit| {
        let key = match unfit {
            Unfit::One(_) => "topic.unfit_one",
            Unfit::NoTopic(_) => "topic.bad_other",
            Unfit::NoPost(_) | Unfit::Gone => "topic.unfit_gone",
            Unfit::Elsewhere(_) => "topic.unfit_elsewhere",
            Unfit::NoVoice => "topic.unfit_no_voice",
            Unfit::AllVoices => "topic.unfit_all",
        };
        Failure::Bad(frame.t(key).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_named_by_its_id_or_its_address() {
        for given in [" t12ab", "/topics/t12ab", "http://localhost:8080/topics/t12ab?date=2026-11-20#all"] {
            assert_eq!(topic_of(given), Some(TopicId("t12ab".into())), "{given}");
        }
        assert_eq!(["", "/", "<b>", "тема"].map(topic_of), [None, None, None, None]);
    }
}
