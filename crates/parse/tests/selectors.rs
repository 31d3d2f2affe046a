//! Invented list pages in the styles of sites of the region: the first proposal, read as a source, must give exactly the entries meant.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use dauys_model::{Page, Precision, Source, SourceId, SourceKind};
use dauys_parse::{Proposal, items, propose};
use jiff::Timestamp;
use url::Url;

const HEADLINES: [&str; 12] = [
    "Жители микрорайона Самал третий день сидят без воды",
    "Қазалы ауданында ауыз су құбыры жарылды",
    "В Риддере отключили отопление в двух школах",
    "Ауыл тұрғындары жол жөндеуді сұрап жүр",
    "15 ноября в Аксу отключат свет на шести улицах",
    "Тариф на тепло вырастет с декабря: чего ждать горожанам",
    "Мектеп асханасында тамақ сапасы тексерілді",
    "Автобусы маршрута № 17 снова не ходят по расписанию",
    "Без воды",
    "Аудан орталығында жаңа емхана ашылды",
    "Почему в Жанатасе второй месяц не вывозят мусор",
    "Сатпаев қаласында кәріз жүйесі істен шықты",
];

fn headline(number: usize) -> &'static str {
    HEADLINES[number % HEADLINES.len()]
}

fn now() -> Timestamp {
    "2026-11-22T13:00:00+05:00".parse().unwrap()
}

fn page(body: &str) -> Page {
    let url = Url::parse("https://demo.example/news/").unwrap();
    Page { url, content_type: None, body: body.as_bytes().to_vec() }
}

/// A page around a list: menu, a block of what is read most, foot.
fn whole(list: &str, story: &dyn Fn(usize) -> String) -> String {
    let popular: String = (0..5)
        .map(|number| format!("<li><a href='{}'>{}</a></li>", story(number * 2), headline(number * 2)))
        .collect();
    let menu = ["obshchestvo", "politika", "sport", "zhkh", "o-nas"];
    let menu: String = menu
        .iter()
        .map(|name| format!("<li><a href='/category/{name}/'>Раздел {name} и другие новости</a></li>"))
        .collect();
    format!(
        "<!doctype html><html lang='ru'><head><title>Новости</title></head><body class='has-sidebar'>\
         <header><div class='logo'><a href='/'>Демо</a></div><nav><ul>{menu}</ul></nav></header>\
         <div class='wrap'><div class='col-left'>{list}</div>\
         <div class='sidebar'><h3>Самое читаемое</h3><ul>{popular}</ul></div></div>\
         <footer><ul><li><a href='/about/'>О редакции и её людях</a></li><li><a href='/reklama/'>Реклама на нашем сайте</a></li>\
         <li><a href='/privacy/'>Политика конфиденциальности и персональных данных</a></li></ul></footer></body></html>"
    )
}

fn best(body: &str) -> Proposal {
    propose(&page(body), now())
        .unwrap()
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no proposal for {body}"))
}

/// What is wrong with the first proposal for a list of so many stories, if anything.
fn check(
    list: &dyn Fn(usize) -> String,
    story: &dyn Fn(usize) -> String,
    count: usize,
    dated: usize,
) -> Proposal {
    let list: String = list(count);
    let body = whole(&list, story);
    let proposal = best(&body);
    let id = SourceId::new("demo").unwrap();
    let source = Source {
        list: Some(proposal.selectors.clone()),
        ..Source::new(id, "Демо", SourceKind::List, Some(Url::parse("https://demo.example/news/").unwrap()))
    };
    let found = items(&source, &page(&body), now()).unwrap().items;
    let read: Vec<(String, String)> = found
        .iter()
        .map(|item| (item.url.as_ref().unwrap().to_string(), item.title.clone().unwrap_or_default()))
        .collect();
    let base = Url::parse("https://demo.example/news/").unwrap();
    let meant: Vec<(String, String)> = (0..count)
        .map(|number| (base.join(&story(number)).unwrap().to_string(), headline(number).to_owned()))
        .collect();
    assert_eq!(read, meant, "{:?}", proposal.selectors);
    let with_date = found.iter().filter(|item| item.precision != Precision::Unknown).count();
    assert_eq!(with_date, dated, "{:?}", proposal.selectors);
    assert_eq!((proposal.entries, proposal.dated), (count, dated));
    assert_eq!(proposal.first.len(), 5.min(count));
    proposal
}

fn each(count: usize, entry: impl Fn(usize) -> String) -> String {
    (0..count).map(entry).collect()
}

fn by_number(number: usize) -> String {
    format!("/news/{}", 470_100 + number)
}

fn by_slug(number: usize) -> String {
    format!("/{}-zhiteli-prosyat-pochinit-vodoprovod.html", 9000 + number)
}

#[test]
fn cards_within_links() {
    // zakon.kz: the link is a card with title and time in it.
    let list = |count| {
        format!(
            "<div class='news-list'>{}</div>",
            each(count, |number| format!(
                "<div class='news-item'><a class='newscard_link' href='{}'><div class='newscard__img'><img src='/i/{number}.jpg'></div>\
             <div class='newscard__title'>{}</div><span class='newscard__date'>Сегодня, 1{}:0{}</span></a></div>",
                by_number(number),
                headline(number),
                number % 3,
                number % 10
            ))
        )
    };
    let proposal = check(&list, &by_number, 20, 20);
    assert_eq!(proposal.selectors.entry, "div.news-item");
    assert_eq!(proposal.selectors.link.as_deref(), Some("a.newscard_link"));
    assert_eq!(proposal.selectors.title.as_deref(), Some("div.newscard__title"));
    assert_eq!(proposal.selectors.date.as_deref(), Some("span.newscard__date"));
    assert_eq!(proposal.selectors.at_least, 6);
}

#[test]
fn titles_in_spans_and_metadata_below() {
    // tengrinews.kz: two links a story, the picture's first; views beside the date.
    let list = |count| {
        format!(
            "<div class='content_main'>{}</div>",
            each(count, |number| format!(
                "<div class='content_main_item'><a href='{url}'><picture><img alt='' src='/i/{number}.jpg'></picture></a>\
             <span class='content_main_item_title'><a href='{url}'>{}</a></span>\
             <span class='content_main_item_announce'><a href='{url}'>Подробности в материале о том, как живут люди</a></span>\
             <div class='content_main_item_meta'><span>2{} ноября 2026</span><span>{}</span></div></div>",
                headline(number),
                number % 3,
                100 + number,
                url = by_number(number)
            ))
        )
    };
    let proposal = check(&list, &by_number, 12, 12);
    assert_eq!(proposal.selectors.entry, "div.content_main_item");
    assert_eq!(proposal.selectors.link.as_deref(), Some("span.content_main_item_title a"));
}

#[test]
fn dates_as_words_only() {
    // ratel.kz: weekday and short month as text.
    let list = |count| {
        each(count, |number| {
            format!(
                "<div class='post_news'><div class='post_news__date'>Пятница, {:02} Ноя 2026, 12:{:02}</div>\
             <h2 class='post_news__title'><a href='{}'>{}</a></h2><p>Короткий рассказ о том, что случилось.</p></div>",
                number % 20 + 1,
                number,
                by_slug(number),
                headline(number)
            )
        })
    };
    let proposal = check(&list, &by_slug, 15, 15);
    assert_eq!(proposal.selectors.date.as_deref(), Some("div.post_news__date"));
}

#[test]
fn post_items_with_meta() {
    // pavlodarnews.kz: headings with classes, meta with author and date.
    let list = |count| {
        each(count, |number| {
            format!(
                "<div class='post-item clearfix'><div class='thumb'><a href='{url}'><img src='a.jpg'></a></div>\
             <h3 class='title'><a href='{url}'>{}</a></h3><p class='post-meta'>{:02}.11.2026 10:15</p>\
             <a class='more' href='{url}#comments'>Комментарии</a></div>",
                headline(number),
                number % 20 + 1,
                url = by_number(number)
            )
        })
    };
    let proposal = check(&list, &by_number, 10, 10);
    assert_eq!(proposal.selectors.entry, "div.post-item");
    assert_eq!(proposal.selectors.date.as_deref(), Some("p.post-meta"));
}

#[test]
fn a_list_that_is_loaded_by_offset() {
    // diapazon.kz: rows of a fragment, the title is the link, the date a bare element.
    let list = |count| {
        format!(
            "<ul class='more-list'>{}</ul>",
            each(count, |number| format!(
                "<li><time>{:02}.11.2026</time><a href='/article/{}'>{}</a></li>",
                number % 20 + 1,
                130_000 + number,
                headline(number)
            ))
        )
    };
    let proposal = check(&list, &|number| format!("/article/{}", 130_000 + number), 30, 30);
    assert_eq!(proposal.selectors.entry, "ul.more-list > li");
    assert_eq!(proposal.selectors.date.as_deref(), Some("time"));
}

#[test]
fn an_archive_of_wordpress() {
    let list = |count| {
        let entries = each(count, |number| {
            format!(
                "<article id='post-{number}' class='post-{number} post type-post status-publish category-{} hentry{}'>\
             <header><h2 class='entry-title'><a href='{url}' rel='bookmark'>{}</a></h2>\
             <div class='entry-meta'><a href='{url}'><time class='entry-date' datetime='2026-11-{:02}T10:00:00+05:00'>когда-то</time></a>\
             <a href='/author/redaktsiya/'>Редакция нашей большой газеты</a></div></header>\
             <div class='entry-summary'><p>Жители жалуются. <a class='more-link' href='{url}'>Читать далее</a></p></div>\
             <footer><a href='/category/zhkh/'>ЖКХ и благоустройство города</a></footer></article>",
                ["zhkh", "sport"][number % 2],
                ["", " has-post-thumbnail"][number % 2],
                headline(number),
                number % 20 + 1,
                url = by_slug(number)
            )
        });
        format!(
            "<main id='main'>{entries}<nav class='pagination'><a href='/news/page/2/'>2</a><a href='/news/page/3/'>3</a></nav></main>"
        )
    };
    let proposal = check(&list, &by_slug, 10, 10);
    assert_eq!(proposal.selectors.entry, "article.post");
    assert_eq!(proposal.selectors.paging.as_deref(), Some("/news/page/{page}/"));
    assert!(proposal.selectors.date.as_deref().unwrap().contains("time"));
}

#[test]
fn a_list_of_bitrix() {
    let list = |count| {
        let entries = each(count, |number| {
            format!(
                "<p class='news-item' id='bx_{}_{number}'><span class='news-date-time'>{:02}.11.2026</span>\
             <a href='/news/detail.php?ID={}'><b>{}</b></a><br>Краткое описание новости для списка.<br></p>",
                3_218_110_189_u32,
                number % 20 + 1,
                500 + number,
                headline(number)
            )
        });
        format!("<div class='news-list'>{entries}<a href='/news/?PAGEN_1=2'>2</a></div>")
    };
    let proposal = check(&list, &|number| format!("/news/detail.php?ID={}", 500 + number), 20, 20);
    assert_eq!(proposal.selectors.paging.as_deref(), Some("/news/?PAGEN_1={page}"));
}

#[test]
fn a_blog_of_joomla() {
    // Rows with counting classes, one or two columns.
    let list = |count| {
        let entries = each(count, |number| {
            format!(
                "<div class='items-row cols-1 row-{number}'><div class='item column-1' itemscope><div class='page-header'>\
             <h2 itemprop='name'><a href='{}' itemprop='url'>\n\t{} </a></h2></div>\
             <dl class='article-info'><dd class='published'><time datetime='2026-11-{:02}T05:00:00+00:00'>Опубликовано</time></dd></dl>\
             <p>Текст вступления к материалу.</p></div></div>",
                by_slug(number),
                headline(number),
                number % 20 + 1
            )
        });
        format!(
            "<div class='blog' itemscope>{entries}<ul class='pagination-list'><li><a href='/news?start=5'>2</a></li></ul></div>"
        )
    };
    let proposal = check(&list, &by_slug, 5, 5);
    assert_eq!(proposal.selectors.paging.as_deref(), Some("/news?start={offset}"));
}

#[test]
fn short_stories_of_data_life_engine() {
    let list = |count| {
        let entries = each(count, |number| {
            format!(
                "<div class='short-story'><div class='short-top'><span class='cat'><a href='/category/zhkh/'>ЖКХ, дороги и дворы</a></span>\
             <span class='date'>Вчера, 1{}:30</span></div><h2><a href='{url}'>{}</a></h2><div class='story-text'>Подробно о том, что произошло в городе.</div>\
             <div class='btn'><a href='{url}'>Подробнее</a></div></div>",
                number % 9,
                headline(number),
                url = by_slug(number)
            )
        });
        format!("<div id='dle-content'>{entries}</div>")
    };
    let proposal = check(&list, &by_slug, 10, 10);
    assert_eq!(proposal.selectors.entry, "div.short-story");
    assert_eq!(proposal.selectors.link.as_deref(), Some("h2 a"));
}

#[test]
fn a_table_without_any_class() {
    let list = |count| {
        format!(
            "<table border=0 width='100%'><tbody><tr><td><b>Дата</b></td><td><b>Новость</b></td></tr>{}</tbody></table>",
            each(count, |number| format!(
                "<tr><td>{:02}.11.2026</td><td><a href='show.asp?id={}'>{}</a></td></tr>",
                number % 20 + 1,
                4000 + number,
                headline(number)
            ))
        )
    };
    let proposal = check(&list, &|number| format!("show.asp?id={}", 4000 + number), 25, 25);
    assert!(proposal.selectors.entry.contains("tr"), "{}", proposal.selectors.entry);
}

#[test]
fn a_grid_of_cousins_with_advertisements() {
    let list = |count| {
        let entries = each(count, |number| {
            let advert = if number % 4 == 3 {
                "<div class='row'><div class='col'><div class='card'><ins>реклама</ins></div></div></div>"
            } else {
                ""
            };
            format!(
                "<div class='row'><div class='col'><div class='card'><a href='{}' class='pic'></a><div class='body'><a href='{}' class='name'>{}</a>\
                 <small>{} ноября, 10:00</small></div></div></div></div>{advert}",
                by_number(number),
                by_number(number),
                headline(number),
                number % 20 + 1
            )
        });
        format!("<section class='grid'>{entries}</section>")
    };
    check(&list, &by_number, 16, 16);
}

#[test]
fn links_that_are_whole_entries() {
    let list = |count| {
        format!(
            "<div class='feed'>{}</div>",
            each(count, |number| format!(
                "<a class='feed__item' href='{}'><time>1{}:2{}, 22 қараша 2026</time><h3>{}</h3><p>Толығырақ мәтін осында жазылады.</p></a>",
                by_number(number),
                number % 9,
                number % 9,
                headline(number)
            ))
        )
    };
    let proposal = check(&list, &by_number, 18, 18);
    assert_eq!(proposal.selectors.link, None);
    assert_eq!(proposal.selectors.title.as_deref(), Some("h3"));
}

#[test]
fn a_list_by_days_without_dates_in_its_entries() {
    let list = |count: usize| {
        let day = |day: usize| {
            let entries = each(count / 3, |number| {
                let number = day * (count / 3) + number;
                format!(
                    "<li class='{}'><a href='{}'>{}</a></li>",
                    ["odd", "even"][number % 2],
                    by_number(number),
                    headline(number)
                )
            });
            format!(
                "<div class='day' id='day-2026-11-{}'><h4>{} ноября</h4><ul>{entries}</ul></div>",
                22 - day,
                22 - day
            )
        };
        format!("<div class='archive-list'>{}</div>", each(3, day))
    };
    check(&list, &by_number, 18, 0);
}

#[test]
fn headlines_without_links_of_their_own() {
    let list = |count| {
        each(count, |number| {
            format!(
                "<div class='announce'><h3>{}</h3><p>Вкратце о том, что было.</p><span class='when'>{:02}.11.2026</span><a class='go' href='{}'>Далее</a></div>",
                headline(number),
                number % 20 + 1,
                by_number(number)
            )
        })
    };
    let proposal = check(&list, &by_number, 10, 10);
    assert_eq!(proposal.selectors.title.as_deref(), Some("h3"));
}

#[test]
fn a_page_without_a_list_gives_no_proposal() {
    let none = |body: &str| {
        let found = propose(&page(body), now()).unwrap();
        assert!(found.is_empty(), "{found:?}");
    };
    none("<!doctype html><html><body><div id='root'></div><script src='/app.js'></script></body></html>");
    none("");
    none("{\"a\":1}");
    // The menu and foot of a page whose list is built by scripts.
    let shell = whole("<div id='app'></div>", &by_number);
    let shell = shell.split("<div class='sidebar'>").next().unwrap().to_owned()
        + "<footer><a href='/about/'>О нас и о нашей работе</a></footer>";
    none(&shell);
    let article = "<article><h1>Жители остались без воды на три дня</h1><p>Рассказ о том, что было, со <a href='/news/1'>ссылкой на прошлое</a>.</p></article>";
    none(article);
}

#[test]
fn what_is_read_most_is_not_taken_for_the_list() {
    // Fewer entries in the list than in the block beside it.
    let list = |count| {
        each(count, |number| {
            format!(
                "<div class='entry'><h2><a href='{}'>{}</a></h2><i class='when'>2{}.11.2026</i></div>",
                by_number(number),
                headline(number),
                number % 3
            )
        })
    };
    check(&list, &by_number, 4, 4);
}

#[test]
fn hostile_pages_end_soon() {
    let deep =
        format!("{}<a href='/news/12345'>Жители остались без воды</a>", "<div class='a'>".repeat(5000));
    let many =
        each(20_000, |number| format!("<p><a href='/n/{number}'>Жители остались без воды {number}</a></p>"));
    let classes =
        format!("<div class='{}'>", (0..5000).map(|number| format!("c{number}x ")).collect::<String>());
    let listed = classes
        + &each(50, |number| {
            format!(
                "<li class='a:b [x] {number}'><a href='/n/{}'>Жители остались без воды</a></li>",
                10_000 + number
            )
        });
    for body in [deep, many, listed] {
        assert!(propose(&page(&body), now()).is_ok());
    }
}
