//! The certificate, as parts: who did what, when, and the codes that prove it by replay.

use crate::app::class::{ClassField, ClassState, Copy, SIGNED};
use crate::app::course::{CourseMsg, CourseState, Listed};
use crate::app::game::words::title as level_title;
use crate::app::interview::InterviewMsg;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts};
use crate::app::progress::Best;
use crate::app::recap::known::RecapMsg;
use crate::app::recap::proof::{self, Proof};
use crate::app::recap::sitting::{AFTER, best, lessons_of};
use crate::app::route::Route;
use crate::lesson::hand_in::{NAME_MAX, label};
use crate::lesson::{Course, GameLevel};
use crate::sim::Date;

/// Something that was done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Done {
    pub title: String,
    /// When, in seconds since 1970; nobody knows of what was done before that was kept.
    pub at: Option<u64>,
    /// How: its luck, its points, its score.
    pub how: String,
    pub proof: Option<Proof>,
}

/// A kind of what was done, and all that was of it.
type Kind = (&'static str, Vec<Done>);

/// The name that was kept last.
pub fn signed(record: &[String]) -> Option<String> {
    record.iter().rev().find_map(|line| {
        let mut words = line.splitn(3, ' ').skip(1);
        words.next().filter(|word| *word == SIGNED)?;
        label(words.next()?)
    })
}

/// The codes in somebody's name, each a line; none where nobody signed.
pub(super) fn codes(course: &CourseState, name: &str) -> String {
    let Some(name) = label(name) else {
        return String::new();
    };
    // The list of lessons need not be here for it.
    let mut codes: Vec<String> = Vec::new();
    for proof in proofs(course) {
        let code = proof::code(&proof, &name);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.join("\n")
}

/// What can be proved: each lesson once, and of each level the best day.
fn proofs(course: &CourseState) -> Vec<Proof> {
    let record = &course.progress.answers;
    let lessons = course.progress.lessons.keys();
    let lessons = lessons.filter_map(|id| proof::of(record, id));
    let days = GameLevel::ALL
        .into_iter()
        .filter_map(|level| day_of(course, level)?.1);
    lessons.chain(days).collect()
}

/// The best day of a level, as it is kept, and what proves it.
fn day_of(course: &CourseState, level: GameLevel) -> Option<(&Best, Option<Proof>)> {
    let best = course.progress.best(level)?;
    let day = proof::day(level);
    let mut proofs = proof::all(&course.progress.answers, &day);
    let proof = proofs.find(|proof| proof.hand_in.seed() == best.seed);
    Some((best, proof))
}

/// All that was done, kind by kind.
pub(super) fn done(course: &CourseState) -> [Kind; 4] {
    let record = &course.progress.answers;
    let lesson = |id: &String, title: String| {
        let proof = proof::of(record, id);
        let seed = proof.as_ref().map(|proof| proof.hand_in.seed());
        Done {
            title,
            at: proof.as_ref().map(|proof| proof.at),
            how: seed.map_or_else(String::new, |seed| format!("under the luck of {seed}")),
            proof,
        }
    };
    let of = |part: Course| {
        let Listed::Here(index) = &course.index else {
            return Vec::new();
        };
        let lessons = &course.progress.lessons;
        let done = index
            .of_course(part)
            .filter(|entry| lessons.contains_key(&entry.id));
        let title = |order: u32, title: &str| match part {
            Course::Spine => format!("{order}. {title}"),
            _ => title.to_owned(),
        };
        done.map(|entry| lesson(&entry.id, title(entry.order, &entry.title)))
            .collect()
    };
    let days = GameLevel::ALL.into_iter().filter_map(|level| {
        let (best, proof) = day_of(course, level)?;
        Some(Done {
            title: level_title(level).to_owned(),
            at: proof.as_ref().map(|proof| proof.at),
            how: format!(
                "{} of 100 points, under the luck of {}",
                best.score, best.seed
            ),
            proof,
        })
    });
    let recaps = (1..).take(AFTER.len()).filter_map(|number| {
        let best = best(record, number)?;
        let of = lessons_of(number).map(|(first, last)| format!(", lessons {first} to {last}"));
        Some(Done {
            title: format!("Recap {number}{}", of.unwrap_or_default()),
            at: Some(best.at),
            how: format!("{} of {} right", best.had(), best.answers.len()),
            proof: None,
        })
    });
    [
        ("The course", of(Course::Spine)),
        ("Beside the path", of(Course::Elective)),
        ("Game days", days.collect()),
        ("Recaps", recaps.collect()),
    ]
}

pub(super) fn certificate(course: &CourseState, class: &ClassState, at: &mut Parts) {
    let (name, codes) = (label(&class.name), codes(course, &class.name));
    controls(!codes.is_empty(), class, at);
    let done = done(course);
    at.within("section certificate", |at| {
        at.line("p certificate__lab", "Failover Lab");
        at.line("h1", "Certificate").id("headline").focusable();
        at.line("p certificate__name", name.clone().unwrap_or_else(|| "(no name yet)".to_owned()));
        let any = done.iter().any(|(_, all)| !all.is_empty());
        let is_listed = course.progress.lessons.is_empty() || matches!(course.index, Listed::Here(_));
        match (is_listed, &course.index) {
            (false, Listed::Missing(why)) => {
                at.line("p", format!("The list of lessons did not come, so not all that was done stands here: {why}"));
                at.button("button button screen-only", "Try again", Msg::Course(CourseMsg::Retry));
            }
            (false, _) => {
                at.line("p", "The list of lessons is on its way…");
            }
            (true, _) => {
                at.line("p", match any {
                    true => "broke databases, repaired them, and read what it cost:",
                    false => "Nothing is done yet. What you finish from now on stands here, with its proof.",
                });
            }
        }
        for (kind, all) in done.iter().filter(|(_, all)| !all.is_empty()) {
            at.some(|at| table(kind, all, at));
        }
        at.line("p quiet", "Self-reported: this browser has written down what was done in it, the name as it was typed, and the dates by its own clock. Recaps are listed as they went. What bears a code was played line by line: whoever has the code can replay it, and sees for themselves whether it was won.");
        all_codes(codes, at);
    });
}

/// What stands on the screen alone.
fn controls(has_codes: bool, class: &ClassState, at: &mut Parts) {
    at.within("section setup__part screen-only", |at| {
        at.line("label setup__label", "Your name").says(Attribute::For, "certificate-name");
        let sign = Does::Enter(Field::Class(ClassField::Signature));
        at.field("input field", sign, class.name.clone())
            .id("certificate-name")
            .says(Attribute::MaxLength, NAME_MAX.to_string())
            .says(Attribute::AutoComplete, "name")
            .says(Attribute::SpellCheck, "false")
            .says(Attribute::DescribedBy, "certificate-help");
        at.line("p quiet", "It stays in this browser, on the paper, and in the codes.")
            .id("certificate-help");
        at.within("div doors doors--row", |at| {
            let print = Msg::Interview(InterviewMsg::Print);
            at.button("button button button--main", "Print", print);
            at.when(has_codes, |at| {
                at.button("button button", "Copy the codes", Msg::Recap(RecapMsg::Copy));
            });
            at.link("a button", &Route::Home, |at| at.words("The course"));
        });
        at.some(|at| match class.copied {
            Some((Copy::Code, true)) => {
                at.line("p", "Copied.");
            }
            Some((Copy::Code, false)) => {
                at.line("p", "The browser does not let the page copy them: select them, and copy them yourself.");
            }
            _ => {}
        });
    });
}

fn table(kind: &'static str, all: &[Done], at: &mut Parts) {
    at.within("table certificate__table", |at| {
        at.line("caption", kind);
        at.within("thead", |at| at.heads(&["What", "How", "When", "Proof"]));
        at.within("tbody", |at| {
            for one in all {
                at.within("tr", |at| {
                    at.line("th", one.title.clone())
                        .says(Attribute::Scope, "row");
                    at.line("td", one.how.clone());
                    at.line("td number", one.at.map_or_else(|| "–".to_owned(), day));
                    let proof = match (&one.proof, kind) {
                        (Some(_), _) => "code below",
                        (None, "Recaps") => "–",
                        (None, _) => "without proof",
                    };
                    at.line("td", proof);
                });
            }
        });
    });
}

/// The day of a moment in seconds since 1970, in UTC.
fn day(at: u64) -> String {
    let date = Date::parse(&at.to_string());
    date.map_or_else(String::new, |date| {
        date.to_string().chars().take(10).collect()
    })
}

fn all_codes(codes: String, at: &mut Parts) {
    at.when(!codes.is_empty(), |at| {
        at.within("section certificate__codes", |at| {
            at.line("h2", "The code");
            at.within("p", |at| {
                at.words("Paste all of it into “Codes” of the page ");
                at.link("a", &Route::Class(String::new()), |at| at.words("Class"));
                at.words(": it replays each run, and refuses what was damaged or made otherwise.");
            });
            at.line("pre class__letter", codes)
                .id("code")
                .says(Attribute::TabIndex, "0")
                .says(Attribute::Role, "region")
                .says(Attribute::Label, "The code");
        });
    });
}
