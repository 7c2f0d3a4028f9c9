//! Stretches of an application's writes on a timeline.

use crate::cloud::AppId;
use crate::sim::SimTime;

/// A stretch of an application's writes: those that it attempted from `from` until before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub app: AppId,
    pub from: SimTime,
    pub to: SimTime,
}

impl Stretch {
    /// What two stretches of one application share.
    pub fn overlap(&self, other: &Stretch) -> Option<Stretch> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (self.app == other.app && from < to).then_some(Stretch {
            app: self.app,
            from,
            to,
        })
    }

    /// What is left of this stretch when `others` are taken away.
    pub fn minus<'a>(&self, others: impl IntoIterator<Item = &'a Stretch>) -> Vec<Stretch> {
        let mut left = vec![*self];
        for other in others.into_iter().filter(|other| other.app == self.app) {
            left = left
                .into_iter()
                .flat_map(|part| {
                    let before = Stretch {
                        to: part.to.min(other.from),
                        ..part
                    };
                    let after = Stretch {
                        from: part.from.max(other.to),
                        ..part
                    };
                    [before, after]
                        .into_iter()
                        .filter(|piece| piece.from < piece.to)
                })
                .collect();
        }
        left
    }
}
