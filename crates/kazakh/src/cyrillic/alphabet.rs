//! Takes a word or sentence and says in which spelling Kazakh is typed there: one of four Latin alphabets, the Latin of the chat,
//! Arabic script, Cyrillic without Kazakh letters. Gives what each typed letter may stand for.
//!
//! The alphabets are those of the decrees of 26 October 2017 and 19 February 2018, of the proposal of 2019 and of the project of 28
//! January 2021. The same letter means different sounds in them: `ı` is `и` in 2018 and `і` in 2021.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::homoglyph::{is_cyrillic, is_latin};

/// A spelling of Kazakh.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Alphabet {
    /// Apostrophes: `s'`, `o'`.
    Decree2017,
    /// Acutes and digraphs: `ó`, `sh`.
    Decree2018,
    /// Diaereses, with `w` for `у` and `ı` for `и` and `й`.
    Proposal2019,
    /// The same with `i` for `и` and `й`, and `ı` for `і`.
    Proposal2019Dotted,
    /// Diaereses, with `ū` for `ұ` and `u` for `у`.
    Project2021,
    /// Latin letters without signs, as in a chat.
    Chat,
    /// The same by a writer who has `y` for `ы` and so not `i`.
    ChatWithY,
    /// Töte jazu, the Arabic-script alphabet of Kazakhs in China.
    Arabic,
    /// Cyrillic, perhaps without Kazakh letters.
    Cyrillic,
}

/// One thing that typed letters may stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning {
    /// How many letters of the typed word it takes.
    pub(super) taken: usize,
    /// What it writes.
    pub(super) written: &'static str,
    /// How unlikely it is, in natural-log odds set by hand.
    pub(super) cost: f32,
}

/// A typed word with what each of its letters may stand for.
pub(super) struct Typed {
    letters: Vec<char>,
    meanings: Vec<Meaning>,
    /// Where the meanings of each letter end among all.
    ends: Vec<usize>,
}

impl Typed {
    /// Looks up each letter once.
    pub(super) fn new(letters: Vec<char>, alphabet: Alphabet) -> Self {
        let mut meanings = Vec::with_capacity(letters.len() * 4);
        let mut ends = Vec::with_capacity(letters.len());
        for at in 0..letters.len() {
            alphabet.meanings(&letters[at..], |meaning| meanings.push(meaning));
            ends.push(meanings.len());
        }
        Self { letters, meanings, ends }
    }

    /// The letters as typed.
    pub(super) fn letters(&self) -> &[char] {
        &self.letters
    }

    /// What the letters from `at` on may stand for, longest first.
    pub(super) fn meanings(&self, at: usize) -> &[Meaning] {
        let Some(end) = self.ends.get(at) else { return &[] };
        &self.meanings[at.checked_sub(1).map_or(0, |before| self.ends[before])..*end]
    }
}

impl Meaning {
    /// Whether letters that may be read together so are hardly ever read apart.
    pub(super) fn binds(self) -> bool {
        self.taken > 1 && (0.0..0.3).contains(&self.cost)
    }
}

impl Alphabet {
    /// The spelling that the letters of a text speak for. Of Latin letters without any sign it is the chat's.
    ///
    /// An apostrophe after one of `aginoscuy` speaks for 2017, an acute for 2018, a diaeresis and its kin for 2021, or with `w`
    /// for 2019.
    pub fn of(text: &str) -> Self {
        let is_other = |letter: char| is_latin(letter) || ('\u{600}'..='\u{6ff}').contains(&letter);
        if !text.contains(is_other) {
            return Self::Cyrillic;
        }
        let (mut latin, mut cyrillic, mut arabic) = (0, 0, 0);
        let (mut apostrophes, mut acutes, mut diaereses, mut has_w, mut has_long) = (0, 0, 0, false, false);
        let (mut dotless_glides, mut dotted_glides, mut has_y) = (0, 0, false);
        let mut last = ' ';
        for letter in text.chars().flat_map(char::to_lowercase) {
            match letter {
                '\'' | '’' | 'ʼ' | '‘' | '`' if "aginoscuy".contains(last) => apostrophes += 1,
                'á' | 'ǵ' | 'ń' | 'ó' | 'ú' | 'ý' => acutes += 1,
                'ä' | 'ğ' | 'ǧ' | 'ñ' | 'ŋ' | 'ö' | 'ü' | 'ş' => diaereses += 1,
                'ū' => has_long = true,
                'w' => has_w = true,
                'ı' if is_latin_vowel(last) => dotless_glides += 1,
                'i' if is_latin_vowel(last) => dotted_glides += 1,
                'y' if is_latin(last) && !is_latin_vowel(last) => has_y = true,
                _ => {}
            }
            if is_latin(letter) {
                latin += 1;
            } else if is_cyrillic(letter) {
                cyrillic += 1;
            } else if ('\u{600}'..='\u{6ff}').contains(&letter) {
                arabic += 1;
            }
            last = letter;
        }
        if arabic > latin.max(cyrillic) {
            Self::Arabic
        } else if cyrillic >= latin {
            Self::Cyrillic
        } else if has_long {
            Self::Project2021
        } else if acutes > 0 && acutes >= diaereses {
            Self::Decree2018
        } else if diaereses > 0 {
            match has_w {
                true if dotted_glides > dotless_glides => Self::Proposal2019Dotted,
                true => Self::Proposal2019,
                // A short text may have no `у` to tell by; `ı` after a vowel is a glide in 2019 alone.
                false if dotless_glides > dotted_glides => Self::Proposal2019,
                false => Self::Project2021,
            }
        } else if apostrophes > 0 {
            Self::Decree2017
        } else if dotless_glides > 0 {
            Self::Decree2018
        } else if has_y {
            Self::ChatWithY
        } else {
            Self::Chat
        }
    }

    /// Whether it has a sign for every sound of Kazakh, so that what is written in it leaves little open.
    pub fn is_exact(self) -> bool {
        !matches!(self, Self::Chat | Self::ChatWithY | Self::Cyrillic)
    }

    const ALL: [Self; 9] = [
        Self::Decree2017,
        Self::Decree2018,
        Self::Proposal2019,
        Self::Proposal2019Dotted,
        Self::Project2021,
        Self::Chat,
        Self::ChatWithY,
        Self::Arabic,
        Self::Cyrillic,
    ];

    /// Its tables; the first that knows a letter, or a pair, speaks for it.
    fn tables(self) -> &'static [Table] {
        match self {
            Self::Decree2017 => &[DECREE_2017, SIGNS, PLAIN],
            Self::Decree2018 => &[DECREE_2018, SIGNS, PLAIN],
            Self::Proposal2019 => &[DOTLESS_2019, PROPOSAL_2019, SIGNS, PLAIN],
            Self::Proposal2019Dotted => &[PROPOSAL_2019, SIGNS, PLAIN],
            Self::Project2021 => &[PROJECT_2021, SIGNS, PLAIN],
            Self::Chat => &[CHAT, SIGNS, PLAIN],
            Self::ChatWithY => &[CHAT_WITH_Y, CHAT, SIGNS, PLAIN],
            Self::Arabic => &[ARABIC],
            Self::Cyrillic => &[CYRILLIC],
        }
    }

    /// Calls `visit` with all that the letters at the beginning of `rest` may stand for.
    fn meanings(self, rest: &[char], mut visit: impl FnMut(Meaning)) {
        let Some(first) = rest.first() else { return };
        for row in READERS[self as usize].get(first).into_iter().flatten() {
            if rest.starts_with(&row.typed) {
                for (written, cost) in row.meanings {
                    visit(Meaning { taken: row.typed.len(), written, cost: *cost });
                }
            }
        }
        // A letter typed twice for emphasis or by a slip.
        if rest.get(1) == Some(first) {
            let cost = if self.is_exact() { 2.0 * DOUBLED } else { DOUBLED };
            visit(Meaning { taken: 1, written: "", cost });
        }
    }
}

/// What a letter costs that is typed twice for once.
const DOUBLED: f32 = 3.0;

fn is_latin_vowel(letter: char) -> bool {
    "aáäeəoóöuúüūyıi".contains(letter)
}

/// Typed letters and what they may stand for, with costs.
type Table = &'static [(&'static str, &'static [(&'static str, f32)])];

/// Latin letters that all alphabets read alike.
const PLAIN: Table = &[
    ("a", &[("а", 0.0)]),
    ("b", &[("б", 0.0)]),
    ("c", &[("ц", 0.0), ("с", 1.0)]),
    ("ch", &[("ч", 0.0)]),
    ("d", &[("д", 0.0)]),
    ("e", &[("е", 0.0), ("э", 0.5)]),
    ("f", &[("ф", 0.0)]),
    ("g", &[("г", 0.0)]),
    ("h", &[("х", 0.0), ("һ", 0.4)]),
    ("j", &[("ж", 0.0), ("дж", 1.5)]),
    ("k", &[("к", 0.0)]),
    ("l", &[("л", 0.0), ("ль", 0.6)]),
    ("m", &[("м", 0.0)]),
    ("n", &[("н", 0.0)]),
    ("o", &[("о", 0.0)]),
    ("p", &[("п", 0.0)]),
    ("q", &[("қ", 0.0)]),
    ("r", &[("р", 0.0), ("рь", 1.0)]),
    ("s", &[("с", 0.0)]),
    ("sh", &[("ш", 0.0), ("щ", 0.8), ("сх", 3.0)]),
    ("t", &[("т", 0.0), ("ть", 1.2)]),
    ("ts", &[("ц", -0.3)]),
    ("v", &[("в", 0.0)]),
    ("w", &[("у", 0.0)]),
    ("x", &[("х", 0.3), ("кс", 0.3)]),
    ("z", &[("з", 0.0)]),
    ("'", &[("", 0.5), ("ь", 0.8), ("ъ", 0.8)]),
];

/// Letters with signs, whatever alphabet they are borrowed from.
const SIGNS: Table = &[
    ("á", &[("ә", 0.0)]),
    ("ä", &[("ә", 0.0)]),
    ("ə", &[("ә", 0.0)]),
    ("ç", &[("ч", 0.0)]),
    ("ğ", &[("ғ", 0.0)]),
    ("ǵ", &[("ғ", 0.0)]),
    ("ǧ", &[("ғ", 0.0)]),
    ("ı", &[("і", 0.0), ("ы", 0.6), ("и", 0.8), ("й", 0.8)]),
    ("í", &[("и", 0.0), ("й", 0.0), ("і", 0.5)]),
    ("ń", &[("ң", 0.0)]),
    ("ñ", &[("ң", 0.0)]),
    ("ŋ", &[("ң", 0.0)]),
    ("ó", &[("ө", 0.0)]),
    ("ö", &[("ө", 0.0)]),
    ("ş", &[("ш", 0.0), ("щ", 0.8)]),
    ("š", &[("ш", 0.0), ("щ", 0.8)]),
    ("şş", &[("щ", 0.0)]),
    ("tş", &[("ч", 0.2)]),
    ("ú", &[("ү", 0.0)]),
    ("ü", &[("ү", 0.0)]),
    ("ū", &[("ұ", 0.0)]),
    ("ý", &[("у", 0.0)]),
];

const DECREE_2017: Table = &[
    ("a'", &[("ә", 0.0)]),
    ("c'", &[("ч", 0.0)]),
    ("g'", &[("ғ", 0.0)]),
    ("i'", &[("и", 0.0), ("й", 0.0)]),
    ("i'a", &[("я", 0.4)]),
    ("i'y'", &[("ю", 0.2)]),
    ("i'o", &[("ё", 0.6)]),
    ("n'", &[("ң", 0.0)]),
    ("o'", &[("ө", 0.0)]),
    ("s'", &[("ш", 0.0), ("щ", 0.8)]),
    ("u'", &[("ү", 0.0)]),
    ("y'", &[("у", 0.0)]),
    ("i", &[("і", 0.0), ("и", 4.0), ("й", 4.0)]),
    ("u", &[("ұ", 0.0), ("у", 4.0)]),
    ("y", &[("ы", 0.0), ("у", 5.0)]),
    // After the letters that it changes an apostrophe is no sign of its own.
    ("'", &[("", 6.0), ("ь", 0.8), ("ъ", 0.8)]),
];

const DECREE_2018: Table = &[
    ("ı", &[("и", 0.0), ("й", 0.0)]),
    ("ıa", &[("я", 0.4)]),
    ("ıo", &[("ё", 0.6)]),
    ("ıý", &[("ю", 0.2)]),
    ("i", &[("і", 0.0), ("и", 4.0), ("й", 4.0)]),
    ("u", &[("ұ", 0.0), ("у", 4.0)]),
    ("y", &[("ы", 0.0)]),
];

const DOTLESS_2019: Table =
    &[("i", &[("і", 0.0), ("и", 2.0), ("й", 2.0)]), ("ı", &[("и", 0.0), ("й", 0.0), ("і", 4.0)])];

const PROPOSAL_2019: Table = &[
    ("i", &[("и", 0.0), ("й", 0.0), ("і", 2.0)]),
    ("ı", &[("і", 0.0), ("и", 4.0), ("й", 4.0)]),
    ("ia", &[("я", 0.6)]),
    ("ıa", &[("я", 0.6)]),
    ("io", &[("ё", 0.8)]),
    ("iw", &[("ю", 0.2)]),
    ("ıw", &[("ю", 0.2)]),
    ("ya", &[("я", 0.4)]),
    ("yo", &[("ё", 0.6)]),
    ("yw", &[("ю", 0.2)]),
    ("u", &[("ұ", 0.0)]),
    ("w", &[("у", 0.0)]),
    ("y", &[("ы", 0.0)]),
];

const PROJECT_2021: Table = &[
    ("i", &[("и", 0.0), ("й", 0.0), ("і", 2.5)]),
    ("ı", &[("і", 0.0), ("ы", 4.0)]),
    ("ia", &[("я", 0.4)]),
    ("io", &[("ё", 0.6)]),
    ("iu", &[("ю", 0.2)]),
    ("u", &[("у", 0.0), ("ұ", 2.5)]),
    ("y", &[("ы", 0.0)]),
];

const CHAT: Table = &[
    ("a", &[("а", 0.0), ("ә", 0.3)]),
    ("c", &[("ц", 0.3), ("с", 0.8), ("ш", 1.0), ("к", 1.5)]),
    ("ch", &[("ч", 0.0), ("ш", 1.0)]),
    ("e", &[("е", 0.0), ("э", 0.5), ("ә", 1.2)]),
    ("g", &[("г", 0.0), ("ғ", 0.2), ("ж", 2.5)]),
    ("gh", &[("ғ", 0.0)]),
    ("h", &[("х", 0.0), ("һ", 0.4), ("қ", 0.8)]),
    ("i", &[("і", 0.0), ("ы", 0.3), ("и", 0.2), ("й", 0.3)]),
    ("ı", &[("і", 0.0), ("ы", 0.1), ("и", 0.3), ("й", 0.4)]),
    ("ia", &[("я", 0.5)]),
    ("io", &[("ё", 0.8)]),
    ("iu", &[("ю", 0.2)]),
    ("k", &[("к", 0.0), ("қ", 0.2)]),
    ("kh", &[("х", 0.0)]),
    ("n", &[("н", 0.0), ("ң", 0.3)]),
    ("ng", &[("ң", 0.4)]),
    ("o", &[("о", 0.0), ("ө", 0.2)]),
    ("u", &[("у", 0.1), ("ұ", 0.1), ("ү", 0.1), ("ы", 2.5), ("і", 2.5)]),
    ("w", &[("ш", 0.3), ("у", 0.3)]),
    ("y", &[("ы", 0.0), ("й", 0.2), ("и", 0.6), ("і", 0.7), ("у", 1.0), ("ұ", 1.5), ("ү", 1.5)]),
    ("ya", &[("я", 0.2)]),
    ("yo", &[("ё", 0.4), ("йо", 0.6)]),
    ("yu", &[("ю", 0.2)]),
    ("zh", &[("ж", 0.0)]),
];

const CHAT_WITH_Y: Table = &[("i", &[("і", 0.0), ("и", 0.2), ("й", 0.3), ("ы", 2.0)])];

const ARABIC: Table = &[
    ("ا", &[("а", 0.0), ("ә", 0.2)]),
    ("أ", &[("а", 0.0), ("ә", 0.2)]),
    ("ب", &[("б", 0.0)]),
    ("ۆ", &[("в", 0.0)]),
    ("گ", &[("г", 0.0)]),
    ("ع", &[("ғ", 0.0)]),
    ("د", &[("д", 0.0)]),
    ("ە", &[("е", 0.0), ("э", 0.5)]),
    ("ج", &[("ж", 0.0)]),
    ("ز", &[("з", 0.0)]),
    ("ي", &[("и", 0.0), ("й", 0.0)]),
    ("ی", &[("и", 0.0), ("й", 0.0)]),
    ("يا", &[("я", 0.4)]),
    ("يۋ", &[("ю", 0.2)]),
    ("يو", &[("ё", 0.8)]),
    ("ك", &[("к", 0.0)]),
    ("ک", &[("к", 0.0)]),
    ("ق", &[("қ", 0.0)]),
    ("ل", &[("л", 0.0), ("ль", 0.6)]),
    ("م", &[("м", 0.0)]),
    ("ن", &[("н", 0.0)]),
    ("ڭ", &[("ң", 0.0)]),
    ("و", &[("о", 0.0), ("ө", 0.2)]),
    ("پ", &[("п", 0.0)]),
    ("ر", &[("р", 0.0), ("рь", 1.0)]),
    ("س", &[("с", 0.0)]),
    ("ت", &[("т", 0.0), ("ть", 1.2)]),
    ("تس", &[("ц", -0.3)]),
    ("ۋ", &[("у", 0.0), ("в", 3.0)]),
    ("ۇ", &[("ұ", 0.0), ("ү", 0.2), ("у", 4.0)]),
    ("ف", &[("ф", 0.0)]),
    ("ح", &[("х", 0.0), ("һ", 0.6)]),
    ("ھ", &[("һ", 0.0), ("х", 0.4)]),
    ("ه", &[("һ", 0.0), ("е", 0.3), ("х", 0.4)]),
    ("چ", &[("ч", 0.0)]),
    ("ش", &[("ш", 0.0), ("щ", 0.8)]),
    ("شش", &[("щ", 0.0)]),
    ("ى", &[("ы", 0.0), ("і", 0.2)]),
];

/// What people type for Kazakh letters on a Russian keyboard, and which letters they confuse. Shares of 109 055 reviews of
/// KazSAnDRA (CC BY 4.0) ordered the costs; they were set by hand.
const CYRILLIC: Table = &[
    ("а", &[("а", 0.0), ("ә", 0.3)]),
    ("г", &[("г", 0.0), ("ғ", 0.2)]),
    ("е", &[("е", 0.0), ("э", 0.8), ("ё", 1.0)]),
    ("и", &[("и", 0.0), ("і", 0.2), ("й", 1.0)]),
    ("й", &[("й", 0.0), ("и", 1.5)]),
    ("к", &[("к", 0.0), ("қ", 0.2)]),
    ("н", &[("н", 0.0), ("ң", 0.3)]),
    ("о", &[("о", 0.0), ("ө", 0.2)]),
    ("у", &[("у", 0.0), ("ұ", 0.3), ("ү", 0.3)]),
    ("х", &[("х", 0.0), ("һ", 0.3), ("қ", 1.5)]),
    ("ы", &[("ы", 0.0), ("і", 0.6)]),
    ("э", &[("э", 0.0), ("е", 0.8), ("ә", 1.5)]),
    ("і", &[("і", 0.0), ("ы", 1.5)]),
    ("ң", &[("ң", 0.0), ("н", 2.0)]),
    ("қ", &[("қ", 0.0), ("к", 2.0), ("х", 2.5)]),
    ("ғ", &[("ғ", 0.0), ("г", 2.0)]),
    ("ұ", &[("ұ", 0.0), ("ү", 1.5), ("у", 2.0)]),
    ("ү", &[("ү", 0.0), ("ұ", 1.5), ("у", 2.0)]),
    ("һ", &[("һ", 0.0), ("х", 1.0)]),
];

/// Typed letters, and what they may stand for.
struct Row {
    typed: Vec<char>,
    meanings: &'static [(&'static str, f32)],
}

/// By alphabet and first typed letter, the rows that speak for it, longest first.
static READERS: LazyLock<[FxHashMap<char, Vec<Row>>; Alphabet::ALL.len()]> =
    LazyLock::new(|| Alphabet::ALL.map(reader));

fn reader(alphabet: Alphabet) -> FxHashMap<char, Vec<Row>> {
    let mut rows: FxHashMap<char, Vec<Row>> = FxHashMap::default();
    let same = if alphabet == Alphabet::Cyrillic { SAME } else { &[] };
    for (typed, meanings) in alphabet.tables().iter().chain([&same]).copied().flatten() {
        let typed: Vec<char> = typed.chars().collect();
        let Some(first) = typed.first() else { continue };
        let known = rows.entry(*first).or_default();
        if !known.iter().any(|row| row.typed == typed) {
            known.push(Row { typed, meanings });
        }
    }
    for rows in rows.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.typed.len()));
    }
    rows
}

/// Cyrillic letters that stand for themselves.
const SAME: Table = &[
    ("а", &[("а", 0.0)]),
    ("б", &[("б", 0.0)]),
    ("в", &[("в", 0.0)]),
    ("г", &[("г", 0.0)]),
    ("ғ", &[("ғ", 0.0)]),
    ("д", &[("д", 0.0)]),
    ("е", &[("е", 0.0)]),
    ("ё", &[("ё", 0.0)]),
    ("ж", &[("ж", 0.0)]),
    ("з", &[("з", 0.0)]),
    ("и", &[("и", 0.0)]),
    ("й", &[("й", 0.0)]),
    ("к", &[("к", 0.0)]),
    ("қ", &[("қ", 0.0)]),
    ("л", &[("л", 0.0)]),
    ("м", &[("м", 0.0)]),
    ("н", &[("н", 0.0)]),
    ("ң", &[("ң", 0.0)]),
    ("о", &[("о", 0.0)]),
    ("ө", &[("ө", 0.0)]),
    ("п", &[("п", 0.0)]),
    ("р", &[("р", 0.0)]),
    ("с", &[("с", 0.0)]),
    ("т", &[("т", 0.0)]),
    ("у", &[("у", 0.0)]),
    ("ұ", &[("ұ", 0.0)]),
    ("ү", &[("ү", 0.0)]),
    ("ф", &[("ф", 0.0)]),
    ("х", &[("х", 0.0)]),
    ("һ", &[("һ", 0.0)]),
    ("ц", &[("ц", 0.0)]),
    ("ч", &[("ч", 0.0)]),
    ("ш", &[("ш", 0.0)]),
    ("щ", &[("щ", 0.0)]),
    ("ъ", &[("ъ", 0.0)]),
    ("ы", &[("ы", 0.0)]),
    ("і", &[("і", 0.0)]),
    ("ь", &[("ь", 0.0)]),
    ("э", &[("э", 0.0)]),
    ("ю", &[("ю", 0.0)]),
    ("я", &[("я", 0.0)]),
    ("ә", &[("ә", 0.0)]),
    ("-", &[("-", 0.0)]),
];
