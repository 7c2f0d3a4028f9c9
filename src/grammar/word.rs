//! Words of a line, and how a word is written.

/// Where a word stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0.
    pub line: usize,
    /// Characters before it.
    pub column: usize,
    /// Characters that it takes up.
    pub length: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says, quotes taken off.
    pub text: String,
    pub place: Place,
    /// Whether it begins with neither quote nor backslash: only then can it be an option.
    pub bare: bool,
}

/// One line of words, which may go on over several lines of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub words: Vec<Word>,
    /// What stands behind `#`.
    pub comment: Option<String>,
    /// Its first line of text, from 0.
    pub line: usize,
    /// How many lines of text it takes up.
    pub lines: usize,
}

impl Word {
    /// Whether it can only be an option: `--multi-az`.
    pub fn is_option(&self) -> bool {
        self.bare && self.text.len() > 2 && self.text.starts_with("--")
    }
}

/// A word as it must be written to be read back: quoted where it holds what a shell would take for its own.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) && !word.starts_with("--") {
        return word.to_owned();
    }
    if !word.contains('\'') {
        return format!("'{word}'");
    }
    let mut text = String::from("\"");
    for c in word.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
    text
}
