//! Why a word of a text matches a word of a query: for saying so beside a hit.

use dauys_model::Language;

/// Words of a text that match one word or phrase of a query in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The word of the query, as typed.
    pub typed: String,
    /// The forms found, each once, in small letters, in the order of the text; the first few of many.
    pub found: Vec<String>,
    /// In which way they match.
    pub why: Why,
}

/// In which way a word of a text matches a word of a query, the closest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// It was asked for in exactly this form.
    Exact,
    /// It stands as it was typed.
    Same,
    /// It is another form of the word.
    Form,
    /// It is spelled with other letters of the same alphabet: Kazakh with and without its own letters.
    Letters,
    /// It is spelled in another alphabet: `su` and `су`.
    Alphabet,
    /// It begins as was asked for.
    Beginning,
    /// It is a word of the same root: `отключение` and `отключили`.
    Family,
    /// It means the same in the other language.
    Translation,
    /// It merely begins alike, and the word itself is not there.
    Alike,
}

impl Why {
    /// The way in words, for after the forms: in Kazakh, in Russian, or for any other language in English.
    pub fn words(self, language: Language) -> &'static str {
        let (kk, ru, en) = match self {
            Self::Exact => ("дәл осы түрінде", "именно в этой форме", "in exactly this form"),
            Self::Same => ("жазылғандай", "как в запросе", "as typed"),
            Self::Form => ("сөздің басқа түрі", "другая форма слова", "another form of the word"),
            Self::Letters => (
                "қазақ әріптері басқаша жазылған",
                "казахские буквы написаны иначе",
                "Kazakh letters written otherwise",
            ),
            Self::Alphabet => {
                ("басқа әліпбимен жазылған", "написано другим алфавитом", "in another alphabet")
            }
            Self::Beginning => ("осылай басталады", "начинается так", "begins so"),
            Self::Family => ("түбірі бір сөз", "однокоренное слово", "a word of the same root"),
            Self::Translation => (
                "екінші тілдегі баламасы",
                "соответствие на другом языке",
                "its counterpart in the other language",
            ),
            Self::Alike => ("басталуы ұқсас сөз", "слово с похожим началом", "a word that begins alike"),
        };
        match language {
            Language::Kazakh => kk,
            Language::Russian => ru,
            _ => en,
        }
    }
}
