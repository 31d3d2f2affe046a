//! What can be wrong with a query, in parts a program can act on and in words for people: English, Kazakh and Russian.

use std::fmt;

use dauys_model::Language;

use crate::syntax::Field;

/// What is wrong with a query. `Display` says it in English, [`Fault::words`] in the language of the reader: lower case,
/// without a full stop, with what was typed in backticks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// A quote without its fellow.
    OpenQuote,
    /// A bracket without its fellow.
    OpenBracket,
    /// A closing bracket that nothing opened.
    StrayBracket,
    /// An operator (`AND`, `OR`) without a left side.
    NothingBefore(&'static str),
    /// An operator without a right side.
    NothingAfter(&'static str),
    /// A minus or `NOT` before nothing.
    NothingToExclude,
    /// A filter, as typed, without a value.
    NoValue(String),
    /// A filter, as typed, that takes one value and has several.
    OneValue(String),
    /// What looks like a filter and is none.
    UnknownField {
        /// As typed.
        name: String,
        /// The filter it nearly is.
        near: &'static str,
    },
    /// A filter for authors, as typed: there is none, by design.
    NoAuthors(String),
    /// A value that a filter does not know.
    UnknownValue {
        /// The filter.
        field: Field,
        /// As typed.
        value: String,
        /// The known value it nearly is.
        near: Option<String>,
    },
    /// What names no day, month or stretch of days.
    UnknownDay(String),
    /// A day that no calendar has.
    NoSuchDay(String),
    /// A range of days that ends before it begins.
    Backwards,
    /// Too few letters before a `*`.
    ShortBeginning {
        /// How many it needs.
        least: usize,
    },
    /// A word both exact and a beginning.
    ExactBeginning,
    /// A `~` behind a quote without a number.
    NoDistance,
    /// A distance that is no longer one.
    LongDistance {
        /// The longest.
        most: u32,
    },
    /// Too many words near one another.
    ManyNear {
        /// The most.
        most: usize,
    },
    /// Brackets in brackets in brackets.
    Deep,
    /// Too many words.
    ManyWords {
        /// The most.
        most: usize,
    },
    /// Nothing but signs.
    NoWord,
    /// Dates in the query of an alert, which looks at what is new by itself.
    AlertOfDates,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words(Language::Other))
    }
}

impl Fault {
    /// What is wrong, in Kazakh, in Russian, or for any other language in English.
    pub fn words(&self, language: Language) -> String {
        let pick = |kk: String, ru: String, en: String| match language {
            Language::Kazakh => kk,
            Language::Russian => ru,
            _ => en,
        };
        let plain = |kk: &str, ru: &str, en: &str| pick(kk.to_owned(), ru.to_owned(), en.to_owned());
        match self {
            Self::OpenQuote => plain("тырнақша жабылмаған", "кавычка не закрыта", "the quote is not closed"),
            Self::OpenBracket => plain("жақша жабылмаған", "скобка не закрыта", "the bracket is not closed"),
            Self::StrayBracket => {
                plain("`)` бар, бірақ `(` жоқ", "есть `)`, но нет `(`", "`)` without its `(`")
            }
            Self::NothingBefore(operator) => pick(
                format!("`{operator}` алдында ештеңе жоқ"),
                format!("перед `{operator}` ничего нет"),
                format!("`{operator}` with nothing before it"),
            ),
            Self::NothingAfter(operator) => pick(
                format!("`{operator}` сөзінен кейін ештеңе жоқ"),
                format!("после `{operator}` ничего нет"),
                format!("`{operator}` with nothing after it"),
            ),
            Self::NothingToExclude => {
                plain("нені алып тастау керегі жазылмаған", "не указано, что исключить", "nothing to exclude")
            }
            Self::NoValue(field) => pick(
                format!("`{field}` сүзгісінің мәні жоқ: оны қос нүктеден кейін бірден жазыңыз"),
                format!("у фильтра `{field}` нет значения: напишите его сразу после двоеточия"),
                format!("`{field}` without a value"),
            ),
            Self::OneValue(field) => pick(
                format!("`{field}` сүзгісіне бір ғана мән жазылады"),
                format!("у фильтра `{field}` может быть только одно значение"),
                format!("`{field}` takes one value"),
            ),
            Self::UnknownField { name, near } => pick(
                format!("`{name}:` деген сүзгі жоқ; мүмкін, `{near}:` болар?"),
                format!("нет фильтра `{name}:`; возможно, `{near}:`?"),
                format!("no filter `{name}:`; did you mean `{near}:`?"),
            ),
            Self::NoAuthors(name) => pick(
                format!("`{name}:` сүзгісі жоқ: мұнда авторлар сақталмайды, адам емес, мәселе ізделеді"),
                format!("фильтра `{name}:` нет: авторы здесь не хранятся, ищут проблемы, а не людей"),
                format!("there is no `{name}:`: authors are not kept, problems are searched, not persons"),
            ),
            Self::UnknownValue { field, value, near } => {
                let near = near.as_ref().map_or_else(
                    || choices(*field, language),
                    |near| {
                        pick(
                            format!("; мүмкін, `{near}` болар?"),
                            format!("; возможно, `{near}`?"),
                            format!("; did you mean `{near}`?"),
                        )
                    },
                );
                format!("{}{near}", unknown(*field, value, language))
            }
            Self::UnknownDay(value) => {
                const EXAMPLES: &str = "2026-11-16, 16.11.2026, 2026-11, 2026-11-01..2026-11-15";
                pick(
                    format!("`{value}` күнге ұқсамайды: {EXAMPLES}, 7к, бүгін немесе айдың атын жазыңыз"),
                    format!(
                        "`{value}` не похоже на дату: напишите {EXAMPLES}, 7д, сегодня или название месяца"
                    ),
                    format!("`{value}` is no date: write {EXAMPLES}, 7d, today or the name of a month"),
                )
            }
            Self::NoSuchDay(value) => pick(
                format!("күнтізбеде `{value}` деген күн жоқ"),
                format!("дня `{value}` нет в календаре"),
                format!("the calendar has no day `{value}`"),
            ),
            Self::Backwards => plain(
                "аралықтың соңы басынан бұрын тұр",
                "конец промежутка раньше его начала",
                "the range ends before it begins",
            ),
            Self::ShortBeginning { least } => pick(
                format!("`*` алдында кемінде {least} әріп болуы керек"),
                format!("перед `*` должно быть не меньше {least} букв"),
                format!("`*` needs {least} letters before it"),
            ),
            Self::ExactBeginning => plain(
                "`=` пен `*` бір сөзде қатар тұрмайды",
                "`=` и `*` нельзя ставить при одном слове",
                "`=` and `*` exclude each other",
            ),
            Self::NoDistance => {
                plain("`~` белгісінен кейін сан жоқ", "после `~` нет числа", "`~` without a number after it")
            }
            Self::LongDistance { most } => pick(
                format!("сөздердің арасында {most} сөзден көп бола алмайды"),
                format!("между словами может стоять не больше {most} слов"),
                format!("at most {most} words may stand between"),
            ),
            Self::ManyNear { most } => pick(
                format!("`~` {most} сөзден көпке қойылмайды"),
                format!("`~` можно поставить не больше чем при {most} словах"),
                format!("`~` takes at most {most} words"),
            ),
            Self::Deep => plain(
                "жақшалардың ішіне тым көп жақша салынған",
                "слишком много скобок внутри скобок",
                "brackets lie too deep",
            ),
            Self::ManyWords { most } => pick(
                format!("сұрауда {most} сөзден көп"),
                format!("в запросе больше {most} слов"),
                format!("more than {most} words"),
            ),
            Self::AlertOfDates => plain(
                "хабарлап тұратын іздеуде күн көрсетілмейді: ол жаңасын өзі бақылайды",
                "в поиске с уведомлениями не указывают дат: он сам следит за новым",
                "an alert looks at what is new by itself: leave dates out of its query",
            ),
            Self::NoWord => plain(
                "іздейтін бірде-бір сөз жоқ",
                "нет ни одного слова, которое можно искать",
                "no word to look for",
            ),
        }
    }
}

/// That a value is not known.
fn unknown(field: Field, value: &str, language: Language) -> String {
    let (kk, ru, en) = match field {
        Field::Language => ("деген тіл жоқ", "нет языка", "no language"),
        Field::Kind => ("деген түр жоқ", "нет вида", "no kind"),
        Field::Category => ("деген санат жоқ", "нет категории", "no category"),
        Field::Topic => {
            ("деген тақырып та, санат та жоқ", "нет ни темы, ни категории", "neither topic nor category")
        }
        Field::Source => {
            ("дереккөздің аты бола алмайды", "не может быть именем источника:", "no name of a source:")
        }
        Field::Region => (
            "деген жер табылмады немесе ондай жер біреу емес",
            "нет места, или их несколько:",
            "no one place",
        ),
        Field::Title | Field::Date | Field::From | Field::To => {
            ("түсініксіз", "непонятно", "not understood:")
        }
    };
    match language {
        Language::Kazakh => format!("`{value}` {kk}"),
        Language::Russian if field == Field::Source => format!("`{value}` не может быть именем источника"),
        Language::Russian => format!("{ru} `{value}`"),
        _ => format!("{en} `{value}`"),
    }
}

/// What a filter knows, where that can be told in a line.
fn choices(field: Field, language: Language) -> String {
    let known = match (field, language) {
        (Field::Language, Language::Kazakh) => "қазақша, орысша, аралас, басқа, белгісіз",
        (Field::Language, Language::Russian) => "казахский, русский, смешанный, другой, неизвестный",
        (Field::Language, _) => "kk, ru, mixed, other, unknown",
        (Field::Kind, Language::Kazakh) => "жаңалық, пікір, өтініш, хабарландыру",
        (Field::Kind, Language::Russian) => "новость, комментарий, обращение, объявление",
        (Field::Kind, _) => "news, comment, appeal, notice",
        _ => return String::new(),
    };
    let head = match language {
        Language::Kazakh => "бары",
        Language::Russian => "есть",
        _ => "there are",
    };
    format!("; {head}: {known}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_worded_in_three_languages() {
        let value = |field| Fault::UnknownValue { field, value: "су".into(), near: None };
        let mut faults = vec![
            Fault::OpenQuote,
            Fault::OpenBracket,
            Fault::StrayBracket,
            Fault::NothingBefore("OR"),
            Fault::NothingAfter("AND"),
            Fault::NothingToExclude,
            Fault::NoValue("lang:".into()),
            Fault::OneValue("from:".into()),
            Fault::UnknownField { name: "categry".into(), near: "category" },
            Fault::NoAuthors("author".into()),
            Fault::UnknownDay("су".into()),
            Fault::NoSuchDay("2026-02-30".into()),
            Fault::Backwards,
            Fault::ShortBeginning { least: 2 },
            Fault::ExactBeginning,
            Fault::NoDistance,
            Fault::LongDistance { most: 50 },
            Fault::ManyNear { most: 10 },
            Fault::Deep,
            Fault::ManyWords { most: 200 },
            Fault::NoWord,
            Fault::AlertOfDates,
        ];
        faults.extend(Field::ALL.map(value));
        for fault in faults {
            let said = [Language::Kazakh, Language::Russian, Language::Other].map(|one| fault.words(one));
            assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{said:?}");
            assert_eq!(fault.to_string(), said[2]);
            assert!(said.iter().all(|words| !words.ends_with('.') && !words.contains("  ")), "{said:?}");
        }
    }

    #[test]
    fn what_is_nearly_known_is_named() {
        let fault =
            Fault::UnknownValue {
                field: Field::Category, value: "вадо".into(), near: Some("Вода".into())
            };
        assert_eq!(fault.words(Language::Russian), "нет категории `вадо`; возможно, `Вода`?");
        assert_eq!(fault.words(Language::Kazakh), "`вадо` деген санат жоқ; мүмкін, `Вода` болар?");
        assert_eq!(fault.to_string(), "no category `вадо`; did you mean `Вода`?");
    }
}
