//! The lessons of this repository prove themselves; and every kind of mistake in a lesson is told with its line and cure.

mod course;
mod guide;
mod index;
mod interview;
mod mistakes;
mod prose;
mod recap;
mod translation;

use std::path::{Path, PathBuf};

/// The complete small lesson in the author's guide.
fn example() -> String {
    let guide = include_str!("../../lessons/README.md");
    let from = guide.find("```\n+++").expect("the guide holds a lesson") + 4;
    let length = guide[from..].find("\n```").expect("the lesson ends");
    guide[from..from + length].to_owned() + "\n"
}

/// Every lesson of the course: its name and its text.
fn lessons() -> Vec<(String, String)> {
    texts_in("lessons/en")
}

/// Every question of the interview: its name and its text.
fn questions() -> Vec<(String, String)> {
    texts_in("lessons/en/interview")
}

fn texts_in(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("there are lessons");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("a file has a name");
        let text = std::fs::read_to_string(&path).expect("a lesson is text");
        (name.to_string_lossy().into_owned(), text)
    };
    files.into_iter().map(read).collect()
}
