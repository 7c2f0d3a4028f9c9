//! Which pieces of the page are drawn when. What the panels tell is found out anew some times a second; if all of them were drawn in
//! the tick that finds it out, that would be the dearest by far. So a tick moves the tapes alone, and between two ticks one piece has its turn.

/// A piece of the page that stays as it is until it is drawn again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The tapes on the stage, which move with every tick, and the orders as they come.
    Tapes,
    /// Cards on the stage, and all that stands around them.
    Cards,
    Side,
    Time,
    Top,
}

impl Piece {
    /// In the order in which they are drawn.
    pub const ALL: [Piece; 5] = [
        Piece::Tapes,
        Piece::Cards,
        Piece::Side,
        Piece::Time,
        Piece::Top,
    ];
    /// Those that move only when figures do.
    const CALM: [Piece; 4] = [Piece::Cards, Piece::Side, Piece::Time, Piece::Top];
}

/// Whose turn it is.
#[derive(Default)]
pub struct Turns {
    /// Those whose figures are of before, the one that waits longest first.
    waiting: Vec<Piece>,
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

    /// One piece alone is drawn, or none: the others were, or come later. Where something has happened that is yet to be drawn, all are.
    pub fn only(&mut self, piece: Option<Piece>) {
        if self.draws_all() {
            return;
        }
        *self = Turns::default();
        self.due = Some(piece);
    }

    /// Time has passed, and the clock runs on: tapes move. `news`: figures are others than before.
    pub fn pass(&mut self, news: bool) {
        if self.draws_all() {
            return;
        }
        if news {
            for piece in Piece::CALM {
                if !self.waiting.contains(&piece) {
                    self.waiting.push(piece);
                }
            }
        }
        (self.due, self.is_drawn) = (Some(Some(Piece::Tapes)), false);
    }

    /// Whether everything is still to be drawn.
    fn draws_all(&self) -> bool {
        self.due.is_none() && !self.is_drawn
    }

    /// Whether a piece waits for its turn.
    pub fn awaited(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Between two ticks the piece that waits longest has its turn. Tells whether there is one, and what was due before is drawn.
    pub fn take(&mut self) -> bool {
        let next = self.waiting.first().copied().filter(|_| self.is_drawn);
        if next.is_some() {
            (self.due, self.is_drawn) = (Some(next), false);
        }
        next.is_some()
    }

    /// What was due has been drawn.
    pub fn rest(&mut self) {
        self.is_drawn = true;
        if let Some(Some(piece)) = self.due {
            self.waiting.retain(|other| *other != piece);
        }
    }

    /// Whether it is a piece's turn. Cards come with their tapes.
    pub fn draws(&self, piece: Piece) -> bool {
        self.due.is_none_or(|due| {
            due == Some(piece) || due == Some(Piece::Cards) && piece == Piece::Tapes
        })
    }

    /// Whether no more is drawn than tapes.
    pub fn draws_tapes_at_most(&self) -> bool {
        matches!(self.due, Some(None | Some(Piece::Tapes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What happens to the page.
    #[derive(Clone, Copy, Debug)]
    enum Happens {
        Tick {
            news: bool,
        },
        /// Half a tick has passed.
        Between,
        Press,
        Drawing,
    }

    fn happenings() -> impl Strategy<Value = Vec<Happens>> {
        let one = prop_oneof![
            4 => any::<bool>().prop_map(|news| Happens::Tick { news }),
            3 => Just(Happens::Between),
            1 => Just(Happens::Press),
            4 => Just(Happens::Drawing),
        ];
        proptest::collection::vec(one, 0..60)
    }

    /// What is drawn now.
    fn drawn(turns: &mut Turns) -> Vec<Piece> {
        let due = Piece::ALL.into_iter().filter(|piece| turns.draws(*piece));
        let due = due.collect();
        turns.rest();
        due
    }

    /// A list came, and before that was drawn so did the next piece of a page that arrives: what stood there already spoke of before.
    #[test]
    fn a_piece_that_comes_keeps_no_news_from_the_others() {
        let mut turns = Turns::default();
        drawn(&mut turns);
        turns.end();
        turns.only(Some(Piece::Time));
        assert_eq!(drawn(&mut turns), Piece::ALL);
        turns.only(Some(Piece::Time));
        assert_eq!(drawn(&mut turns), [Piece::Time]);
    }

    proptest! {
        /// Whatever happens before it: once ticks bring no more news, every piece shows the last of it after a tick for each.
        #[test]
        fn every_piece_comes_to_show_what_is_so(happenings in happenings()) {
            let mut turns = Turns::default();
            // The latest news, and of which each piece is.
            let (mut latest, mut shown) = (1, [0; Piece::ALL.len()]);
            let quiet = [Happens::Tick { news: false }, Happens::Drawing, Happens::Between, Happens::Drawing];
            let quiet = quiet.into_iter().cycle().take(4 * Piece::ALL.len());
            for one in happenings.into_iter().chain([Happens::Drawing]).chain(quiet) {
                match one {
                    Happens::Tick { news } => {
                        latest += u32::from(news);
                        turns.pass(news);
                    }
                    Happens::Between => {
                        turns.take();
                    }
                    Happens::Press => {
                        latest += 1;
                        turns.end();
                    }
                    Happens::Drawing => {
                        for piece in drawn(&mut turns) {
                            shown[piece as usize] = latest;
                        }
                    }
                }
            }
            prop_assert_eq!(shown, [latest; Piece::ALL.len()]);
            prop_assert!(!turns.awaited());
        }
    }

    #[test]
    fn a_tick_moves_tapes_and_one_piece_is_drawn_between_two() {
        let mut turns = Turns::default();
        assert_eq!(drawn(&mut turns), Piece::ALL);
        turns.pass(true);
        assert_eq!(drawn(&mut turns), [Piece::Tapes]);
        let mut between = Vec::new();
        while turns.take() {
            between.push(drawn(&mut turns));
            turns.pass(false);
            assert_eq!(drawn(&mut turns), [Piece::Tapes]);
        }
        let cards = vec![Piece::Tapes, Piece::Cards];
        assert_eq!(
            between,
            [
                cards,
                vec![Piece::Side],
                vec![Piece::Time],
                vec![Piece::Top]
            ]
        );
    }

    #[test]
    fn after_a_press_everything_is_drawn_even_if_a_tick_follows_it() {
        let mut turns = Turns::default();
        turns.rest();
        turns.pass(true);
        turns.end();
        turns.pass(true);
        assert!(!turns.take());
        assert_eq!(drawn(&mut turns), Piece::ALL);
    }
}
