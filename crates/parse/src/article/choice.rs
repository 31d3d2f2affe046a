//! The texts that several ways found in; the best text out, with the reason.
//!
//! The readability algorithm and the run of prose err in different ways: one trusts elements, the other lines. Where they
//! agree the text is theirs; where one misses what the other has, or they mean different places of the page, the title and
//! the text that the page gives to machines decide.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::article::baseline::TITLE_WITHIN;
use crate::article::blocks::{self, Block, MOSTLY_LINKED, PROSE_WORDS, Shape, letters};
use crate::date;

/// A run that shares less of itself with what readability found stands elsewhere on the page.
const SAME_PLACE: f64 = 0.5;
/// Readability is known by lines when so much of it is found among them.
const TRACED: f64 = 0.8;
/// A run with so many times the letters of what readability found shows that it found a part.
const MUCH_MORE: f64 = 1.3;
/// A text of readability with fewer letters in bytes may be a fragment, and the run the text.
const FRAGMENT_BYTES: f64 = 1200.0;
/// To more than a fragment at most so many times itself is added.
const MOST_ADDED: f64 = 1.0;
/// How many lines above a text its lead stands at most: a picture, a date and a name may stand between.
const LEAD_WITHIN: usize = 8;
/// A run so many times shorter than the text elsewhere is a sentence that happens to follow the title.
const SENTENCE_BESIDE: f64 = 8.0;
/// Letters of a lead in bytes: before so much of a text has been seen nothing ends it.
const LEAD_BYTES: f64 = 300.0;
/// Lines compared with one text at most, as letters times letters: beyond it a page is hostile and equal lines must do.
const MOST_COMPARED: usize = 100_000_000;

/// What was chosen.
pub(super) struct Choice {
    pub(super) text: String,
    /// What was wrong with readability's text, or what was done to it.
    pub(super) remark: Option<&'static str>,
    /// Whether the text is the run of prose and not readability's.
    pub(super) is_run: bool,
}

/// The better of both texts, or their union. `title` is the line of the title.
pub(super) fn choose(blocks: &[Block], run: &Range<usize>, readable: &str, title: Option<usize>) -> Choice {
    let run_text =
        || blocks::text(blocks.get(run.clone()).unwrap_or_default().iter().filter(|block| !block.is_link()));
    let by_run = |remark| Choice { text: run_text(), remark: Some(remark), is_run: true };
    let as_is = |remark| Choice { text: readable.to_owned(), remark, is_run: false };
    if readable.is_empty() {
        return by_run("nothing found");
    }
    if run.is_empty() {
        return as_is(None);
    }
    let in_readable = found_in(blocks, readable);
    let mass = |is_in: &dyn Fn(usize) -> bool| {
        blocks
            .iter()
            .enumerate()
            .filter(|(index, _)| is_in(*index))
            .map(|(_, block)| block.letters.len())
            .sum::<usize>() as f64
    };
    let has = |index: usize| in_readable.get(index).copied().unwrap_or_default();
    let is_in_run =
        |index: usize| run.contains(&index) && blocks.get(index).is_some_and(|block| !block.is_link());
    let traced = mass(&has);
    let all = letters(readable).len() as f64;
    if traced < TRACED * all {
        return as_is(Some("laid out anew"));
    }
    let run_mass = mass(&is_in_run);
    let both = mass(&|index| has(index) && is_in_run(index));
    let span = span(blocks, &in_readable);
    if both < SAME_PLACE * run_mass.min(traced) {
        // Two places: the text follows the title, unless what follows it is a sentence beside a whole article, or the other
        // place has more of the words of the title.
        let follows = title.is_some_and(|title| (title..title + TITLE_WITHIN).contains(&run.start));
        let is_nearer = |title: usize| {
            let title = blocks.get(title).map_or("", |block| block.text.as_str());
            let (run_is, readable_is) = (about(&run_text(), title), about(readable, title));
            run_is > readable_is || (run_is == readable_is && run_mass >= traced)
        };
        return match title {
            Some(title) if follows && run_mass * SENTENCE_BESIDE >= traced && is_nearer(title) => {
                by_run("elsewhere than after the title")
            }
            Some(_) if follows => as_is(None),
            _ if run_mass > traced && traced < FRAGMENT_BYTES => by_run("shorter than the prose of the page"),
            _ => as_is(None),
        };
    }
    // Of more than a fragment only lines of the same make are missing.
    let is_fragment = traced < FRAGMENT_BYTES;
    let found = blocks.iter().enumerate().filter(|(index, block)| has(*index) && block.is_prose());
    let makes: HashSet<u64> = found.map(|(_, block)| block.make).collect();
    let is_missing = |index: usize| {
        is_in_run(index)
            && (is_fragment || blocks.get(index).is_some_and(|block| makes.contains(&block.make)))
    };
    let added = mass(&|index| is_missing(index) && !has(index));
    let is_part = added > (MUCH_MORE - 1.0) * traced && (is_fragment || added <= MOST_ADDED * traced);
    let begin = title.filter(|title| span.contains(title)).map_or(span.start, |title| title + 1);
    let end = (run.start..span.end).find(|index| blocks.get(*index).is_some_and(Block::ends_the_text));
    // A counter of comments may stand between the lead and the text.
    let before = |end: usize| mass(&|index| index < end && (has(index) || is_in_run(index)));
    let end = end.filter(|end| before(*end) >= LEAD_BYTES).unwrap_or(blocks.len());
    let body: HashSet<&str> = readable.split(|letter: char| !letter.is_alphanumeric()).collect();
    // A headline and its summary in one link: a card between two paragraphs.
    let link = |index: usize| blocks.get(index).and_then(|block| block.link);
    let leads_away = |index: usize| {
        link(index).is_some_and(|own| {
            link(index + 1) == Some(own) || index.checked_sub(1).is_some_and(|above| link(above) == Some(own))
        })
    };
    let is_lead = |index: usize| {
        (run.start.max(span.start.saturating_sub(LEAD_WITHIN))..span.start).contains(&index)
            && title.is_some_and(|title| title < index)
            && blocks.get(index).is_some_and(|block| {
                block.shape != Shape::Caption
                    && block.is_prose()
                    && is_news(block, &body)
                    && date::absolute(&block.text).is_none()
            })
    };
    let keep = |index: usize| {
        !leads_away(index)
            && index < end
            && (has(index) && (begin..span.end).contains(&index)
                || is_part && is_missing(index)
                || is_lead(index))
    };
    let kept: Vec<usize> = (0..blocks.len()).filter(|index| keep(*index)).collect();
    let remark = if is_part {
        Some("completed by the prose around it")
    } else if kept.iter().any(|index| is_lead(*index)) {
        Some("completed by its lead")
    } else if end < span.end {
        Some("cut where a discussion or a notice begins")
    } else {
        None
    };
    let text = if is_part {
        blocks::text(without_repeats(blocks, &kept))
    } else {
        let leads = kept.iter().copied().filter(|index| is_lead(*index));
        laid_out(blocks, readable, leads, &|index| keep(index) && !is_lead(index), end)
    };
    Choice { text, remark, is_run: false }
}

/// The leads, and the lines of readability's text that are to be kept. A line that it laid out anew goes with those
/// before it.
fn laid_out(
    blocks: &[Block],
    readable: &str,
    leads: impl Iterator<Item = usize>,
    keep: &dyn Fn(usize) -> bool,
    end: usize,
) -> String {
    // Of all the places of a line: the first that is kept, and the last.
    let mut places: HashMap<&str, (Option<usize>, usize)> = HashMap::new();
    for (index, block) in blocks.iter().enumerate() {
        let (kept, last) = places.entry(block.letters.as_str()).or_default();
        *kept = kept.or_else(|| keep(index).then_some(index));
        *last = index;
    }
    let mut lines: Vec<(Option<usize>, &str)> =
        leads.filter_map(|index| Some((Some(index), blocks.get(index)?.text.as_str()))).collect();
    let place_of = |line: &str| places.get(letters(line).as_str()).copied();
    let mut keeps = readable.lines().find_map(place_of).is_none_or(|(kept, _)| kept.is_some());
    for line in readable.lines() {
        match place_of(line) {
            Some((Some(kept), _)) => {
                lines.push((Some(kept), line));
                keeps = true;
            }
            Some((None, last)) => keeps &= last < end,
            None if keeps => lines.push((None, line)),
            None => {}
        }
    }
    let home = |place: Option<usize>| place.and_then(|index| blocks.get(index)).and_then(|block| block.home);
    let is_repeated = lines.split_first().is_some_and(|((first, line), rest)| {
        first.and_then(|index| blocks.get(index)).is_some_and(Block::is_prose)
            && rest.iter().any(|(place, other)| other == line && home(*place) != home(*first))
    });
    lines.iter().skip(usize::from(is_repeated)).map(|(_, line)| *line).collect::<Vec<_>>().join("\n")
}

/// The share of the words of a title that stand in a text, by their beginnings: endings change.
pub(super) fn about(text: &str, title: &str) -> f64 {
    let (text, title) = (stems(text), stems(title));
    title.intersection(&text).count() as f64 / title.len().max(1) as f64
}

/// The beginnings of the words of a text; where there are no spaces between words, its pairs of letters.
fn stems(text: &str) -> HashSet<String> {
    let mut stems = HashSet::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        if word.contains(|letter| letter >= FIRST_UNSPACED) {
            stems.extend(letters.windows(2).map(String::from_iter));
        } else if letters.len() >= SAYING_LETTERS {
            stems.insert(letters.iter().take(STEM_LETTERS).collect());
        }
    }
    stems
}

/// From here on letters are those of scripts that put no spaces between words (Unicode, CJK Radicals Supplement).
const FIRST_UNSPACED: char = '\u{2e80}';
/// Letters at the beginning of a word that its endings leave alone.
const STEM_LETTERS: usize = 5;

/// A word of fewer letters says little.
const SAYING_LETTERS: usize = 4;
/// A lead whose words stand in the text to a greater share is a summary of it.
const SUMMARY: f64 = 0.75;

/// Whether a lead says something that the text does not.
fn is_news(lead: &Block, body: &HashSet<&str>) -> bool {
    let words: Vec<&str> = lead
        .text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() >= SAYING_LETTERS)
        .collect();
    let known = words.iter().filter(|word| body.contains(**word)).count();
    (known as f64) < SUMMARY * words.len() as f64
}

/// Long lines that were found, and the lines found that touch them: a short line may stand anywhere else too.
fn span(blocks: &[Block], found: &[bool]) -> Range<usize> {
    let has = |index: usize| found.get(index).copied().unwrap_or_default();
    let is_long = |index: &usize| {
        has(*index)
            && blocks.get(*index).is_some_and(|block| {
                block.linked < MOSTLY_LINKED && block.letters.chars().count() >= LONG_LETTERS
            })
    };
    let Some(mut first) = (0..blocks.len()).find(is_long) else { return 0..blocks.len() };
    let mut end = (0..blocks.len()).rev().find(is_long).map_or(first, |last| last + 1);
    let is_link = |index: usize| blocks.get(index).is_some_and(Block::is_link);
    let is_menu = |mut near: std::ops::RangeInclusive<usize>| near.all(is_link);
    while first > 0 && has(first - 1) && !is_menu(first.saturating_sub(MENU_LINES)..=first - 1) {
        first -= 1;
    }
    while has(end) && !is_menu(end..=end + MENU_LINES - 1) {
        end += 1;
    }
    first..end
}

/// So many links at the edge of a text are a menu.
const MENU_LINES: usize = 3;

/// Letters of a line that is met once on a page.
const LONG_LETTERS: usize = 30;

/// Lines by number without a first one that is repeated elsewhere: a lead is often shown above a text that begins with it.
fn without_repeats<'a>(blocks: &'a [Block], kept: &[usize]) -> impl Iterator<Item = &'a Block> {
    let lines: Vec<&Block> = kept.iter().filter_map(|index| blocks.get(*index)).collect();
    let is_repeated = lines.split_first().is_some_and(|(first, rest)| {
        first.is_prose() && rest.iter().any(|line| line.letters == first.letters && line.home != first.home)
    });
    lines.into_iter().skip(usize::from(is_repeated))
}

/// What the text that a page gives to machines says of the one that was found.
pub(super) enum ByData {
    /// Nothing: it is none, or short, or the same.
    Says,
    /// The found one is the beginning of it.
    Whole,
    /// The found one has more around it; this is what both have.
    Cut(String),
}

/// Letters from which on a text for machines is a text and not a summary.
const TEXT_LETTERS: usize = 400;
/// A found text that has a part of the data's text only shows a part of it.
const SHOWN_PART: f64 = 0.67;
/// So much of a text stands in another when they are the same.
const SAME_TEXT: f64 = 0.9;
/// A found text that is longer by so much has something around it.
const MORE_AROUND: f64 = 1.15;

/// Compares the found text with that of the page's data.
pub(super) fn by_data(text: &str, body: &str) -> ByData {
    let body = letters(body);
    let lines: Vec<(&str, String)> = text.lines().map(|line| (line, letters(line))).collect();
    let all: usize = lines.iter().map(|(_, letters)| letters.len()).sum();
    if body.len() < TEXT_LETTERS || body.len().saturating_mul(lines.len()) > MOST_COMPARED {
        return ByData::Says;
    }
    let in_body = |line: &str| !line.is_empty() && body.contains(line);
    let shared: usize = lines.iter().filter(|(_, line)| in_body(line)).map(|(_, line)| line.len()).sum();
    let is_in_body = shared as f64 >= SAME_TEXT * all as f64;
    // A teaser ends in the middle of a sentence, with dots.
    let begins = lines.first().is_some_and(|(_, line)| body.starts_with(line.as_str()));
    if (all as f64) < SHOWN_PART * body.len() as f64 && (is_in_body || begins) {
        return ByData::Whole;
    }
    if shared as f64 >= SAME_TEXT * body.len() as f64 && all as f64 > MORE_AROUND * body.len() as f64 {
        let is_long = |(_, line): &(&str, String)| line.len() >= LONG_LETTERS && in_body(line);
        let first = lines.iter().position(is_long).unwrap_or_default();
        let last = lines.iter().rposition(is_long).unwrap_or(lines.len());
        // Data often begin after the lead.
        let is_lead =
            first == 1 && lines.first().is_some_and(|(line, _)| line.split(' ').count() >= PROSE_WORDS);
        let kept = lines.iter().take(last + 1).skip(if is_lead { 0 } else { first }).map(|(line, _)| *line);
        return ByData::Cut(kept.collect::<Vec<_>>().join("\n"));
    }
    ByData::Says
}

/// Which lines stand in a text.
pub(super) fn found_in(blocks: &[Block], text: &str) -> Vec<bool> {
    let lines: HashSet<String> = text.lines().map(letters).collect();
    let known: HashSet<&str> = blocks.iter().map(|block| block.letters.as_str()).collect();
    let anew = text.lines().map(letters).filter(|line| !known.contains(line.as_str()));
    let whole: String = anew.collect();
    let mut budget = MOST_COMPARED;
    blocks
        .iter()
        .map(|block| {
            if block.letters.is_empty() {
                return false;
            }
            if lines.contains(&block.letters) {
                return true;
            }
            // Lines that the algorithm laid out otherwise.
            if block.letters.len() < 40 || budget < whole.len() {
                return false;
            }
            budget -= whole.len();
            whole.contains(&block.letters)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;
    use crate::article::{baseline, cards};

    const FIRST: &str =
        "Жители третий день сидят без холодной воды, а диспетчер не называет срок и просит ждать.";
    const SECOND: &str =
        "Насос сгорел ещё в понедельник, запасного на складе нет, и до среды его не привезут.";

    fn check(html: &str, readable: &[&str], expected: &[&str], remark: Option<&str>) {
        let tree = Html::parse_document(html);
        let blocks = blocks::of(&tree, &cards::of(&tree));
        let title = blocks.iter().position(|block| block.text == "Нет воды");
        let run = baseline::run(&blocks, title);
        let choice = choose(&blocks, &run, &readable.join("\n"), title);
        assert_eq!((choice.text.lines().collect::<Vec<_>>(), choice.remark), (expected.to_vec(), remark));
    }

    #[test]
    fn a_lead_and_a_missing_half_are_added() {
        let html = format!("<h1>Нет воды</h1><p>{FIRST}</p><div><p>{SECOND}</p></div>");
        check(&html, &[SECOND], &[FIRST, SECOND], Some("completed by the prose around it"));
        let long = SECOND.repeat(4);
        let html = format!("<h1>Нет воды</h1><p>{FIRST}</p><div><p>{long}</p></div>");
        check(&html, &[&long], &[FIRST, &long], Some("completed by its lead"));
    }

    #[test]
    fn the_text_follows_the_title() {
        let (text, talk) = (FIRST.repeat(3), SECOND.repeat(5));
        let html = format!("<h1>Нет воды</h1><p>{text}</p><h2>Комментарии</h2><p>{talk}</p>");
        check(&html, &[&talk], &[&text], Some("elsewhere than after the title"));
        check(
            &html,
            &[&text, "Комментарии", &talk],
            &[&text],
            Some("cut where a discussion or a notice begins"),
        );
    }

    #[test]
    fn a_long_text_is_completed_by_its_own_make_only() {
        let (long, more) = (FIRST.repeat(12), SECOND.repeat(6));
        let page = |class: &str| {
            format!("<h1>Нет воды</h1><div class=a><p>{long}</p></div><div class={class}><p>{more}</p></div>")
        };
        check(&page("feed"), &[&long], &[&long], None);
        check(&page("a"), &[&long], &[&long, &more], Some("completed by the prose around it"));
    }

    #[test]
    fn a_lead_stands_right_above_under_the_title() {
        let long = SECOND.repeat(12);
        let body = format!("<div><p>{long}</p></div>");
        check(&format!("<p>{FIRST}</p><h1>Нет воды</h1>{body}"), &[&long], &[&long], None);
        let caption = format!("<h1>Нет воды</h1><figure><figcaption>{FIRST}</figcaption></figure>{body}");
        check(&caption, &[&long], &[&long], None);
        let buttons = "<div>Слушать</div>".repeat(LEAD_WITHIN);
        check(&format!("<h1>Нет воды</h1><p>{FIRST}</p>{buttons}{body}"), &[&long], &[&long], None);
    }

    #[test]
    fn lines_that_readability_laid_out_anew_stay() {
        let long = FIRST.repeat(12);
        let html = format!("<h1>Нет воды</h1><p>{long}</p><table><tr><td>Дом<td>Час</table>");
        check(&html, &[&long, "Дом", "Час"], &[&long, "Дом", "Час"], None);
    }

    #[test]
    fn the_text_is_where_the_words_of_the_title_are() {
        let (about, other) =
            (format!("Воды нет. {}", FIRST.repeat(2)), "Паром закрыли до весны, билеты вернут. ".repeat(4));
        let far = "<li><a href=x>Раздел сайта о дорогах</a></li>".repeat(30);
        let html = format!("<h1>Нет воды</h1><p>{other}</p><ul>{far}</ul><div>{about}</div>");
        check(&html, &[&about], &[&about], None);
    }

    #[test]
    fn words_of_a_title_are_found_by_their_beginnings() {
        assert_eq!(about("Воду подвезли жителям.", "Вода для жителей"), 0.5);
        assert_eq!(about("学校停水三天", "停水"), 1.0);
        assert_eq!(about("Паром закрыли.", "Нет воды"), 0.0);
    }

    #[test]
    fn a_sentence_after_the_title_is_no_article() {
        let far = "<li><a href=x>Раздел сайта о воде и свете</a></li>".repeat(30);
        let long = SECOND.repeat(20);
        let html = format!("<h1>Нет воды</h1><p>{FIRST}</p><ul>{far}</ul><div>{long}</div>");
        check(&html, &[&long], &[&long], None);
    }

    #[test]
    fn a_counter_of_comments_ends_nothing() {
        let html = format!("<h1>Нет воды</h1><p>{FIRST}</p><div>Комментарии (3)</div><p>{SECOND}</p>");
        check(&html, &[FIRST, "Комментарии (3)", SECOND], &[FIRST, "Комментарии (3)", SECOND], None);
    }

    #[test]
    fn data_complete_and_cut() {
        let body = format!("{FIRST} {SECOND} ").repeat(4);
        assert!(matches!(by_data(FIRST, &body), ByData::Whole));
        assert!(matches!(by_data(&body, &body), ByData::Says));
        assert!(matches!(by_data(FIRST, SECOND), ByData::Says));
        let more =
            format!("Меню\n{body}\n{}", "Паром закрыли до весны, подробности в материале. ".repeat(10));
        assert!(matches!(by_data(&more, &body), ByData::Cut(text) if text == body));
        let lead = "Паром через реку закрыли до самой весны, и теперь в город ездят в объезд через два соседних района.";
        let more = more.replacen("Меню", lead, 1);
        assert!(matches!(by_data(&more, &body), ByData::Cut(text) if text == format!("{lead}\n{body}")));
    }
}
