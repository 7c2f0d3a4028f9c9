//! A command as it was written: its verb, then targets and options in their order.

use crate::grammar::verb::Verb;
use crate::grammar::word::quoted;
use std::fmt;

/// A command whose words fit its verb.
#[derive(Clone, Debug)]
pub struct Call {
    pub verb: &'static Verb,
    pub args: Vec<Arg>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Target(String),
    Option { name: String, values: Vec<String> },
}

impl PartialEq for Call {
    fn eq(&self, other: &Call) -> bool {
        self.verb.path == other.verb.path && self.args == other.args
    }
}

impl Eq for Call {}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.verb.path)?;
        for arg in &self.args {
            match arg {
                Arg::Target(word) => write!(f, " {}", quoted(word))?,
                Arg::Option { name, values } => {
                    write!(f, " {name}")?;
                    for value in values {
                        write!(f, " {}", quoted(value))?;
                    }
                }
            }
        }
        Ok(())
    }
}
