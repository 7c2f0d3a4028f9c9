//! Reading transcripts from files.

use crate::command::BadInput;
use failover_lab::language::{BYTES_MAX, LineError, Session, Transcript};
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// Where a transcript comes from, shared by the subcommands that run one.
#[derive(clap::Args)]
pub struct Input {
    /// A transcript, or `-` for standard input
    file: PathBuf,
    /// Another seed than the transcript's
    #[arg(long, value_name = "WORD")]
    seed: Option<String>,
}

impl Input {
    /// Runs the transcript to its end.
    pub fn run(&self) -> Result<Session, BadInput> {
        let text = self.read()?;
        let name = self.name();
        let mut transcript =
            Transcript::parse(&text).map_err(|errors| bad_lines(&name, &errors))?;
        if let Some(seed) = &self.seed
            && !transcript.set_seed(seed)
        {
            let message =
                format!("\"{seed}\" cannot be a seed: up to 40 letters, digits and hyphens");
            return Err(BadInput(message));
        }
        Session::run(transcript).map_err(|errors| bad_lines(&name, &errors))
    }

    fn read(&self) -> Result<String, BadInput> {
        let bad = |what: &str| BadInput(format!("{}: {what}", self.name()));
        let cannot = |error: io::Error| bad(&format!("cannot be read: {error}"));
        // One byte more than is allowed is enough to know.
        let most = BYTES_MAX as u64 + 1;
        let mut bytes = Vec::new();
        let read = if self.file.as_os_str() == "-" {
            io::stdin().lock().take(most).read_to_end(&mut bytes)
        } else {
            let file = File::open(&self.file).map_err(cannot)?;
            if file.metadata().map_err(cannot)?.is_dir() {
                return Err(bad("is a directory, not a transcript"));
            }
            file.take(most).read_to_end(&mut bytes)
        };
        read.map_err(cannot)?;
        if bytes.len() > BYTES_MAX {
            return Err(bad(&format!(
                "is too large for a transcript (over {BYTES_MAX} bytes)"
            )));
        }
        String::from_utf8(bytes).map_err(|error| {
            let offset = error.utf8_error().valid_up_to();
            bad(&format!(
                "is not text: byte {} is not valid UTF-8",
                offset + 1
            ))
        })
    }

    fn name(&self) -> String {
        if self.file.as_os_str() == "-" {
            "standard input".to_owned()
        } else {
            self.file.display().to_string()
        }
    }
}

fn bad_lines(name: &str, errors: &[LineError]) -> BadInput {
    let count = match errors.len() {
        1 => "1 error".to_owned(),
        more => format!("{more} errors"),
    };
    let lines: Vec<String> = errors.iter().map(LineError::to_string).collect();
    BadInput(format!("{}\n\n{name}: {count}", lines.join("\n\n")))
}
