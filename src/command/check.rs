//! `failover-lab check`: proves lessons, or tells what is wrong with them.

use crate::command::input::read_text;
use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::{Kind, LESSON_BYTES_MAX, Proof, is_guide, prove, read_guide};
use std::path::{Path, PathBuf};

/// Prove lessons: replay solutions and decoys under many seeds, tell every mistake with its place and cure, and what makes
/// each right answer right
#[derive(clap::Args)]
#[command(after_help = "Exit status: 0 all is well, 2 mistakes or files that cannot be read.")]
pub struct Check {
    /// Lessons, guides, or `-` for standard input; without any, all lessons of lessons/en
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
        let (mut mistakes, mut follow) = (0, 0);
        for file in &files {
            match read_text(file, LESSON_BYTES_MAX as u64) {
                Err(BadInput(why)) => {
                    mistakes += 1;
                    told.push(why);
                }
                Ok(text) => {
                    let known = told.len();
                    let proof = proof_of(file, &text, &mut told);
                    mistakes += told.len() - known;
                    for mistake in proof.mistakes {
                        match (mistake.kind, told.last_mut()) {
                            (Kind::Follows, Some(cause)) => {
                                follow += 1;
                                cause.push_str(&format!("\n{mistake}"));
                            }
                            _ => {
                                mistakes += 1;
                                told.push(format!("{}, {mistake}", file.display()));
                            }
                        }
                    }
                    for warning in proof.warnings {
                        answers.push_str(&format!("{}, {warning}\n", file.display()));
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
        let mut many = counted(mistakes, "mistake");
        if follow > 0 {
            many.push_str(&format!(", and {follow} more that may follow"));
        }
        Err(BadInput(format!(
            "{answers}\n{}\n\n{lessons}: {many}",
            told.join("\n\n")
        )))
    }
}

/// Lessons are proved. Guides lie in a folder `guide` beside the lessons that they are for, under their names; what is wrong with
/// that is told.
fn proof_of(file: &Path, text: &str, told: &mut Vec<String>) -> Proof {
    let folder = file.parent();
    let lies_among_guides = folder
        .and_then(Path::file_name)
        .is_some_and(|it| it == "guide");
    if !lies_among_guides && !is_guide(text) {
        return prove(text);
    }
    let guide = match read_guide(text) {
        Ok(guide) => guide,
        Err(mistakes) => {
            return Proof {
                mistakes,
                ..Proof::default()
            };
        }
    };
    if lies_among_guides {
        let lesson = &guide.lesson;
        let name = format!("{lesson}.md");
        let lessons = folder.and_then(Path::parent);
        let wrong = if file.file_name().is_none_or(|it| it != name.as_str()) {
            Some(format!(
                "it is for the lesson {lesson}, and has another name\n  cure: call the file {name}, as the lesson's"
            ))
        } else if lessons.is_none_or(|lessons| !lessons.join(&name).is_file()) {
            Some(format!(
                "there is no lesson {lesson}\n  cure: name one whose file lies in the folder above"
            ))
        } else {
            None
        };
        told.extend(wrong.map(|why| format!("{}, line 2, lesson: {why}", file.display())));
    }
    Proof::default()
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
