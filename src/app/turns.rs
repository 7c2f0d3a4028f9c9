//! Which pieces of the page are drawn at a tick. What the panels tell is found out anew some times a second; if all of them were drawn in
//! that same tick, it would be the dearest by far. So each has a tick of its own, one twentieth of a second after the other.

use std::collections::VecDeque;

/// A piece of the page that moves only when its figures do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Cards on the stage, and all that stands around them.
    Cards,
    Side,
    Time,
    Top,
}

impl Piece {
    /// In the order in which they are drawn.
    pub const ALL: [Piece; 4] = [Piece::Cards, Piece::Side, Piece::Time, Piece::Top];
}

/// Whose turn it is.
#[derive(Default)]
pub struct Turns {
    /// Those whose figures are of before, the one that waits longest first.
    waiting: VecDeque<Piece>,
    /// The piece that is drawn next, if all are not.
    due: Option<Option<Piece>>,
    /// Whether that was drawn: several things can happen before the page is.
    is_drawn: bool,
}

impl Turns {
    /// Something else than time has happened: everything is drawn at once.
    pub fn end(&mut self) {
        *self = Turns::default();
    }

    /// One piece alone is drawn, or none: the others were, or come later.
    pub fn only(&mut self, piece: Option<Piece>) {
        *self = Turns::default();
        self.due = Some(piece);
    }

    /// Time has passed, and the clock runs on. `news`: figures are others than before, and to find them out was work enough.
    pub fn pass(&mut self, news: bool) {
        if !std::mem::take(&mut self.is_drawn) {
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
            let others = Piece::ALL.into_iter().filter(|piece| Some(*piece) != next);
            for piece in others {
                if !self.waiting.contains(&piece) {
                    self.waiting.push_back(piece);
                }
            }
        }
        self.due = Some(next);
    }

    /// What was due has been drawn.
    pub fn rest(&mut self) {
        self.is_drawn = true;
    }

    /// Whether it is a piece's turn.
    pub fn draws(&self, piece: Piece) -> bool {
        self.due.is_none_or(|due| due == Some(piece))
    }

    /// Whether it is any piece's turn.
    pub fn draws_any(&self) -> bool {
        self.due != Some(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What happens to the page.
    #[derive(Clone, Copy, Debug)]
    enum Happens {
        Tick { news: bool },
        Press,
        Drawing,
    }

    fn happenings() -> impl Strategy<Value = Vec<Happens>> {
        let one = prop_oneof![
            4 => any::<bool>().prop_map(|news| Happens::Tick { news }),
            1 => Just(Happens::Press),
            4 => Just(Happens::Drawing),
        ];
        proptest::collection::vec(one, 0..60)
    }

    proptest! {
        /// Whatever happens before it: once ticks bring no more news, every piece shows the last of it after a tick for each.
        #[test]
        fn every_piece_comes_to_show_what_is_so(happenings in happenings()) {
            let mut turns = Turns::default();
            // The latest news, and of which each piece is.
            let (mut latest, mut shown) = (1, [0; Piece::ALL.len()]);
            let quiet = [Happens::Tick { news: false }, Happens::Drawing];
            let quiet = quiet.into_iter().cycle().take(2 * Piece::ALL.len());
            for one in happenings.into_iter().chain([Happens::Drawing]).chain(quiet) {
                match one {
                    Happens::Tick { news } => {
                        latest += u32::from(news);
                        turns.pass(news);
                    }
                    Happens::Press => {
                        latest += 1;
                        turns.end();
                    }
                    Happens::Drawing => {
                        for piece in Piece::ALL.into_iter().filter(|piece| turns.draws(*piece)) {
                            shown[piece as usize] = latest;
                        }
                        turns.rest();
                    }
                }
            }
            prop_assert_eq!(shown, [latest; Piece::ALL.len()]);
        }
    }

    #[test]
    fn a_tick_draws_one_piece_and_a_press_all_even_if_a_tick_follows_it() {
        let mut turns = Turns::default();
        let drawn = |turns: &mut Turns| {
            let due = Piece::ALL.into_iter().filter(|piece| turns.draws(*piece));
            let due = due.count();
            turns.rest();
            due
        };
        assert_eq!(drawn(&mut turns), 4);
        let news = [true, false, false, false, false, false].map(|news| {
            turns.pass(news);
            drawn(&mut turns)
        });
        assert_eq!(news, [0, 1, 1, 1, 1, 0]);
        turns.end();
        turns.pass(true);
        assert_eq!(drawn(&mut turns), 4);
    }
}
