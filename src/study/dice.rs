//! What the swarm throws: numbers that follow from a seed alone.

use crate::sim::{Luck, Spread};

/// The throws of a seed, one after the other.
pub(super) struct Dice {
    luck: Luck,
    seed: String,
    rolls: u64,
}

impl Dice {
    /// `of` tells one kind of worlds from another.
    pub(super) fn new(of: &str, seed: u64) -> Dice {
        Dice {
            luck: Luck::from_seed(of),
            seed: seed.to_string(),
            rolls: 0,
        }
    }

    /// A number from 0 up to but not including `most`.
    pub(super) fn up_to(&mut self, most: u64) -> u64 {
        self.rolls += 1;
        let any = Spread::Uniform {
            low: 0.0,
            high: 1.0,
        };
        let share = self.luck.draw(any, "swarm", &self.seed, self.rolls);
        ((share * most as f64) as u64).min(most.saturating_sub(1))
    }

    pub(super) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.up_to(list.len() as u64) as usize]
    }

    /// What passes before the next line, in seconds: nothing, moments, minutes or hours.
    pub(super) fn pause_s(&mut self) -> u64 {
        match self.up_to(4) {
            0 => 0,
            1 => self.up_to(10),
            2 => self.up_to(600),
            _ => self.up_to(7200),
        }
    }
}
