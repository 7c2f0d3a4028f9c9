//! The pieces of the page as they were drawn last: whoever's turn it is not stays as it was, and is not even looked at.

pub use crate::app::turns::Piece;
use crate::app::turns::Turns;
use crate::ui::stage::Still;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use yew::prelude::*;

#[derive(Default)]
pub struct Pieces {
    pub turns: Turns,
    drawn: RefCell<[Html; Piece::ALL.len()]>,
    /// What of the stage does not move with every tick.
    pub still: RefCell<Option<Still>>,
    /// Until the next piece has its turn.
    between: Option<Timeout>,
}

impl Pieces {
    /// A piece as it is now, or as it was where it is not its turn.
    pub fn piece(&self, piece: Piece, draw: impl FnOnce() -> Html) -> Html {
        let place = piece as usize;
        if !self.turns.draws(piece) {
            return self.drawn.borrow()[place].clone();
        }
        let html = kept(draw());
        self.drawn.borrow_mut()[place] = html.clone();
        html
    }

    /// Where a piece waits for its turn, `tell` is called after so many milliseconds: it is then to be taken.
    pub fn wait(&mut self, ms: u32, tell: impl FnOnce() + 'static) {
        if self.between.is_none() && self.turns.awaited() {
            self.between = Some(Timeout::new(ms, tell));
        }
    }

    /// The piece that waits longest has its turn now. Tells whether there is one.
    pub fn take(&mut self) -> bool {
        self.between = None;
        self.turns.take()
    }
}

thread_local! {
    static MADE: Cell<u32> = const { Cell::new(0) };
}

/// What stays as it is for as long as this very one is shown: nobody looks into it again.
pub fn kept(html: Html) -> Html {
    MADE.set(MADE.get().wrapping_add(1));
    html! { <Kept {html} made={MADE.get()} /> }
}

#[derive(Properties)]
pub struct Props {
    html: Html,
    /// No two that were kept have one number.
    made: u32,
}

impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        self.made == other.made
    }
}

#[component]
pub fn Kept(props: &Props) -> Html {
    props.html.clone()
}
