//! A strong answer as it is skimmed: what its author wrote in one paragraph, in pieces of a sentence or two.

use crate::app::sentences::{plain, sentences};

/// So many characters a piece has at least, tags apart: a short sentence stands with the next.
const SHORTEST: usize = 70;
const STRONG: &str = "<h2>A strong answer</h2>";

/// The same text; the paragraphs of its strong answer are cut where their sentences end.
pub(super) fn skimmed(html: &str) -> String {
    let Some((before, rest)) = html.split_once(STRONG) else {
        return html.to_owned();
    };
    let end = rest.find("<h2>").unwrap_or(rest.len());
    let (strong, after) = rest.split_at(end);
    let mut told = format!("{before}{STRONG}<div class=\"said\">");
    let mut rest = strong;
    while let Some((lead, paragraph)) = rest.split_once("<p>") {
        let (text, behind) = paragraph.split_once("</p>").unwrap_or((paragraph, ""));
        told.push_str(lead);
        for piece in pieces(text) {
            told.extend(["<p>", &piece, "</p>\n"]);
        }
        rest = behind;
    }
    told.extend([rest, "</div>", after]);
    told
}

/// Sentences, those that are short together with the next.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let is_short = |piece: &String| plain(piece).chars().count() < SHORTEST;
    for sentence in sentences(text) {
        match pieces.last_mut().filter(|last| is_short(last)) {
            Some(last) => last.extend([" ", sentence]),
            None => pieces.push(sentence.to_owned()),
        }
    }
    // What is left at the end is no piece of its own.
    if let [.., before, last] = &mut *pieces
        && plain(last).chars().count() < SHORTEST / 2
    {
        before.extend([" ", last]);
        pieces.pop();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Index, read};
    use std::path::Path;

    #[test]
    fn it_is_cut_between_sentences_and_short_ones_stay_with_what_follows() {
        let text = "I can wait. The volume is dark, not destroyed, so nothing at all is lost, but it takes <a href=\"x. y\">5. 6</a> hours.\nOr I restore the backups into another zone, which costs what the log had not uploaded. So I do.";
        assert_eq!(
            pieces(text),
            [
                "I can wait. The volume is dark, not destroyed, so nothing at all is lost, but it takes <a href=\"x. y\">5. 6</a> hours.",
                "Or I restore the backups into another zone, which costs what the log had not uploaded. So I do.",
            ]
        );
        assert_eq!(pieces("Short."), ["Short."]);
        assert_eq!(pieces(""), Vec::<String>::new());
    }

    #[test]
    fn every_question_is_answered_in_pieces_and_not_a_word_is_lost() {
        let list = include_str!("../../../lessons/interview.json");
        let words = |html: &str| -> Vec<String> {
            let plain = html.replace("<p>", " ").replace("</p>", " ");
            let plain = plain
                .replace("<div class=\"said\">", " ")
                .replace("</div>", " ");
            plain.split_whitespace().map(str::to_owned).collect()
        };
        for entry in Index::parse(list).expect("it is a list").lessons {
            let file = format!("lessons/en/interview/{}.md", entry.id);
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let text = std::fs::read_to_string(file).expect("it is there");
            let html = read(&text).expect("it can be read").debrief;
            let told = skimmed(&html);
            let (_, said) = told.split_once("class=\"said\">").expect("it has one");
            let (said, _) = said.split_once("</div>").expect("it ends");
            assert!(said.matches("<p>").count() >= 3, "{}: {said}", entry.id);
            let plain = html.replace("<div>", " ");
            assert_eq!(words(&told), words(&plain), "{}", entry.id);
        }
    }
}
