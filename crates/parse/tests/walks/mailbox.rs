//! A mailbox of an office, with mails as files.

use std::path::Path;

use dauys_model::{Kind, Source, SourceKind};
use dauys_parse::{Answer, Question, Walk, Walked};
use jiff::Timestamp;

use crate::driver::{Errand, Reply, everything, is_by, source, start, texts, unfit};

const ADDRESS: &str = "imaps://qabyldau%40office.example@mail.office.example/INBOX";

fn raw(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/mails");
    std::fs::read(folder.join(format!("{name}.eml"))).unwrap()
}

const PASSWORD: &str = "planted-password";

fn now() -> Timestamp {
    "2026-11-23T12:00:00+05:00".parse().unwrap()
}

fn folder(url: &str) -> Source {
    source(SourceKind::Mailbox, Kind::Appeal, url)
}

fn begun(source: &Source, cursor: &str) -> Walk {
    Walk::new(&start(source, Some(cursor), Some(PASSWORD))).unwrap()
}

fn asked(walk: &mut Walk) -> Option<dauys_parse::Mail> {
    walk.next().map(|question| match question {
        Question::Mail(mail) => mail,
        _ => panic!("another question"),
    })
}

/// A folder with mails numbered from 1, asked as a server answers: ascending, after a number, at most so many.
fn walk(mails: &[Vec<u8>], cursor: Option<&str>, source: &Source) -> Walked {
    let errand = Errand { secret: Some(PASSWORD), now: now(), ..Errand::of(source, cursor) };
    let outcome = errand.walk(|question| {
        let Question::Mail(question) = question else { panic!("another question") };
        let after = question.after.filter(|(validity, _)| *validity == 9).map_or(0, |(_, number)| number);
        let numbered = (1..).zip(mails.iter().cloned());
        let page = numbered.filter(|(number, _)| *number > after).take(question.most).collect();
        Reply::Mails { validity: 9, mails: page }
    });
    assert!(outcome.error.is_none());
    outcome.walked
}

fn read(name: &str) -> Walked {
    walk(&[raw(name)], None, &folder(ADDRESS))
}

/// What is planted in the mails of the fixtures and must be found nowhere, not even in a text.
const PLANTED: [&str; 25] = [
    "planted",
    "Айгүл",
    "Серікқызы",
    "төрайымы",
    "000-00",
    "000 00",
    "7701000",
    "Ерлан",
    "Подложн",
    "инженер",
    "Тестов",
    "Пётр",
    "Марат",
    "Вымышлен",
    "Сәуле",
    "Жалған",
    "Планов",
    "Анна",
    "Сергеевна",
    "203.0.113",
    "passport",
    "Чужая",
    "Чужой",
    "office.example",
    "слушаем",
];

#[track_caller]
fn check(name: &str, title: Option<&str>, text: &str, author: &str) -> Walked {
    let mut walked = read(name);
    assert_eq!(texts(&walked), [text]);
    let item = &mut walked.items[0];
    assert_eq!((item.title.as_deref(), item.kind, item.url.as_ref()), (title, Some(Kind::Appeal), None));
    assert!(is_by(item, author) && !item.truncated);
    let told = everything(&walked);
    for planted in PLANTED {
        assert!(!told.contains(planted), "{planted}: {told}");
    }
    walked
}

#[test]
fn a_kazakh_mail_loses_its_farewell() {
    let text = "Сәлеметсіз бе!\nАбай көшесінде үш күннен бері су жоқ. Үйде кішкентай балалар бар, ыстық су түгіл суық су да келмейді.\nЖөндеу қашан аяқталатынын ешкім айтпайды.";
    let walked = check("kazakh-farewell", Some("Абай көшесінде су жоқ"), text, "aigul.planted@a.example");
    assert_eq!(walked.items[0].published_at.unwrap().to_string(), "2026-11-23T05:15:00Z");
    assert_eq!((walked.cursor.as_deref(), walked.is_cut), (Some("9 1"), false));
    assert!(walked.warnings.is_empty());
}

#[test]
fn an_answer_from_outlook_in_windows_1251_loses_what_it_quotes() {
    let text =
        "Добрый день. Вторую неделю не горит освещение на улице Сейфуллина, дети идут в школу в темноте.";
    check("cp1251-outlook", Some("Ваш вопрос об освещении"), text, "e.podlozhny@a.example");
}

#[test]
fn koi8_is_read_and_two_dashes_end_a_text() {
    let text = "Во дворе дома 12 не вывозят мусор с праздников.\nПросим принять меры.";
    check("koi8-dashes", Some("Мусор"), text, "petr.planted@a.example");
}

#[test]
fn html_is_read_without_files_signature_and_quotation() {
    let text = "Автобус №15 не ходит по вечерам, люди ждут час.\nОстановка у рынка.";
    let walked = check("html-with-files", Some("Автобус 15"), text, "marat.planted@a.example");
    assert_eq!(walked.warnings, ["attached files, not kept: 2"]);
}

#[test]
fn flowed_lines_are_put_together_and_quoted_ones_left_out() {
    let text = "Мектеп жанындағы жолда жаяу жүргіншілер өткелі жоқ, балалар машиналардың арасымен жүгіреді. Былтыр да жазғанбыз.\nАдамдар белгі қоюды сұрайды.";
    check("flowed-quoted", Some("Жаяу жүргіншілер өткелі"), text, "saule.planted@a.example");
}

#[test]
fn wrapped_lines_are_put_together_and_a_subject_that_names_the_writer_goes() {
    let text = "Здравствуйте! В нашем подъезде с октября холодные батареи, в квартирах двенадцать градусов, управляющая компания не отвечает на заявки и не приезжает. Прошу проверить теплоузел дома.\nP.S. В соседнем доме та же беда.";
    check("wrapped-gmail", None, text, "anna.planted@a.example");
}

#[test]
fn an_unnamed_encoding_is_seen_and_a_date_in_the_future_is_not_believed() {
    let text = "На перекрёстке у рынка сломан светофор, уже две аварии за неделю.";
    let walked = check("cp1251-unnamed", Some("svetofor"), text, "ivan.planted@a.example");
    assert_eq!(walked.items[0].published_at, None);
}

#[test]
fn what_no_person_wrote_is_left_out_with_its_reason() {
    let mails = ["auto-reply", "bounce", "newsletter", "only-files", "only-forwarded"].map(raw);
    let mails = [&mails[..], &[Vec::new(), b"\r\n\r\n".to_vec()]].concat();
    let walked = walk(&mails, None, &folder(ADDRESS));
    assert!(walked.items.is_empty());
    let told = [
        "automatic mails, left out: 1",
        "returned mails, left out: 1",
        "newsletters, left out: 1",
        "mails without words of their own, left out: 3",
        "mails that cannot be read, left out: 1",
    ];
    assert_eq!(walked.warnings, told);
    assert_eq!((walked.left_out, walked.cursor.as_deref()), (7, Some("9 7")));
}

fn many(count: u32) -> Vec<Vec<u8>> {
    let mail = |number| {
        format!("From: p{number}@a.example\r\nMessage-ID: <{number}@a.example>\r\n\r\nСу жоқ, {number}\r\n")
    };
    (1..=count).map(|number| mail(number).into_bytes()).collect()
}

#[test]
fn the_second_walk_brings_only_what_is_new() {
    let source = folder(ADDRESS);
    let first = walk(&many(3), None, &source);
    assert_eq!((first.items.len(), first.cursor.as_deref()), (3, Some("9 3")));
    let second = walk(&many(3), first.cursor.as_deref(), &source);
    assert_eq!((second.items.len(), second.cursor.as_deref(), second.is_cut), (0, Some("9 3"), false));
    let third = walk(&many(4), second.cursor.as_deref(), &source);
    assert_eq!(texts(&third), ["Су жоқ, 4"]);
}

#[test]
fn a_long_folder_is_read_over_several_walks() {
    let source = Source { pages: Some(2), ..folder(ADDRESS) };
    let first = walk(&many(120), None, &source);
    assert_eq!((first.items.len(), first.cursor.as_deref(), first.is_cut), (100, Some("9 100"), true));
    let second = walk(&many(120), first.cursor.as_deref(), &source);
    assert_eq!((second.items.len(), second.is_cut), (20, false));
}

#[test]
fn ended_early_nothing_is_missed_and_nothing_comes_twice() {
    let source = folder(ADDRESS);
    let mut early = Walk::new(&start(&source, None, Some(PASSWORD))).unwrap();
    assert!(asked(&mut early).unwrap() == asked(&mut early).unwrap(), "asked again, it is the same");
    let untouched = begun(&source, "9 1").end();
    assert_eq!((untouched.cursor, untouched.is_cut), (None, true));
    let page: Vec<(u32, Vec<u8>)> = many(2).into_iter().zip(1..).map(|(raw, number)| (number, raw)).collect();
    early.take(&Answer::Mails { validity: 9, mails: &page }).unwrap();
    let early = early.end();
    let rest = walk(&many(5), early.cursor.as_deref(), &source);
    assert_eq!(
        [texts(&early), texts(&rest)].concat(),
        ["Су жоқ, 1", "Су жоқ, 2", "Су жоқ, 3", "Су жоқ, 4", "Су жоқ, 5"]
    );
}

#[test]
fn a_folder_numbered_anew_gives_the_same_keys() {
    let source = folder(ADDRESS);
    let before = walk(&many(2), None, &source);
    let after = walk(&many(2), Some("8 77"), &source);
    let keys = |walked: &Walked| walked.items.iter().map(|item| item.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&before), keys(&after));
    let unnamed = vec![
        b"From: p@a.example\r\n\r\nText one\r\n".to_vec(),
        b"From: p@a.example\r\n\r\nText one\r\n".to_vec(),
    ];
    assert_eq!(
        walk(&unnamed, None, &source).items.len(),
        2,
        "without a Message-ID the number tells mails apart"
    );
    assert_eq!(walk(&[many(1), many(1)].concat(), None, &source).warnings, ["mails that repeat another: 1"]);
}

#[test]
fn the_address_says_where_to_ask() {
    let check = |url: &str| {
        let source = folder(url);
        let mail = asked(&mut begun(&source, "4 17")).unwrap();
        (mail.user, mail.host, mail.port, mail.folder, mail.after)
    };
    let expected = |user: &str, host: &str, port, folder: &str| {
        (user.to_owned(), host.to_owned(), port, folder.to_owned(), Some((4, 17)))
    };
    assert_eq!(check(ADDRESS), expected("qabyldau@office.example", "mail.office.example", 993, "INBOX"));
    assert_eq!(
        check("imaps://u@Mail.Office.example:1993"),
        expected("u", "mail.office.example", 1993, "INBOX")
    );
    assert_eq!(
        check("imaps://u@пошта.example/Өтініштер/2026"),
        expected("u", "xn--80a1acn3a.example", 993, "Өтініштер/2026")
    );
}

#[test]
fn what_does_not_fit_is_told_without_the_secret() {
    for (url, secret) in [
        (ADDRESS, None),
        ("imaps://mail.office.example/INBOX", Some(PASSWORD)),
        ("imap://u@mail.office.example/", Some(PASSWORD)),
        ("imaps://u:planted-password@mail.office.example/", Some(PASSWORD)),
        ("imaps://u%0d%0aX@mail.office.example/", Some(PASSWORD)),
        ("imaps://u@mail.office.example/IN%0aBOX", Some(PASSWORD)),
    ] {
        let source = folder(url);
        let unfit = unfit(&source, secret);
        assert!(unfit != "fit" && !unfit.contains("planted"), "{unfit}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]
    /// Cut anywhere and with bytes changed, a mail gives less or nothing, but no panic.
    #[test]
    fn damaged_mails_do_no_harm(which in 0..12_usize, cut in 0.0..1.0_f64, changed in proptest::collection::vec((0.0..1.0_f64, proptest::num::u8::ANY), 0..12)) {
        let names = ["kazakh-farewell", "cp1251-outlook", "koi8-dashes", "html-with-files", "flowed-quoted", "wrapped-gmail",
            "cp1251-unnamed", "auto-reply", "bounce", "newsletter", "only-files", "only-forwarded"];
        let mut raw = raw(names[which]);
        for (at, byte) in changed {
            let at = (at * raw.len() as f64) as usize;
            raw[at] = byte;
        }
        raw.truncate((cut * raw.len() as f64) as usize);
        let walked = walk(&[raw], None, &folder(ADDRESS));
        proptest::prop_assert_eq!(walked.items.len() + walked.left_out as usize, 1);
    }
}
