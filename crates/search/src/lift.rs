//! Takes the filters that a query's text asks for and the filters it was asked with, and gives them as one: what pages show and
//! take away one by one.

use dauys_model::{CategoryId, Kato, civil_day, day_end, day_start};
use jiff::civil::Date;

use crate::Result;
use crate::fields::enclosing;
use crate::query::{Filters, Query, Syntax};
use crate::refusal::read;
use crate::syntax::{Clause, Filter};

/// Takes the filters that stand side by side with everything else out of a clause. Several of one kind side by side are one with
/// all their values; days are those that all of them name. What cannot be said as [`Filters`] stays.
pub(crate) fn lift(clause: Clause, today: impl FnOnce() -> Date) -> (Clause, Filters) {
    let mut filters = Filters::default();
    let Clause::List(items) = clause else { return (clause, filters) };
    let needs_today = items.iter().any(|item| matches!(item, Clause::Filter(Filter::Dates(_))));
    let today = if needs_today { today() } else { Date::ZERO };
    let mut rest = Vec::new();
    for item in items {
        match item {
            Clause::Filter(Filter::Dates(days)) if days.len() == 1 => {
                for (from, to) in days.iter().map(|days| days.resolve(today)) {
                    filters.from = filters.from.max(from);
                    filters.to = earlier(filters.to, to);
                }
            }
            Clause::Filter(filter) if !matches!(filter, Filter::Dates(_)) => filters.widen(filter),
            item => rest.push(item),
        }
    }
    (Clause::List(rest), filters)
}

/// The earlier of two ends, either of which may be open.
fn earlier<T: Ord>(left: Option<T>, right: Option<T>) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (left, right) => left.or(right),
    }
}

impl Filters {
    /// Adds the values of a filter to those of its kind.
    fn widen(&mut self, filter: Filter) {
        match filter {
            Filter::Languages(values) => add(&mut self.languages, values),
            Filter::Regions(values) => add(&mut self.regions, values),
            Filter::Categories(values) => add(&mut self.categories, values),
            Filter::Sources(values) => add(&mut self.sources, values),
            Filter::Kinds(values) => add(&mut self.kinds, values),
            Filter::Topics(values) => add(&mut self.topics, values),
            Filter::Dates(_) => {}
        }
    }

    /// What fits both, and whether anything can: of lists that exclude each other those of `self` are kept and posts must be held
    /// against `other` as well.
    pub(crate) fn narrowed(&self, other: &Self) -> (Self, bool) {
        let mut fits = true;
        let narrowed = Self {
            from: self.from.max(other.from),
            to: earlier(self.to, other.to),
            languages: common(&self.languages, &other.languages, |left, right| left == right, &mut fits),
            regions: common(&self.regions, &other.regions, lies_in, &mut fits),
            categories: common(&self.categories, &other.categories, is_within, &mut fits),
            sources: common(&self.sources, &other.sources, |left, right| left == right, &mut fits),
            kinds: common(&self.kinds, &other.kinds, |left, right| left == right, &mut fits),
            topics: common(&self.topics, &other.topics, |left, right| left == right, &mut fits),
        };
        (narrowed, fits)
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filters as text of the query language, `lang:kk region:Алматы date:2026-11-01..2026-11-15`: read again it asks for the same.
    /// Days are absolute. Blank when nothing is filtered.
    pub fn to_text(&self) -> String {
        let mut parts = Vec::new();
        let mut part = |filter: Filter, is_empty: bool| {
            if !is_empty {
                parts.push(filter.to_string());
            }
        };
        part(Filter::Languages(self.languages.clone()), self.languages.is_empty());
        part(Filter::Regions(self.regions.clone()), self.regions.is_empty());
        part(Filter::Categories(self.categories.clone()), self.categories.is_empty());
        part(Filter::Sources(self.sources.clone()), self.sources.is_empty());
        part(Filter::Kinds(self.kinds.clone()), self.kinds.is_empty());
        part(Filter::Topics(self.topics.clone()), self.topics.is_empty());
        parts.extend(self.written_days());
        parts.join(" ")
    }

    /// Whole days where the ends are such, moments otherwise.
    fn written_days(&self) -> Vec<String> {
        let from = self.from.map(|at| {
            let day = civil_day(at);
            if day_start(day) == at { day.to_string() } else { at.to_string() }
        });
        let to = self.to.map(|at| {
            let last = civil_day(at).yesterday().ok().filter(|last| day_end(*last) == at);
            last.map_or_else(|| at.to_string(), |last| last.to_string())
        });
        match (from, to) {
            (Some(from), Some(to)) if from == to && from.len() == "2026-11-16".len() => {
                vec![format!("date:{from}")]
            }
            (from, to) => {
                let from = from.map(|from| format!("from:{from}"));
                from.into_iter().chain(to.map(|to| format!("to:{to}"))).collect()
            }
        }
    }
}

impl Query {
    /// The whole question as one text of the query language, filters included: what a saved search is. Read again it asks for the
    /// same. What is typed stays as typed, days counted back from today too.
    pub fn to_text(&self) -> String {
        let filters = self.filters.to_text();
        let text = match self.syntax {
            Syntax::Full if filters.is_empty() => self.text.trim().to_owned(),
            Syntax::Full => match read(&self.text, self.syntax) {
                // What holds on either side of an `OR` must not be held by one side alone.
                Ok(Clause::Any(_)) => format!("({})", self.text.trim()),
                _ => self.text.trim().to_owned(),
            },
            Syntax::Plain => match read(&self.text, self.syntax) {
                Ok(words) => words.to_string(),
                Err(_) => String::new(),
            },
        };
        [text, filters].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The same question with the filters that its text asks for side by side with everything else moved to [`Query::filters`], days
    /// seen from [`Query::now`]: for pages that show filters one by one and take one away. What is left of the text is
    /// written anew.
    ///
    /// # Errors
    ///
    /// [`Error::Syntax`](crate::Error::Syntax) when the text cannot be read, [`Error::Refused`](crate::Error::Refused)
    /// when it looks for nothing but a person. Without a `now` days stay in the text.
    pub fn lifted(&self) -> Result<Self> {
        let clause = read(&self.text, self.syntax)?;
        let Clause::List(items) = clause else { return Ok(self.clone()) };
        let (days, others): (Vec<Clause>, Vec<Clause>) = items
            .into_iter()
            .partition(|item| self.now.is_none() && matches!(item, Clause::Filter(Filter::Dates(_))));
        let today = civil_day(self.now.unwrap_or_default());
        let (rest, typed) = lift(Clause::List(others), || today);
        let (filters, fits) = self.filters.narrowed(&typed);
        if !fits {
            return Ok(self.clone());
        }
        let text = [rest, Clause::List(days)].map(|clause| clause.to_string()).join(" ").trim().to_owned();
        Ok(Self { text, filters, ..self.clone() })
    }
}

fn add<T: PartialEq>(values: &mut Vec<T>, more: Vec<T>) {
    for value in more {
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

/// The values of one list that lie in a value of the other; a list without values lets everything pass.
fn common<T: Clone + PartialEq>(
    left: &[T],
    right: &[T],
    lies_in: impl Fn(&T, &T) -> bool,
    fits: &mut bool,
) -> Vec<T> {
    if left.is_empty() || right.is_empty() {
        return [left, right].concat();
    }
    let mut both: Vec<T> = Vec::new();
    let within = left.iter().filter(|one| right.iter().any(|other| lies_in(one, other)));
    add(&mut both, within.cloned().collect());
    let within = right.iter().filter(|one| left.iter().any(|other| lies_in(one, other)));
    add(&mut both, within.cloned().collect());
    if both.is_empty() {
        *fits = false;
        return left.to_vec();
    }
    both
}

fn lies_in(place: &Kato, other: &Kato) -> bool {
    enclosing(*place).any(|around| around == *other)
}

fn is_within(category: &CategoryId, other: &CategoryId) -> bool {
    category.is_within(&other.0)
}

#[cfg(test)]
mod tests {
    use dauys_model::{Kind, Language, SourceId, TopicId};
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2026-11-26T06:00:00Z".parse().unwrap()
    }

    /// The text of the filters that a query's text asks for, and of the rest.
    fn check(text: &str, rest: &str, filters: &str) {
        let lifted = Query { now: Some(now()), ..Query::new(text) }.lifted().unwrap();
        assert_eq!((lifted.text.as_str(), lifted.filters.to_text().as_str()), (rest, filters), "{text}");
    }

    #[test]
    fn filters_beside_everything_else_are_lifted() {
        check("су lang:kk жоқ", "су жоқ", "lang:kk");
        check("lang:kk lang:ru", "", "lang:kk,ru");
        check("су күн:7к", "су", "from:2026-11-20 to:2026-11-26");
        check("күн:бүгін", "", "date:2026-11-26");
        check("from:2026-11-01 to:2026-11-15 date:2026-11", "", "from:2026-11-01 to:2026-11-15");
        check("өңір:Алматы санат:су", "", "region:Алматы category:hcs/water");
    }

    #[test]
    fn nested_filters_and_excluded_ones_stay() {
        for text in ["-lang:kk", "су AND lang:kk", "(lang:kk -су)", "title:су", "date:2026-11-01,2026-11-03"]
        {
            check(text, text, "");
        }
        let either = Query::new("су lang:kk OR вода").lifted().unwrap();
        assert_eq!(either.text, "су lang:kk OR вода");
    }

    #[test]
    fn a_question_is_one_text() {
        let filters = Filters { languages: vec![Language::Kazakh], ..Filters::default() };
        let text =
            |text: &str, syntax| Query { filters: filters.clone(), syntax, ..Query::new(text) }.to_text();
        assert_eq!(text("су жоқ", Syntax::Full), "су жоқ lang:kk");
        assert_eq!(text("су OR вода", Syntax::Full), "(су OR вода) lang:kk");
        assert_eq!(text("лифт AND (не", Syntax::Plain), "лифт and не lang:kk");
        assert_eq!(text(" ", Syntax::Full), "lang:kk");
        assert_eq!(Query::new("").to_text(), "");
    }

    #[test]
    fn filters_narrow_one_another() {
        let categories = |ids: &[&str]| Filters {
            categories: ids.iter().map(|id| CategoryId((*id).into())).collect(),
            ..Filters::default()
        };
        let check = |left: &[&str], right: &[&str], both: &[&str], fits: bool| {
            assert_eq!(categories(left).narrowed(&categories(right)), (categories(both), fits));
        };
        check(&["hcs"], &["hcs/water", "eco"], &["hcs/water"], true);
        check(&[], &["eco"], &["eco"], true);
        check(&["hcs"], &["eco"], &["hcs"], false);
    }

    fn some_filters() -> impl Strategy<Value = Filters> {
        let gazetteer: Vec<Kato> = dauys_text::place::gazetteer().map(|place| place.kato).collect();
        let tree: Vec<CategoryId> = dauys_text::tree().nodes().iter().map(|node| node.id.clone()).collect();
        let languages =
            [Language::Kazakh, Language::Russian, Language::Mixed, Language::Other, Language::Unknown];
        let kinds = [Kind::News, Kind::Comment, Kind::Appeal, Kind::Notice];
        let at = || proptest::option::of((-60_000_i64..60_000, 0_i64..3));
        let at = move || {
            at().prop_map(|at| {
                at.map(|(days, part)| {
                    // Midnight of Kazakhstan, noon or so, and a moment between two seconds.
                    let second = 1_770_000_000 / 86_400 * 86_400 + days * 86_400 - 18_000 + part * 40_001;
                    Timestamp::new(second, i32::from(part == 2) * 500_000_000).unwrap()
                })
            })
        };
        (
            (at(), at()),
            prop::collection::hash_set(prop::sample::select(languages.to_vec()), 0..3),
            prop::collection::hash_set(prop::sample::select(gazetteer), 0..3),
            prop::collection::hash_set(prop::sample::select(tree), 0..3),
            prop::collection::hash_set("[a-z0-9][a-z0-9._-]{0,20}", 0..3),
            prop::collection::hash_set(prop::sample::select(kinds.to_vec()), 0..3),
            prop::collection::hash_set("t[a-z2-7]{11}", 0..3),
        )
            .prop_map(|((from, to), languages, regions, categories, sources, kinds, topics)| {
                Filters {
                    from,
                    to,
                    languages: languages.into_iter().collect(),
                    regions: regions.into_iter().collect(),
                    categories: categories.into_iter().collect(),
                    sources: sources.iter().map(|id| SourceId::new(id).unwrap()).collect(),
                    kinds: kinds.into_iter().collect(),
                    topics: topics.into_iter().map(TopicId).collect(),
                }
            })
    }

    proptest! {
        #[test]
        fn written_filters_read_as_themselves(filters in some_filters()) {
            let query = Query { filters: filters.clone(), ..Query::new("") };
            let read = Query { now: Some(now()), ..Query::new(query.to_text()) }.lifted().unwrap();
            prop_assert_eq!(&read.filters, &filters, "{}", query.to_text());
            prop_assert_eq!(read.text, "");
        }
    }
}
