//! What strikes when. It follows from level and seed alone, so that every design under a seed meets the same luck.

use crate::lesson::GameLevel;
use crate::sim::{Luck, SimDuration, SimTime, Spread};
use std::ops::RangeInclusive;

/// What strikes. Where, is seen when its time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The zone of the primary loses its power.
    ZoneOutage {
        lasts: SimDuration,
    },
    HostFailure,
    VolumeFailure,
    EngineCrash,
    BadWrite {
        rows: u64,
    },
    OperatorDelete,
    /// The application cannot reach the zone of the primary, which runs on.
    Cut {
        lasts: SimDuration,
    },
    /// A read replica stops; where there is none, as [`Kind::Cut`].
    ReplicaStop {
        lasts: SimDuration,
    },
    RegionOutage {
        lasts: SimDuration,
    },
}

/// One incident to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strike {
    pub at: SimTime,
    pub kind: Kind,
}

/// What a level lets strike, as families from which luck picks.
#[derive(Clone, Copy)]
enum Family {
    /// What one copy alone does not survive.
    Hard,
    /// Hardware and engine.
    Hardware,
    /// Hardware which calls the standby.
    Host,
    BadWrite,
    /// What a standby does not see, so that somebody has to order the failover.
    Network,
    /// People, networks, replicas.
    Trouble,
    Region,
}

/// What strikes, in order of time.
pub fn schedule(level: GameLevel, seed: &str) -> Vec<Strike> {
    let draws = Draws {
        luck: Luck::from_seed(seed),
        level,
    };
    match level {
        GameLevel::WarmUp => draws.warm_up(),
        GameLevel::Shift => draws.shift(),
        GameLevel::Storm => draws.storm(),
    }
}

/// Keyed draws for the days of one level.
struct Draws {
    luck: Luck,
    level: GameLevel,
}

impl Draws {
    /// A failure of hardware that a lone copy does not survive in time and a standby does alone, and a cut in the network that no
    /// design survives alone; far enough apart for a standby to be rebuilt.
    fn warm_up(&self) -> Vec<Strike> {
        let families = self.shuffled(vec![Family::Hard, Family::Network]);
        self.strikes(&families, &[40..=80, 315..=360])
    }

    fn shift(&self) -> Vec<Strike> {
        let families = self.shuffled(vec![Family::BadWrite, Family::Host, Family::Trouble]);
        self.strikes(&families, &[30..=70, 285..=315, 540..=580])
    }

    /// A whole Region goes for hours, and something else happens before it is back.
    fn storm(&self) -> Vec<Strike> {
        match self.pick("order", 0, 2) {
            0 => self.strikes(
                &[
                    Family::Host,
                    Family::Region,
                    Family::BadWrite,
                    Family::Trouble,
                    Family::Hardware,
                ],
                &[60..=90, 360..=420, 540..=570, 870..=930, 1140..=1200],
            ),
            _ => self.strikes(
                &[
                    Family::BadWrite,
                    Family::Hardware,
                    Family::Region,
                    Family::BadWrite,
                    Family::Trouble,
                ],
                &[60..=90, 270..=300, 600..=660, 780..=810, 1170..=1200],
            ),
        }
    }

    /// Each family once, each within its minutes.
    fn strikes(&self, families: &[Family], minutes: &[RangeInclusive<u64>]) -> Vec<Strike> {
        let each = families.iter().zip(minutes).zip(0..);
        each.map(|((family, minutes), n)| Strike {
            at: SimTime::START + self.seconds("at", n, minutes),
            kind: self.kind(*family, n),
        })
        .collect()
    }

    fn kind(&self, family: Family, n: u64) -> Kind {
        let zone = Kind::ZoneOutage {
            lasts: self.whole_minutes(n, 45..=60),
        };
        let lasts = self.whole_minutes(n, 120..=180);
        let of = |kinds: &[Kind]| kinds[self.pick("kind", n, kinds.len())];
        match family {
            Family::Hard => of(&[zone, zone, Kind::VolumeFailure]),
            Family::Hardware => of(&[
                zone,
                Kind::HostFailure,
                Kind::VolumeFailure,
                Kind::EngineCrash,
            ]),
            Family::Host => of(&[zone, Kind::HostFailure, Kind::VolumeFailure]),
            Family::Network => Kind::Cut { lasts },
            Family::BadWrite => Kind::BadWrite {
                rows: 100 * self.whole_minutes(n, 3..=20).ms() / 60_000,
            },
            Family::Trouble => of(&[
                Kind::OperatorDelete,
                Kind::Cut { lasts },
                Kind::Cut { lasts },
                Kind::ReplicaStop { lasts },
            ]),
            Family::Region => Kind::RegionOutage {
                lasts: self.whole_minutes(n, 240..=360),
            },
        }
    }

    fn shuffled(&self, mut families: Vec<Family>) -> Vec<Family> {
        for last in (1..families.len()).rev() {
            families.swap(last, self.pick("order", last as u64, last + 1));
        }
        families
    }

    fn seconds(&self, what: &str, n: u64, minutes: &RangeInclusive<u64>) -> SimDuration {
        let spread = Spread::Uniform {
            low: (*minutes.start() * 60) as f64,
            high: (*minutes.end() * 60) as f64,
        };
        SimDuration::from_secs(self.draw(spread, what, n) as u64)
    }

    fn whole_minutes(&self, n: u64, minutes: RangeInclusive<u64>) -> SimDuration {
        SimDuration::from_mins(self.seconds("lasts", n, &minutes).ms() / 60_000)
    }

    /// One of so many, each as likely as the others.
    fn pick(&self, what: &str, n: u64, count: usize) -> usize {
        let spread = Spread::Uniform {
            low: 0.0,
            high: count as f64,
        };
        (self.draw(spread, what, n) as usize).min(count - 1)
    }

    fn draw(&self, spread: Spread, what: &str, n: u64) -> f64 {
        let what = format!("game.{what}");
        self.luck.draw(spread, &what, self.level.name(), n)
    }
}
