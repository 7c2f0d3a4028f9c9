//! A class and its teacher, told to the Elm loop.

use crate::app::class::{self, ClassField, ClassMsg, Link, of_lesson};
use crate::app::course::CourseMsg;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::learner_tests::{Learner, lesson, lessons};
use crate::app::lesson::{LessonMsg, NoLesson, Page, Said};
use crate::app::part::read::{pressed, spoken};
use crate::app::part::{Part, Parts};
use crate::app::reader::{Answer, Task as Ordered};
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::{Screen, Theme};
use crate::app::{Effect, Msg};
use crate::lesson::hand_in::{HandIn, Row, Task, What, read as read_code, replayed, write};
use crate::lesson::read;
use proptest::prelude::proptest;
use std::path::Path;
use std::rc::Rc;

/// Somebody in front of the page, and what the browser and the reader do for it.
pub(in crate::app) struct Visitor {
    pub(in crate::app) state: State,
    pub(in crate::app) now: u64,
    pub(in crate::app) saved: Option<String>,
    pub(in crate::app) task: Option<String>,
    pub(in crate::app) copied: String,
    /// Whether no lesson comes.
    pub(in crate::app) offline: bool,
}

impl Visitor {
    pub(in crate::app) fn at(address: &str) -> Visitor {
        let mut visitor = Visitor {
            state: State::arriving(Theme::Auto, None, None),
            now: 1_800_000_000,
            saved: None,
            task: None,
            copied: String::new(),
            offline: false,
        };
        visitor.goes(address);
        visitor
    }

    pub(in crate::app) fn goes(&mut self, address: &str) {
        self.tell(Msg::Go(Route::parse(address)));
    }

    /// The page is loaded anew.
    pub(in crate::app) fn reloads(&mut self, address: &str) {
        self.state = State::arriving(Theme::Auto, None, self.saved.as_deref());
        self.state.class.mine.clone_from(&self.task);
        self.goes(address);
    }

    pub(in crate::app) fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            self.carry_out(effect);
        }
    }

    pub(in crate::app) fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::FetchIndex => {
                let list = include_str!("../../../lessons/index.json").to_owned();
                self.tell(Msg::Course(CourseMsg::Listed(Ok(list))));
            }
            Effect::FetchQuestions => {
                let list = include_str!("../../../lessons/interview.json").to_owned();
                self.tell(Msg::Interview(InterviewMsg::Listed(Ok(list))));
            }
            Effect::FetchLesson { ticket, address } => {
                let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(address);
                let text = std::fs::read_to_string(file);
                let text = text.ok().filter(|_| !self.offline);
                let text = text.ok_or(NoLesson::Missing);
                self.tell(Msg::Lesson(LessonMsg::Came { ticket, text }));
            }
            Effect::AskReader { ticket, ask, text } => {
                assert_eq!(ask, Ordered::Read);
                let answer = Answer {
                    ticket,
                    lesson: read(&text).ok(),
                    ..Answer::default()
                };
                self.tell(Msg::Lesson(LessonMsg::Answered(Rc::new(answer))));
            }
            Effect::TellTime {
                ticket,
                after_ms: 0,
            } => {
                let seconds = self.now;
                let now = InterviewMsg::Now { ticket, seconds };
                self.tell(Msg::Interview(now));
            }
            Effect::SaveProgress(text) => self.saved = Some(text),
            Effect::Class(class::ClassEffect::Keep(address)) => self.task = Some(address),
            Effect::Class(class::ClassEffect::Settle) => {
                let page = "https://lab.example/".to_owned();
                self.tell(Msg::Class(ClassMsg::Page(page)));
            }
            Effect::Class(class::ClassEffect::Tick) => self.tell(Msg::Class(ClassMsg::Next)),
            Effect::Class(class::ClassEffect::Copy(what, text)) => {
                self.copied = text;
                self.tell(Msg::Class(ClassMsg::Copied(what, true)));
            }
            _ => {}
        }
    }

    pub(in crate::app) fn parts(&self) -> Vec<Part> {
        Parts::of(|at| self.state.class(at))
    }

    pub(in crate::app) fn sees(&self) -> String {
        spoken(&self.parts())
    }

    pub(in crate::app) fn presses(&mut self, words: &str) {
        let all = pressed(&self.parts());
        let found = all.iter().find(|(on, _)| on.contains(words));
        let (_, msg) = found.unwrap_or_else(|| panic!("no button {words} in {all:?}"));
        self.tell(msg.clone());
    }

    pub(in crate::app) fn writes(&mut self, field: ClassField, text: &str) {
        self.tell(Msg::Class(ClassMsg::Write(field, text.to_owned())));
    }

    /// The link that is shown under these words.
    pub(in crate::app) fn follows(&mut self, words: &str) {
        let route = link_on(&self.parts(), words)
            .unwrap_or_else(|| panic!("no link {words} in {}", self.sees()));
        self.goes(&route);
    }

    pub(in crate::app) fn reads_codes(&mut self, text: &str) {
        self.writes(ClassField::Pasted, text);
        self.presses("Read the codes");
    }

    pub(in crate::app) fn drops(&mut self, text: &str) {
        let (text, from) = (text.to_owned(), "a file");
        self.tell(Msg::Course(CourseMsg::File { text, from }));
    }

    pub(in crate::app) fn rows(&self) -> Vec<Row> {
        class::rows(&self.state.class, &self.state.course)
    }

    pub(in crate::app) fn hands_in(&mut self) -> String {
        self.goes("#/task/hand-in");
        self.presses("Copy the code");
        self.copied.clone()
    }
}

pub(in crate::app) fn link_on(parts: &[Part], words: &str) -> Option<String> {
    use crate::app::part::Attribute;
    let mut all = crate::app::part::read::groups(parts).into_iter();
    let found =
        all.find(|group| spoken(&group.parts).contains(words) && group.kind.starts_with('a'))?;
    let mut says = found.says.iter();
    says.find(|(what, _)| *what == Attribute::Href)
        .map(|(_, href)| href.to_string())
}

/// Begins the first lesson as it was set, and plays it by what it offers.
pub(in crate::app) fn played(name: &str, link: &str, guess: usize) -> Visitor {
    let mut visitor = Visitor::at(link);
    visitor.writes(ClassField::Name, name);
    visitor.follows("Begin");
    visitor.now += 600;
    let mut learner = Learner::with(visitor.state.clone());
    learner.press(Msg::Lesson(LessonMsg::Next));
    while learner.play().page != Page::Result {
        while let Some(question) = learner.play().unanswered() {
            learner.press(Msg::Lesson(LessonMsg::Say(question, Said::Choice(guess))));
            learner.press(Msg::Lesson(LessonMsg::Sure(question, guess == 1)));
        }
        learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    }
    learner.wait_for_the_end();
    visitor.state = learner.state;
    visitor
}

pub(in crate::app) const LINK: &str =
    "#/task/lesson/01-multi-az?class=DB-26&predict=must&number=dns.ttl:6s";

#[test]
fn a_class_plays_under_its_names_hands_in_and_is_replayed_into_a_table() {
    let mut door = Visitor::at(&format!("{LINK}&hints=off&colour=red"));
    let seen = door.sees();
    assert!(
        seen.contains("Set for DB-26") && seen.contains("no hints"),
        "{seen}"
    );
    assert!(
        seen.contains("colour=red") && seen.contains("no setting is called so"),
        "{seen}"
    );
    assert!(
        link_on(&door.parts(), "Begin").is_none(),
        "whoever has no name has no luck"
    );
    door.writes(ClassField::Name, "Ada Lovelace");
    door.follows("Begin");
    assert_eq!(door.state.run.seed(), "Ada-Lovelace");
    let play = door.state.lesson.as_ref().expect("the lesson stands there");
    let mut steps = play.lesson.steps.iter();
    assert!(steps.all(|step| step.step.hints.is_empty()));

    let codes: Vec<String> = [("Ada Lovelace", 0), ("Zoë", 1), ("Grace", 0)]
        .into_iter()
        .map(|(name, guess)| played(name, LINK, guess).hands_in())
        .collect();
    let mut teacher = Visitor::at("#/class");
    teacher.reads_codes(&format!(
        "{}\nhello FL1.abc\n{}\n\n{}",
        codes[0], codes[1], codes[2]
    ));
    let table = teacher.sees();
    for name in ["Ada Lovelace", "Zoë", "Grace"] {
        assert!(table.contains(name), "{table}");
    }
    assert!(
        table.contains("Read 3 codes; 1 refused:") && table.contains("10\u{a0}min"),
        "{table}"
    );
    let rows = teacher.rows();
    assert_eq!(rows.len(), 4);
    let mut won = rows[1..].iter();
    let is_won = |row: &Vec<String>| row[1] == "DB-26" && row[4] == "yes";
    assert!(won.all(is_won), "{rows:?}");
    let mut cells = rows[1..].iter().flatten();
    assert!(cells.any(|cell| cell.ends_with(": wrong")), "{rows:?}");
    let told = table.contains("Zoë, sure") && table.contains("Grace, not sure");
    assert!(told, "{table}");
    teacher.reads_codes(&codes[0]);
    assert_eq!(teacher.state.class.entries.len(), 3);
    assert!(
        teacher
            .sees()
            .contains("1 was there already (Ada Lovelace)")
    );
}

#[test]
fn a_task_goes_on_after_a_reload_and_knows_its_learner() {
    let mut learner = played("Ada", LINK, 0);
    let code = learner.hands_in();
    let address = learner.task.clone().expect("it is kept");
    assert!(address.contains("name=Ada"), "{address}");
    learner.tell(Msg::Leave);
    learner.goes(&format!("#/{address}"));
    learner.tell(Msg::Leave);
    learner.reloads(&format!("#/{address}"));
    assert_eq!(learner.hands_in(), code);
    // The teacher's link leads on with it.
    learner.now += 50;
    learner.goes(LINK);
    assert_eq!(learner.state.class.name, "Ada");
    learner.follows("Continue");
    assert_eq!(learner.state.window.screen, Screen::Lab);
    let mut other = Visitor::at("#/task/hand-in");
    assert!(other.sees().contains("Nothing to hand in yet"));
    other.goes("#/task/lesson/../x");
    assert!(!other.sees().contains("Begin"));
    other.goes("#/task/nothing/x?class=A");
    assert!(other.sees().contains("cannot be read"));
}

#[test]
fn every_lesson_that_was_won_by_its_buttons_is_won_by_its_code() {
    for (name, text) in lessons() {
        let lesson = lesson(&text);
        if lesson.front.game.is_some() {
            continue;
        }
        let mut learner = Learner::begins(&lesson, "Ada-Lovelace");
        while learner.play().page != Page::Result {
            learner
                .end_step()
                .unwrap_or_else(|why| panic!("{name}: {why}"));
        }
        learner.wait_for_the_end();
        let link = Link {
            task: Task::new(What::Lesson(name.clone()), ""),
            name: Some("Ada Lovelace".to_owned()),
            since: 0,
            ignored: Vec::new(),
        };
        let play = learner.play();
        let handed_in = of_lesson(&link, play, &learner.state.run).expect("it has a name");
        let code = write(&handed_in);
        assert!(code.len() < 2000, "{name}: {}", code.len());
        let fared = replayed(&read_code(&code).expect("it can be read"), Some(&lesson));
        let fared = fared.unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(fared.won, play.won, "{name}: {fared:?}");
        assert_eq!(fared.answers, play.play.answers, "{name}");
    }
}

#[test]
fn a_file_is_a_hand_in_on_the_teachers_page_alone_and_what_was_refused_can_be_mended() {
    let code = played("Ada", LINK, 0).hands_in();
    let mut learner = Visitor::at(LINK);
    learner.drops(&code);
    assert!(
        learner.state.class.entries.is_empty(),
        "no desk stands there"
    );
    let mut teacher = Visitor::at("#/class");
    for number in 0..45 {
        teacher.drops(&format!("FL1.broken{number}"));
    }
    teacher.drops(&code);
    let class = &teacher.state.class;
    assert_eq!((class.entries.len(), class.read.refused.len()), (1, 40));
    let told = class.read.refused.join("\n");
    assert!(
        told.contains("broken44…") && !told.contains("broken4…"),
        "{told}"
    );
    teacher.reads_codes("FL1.broken");
    let class = &teacher.state.class;
    assert_eq!(
        (class.read.refused.len(), class.pasted.as_str()),
        (1, "FL1.broken")
    );
    let other = HandIn {
        name: "Grace".to_owned(),
        ..read_code(&code).expect("it was just written")
    };
    teacher.reads_codes(&write(&other));
    let class = &teacher.state.class;
    assert_eq!((class.entries.len(), class.pasted.as_str()), (2, ""));
    assert!(class.read.refused.is_empty(), "{:?}", class.read.refused);
}

#[test]
fn lessons_that_did_not_come_are_asked_for_again_and_copies_name_whom_they_are_like() {
    let ada = read_code(&played("Ada", LINK, 0).hands_in()).expect("it was just written");
    let (mut later, mut grace, mut zoe) = (ada.clone(), ada.clone(), ada.clone());
    later.seconds += 9;
    "Grace".clone_into(&mut grace.name);
    "Zoë".clone_into(&mut zoe.name);
    zoe.task.hints_off = true;
    let codes = [ada, later, grace, zoe].map(|one| write(&one)).join("\n");
    let mut teacher = Visitor::at("#/class");
    teacher.offline = true;
    teacher.reads_codes(&codes);
    assert!(teacher.sees().contains("did not come"));
    teacher.offline = false;
    teacher.reads_codes("");
    let rows = teacher.rows();
    let copied = |name: &str| {
        let of = rows.iter().filter(|row| row[0] == name);
        let told = of.map(|row| row[5].contains("to the second, as Ada"));
        told.collect::<Vec<_>>()
    };
    assert!(!teacher.sees().contains("did not come"), "{rows:?}");
    assert_eq!(
        copied("Ada"),
        [false, false],
        "nobody copies from themselves"
    );
    assert_eq!(copied("Grace"), [true]);
    assert_eq!(copied("Zoë"), [false], "another task");
}

proptest! {
    #[test]
    fn no_address_of_a_task_breaks_the_page(rest in "\\PC{0,80}", key in "(class|hints|number|only|design|name|since)") {
        for what in ["lesson/01-multi-az", "game/shift", "interview/senior", "x"] {
            if let Some(link) = class::read(&format!("task/{what}?{key}={rest}&{rest}")) {
                let whose = link.name.as_deref().map(|name| (name, link.since));
                let again = class::read(&class::address(&link.task, whose)).map(|link| link.task);
                assert_eq!(again, Some(link.task));
            }
        }
    }
}
