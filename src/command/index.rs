//! `failover-lab index`: the list of lessons that the page fetches, made from the lessons.

use crate::command::check::{lessons_in, lessons_of};
use crate::command::input::read_text;
use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::{ENGLISH, Index as List, LESSON_BYTES_MAX, is_language, read};
use serde_json::Value;
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
        let languages = self.languages();
        let files = match languages.is_empty() {
            true => lessons_of(&self.folder)?,
            false => lessons_in(&self.folder)?,
        };
        for file in files {
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
        let mut list = List::of(lessons.iter().map(|(id, front)| (id.clone(), front)));
        let named = languages
            .into_iter()
            .map(|(code, name)| (code, name.into()));
        if named.len() > 0 {
            list.languages = Value::Object(named.collect());
        }
        Ok(Done {
            text: list.to_text(),
            status: Status::Done,
        })
    }

    /// What the lessons beside this folder are translated into: of the lab's own and of a host's list. Each language has a folder with a list.
    fn languages(&self) -> Vec<(String, String)> {
        let folder = self.folder.canonicalize().ok();
        let folder = folder.filter(|folder| folder.ends_with(ENGLISH) || folder.ends_with("own"));
        let beside = folder.and_then(|folder| std::fs::read_dir(folder.parent()?).ok());
        let folders = beside.into_iter().flatten().filter_map(Result::ok);
        let mut found: Vec<(String, String)> = folders
            .filter(|folder| folder.path().join("index.json").is_file())
            .filter_map(|folder| folder.file_name().into_string().ok())
            .filter(|code| is_language(code) && code != ENGLISH)
            .map(|code| (code.clone(), own_name(&code)))
            .collect();
        found.sort();
        found
    }
}

/// How a language calls itself, as far as is known here.
fn own_name(code: &str) -> String {
    const NAMES: [(&str, &str); 24] = [
        ("ar", "العربية"),
        ("bn", "বাংলা"),
        ("cs", "Čeština"),
        ("da", "Dansk"),
        ("de", "Deutsch"),
        ("el", "Ελληνικά"),
        ("es", "Español"),
        ("fi", "Suomi"),
        ("fr", "Français"),
        ("he", "עברית"),
        ("hi", "हिन्दी"),
        ("hu", "Magyar"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("nl", "Nederlands"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("sv", "Svenska"),
        ("tr", "Türkçe"),
        ("uk", "Українська"),
        ("vi", "Tiếng Việt"),
        ("zh", "中文"),
    ];
    let language = code.split('-').next();
    let known = NAMES.iter().find(|(known, _)| Some(*known) == language);
    match known {
        Some((known, name)) if *known == code => (*name).to_owned(),
        Some((_, name)) => format!("{name} ({code})"),
        None => code.to_owned(),
    }
}
