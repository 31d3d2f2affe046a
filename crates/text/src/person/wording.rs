//! Says to the one who asked why a query is refused and what to look for instead, in the three languages of the interface.

use super::Refused;

impl Refused {
    /// A short name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Handle => "handle",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Number => "number",
        }
    }

    /// The explanation in English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Name => {
                "a query that is only a person's name is refused: Dauys looks for problems, never for persons. Look for \
                 the office («аким города», «министр здравоохранения»), the matter («нет воды») or the place («Риддер») \
                 instead"
            }
            Self::Handle => {
                "a query that is only the handle or profile of a person is refused: Dauys looks for problems, never for \
                 persons, and keeps no handles. Look for the office («аким города»), the matter («нет воды») or the place \
                 («Риддер») instead"
            }
            Self::Phone => {
                "a query that is only a telephone number is refused: Dauys looks for problems, never for persons, and keeps \
                 no telephones of persons. Look for the office («аким города»), the matter («нет воды») or the place \
                 («Риддер») instead"
            }
            Self::Mail => {
                "a query that is only an e-mail address is refused: Dauys looks for problems, never for persons, and keeps \
                 no addresses of persons. Look for the office («аким города»), the matter («нет воды») or the place \
                 («Риддер») instead"
            }
            Self::Number => {
                "a query that is only the number of a person's paper, card, account or car is refused: Dauys looks for \
                 problems, never for persons, and keeps no such numbers. Look for the office («аким города»), the matter \
                 («нет воды») or the place («Риддер») instead"
            }
        }
    }

    /// The explanation in Kazakh.
    pub fn kk(self) -> &'static str {
        match self {
            Self::Name => {
                "Тек адамның аты-жөнінен тұратын сұрау орындалмайды: Дауыс адамдарды емес, мәселелерді іздейді. Оның орнына \
                 лауазымды («қала әкімі», «денсаулық сақтау министрі»), мәселенің өзін («су жоқ») немесе жерді («Риддер») \
                 іздеңіз."
            }
            Self::Handle => {
                "Тек адамның желідегі атынан немесе парақшасынан тұратын сұрау орындалмайды: Дауыс адамдарды емес, мәселелерді \
                 іздейді және желідегі аттарды сақтамайды. Оның орнына лауазымды («қала әкімі»), мәселенің өзін («су жоқ») \
                 немесе жерді («Риддер») іздеңіз."
            }
            Self::Phone => {
                "Тек телефон нөмірінен тұратын сұрау орындалмайды: Дауыс адамдарды емес, мәселелерді іздейді және адамдардың \
                 телефондарын сақтамайды. Оның орнына лауазымды («қала әкімі»), мәселенің өзін («су жоқ») немесе жерді \
                 («Риддер») іздеңіз."
            }
            Self::Mail => {
                "Тек электрондық поштадан тұратын сұрау орындалмайды: Дауыс адамдарды емес, мәселелерді іздейді және адамдардың \
                 мекенжайларын сақтамайды. Оның орнына лауазымды («қала әкімі»), мәселенің өзін («су жоқ») немесе жерді \
                 («Риддер») іздеңіз."
            }
            Self::Number => {
                "Тек адамның құжатының, картасының, шотының немесе көлігінің нөмірінен тұратын сұрау орындалмайды: Дауыс \
                 адамдарды емес, мәселелерді іздейді және мұндай нөмірлерді сақтамайды. Оның орнына лауазымды («қала әкімі»), \
                 мәселенің өзін («су жоқ») немесе жерді («Риддер») іздеңіз."
            }
        }
    }

    /// The explanation in Russian.
    pub fn ru(self) -> &'static str {
        match self {
            Self::Name => {
                "Запрос из одного лишь имени человека не выполняется: Дауыс ищет проблемы, а не людей. Ищите вместо этого \
                 должность («аким города», «министр здравоохранения»), сам вопрос («нет воды») или место («Риддер»)."
            }
            Self::Handle => {
                "Запрос из одного лишь имени пользователя или ссылки на его страницу не выполняется: Дауыс ищет проблемы, а не \
                 людей, и имён пользователей не хранит. Ищите вместо этого должность («аким города»), сам вопрос («нет воды») \
                 или место («Риддер»)."
            }
            Self::Phone => {
                "Запрос из одного лишь номера телефона не выполняется: Дауыс ищет проблемы, а не людей, и телефонов людей не \
                 хранит. Ищите вместо этого должность («аким города»), сам вопрос («нет воды») или место («Риддер»)."
            }
            Self::Mail => {
                "Запрос из одного лишь адреса электронной почты не выполняется: Дауыс ищет проблемы, а не людей, и адресов \
                 людей не хранит. Ищите вместо этого должность («аким города»), сам вопрос («нет воды») или место («Риддер»)."
            }
            Self::Number => {
                "Запрос из одного лишь номера документа, карты, счёта или машины человека не выполняется: Дауыс ищет проблемы, \
                 а не людей, и таких номеров не хранит. Ищите вместо этого должность («аким города»), сам вопрос («нет \
                 воды») или место («Риддер»)."
            }
        }
    }
}
