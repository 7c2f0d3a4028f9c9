//! What an interviewer has beside the candidate's questions, and what a candidate is led back to.

use crate::app::interview::choose;
use crate::app::interview::known::InterviewMsg;
use crate::app::interview::tests::{Candidate, index};
use crate::app::part::Parts;
use crate::app::part::read::{groups, spoken};
use crate::app::route::{Route, Seat};
use crate::app::{Msg, part};
use crate::lesson::Level;

fn mock(seed: &str, guides: bool) -> Seat {
    Seat::Mock {
        level: Level::Senior,
        seed: seed.to_owned(),
        guides,
    }
}

/// Where the first link leads that bears these words.
fn leads(parts: &[part::Part], words: &str) -> Option<Route> {
    let mut all = groups(parts).into_iter();
    let link = all.find(|group| {
        let is_link = group
            .says
            .iter()
            .any(|(what, _)| *what == part::Attribute::Href);
        is_link && spoken(&group.parts).contains(words)
    })?;
    let href = link
        .says
        .iter()
        .find(|(what, _)| *what == part::Attribute::Href);
    href.map(|(_, href)| Route::parse(href))
}

#[test]
fn what_an_interviewer_notes_is_kept_here_stands_on_their_sheet_and_nowhere_of_the_candidates() {
    let mut interviewer = Candidate::at(mock("KYIV", true));
    interviewer.ask(InterviewMsg::Note(
        "Names both <goals>,\nand the trade.".to_owned(),
    ));
    interviewer.press("The next question");
    interviewer.ask(InterviewMsg::Note("Nothing on lag.".to_owned()));
    // A reload finds them again.
    let mut interviewer = Candidate::with(&interviewer.saved, mock("KYIV", true));
    let parts = interviewer.parts();
    let fields = groups(&parts).into_iter().filter_map(|group| {
        let holds = group
            .says
            .iter()
            .find(|(what, _)| *what == part::Attribute::Value);
        holds.map(|(_, words)| words.to_string())
    });
    assert!(
        fields
            .collect::<Vec<_>>()
            .contains(&"Names both <goals>,\nand the trade.".to_owned())
    );
    for _ in 1..choose::ASKED {
        interviewer.press("The next question");
    }
    interviewer.press("The sheet with your notes");
    let sheet = interviewer.sees();
    for words in [
        "Names both <goals>,\nand the trade.",
        "Nothing on lag.",
        "Nothing noted.",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    assert_eq!(sheet.matches("Nothing noted.").count(), choose::ASKED - 2);
    let printed = Msg::Interview(InterviewMsg::Print);
    assert!(
        part::read::pressed(&interviewer.parts())
            .iter()
            .any(|(_, msg)| *msg == printed)
    );
    interviewer.press("Back to the questions");
    assert!(interviewer.sees().contains("Question 6 of 6"));
    // The candidate's link is another place, in the same browser too.
    let mut candidate = Candidate::with(&interviewer.saved, mock("KYIV", false));
    for _ in 0..choose::ASKED {
        candidate.press("Not sure");
    }
    for _ in 0..choose::ASKED {
        assert!(!candidate.sees().contains("Nothing on lag."));
        candidate.press("I had it");
    }
    assert!(candidate.sees().contains("the sheet"));
    assert!(
        !candidate.sees().contains("Nothing on lag."),
        "{}",
        candidate.sees()
    );
    // What is wiped out is no note any more.
    interviewer.ask(InterviewMsg::Note(" ".to_owned()));
    interviewer.ask(InterviewMsg::Step(-4));
    interviewer.ask(InterviewMsg::Note(String::new()));
    interviewer.ask(InterviewMsg::Step(-1));
    interviewer.ask(InterviewMsg::Note(String::new()));
    assert!(
        !interviewer.saved.contains("your notes"),
        "{}",
        interviewer.saved
    );
}

#[test]
fn a_name_is_suggested_whose_first_question_was_not_just_practised_and_the_sheet_tells_of_one_that_was()
 {
    let first = |seed: &str| choose::mock(&index(), Level::Senior, seed).remove(0);
    let saved = {
        let mut practised = Candidate::at(Seat::One(first("KYIV")));
        practised.press("Sure");
        practised.press("I had it");
        practised.saved
    };
    let mut candidate = Candidate::with(&saved, Seat::List);
    let name = candidate.state.interview.name.clone();
    assert_ne!(name, "KYIV");
    assert_ne!(first(&name), first("KYIV"));
    assert!(!candidate.sees().contains("within the last day"));
    // Who writes a name keeps it, and is told.
    candidate.ask(InterviewMsg::Name("KYIV".to_owned()));
    candidate.tell(Msg::Go(Route::Interview(Seat::List)));
    assert_eq!(candidate.state.interview.name, "KYIV");
    assert!(
        candidate
            .sees()
            .contains("You answered its first question within the last day")
    );
    candidate.tell(Msg::Go(Route::Interview(mock("KYIV", false))));
    let ids = candidate
        .state
        .interview
        .mock
        .clone()
        .expect("it begins")
        .ids;
    assert_eq!(ids[0], first("KYIV"), "a name asks the same of everybody");
    for _ in 0..choose::ASKED {
        candidate.press("Not sure");
    }
    for _ in 0..choose::ASKED {
        candidate.press("I had it");
    }
    let sheet = candidate.sees();
    assert_eq!(
        sheet.matches("answered before, within a day").count(),
        1,
        "{sheet}"
    );
    // A day later it may come again.
    let mut later = Candidate::with(&saved, Seat::List);
    later.state.interview.name = "KYIV".to_owned();
    later.now += 86_401;
    later.tell(Msg::Go(Route::Interview(Seat::List)));
    assert_eq!(later.state.interview.name, "KYIV");
}

#[test]
fn from_the_run_that_is_watched_one_link_leads_back_to_the_answer() {
    let question = Route::Interview(Seat::One("incidents-dropped-table".to_owned()));
    let interview = Route::Interview(mock("KYIV", true));
    for (route, reveal) in [(question, true), (interview, false)] {
        let Route::Interview(seat) = route.clone() else {
            continue;
        };
        let mut candidate = Candidate::at(seat);
        if reveal {
            candidate.press("Not sure");
        }
        assert!(candidate.sees().contains("A strong answer"));
        let run = leads(&candidate.parts(), "Watch the run").expect("there is a run");
        candidate.tell(Msg::Go(run));
        let above = |candidate: &Candidate| Parts::of(|at| candidate.state.above(at));
        let back = leads(&above(&candidate), "Back to the question").expect("a way back");
        assert_eq!(back, route);
        // Whoever does something there is not lost either.
        candidate.tell(Msg::StepForward);
        candidate.tell(Msg::Go(Route::Home));
        candidate.tell(Msg::Go(Route::Sandbox));
        assert!(leads(&above(&candidate), "Back to the question").is_some());
        candidate.tell(Msg::Go(back));
        assert!(
            candidate.sees().contains("A strong answer"),
            "it is revealed still"
        );
        // A run of one's own leads nowhere.
        candidate.tell(Msg::EmptySandbox);
        assert_eq!(leads(&above(&candidate), "Back to the question"), None);
    }
}
