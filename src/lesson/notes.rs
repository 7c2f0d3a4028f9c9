//! The mistakes that were found in a lesson so far, each told where it stands.

use crate::language::LineError;
use crate::lesson::mistake::{Kind, Mistake, Text};
use crate::lesson::places::{Key, Places};

pub(super) struct Notes<'a> {
    pub text: Text<'a>,
    pub places: &'a Places<'a>,
    pub mistakes: Vec<Mistake>,
    pub warnings: Vec<Mistake>,
    /// What is found from now on may follow from what was found before.
    pub follows: bool,
}

impl<'a> Notes<'a> {
    pub fn new(text: Text<'a>, places: &'a Places<'a>) -> Notes<'a> {
        Notes {
            text,
            places,
            mistakes: Vec::new(),
            warnings: Vec::new(),
            follows: false,
        }
    }

    /// What is wrong with a value of the front matter.
    pub fn mistake(
        &mut self,
        path: &[Key],
        place: impl Into<String>,
        cause: impl Into<String>,
        cure: impl Into<String>,
    ) {
        let at = self.places.of(path).start;
        let mistake = self.text.mistake(at, place, cause, cure);
        self.push(mistake);
    }

    /// What is wrong with a line, counted from 1, of a text of several lines.
    pub fn in_line(
        &mut self,
        path: &[Key],
        line: u32,
        place: &str,
        cause: impl Into<String>,
        cure: impl Into<String>,
    ) {
        let at = self.text.line_at(self.places.of_text(path).start, line);
        let mistake = self.text.mistake(at, place, cause, cure);
        self.push(mistake);
    }

    /// Mistakes in the language, `shift` lines further up than they were parsed.
    pub fn in_language(&mut self, path: &[Key], place: &str, shift: u32, errors: &[LineError]) {
        let start = self.places.of_text(path).start;
        for error in errors {
            let mistake = self.text.in_language(start, shift, place, error);
            self.push(mistake);
        }
    }

    /// What works, but hardly as it is meant.
    pub fn warning(&mut self, path: &[Key], place: String, cause: String, cure: String) {
        let at = self.places.of(path).start;
        let warning = self.text.mistake(at, place, cause, cure);
        self.warnings.push(Mistake {
            kind: Kind::Warning,
            ..warning
        });
    }

    fn push(&mut self, mut mistake: Mistake) {
        if self.follows {
            mistake.kind = Kind::Follows;
        }
        self.mistakes.push(mistake);
    }
}
