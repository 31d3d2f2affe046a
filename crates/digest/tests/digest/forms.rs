//! Whole digests of invented days: what they look like in every form, and what holds for all of them.

use crate::invented::{day, quiet_day};
use crate::rich::{month, rich_day, week};
use dauys_digest::{Input, Interface, build, html, json, markdown, text};
use dauys_model::{DayCount, Trend};

const LANGUAGES: [Interface; 3] = Interface::ALL;

fn check(name: &str, input: fn(Interface) -> Input) {
    for language in LANGUAGES {
        let digest = build(input(language));
        let name = |form: &str| format!("{name}.{language}.{form}");
        insta::assert_snapshot!(name("html"), html(&digest));
        insta::assert_snapshot!(name("md"), markdown(&digest));
        insta::assert_snapshot!(name("txt"), text(&digest));
        // Its structure is the same in every language; what it says stands in the other forms.
        if language == Interface::Russian {
            insta::assert_snapshot!(name("json"), json(&digest));
        }
    }
}

#[test]
fn a_day_with_something_of_everything() {
    check("day", day);
}

#[test]
fn a_day_that_follows_earlier_editions() {
    check("rich", rich_day);
}

#[test]
fn a_week_with_all_to_compare() {
    check("week", week);
}

#[test]
fn a_month_with_nothing_to_compare() {
    check("month", month);
}

#[test]
fn a_quiet_day() {
    check("quiet", |language| quiet_day(language, 0));
}

#[test]
fn a_quiet_day_is_one_sentence_and_owns_up_to_deafness() {
    let said = |input| build(input).quiet_day.map(|sentence| sentence.text);
    let [kk, ru, en] = LANGUAGES;
    assert_eq!(
        said(quiet_day(ru, 2)).unwrap(),
        "Спокойный день: ни одна тема не набрала 5 независимых голосов; 2 источника не ответили, поэтому картина \
         неполная."
    );
    assert_eq!(
        said(quiet_day(kk, 1)).unwrap(),
        "Тыныш күн: бірде-бір тақырып 5 тәуелсіз дауыс жинаған жоқ; 1 дереккөз жауап бермеді, сондықтан көрініс \
         толық емес."
    );
    assert_eq!(
        said(quiet_day(en, 1)).unwrap(),
        "A quiet day: no topic reached 5 independent voices; 1 source did not answer, so the picture is incomplete."
    );
    let mut nothing_read = quiet_day(ru, 0);
    nothing_read.coverage.read = 0;
    assert_eq!(
        said(nothing_read).unwrap(),
        "Недостаточно данных: за этот день не прочитано ни одного текста."
    );
    assert_eq!(said(day(ru)), None);
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    for language in LANGUAGES {
        let digest = build(rich_day(language));
        let mut shuffled = rich_day(language);
        shuffled.corrections.reverse();
        shuffled.alerts.rotate_left(3);
        shuffled.dues.reverse();
        shuffled.last_sent.as_mut().unwrap().topics.reverse();
        shuffled.topics.rotate_left(2);
        shuffled.topics.swap(0, 3);
        shuffled.coverage.heard.reverse();
        shuffled.coverage.silent.reverse();
        for topic in &mut shuffled.topics {
            topic.days.reverse();
            topic.norms.reverse();
            topic.posts.reverse();
            topic.sources.reverse();
        }
        let again = build(shuffled);
        assert_eq!(html(&again), html(&digest));
        assert_eq!(markdown(&again), markdown(&digest));
        assert_eq!(json(&again), json(&digest));
        assert_eq!(text(&again), text(&digest));
    }
}

#[test]
fn urgent_topics_come_first_then_the_loudest() {
    let mut input = day(Interface::Russian);
    for (topic, (urgent, today, all)) in input.topics.iter_mut().zip([
        (false, 1, 9),
        (false, 5, 5),
        (true, 1, 1),
        (false, 5, 8),
        (true, 2, 2),
        (false, 0, 90),
    ]) {
        topic.trend = Trend::New;
        topic.urgent = urgent;
        topic.days = Vec::new();
        topic.today.voices = today;
        topic.all.voices = all;
    }
    let digest = build(input);
    let order: Vec<_> = digest
        .topics()
        .map(|topic| (u32::from(topic.urgent), topic.today.voices, topic.all.voices))
        .collect();
    assert_eq!(order, [(1, 2, 2), (1, 1, 1), (0, 5, 8), (0, 5, 5), (0, 1, 9), (0, 0, 90)]);
}

#[test]
fn one_quiet_day_does_not_put_a_great_matter_below_a_small_one() {
    let mut input = day(Interface::Russian);
    let yesterday = input.day.yesterday().unwrap();
    input.topics.truncate(2);
    for (topic, (today, before)) in input.topics.iter_mut().zip([(1, 0), (0, 16)]) {
        topic.trend = Trend::Steady;
        topic.urgent = true;
        topic.today.voices = today;
        topic.days = vec![
            DayCount { day: yesterday, voices: before, texts: before },
            DayCount { day: input.day, voices: today, texts: today },
        ];
    }
    let order: Vec<u32> = build(input).topics().map(|topic| topic.today.voices).collect();
    assert_eq!(order, [0, 1]);
}

#[test]
fn no_form_leaves_a_placeholder_or_speaks_of_percent() {
    for language in LANGUAGES {
        for input in [rich_day(language), week(language), month(language), quiet_day(language, 3)] {
            let digest = build(input);
            for form in [markdown(&digest), text(&digest)] {
                assert!(!form.contains(['{', '}', '%']), "{form}");
            }
        }
    }
}

#[test]
fn every_statement_names_its_posts() {
    let digest = build(day(Interface::Kazakh));
    let json: serde_json::Value = serde_json::from_str(&json(&digest)).unwrap();
    for section in json["sections"].as_array().unwrap() {
        for topic in section["topics"].as_array().unwrap() {
            let posts: Vec<i64> = topic["fact"]["refs"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|reference| reference.as_str().unwrap().strip_prefix("post:")?.parse().ok())
                .collect();
            assert!(!posts.is_empty());
            assert!(topic["title"]["phrase"]["post"].is_i64());
            for quote in topic["quotes"].as_array().unwrap() {
                assert!(posts.contains(&quote["post"].as_i64().unwrap()));
            }
        }
    }
}

#[test]
fn lines_for_a_terminal_fit_it() {
    for language in LANGUAGES {
        for line in text(&build(day(language))).lines() {
            assert!(line.contains("://") || line.chars().count() <= 100, "{line}");
        }
    }
}
