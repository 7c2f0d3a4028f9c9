//! The pieces of the page as they were drawn last: whoever's turn it is not stays as it was.

pub use crate::app::turns::Piece;
use crate::app::turns::Turns;
use std::cell::RefCell;
use yew::Html;

#[derive(Default)]
pub struct Pieces {
    pub turns: Turns,
    drawn: RefCell<[Html; Piece::ALL.len()]>,
}

impl Pieces {
    /// A piece as it is now, or as it was where it is not its turn.
    pub fn piece(&self, piece: Piece, draw: impl FnOnce() -> Html) -> Html {
        let place = piece as usize;
        if !self.turns.draws(piece) {
            return self.drawn.borrow()[place].clone();
        }
        let html = draw();
        self.drawn.borrow_mut()[place] = html.clone();
        html
    }
}
