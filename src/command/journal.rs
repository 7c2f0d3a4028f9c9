//! `failover-lab journal`: replays a transcript and prints what was reported.

use crate::command::input::Input;
use crate::command::{BadInput, Done, Status};
use failover_lab::language::for_each_journal_line;

/// Replay a transcript and print everything that was reported, its quiet history included
#[derive(clap::Args)]
pub struct Journal {
    #[command(flatten)]
    input: Input,
}

impl Journal {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let session = self.input.run()?;
        let mut text = String::new();
        for_each_journal_line(&session, |line| {
            text.push_str(line);
            text.push('\n');
        });
        Ok(Done {
            text,
            status: Status::Done,
        })
    }
}
