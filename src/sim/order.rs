//! Sorting by a number.

use std::collections::BinaryHeap;

/// Sorts stably by a whole number. Every kind of key would bring a sort of its own into the page, four kilobytes each, and the standard
/// library's own way with such keys brings three; here there is one, and a small one.
pub fn sort_by_number<T>(items: &mut [T], number: impl FnMut(&T) -> i64) {
    let numbers = items.iter().map(number).zip(0..);
    let mut order = in_order(numbers.collect());
    for place in 0..items.len() {
        // Who stood there may have made room for one before.
        let mut from = order[place].1;
        while from < place {
            from = order[from].1;
        }
        order[place].1 = from;
        items.swap(place, from);
    }
}

/// No two are equal.
#[inline(never)]
fn in_order(numbers: Vec<(i64, usize)>) -> Vec<(i64, usize)> {
    match numbers.is_sorted() {
        true => numbers,
        false => BinaryHeap::from(numbers).into_sorted_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in proptest::collection::vec((-4i64..4, 0u8..99), 0..40)) {
            let (mut own, mut other) = (items.clone(), items);
            sort_by_number(&mut own, |(number, _)| *number);
            other.sort_by_key(|(number, _)| *number);
            proptest::prop_assert_eq!(own, other);
        }
    }
}
