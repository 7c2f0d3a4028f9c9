//! What will come of a run although nothing more happens: a copy of its world runs ahead.

use crate::app::run::Run;
use crate::lesson::FORESEEN;
use crate::sim::{SimDuration, SimTime};
use crate::world::World;

/// How far ahead one looks for what will hold, in minutes.
const AHEAD_MINUTES: [u64; 9] = [
    1,
    2,
    5,
    10,
    30,
    60,
    180,
    720,
    FORESEEN.ms() / SimDuration::from_mins(1).ms(),
];

/// What comes so soon is waited for, in minutes.
const SOON_MINUTES: [u64; 3] = [1, 2, 5];

impl Run {
    /// Whether something will hold by and by, although nothing more happens; and if it will, until when it has surely not come.
    pub fn foresees(&self, holds: impl Fn(&World) -> bool) -> Option<SimTime> {
        self.sees_ahead(&AHEAD_MINUTES, holds)
    }

    /// The same, if that is within minutes.
    pub fn foresees_soon(&self, holds: impl Fn(&World) -> bool) -> Option<SimTime> {
        self.sees_ahead(&SOON_MINUTES, holds)
    }

    fn sees_ahead(&self, minutes: &[u64], holds: impl Fn(&World) -> bool) -> Option<SimTime> {
        let mut world = self.session().world().clone();
        let mut not_before = self.now();
        for minutes in minutes {
            world.advance_to(self.now() + SimDuration::from_mins(*minutes));
            if holds(&world) {
                return Some(not_before);
            }
            not_before = world.now();
        }
        None
    }

    /// When each of several things will hold that do not hold now, although nothing more happens: to the second.
    pub fn foresee<T>(
        &self,
        all: &[T],
        holds: impl Fn(&World, &T) -> bool,
    ) -> Vec<Option<SimTime>> {
        let mut found = vec![None; all.len()];
        let mut before = self.session().world().clone();
        for minutes in AHEAD_MINUTES {
            if !found.contains(&None) {
                break;
            }
            let mut world = before.clone();
            world.advance_to(self.now() + SimDuration::from_mins(minutes));
            for (one, found) in all.iter().zip(&mut found) {
                if found.is_none() && holds(&world, one) {
                    *found = Some(first_second(&before, world.now(), |world| {
                        holds(world, one)
                    }));
                }
            }
            before = world;
        }
        found
    }
}

/// The first whole second, counted from a world in which something does not hold, at which it does; at `end` it holds.
fn first_second(from: &World, end: SimTime, holds: impl Fn(&World) -> bool) -> SimTime {
    let at = |seconds| (from.now() + SimDuration::from_secs(seconds)).min(end);
    let (mut no, mut yes) = (0, end.since(from.now()).ms().div_ceil(1000));
    while yes - no > 1 {
        let middle = no.midpoint(yes);
        let mut world = from.clone();
        world.advance_to(at(middle));
        match holds(&world) {
            true => yes = middle,
            false => no = middle,
        }
    }
    at(yes)
}
