//! Files put together in one, uncompressed, as every system unpacks it (ZIP, APPNOTE 6.3). It deliberately lacks all that a package of
//! texts can do without: compression, which would weigh more in the page than it spares, and dates.

const FILE: u32 = 0x0403_4b50;
const LISTED: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// What one has to know to unpack it: version 1.0.
const NEEDED: u16 = 10;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;
/// 1980-01-01, the first day that there is.
const DATE: u16 = (1 << 5) | 1;

/// One file of these, each with its path and its text.
pub(super) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut zip, mut list) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let begins = zip.len() as u32;
        let about = about(path, text);
        zip.extend(FILE.to_le_bytes());
        zip.extend(&about);
        zip.extend(path.as_bytes());
        zip.extend(text.as_bytes());
        list.extend(LISTED.to_le_bytes());
        list.extend(NEEDED.to_le_bytes());
        list.extend(&about);
        // No comment, one disk, no attributes.
        list.extend([0; 10]);
        list.extend(begins.to_le_bytes());
        list.extend(path.as_bytes());
    }
    let (begins, count) = (zip.len() as u32, files.len() as u16);
    zip.extend(&list);
    zip.extend(END.to_le_bytes());
    zip.extend([0; 4]);
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend((list.len() as u32).to_le_bytes());
    zip.extend(begins.to_le_bytes());
    zip.extend([0; 2]);
    zip
}

/// What stands before a file and in the list alike.
fn about(path: &str, text: &str) -> Vec<u8> {
    let size = (text.len() as u32).to_le_bytes();
    let mut about = Vec::new();
    for word in [NEEDED, UTF_8, 0, 0, DATE] {
        about.extend(word.to_le_bytes());
    }
    about.extend(crc_32(text.as_bytes()).to_le_bytes());
    about.extend(size);
    about.extend(size);
    about.extend((path.len() as u16).to_le_bytes());
    about.extend([0; 2]);
    about
}

/// By this whoever unpacks it sees that nothing was damaged.
fn crc_32(bytes: &[u8]) -> u32 {
    let rest = bytes.iter().fold(u32::MAX, |rest, byte| {
        (0..8).fold(rest ^ u32::from(*byte), |rest, _| {
            let carried = if rest & 1 == 1 { 0xedb8_8320 } else { 0 };
            (rest >> 1) ^ carried
        })
    });
    !rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_one_that_everybody_computes() {
        assert_eq!(crc_32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc_32(b""), 0);
    }

    #[test]
    fn each_file_is_found_through_the_list_at_the_end() {
        let files = [("lessons/own/a.md", "+++\nä\n"), ("b", "")];
        let zip = zip(&files);
        let word = |at: usize| u32::from_le_bytes([zip[at], zip[at + 1], zip[at + 2], zip[at + 3]]);
        let end = zip.len() - 22;
        assert_eq!(word(end), END);
        let (mut at, mut found) = (word(end + 16) as usize, Vec::new());
        assert_eq!(
            at + word(end + 12) as usize,
            end,
            "the list reaches to its end"
        );
        while at < end {
            assert_eq!(word(at), LISTED);
            let (size, length) = (word(at + 24) as usize, (word(at + 28) & 0xffff) as usize);
            let begins = word(at + 42) as usize;
            assert_eq!(word(begins), FILE);
            let path = &zip[begins + 30..begins + 30 + length];
            assert_eq!(path, &zip[at + 46..at + 46 + length]);
            let text = &zip[begins + 30 + length..begins + 30 + length + size];
            assert_eq!(word(at + 16), crc_32(text));
            found.push((path.to_vec(), text.to_vec()));
            at += 46 + length;
        }
        let files = files.map(|(path, text)| (path.as_bytes().to_vec(), text.as_bytes().to_vec()));
        assert_eq!(found, files);
    }
}
