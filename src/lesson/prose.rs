//! The prose of a lesson: Markdown cut into its sections, as HTML that is safe to show, whoever wrote it.

use crate::cloud::numbers;
use crate::lesson::code;
use crate::lesson::figure;
use crate::lesson::mistake::{Mistake, Text};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::ops::Range;

/// A section that a heading of the second level begins; the introduction has no title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    pub title: String,
    /// Where its heading stands in the file.
    pub at: usize,
    pub html: String,
    /// How many links it holds.
    pub links: usize,
}

/// What stands behind the front matter.
pub(super) struct Prose {
    pub introduction: Section,
    pub sections: Vec<Section>,
    pub mistakes: Vec<Mistake>,
}

/// Reads the prose, which begins at `offset` of the text.
pub(super) fn read(text: Text, offset: usize) -> Prose {
    let mut writer = Writer {
        text,
        prose: Prose {
            introduction: Section::new(String::new(), offset),
            sections: Vec::new(),
            mistakes: Vec::new(),
        },
        events: Vec::new(),
        heading: None,
        link: None,
        block: None,
    };
    let parser = Parser::new_ext(&text.0[offset..], Options::ENABLE_TABLES);
    for (event, span) in parser.into_offset_iter() {
        writer.take(event, span.start + offset..span.end + offset);
    }
    writer.close_section();
    writer.prose
}

impl Section {
    fn new(title: String, at: usize) -> Section {
        Section {
            title,
            at,
            html: String::new(),
            links: 0,
        }
    }
}

/// A link that is open: what it leads to, and its words so far.
struct Link {
    to: String,
    at: usize,
    words: String,
}

struct Writer<'a> {
    text: Text<'a>,
    prose: Prose,
    /// What the present section holds so far.
    events: Vec<Event<'a>>,
    /// The words of a heading that is being read, and where it stands.
    heading: Option<(String, usize)>,
    link: Option<Link>,
    /// Where the block of code begins that is being read.
    block: Option<usize>,
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>, span: Range<usize>) {
        if let Some((title, _)) = &mut self.heading {
            match event {
                Event::Text(words) | Event::Code(words) => title.push_str(&words),
                Event::End(TagEnd::Heading(HeadingLevel::H2)) => self.open_section(),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                self.close_section();
                self.heading = Some((String::new(), span.start));
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.open_link(&dest_url, span.start),
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Image { .. }) => self.mistake(
                span.start,
                "a lesson shows no images",
                "say it in words; the stage draws the rest",
            ),
            Event::End(TagEnd::Image) => {}
            // Whatever looks like HTML is shown, not obeyed.
            Event::Html(words) | Event::InlineHtml(words) => self.events.push(Event::Text(words)),
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            Event::Code(words) => {
                self.check_code(&words, span.start + 1);
                self.words(&words);
                self.events.push(Event::Code(words));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.block = Some(span.start);
                self.events.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.block = None;
                self.events.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Text(words) => {
                if self.block.is_some() {
                    self.check_block(&words, span.start);
                }
                self.words(&words);
                self.events.push(Event::Text(words));
            }
            event => self.events.push(event),
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(link) = &mut self.link {
            link.words.push_str(words);
        }
    }

    fn mistake(&mut self, at: usize, cause: impl Into<String>, cure: impl Into<String>) {
        let place = self.place();
        let mistake = self.text.mistake(at, place, cause, cure);
        self.prose.mistakes.push(mistake);
    }

    fn place(&self) -> String {
        match self.prose.sections.last() {
            Some(section) => format!("section \"{}\"", section.title),
            None => "introduction".to_owned(),
        }
    }

    fn section(&mut self) -> &mut Section {
        let prose = &mut self.prose;
        prose.sections.last_mut().unwrap_or(&mut prose.introduction)
    }

    fn open_section(&mut self) {
        if let Some((title, at)) = self.heading.take() {
            let title = title.trim().to_owned();
            self.prose.sections.push(Section::new(title, at));
        }
    }

    fn close_section(&mut self) {
        let events = std::mem::take(&mut self.events);
        let mut written = String::new();
        html::push_html(&mut written, events.into_iter());
        self.section().html = written;
    }

    fn open_link(&mut self, to: &str, at: usize) {
        self.link = Some(Link {
            to: to.to_owned(),
            at,
            words: String::new(),
        });
        let opening = match to.strip_prefix("number:").map(numbers::find) {
            Some(Some(number)) => {
                let title = format!("{}: {}", number.meaning, number.source);
                let tag = match number.url {
                    "" => "<span class=\"figure-link\"".to_owned(),
                    url => format!(
                        "<a class=\"figure-link\" target=\"_blank\" rel=\"noopener\" href=\"{}\"",
                        escaped(url)
                    ),
                };
                format!("{tag} title=\"{}\">", escaped(&title))
            }
            Some(None) => "<span>".to_owned(),
            None if to.starts_with("#/") => format!("<a href=\"{}\">", escaped(to)),
            None if to.starts_with("https://") || to.starts_with("http://") => {
                self.section().links += 1;
                format!(
                    "<a target=\"_blank\" rel=\"noopener\" href=\"{}\">",
                    escaped(to)
                )
            }
            None => {
                self.mistake(
                    at,
                    format!("\"{to}\" is no address that a lesson may link to"),
                    "begin it with https://, with #/ for a place in the lab, or with number: for a figure",
                );
                "<span>".to_owned()
            }
        };
        self.events.push(Event::InlineHtml(CowStr::from(opening)));
    }

    fn close_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let number = link.to.strip_prefix("number:");
        if let Some((cause, cure)) = number.and_then(|name| figure::disagreement(name, &link.words))
        {
            self.mistake(link.at, cause, cure);
        }
        let is_span = match number.map(numbers::find) {
            Some(found) => found.is_none_or(|number| number.url.is_empty()),
            None => !["#/", "https://", "http://"]
                .iter()
                .any(|start| link.to.starts_with(start)),
        };
        let closing = if is_span { "</span>" } else { "</a>" };
        self.events.push(Event::InlineHtml(CowStr::from(closing)));
    }

    fn check_code(&mut self, words: &str, at: usize) {
        if let Some((cause, cure)) = code::mistake(words) {
            self.mistake(at, cause, cure);
        }
    }

    /// Each line of a block; a time may stand before it.
    fn check_block(&mut self, words: &str, start: usize) {
        let mut at = start;
        for line in words.split_inclusive('\n') {
            self.check_code(code::without_time(line.trim()), at);
            at += line.len();
        }
    }
}

/// Text as it may stand between quotes in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn html_of(markdown: &str) -> String {
        read(Text(markdown), 0).introduction.html
    }

    #[test]
    fn nothing_in_a_lesson_runs() {
        for hostile in [
            "<script>alert(1)</script>",
            "text <img src=x onerror=alert(1)> text",
            "[x](javascript:alert(1))",
            "[x](data:text/html,hi)",
            "![x](https://example.org/pixel.png)",
            "<https://example.org/\"onmouseover=alert(1)>",
        ] {
            let html = html_of(hostile);
            for tag in [
                "<script",
                "<img",
                "javascript:",
                "data:",
                "=\"https://example.org/\"on",
            ] {
                assert!(!html.contains(tag), "{hostile} became {html}");
            }
        }
    }

    #[test]
    fn a_figure_bears_its_source() {
        let html = html_of("[60–120 s](number:failover) it takes.");
        assert!(
            html.contains("title=\"Multi-AZ DB instance failover"),
            "{html}"
        );
        assert!(
            html.contains("href=\"https://docs.aws.amazon.com/"),
            "{html}"
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[\\PC\n]{0,200}") {
            let prose = read(Text(&text), 0);
            assert!(!prose.introduction.html.contains("<script"));
        }
    }
}
