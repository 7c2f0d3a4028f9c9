//! `failover-lab check`: proves lessons, or tells what is wrong with them.

use crate::command::input::read_text;
use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::{LESSON_BYTES_MAX, prove};
use std::path::{Path, PathBuf};

/// Prove lessons: replay solutions and decoys under many seeds, tell every mistake with its place and cure, and what makes
/// each right answer right
#[derive(clap::Args)]
#[command(after_help = "Exit status: 0 all is well, 2 mistakes or files that cannot be read.")]
pub struct Check {
    /// Lessons, or `-` for standard input; without any, all of lessons/en
    files: Vec<PathBuf>,
}

const LESSONS: &str = "lessons/en";

impl Check {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let files = match self.files.is_empty() {
            true => lessons_of(Path::new(LESSONS))?,
            false => self.files.clone(),
        };
        let mut told = Vec::new();
        let mut answers = String::new();
        let mut mistakes = 0;
        for file in &files {
            match read_text(file, LESSON_BYTES_MAX as u64) {
                Err(BadInput(why)) => {
                    mistakes += 1;
                    told.push(why);
                }
                Ok(text) => {
                    let proof = prove(&text);
                    for mistake in proof.mistakes {
                        mistakes += 1;
                        told.push(format!("{}, {mistake}", file.display()));
                    }
                    for answer in proof.answers {
                        answers.push_str(&format!("{}, {answer}\n", file.display()));
                    }
                }
            }
        }
        let lessons = counted(files.len(), "lesson");
        if mistakes == 0 {
            return Ok(Done {
                text: format!("{answers}{lessons}: no mistakes\n"),
                status: Status::Done,
            });
        }
        let many = counted(mistakes, "mistake");
        Err(BadInput(format!(
            "{answers}\n{}\n\n{lessons}: {many}",
            told.join("\n\n")
        )))
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        more => format!("{more} {what}s"),
    }
}

/// The lessons of a folder, in order of their names.
pub fn lessons_of(folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
    let cannot = |error: std::io::Error| {
        BadInput(format!(
            "{}: cannot be read: {error}; name the files to be checked",
            folder.display()
        ))
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    match files.is_empty() {
        true => Err(BadInput(format!("{}: holds no lesson", folder.display()))),
        false => Ok(files),
    }
}
