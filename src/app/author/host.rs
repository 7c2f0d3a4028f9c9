//! From a host and onto one, as parts: its lessons to be edited, and what its owner uploads so that the text is one of them.

use crate::app::author::draft::{Author, AuthorMsg, Found};
use crate::app::author::entry;
use crate::app::author::screen::words;
use crate::app::author::zip::zip;
use crate::app::course::{CourseMsg, Listed};
use crate::app::icon::Icon;
use crate::app::lesson::address;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::route::Route;
use crate::app::share::{percent, percent_bytes};
use crate::lesson::{Course, Entry, Index, OWN, is_file_name};

const LONGEST: usize = 80;

/// The lessons of the host: one press, and its text is in the editor.
pub(super) fn lessons(author: &Author, index: &Listed, at: &mut Parts) {
    at.within("div write__panel", |at| {
        if let Some(taken) = author.taken.as_ref().filter(|taken| taken.asks) {
            return sure(&taken.id, at);
        }
        let Some(index) = listed(index, at) else {
            return;
        };
        at.line("p quiet", "A press takes its text into the editor. What you change there is yours: the host keeps what it has.");
        at.within("ul write__lessons", |at| {
            for entry in &index.lessons {
                at.within("li", |at| {
                    let msg = Msg::Author(AuthorMsg::Take(entry.id.clone()));
                    at.press("button link", msg, |at| at.prose(&entry.title));
                    at.line("span quiet", [" ", &entry.id, ".md"].concat());
                });
            }
        });
    });
}

/// Before a text of the author's own gives way.
fn sure(id: &str, at: &mut Parts) {
    let address = address(id);
    at.within("p", |at| {
        at.words("What stands in the editor is yours. Yours is kept in this browser, in the place of one that is kept there now, and can be brought back. Shall this take its place: ");
        at.words(address);
        at.words("?");
    })
    .id("take")
    .focusable();
    at.within("div doors doors--row", |at| {
        let answer = |yes| Msg::Author(AuthorMsg::TakeIt(yes));
        at.button("button button", "Take it", answer(true));
        at.button("button button button--main", "Go on writing", answer(false));
    });
}

/// The list of lessons, or why it is not here.
fn listed<'i>(index: &'i Listed, at: &mut Parts) -> Option<&'i Index> {
    match index {
        Listed::Here(index) => Some(index),
        Listed::Unasked | Listed::Asked => {
            at.line("p quiet", "The host’s list of lessons is on its way…");
            None
        }
        Listed::Missing(reason) => {
            at.within("p", |at| {
                at.words("The host’s list of lessons, lessons/index.json, did not come: ");
                at.words(reason.clone());
            });
            at.button("button button", "Try again", Msg::Course(CourseMsg::Retry));
            None
        }
    }
}

/// What is put on a host, so that this lesson is one of its own.
pub(super) fn package(author: &Author, index: &Listed, at: &mut Parts) {
    at.within("div write__panel", |at| {
        let file = file(author, index);
        at.within("label write__name", |at| {
            at.line("span", "Name of its file");
            at.field("input field", Does::Write(Field::AuthorName), file.clone())
                .says(Attribute::MaxLength, LONGEST.to_string())
                .says(Attribute::AutoComplete, "off");
            at.line("span quiet", ".md");
        });
        let Some(index) = listed(index, at) else {
            return;
        };
        match (&author.entry, author.found) {
            (_, Found::Nothing) => {
                at.line("p quiet", "Reading…");
            }
            (_, Found::NoReader) => {
                at.line("p", words(author));
            }
            (None, _) => {
                at.line("p", "What cannot be read has no line in a list of lessons: mend the mistakes below first.");
            }
            _ if !is_file_name(&file) => {
                at.line("p", "Name it with letters (a to z), digits, `-` and `_`, as in `our-outage`: so it can stand in any address.");
            }
            (Some(entry), _) if matches!(entry.course, Course::Interview | Course::Recap) => {
                let (kind, place) = match entry.course {
                    Course::Recap => ("A question of a recap", "recap"),
                    _ => ("A question of the interview", "interview"),
                };
                at.line("p", format!("{kind} is no lesson of a host’s own: its file goes into lessons/en/{place}/, and its entry into lessons/{place}.json."));
                its_entry(&Entry { id: file, ..entry.clone() }, at);
            }
            (Some(entry), _) => {
                packed(author, index, Entry { id: file, ..entry.clone() }, at);
            }
        }
    });
}

/// Both files, and where they belong.
fn packed(author: &Author, index: &Index, entry: Entry, at: &mut Parts) {
    let list = index.own_with(entry.clone());
    let name = [&entry.id, ".md"].concat();
    let (lesson, list_at) = (["lessons/", OWN, &name].concat(), "lessons/own/index.json");
    let text = entry::list(&list);
    at.when(author.found == Found::Mistaken, |at| {
        at.line(
            "p",
            "It has mistakes, which its learners would meet: see below.",
        );
    });
    at.line("p", "Unpack it in the folder of the page, where its index.html lies. Or put the two files there, each in its place; none of the lab’s own is touched.");
    at.within("p", |at| {
        let zipped = zip(&[(&lesson, &author.text), (list_at, &text)]);
        let package = ["data:application/zip,", &percent_bytes(&zipped)].concat();
        saved(
            "a button button--main",
            "Save the package",
            package,
            [&entry.id, ".zip"].concat(),
            at,
        );
    });
    at.within("ul write__files", |at| {
        at.within("li", |at| {
            saved("a link", lesson, markdown(author), name, at);
            at.words(": the lesson.");
        });
        at.within("li", |at| {
            let data = ["data:application/json;charset=utf-8,", &percent(&text)].concat();
            saved("a link", list_at, data, "index.json".to_owned(), at);
            at.words(": the list of this host’s own lessons, this one and what stands in it now: ");
            at.words(list.lessons.len().to_string());
            at.words(" in all.");
        });
    });
    at.some(|at| {
        // Its own list cannot be read whole: what is missing here would be gone there.
        let broken = index.mistakes.iter().filter(|one| one.starts_with(OWN));
        for one in broken {
            at.within("p", |at| {
                at.words("Not in it, for the host’s list is wrong there: ");
                at.prose(one);
            });
        }
    });
    at.within("p quiet", |at| {
        let route = Route::Lesson([OWN, &entry.id].concat());
        at.words("Its place is ");
        at.line("code", ["#", &route.fragment()].concat());
        at.words(" then, and the course has it by its order.");
    });
    its_entry(&entry, at);
}

fn its_entry(entry: &Entry, at: &mut Parts) {
    at.within("details", |at| {
        at.line(
            "summary",
            "Its entry alone, for a list that you keep by hand",
        );
        at.line("pre write__entry", entry::one(entry, ""));
    });
}

fn saved(kind: &'static str, words: impl Into<String>, data: String, name: String, at: &mut Parts) {
    at.within(kind, |at| at.marked(Icon::Download, words.into()))
        .says(Attribute::Href, data)
        .says(Attribute::Download, name);
}

/// The text, to be saved.
pub(super) fn markdown(author: &Author) -> String {
    ["data:text/markdown;charset=utf-8,", &percent(&author.text)].concat()
}

/// What its file is called, without its ending: as its author says, as the host calls a lesson of this title, or after its title.
pub(super) fn file(author: &Author, index: &Listed) -> String {
    let title = author.entry.as_ref().map(|entry| entry.title.as_str());
    let named = || match index {
        Listed::Here(index) => {
            let mut own = index
                .lessons
                .iter()
                .filter_map(|one| Some((one.id.strip_prefix(OWN)?, &one.title)));
            own.find(|(_, known)| Some(known.as_str()) == title)
                .map(|(id, _)| id.to_owned())
        }
        Listed::Unasked | Listed::Asked | Listed::Missing(_) => None,
    };
    let name = author.name.clone().or_else(named);
    name.unwrap_or_else(|| called(title.unwrap_or_default()))
}

/// A title as the name of a file: `The zone that went dark` is `the-zone-that-went-dark`.
fn called(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut name = words.join("-");
    name.truncate(LONGEST);
    match name.is_empty() {
        true => "lesson".to_owned(),
        false => name,
    }
}
