//! Judging: what caused a trouble, who is touched, what is waited for, what is lost, when all are well again.

pub(in crate::world) mod account;
mod claim;
mod deed;
mod known;
mod loss;
mod recovery;
mod wait;
mod wrong_data;
