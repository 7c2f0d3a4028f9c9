//! Which pieces of the page are drawn at a tick. What the panels tell is found out anew some times a second; if all of them were drawn in
//! that same tick, it would be the dearest by far. So each has a tick of its own, one twentieth of a second after the other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use yew::Html;

/// A piece of the page that moves only when its figures do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Top,
    Side,
    Time,
}

const PIECES: [Piece; 3] = [Piece::Side, Piece::Time, Piece::Top];

/// Whose turn it is.
#[derive(Default)]
pub struct Turns {
    /// Each piece as it was drawn last.
    drawn: RefCell<[Html; PIECES.len()]>,
    /// Those whose figures are of before, the one that waits longest first.
    waiting: VecDeque<Piece>,
    /// The piece that is drawn next, if all are not.
    due: Option<Option<Piece>>,
    /// Whether that was drawn: several things can happen before the page is.
    is_drawn: Cell<bool>,
}

impl Turns {
    /// Something else than time has happened: everything is drawn at once.
    pub fn end(&mut self) {
        self.waiting.clear();
        self.due = None;
        self.is_drawn.set(false);
    }

    /// Time has passed, and the clock runs on. `news`: figures are others than before, and to find them out was work enough.
    pub fn pass(&mut self, news: bool) {
        if !self.is_drawn.replace(false) {
            match self.due {
                None => return,
                Some(before) => before
                    .into_iter()
                    .for_each(|piece| self.waiting.push_front(piece)),
            }
        }
        let rests = news && self.waiting.is_empty();
        let next = if rests {
            None
        } else {
            self.waiting.pop_front()
        };
        if news {
            let others = PIECES.into_iter().filter(|piece| Some(*piece) != next);
            for piece in others {
                if !self.waiting.contains(&piece) {
                    self.waiting.push_back(piece);
                }
            }
        }
        self.due = Some(next);
    }

    /// What was due has been drawn.
    pub fn rest(&self) {
        self.is_drawn.set(true);
    }

    /// Whether any piece was drawn this time.
    pub fn draws_any(&self) -> bool {
        self.due != Some(None)
    }

    /// A piece as it is now, or as it was where it is not its turn.
    pub fn piece(&self, piece: Piece, draw: impl FnOnce() -> Html) -> Html {
        let place = piece as usize;
        if self.due.is_some_and(|due| due != Some(piece)) {
            return self.drawn.borrow()[place].clone();
        }
        let html = draw();
        self.drawn.borrow_mut()[place] = html.clone();
        html
    }
}
