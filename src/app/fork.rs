//! Where the word of a fork stands on a tape: beneath it, as the flags of marks do, and out of their way.

/// What stands further left than this has its flag on the right, where there is room.
pub const EARLY: f64 = 0.32;

/// How much of the narrowest tape a flag takes.
const FLAG: f64 = 0.5;

/// The same of the word, with the gap to its line.
const WORD: f64 = 0.22;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Middle,
    Before,
    After,
    /// Over the tape, for all else is taken.
    Above,
}

/// The first place that no flag of the marks reaches, which stand at these places.
pub fn side(fork: f64, flagged: &[f64]) -> Side {
    let is_free = |from: f64, to: f64| {
        let mut flags = flagged.iter().map(|at| match *at < EARLY {
            true => (*at, at + FLAG),
            false => (at - FLAG, *at),
        });
        !flags.any(|(start, end)| start < to && from < end)
    };
    match () {
        () if is_free(fork - WORD / 2.0, fork + WORD / 2.0) => Side::Middle,
        () if is_free(fork - WORD, fork) => Side::Before,
        () if is_free(fork, fork + WORD) => Side::After,
        () => Side::Above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_keeps_clear_of_every_flag() {
        assert_eq!(side(0.4, &[]), Side::Middle);
        assert_eq!(side(0.2, &[0.9]), Side::Middle);
        // A flag that leads to the right begins at its mark, one that leads to the left ends there.
        assert_eq!(side(0.25, &[0.3]), Side::Before);
        assert_eq!(side(0.55, &[0.5]), Side::After);
        // Nothing beneath the tape is free between a flag's ends.
        assert_eq!(side(0.24, &[0.42]), Side::Above);
        assert_eq!(side(0.3, &[0.1]), Side::Above);
    }
}
