//! Who has to look at the state anew: an event costs what it touches, not what the world holds.

use crate::cloud::DbKey;
use crate::sim::Sorted;

/// The databases that have to look, in order of their keys, round by round.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    now: Sorted<DbKey>,
    next: Sorted<DbKey>,
    /// Who has looked since the world last came to rest.
    looked: Sorted<DbKey>,
    /// Who looks just now: whoever comes after it in this round still sees what it changes.
    at: Option<DbKey>,
}

impl Agenda {
    /// Asks a database to look: in this round, if its turn is still to come.
    pub fn touch(&mut self, key: DbKey) {
        match self.at {
            Some(at) if key > at => self.now.insert(key),
            _ => self.next.insert(key),
        };
    }

    pub fn begin_round(&mut self) {
        // The last round has emptied the one, so both keep their room.
        std::mem::swap(&mut self.now, &mut self.next);
    }

    /// Whose turn it is; `None` at the end of a round.
    pub fn next_in_round(&mut self) -> Option<DbKey> {
        self.at = self.now.pop_first();
        if let Some(key) = self.at {
            self.looked.insert(key);
        }
        self.at
    }

    /// Everybody who has looked or will look before the world comes to rest.
    pub fn concerned(&self) -> Vec<DbKey> {
        let mut all = self.looked.clone();
        for key in self.next.members() {
            all.insert(*key);
        }
        all.members().to_vec()
    }

    /// The world has come to rest: nobody has to look.
    pub fn rest(&mut self) {
        for members in [&mut self.now, &mut self.next, &mut self.looked] {
            members.clear();
        }
    }
}
