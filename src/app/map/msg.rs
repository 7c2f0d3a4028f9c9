//! What the map can be told.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapMsg {
    /// One trial more.
    GoOn(u32),
    /// The design on the whiteboard is held to what is promised there.
    Judge,
    /// A map of what stands on the stage, instead of the one that was left for it.
    OfStage,
}
