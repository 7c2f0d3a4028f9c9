//! Bytes as letters that every mail, form and file lets through.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Whether it is one of them.
pub(super) fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
}

/// Six bits a letter; the last one is filled up with zeros.
pub(super) fn letters(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 1);
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            text.push(letter(held >> bits));
        }
    }
    if bits > 0 {
        text.push(letter(held << (6 - bits)));
    }
    text
}

fn letter(six: u32) -> char {
    char::from(LETTERS[(six & 63) as usize])
}

/// The bytes again; nothing if a letter is none of them.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut bits) = (0u32, 0);
    for one in text.bytes() {
        let six = LETTERS.iter().position(|letter| *letter == one)?;
        held = (held << 6 | u32::try_from(six).ok()?) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 255) as u8);
        }
    }
    Some(bytes)
}
