//! What of a lesson's prose is no word to a class: on a slide there is nothing to press, no tab and no terminal.

use crate::app::sentences::{plain, sentences};
use crate::app::words::capital;

/// Whatever is told with one of these words is told to whoever sits before the page alone.
const AT_THE_PAGE: &str = "press pressed pressing button buttons tab tabs select selecting drag terminal inspector sandbox undo timeline";

/// An idea without what is told to whoever sits before the page; nothing if nothing is left.
pub(super) fn told_to_a_class(idea: String) -> Option<String> {
    let mut told = String::new();
    let mut rest = idea.as_str();
    while let Some((lead, text, end, behind)) = next_text(rest) {
        let kept = kept(text);
        told.push_str(lead);
        match kept.is_empty() && !text.trim().is_empty() {
            // The element goes with its words.
            true => told.truncate(told.rfind('<').unwrap_or(0)),
            false => told.extend([&kept, end]),
        }
        rest = behind;
    }
    told.push_str(rest);
    (!plain(&told).trim().is_empty()).then(|| told.trim().to_owned())
}

/// The next paragraph or item of a list: what stands before its words, with its tag, these, its end, and what follows.
fn next_text(html: &str) -> Option<(&str, &str, &'static str, &str)> {
    let of = |open: &'static str, end: &'static str| Some((html.find(open)? + open.len(), end));
    let item = of("<li>", "</li>").filter(|(at, _)| {
        !html[*at..].trim_start().starts_with('<') || {
            // What holds blocks has words of its own only in these.
            let inner = html[*at..].trim_start();
            !["<p>", "<ul>", "<ol>", "<table"]
                .iter()
                .any(|block| inner.starts_with(block))
        }
    });
    let found = [of("<p>", "</p>"), item];
    let (at, end) = found.into_iter().flatten().min_by_key(|(at, _)| *at)?;
    let length = html[at..].find(end)?;
    let (lead, text) = (&html[..at], &html[at..at + length]);
    Some((lead, text, end, &html[at + length + end.len()..]))
}

/// The sentences that are for everybody. Of one that begins with what to press, and then says what that is, the latter.
fn kept(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for sentence in sentences(text) {
        match (is_for_a_class(sentence), sentence.split_once(": ")) {
            (true, _) => kept.push(sentence.to_owned()),
            (false, Some((_, what))) if is_for_a_class(what) && is_balanced(what) => {
                kept.push(capital(what));
            }
            (false, _) => {}
        }
    }
    kept.join(" ")
}

fn is_for_a_class(sentence: &str) -> bool {
    let plain = plain(sentence);
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric());
    // Of `SELECT` any class may be told.
    let is_said = |word: &&str| word.bytes().any(|letter| letter.is_ascii_lowercase());
    let words = words.filter(is_said).map(str::to_ascii_lowercase);
    let words: Vec<String> = words.collect();
    let joined = words.join(" ");
    let at_the_page = |word: &String| AT_THE_PAGE.split(' ').any(|told| told == word);
    !words.iter().any(at_the_page)
        && !joined.contains("the step before")
        && !joined.contains("the step ends")
        && !joined.contains("verdict stands")
}

/// Whether as many elements end in it as begin.
fn is_balanced(html: &str) -> bool {
    html.matches("</").count() * 2 == html.matches('<').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Option<String> {
        told_to_a_class(html.to_owned())
    }

    #[test]
    fn what_is_to_be_pressed_is_not_told_to_a_class_and_what_it_is_is() {
        assert_eq!(
            told("<p>Answer first, then press the button. Watch <b>both</b> tapes.</p>").as_deref(),
            Some("<p>Watch <b>both</b> tapes.</p>")
        );
        assert_eq!(
            told("<p>The verdict stands below. The waterfall divides it. Compare them on the timeline.</p>")
                .as_deref(),
            Some("<p>The waterfall divides it.</p>")
        );
        assert_eq!(
            told("<p>Press the button: a wrong <code>DELETE</code> commits.</p>").as_deref(),
            Some("<p>A wrong <code>DELETE</code> commits.</p>")
        );
        assert_eq!(told("<p>Open the tab <em>Verdict</em>.</p>"), None);
        let list = "<p>Two:</p>\n<ul>\n<li>Press it.</li>\n<li>Wait.</li>\n<li><p>Select it. So.</p></li>\n</ul>";
        let left = "<p>Two:</p>\n<ul>\n\n<li>Wait.</li>\n<li><p>So.</p></li>\n</ul>";
        assert_eq!(told(list).as_deref(), Some(left));
        let table = "<table><tr><td>a button</td></tr></table>";
        assert_eq!(told(table).as_deref(), Some(table));
        // A word that only begins so is another one, and so is a statement.
        let other = "<p>Pressure on the table. A SELECT waits.</p>";
        assert_eq!(told(other).as_deref(), Some(other));
        assert_eq!(told("<p>broken").as_deref(), Some("<p>broken"));
    }
}
