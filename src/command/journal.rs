//! `failover-lab journal`: replays a transcript and prints what was reported.

use crate::command::input::Input;
use crate::command::{BadInput, Done, Status};
use failover_lab::language::{Outcome, for_each_journal_line, reply_lines};

/// Replay a transcript and print everything that was reported, its quiet history included
#[derive(clap::Args)]
pub struct Journal {
    #[command(flatten)]
    input: Input,
    /// Add each command, with what the AWS CLI would print
    #[arg(long)]
    replies: bool,
}

impl Journal {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let session = self.input.run()?;
        let mut text = String::new();
        let mut commands = match self.replies {
            true => session.outcomes(),
            false => &[],
        }
        .iter()
        .peekable();
        for_each_journal_line(&session, |at, line| {
            while let Some(command) = commands.next_if(|command| command.at <= at) {
                text.push_str(&told(command));
            }
            text.push_str(line);
            text.push('\n');
        });
        text.extend(commands.map(told));
        Ok(Done {
            text,
            status: Status::Done,
        })
    }
}

/// A command as it was typed, and what the AWS CLI would print.
fn told(command: &Outcome) -> String {
    let at = command.at.to_string();
    let printed = match &command.result {
        Ok(reply) => reply_lines(reply),
        Err(refusal) => format!("    {refusal}\n"),
    };
    format!("{at:<14} $ {}\n{printed}", command.text)
}
