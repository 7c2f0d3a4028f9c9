//! The speeds of the clock, and the speed "auto": slow while things happen, ever faster while nothing does.

use crate::sim::{SimDuration, SimTime};
use crate::world::DatabaseView;

/// The clock of the page: whether it runs, and how fast.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    pub playing: bool,
    /// Whether it waits for somebody who chooses, and goes on after.
    pub held: bool,
    /// A place in [`SPEEDS`].
    pub speed: usize,
    /// Whether the clock chooses its speed by what happens.
    pub auto: bool,
    /// Real milliseconds since something happened.
    pub quiet_ms: f64,
    /// Real milliseconds since then, or since the clock was started, in the sandbox.
    pub waited_ms: f64,
    /// Whether the clock halts when an incident opens.
    pub pauses: bool,
    /// Simulated time that is less than a millisecond, and waits.
    pub carry_ms: f64,
}

impl Default for Clock {
    fn default() -> Clock {
        Clock {
            playing: false,
            held: false,
            speed: 0,
            auto: true,
            quiet_ms: 0.0,
            waited_ms: 0.0,
            pauses: true,
            carry_ms: 0.0,
        }
    }
}

impl Clock {
    /// Starts the clock, slowly.
    pub fn start(&mut self) {
        self.playing = true;
        self.held = false;
        self.quiet_ms = 0.0;
        self.waited_ms = 0.0;
        self.carry_ms = 0.0;
    }

    /// Whether time passes.
    pub fn runs(&self) -> bool {
        self.playing && !self.held
    }

    /// The place in [`SPEEDS`] of the speed that it has: of one that it chose itself, the next slower.
    pub fn place(&self) -> usize {
        let pace = self.pace();
        let chosen = SPEEDS.iter().rposition(|(speed, _)| *speed <= pace);
        chosen.unwrap_or(0)
    }

    pub fn set_speed(&mut self, speed: usize) {
        self.auto = false;
        self.speed = speed.min(SPEEDS.len() - 1);
    }

    /// How much simulated time passes in so many real milliseconds; what is less than a millisecond waits.
    pub fn due(&mut self, ms: f64, pace: f64) -> SimDuration {
        let due = ms * pace + self.carry_ms;
        let whole = due.floor();
        self.carry_ms = due - whole;
        SimDuration::from_ms(whole as u64)
    }

    /// Counts how long nothing has happened, which sets the pace. `after_news` is how much of it counts just after news.
    pub fn count_quiet(&mut self, ms: f64, news: bool, idle: bool, after_news: f64) {
        self.quiet_ms = match (news, idle) {
            (true, _) => after_news,
            (false, true) => (self.quiet_ms + ms).min(quiet_while_idle()),
            (false, false) => self.quiet_ms + ms,
        };
        if news {
            self.carry_ms = 0.0;
        }
    }

    /// Simulated time per real time.
    pub fn pace(&self) -> f64 {
        match self.auto {
            true => auto(self.quiet_ms),
            false => SPEEDS[self.speed].0,
        }
    }
}

/// Simulated seconds per real second.
pub const SPEEDS: [(f64, &str); 12] = [
    (1.0, "1×"),
    (2.0, "2×"),
    (4.0, "4×"),
    (8.0, "8×"),
    (20.0, "20×"),
    (60.0, "1 min/s"),
    (300.0, "5 min/s"),
    (1200.0, "20 min/s"),
    (3600.0, "1 h/s"),
    (14_400.0, "4 h/s"),
    (43_200.0, "12 h/s"),
    (86_400.0, "1 day/s"),
];

/// Simulated time per real time, just after something has happened.
const SLOW: f64 = 8.0;
/// How long it stays slow, in real milliseconds.
pub const SLOW_MS: f64 = 2000.0;
/// No faster than a day a second.
const FASTEST: f64 = 86_400.0;
/// Where nothing is to come by itself, time only passes: a minute a second.
const IDLE: f64 = 60.0;

/// The pace after so many real milliseconds in which nothing happened.
pub fn auto(quiet_ms: f64) -> f64 {
    let seconds = (quiet_ms - SLOW_MS).max(0.0) / 1000.0;
    (SLOW * (1.0 + seconds.powi(4))).min(FASTEST)
}

/// The longest quiet that counts while nothing is due: the pace stays where one can follow it.
pub fn quiet_while_idle() -> f64 {
    quiet_of(IDLE)
}

/// The quiet after which the clock has a pace.
fn quiet_of(pace: f64) -> f64 {
    SLOW_MS + 1000.0 * (pace / SLOW - 1.0).max(0.0).sqrt().sqrt()
}

/// Whoever has to act within a time has at least so much of it, in real milliseconds, unless it is very short.
const TO_ACT_MS: f64 = 60_000.0;

/// The longest quiet that counts while somebody has to act within a time.
pub fn quiet_while_urgent(left: SimDuration) -> f64 {
    quiet_of(left.ms() as f64 / TO_ACT_MS)
}

/// The moment after this one: what is reported from then on is new.
pub fn after(time: SimTime) -> SimTime {
    SimTime::from_ms(time.ms() + 1)
}

/// Whether a database is being made that somebody waits for: that takes its time and cannot be hurried.
pub fn is_being_made(db: &DatabaseView) -> bool {
    db.activity.as_ref().is_some_and(|activity| activity.makes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_slow_at_first_and_then_flies() {
        assert_eq!(auto(0.0), 8.0);
        assert_eq!(auto(2000.0), 8.0);
        assert_eq!(auto(4000.0), 8.0 * 17.0);
        assert_eq!(auto(60_000.0), 86_400.0);
        assert!((auto(quiet_while_idle()) - 60.0).abs() < 1e-9);
        let left = |minutes| auto(quiet_while_urgent(SimDuration::from_mins(minutes)));
        assert!((left(10) - 10.0).abs() < 1e-9, "a minute to act in");
        assert_eq!(left(1), SLOW);
    }

    #[test]
    fn the_slider_shows_the_speed_that_the_clock_has_and_goes_on_from_there() {
        let mut clock = Clock::default();
        assert!(clock.auto);
        assert_eq!(SPEEDS[clock.place()].1, "8×");
        clock.quiet_ms = 8000.0;
        let shown = clock.place();
        assert_eq!(SPEEDS[shown].1, "1 h/s");
        clock.set_speed(shown + 1);
        assert_eq!((clock.auto, clock.place()), (false, shown + 1));
    }
}
