//! What somebody probably meant who wrote a word that does not exist.

/// The candidate nearest to `word`, if one is near enough to be a slip.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let word = word.to_ascii_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= LARGEST_SLIP)
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(slips, _)| *slips <= (length / 3).clamp(1, LARGEST_SLIP))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// Longer words are no names of ours, and comparing them costs.
const LONGEST: usize = 80;
const LARGEST_SLIP: usize = 6;

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    // Rows of the usual table: the one before last, the last, and the one being filled.
    let mut older = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(older[j - 2] + 1);
            }
        }
        older = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_slips() {
        for (a, b, slips) in [
            ("", "", 0),
            ("az-outage", "az-outage", 0),
            ("az-outtage", "az-outage", 1),
            ("az-otuage", "az-outage", 1),
            ("", "abc", 3),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(a, b), slips, "{a} {b}");
            assert_eq!(distance(b, a), slips, "{b} {a}");
        }
    }

    #[test]
    fn only_near_words_are_suggested() {
        let kinds = ["az-outage", "region-outage", "bad-write"];
        assert_eq!(nearest("az-outtage", kinds), Some("az-outage"));
        assert_eq!(nearest("AZ-Outage", kinds), Some("az-outage"));
        assert_eq!(nearest("earthquake", kinds), None);
        assert_eq!(nearest("", kinds), None);
        assert_eq!(nearest(&"a".repeat(100_000), kinds), None);
    }
}
