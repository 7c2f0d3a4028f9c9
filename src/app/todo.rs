//! What is left to do once a message has been reacted to: each is done once, however often it was asked for.

use crate::app::effect::Effect;
use crate::app::landing::{Landing, News};

#[derive(Debug, Default)]
pub struct Todo {
    /// All is looked at anew: a step of a lesson may end, and everything is drawn.
    pub look: bool,
    /// Time went on otherwise than by the clock: the newest orders are shown.
    pub leapt: bool,
    /// The run is kept where it belongs.
    pub keep: bool,
    /// Where the page comes to stand.
    pub landing: Option<Landing>,
    /// What has come into the world, by the id of where it stands on the stage.
    pub news: Option<News>,
    /// What the live region says in the place of what has changed.
    pub said: Option<String>,
    /// Whether the clock stopped because it is the learner's turn, which is said too.
    pub turn: bool,
    pub effects: Vec<Effect>,
}
