//! Sources of figures, rows and sightings: data.egov.kz, Taldau, and a search of Google News.

use serde_json::{Value, json};

use crate::connectors::planted::Cast;
use crate::connectors::server::{Answer, Asked};

/// The key that travels in the address, as the portal wants it, and may stand nowhere.
pub(crate) const KEY: &str = "egovdemokey7710";

/// A data set of which some columns hold persons; they are not among the chosen ones.
pub(crate) fn egov(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path == "/api/v4/mapping/water_repairs" {
        let column = json!({"type": "string", "store": true});
        let columns = json!({"properties": {"id": column, "street": column, "work": column, "start_date": column, "settlement": column, "contact": column}});
        return Answer::json(json!({"water_repairs": {"mappings": {"v1": columns, "v2": columns}}}));
    }
    if asked.parameter("apiKey") != KEY {
        return Answer::json(json!({"error": "forbidden"})).but(403);
    }
    let from = serde_json::from_str::<Value>(asked.parameter("source")).unwrap()["from"].as_u64().unwrap();
    let by = cast.person("egov", 0);
    let row = |id: u32, street: &str, work: &str| {
        json!({"id": id.to_string(), "street": street, "work": work, "start_date": "2026-11-22", "settlement": "Сәтбаев",
            "contact": format!("{} {} {} @{} {}", by.name, by.phone, by.email, by.handle, by.number)})
    };
    let work = if hour == 1 {
        "Су құбырын ауыстыру"
    } else {
        "Су құбырын ауыстыру аяқталды"
    };
    let mut rows = vec![row(1, "Абай даңғылы", work), row(2, "Улица Ленина", "Ремонт колодцев водопровода")];
    if hour > 1 {
        rows.push(row(3, "Сәтбаев көшесі", "Сорғы бекетін жөндеу"));
    }
    Answer::json(Value::Array(rows.into_iter().skip(usize::try_from(from).unwrap()).collect()))
}

/// Population by region.
pub(crate) fn taldau(asked: &Asked) -> Answer {
    if asked.path != "/ru/Api/GetIndexData/703831" {
        return Answer::nothing();
    }
    let term = |name: &str, value: &str| {
        json!({"termNames": ["Всего", name], "periods": [
            {"name": "2024 год", "date": "31.12.2024", "value": value}, {"name": "2025 год", "date": "31.12.2025", "value": "x"}]})
    };
    Answer::json(json!([term("Ұлытау облысы", "221 014"), term("Абайская область", "607 557,5")]))
}

/// What outlets told; one of them is a person's channel.
pub(crate) fn google_news(asked: &Asked, cast: &mut Cast) -> Answer {
    if asked.path != "/rss/search" {
        return Answer::nothing();
    }
    let by = cast.person("google", 0);
    let item = |number: u32, title: &str, outlet: &str, url: &str| {
        format!(
            "<item><title>{title} - {outlet}</title><link>https://news.google.com/rss/articles/CBMi{number}</link>
<guid isPermaLink=\"false\">CBMi{number}</guid><pubDate>Sun, 22 Nov 2026 0{number}:00:00 GMT</pubDate>
<description>&lt;a href=\"https://news.google.com/rss/articles/CBMi{number}\"&gt;{title}&lt;/a&gt;</description><source url=\"{url}\">{outlet}</source></item>"
        )
    };
    Answer::xml(format!(
        "<rss version=\"2.0\"><channel><title>Ұлытау</title>{}{}{}</channel></rss>",
        item(1, "Ұлытауда қар басып қалды", "Дала-Демо", "https://www.dala.example"),
        item(2, "В Улытау закрыли трассу", "Сарыарка-Демо", "https://saryarka.example"),
        item(3, "Ұлытау: менің көзіммен", &by.name, &format!("https://www.youtube.com/@{}", by.handle)),
    ))
}
