//! Documents of a body on gov.kz, with the executor's line that ends them.

use serde_json::{Value, json};

use crate::connectors::planted::Cast;
use crate::connectors::server::{Answer, Asked};

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    if asked.path != "/api/v1/public/content-manager/documents" {
        return Answer::json(json!({"code": "notAllowed"})).but(400);
    }
    if asked.parameter("page") != "1" {
        return Answer::json(json!([]));
    }
    let by = cast.person("govkz", 0);
    let until = if hour == 1 { "1 декабря" } else { "15 декабря" };
    let mut all = vec![
        document(
            801,
            "Об утверждении тарифа на водоснабжение в городе Тараз",
            &format!(
                "<p>Тариф на водоснабжение в городе Тараз повышается с {until} 2026 года.</p><p>Исполнитель: {}, тел. {}, {}</p>",
                by.name, by.phone, by.email
            ),
        ),
        document(
            800,
            "О публичных слушаниях по теплоснабжению",
            "<p>Слушания пройдут в городе Каратау 28 ноября.</p>",
        ),
    ];
    for document in &mut all {
        document["author"] = json!({"id": by.number, "username": by.handle, "fullName": by.name});
    }
    if hour > 1 {
        all.insert(0, document(802, "О закрытии полигона отходов", "<p>Полигон у села Аса закрывается.</p>"));
    }
    Answer::json(Value::Array(all))
}

fn document(id: u32, title: &str, html: &str) -> Value {
    json!({"id": id, "title": title, "content": html, "created_date": format!("2026-11-22T0{}:00:00.000+0000", id % 10),
        "gosorgan": "Департамент Комитета по Жамбылской области", "activities": ["Жамбылская область"], "projects": ["krem"],
        "files": [{"name": "prikaz.pdf"}]})
}
