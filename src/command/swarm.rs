//! `failover-lab swarm`: random worlds under random commands and faults, watched for contradictions.

use crate::command::{BadInput, Done, Status};
use failover_lab::study::{random_transcript, watch_run, wilder_transcript};

/// Run random transcripts and check the model's invariants at every event; a seed that fails is printed
#[derive(clap::Args)]
pub struct Swarm {
    /// How many seeds to run
    #[arg(long, value_name = "N", default_value_t = 2000)]
    seeds: u64,
    /// The first seed
    #[arg(long, value_name = "SEED", default_value_t = 0)]
    from: u64,
    /// Print the transcript of the first seed instead of running it
    #[arg(long)]
    print: bool,
    /// Let everything go wrong that can, the rare failures too
    #[arg(long)]
    wild: bool,
}

impl Swarm {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let done = |text: String| Done {
            text,
            status: Status::Done,
        };
        let transcript = match self.wild {
            true => wilder_transcript,
            false => random_transcript,
        };
        if self.print {
            return Ok(done(transcript(self.from)));
        }
        let watch = |seed| watch_run(&transcript(seed));
        for seed in (self.from..).take(usize::try_from(self.seeds).unwrap_or(usize::MAX)) {
            let wild = if self.wild { " --wild" } else { "" };
            let advice =
                format!("failover-lab swarm{wild} --from {seed} --print shows the transcript");
            match std::panic::catch_unwind(|| watch(seed)) {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => {
                    return Err(BadInput(format!(
                        "seed {seed} does not run: {error}\n{advice}"
                    )));
                }
                Err(_) => {
                    return Err(BadInput(format!(
                        "seed {seed} breaks an invariant, as told above\n{advice}"
                    )));
                }
            }
        }
        Ok(done(format!(
            "{} seeds from {} on: no contradiction\n",
            self.seeds, self.from
        )))
    }
}
