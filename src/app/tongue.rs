//! In which language an author's words are, for whoever hears them spoken: the page's own are English.

use crate::app::part::{Attribute, Group, Parts};

/// An author's words among the page's own stand between these two, which nobody sees.
const ISOLATE: char = '\u{2068}';
const END: char = '\u{2069}';

impl Group {
    /// It holds words of this language; of none that is told, English.
    #[inline(never)]
    pub fn in_language(&mut self, language: Option<&str>) -> &mut Group {
        let words = language.unwrap_or_default().to_owned();
        self.says_if(!words.is_empty(), Attribute::Lang, words)
    }
}

/// An author's words, to stand among the page's own.
pub fn isolated(text: &str, language: Option<&str>) -> String {
    match language {
        Some(_) => format!("{ISOLATE}{text}{END}"),
        None => text.to_owned(),
    }
}

/// An element that holds words of the page, in which those of an author stand.
#[inline(never)]
pub fn mixed<'a>(
    kind: &'static str,
    text: &str,
    language: Option<&str>,
    at: &'a mut Parts,
) -> &'a mut Group {
    at.within(kind, |at| {
        for (place, part) in text.split([ISOLATE, END]).enumerate() {
            if place % 2 == 0 {
                at.prose(part);
            } else {
                at.told("span", part).in_language(language);
            }
        }
    })
}
