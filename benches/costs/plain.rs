//! What a plain simulation does: components that fail and are repaired, all of it events on a binary heap.
//!
//! It deliberately lacks everything else: nobody connects, nothing is written, lost, restored, claimed or paid.

use rand_distr::{Distribution, Exp};
use rand_pcg::Pcg64;
use rand_pcg::rand_core::SeedableRng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

pub const COMPONENTS: u32 = 20;
pub const UP_HOURS: f64 = 1000.0;
pub const DOWN_HOURS: f64 = 1.0;

const HOUR_MS: f64 = 3_600_000.0;
const DAY_MS: u64 = 86_400_000;
const UPLOAD_MS: u64 = 300_000;
const YEAR_MS: u64 = 365 * DAY_MS;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Fails,
    Repaired,
    Backup,
    Upload,
}

/// Lets a year pass; tells for how long components were down, and how many backups and uploads there were.
pub fn year(number: u64, with_uploads: bool) -> u64 {
    let mut random = Pcg64::seed_from_u64(number);
    let up = Exp::new(1.0 / (UP_HOURS * HOUR_MS)).expect("the rate is positive");
    let down = Exp::new(1.0 / (DOWN_HOURS * HOUR_MS)).expect("the rate is positive");
    let mut draw = |spread: &Exp<f64>| spread.sample(&mut random) as u64;
    let mut queue = BinaryHeap::new();
    for component in 0..COMPONENTS {
        queue.push(Reverse((draw(&up), component, Event::Fails)));
        queue.push(Reverse((DAY_MS, component, Event::Backup)));
        if with_uploads {
            queue.push(Reverse((UPLOAD_MS, component, Event::Upload)));
        }
    }
    let mut is_up = [true; COMPONENTS as usize];
    let (mut down_ms, mut done) = (0, 0);
    while let Some(mut next) = queue.peek_mut() {
        let Reverse((now, component, event)) = *next;
        if now >= YEAR_MS {
            PeekMut::pop(next);
            continue;
        }
        let up_now = &mut is_up[component as usize];
        let (later, what) = match event {
            Event::Fails => {
                *up_now = false;
                let lasts = draw(&down);
                down_ms += lasts;
                (lasts, Event::Repaired)
            }
            Event::Repaired => {
                *up_now = true;
                (draw(&up), Event::Fails)
            }
            Event::Backup => {
                done += u64::from(*up_now);
                (DAY_MS, Event::Backup)
            }
            Event::Upload => {
                done += u64::from(*up_now);
                (UPLOAD_MS, Event::Upload)
            }
        };
        *next = Reverse((now + later, component, what));
    }
    down_ms + done
}
