//! Takes the words beside a name and says what they make of it: a region, a district, a city, a settlement, or nothing that is a
//! place (a street, a river, a person).

use crate::phrase::{Keys, Reading};

/// What a neighbouring word makes of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Region,
    District,
    City,
    Settlement,
    /// A street, a water, a mountain, a person: no place.
    Thing,
}

/// Beginnings of Russian words, first fit wins; `=` marks a whole word.
const RUSSIAN: &[(&str, Sort)] = &[
    ("=обл", Sort::Region),
    ("област", Sort::Region),
    ("=р-н", Sort::District),
    ("=р-на", Sort::District),
    ("=р-не", Sort::District),
    ("район", Sort::District),
    ("город", Sort::City),
    ("=г", Sort::City),
    ("=гор", Sort::City),
    ("=село", Sort::Settlement),
    ("=села", Sort::Settlement),
    ("=селе", Sort::Settlement),
    ("=с", Sort::Settlement),
    ("сельск", Sort::Settlement),
    ("посел", Sort::Settlement),
    ("=пос", Sort::Settlement),
    ("=аул", Sort::Settlement),
    ("=ауле", Sort::Settlement),
    ("округ", Sort::Settlement),
    ("=ул", Sort::Thing),
    ("улиц", Sort::Thing),
    ("проспект", Sort::Thing),
    ("=пр", Sort::Thing),
    ("=пр-т", Sort::Thing),
    ("=пр-ту", Sort::Thing),
    ("=мкр", Sort::Thing),
    ("=мкрн", Sort::Thing),
    ("микрорайон", Sort::Thing),
    ("переулок", Sort::Thing),
    ("переулк", Sort::Thing),
    ("бульвар", Sort::Thing),
    ("площад", Sort::Thing),
    ("=жк", Sort::Thing),
    ("имени", Sort::Thing),
    ("=им", Sort::Thing),
    ("=река", Sort::Thing),
    ("=реки", Sort::Thing),
    ("=реке", Sort::Thing),
    ("=реку", Sort::Thing),
    ("озер", Sort::Thing),
    ("=море", Sort::Thing),
    ("=моря", Sort::Thing),
    ("=гора", Sort::Thing),
    ("=горы", Sort::Thing),
    ("=горах", Sort::Thing),
    ("хребет", Sort::Thing),
    ("водохранилищ", Sort::Thing),
    ("=плотина", Sort::Thing),
];

/// Beginnings of Kazakh words in skeleton letters, first fit wins; `=` marks a whole word.
const KAZAKH: &[(&str, Sort)] = &[
    ("облыс", Sort::Region),
    ("=обл", Sort::Region),
    ("ыкшамаудан", Sort::Thing),
    ("шагынаудан", Sort::Thing),
    ("молтекаудан", Sort::Thing),
    ("аудан", Sort::District),
    ("=ауд", Sort::District),
    ("каласы", Sort::City),
    ("калалык", Sort::City),
    ("калалар", Sort::City),
    ("=кала", Sort::City),
    ("=к", Sort::City),
    ("ауылдык", Sort::Settlement),
    ("ауыл", Sort::Settlement),
    ("кент", Sort::Settlement),
    ("село", Sort::Settlement),
    ("коше", Sort::Thing),
    ("=кош", Sort::Thing),
    ("дангыл", Sort::Thing),
    ("=дан", Sort::Thing),
    ("=мкр", Sort::Thing),
    ("молтек", Sort::Thing),
    ("ыкшам", Sort::Thing),
    ("туыык", Sort::Thing),
    ("аланы", Sort::Thing),
    ("атындагы", Sort::Thing),
    ("озен", Sort::Thing),
    ("теныз", Sort::Thing),
    ("=колы", Sort::Thing),
    ("=колыне", Sort::Thing),
    ("=колынде", Sort::Thing),
    ("тауы", Sort::Thing),
    ("су коыма", Sort::Thing),
    ("боген", Sort::Thing),
    ("даласы", Sort::Thing),
    ("кунанбаы", Sort::Thing),
    ("батыр", Sort::Thing),
    ("жабаыулы", Sort::Thing),
    ("жабаев", Sort::Thing),
];

/// What the word at `at` makes of a name beside it.
pub(super) fn sort_of(keys: &Keys<'_>, at: usize, reading: Reading) -> Option<Sort> {
    if at >= keys.len() || (reading == Reading::Folded && !keys.reads(at, reading)) {
        return None;
    }
    let name = keys.name(at);
    let (word, table) = match reading {
        Reading::Russian => (name.as_ref(), RUSSIAN),
        _ => (keys.surface(at, reading), KAZAKH),
    };
    table
        .iter()
        .find(|(beginning, _)| match beginning.strip_prefix('=') {
            Some(whole) => word == whole,
            None => word.starts_with(beginning),
        })
        .map(|(_, sort)| *sort)
}
