//! Sorting by a number.

/// Sorts stably by a whole number. Every kind of key would bring a sort of its own into the page, four kilobytes each: with one
/// kind there is one.
pub fn sort_by_number<T>(items: &mut [T], number: impl FnMut(&T) -> i64) {
    items.sort_by_cached_key(number);
}
