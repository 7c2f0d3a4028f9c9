//! The page without its browser: what it shows and how it reacts, as plain data and functions.
//!
//! It deliberately lacks timers, storage and the DOM: `update` answers with effects, and `ui` carries them out.
//!
//! A message is reacted to, then what follows from it follows, then all is drawn; each is done once (`update`). A screen changes
//! what is its own, and returns what it asks for of the rest (`ask`). Its files stand above each other, from the bottom to the top:
//! 1. What each screen knows and can be asked: `author/draft`, `course/known`, `game/play`, `lesson/play`, `tour`, `window`,
//!    `pace` (the clock), `notice`, `msg`, `effect`; and `drawn`, what all of it comes to on the page.
//! 2. `ask`, what a screen may ask of the page.
//! 3. The screens, each with its `react`, and what they share: `opening`, `sandbox`, `confirm`.
//!    What they show stands beside them, as functions from what they know to parts (`part`): `lesson/shown`, `game/choices`, `side/`.
//! 4. The loop, which alone knows the whole `state`: `navigate` leads from one screen to another; `carry`, `act` and `enter` do what
//!    was asked; `follow` lets a lesson's step end; `look` draws, and changes nothing; `update` calls them.

mod act;
#[cfg(test)]
mod agree_tests;
pub mod announce;
pub mod around;
mod ask;
mod asked;
pub mod author;
#[cfg(test)]
mod auto_tests;
pub mod bands;
pub mod branch;
pub mod cards;
mod carry;
pub mod class;
mod class_update;
mod clock;
mod confirm;
#[cfg(test)]
mod copies_tests;
pub mod course;
pub mod describe;
mod downtime;
mod drawn;
mod effect;
mod enter;
pub mod faults;
mod first_minute;
#[cfg(test)]
pub mod fixture;
mod follow;
mod foresee;
pub mod fork;
pub mod game;
pub mod glossary;
pub mod guide;
mod handed_over;
mod hold;
#[cfg(test)]
mod hold_tests;
pub mod home;
pub mod icon;
pub mod interview;
mod kept;
pub mod lag;
mod landing;
pub mod lane;
mod led;
pub mod lesson;
mod lesson_update;
mod look;
pub mod lost;
pub mod map;
mod msg;
pub mod named;
pub mod navigate;
#[cfg(test)]
mod navigate_tests;
mod notice;
mod opening;
pub mod operations;
mod outages;
mod pace;
pub mod part;
mod possible;
pub mod present;
mod present_update;
pub mod progress;
mod proxy;
pub mod reader;
pub mod recap;
mod recap_update;
pub mod restore;
#[cfg(test)]
mod restore_tests;
mod route;
pub mod run;
#[cfg(test)]
mod said_tests;
mod sandbox;
pub mod say;
mod sentences;
pub mod share;
mod shared;
#[cfg(test)]
mod shared_tests;
mod showing;
#[cfg(test)]
mod shown_tests;
pub mod side;
pub mod stage;
pub mod starts;
mod state;
pub mod style;
mod take_over;
pub mod tape;
mod terminal_update;
#[cfg(test)]
mod tests;
pub mod thing;
pub mod ticker;
pub mod timeline;
mod todo;
pub mod toll;
mod tongue;
pub mod tour;
pub mod tour_guide;
mod tour_update;
mod turn;
pub mod turns;
mod update;

pub mod verdict;
#[cfg(test)]
mod walk_tests;
pub mod ways;
mod window;
mod window_update;
pub mod wires;
pub mod words;

pub use drawn::{Calm, Drawn};
pub use effect::Effect;
pub use first_minute::is_of_first_minute;
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
