//! A list whose copies share its members, until one of them changes.

use std::ops::{Index, IndexMut};
use std::rc::Rc;
use std::slice;

#[derive(Debug, PartialEq)]
pub struct Shared<T>(Vec<Rc<T>>);

/// The members in order.
pub type Members<'a, T> = std::iter::Map<slice::Iter<'a, Rc<T>>, fn(&'a Rc<T>) -> &'a T>;

impl<T> Shared<T> {
    pub fn iter(&self) -> Members<'_, T> {
        self.0.iter().map(Rc::as_ref)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    pub fn last(&self) -> Option<&T> {
        self.iter().next_back()
    }

    pub fn push(&mut self, member: T) {
        self.0.push(Rc::new(member));
    }

    pub fn pop(&mut self) {
        self.0.pop();
    }

    pub fn remove(&mut self, place: usize) {
        self.0.remove(place);
    }

    /// The place of the member with that number, if members stand in order of their numbers.
    pub fn place_of(&self, number: u32, number_of: fn(&T) -> u32) -> Option<usize> {
        let found = self.0.binary_search_by_key(&number, |one| number_of(one));
        found.ok()
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared(Vec::new())
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(members: Vec<T>) -> Shared<T> {
        Shared(members.into_iter().map(Rc::new).collect())
    }
}

impl<T> FromIterator<Rc<T>> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = Rc<T>>>(members: I) -> Shared<T> {
        Shared(members.into_iter().collect())
    }
}

impl<'a, T> IntoIterator for &'a Shared<T> {
    type Item = &'a T;
    type IntoIter = Members<'a, T>;

    fn into_iter(self) -> Members<'a, T> {
        self.iter()
    }
}

impl<T> Index<usize> for Shared<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        &self.0[place]
    }
}

/// What changes is no longer shared.
impl<T: Clone> IndexMut<usize> for Shared<T> {
    fn index_mut(&mut self, place: usize) -> &mut T {
        Rc::make_mut(&mut self.0[place])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_shares_what_neither_changes() {
        let list = Shared::from(vec![String::from("a"), String::from("b")]);
        let mut copy = list.clone();
        copy[1].push('c');
        assert!(std::ptr::eq(&list[0], &copy[0]));
        assert_eq!((&*list[1], &*copy[1]), ("b", "bc"));
        assert_eq!(list.iter().next_back(), Some(&list[1]));
    }
}
