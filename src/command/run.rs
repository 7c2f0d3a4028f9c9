//! `failover-lab run`: replays a transcript and prints its incident report.

use crate::command::input::Input;
use crate::command::{BadInput, Done, Status};
use failover_lab::language::Session;
use failover_lab::lesson::game;

/// Replay a transcript and print its incident report
#[derive(clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Run {
    #[command(flatten)]
    input: Input,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
    /// Add to each command what the AWS CLI would print
    #[arg(long)]
    replies: bool,
    /// Exit with status 1 if a goal was missed
    #[arg(long)]
    check: bool,
}

const EXAMPLE: &str = "\
A transcript is plain text, one command a line:

  seed KYIV
  given aws rds create-db-instance --db-instance-identifier orders --engine postgres \\
        --db-instance-class db.m6g.large --allocated-storage 200 --multi-az
  given app create shop --connect orders --writes 50/s --reads 200/s
  goal rto 2m
  goal rpo 0s
  60s   fault inject az-outage us-east-1a --for 45m
  2h    end

Exit status: 0 done, 1 goals missed (only with --check), 2 bad input.";

/// The score of a game day with its reasons, if it was one.
fn score(session: &Session) -> String {
    let Some((level, _)) = game::recorded(&session.transcript().to_text()) else {
        return String::new();
    };
    let score = game::score(level, session);
    let reasons = score.reasons.iter().map(|reason| {
        let (subject, words) = (&reason.subject, &reason.words);
        format!("{:>5}  {subject}: {words}\n", reason.points)
    });
    format!(
        "\nGame day, {}: score {} of 100.\n{}",
        level.name(),
        score.points,
        reasons.collect::<String>()
    )
}

impl Run {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let session = self.input.run()?;
        let mut report = session.report();
        if self.replies {
            report = report.with_replies(&session);
        }
        let text = if self.json {
            let json = serde_json::to_string_pretty(&report).map_err(|error| {
                BadInput(format!("the report cannot be written as JSON: {error}"))
            })?;
            json + "\n"
        } else {
            report.to_text() + &score(&session)
        };
        let status = if self.check && report.missed_a_goal() {
            Status::GoalsMissed
        } else {
            Status::Done
        };
        Ok(Done { text, status })
    }
}
