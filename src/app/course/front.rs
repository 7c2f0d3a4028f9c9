//! The front door after the first minute, as parts: what leads on, the course as a path, and the other doors.

use crate::app::course::known::{CourseMsg, CourseState, Listed};
use crate::app::course::language;
use crate::app::course::mine::{mine, to_recap};
use crate::app::home::{self, Lead, Reached, Stop};
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts, Words};
use crate::app::progress::Place;
use crate::app::recap;
use crate::app::route::{Route, Seat};
use crate::app::tongue::{isolated, mixed};
use crate::app::words::counted;
use crate::lesson::{Course, Entry};

pub fn front(course: &CourseState, at: &mut Parts) {
    at.within("div home__course", |at| {
        at.some(|at| language::switch(course, at));
        at.when(home::is_new(course), |at| {
            at.line("p home__what", "Failover Lab is a model of Amazon RDS in your browser. You break a database, repair it, and read what it cost: seconds of downtime, and orders that are lost.");
        });
        lead(course, at);
        at.some(|at| path(course, at));
        at.some(|at| electives(course, at));
        at.some(|at| left_out(course, at));
    });
    at.within("aside home__side", |at| {
        doors(at);
        mine(course, at);
    })
    .says(Attribute::Label, "Other places and your progress");
}

fn lead(course: &CourseState, at: &mut Parts) {
    let lead = home::lead(course);
    let (eyebrow, title) = home::headline(course, &lead);
    let of = home::language_of(course, &lead);
    // Whatever comes and goes keeps its place: the heading stays the same element, and keeps the focus.
    at.within("section lead", |at| {
        at.some(|at| finished(course, at));
        at.within("h1", |at| {
            at.within("span lead__eyebrow", |at| {
                at.words(eyebrow);
                at.line("span hidden", ": ");
            });
            at.line("span", title.to_owned()).in_language(of);
        })
        .id("headline")
        .focusable();
        at.some(|at| match lead {
            Lead::Continue(place) => to_continue(place, course, at),
            Lead::Lesson(entry) => to_begin(entry, at),
            Lead::AllDone => {
                at.line(
                    "p lead__what",
                    "Random incidents strike a design of yours, and the clock does not stop.",
                );
                go_on(&Route::GameDay, "Set up a game day", String::new(), at);
            }
            Lead::Loading => {
                at.line("p lead__what", "The list of lessons is on its way.");
            }
            Lead::Missing(reason) => missing(reason, at),
        });
        at.some(|at| also(course, &lead, at));
        at.some(|at| tape(course, at));
    })
    .says(Attribute::LabelledBy, "headline");
}

fn go_on(route: &Route, words: impl Into<Words>, note: String, at: &mut Parts) {
    at.within("p lead__go", |at| {
        at.link("a button button--main", route, |at| {
            at.marked(Icon::Play, words);
        });
        at.line("span quiet", note);
    });
}

fn to_continue(place: &Place, course: &CourseState, at: &mut Parts) {
    let route = Route::parse(&place.route);
    let entry = home::listed(course, place);
    at.some(|at| what_it_is_about(entry, Reached::UnderWay, at));
    go_on(&route, "Continue", place.note.clone(), at);
}

fn to_begin(entry: &Entry, at: &mut Parts) {
    at.some(|at| what_it_is_about(Some(entry), Reached::Next, at));
    let words = format!("Start lesson {}", entry.order);
    let route = Route::Lesson(entry.id.clone());
    go_on(&route, words, minutes(entry.minutes), at);
}

fn what_it_is_about(entry: Option<&Entry>, reached: Reached, at: &mut Parts) {
    if let Some(entry) = entry
        && let Some(line) = home::line(entry, reached)
    {
        at.told("p lead__what", line)
            .in_language(entry.language.as_deref());
    }
}

fn missing(reason: &str, at: &mut Parts) {
    at.line("p lead__what", format!("The list of lessons, lessons/index.json, did not come: {reason}. All else works without it."));
    at.within("p lead__go", |at| {
        let retry = Msg::Course(CourseMsg::Retry);
        at.icon_button(
            "button button button--main",
            Icon::Restarting,
            "Try again",
            retry,
        );
    });
}

/// What was finished just now, in one line.
fn finished(course: &CourseState, at: &mut Parts) {
    let Some(id) = &course.finished else {
        return;
    };
    let entry = match &course.index {
        Listed::Here(index) => index.entry(id),
        Listed::Unasked | Listed::Asked | Listed::Missing(_) => None,
    };
    let name = entry.map(|entry| entry.title.as_str());
    let language = entry.and_then(|entry| entry.language.as_deref());
    let predicted = course.progress.lessons.get(id).copied();
    let predicted = predicted.and_then(home::predicted);
    at.within("p lead__done", |at| {
        at.icon(Icon::Check);
        at.within("span", |at| {
            let name = name.unwrap_or(id);
            let ends = name.ends_with('?');
            let name = isolated(name, language);
            let end = if ends { "" } else { "." };
            mixed("b", &format!("Done: {name}{end}"), language, at);
            if let Some(words) = predicted {
                at.words(format!(" {words}."));
            }
        });
    })
    .says(Attribute::Role, "status");
}

/// Other things that were left, and the next lesson if something else leads.
fn also(course: &CourseState, lead: &Lead, at: &mut Parts) {
    let left = home::also_left(course, lead);
    let next = home::after(course, lead);
    if left.is_empty() && next.is_none() {
        return;
    }
    let item = |route, before: &'static str, of: (String, Option<&Entry>), at: &mut Parts| {
        let (words, entry) = of;
        let language = entry.and_then(|entry| entry.language.as_deref());
        at.within("li", |at| {
            at.line("span quiet", before);
            at.link("a", &route, |at| at.words(words))
                .in_language(language);
        });
    };
    at.within("ul lead__also", |at| {
        if let Some(entry) = next {
            let words = format!("{}. {}", entry.order, entry.title);
            let route = Route::Lesson(entry.id.clone());
            item(route, "Next lesson ", (words, Some(entry)), at);
        }
        for place in left {
            let route = Route::parse(&place.route);
            let title = home::title_of(course, place).to_owned();
            let entry = home::listed(course, place);
            item(route, "Left open ", (title, entry), at);
        }
    });
}

/// The course as a tape: a piece for each lesson, written as far as it is done.
fn tape(course: &CourseState, at: &mut Parts) {
    let stops = home::stops(course, Course::Spine);
    if stops.is_empty() {
        return;
    }
    let done = |stop: &Stop| matches!(stop.reached, Reached::Done(_));
    let (count, all) = home::done_of_path(course).unwrap_or_default();
    let words = format!("{count} of {all} lessons done");
    at.within("div lead__tape", |at| {
        at.within("span lead__strip", |at| {
            for stop in &stops {
                let next = matches!(stop.reached, Reached::Next | Reached::UnderWay);
                at.empty("span")
                    .class_if(done(stop), "is-written")
                    .class_if(next, "is-next");
            }
        });
        at.line("span lead__count", words.clone());
    })
    .says(Attribute::Role, "img")
    .says(Attribute::Label, words);
}

fn section(
    id: &'static str,
    title: &'static str,
    note: impl Into<Words>,
    at: &mut Parts,
    fill: impl FnOnce(&mut Parts),
) {
    at.within("section course", |at| {
        at.within("div course__head", |at| {
            at.line("h2", title).id(id);
            at.line("p quiet", note);
        });
        fill(at);
    })
    .says(Attribute::LabelledBy, id);
}

fn path(course: &CourseState, at: &mut Parts) {
    let stops = home::stops(course, Course::Spine);
    if stops.is_empty() {
        return;
    }
    let time = stops.iter().map(|stop| stop.entry.minutes).sum();
    let count = counted(stops.len() as u64, "lesson", "lessons");
    let note = format!("{count}, about {}. Nothing is locked.", minutes(time));
    section("course-title", "The course", note, at, |at| {
        at.within("ol path", |at| {
            for stop in &stops {
                stop_of_path(course, stop, at);
            }
        });
    });
}

fn stop_of_path(course: &CourseState, stop: &Stop, at: &mut Parts) {
    let entry = stop.entry;
    let done = matches!(stop.reached, Reached::Done(_));
    let class = match stop.reached {
        Reached::Done(_) => "li stop stop--done",
        Reached::UnderWay => "li stop stop--under-way",
        Reached::Next => "li stop stop--next",
        Reached::NotYet => "li stop",
    };
    at.within(class, |at| {
        at.link("a", &Route::Lesson(entry.id.clone()), |at| {
            at.within("span stop__node", |at| match done {
                true => at.icon(Icon::Check),
                false => at.words(entry.order.to_string()),
            });
            at.within("span stop__title", |at| {
                at.when(done, |at| {
                    at.line("span hidden", format!("{}. ", entry.order));
                });
                at.line("b", entry.title.clone())
                    .in_language(entry.language.as_deref());
                tag(stop.reached, at);
                at.some(|at| language::other_language(course, entry, at));
            });
            let line = home::line(entry, stop.reached).unwrap_or_default();
            at.told("span stop__what", line)
                .in_language(entry.language.as_deref());
            at.line("span stop__time number", minutes(entry.minutes));
        });
        if let Some(number) = recap::after(entry.order).filter(|_| done) {
            to_recap(number, at);
        }
    });
}

fn tag(reached: Reached, at: &mut Parts) {
    let words = match reached {
        Reached::Done(predicted) => match home::predicted(predicted) {
            Some(words) => format!("Done, {words}"),
            None => "Done".to_owned(),
        },
        Reached::UnderWay => "Under way".to_owned(),
        Reached::Next => "Next".to_owned(),
        Reached::NotYet => return,
    };
    at.line("span tag", words);
}

fn electives(course: &CourseState, at: &mut Parts) {
    let stops = home::stops(course, Course::Elective);
    if stops.is_empty() {
        return;
    }
    let note = "Electives, in any order.";
    section("electives-title", "Beside the path", note, at, |at| {
        at.within("ul electives", |at| {
            for stop in &stops {
                elective(course, stop, at);
            }
        });
    });
}

/// What is wrong with the lists of lessons: who hosts the page can mend it.
fn left_out(course: &CourseState, at: &mut Parts) {
    let Listed::Here(index) = &course.index else {
        return;
    };
    for mistake in &index.mistakes {
        at.told(
            "p quiet",
            &format!("Not shown of the list of lessons: {mistake}."),
        );
    }
}

fn elective(course: &CourseState, stop: &Stop, at: &mut Parts) {
    let entry = stop.entry;
    let class = match stop.reached {
        Reached::Done(_) => "li elective stop--done",
        Reached::UnderWay => "li elective stop--under-way",
        Reached::Next => "li elective stop--next",
        Reached::NotYet => "li elective",
    };
    at.within(class, |at| {
        at.link("a", &Route::Lesson(entry.id.clone()), |at| {
            at.within("span elective__title", |at| {
                if let Reached::Done(_) = stop.reached {
                    at.icon(Icon::Check);
                }
                at.line("b", entry.title.clone())
                    .in_language(entry.language.as_deref());
                at.some(|at| language::other_language(course, entry, at));
            });
            let line = home::line(entry, stop.reached).unwrap_or_default();
            at.told("span", line).in_language(entry.language.as_deref());
            let what = format!("{} · {}", minutes(entry.minutes), entry.level.name());
            at.line("span quiet", what);
            tag(stop.reached, at);
        });
    });
}

const DOORS: [(Route, Icon, &str, &str); 6] = [
    (
        Route::Sandbox,
        Icon::Database,
        "Sandbox",
        "Build anything, break everything.",
    ),
    (
        Route::GameDay,
        Icon::Zap,
        "Game day",
        "Incidents strike your design. Keep it up.",
    ),
    (
        Route::Interview(Seat::List),
        Icon::Help,
        "Interview",
        "Real questions, aloud, against the clock.",
    ),
    (
        Route::Class(String::new()),
        Icon::Check,
        "Class",
        "Set a task, and take hand-ins.",
    ),
    (
        Route::Tour,
        Icon::Clock,
        "The first minute",
        "A power cut, then a wrong DELETE.",
    ),
    (
        Route::Author,
        Icon::Edit,
        "Write a lesson",
        "Text on the left, the lesson on the right.",
    ),
];

fn doors(at: &mut Parts) {
    at.within("section", |at| {
        at.line("h2", "Other ways in").id("doors-title");
        at.within("ul ways-in", |at| {
            for (route, icon, title, what) in DOORS {
                at.within("li", |at| {
                    at.link("a way-in", &route, |at| {
                        at.icon(icon);
                        at.line("b", title);
                        at.line("span", what);
                    });
                });
            }
        });
    })
    .says(Attribute::LabelledBy, "doors-title");
}

fn minutes(minutes: u32) -> String {
    counted(minutes.into(), "minute", "minutes")
}
