//! A learner who presses the buttons of a step in whatever order.

use super::learner_tests::{Learner, PATIENCE_MS};
use super::*;
use crate::app::Msg;
use std::collections::BTreeSet;

/// In which order the buttons of a step are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they stand there.
    Down,
    /// From the last to the first.
    Up,
    /// As they stand there, each twice at once.
    Twice,
    /// As they stand there, all at once.
    AtOnce,
    /// In an order drawn by this number.
    Drawn(u64),
    /// First the ways out that the verdict offers, each as soon as it can be taken.
    WaysFirst,
}

impl Learner {
    /// Presses each button of the present step once, whatever comes of it, while the step lasts.
    pub fn disturb(&mut self, order: Order) {
        self.answer();
        let count = self.state.drawn.guide.offers.len();
        let mut places: Vec<usize> = (0..count).collect();
        match order {
            Order::Up => places.reverse(),
            Order::Drawn(number) => shuffle(&mut places, number),
            Order::WaysFirst => self.take_ways(),
            Order::Down | Order::Twice | Order::AtOnce => {}
        }
        for place in places {
            for _ in 0..if order == Order::Twice { 2 } else { 1 } {
                if !self.play().is_done() {
                    self.press(Msg::Lesson(LessonMsg::Do(place)));
                }
            }
            if order != Order::AtOnce {
                self.watch(PATIENCE_MS);
            }
        }
        self.watch(PATIENCE_MS);
    }

    /// Takes the ways out that stand in the verdict, in their order, while the step lasts.
    fn take_ways(&mut self) {
        let mut taken = BTreeSet::new();
        for _ in 0..20 {
            let ways = self.state.drawn.calm.ways.iter();
            let mut free = ways.filter(|(way, why)| why.is_none() && !taken.contains(&way.line));
            let line = free.find_map(|(way, _)| way.line.clone());
            if self.play().is_done() || line.is_none() && !self.state.drawn.guide.goes_on {
                return;
            }
            if let Some(line) = line {
                taken.insert(Some(line.clone()));
                self.press(Msg::Act(line));
            }
            let forward = Msg::Lesson(LessonMsg::FastForward);
            if !self.state.clock.playing && self.offers_to(&forward) {
                self.press(forward);
            }
            self.watch(PATIENCE_MS);
        }
    }
}

/// Another order, by a number.
fn shuffle(places: &mut [usize], mut number: u64) {
    for last in (1..places.len()).rev() {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        places.swap(last, (number >> 33) as usize % (last + 1));
    }
}
