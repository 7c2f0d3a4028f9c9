//! The slides, as parts.

use crate::app::drawn::Calm;
use crate::app::icon::Icon;
use crate::app::lesson::{LessonPlay, figures};
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Group, Parts};
use crate::app::present::deck::{Round, Slide, Told};
use crate::app::present::known::{DIGITS, Present, PresentMsg, read, source, total};
use crate::app::present::screen::runs_on;
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::side::waterfall;
use crate::app::style;
use crate::app::words::{as_shown, stopwatch};
use crate::language::words::counted;
use crate::lesson::{Lesson, Prediction};
use crate::world::View;

/// What a slide is drawn from.
pub struct Shown<'a> {
    pub present: &'a Present,
    pub play: &'a LessonPlay,
    pub calm: &'a Calm,
    pub run: &'a Run,
    /// Whether the clock runs.
    pub playing: bool,
}

/// The slide that is shown, and what leads on from it.
pub fn slide(shown: &Shown, at: &mut Parts) {
    let (present, lesson) = (shown.present, &*shown.play.lesson);
    if present.blank {
        let back = Msg::Present(PresentMsg::Blank);
        at.press("button slide--blank", back, |_| {})
            .id("blank")
            .says(Attribute::Label, "Black. B brings the slide back.");
        return;
    }
    let kind = match present.slide() {
        Slide::Title => "div slide slide--title",
        Slide::Idea { .. } => "div slide slide--idea",
        Slide::Ask { .. } | Slide::Settled { .. } => "div slide slide--asked",
        Slide::Run { .. } => "div slide slide--run",
        Slide::Verdict => "div slide slide--verdict",
    };
    at.within(kind, |at| match present.slide() {
        Slide::Title => title(lesson, at),
        Slide::Idea { part, html } => {
            let title = heading(shown, idea_of(lesson, *part), at);
            title.in_language(lesson.language().filter(|_| *part != Told::After));
            at.html(html).in_language(lesson.language());
            pointed_to(&shown.calm.view, html, at);
        }
        Slide::Ask {
            step,
            question,
            round,
        } => {
            if let Some(asked) = asked(lesson, *step, *question) {
                ask(shown, (*step, *question, *round), asked, at);
            }
        }
        Slide::Run { step } => run(shown, *step, at),
        Slide::Settled { step, question } => {
            if let Some(asked) = asked(lesson, *step, *question) {
                settled(shown, (*step, *question), asked, at);
            }
        }
        Slide::Verdict => verdict(shown, at),
    })
    // Another slide is another element: nothing that was typed or scrolled stays.
    .says(Attribute::Key, present.at.to_string());
    ways_on(shown, at);
}

/// What an idea points to stands under it: there is no verdict beside a slide.
fn pointed_to(view: &View, html: &str, at: &mut Parts) {
    let over = view.incidents.iter().rev();
    let mut over = over.filter(|one| one.recovered_at.is_some());
    if let Some(incident) = over.next().filter(|_| html.contains("waterfall")) {
        waterfall(incident, at);
    }
}

fn asked(lesson: &Lesson, step: usize, question: usize) -> Option<&Prediction> {
    lesson.steps.get(step)?.step.predictions.get(question)
}

/// What an idea stands under.
fn idea_of(lesson: &Lesson, part: Told) -> String {
    match part {
        Told::Before => lesson.front.title.clone(),
        Told::In(step) => lesson
            .steps
            .get(step)
            .map_or_else(String::new, |step| step.title.clone()),
        Told::After => "What to take with you".to_owned(),
    }
}

fn heading<'a>(shown: &Shown, words: String, at: &'a mut Parts) -> &'a mut Group {
    at.some(|at| where_one_is(shown, at));
    at.told("h1", &words).id("headline").focusable()
}

/// Which step it is.
fn where_one_is(shown: &Shown, at: &mut Parts) {
    let steps = shown.play.lesson.steps.len();
    if let Some(step) = shown.present.slide().step() {
        at.line("p slide__place", format!("Step {} of {steps}", step + 1));
    }
}

fn title(lesson: &Lesson, at: &mut Parts) {
    let front = &lesson.front;
    at.line("h1", front.title.clone())
        .in_language(lesson.language())
        .id("headline")
        .focusable();
    // What it teaches would answer its questions.
    at.when(!front.goals.is_empty(), |at| {
        at.within("p slide__goals", |at| {
            at.words("Promised: ");
            for (name, goal) in front.goals.stated() {
                let goal = as_shown(goal);
                at.line("b", format!("{} {goal} ", name.to_ascii_uppercase()));
            }
        });
    });
    at.line("p slide__hint screen-only", KEYS);
}

const KEYS: &str = "On: right arrow, Space, or a presenter's PageDown. Back: left arrow. S: no votes. B: black, and back. Escape leaves.";

/// By this a class names a choice.
fn letter(place: usize) -> String {
    let letters = ('A'..='Z').nth(place);
    letters.map_or_else(|| (place + 1).to_string(), String::from)
}

fn ask(shown: &Shown, of: (usize, usize, Round), asked: &Prediction, at: &mut Parts) {
    let (step, question, round) = of;
    at.within("p slide__place", |at| {
        at.some(|at| where_one_is(shown, at));
        at.line("b slide__round", round.words());
    });
    let language = shown.play.lesson.language();
    at.told("h1", &asked.question)
        .in_language(language)
        .id("headline")
        .focusable();
    let counts = round.vote();
    let counts = counts.and_then(|vote| shown.present.votes(step, question)?.get(vote));
    at.within("ol slide__choices", |at| {
        for (place, choice) in asked.choices.iter().enumerate() {
            let letter = letter(place);
            at.within("li", |at| {
                at.line("b slide__letter", letter.clone());
                at.told("span slide__choice", &choice.text)
                    .in_language(language);
                if let Some(count) = counts.and_then(|counts| counts.get(place)) {
                    at.field(
                        "input field slide__count",
                        Does::Write(Field::Votes(place)),
                        count.clone(),
                    )
                    .says(Attribute::Type, "tel")
                    .says(Attribute::Label, format!("Votes for {letter}"))
                    .says(Attribute::MaxLength, DIGITS.to_string())
                    .says(Attribute::AutoComplete, "off");
                }
            });
        }
    });
    at.line(
        "p slide__hint",
        match round {
            Round::Alone => "Say nothing, and show a letter.",
            Round::Discuss => "Two minutes: say why, not what.",
            Round::Again => "Show a letter once more.",
        },
    );
}

fn run(shown: &Shown, step: usize, at: &mut Parts) {
    let done = shown.play.play.done > step;
    let lesson = &shown.play.lesson;
    heading(shown, idea_of(lesson, Told::In(step)), at).in_language(lesson.language());
    at.within("div slide__now", |at| {
        at.line("b slide__clock", stopwatch(shown.calm.view.now));
        at.some(|at| {
            let lines = shown.run.outcomes().iter().skip(shown.present.known);
            for line in lines {
                at.within("p slide__line", |at| {
                    at.line("span slide__prompt", "$ ");
                    at.command(&line.text);
                    if let Err(error) = &line.result {
                        at.line("small", error.to_string());
                    }
                });
            }
        });
        at.when(done, |at| {
            at.within("p slide__done", |at| {
                at.marked(Icon::Check, "So it went.");
            });
        });
    });
    figures(shown.play, shown.calm, at);
}

fn settled(shown: &Shown, of: (usize, usize), asked: &Prediction, at: &mut Parts) {
    let (step, question) = of;
    let answers = shown.play.play.answers.get(step);
    let right = answers.and_then(|all| *all.get(question)?);
    let votes = shown.present.votes(step, question);
    at.within("p slide__place", |at| {
        at.some(|at| where_one_is(shown, at));
        at.line("b slide__round", "The run settles it");
    });
    let language = shown.play.lesson.language();
    at.told("h1", &asked.question)
        .in_language(language)
        .id("headline")
        .focusable();
    at.within("ol slide__choices", |at| {
        for (place, choice) in asked.choices.iter().enumerate() {
            let is_right = right == Some(place);
            at.within("li", |at| {
                at.line("b slide__letter", letter(place));
                at.within("span slide__choice", |at| {
                    at.told("span", &choice.text).in_language(language);
                    at.when(is_right, |at| {
                        at.within("b slide__right", |at| {
                            at.marked(Icon::Check, "So it went");
                        });
                    });
                });
                at.within("div slide__bars", |at| {
                    for (round, counts) in votes.into_iter().flatten().enumerate() {
                        bar(round, counts, place, at);
                    }
                });
            })
            .class_if(is_right, "slide__chosen");
        }
    });
    at.told("p slide__explain", &asked.explain)
        .in_language(language);
    figures(shown.play, shown.calm, at);
}

/// How many of a vote were for a choice. Where nobody counted there is nothing to show.
fn bar(round: usize, counts: &[String], place: usize, at: &mut Parts) {
    let all = total(counts);
    if all == 0 {
        return;
    }
    let votes = counts.get(place).and_then(|count| read(count));
    let votes = votes.unwrap_or_default();
    let share = f64::from(votes) / f64::from(all);
    at.within("div slide__bar", |at| {
        at.line("span", if round == 0 { "alone" } else { "again" });
        at.within("span slide__track", |at| {
            at.empty("span")
                .says(Attribute::Style, format!("width:{}", style::percent(share)));
        });
        at.line("b", votes.to_string());
        at.line(
            "span hidden",
            format!(" of {}", counted(u64::from(all), "vote", "votes")),
        );
    });
}

fn verdict(shown: &Shown, at: &mut Parts) {
    let play = shown.play;
    let is_game = play.lesson.front.game.is_some();
    let words = match (is_game, play.won) {
        (true, _) => "Now play it",
        (false, true) => "What was promised was kept",
        (false, false) => "A promise was not kept",
    };
    at.line("h1", words).id("headline").focusable();
    if is_game {
        at.line("p", "In teams: compare your scores.");
    } else {
        figures(play, shown.calm, at);
    }
    at.within("ul slide__teaches", |at| {
        for one in &play.lesson.front.teaches {
            at.told("li", one).in_language(play.lesson.language());
        }
    });
    at.within("p slide__doors", |at| {
        if is_game {
            at.link("a button", &Route::GameDay, |at| {
                at.words("To the game day")
            });
        }
        if let Some(id) = source(play) {
            at.link("a button", &Route::Lesson(id.to_owned()), |at| {
                at.words("Lesson");
            });
            at.link("a button", &Route::Guide(id.to_owned()), |at| {
                at.words("Guide");
            });
        }
    });
}

/// The buttons of whoever has no remote.
fn ways_on(shown: &Shown, at: &mut Parts) {
    let present = shown.present;
    let (place, all) = (present.at + 1, present.slides.len());
    let send = Msg::Present;
    at.within("nav slide__nav", |at| {
        at.icon_button("button button", Icon::Back, "Back", send(PresentMsg::Back))
            .disabled_if(place == 1);
        at.line("span number", format!("{place} / {all}"));
        at.some(|at| {
            if let Slide::Ask { .. } = present.slide() {
                at.icon_button(
                    "button button",
                    Icon::Skip,
                    "No votes",
                    send(PresentMsg::Skip),
                );
            }
        });
        let words = match (runs_on(present, shown.play, shown.run), shown.playing) {
            (true, true) => "Do not wait",
            (true, false) => "Run",
            (false, _) => "Next",
        };
        at.icon_button(
            "button button button--main",
            Icon::Next,
            words,
            send(PresentMsg::Next),
        )
        .id("next")
        .disabled_if(place == all);
        at.link("a slide__leave", &Route::Class(String::new()), |at| {
            at.words("Leave")
        });
    })
    .says(Attribute::Label, "Slides");
}
