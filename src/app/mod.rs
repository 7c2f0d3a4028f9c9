//! The page without its browser: what it shows and how it reacts, as plain data and functions.
//!
//! It deliberately lacks timers, storage and the DOM: `update` answers with effects, and `ui` carries them out.
//!
//! Its files stand above each other. From the bottom to the top:
//! 1. What each screen knows and can be asked: `author/draft`, `course/known`, `game/play`, `lesson/play`, `tour`, `window`, `notice`.
//! 2. What holds it all: `state`, `msg`, `effect`.
//! 3. `look` draws; `follow` looks again and lets a lesson's step end.
//! 4. What screens have in common: `act` runs a line, `playing` starts and stops the clock, `enter` and `sandbox` change the run.
//! 5. The screens, each with its `react`; `navigate` leads from one to another.
//!    What they show stands beside them, as functions from what they know to parts (`part`): `lesson/shown`, `game/choices`, `side/`.
//! 6. `update`, which alone knows them all, and which none of them imports.

mod act;
#[cfg(test)]
mod agree_tests;
pub mod announce;
mod ask;
pub mod author;
mod carry;
mod clock;
mod confirm;
pub mod course;
pub mod describe;
mod drawn;
mod effect;
mod enter;
pub mod faults;
#[cfg(test)]
pub mod fixture;
mod follow;
pub mod frame;
pub mod game;
pub mod home;
pub mod icon;
pub mod lane;
pub mod lesson;
mod look;
pub mod lost;
mod msg;
pub mod navigate;
#[cfg(test)]
mod navigate_tests;
mod notice;
mod opening;
pub mod operations;
mod pace;
pub mod part;
mod playing;
pub mod progress;
pub mod reader;
mod route;
pub mod run;
mod sandbox;
pub mod say;
pub mod share;
#[cfg(test)]
mod shown_tests;
pub mod side;
pub mod stage;
pub mod starts;
mod state;
pub mod style;
pub mod tape;
#[cfg(test)]
mod tests;
pub mod thing;
pub mod ticker;
pub mod timeline;
mod todo;
pub mod tour;
pub mod tour_guide;
mod tour_update;
mod update;
pub mod verdict;
#[cfg(test)]
mod walk_tests;
pub mod ways;
mod window;
mod wires;
pub mod words;

pub use drawn::{Calm, Drawn};
pub use effect::Effect;
pub use lesson::{LessonMsg, LessonSource};
pub use msg::{Msg, TerminalMsg};
pub use notice::{Door, Notice};
pub use pace::SPEEDS;
pub use route::Route;
pub use sandbox::LAST_VISIT;
pub use state::State;
pub use tour::TourMsg;
pub use update::update;
pub use window::{Exchange, Menu, Screen, Tab, Terminal, Theme};
