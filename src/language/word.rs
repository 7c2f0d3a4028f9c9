//! Lines into words, as a shell does it: quotes, backslashes, comments, continued lines.
//!
//! It deliberately lacks variables, globs, pipes and everything else that a shell would expand or run: such characters
//! stand for themselves.

use crate::language::LineError;

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

/// The text that an error is about, line by line.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    pub lines: &'a [&'a str],
}

impl Source<'_> {
    pub fn error(&self, place: Place, message: impl Into<String>) -> LineError {
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let text = self.lines.get(place.line).copied().unwrap_or_default();
        LineError {
            line: number(place.line + 1),
            column: number(place.column + 1),
            length: number(place.length.max(1)),
            source: text.chars().take(LONGEST_SHOWN).collect(),
            message: message.into(),
            expected: None,
            suggestion: None,
        }
    }
}

/// Errors keep no more of a line than this.
const LONGEST_SHOWN: usize = 2000;

/// Reads the words from line `first` of the text on.
pub fn words_at(source: Source, first: usize) -> Result<Words, Box<(LineError, usize)>> {
    let mut reader = Reader {
        words: Words {
            line: first,
            ..Words::default()
        },
        word: None,
        quote: None,
    };
    let mut line = first;
    loop {
        let text = source.lines.get(line).copied().unwrap_or_default();
        let read = reader.line(source, line, text);
        line += 1;
        let goes_on = read.map_err(|error| Box::new((error, line - first)))?;
        if !goes_on {
            break;
        }
        if line >= source.lines.len() {
            let place = Place {
                line: line - 1,
                column: text.trim_end().chars().count().saturating_sub(1),
                length: 1,
            };
            let error = source.error(place, "nothing follows the backslash at the end");
            return Err(Box::new((error, line - first)));
        }
    }
    reader.words.lines = line - first;
    Ok(reader.words)
}

struct Reader {
    words: Words,
    /// The word that is being read.
    word: Option<Word>,
    /// The open quote and where it was opened.
    quote: Option<(char, Place)>,
}

impl Reader {
    /// Reads one line of text; tells whether the next one continues it.
    fn line(&mut self, source: Source, line: usize, text: &str) -> Result<bool, LineError> {
        let text = text.trim_end_matches('\r');
        let mut chars = text.char_indices().enumerate().peekable();
        while let Some((column, (offset, c))) = chars.next() {
            let place = Place {
                line,
                column,
                length: 1,
            };
            if c.is_control() && c != '\t' {
                let message = format!("the character U+{:04X} has no business here", u32::from(c));
                return Err(source.error(place, message));
            }
            let next = chars.peek().map(|(_, (_, next))| *next);
            match (c, self.quote) {
                ('\\', None | Some(('"', _))) if text[offset + 1..].trim_start().is_empty() => {
                    // What follows a continued line's start goes on in the same word only within quotes.
                    if self.quote.is_none() {
                        self.finish();
                    }
                    return Ok(true);
                }
                ('\\', Some(('"', _))) if matches!(next, Some('"' | '\\' | '$' | '`')) => {
                    chars.next();
                    self.push(next.unwrap_or(c), place, 2, false);
                }
                ('\\', None) => {
                    chars.next();
                    self.push(next.unwrap_or(c), place, 2, false);
                }
                ('\'' | '"', None) => {
                    self.quote = Some((c, place));
                    self.open(place, false);
                }
                (_, Some((open, _))) if c == open => {
                    self.quote = None;
                    self.lengthen(1);
                }
                ('#', None) if self.word.is_none() => {
                    self.words.comment = Some(text[offset + 1..].trim_end().to_owned());
                    return self.check_comment(source, line, text).map(|()| false);
                }
                (_, None) if c.is_whitespace() => self.finish(),
                _ => self.push(c, place, 1, true),
            }
        }
        if let Some((quote, place)) = self.quote {
            let mut error = source.error(place, format!("the quote {quote} is never closed"));
            error.expected = Some(format!("another {quote} before the line ends"));
            return Err(error);
        }
        self.finish();
        Ok(false)
    }

    fn check_comment(&self, source: Source, line: usize, text: &str) -> Result<(), LineError> {
        let found = text
            .chars()
            .position(|c| c.is_control() && c != '\t')
            .map(|column| Place {
                line,
                column,
                length: 1,
            });
        match found {
            Some(place) => Err(source.error(place, "a comment holds a control character")),
            None => Ok(()),
        }
    }

    fn open(&mut self, place: Place, bare: bool) {
        match &mut self.word {
            Some(word) => word.place.length += 1,
            None => {
                self.word = Some(Word {
                    text: String::new(),
                    place,
                    bare,
                });
            }
        }
    }

    fn push(&mut self, c: char, place: Place, length: usize, bare: bool) {
        match &mut self.word {
            Some(word) => {
                word.text.push(c);
                word.place.length += length;
            }
            None => {
                self.word = Some(Word {
                    text: c.to_string(),
                    place: Place { length, ..place },
                    bare,
                });
            }
        }
    }

    fn lengthen(&mut self, length: usize) {
        if let Some(word) = &mut self.word {
            word.place.length += length;
        }
    }

    fn finish(&mut self) {
        self.words.words.extend(self.word.take());
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn read(text: &str) -> Result<Words, String> {
        let lines: Vec<&str> = text.lines().collect();
        words_at(Source { lines: &lines }, 0).map_err(|error| error.0.to_string())
    }

    fn texts(text: &str) -> Vec<String> {
        let words = read(text).expect("it reads").words;
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_read_as_a_shell_reads_them() {
        assert_eq!(texts("a  b\tc"), ["a", "b", "c"]);
        assert_eq!(
            texts(r#"'a b' "c \"d\" \n" e\ f ''"#),
            ["a b", r#"c "d" \n"#, "e f", ""]
        );
        assert_eq!(texts("a'b'\"c\""), ["abc"]);
        assert_eq!(texts("a # b"), ["a"]);
        assert_eq!(texts("a#b"), ["a#b"]);
        assert_eq!(texts("aws \\\n  rds\\\n --x"), ["aws", "rds", "--x"]);
        assert_eq!(texts("a \\  \r\n b"), ["a", "b"]);
        assert!(texts("  ").is_empty());
    }

    #[test]
    fn only_a_bare_word_is_an_option() {
        let words = read("--a '--b' \\--c -- --d='x y'")
            .expect("it reads")
            .words;
        let options: Vec<bool> = words.iter().map(Word::is_option).collect();
        assert_eq!(options, [true, false, false, false, true]);
        assert_eq!(words[4].text, "--d=x y");
    }

    #[test]
    fn a_words_place_covers_its_quotes() {
        let words = read("ü 'b c' d").expect("it reads").words;
        assert_eq!((words[1].place.column, words[1].place.length), (2, 5));
        assert_eq!(words[2].place.column, 8);
    }

    #[test]
    fn broken_lines_say_where() {
        assert_eq!(
            read("a 'b").expect_err("an open quote"),
            "line 1, column 3: the quote ' is never closed\n  a 'b\n    ^\nexpected another ' before the line ends"
        );
        assert!(
            read("a \\")
                .expect_err("nothing follows")
                .contains("line 1, column 3")
        );
        assert!(
            read("a\u{1b}[31m")
                .expect_err("an escape")
                .contains("U+001B")
        );
        assert!(
            read("# a\u{7}")
                .expect_err("a bell")
                .contains("control character")
        );
    }

    proptest! {
        #[test]
        fn a_quoted_word_reads_back(word in "[^\\p{Cc}]{0,20}") {
            let words = read(&format!("x {}", quoted(&word))).expect("it reads").words;
            assert_eq!(words.len(), 2);
            assert_eq!(&words[1].text, &word);
            assert!(!words[1].is_option());
        }

        #[test]
        fn no_text_breaks_the_reader(text in "(?s).{0,60}") {
            let _ = read(&text);
        }
    }
}
