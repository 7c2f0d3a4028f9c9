//! Lines into words, as a shell does it: quotes, backslashes, comments, continued lines.
//!
//! It deliberately lacks variables, globs, pipes and everything else that a shell would expand or run: such characters
//! stand for themselves.

use crate::grammar::error::LineError;
use crate::grammar::source::Source;
use crate::grammar::word::{Place, Word, Words};

/// Reads the words from line `first` of the text on.
pub fn words_at(source: Source, first: usize) -> Result<Words, Box<(LineError, usize)>> {
    let mut lexer = Lexer {
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
        let read = lexer.line(source, line, text);
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
    lexer.words.lines = line - first;
    Ok(lexer.words)
}

struct Lexer {
    words: Words,
    /// The word that is being read.
    word: Option<Word>,
    /// The open quote and where it was opened.
    quote: Option<(char, Place)>,
}

impl Lexer {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::service::Catalogue;
    use crate::grammar::word::quoted;
    use proptest::prelude::proptest;

    fn read(text: &str) -> Result<Words, String> {
        let lines: Vec<&str> = text.lines().collect();
        words_at(
            Source {
                lines: &lines,
                catalogue: Catalogue {
                    services: &[],
                    faults: &[],
                },
            },
            0,
        )
        .map_err(|error| error.0.to_string())
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
