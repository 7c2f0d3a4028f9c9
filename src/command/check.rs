//! `failover-lab check`: proves lessons, or tells what is wrong with them.

use crate::command::input::read_text;
use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::{
    ENGLISH, Kind, LESSON_BYTES_MAX, Mistake, Proof, differences, is_guide, is_language, prove,
    read, read_guide,
};
use std::path::{Path, PathBuf};

/// Prove lessons: replay solutions and decoys under many seeds, tell every mistake with its place and cure, and what makes
/// each right answer right
#[derive(clap::Args)]
#[command(after_help = "Exit status: 0 all is well, 2 mistakes or files that cannot be read.")]
pub struct Check {
    /// Lessons, guides, folders of them, or `-` for standard input; without any, all lessons of lessons/en
    files: Vec<PathBuf>,
}

const LESSONS: &str = "lessons/en";
/// The folders beside the lessons of a language.
const INTERVIEW: &str = "interview";
const GUIDES: &str = "guide";

impl Check {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let files = match self.files.is_empty() {
            true => lessons_of(Path::new(LESSONS))?,
            false => self.named()?,
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
                    let mut proof = proof_of(file, &text, &mut told);
                    let differences = beside_original(file, &text, &mut told);
                    proof.mistakes.extend(differences);
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

impl Check {
    /// The files that are named, and all that lie in the folders that are.
    fn named(&self) -> Result<Vec<PathBuf>, BadInput> {
        let mut files = Vec::new();
        for named in &self.files {
            match named.is_dir() {
                true => files.extend(all_of(named)?),
                false => files.push(named.clone()),
            }
        }
        Ok(files)
    }
}

/// The lessons of a folder, its questions of the interview, and its guides.
fn all_of(folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
    let mut files = lessons_in(folder)?;
    for below in [INTERVIEW, GUIDES] {
        let below = folder.join(below);
        if below.is_dir() {
            files.extend(lessons_in(&below)?);
        }
    }
    any(files, folder)
}

/// What a translation, which lies beside `en` in a folder that is called as its language, has otherwise than its original.
fn beside_original(file: &Path, text: &str, told: &mut Vec<String>) -> Vec<Mistake> {
    let Some((language, original)) = original_of(file) else {
        return Vec::new();
    };
    match read_text(&original, LESSON_BYTES_MAX as u64) {
        Ok(original) => differences(text, &original, &language),
        Err(BadInput(why)) => {
            told.push(format!(
                "{}: there is nothing that it translates: {why}\n  cure: call it as its original is called",
                file.display()
            ));
            Vec::new()
        }
    }
}

/// The language of a translation, and what it translates.
fn original_of(file: &Path) -> Option<(String, PathBuf)> {
    let file = file.canonicalize().ok()?;
    let (name, folder) = (file.file_name()?, file.parent()?);
    let below = folder.file_name()?.to_str()?;
    let (folder, within) = match below {
        INTERVIEW | GUIDES => (folder.parent()?, Path::new(below).join(name)),
        _ => (folder, PathBuf::from(name)),
    };
    let language = folder.file_name()?.to_str()?;
    let english = folder.parent()?.join(ENGLISH);
    let translates = is_language(language) && language != ENGLISH && english.is_dir();
    translates.then(|| (language.to_owned(), english.join(within)))
}

/// Lessons are proved. Guides lie in a folder `guide` beside the lessons that they are for, under their names; what is wrong with
/// that is told.
fn proof_of(file: &Path, text: &str, told: &mut Vec<String>) -> Proof {
    let folder = file.parent();
    let lies_among_guides = folder
        .and_then(Path::file_name)
        .is_some_and(|it| it == GUIDES);
    if !lies_among_guides && !is_guide(text) {
        if folder
            .and_then(Path::file_name)
            .is_some_and(|it| it == "recap")
        {
            told.extend(untaught(file, text));
        }
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

/// A question of a recap names the lesson that teaches it, whose file lies in the folder above.
fn untaught(file: &Path, text: &str) -> Option<String> {
    let lesson = read(text).ok()?.front.recap?.lesson;
    let lessons = file.parent()?.parent()?;
    let is_there = lessons.join(format!("{lesson}.md")).is_file();
    (!is_there).then(|| {
        format!(
            "{}, recap: there is no lesson {lesson}\n  cure: name one whose file lies in the folder above",
            file.display()
        )
    })
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        more => format!("{more} {what}s"),
    }
}

/// The lessons of a folder, in order of their names.
pub fn lessons_of(folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
    any(lessons_in(folder)?, folder)
}

fn any(files: Vec<PathBuf>, folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
    match files.is_empty() {
        true => Err(BadInput(format!("{}: holds no lesson", folder.display()))),
        false => Ok(files),
    }
}

/// The same, of which there may be none.
pub fn lessons_in(folder: &Path) -> Result<Vec<PathBuf>, BadInput> {
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
    Ok(files)
}
