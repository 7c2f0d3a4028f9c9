//! The making of a link, and what a learner finds behind it before it is begun.

use crate::app::Msg;
use crate::app::class::tests::{Visitor, link_on};
use crate::app::class::{ClassField, ClassMsg, Kind};
use crate::app::game::GameMsg;
use crate::app::part::Attribute;
use crate::app::part::Parts;
use crate::app::part::read::{groups, spoken};
use crate::lesson::GameLevel;

/// What the field of the link shows.
fn shown_address(visitor: &Visitor) -> String {
    let parts = visitor.parts();
    let mut all = groups(&parts).into_iter();
    let says = |says: &[(Attribute, crate::app::part::Words)], of: Attribute| {
        let mut all = says.iter();
        all.find(|(what, _)| *what == of)
            .map(|(_, words)| words.to_string())
    };
    let field = all.find(|one| says(&one.says, Attribute::Id).as_deref() == Some("class-link"));
    let field = field.expect("there is a link");
    says(&field.says, Attribute::Value).unwrap_or_default()
}

#[test]
fn beside_each_lesson_stand_its_guide_and_the_way_to_present_it() {
    let teacher = Visitor::at("#/class");
    for (words, place) in [("Guide", "guide"), ("Present", "present")] {
        let link = link_on(&teacher.parts(), words).expect("it leads there");
        assert_eq!(link, format!("#/{place}/01-multi-az"));
    }
    let seen = teacher.sees();
    assert!(
        seen.contains("Electives") && seen.contains("5\u{a0}min"),
        "{seen}"
    );
    let place = |words: &str| {
        seen.find(words)
            .unwrap_or_else(|| panic!("no {words} in {seen}"))
    };
    assert!(
        place("Guide") < place("Choose another"),
        "the chosen one has its own"
    );
    assert_eq!(
        seen.matches("Guide").count(),
        seen.matches("Play it").count()
    );
}

#[test]
fn a_link_is_made_and_says_what_of_it_cannot_be() {
    let mut teacher = Visitor::at("#/class");
    teacher.writes(ClassField::Class, "DB 26");
    teacher.writes(ClassField::Numbers, "failover.detection 30s\nno-such 1");
    teacher.tell(Msg::Class(ClassMsg::HintsOff(true)));
    let seen = teacher.sees();
    assert!(seen.contains("no-such 1"), "{seen}");
    assert!(
        seen.contains("There is no link yet") && !seen.contains("Copy the link"),
        "{seen}"
    );
    teacher.writes(ClassField::Numbers, "failover.detection 30s");
    teacher.presses("Copy the link");
    assert!(teacher.sees().contains("Copied"));
    let address = shown_address(&teacher);
    assert_eq!(address, format!("https://lab.example/#{}", teacher.copied));
    let link = format!("#{}", teacher.copied);
    assert_eq!(
        link,
        "#/task/lesson/01-multi-az?class=DB%2026&hints=off&number=failover.detection:30s"
    );
    assert!(Visitor::at(&link).sees().contains("failover.detection"));
    teacher.writes(ClassField::Class, "DB 27");
    assert!(!teacher.sees().contains("Copied"), "it is another link");
}

#[test]
fn a_chosen_lesson_and_a_game_day_lead_to_their_guides() {
    let mut teacher = Visitor::at("#/class");
    teacher.presses("A bad DELETE");
    let link = link_on(&teacher.parts(), "Guide").expect("it leads there");
    assert_eq!(link, "#/guide/03-bad-delete");
    teacher.tell(Msg::Class(ClassMsg::Kind(Kind::Game)));
    let link = link_on(&teacher.parts(), "Guide").expect("it leads there");
    assert_eq!(link, "#/guide/10-game-day");
}

#[test]
fn a_task_says_that_it_wants_a_name_and_bears_its_lessons_title() {
    let mut door = Visitor::at("#/task/lesson/02-single-az");
    let seen = door.sees();
    assert!(seen.contains("The same outage, one copy"), "{seen}");
    assert!(!seen.contains("02-single-az"), "{seen}");
    assert!(seen.contains("Write your name first"), "{seen}");
    door.presses("Begin");
    door.writes(ClassField::Name, "Ada");
    assert!(!door.sees().contains("Write your name first"));
    assert!(link_on(&door.parts(), "Begin").is_some());
}

#[test]
fn name_and_level_of_a_game_day_that_was_set_stand() {
    let mut ada = Visitor::at("#/task/game/shift?class=DB-26");
    ada.writes(ClassField::Name, "Ada");
    ada.follows("Begin");
    let chosen = |visitor: &Visitor| {
        let set_up = &visitor.state.set_up;
        (set_up.seed().unwrap_or_default(), set_up.level)
    };
    let set = chosen(&ada);
    assert_eq!(set, ("Ada".to_owned(), GameLevel::Shift));
    for msg in [
        GameMsg::Name("KYIV".to_owned()),
        GameMsg::Dice,
        GameMsg::Level(GameLevel::Storm),
    ] {
        ada.tell(Msg::Game(msg));
        assert_eq!(chosen(&ada), set);
    }
    let told = ada.state.window.notice.as_ref().expect("it is refused");
    assert!(
        told.text.contains("could not be handed in"),
        "{}",
        told.text
    );
    let seen = spoken(&Parts::of(|at| ada.state.choices(at)));
    assert!(seen.contains("Set for DB-26"), "{seen}");
    // Who goes to a day of their own is free.
    ada.goes("#/game");
    ada.tell(Msg::Game(GameMsg::Level(GameLevel::Storm)));
    assert_eq!(ada.state.set_up.level, GameLevel::Storm);
}

#[test]
fn numbers_and_actions_are_chosen_by_what_they_mean_and_a_mistake_stands_under_its_own_field() {
    let mut teacher = Visitor::at("#/class");
    let seen = teacher.sees();
    let number = crate::cloud::numbers::find("failover.detection").expect("there is one");
    assert!(
        seen.contains(&format!(" is {number}: {}", number.meaning)),
        "{seen}"
    );
    teacher.presses("failover.detection");
    teacher.presses("aws rds reboot-db-instance");
    teacher.presses("app point");
    let making = &teacher.state.class.making;
    assert_eq!(making.only, "aws rds reboot-db-instance\napp point");
    let (task, wrong) = making.task();
    assert!(wrong.iter().all(Vec::is_empty), "{wrong:?}");
    assert_eq!((task.numbers.len(), task.only.len()), (1, 2));
    teacher.writes(ClassField::Numbers, "detection 45s");
    let seen = teacher.sees();
    let at = |words: &str| {
        seen.find(words)
            .unwrap_or_else(|| panic!("no {words} in {seen}"))
    };
    assert!(at("no number is called") < at("Allowed actions"), "{seen}");
    assert!(seen.contains("did you mean failover.detection?"), "{seen}");
    assert!(!seen.contains("failover-lab"), "that is no teacher's");
    teacher.writes(ClassField::Numbers, "");
    teacher.writes(ClassField::Only, "dance");
    let seen = teacher.sees();
    let at = |words: &str| {
        seen.find(words)
            .unwrap_or_else(|| panic!("no {words} in {seen}"))
    };
    assert!(
        at("no action begins with") > at("Allowed actions"),
        "{seen}"
    );
}
