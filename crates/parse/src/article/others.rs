//! A page in, the page without the articles that follow its own out: endless pages append the next ones.
//!
//! Such pages repeat their own frame: neighbours with the same element and class, each with a first heading. The one
//! whose heading is the title of the page stays.

use ego_tree::NodeId;
use scraper::{ElementRef, Html};

use crate::article::blocks::letters;
use crate::plain::text_of;

/// The page without other articles, if its own is found among them. `title` is that of the page.
pub(super) fn without_others(mut tree: Html, title: Option<&str>) -> Html {
    let Some(title) = title.map(letters).filter(|title| !title.is_empty()) else { return tree };
    let is_own = |heading: &ElementRef<'_>| letters(&text_of(*heading).text) == title;
    let headings: Vec<ElementRef<'_>> =
        tree.root_element().descendent_elements().filter(|element| element.value().name() == "h1").collect();
    let Some(own) = headings.iter().find(|heading| is_own(heading)) else { return tree };
    let own_path: Vec<NodeId> = path(*own);
    let mut found = Vec::new();
    for heading in headings.iter().filter(|heading| heading.id() != own.id()) {
        let path = path(*heading);
        // Where the two part.
        let shared = path.iter().zip(&own_path).take_while(|(one, other)| one == other).count();
        let (Some(frame), Some(own_frame)) = (path.get(shared), own_path.get(shared)) else { continue };
        let element = |id: &NodeId| tree.tree.get(*id).and_then(ElementRef::wrap);
        if let (Some(frame), Some(own_frame)) = (element(frame), element(own_frame))
            && frame.value().name() == own_frame.value().name()
            && frame.attr("class") == own_frame.attr("class")
            && heading.attr("class") == own.attr("class")
            && !is_within_article(own_frame)
            && frame.id() != heading.id()
        {
            found.push(frame.id());
        }
    }
    for id in found {
        if let Some(mut node) = tree.tree.get_mut(id) {
            node.detach();
        }
    }
    tree
}

/// Parts of one article may have first headings too.
fn is_within_article(frame: ElementRef<'_>) -> bool {
    frame.ancestors().filter_map(ElementRef::wrap).any(|above| above.value().name() == "article")
}

/// The elements from the root down to this one.
fn path(element: ElementRef<'_>) -> Vec<NodeId> {
    let mut path: Vec<NodeId> = element.ancestors().map(|node| node.id()).collect();
    path.reverse();
    path.push(element.id());
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let tree = without_others(Html::parse_document(html), Some("Су жоқ"));
        assert_eq!(text_of(tree.root_element()).text, expected, "{html}");
    }

    #[test]
    fn appended_articles_go() {
        check(
            "<div class=a><h1>Су жоқ!</h1><p>бір</p></div><div class=a><h1>Жарық</h1><p>екі</p></div>",
            "Су жоқ!\nбір",
        );
    }

    #[test]
    fn other_headings_stay() {
        check("<header><h1>Демо</h1></header><div><h1>Су жоқ</h1><p>бір</p></div>", "Демо\nСу жоқ\nбір");
        check("<div><h1>Жарық</h1><p>бір</p></div>", "Жарық\nбір");
        let part =
            |title: &str, class: &str| format!("<section><h1 class={class}>{title}</h1><p>бір</p></section>");
        let parts = format!("{}{}", part("Су жоқ", "t"), part("Себебі", "t"));
        check(&format!("<article>{parts}</article>"), "Су жоқ\nбір\nСебебі\nбір");
        let parts = format!("{}{}", part("Су жоқ", "title"), part("Себебі", "t"));
        check(&format!("<div>{parts}</div>"), "Су жоқ\nбір\nСебебі\nбір");
    }
}
