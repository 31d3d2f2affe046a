//! The words of the method note in the three languages of the interface.

/// The language of a method note.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NoteLanguage {
    /// Kazakh.
    Kazakh,
    /// Russian.
    Russian,
    /// English, as on the command line.
    #[default]
    English,
}

/// A word of the note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Word {
    Query,
    Queries,
    Read,
    AsQuery,
    AsWords,
    Filter,
    None,
    NeedAll,
    OtherLanguage,
    Also,
    Order,
    Relevance,
    Newest,
    Oldest,
    Folded,
    Limit,
    Texts,
    Voices,
    Complete,
    Rows,
    Position,
    Behind,
    Posts,
    NewestPost,
    Program,
    MadeAt,
    Times,
    KazakhstanTime,
    Caution,
    CautionText,
    Yes,
    No,
}

impl NoteLanguage {
    /// The name of the sheet that holds the note.
    pub(crate) fn sheet(self) -> &'static str {
        match self {
            Self::Kazakh => "әдіс",
            Self::Russian => "метод",
            Self::English => "method",
        }
    }

    /// A word.
    pub(crate) fn say(self, word: Word) -> &'static str {
        let [kazakh, russian, english] = said(word);
        match self {
            Self::Kazakh => kazakh,
            Self::Russian => russian,
            Self::English => english,
        }
    }
}

fn said(word: Word) -> [&'static str; 3] {
    match word {
        Word::Query => ["Сұрау", "Запрос", "Query"],
        Word::Queries => ["Сұраулар саны", "Количество запросов", "Number of queries"],
        Word::Read => ["Қалай оқылды", "Как прочитан", "Read as"],
        Word::AsQuery => ["сұрау тілінде", "на языке запросов", "query language"],
        Word::AsWords => ["жай сөздер ретінде", "как просто слова", "mere words"],
        Word::Filter => ["Сүзгі", "Фильтр", "Filter"],
        Word::None => ["жоқ", "нет", "none"],
        Word::NeedAll => ["Барлық сөз болуы міндетті", "Нужны все слова", "Every word is needed"],
        Word::OtherLanguage => {
            ["Екінші тілде де ізделді", "Искали и на другом языке", "Looked for in the other language, too"]
        }
        Word::Also => ["Сондай-ақ ізделді", "Также искали", "Also searched"],
        Word::Order => ["Реті", "Порядок", "Order"],
        Word::Relevance => ["сәйкестігі бойынша", "по соответствию", "by relevance"],
        Word::Newest => ["алдымен жаңалары", "сначала новые", "newest first"],
        Word::Oldest => ["алдымен ескілері", "сначала старые", "oldest first"],
        Word::Folded => [
            "Қайталанған мәтіндер бір жолға біріктірілді",
            "Повторы сведены в одну строку",
            "Repeated texts are one row",
        ],
        Word::Limit => ["Ең көп жол саны", "Предел строк", "Most rows"],
        Word::Texts => ["Табылған мәтіндер", "Найдено текстов", "Texts found"],
        Word::Voices => ["Оның ішінде дауыстар", "Из них голосов", "Voices among them"],
        Word::Complete => ["Барлық сөзі бар мәтіндер", "Текстов со всеми словами", "Texts with every word"],
        Word::Rows => ["Кестедегі жолдар", "Строк в таблице", "Rows of the table"],
        Word::Position => ["Индекстің орны", "Положение индекса", "Position of the index"],
        Word::Behind => [
            "Индекске әлі енбеген өзгерістер",
            "Изменений, ещё не вошедших в индекс",
            "Changes not yet in the index",
        ],
        Word::Posts => ["Индекстегі мәтіндер", "Текстов в индексе", "Texts in the index"],
        Word::NewestPost => ["Ең жаңа мәтін", "Самый новый текст", "Newest text"],
        Word::Program => ["Бағдарлама", "Программа", "Program"],
        Word::MadeAt => ["Жасалған уақыты", "Составлено", "Made at"],
        Word::Times => ["Уақыт белдеуі", "Часовой пояс", "Times"],
        Word::KazakhstanTime => [
            "кітаптағы (XLSX) уақыт — Қазақстан уақыты (UTC+5), мәтін кестелерінде (CSV, JSONL) — UTC",
            "в книге (XLSX) — время Казахстана (UTC+5), в текстовых таблицах (CSV, JSONL) — UTC",
            "in workbooks (XLSX) the time of Kazakhstan (UTC+5), in text tables (CSV, JSONL) UTC",
        ],
        Word::Caution => ["Ескерту", "Предостережение", "Caution"],
        Word::CautionText => [
            "Сандар — осы жүйе көрген мәтіндердің саны, ал дауыс — басқа мәтінді қайталамайтын мәтін. Олар ешқашан азаматтардың үлесін білдірмейді және жазбайтын адамдар туралы ештеңе айтпайды.",
            "Числа — это количество текстов, которые видела эта система, а голос — текст, не повторяющий другой. Они никогда не означают долю граждан и ничего не говорят о тех, кто не пишет.",
            "Counts are of the texts that this system has seen, and a voice is a text that repeats no other. They are never a share of citizens and say nothing of those who do not write.",
        ],
        Word::Yes => ["иә", "да", "yes"],
        Word::No => ["жоқ", "нет", "no"],
    }
}
