//! Takes the words beside a name and says what they make of it: a region, a district, a city, a settlement, or nothing that is a
//! place (a street, a river, a person).

use super::spelling::Spelling;

/// What a neighbouring word makes of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Region,
    District,
    City,
    Settlement,
    RuralDistrict,
    /// A railway station, of a village or of a city.
    Station,
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
    ("=селу", Sort::Settlement),
    ("=селом", Sort::Settlement),
    ("=селах", Sort::Settlement),
    ("=с", Sort::Settlement),
    ("=с.о", Sort::RuralDistrict),
    ("=с/о", Sort::RuralDistrict),
    ("=со", Sort::RuralDistrict),
    ("сельск", Sort::RuralDistrict),
    ("посел", Sort::Settlement),
    ("посёл", Sort::Settlement),
    ("деревн", Sort::Settlement),
    ("станци", Sort::Station),
    ("=разъезд", Sort::Station),
    ("=разъезде", Sort::Station),
    ("=пос", Sort::Settlement),
    ("=п", Sort::Settlement),
    ("=пгт", Sort::Settlement),
    ("=аул", Sort::Settlement),
    ("=ауле", Sort::Settlement),
    ("=аула", Sort::Settlement),
    ("округ", Sort::RuralDistrict),
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
    ("=ущелье", Sort::Thing),
    ("=ущелья", Sort::Thing),
    ("ледник", Sort::Thing),
    ("=пик", Sort::Thing),
    ("=пика", Sort::Thing),
    ("=степь", Sort::Thing),
    ("=пустыня", Sort::Thing),
    ("бассейн", Sort::Thing),
    ("=бухта", Sort::Thing),
    ("=край", Sort::Thing),
    ("=края", Sort::Thing),
    ("=крае", Sort::Thing),
    ("=краю", Sort::Thing),
    ("памятник", Sort::Thing),
    ("премия", Sort::Thing),
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
    ("ауылдык", Sort::RuralDistrict),
    ("=а.о", Sort::RuralDistrict),
    ("округ", Sort::RuralDistrict),
    ("окруы", Sort::RuralDistrict),
    ("ауылы", Sort::Settlement),
    ("ауылдар", Sort::Settlement),
    ("аулы", Sort::Settlement),
    ("=ауыл", Sort::Settlement),
    ("=а", Sort::Settlement),
    ("станса", Sort::Station),
    ("бекет", Sort::Station),
    ("разъез", Sort::Station),
    ("=елды", Sort::Settlement),
    ("=кент", Sort::Settlement),
    ("кенты", Sort::Settlement),
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
    ("таулар", Sort::Thing),
    ("=тау", Sort::Thing),
    ("жотасы", Sort::Thing),
    ("далалар", Sort::Thing),
    ("боген", Sort::Thing),
    ("асуы", Sort::Thing),
    ("шынын", Sort::Thing),
    ("=шыны", Sort::Thing),
    ("шаткал", Sort::Thing),
    ("=муз", Sort::Thing),
    ("муздык", Sort::Thing),
    ("даласы", Sort::Thing),
    ("кунанбаы", Sort::Thing),
    ("батыр", Sort::Thing),
    ("жабаыулы", Sort::Thing),
    ("жабаев", Sort::Thing),
];

/// Russian words for many streets, which belong to a city and are none: «улицы Алматы», but «с улицы Алматы».
const STREETS: [&str; 5] = ["улицы", "улицам", "улицами", "улицах", "проспектах"];
/// Prepositions that make «улицы» one street.
const OF_ONE: [&str; 8] = ["с", "со", "у", "до", "от", "около", "возле", "вдоль"];

/// Whether the word at `at` is Russian for many streets.
fn is_many_streets(spelling: &Spelling<'_>, at: usize) -> bool {
    spelling.russian(at).is_some_and(|word| STREETS.contains(&word))
        && !(spelling.russian(at) == Some("улицы")
            && at
                .checked_sub(1)
                .and_then(|before| spelling.russian(before))
                .is_some_and(|word| OF_ONE.contains(&word)))
}

/// What the word at `at` makes of a name beside it, read as Kazakh or as Russian.
pub(super) fn sort_of(spelling: &Spelling<'_>, at: usize, is_kazakh: bool) -> Option<Sort> {
    if is_kazakh && !spelling.may_be_kazakh(at) {
        return None;
    }
    let (word, table) =
        if is_kazakh { (spelling.folded(at)?, KAZAKH) } else { (spelling.russian(at)?, RUSSIAN) };
    let is_many = if is_kazakh { word.starts_with("кошелер") } else { is_many_streets(spelling, at) };
    if is_many {
        return None;
    }
    // «Шардара су қоймасы»
    if is_kazakh && word == "су" && spelling.folded(at + 1).is_some_and(|next| next.starts_with("коыма"))
    {
        return Some(Sort::Thing);
    }
    // A letter stands for a word only before its full stop: «с. Караул», «Шу қ.». «гор» may be mountains.
    if (word.chars().nth(1).is_none() || word == "гор")
        && !spelling.surface(at).ends_with('.')
        && !spelling.after(at).starts_with('.')
    {
        return None;
    }
    let word = word.trim_end_matches('.');
    table
        .iter()
        .find(|(beginning, _)| match beginning.strip_prefix('=') {
            Some(whole) => word == whole,
            None => word.starts_with(beginning),
        })
        .map(|(_, sort)| *sort)
}
