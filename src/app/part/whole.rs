//! Names and moments that are torn nowhere: a browser breaks lines at hyphens, and `us-east-` is no name.

use crate::app::part::{Parts, Words};

impl Parts {
    /// Words in which each name and each moment stays whole: `us-east-1`, `Single-AZ`, `2026-01-12T12:00:00Z`.
    #[inline(never)]
    pub(in crate::app) fn whole(&mut self, text: &str) {
        let (mut plain, mut place) = (0, 0);
        for word in text.split_inclusive([' ', '\n']) {
            let (from, name) = (place, word.trim_end());
            place += word.len();
            if is_name(name) {
                self.words(text[plain..from].to_owned());
                self.line("span word", name.to_owned());
                plain = from + name.len();
            }
        }
        self.words(text[plain..].to_owned());
    }

    /// The words of a button. Pieces of it may be laid out apart, so what has a name in it is one piece.
    #[inline(never)]
    pub(super) fn kept(&mut self, words: Words) {
        match words.split(' ').any(is_name) {
            true => {
                self.within("span", |at| at.whole(&words));
            }
            false => self.words(words),
        }
    }
}

/// Whether a word is a name or a moment that could be torn at a hyphen.
fn is_name(word: &str) -> bool {
    let told = |letter: char| letter.is_ascii_digit();
    word.contains("-AZ") || word.contains('-') && word.contains(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::read::{groups, spoken};

    #[test]
    fn a_name_and_a_moment_are_not_torn_and_the_words_stay_what_they_are() {
        let text = "Lose us-east-1, not before 2026-01-12T11:59:59Z:\nSingle-AZ, a read-only look at orders";
        let parts = Parts::of(|at| at.kept(text.into()));
        assert_eq!(spoken(&parts), text);
        let all = groups(&parts);
        let words = all.iter().filter(|one| one.kind == "span word");
        let words: Vec<String> = words.map(|one| spoken(&one.parts)).collect();
        assert_eq!(words, ["us-east-1,", "2026-01-12T11:59:59Z:", "Single-AZ,"]);
        let plain = Parts::of(|at| at.kept("Play on".into()));
        assert!(groups(&plain).is_empty(), "nothing to keep whole");
    }
}
