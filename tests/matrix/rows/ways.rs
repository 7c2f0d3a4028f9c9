//! The ways out that an operator takes from one failure as from another.

use crate::cell::{Proof, by_hand};
use crate::common::{R, S};
use crate::design::{
    A_DAY, A_DELAYED_PROMOTION, A_PROMOTION, A_RESTORE, A_SNAPSHOTS_RESTORE, AFAR, FIVE_MINUTES,
    ITS_LAG, ITS_LAG_AFAR, PROMOTE, PROMOTE_AFAR, RESTORE, RESTORE_AFAR, delayed, with_copy,
};

/// To the replica of the same Region.
pub fn promoted(strikes: &str) -> Proof {
    by_hand(R, strikes, &PROMOTE, "promoting", A_PROMOTION).losing(ITS_LAG)
}

/// To the replica of another Region.
pub fn promoted_afar(strikes: &str) -> Proof {
    by_hand(AFAR, strikes, &PROMOTE_AFAR, "promoting", A_PROMOTION).losing(ITS_LAG_AFAR)
}

/// To the replica that applies an hour late.
pub fn promoted_late(strikes: &str) -> Proof {
    by_hand(
        &delayed(),
        strikes,
        &PROMOTE,
        "promoting",
        A_DELAYED_PROMOTION,
    )
    .losing(ITS_LAG)
}

/// To a new instance, from automated backups.
pub fn restored(strikes: &str) -> Proof {
    by_hand(S, strikes, &RESTORE, "restoring", A_RESTORE).losing(FIVE_MINUTES)
}

/// To a new instance in another Region, from the snapshot that was copied there.
pub fn restored_afar(strikes: &str) -> Proof {
    by_hand(
        &with_copy(),
        strikes,
        &RESTORE_AFAR,
        "restoring",
        A_SNAPSHOTS_RESTORE,
    )
    .losing(A_DAY)
}
