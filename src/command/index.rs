//! `failover-lab index`: the list of lessons that the page fetches, made from the lessons.

use crate::command::check::lessons_of;
use crate::command::input::read_text;
use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::{Index as List, LESSON_BYTES_MAX, read};
use std::path::PathBuf;

/// Print the list of a folder's lessons, as the page fetches it from lessons/index.json
#[derive(clap::Args)]
#[command(after_help = "\
  failover-lab index lessons/en > lessons/index.json

Exit status: 0 done, 2 bad input: a lesson that cannot be read.")]
pub struct Index {
    /// The folder that holds the lessons
    folder: PathBuf,
}

impl Index {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let mut lessons = Vec::new();
        let mut told = Vec::new();
        for file in lessons_of(&self.folder)? {
            let id = file
                .file_stem()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            match read(&read_text(&file, LESSON_BYTES_MAX as u64)?) {
                Ok(lesson) => lessons.push((id, lesson.front)),
                Err(mistakes) => {
                    let mistakes = mistakes.iter();
                    told.extend(mistakes.map(|mistake| format!("{}, {mistake}", file.display())));
                }
            }
        }
        if !told.is_empty() {
            return Err(BadInput(told.join("\n\n")));
        }
        let list = List::of(lessons.iter().map(|(id, front)| (id.clone(), front)));
        Ok(Done {
            text: list.to_text(),
            status: Status::Done,
        })
    }
}
