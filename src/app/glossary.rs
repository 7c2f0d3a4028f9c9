//! Words that a learner may not know, each in one plain sentence. Whatever prints one of them can explain it.

/// A word, and what it means.
pub type Term = (&'static str, &'static str);

pub const TERMS: [Term; 16] = [
    (
        "cold",
        "Each block of a restored volume is fetched from storage when it is first read, which is slow; so available is not yet fast.",
    ),
    (
        "crash recovery",
        "The engine replays its log before it answers again.",
    ),
    (
        "detection",
        "The time until RDS is sure that the primary is gone.",
    ),
    (
        "endpoint",
        "The name that the application connects to; which database stands behind it may change.",
    ),
    (
        "forked",
        "Here a copy was promoted or restored: from here on its tape is another one.",
    ),
    ("gone", "No copy holds it any more."),
    (
        "in doubt",
        "Sent, but no answer came: it may have been stored or not.",
    ),
    (
        "in step",
        "The standby holds every write that was accepted, so it may take over and lose none.",
    ),
    (
        "KMS key",
        "What encrypted storage is read with: while it cannot be used, nobody reads the data, nor any backup of them.",
    ),
    (
        "restorable",
        "The log up to there is in storage: a restore can go to any second until then.",
    ),
    (
        "RPO",
        "Recovery point objective: how much of the newest data may be missing afterwards.",
    ),
    (
        "RTO",
        "Recovery time objective: how long it may take until all is well.",
    ),
    (
        "seed",
        "The word that all luck of a run comes from: the same word and the same lines give the same run.",
    ),
    (
        "stranded",
        "Lost, but not gone: a copy that is not in use still holds it.",
    ),
    (
        "torn off",
        "The tape that is in use does not hold it: it stood behind the place where that tape begins anew.",
    ),
    (
        "Writes down",
        "How long no order was accepted until the incident was over, also while you kept the application stopped: a stop that is planned when all is well is no downtime.",
    ),
];

/// What a word means, if it is one of these, in capitals or not.
pub fn meaning(word: &str) -> Option<&'static str> {
    let mut terms = TERMS.iter();
    let found = terms.find(|(term, _)| term.eq_ignore_ascii_case(word));
    found.map(|(_, meaning)| *meaning)
}

/// The first of these words in a text, in whole: what stands before it, and it.
pub fn first_in(text: &str) -> Option<(&str, Term)> {
    let stands = |(term, meaning): &Term| {
        let is_letter = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
        let is_whole = |at: &usize| {
            let (before, after) = (&text[..*at], &text[at + term.len()..]);
            !is_letter(before.chars().next_back()) && !is_letter(after.chars().next())
        };
        let mut places = text.match_indices(term).map(|(at, _)| at);
        Some((&text[..places.find(is_whole)?], (*term, *meaning)))
    };
    let all = TERMS.iter().filter_map(stands);
    all.min_by_key(|(before, _)| before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_explained_from_its_first_word_on() {
        let first = |text| first_in(text).map(|(before, (term, _))| (before, term));
        assert_eq!(first("3 (2 stranded, 1 gone)"), Some(("3 (2 ", "stranded")));
        assert_eq!(first("(1 gone)"), Some(("(1 ", "gone")));
        assert_eq!(first("bygone seeds"), None, "no part of a word");
        assert_eq!(first("bygone, gone"), Some(("bygone, ", "gone")));
        assert_eq!(meaning("In doubt"), meaning("in doubt"));
        assert_eq!(meaning("orders"), None);
    }

    #[test]
    fn each_word_is_explained_in_one_sentence_and_they_are_in_order() {
        for (term, meaning) in TERMS {
            assert!(meaning.ends_with('.'), "{term}");
            assert!(!meaning.contains(". "), "{term}");
            let own = meaning.to_lowercase();
            assert!(!own.starts_with(term), "{term}");
        }
        let lower = |term: &Term| term.0.to_lowercase();
        assert!(TERMS.is_sorted_by_key(lower));
    }
}
