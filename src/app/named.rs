//! Names in a text that are names of things on the stage, and terms that it stresses.

use crate::app::glossary;
use crate::world::View;

/// Whether something on the stage is called so.
pub fn is_there(view: &View, name: &str) -> bool {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    view.databases.iter().any(|entry| is(&entry.id))
        || view.apps.iter().any(|app| is(&app.name))
        || view.proxies.iter().any(|proxy| is(&proxy.id))
        || view.snapshots.iter().any(|shot| is(&shot.id))
        || view.regions.iter().any(|region| {
            is(region.id.name()) || region.zones.iter().any(|zone| is(&zone.id.name()))
        })
}

/// The prose of a lesson in which names of things can be pointed at and pressed, and stressed terms are explained. It is as safe to
/// show as it was: what is put around a name holds nothing of an author's.
pub fn marked(view: &View, html: &str) -> String {
    let mut goes = false;
    outside_links(html, |text| {
        // On a phone the stage lies far above the text that speaks of it.
        let linked = if goes { None } else { to_stage(text) };
        goes |= linked.is_some();
        let names = around(
            linked.as_deref().unwrap_or(text),
            "<code>",
            "</code>",
            |name| is_there(view, name).then(|| format!("{NAME}{name}</code></button>")),
        );
        around(&names, "<em>", "</em>", |word| {
            let meaning = glossary::meaning(word)?;
            Some(format!(
                "<button type=\"button\" class=\"term\" data-what=\"{meaning}\"><em>{word}</em></button>"
            ))
        })
    })
}

const STAGE: &str =
    "the <button type=\"button\" class=\"name-of name-of--stage\"><span>stage</span></button>";
const NAME: &str = "<button type=\"button\" class=\"name-of\"><code>";

/// Text in which all is changed but links: in a link no button can be.
fn outside_links(html: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut written = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some((before, link)) = rest.find("<a ").map(|at| rest.split_at(at)) {
        let end = link.find("</a>").map_or(link.len(), |at| at + "</a>".len());
        written += &change(before);
        written += &link[..end];
        rest = &link[end..];
    }
    written + &change(rest)
}

/// The text with a button where it first speaks of the stage, outside of tags.
fn to_stage(html: &str) -> Option<String> {
    let mut from = 0;
    for piece in html.split_inclusive('>') {
        let words = piece.split('<').next().unwrap_or_default();
        if let Some(at) = words.find("the stage") {
            let (before, after) = html.split_at(from + at);
            return Some([before, STAGE, &after["the stage".len()..]].concat());
        }
        from += piece.len();
    }
    None
}

/// Text in which some elements are changed; the others stay.
fn around(html: &str, open: &str, close: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut written = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(open)
        && let Some((inner, after)) = after.split_once(close)
    {
        written.push_str(before);
        match change(inner) {
            Some(changed) => written.push_str(&changed),
            None => written.extend([open, inner, close]),
        }
        rest = after;
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn names_of_things_are_pressed_and_other_code_is_not() {
        let view = fixture::multi_az();
        let html = "<p><code>orders</code> in <code>us-east-1a</code>, <code>available</code></p>";
        let text = marked(&view, html);
        assert_eq!(text.matches("class=\"name-of\"").count(), 2, "{text}");
        assert!(text.ends_with(" <code>available</code></p>"), "{text}");
        for name in ["us-east-1", "SHOP"] {
            assert!(is_there(&view, name), "{name}");
        }
    }

    #[test]
    fn the_stage_that_a_text_speaks_of_can_be_gone_to() {
        let text = marked(
            &fixture::multi_az(),
            "<p>Look at the stage: the stage shows it.</p>",
        );
        assert!(text.contains("Look at the <button"), "{text}");
        assert_eq!(text.matches(">stage</span></button>").count(), 1, "{text}");
    }

    #[test]
    fn nothing_is_put_into_a_tag_or_a_link() {
        let view = fixture::multi_az();
        let link = "<a href=\"#/sandbox\" title=\"the stage\">the stage of <code>orders</code></a>";
        let image = "<img title=\"on the stage\">";
        assert_eq!(
            marked(&view, &[link, image].concat()),
            [link, image].concat()
        );
        let text = marked(&view, &format!("{link}{image} on the stage{link}"));
        let start = format!("{link}{image} on the <button");
        assert!(text.starts_with(&start) && text.ends_with(link), "{text}");
    }

    #[test]
    fn stressed_terms_are_explained_and_what_is_torn_open_stays() {
        let view = fixture::multi_az();
        let text = marked(&view, "<em>stranded</em>: not <em>so</em> <em>lost");
        assert!(text.contains("data-what=\"Lost, but not gone"), "{text}");
        assert!(text.ends_with("not <em>so</em> <em>lost"), "{text}");
    }
}
