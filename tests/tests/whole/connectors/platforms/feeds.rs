//! A newspaper's feeds: RSS with the full text, Atom, JSON Feed, and the comment feed of WordPress with its made titles.

use serde_json::json;

use crate::connectors::planted::{Cast, Person};
use crate::connectors::server::{Answer, Asked};

pub(super) const LONG: &str = "Бұл туралы тұрғындар әкімдікке бірнеше рет жазған, бірақ жауап әлі жоқ. \
    Коммуналдық кәсіпорын жөндеу бригадасы жұмыс істеп жатқанын, құбырдың тозғанын және жаңа бөлшектер күтіліп отырғанын айтады. \
    Мектеп пен балабақшаға су тасымалданып жатыр, ал көпқабатты үйлердің тұрғындары көшедегі құдыққа қатынауға мәжбүр. \
    Кәсіпорын жөндеу аяқталатын мерзімді атамады.";

pub(crate) fn answer(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    match asked.path.as_str() {
        "/rss" => rss(asked, hour, cast),
        "/atom" => atom(cast),
        "/feed.json" => json_feed(cast),
        "/comments/feed" => comments(hour, cast),
        path if path.starts_with("/news/") => super::news::page(path, cast),
        _ => Answer::nothing(),
    }
}

fn rss(asked: &Asked, hour: u32, cast: &mut Cast) -> Answer {
    let etag = format!("\"rss-{hour}\"");
    if asked.header("if-none-match") == etag {
        return Answer::xml("").but(304).with("ETag", etag);
    }
    let (one, two) = (cast.person("feed", 0), cast.person("feed", 1));
    let since = if hour == 1 { "екі күннен" } else { "үш күннен" };
    let added = if hour == 1 {
        String::new()
    } else {
        item(
            3,
            "Зыряновскіде жылу берілмеді",
            &format!("<p>Алтай қаласында пәтерлер суық тұр.</p><p>{LONG}</p>"),
            &two,
        )
    };
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"
 xmlns:media=\"http://search.yahoo.com/mrss/\">
<channel><title>Хабар-Демо</title><link>http://habar.example/</link><language>kk</language>
<managingEditor>{} ({})</managingEditor>{added}{}{}</channel></rss>",
        one.email,
        one.name,
        item(
            1,
            "Риддерде су жоқ",
            &format!("<p>Риддер қаласында {since} бері ауыз су жоқ.</p><p>{LONG}</p>"),
            &one
        ),
        short_item(&two),
    );
    Answer::xml(body).with("ETag", etag)
}

fn item(number: u32, title: &str, html: &str, by: &Person) -> String {
    let Person { name, email, phone, avatar, handle, .. } = by;
    format!(
        "<item><title>{title}</title><link>http://habar.example/news/{number}?utm_source=rss</link>
<guid isPermaLink=\"false\">habar-{number}</guid><pubDate>Sun, 22 Nov 2026 0{number}:10:00 +0000</pubDate>
<author>{email} ({name})</author><dc:creator><![CDATA[{name}]]></dc:creator>
<media:credit role=\"author\">{name}</media:credit><media:thumbnail url=\"http://habar.example/a/{avatar}\"/>
<content:encoded><![CDATA[{html}<p>Авторға жазу: <a href=\"http://habar.example/user/{handle}\">@{handle}</a>, {email}, {phone}</p>]]></content:encoded></item>"
    )
}

/// An announcement whose text stands on its page only.
fn short_item(by: &Person) -> String {
    format!(
        "<item><title>В Семее третий день нет света</title><link>http://habar.example/news/2</link><guid>http://habar.example/news/2</guid>
<pubDate>Sun, 22 Nov 2026 02:10:00 +0000</pubDate><dc:creator>{}</dc:creator>
<description>Жители улицы сообщили об отключении.</description></item>",
        by.name
    )
}

fn atom(cast: &mut Cast) -> Answer {
    let Person { handle, name, email, avatar, .. } = cast.person("feed", 2);
    Answer::xml(format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"ru\"><title>Хабар-Демо</title><id>tag:habar.example,2026:atom</id>
<author><name>{name}</name><email>{email}</email></author>
<entry><id>tag:habar.example,2026:71</id><title>Автобусы не ходят в посёлок Бабкина Мельница</title>
<link href=\"http://habar.example/news/71\"/><updated>2026-11-22T03:00:00Z</updated>
<author><name>{name}</name><uri>http://habar.example/profile/{handle}</uri><email>{email}</email></author>
<contributor><name>{handle}</name></contributor><logo>http://habar.example/a/{avatar}</logo>
<content type=\"html\">&lt;p&gt;Автобус до посёлка отменили с начала недели, школьники идут пешком четыре километра. Жители просят
вернуть утренний рейс. Перевозчик говорит, что машина сломана, а запасной нет. В акимате ответили, что перевозчику вынесено предупреждение, а
рейс обещают восстановить после ремонта. Родители возят детей по очереди на своих машинах, но места хватает не всем.&lt;/p&gt;</content></entry></feed>"
    ))
}

fn json_feed(cast: &mut Cast) -> Answer {
    let Person { handle, name, avatar, .. } = cast.person("feed", 3);
    let author = json!({"name": name, "url": format!("http://habar.example/@{handle}"), "avatar": format!("http://habar.example/a/{avatar}")});
    Answer::json(json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Хабар-Демо", "language": "ru",
        "home_page_url": "http://habar.example/", "authors": [author],
        "items": [{
            "id": 81, "url": "http://habar.example/news/81", "title": "Во дворах Аксу не вывозят мусор",
            "date_published": "2026-11-22T03:20:00Z", "authors": [author], "author": author,
            "content_text": "Контейнеры во дворах Аксу переполнены больше недели. Подрядчик объясняет это поломкой двух машин из трёх и \
                обещает вывезти мусор до пятницы. Жители говорят, что такое повторяется каждый месяц, и требуют сменить подрядчика. \
                В управлении ЖКХ сообщили, что договор расторгнут не будет, но штраф подрядчику выписан. До пятницы мусор вывозят \
                на арендованном тракторе, и его хватает только на центральные улицы."
        }]
    }))
}

/// `X on Y`, `Комментарий к записи Y от X` and the rest of what WordPress puts into comment feeds.
fn comments(hour: u32, cast: &mut Cast) -> Answer {
    let mut items = String::new();
    let told = [
        (1, 0, "{} on Риддерде су жоқ", "Біздің көшеде де су жоқ, Риддер, Семей көшесі."),
        (2, 1, "Комментарий к записи Риддерде су жоқ ({})", "Третий день без воды в Риддере, дети болеют."),
        (3, 0, "От: {}", "Кешке дейін су болмады, ешкім жауап бермейді."),
    ];
    for (number, who, title, text) in told {
        items.push_str(&comment(number, title, text, &cast.person("comments", who)));
    }
    if hour > 1 {
        let by = cast.person("comments", 2);
        items.push_str(&comment(4, "Жазбаға пікір: {}", "Тағы да су келмеді, Риддерде қашан болады?", &by));
    }
    Answer::xml(format!(
        "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">
<channel><title>Пікірлер: Хабар-Демо</title><link>http://habar.example</link>{items}</channel></rss>"
    ))
}

fn comment(number: u32, title: &str, text: &str, by: &Person) -> String {
    let Person { name, handle, email, phone, avatar, .. } = by;
    format!(
        "<item><title>{}</title><link>http://habar.example/news/1#comment-{number}</link><dc:creator><![CDATA[{name}]]></dc:creator>
<author>{email}</author><guid isPermaLink=\"false\">http://habar.example/?p=1#comment-{number}</guid>
<pubDate>Sun, 22 Nov 2026 02:1{number}:00 +0000</pubDate>
<description>{text}</description>
<content:encoded><![CDATA[<p>{text}</p><p>Телефоным {phone}, пошта {email}</p><p><img src=\"http://habar.example/a/{avatar}\" alt=\"\">
<a href=\"http://habar.example/users/{handle}\">@{handle}</a></p>]]></content:encoded></item>",
        title.replace("{}", name)
    )
}
