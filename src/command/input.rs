//! Reading transcripts and lessons from files.

use crate::command::BadInput;
use failover_lab::language::{BYTES_MAX, LineError, Session, Transcript};
use failover_lab::lesson;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where a transcript comes from, shared by the subcommands that run one.
#[derive(clap::Args)]
pub struct Input {
    /// A transcript or a lesson, or `-` for standard input
    file: PathBuf,
    /// Another seed than the transcript's
    #[arg(long, value_name = "WORD")]
    seed: Option<String>,
    /// Of a lesson: its solution
    #[arg(long, conflicts_with = "decoy")]
    solution: bool,
    /// Of a lesson: its decoy of this number, from 1
    #[arg(long, value_name = "N")]
    decoy: Option<usize>,
}

impl Input {
    /// Runs the transcript to its end.
    pub fn run(&self) -> Result<Session, BadInput> {
        let text = read_text(&self.file, BYTES_MAX as u64)?;
        if let Some(seed) = &self.seed
            && !failover_lab::language::is_seed(seed)
        {
            let message =
                format!("\"{seed}\" cannot be a seed: up to 40 letters, digits and hyphens");
            return Err(BadInput(message));
        }
        if text.trim_start_matches('\u{feff}').starts_with("+++") {
            return self.run_lesson(&text);
        }
        if self.solution || self.decoy.is_some() {
            let message = "is a transcript: only lessons have --solution and --decoy";
            return Err(BadInput(format!("{}: {message}", self.name())));
        }
        let bad_lines = |errors: Vec<LineError>| bad_lines(&self.name(), &errors);
        let mut transcript = Transcript::parse(&text).map_err(bad_lines)?;
        if let Some(seed) = &self.seed {
            transcript.set_seed(seed);
        }
        Session::run(transcript).map_err(bad_lines)
    }

    /// Runs the solution or a decoy of a lesson. The lesson need not prove itself: this is how an author finds out why.
    fn run_lesson(&self, text: &str) -> Result<Session, BadInput> {
        let name = self.name();
        let lesson = lesson::read(text).map_err(|mistakes| {
            let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            BadInput(format!("{}\n\n{name}: not a lesson yet", told.join("\n\n")))
        })?;
        let decoys = &lesson.front.decoys;
        let seed = self.seed.as_ref().unwrap_or(&lesson.front.seed);
        let replay = match self.decoy {
            None if self.solution => lesson::replay_solution(&lesson, seed),
            None => {
                let message = "is a lesson: add --solution or --decoy N";
                return Err(BadInput(format!("{name}: {message}")));
            }
            Some(number) => match number.checked_sub(1).and_then(|place| decoys.get(place)) {
                Some(decoy) => lesson::replay(&lesson, &decoy.lines, seed),
                None => {
                    let message = format!("has no decoy {number}, but {}", decoys.len());
                    return Err(BadInput(format!("{name}: {message}")));
                }
            },
        };
        replay
            .map(|replay| replay.session)
            .map_err(|errors| bad_lines(&name, &errors))
    }

    fn name(&self) -> String {
        name(&self.file)
    }
}

fn name(file: &Path) -> String {
    if file.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        file.display().to_string()
    }
}

/// Reads a text of at most so many bytes from a file, or from standard input for `-`.
pub fn read_text(file: &Path, bytes_max: u64) -> Result<String, BadInput> {
    let bad = |what: &str| BadInput(format!("{}: {what}", name(file)));
    let cannot = |error: io::Error| bad(&format!("cannot be read: {error}"));
    // One byte more than is allowed is enough to know.
    let most = bytes_max + 1;
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        let opened = File::open(file).map_err(cannot)?;
        if opened.metadata().map_err(cannot)?.is_dir() {
            return Err(bad("is a directory, not a file"));
        }
        opened.take(most).read_to_end(&mut bytes)
    };
    read.map_err(cannot)?;
    if bytes.len() as u64 > bytes_max {
        return Err(bad(&format!("is too large (over {bytes_max} bytes)")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        bad(&format!(
            "is not text: byte {} is not valid UTF-8",
            offset + 1
        ))
    })
}

fn bad_lines(name: &str, errors: &[LineError]) -> BadInput {
    let count = match errors.len() {
        1 => "1 error".to_owned(),
        more => format!("{more} errors"),
    };
    let lines: Vec<String> = errors.iter().map(LineError::to_string).collect();
    BadInput(format!("{}\n\n{name}: {count}", lines.join("\n\n")))
}
