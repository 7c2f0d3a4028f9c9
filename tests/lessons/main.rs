//! The lessons of this repository prove themselves; and every kind of mistake in a lesson is told with its line and cure.

mod course;
mod guide;
mod index;
mod interview;
mod mistakes;
mod prose;
mod recap;
mod translation;

use failover_lab::lesson::{Mistake, check};
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

/// Spoils a text, and expects such a cause among its mistakes.
#[track_caller]
fn is_told(text: &str, from: &str, to: &str, cause: &str) {
    assert!(text.contains(from), "it holds no {from:?}");
    let mistakes = check(&text.replacen(from, to, 1));
    let told: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
    assert!(
        told.iter().any(|told| told.contains(cause)),
        "{cause:?} is not told, but {told:#?}"
    );
}
