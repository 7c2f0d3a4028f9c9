//! Bytes of a volume are spoiled beneath the engine: no statement did it, so no replica hears of it. What is made block by block is
//! spoiled too: the standby, and every snapshot from then on.

use super::{Effect, invalid};
use crate::cloud::{Amount, CommandError, Fault, FaultKind, FaultOption, Reach, Target, numbers};
use crate::world::state::World;

/// How many rows the bytes hold: [`numbers::BLOCK_CORRUPTION_ROWS`] unless told.
const ROWS: FaultOption = FaultOption {
    name: "--rows",
    takes: Amount::Count {
        default: None,
        largest: u64::MAX,
    },
};

pub static KIND: FaultKind = FaultKind {
    name: "block-corruption",
    title: "Spoil blocks of the volume",
    noun: "spoiled block",
    heading: "Block corruption",
    meaning: "Bytes of the volume are spoiled. The standby and later snapshots bear it, a read replica does not.",
    targets: &[Target::Database],
    lasts: false,
    options: &[ROWS, FaultOption::NOTICED_AFTER],
    reach: Reach::Blocks,
    button: "--rows 200",
    menu: 10,
    rare: true,
    held_off: None,
    yearly: None,
};

pub(super) fn strike(world: &World, fault: &Fault) -> Result<Effect, CommandError> {
    let database = fault.database();
    let key = world.db_named(&database)?;
    let tape = world.tape(key);
    let Some((tape, blocks)) = tape.and_then(|tape| Some((tape, tape.blocks?))) else {
        return invalid(format!("{database} holds no blocks that could be spoiled"));
    };
    let default = world.cx.numbers.value(&numbers::BLOCK_CORRUPTION_ROWS) as u64;
    let rows = fault.count(&ROWS).unwrap_or(default);
    let what = fault.kind.noun;
    Ok(Effect::strikes(move |world| {
        Some(world.cx.tapes.spoil(tape, blocks, rows, what))
    }))
}
