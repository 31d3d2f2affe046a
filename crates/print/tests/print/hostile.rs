//! Texts that try to be something else than texts.

use dauys_digest::{Digest, Interface};

use super::invented;

/// What Typst, XML and ZIP give a meaning to.
pub(crate) const MARKUP: &str = "#panic(\"x\") $x^2$ *b* _i_ @topic_0 <topic_0> \\u{41} // c /* d */ ```e``` = f - g + h ~ [i] {j} \
    &amp; &lt; ]]> <!-- k --> <w:p/> %PDF 'l' \"m\" ${n} #import \"o\": * https://example.kz/p'q\"r";

/// A digest all of whose texts are hostile.
pub(crate) fn digest(text: &str) -> Digest {
    let mut digest = invented::week(Interface::Kazakh, 8, 3);
    digest.title = format!("{text} 1");
    digest.filters = vec![text.to_owned()];
    digest.changes.items[0].sentence.text = format!("{text} 2");
    digest.changes.items[0].label = text.to_owned();
    digest.alerts[0].search = text.to_owned();
    digest.alerts[0].link = Some("javascript:alert(1)".to_owned());
    digest.coverage.failed[0].reason = text.to_owned();
    let rollup = digest.rollup.as_mut().unwrap();
    rollup.columns[0] = text.to_owned();
    rollup.rows[0].region_name = text.to_owned();
    for (number, topic) in digest.sections.iter_mut().flat_map(|section| &mut section.topics).enumerate() {
        topic.title.text = format!("{text} {number}");
        topic.fact.text = format!("{text} 3");
        topic.curve_in_words = text.to_owned();
        topic.sources = vec![text.to_owned()];
        topic.quotes[0].text = format!("{text} 4 {number}");
        topic.quotes[0].source = text.to_owned();
        topic.quotes[0].url = Some("javascript:alert(1)".to_owned());
        topic.link = Some("file:///etc/passwd".to_owned());
    }
    digest
}
