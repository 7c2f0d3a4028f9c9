//! A running fingerprint of what happened, to compare runs across machines.

use fnv::FnvHasher;
use std::fmt;
use std::hash::Hasher;

/// FNV-1a over lines of text: the same on every machine.
#[derive(Default)]
pub struct Digest(FnvHasher);

impl Digest {
    pub fn add(&mut self, line: &str) {
        self.0.write(line.as_bytes());
        self.0.write(b"\n");
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0.finish())
    }
}
