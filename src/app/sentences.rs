//! HTML of a paragraph, cut where its sentences end.

/// Its sentences, each with the spaces before it taken off; never cut within a tag or what that holds.
pub fn sentences(html: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut from, mut depth, mut in_tag) = (0, 0_usize, false);
    for (at, letter) in html.char_indices() {
        match letter {
            '<' => {
                in_tag = true;
                let tag = &html[at..];
                match tag.starts_with("</") {
                    true => depth = depth.saturating_sub(1),
                    false => depth += usize::from(!tag.starts_with("<br")),
                }
            }
            '>' => in_tag = false,
            letter if letter.is_whitespace() && depth == 0 && !in_tag => {
                let told = html[from..at].trim_end_matches(['”', ')', '’']);
                // What is set apart as a whole ends where it ends.
                let told = told.strip_suffix("</em>").unwrap_or(told);
                if told.ends_with(['.', '?', '!']) {
                    sentences.push(html[from..at].trim());
                    from = at;
                }
            }
            _ => {}
        }
    }
    let last = html[from..].trim();
    sentences.extend(Some(last).filter(|last| !last.is_empty()));
    sentences
}

/// Without its tags.
pub fn plain(html: &str) -> String {
    let mut in_tag = false;
    let is_word = |letter: &char| {
        let was = in_tag;
        in_tag = match letter {
            '<' => true,
            '>' => false,
            _ => in_tag,
        };
        !was && !in_tag
    };
    html.chars().filter(is_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_outside_of_what_is_marked_or_linked() {
        let html = "One. Two, <a href=\"x. y\">5. 6</a> hours?\n<em>Whole. Set apart.</em> (So.) “And so.” Last";
        assert_eq!(
            sentences(html),
            [
                "One.",
                "Two, <a href=\"x. y\">5. 6</a> hours?",
                "<em>Whole. Set apart.</em>",
                "(So.)",
                "“And so.”",
                "Last",
            ]
        );
        assert_eq!(sentences(" "), Vec::<&str>::new());
        assert_eq!(plain("a <b>c</b> d"), "a c d");
        assert_eq!(plain("a < b"), "a ", "what is broken is shown by nobody");
    }
}
