//! Signals through the whole program: appeals come in, are grouped and judged; a village is heard over a wave of reprints.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::{dauys, lines, well};

/// What people write on ordinary days: places and matters by turns, words that make texts differ.
const PLACES: [&str; 12] = [
    "Риддер",
    "Экибастуз",
    "Рудный",
    "Балхаш",
    "Кентау",
    "Степногорск",
    "Талгар",
    "Аксай",
    "Кульсары",
    "Хромтау",
    "Текели",
    "Аркалык",
];
const MATTERS: [&str; 6] = [
    "Во дворе не вывозят мусор, контейнеры переполнены, собаки растаскивают пакеты",
    "На дороге огромные ямы, асфальт провалился, машины бьют подвеску",
    "Автобус не приходит по часу, люди мёрзнут на остановке и опаздывают",
    "В подъезде не работает лифт, пожилые не могут спуститься",
    "Уличное освещение не горит, темно, дети боятся ходить",
    "Врача в поликлинике нет, запись на месяц вперёд, очередь с утра",
];
const TAILS: [&str; 10] = [
    "Уже третий раз пишу в акимат",
    "Когда это закончится",
    "Соседи тоже жалуются постоянно",
    "Прошу принять срочные меры",
    "Обещали исправить ещё весной",
    "Ответа от управляющей компании нет",
    "Живём так который год подряд",
    "Помогите решить вопрос, пожалуйста",
    "Дальше терпеть невозможно",
    "Никто ничего не делает",
];
/// Seven neighbours of one village, each in words of their own.
const VILLAGE: [&str; 7] = [
    "В селе Тарханка Глубоковского района нет воды, колонка сухая, носим вёдрами из речки",
    "Глубоковский район, Тарханка: воду отключили и не дают, скот поить нечем",
    "Тарханка Глубоковский район. Из крана не течёт ни капли, водопровод будто умер",
    "Почему в Тарханке Глубоковского района опять нет водоснабжения? Малыша искупать нельзя",
    "Просим подвоз воды: Глубоковский район, село Тарханка, скважина сломалась",
    "Село Тарханка, Глубоковский район — сидим без воды, бабушки плачут, насос сгорел",
    "Из-за аварии на водопроводе Тарханка Глубоковского района осталась без питьевой воды, магазины закрыты",
];
/// The day of the village.
const LAST: usize = 69;

fn date(day: usize) -> jiff::civil::Date {
    jiff::civil::date(2026, 9, 1).checked_add(jiff::Span::new().days(day as i64)).unwrap()
}

fn post(source: &str, id: String, day: usize, text: &str, kind: &str) -> Value {
    let author = format!("a{id}");
    let published_at = format!("{}T10:00:00+05:00", date(day));
    json!({"source": source, "id": id, "text": text, "published_at": published_at, "kind": kind, "author": author})
}

fn of_day(day: usize) -> Vec<Value> {
    let mut posts = Vec::new();
    for at in 0..8 {
        let number = day * 8 + at;
        let (place, matter) = (PLACES[number * 7 % 12], MATTERS[(number * 5 + day) % 6]);
        let text = format!("{place}. {matter}. {}. Дом {}.", TAILS[(number * 3 + day) % 10], number % 90 + 1);
        posts.push(post(["inbox", "forum"][at % 2], format!("{day}-{at}"), day, &text, "appeal"));
    }
    if day == LAST {
        for (at, text) in VILLAGE.iter().enumerate() {
            posts.push(post(["inbox", "forum"][at % 2], format!("village-{at}"), day, text, "appeal"));
        }
        let story = "В Рудном жители улицы Корчагина пожаловались на прорыв канализации: нечистоты текут по двору, в \
                     подвале стоит запах, коммунальщики приезжали дважды и уехали, так и не устранив аварию, рассказали люди";
        for outlet in 0..60 {
            posts.push(post(
                &format!("outlet-{}", outlet % 20),
                format!("reprint-{outlet}"),
                day,
                story,
                "news",
            ));
        }
    }
    posts
}

fn bring(data: &Path, days: std::ops::RangeInclusive<usize>) {
    let now = format!("{}T23:00:00+05:00", date(*days.end()));
    let posts: Vec<String> = days.flat_map(of_day).map(|post| post.to_string()).collect();
    let file = data.join("posts.jsonl");
    std::fs::write(&file, posts.join("\n")).unwrap();
    let config = data.join("dauys.toml");
    std::fs::write(&config, "").unwrap();
    let run = |arguments: &[&str]| {
        well(
            dauys()
                .arg("--config")
                .arg(&config)
                .arg("--data")
                .arg(data)
                .args(["--now", &now])
                .args(arguments),
        )
    };
    run(&["import", "posts", file.to_str().unwrap()]);
    run(&["run"]);
}

fn signals(data: &Path, day: usize, more: &[&str]) -> String {
    let config = data.join("dauys.toml");
    let mut command = dauys();
    command.arg("--config").arg(config).arg("--data").arg(data);
    well(command.args(["signals", "--date", &date(day).to_string()]).args(more))
}

#[test]
fn seven_voices_of_a_village_outrank_sixty_reprints() {
    let whole = tempfile::tempdir().unwrap();
    bring(whole.path(), 0..=LAST);
    let told = lines(&signals(whole.path(), LAST, &["--json", "--all"]));
    let first = &told[0];
    assert_eq!(first["category"], "hcs/water", "{told:#?}");
    assert!(first["voices"].as_u64().unwrap() >= 6 && first["expected"].as_f64().unwrap() < 1.0, "{first}");
    assert!(first["chance"].as_f64().unwrap() < 1.0e-4 && first["shown"] == true, "{first}");
    let reprints = told.iter().find(|signal| signal["category"] == "hcs/sewer");
    assert!(reprints.is_none(), "sixty reprints are one voice: {reprints:?}");
    // For a person.
    let line = signals(whole.path(), LAST, &[]);
    assert!(
        line.contains("Глубоковский") && line.contains("Водоснабжение") && line.contains("chance 1 in"),
        "{line}"
    );
    assert!(line.contains("new source none"), "{line}");
    let elsewhere = signals(whole.path(), LAST, &["--all", "--region", "Павлодарская область"]);
    assert!(!elsewhere.contains("Водоснабжение"), "{elsewhere}");
    assert!(signals(whole.path(), LAST, &["--category", "transport"]).is_empty());

    // All anew: the same to the byte.
    let before: Vec<String> =
        (0..=LAST).map(|day| signals(whole.path(), day, &["--json", "--all"])).collect();
    let config = whole.path().join("dauys.toml");
    let now = format!("{}T23:00:00+05:00", date(LAST));
    let mut again = dauys();
    again.arg("--config").arg(config).arg("--data").arg(whole.path()).args(["--now", &now]);
    well(again.args(["group", "--again"]));
    let after: Vec<String> = (0..=LAST).map(|day| signals(whole.path(), day, &["--json", "--all"])).collect();
    assert_eq!(after, before);

    // In pieces, the last of them a day late and judged twice: the same to the byte.
    let pieces = tempfile::tempdir().unwrap();
    bring(pieces.path(), 0..=20);
    bring(pieces.path(), 21..=40);
    bring(pieces.path(), 41..=LAST - 1);
    bring(pieces.path(), LAST..=LAST);
    for day in 0..=LAST {
        assert_eq!(
            signals(pieces.path(), day, &["--json", "--all"]),
            signals(whole.path(), day, &["--json", "--all"])
        );
    }
}
