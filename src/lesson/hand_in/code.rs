//! The code of a hand-in: `FL1.`, what was packed, a dot, and eight letters that its damage is known by.

use crate::lesson::hand_in::letter::HandIn;
use crate::lesson::hand_in::letters::{bytes, is_letter, letters};
use crate::lesson::hand_in::pack::{pack, unpack};
use fnv::FnvHasher;
use std::hash::Hasher;

/// So many letters a field of a learning platform holds (SCORM 1.2: `cmi.suspend_data`).
pub const FIELD_MAX: usize = 4096;
/// No code is longer, not in a file either.
pub const CODE_MAX: usize = 32 * 1024;
/// So much can be pasted at once: a class of thirty, with the mails that their codes came in.
pub const TEXT_MAX: usize = 512 * 1024;
/// What a code unpacks to at most, in bytes.
const LETTER_MAX: usize = 128 * 1024;

const MARK: &str = "FL1.";
const CHECK: usize = 8;

/// The code of a hand-in.
pub fn write(hand_in: &HandIn) -> String {
    let packed = letters(&pack(hand_in.to_text().as_bytes()));
    let check = check(&packed);
    format!("{MARK}{packed}.{check}")
}

/// Reads a code that stands alone. The reason is for people.
pub fn read(code: &str) -> Result<HandIn, String> {
    if code.len() > CODE_MAX {
        return Err(format!(
            "It has {} letters: no code has more than {CODE_MAX}.",
            code.len()
        ));
    }
    let body = code
        .trim()
        .strip_prefix(MARK)
        .ok_or_else(|| no_mark(code.trim()))?;
    let (packed, sum) = body
        .split_once('.')
        .ok_or("It breaks off: a code ends with a dot and eight letters. Ask for all of it, or for the file.")?;
    if !packed.chars().chain(sum.chars()).all(is_letter) {
        return Err(damaged());
    }
    if sum.len() < CHECK {
        return Err("It breaks off just before its end: ask for all of it.".to_owned());
    }
    if sum != check(packed) {
        return Err(damaged());
    }
    let letter = bytes(packed).and_then(|packed| unpack(&packed, LETTER_MAX));
    let letter = letter.and_then(|letter| String::from_utf8(letter).ok());
    HandIn::parse(&letter.ok_or_else(|| forged("it cannot be unpacked"))?)
        .map_err(|what| forged(&what))
}

fn damaged() -> String {
    "A letter of it is missing, or another one than was written: have it copied once more, or ask for the file.".to_owned()
}

fn forged(what: &str) -> String {
    format!("It was not made by this lab's page: {what}.")
}

fn no_mark(text: &str) -> String {
    let mut after = text.strip_prefix("FL").unwrap_or_default().chars();
    match after.next() {
        Some(format) if format.is_ascii_digit() && after.next() == Some('.') => {
            format!(
                "It is of format {format}, and this page reads format 1: load the page again, or open the newest one."
            )
        }
        _ => format!("There is no code in it: a code begins with {MARK}"),
    }
}

fn check(packed: &str) -> String {
    let mut hash = FnvHasher::default();
    hash.write(packed.as_bytes());
    let sum = hash.finish();
    // FNV's upper half depends least on the last letters: both halves tell.
    letters(&(sum ^ sum >> 29).to_be_bytes()[2..])
}

/// Something that looks like a code, in what was pasted or dropped.
pub type Piece = String;

/// All codes in a text, however mails have wrapped and quoted them.
pub fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    if text.len() > TEXT_MAX {
        let (is, most) = (text.len() / 1024, TEXT_MAX / 1024);
        return Err(format!(
            "It has {is} KB, and thirty codes have less than {most}: nothing of it was read."
        ));
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(MARK) {
        let (piece, left) = one(after);
        found.push(piece);
        rest = left;
    }
    match found.is_empty() && !text.trim().is_empty() {
        true => Err(no_mark(text.trim())),
        false => Ok(found),
    }
}

/// Blanks and breaks of a mail, and its marks of quotation.
fn stands_around(letter: char) -> bool {
    letter.is_whitespace() || letter == '>'
}

/// The code behind a mark, and what stands behind it. Blanks, breaks and marks of quotation are no part of it.
fn one(text: &str) -> (Piece, &str) {
    let mut piece = MARK.to_owned();
    let mut sum = None;
    for (at, letter) in text.char_indices() {
        match letter {
            '.' if sum.is_none() => sum = Some(0),
            _ if is_letter(letter) => {
                if sum.is_none()
                    && text[at..].starts_with(MARK)
                    && text[..at].ends_with(stands_around)
                {
                    // It breaks off, and the next one begins.
                    return (piece, &text[at..]);
                }
                sum = sum.map(|read| read + 1);
            }
            _ if stands_around(letter) || letter == '=' => continue,
            _ => return (piece, &text[at..]),
        }
        piece.push(letter);
        if sum == Some(CHECK) {
            return (piece, &text[at + letter.len_utf8()..]);
        }
    }
    (piece, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Level;
    use crate::lesson::hand_in::{Task, What, Work};

    fn code(name: &str) -> String {
        write(&HandIn {
            name: name.to_owned(),
            task: Task::new(What::Interview(Level::Senior), "DB-26"),
            work: Work::Answers(Vec::new()),
            seconds: 600,
        })
    }

    #[test]
    fn a_code_that_a_mail_quotes_is_read_behind_one_that_breaks_off() {
        let (one, two) = (code("Ada"), code("Zoë"));
        let half = &one[..one.len() / 2];
        for quoted in [format!("> {half}\n> {two}\n"), format!(">{half}\n>{two}\n")] {
            assert_eq!(pieces(&quoted), Ok(vec![half.to_owned(), two.clone()]));
        }
    }
}
