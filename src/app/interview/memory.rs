//! When a question is asked again: FSRS 6 with its published default parameters, as py-fsrs 6.3 schedules with one step of ten
//! minutes for learning and for relearning, for nine in ten to be remembered.

use libm::{exp, pow};

/// The default parameters of FSRS 6.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const AGAIN: f64 = 1.0;
const GOOD: f64 = 3.0;
const EASY: f64 = 4.0;
const DAY: u64 = 86_400;
/// What was missed is asked again after so many seconds.
const STEP: u64 = 600;
/// No longer than a hundred years, in days.
const LONGEST: f64 = 36_500.0;

/// How well a question is remembered, and when it is due; times are in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Memory {
    /// In days: after so many, nine in ten are remembered.
    stability: f64,
    /// From 1 to 10.
    difficulty: f64,
    asked_at: u64,
    pub due: u64,
}

impl Memory {
    /// After the first time.
    pub fn first(had: bool, at: u64) -> Memory {
        let grade = grade(had);
        let stability = if had { W[2] } else { W[0] };
        Memory::after(had, at, stability, within(first_difficulty(grade)))
    }

    /// After another time.
    pub fn again(self, had: bool, at: u64) -> Memory {
        let days = at.saturating_sub(self.asked_at) / DAY;
        let stability = match (days, had) {
            (0, _) => self.on_the_same_day(had),
            (days, false) => self.when_missed(self.retrievability(days)),
            (days, true) => self.when_had(self.retrievability(days)),
        };
        let change = -W[6] * (grade(had) - GOOD);
        let damped = self.difficulty + (10.0 - self.difficulty) * change / 9.0;
        let difficulty = W[7] * first_difficulty(EASY) + (1.0 - W[7]) * damped;
        Memory::after(had, at, stability.max(0.001), within(difficulty))
    }

    #[cfg(test)]
    pub fn stability(self) -> f64 {
        self.stability
    }

    #[cfg(test)]
    pub fn difficulty(self) -> f64 {
        self.difficulty
    }

    fn after(had: bool, at: u64, stability: f64, difficulty: f64) -> Memory {
        let days = stability.round_ties_even().clamp(1.0, LONGEST);
        let pause = if had { days as u64 * DAY } else { STEP };
        Memory {
            stability,
            difficulty,
            asked_at: at,
            due: at + pause,
        }
    }

    /// How likely it is remembered after so many whole days.
    fn retrievability(self, days: u64) -> f64 {
        let factor = pow(0.9, -1.0 / W[20]) - 1.0;
        pow(1.0 + factor * days as f64 / self.stability, -W[20])
    }

    fn on_the_same_day(self, had: bool) -> f64 {
        let growth = exp(W[17] * (grade(had) - 3.0 + W[18])) * pow(self.stability, -W[19]);
        self.stability * if had { growth.max(1.0) } else { growth }
    }

    fn when_missed(self, remembered: f64) -> f64 {
        let long = W[11]
            * pow(self.difficulty, -W[12])
            * (pow(self.stability + 1.0, W[13]) - 1.0)
            * exp((1.0 - remembered) * W[14]);
        long.min(self.stability / exp(W[17] * W[18]))
    }

    fn when_had(self, remembered: f64) -> f64 {
        let growth = exp(W[8])
            * (11.0 - self.difficulty)
            * pow(self.stability, -W[9])
            * (exp((1.0 - remembered) * W[10]) - 1.0);
        self.stability * (1.0 + growth)
    }
}

fn grade(had: bool) -> f64 {
    if had { GOOD } else { AGAIN }
}

fn first_difficulty(grade: f64) -> f64 {
    W[4] - exp(W[5] * (grade - 1.0)) + 1.0
}

fn within(difficulty: f64) -> f64 {
    difficulty.clamp(1.0, 10.0)
}
