//! What is promised on a whiteboard, before there is a design: RTO, RPO and a budget, drawn by a name.

use crate::sim::{Luck, SimDuration, Spread};

/// What an employer might ask for. Not every promise can be kept in every failure: to see which, and to say so, is a part of the answer.
const PROMISES: [Promise; 6] = [
    Promise::new(15, 60, 500),
    Promise::new(240, 300, 200),
    Promise::new(5, 0, 400),
    Promise::new(60, 30, 600),
    Promise::new(2, 0, 500),
    Promise::new(1440, 3600, 150),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    pub rto: SimDuration,
    pub rpo: SimDuration,
    /// Dollars a month.
    pub budget: u32,
}

impl Promise {
    const fn new(minutes: u64, seconds: u64, budget: u32) -> Promise {
        Promise {
            rto: SimDuration::from_mins(minutes),
            rpo: SimDuration::from_secs(seconds),
            budget,
        }
    }

    /// The same for everybody who writes the same name.
    pub fn of(seed: &str) -> Promise {
        let last = PROMISES.len() - 1;
        let lots = Spread::Uniform {
            low: 0.0,
            high: PROMISES.len() as f64,
        };
        let lot = Luck::from_seed(seed).draw(lots, "whiteboard", "promise", 0) as usize;
        PROMISES[lot.min(last)]
    }

    /// A design under a seed, held to it.
    pub fn text(self, seed: &str, design: &str) -> String {
        let (rto, rpo) = (self.rto.ms() / 1000, self.rpo.ms() / 1000);
        let design = design.trim();
        format!("seed {seed}\n{design}\ngoal rto {rto}s\ngoal rpo {rpo}s\n")
    }
}
