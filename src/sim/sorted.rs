//! A small set in order. A tree of the standard library would cost the page some kilobytes for each kind of member.

/// Members in ascending order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted<T>(Vec<T>);

impl<T> Default for Sorted<T> {
    fn default() -> Sorted<T> {
        Sorted(Vec::new())
    }
}

impl<T: Ord + Copy> Sorted<T> {
    pub fn insert(&mut self, member: T) {
        let place = self.0.partition_point(|other| *other < member);
        if self.0.get(place) != Some(&member) {
            self.0.insert(place, member);
        }
    }

    pub fn remove(&mut self, member: T) {
        if let Ok(place) = self.0.binary_search(&member) {
            self.0.remove(place);
        }
    }

    pub fn pop_first(&mut self) -> Option<T> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn retain(&mut self, keeps: impl FnMut(&T) -> bool) {
        self.0.retain(keeps);
    }

    /// The members in order.
    pub fn members(&self) -> &[T] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    proptest::proptest! {
        #[test]
        fn it_holds_what_a_set_of_the_standard_library_would(steps in proptest::collection::vec((0u8..3, 0u8..9), 0..60)) {
            let (mut own, mut other) = (Sorted::default(), BTreeSet::new());
            for (what, member) in steps {
                match what {
                    0 => {
                        own.insert(member);
                        other.insert(member);
                    }
                    1 => {
                        own.remove(member);
                        other.remove(&member);
                    }
                    _ => proptest::prop_assert_eq!(own.pop_first(), other.pop_first()),
                }
                proptest::prop_assert!(own.members().iter().eq(&other));
            }
        }
    }
}
