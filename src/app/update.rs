//! The Elm loop: a message changes the state and may ask for effects.

use crate::app::game::{self, GameMsg};
use crate::app::msg::{Effect, Msg, TerminalMsg};
use crate::app::state::{Calm, Exchange, Menu, Notice, SPEEDS, State, Tab};
use crate::app::thing::Thing;
use crate::app::tour::{self, Step};
use crate::app::{
    announce, author, clock, confirm, course, lesson, navigate, opening, operations, share,
    tour_update, verdict, words,
};
use crate::sim::{SimTime, parse_duration};
use crate::world::{IncidentView, View, WriteView};
use std::rc::Rc;

pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = react(state, msg);
    effects.append(&mut state.pending);
    effects
}

fn react(state: &mut State, msg: Msg) -> Vec<Effect> {
    if let Some(reason) = game::forbids(state, &msg) {
        state.notice = Some(bad(reason));
        return Vec::new();
    }
    match msg {
        Msg::Tick(ms) => return clock::tick(state, ms),
        Msg::TogglePlay if state.playing => return clock::pause(state),
        Msg::TogglePlay => {
            state.notice = None;
            if lesson::lets_play(state) {
                clock::start(state);
            }
        }
        Msg::StepForward if lesson::lets_play(state) => clock::step(state),
        Msg::StepForward => {}
        Msg::Speed(speed) => {
            state.auto = false;
            state.speed = speed.min(SPEEDS.len() - 1);
        }
        Msg::ToggleAuto => {
            state.auto = !state.auto;
            state.quiet_ms = 0.0;
        }
        Msg::Faster(way) if state.in_game() => return game::faster(state, way),
        Msg::Faster(way) => {
            state.auto = false;
            state.speed = state.speed.saturating_add_signed(way).min(SPEEDS.len() - 1);
        }
        Msg::SeekTo(time) => clock::seek(state, time),
        Msg::TogglePauses => state.pauses = !state.pauses,
        Msg::Undo => return undo(state),
        Msg::Restart => clock::seek(state, SimTime::START),
        Msg::NextSeed => return opening::next_seed(state),
        Msg::Act(line) => return confirm::act(state, &line),
        Msg::Select(thing) => {
            select(state, thing);
            return vec![Effect::ToTop("tabpanel")];
        }
        Msg::Open(tab) if state.tabs().contains(&tab) => state.tab = tab,
        Msg::Open(_) => {}
        Msg::MoveTab(way) => return move_tab(state, way),
        Msg::OpenMenu(menu) => open_menu(state, menu),
        Msg::CloseMenus if confirm::is_asking(state) => return confirm::answer(state, false),
        Msg::CloseMenus => return close(state),
        Msg::ToPrompt => {
            state.tab = Tab::Terminal;
            return vec![Effect::Focus("prompt".to_owned())];
        }
        Msg::Terminal(msg) => return terminal(state, msg),
        Msg::Goal { name, value } => return goal(state, name, &value),
        Msg::Start(name) => return opening::start(state, name),
        Msg::EmptySandbox => {
            return opening::open(state, &format!("seed {}\n", state.run.seed()), None);
        }
        Msg::OpenTranscript { text, from } => return opening::open(state, &text, Some(from)),
        Msg::Unreadable(what) => {
            state.notice = Some(bad(format!(
                "{what} could not be read. Your run is as it was."
            )))
        }
        Msg::OpenBranch(place) => return opening::open_branch(state, place),
        Msg::Incident(place) => {
            state.incident = Some(place);
            refresh(state);
        }
        Msg::WhyNot(reason) => state.notice = Some(bad(reason)),
        Msg::Share if state.game.is_some() => return game::react(state, GameMsg::ShareRun),
        Msg::Share => {
            state.notice = None;
            return vec![Effect::CopyLink(share::fragment(&state.run.text()))];
        }
        Msg::Copied(done) => copied(state, done),
        Msg::Import => return vec![Effect::PickFile],
        Msg::Theme(theme) => {
            state.theme = theme;
            return vec![Effect::SaveTheme(theme)];
        }
        Msg::ToggleHelp if state.help => return close(state),
        Msg::ToggleHelp => {
            state.help = true;
            return vec![Effect::Focus("help-title".to_owned())];
        }
        Msg::DismissNotice => return confirm::answer(state, false),
        Msg::Confirm => return confirm::answer(state, true),
        Msg::Leave => return course::keep_run(state),
        Msg::Tour(msg) => return tour_update::react(state, msg),
        Msg::Go(route) => return navigate::go(state, route),
        Msg::Course(msg) => return course::react(state, msg),
        Msg::Author(msg) => return author::react(state, msg),
        Msg::Lesson(msg) => return lesson::react(state, msg),
        Msg::Game(msg) => return game::react(state, msg),
    }
    Vec::new()
}

pub fn good(text: impl Into<String>) -> Notice {
    Notice {
        text: text.into(),
        bad: false,
        door: None,
    }
}

pub fn bad(text: impl Into<String>) -> Notice {
    Notice {
        text: text.into(),
        bad: true,
        door: None,
    }
}

/// Draws everything anew, and tells what has changed since it was last drawn.
pub fn refresh(state: &mut State) {
    let view = state.run.view();
    select_something(state, &view);
    let told = announce::changes(&state.calm.view, &view, game::keeps_secret(state));
    if !told.is_empty() {
        state.announced = told.join(" ");
    }
    if let Some(tour) = &state.tour
        && tour.step == Step::Answer
        && !told.is_empty()
    {
        state
            .announced
            .insert_str(0, &format!("{} ", tour::headline(tour, &view)));
    }
    let with_refusal = |line: Option<&str>| line.and_then(|line| refusal(state, line));
    let operations = match &state.selected {
        Some(thing) if state.tour.is_none() => operations::of(&view, thing)
            .into_iter()
            .map(|operation| (operation.clone(), with_refusal(Some(&operation.line))))
            .collect(),
        _ => Vec::new(),
    };
    let incident = state
        .incident
        .filter(|place| *place < view.incidents.len())
        .or_else(|| verdict::to_be_read(&view));
    let ways = incident
        .filter(|_| state.tour.is_none())
        .and_then(|place| verdict::ways_out(&view, &view.incidents[place]))
        .into_iter()
        .flatten()
        .map(|way| (way.clone(), with_refusal(way.line.as_deref())))
        .collect();
    let journal = game::readable(state);
    let leapt = view.now < state.calm.view.now || !state.playing;
    state.ticker.look_again(&state.run, &view, leapt);
    state.frame = Rc::clone(&view);
    state.calm = Rc::new(Calm {
        lost: incident.map_or_else(Vec::new, |place| lost(state, &view.incidents[place])),
        view,
        journal,
        operations,
        incident,
        ways,
    });
    state.calm_age_ms = 0.0;
    lesson::observe(state);
}

/// Why a line would not be carried out now, if so: the lesson does not offer it, or AWS would refuse it.
fn refusal(state: &State, line: &str) -> Option<String> {
    if let Some(reason) = game::refusal(state, line) {
        return Some(reason.to_owned());
    }
    let play = state.lesson.as_ref();
    let by_lesson = play.and_then(|play| lesson::refusal(&play.lesson, line));
    match by_lesson {
        Some(refused) => Some(refused.reason),
        None => state.run.refusal(line),
    }
}

/// In the sandbox something is always selected, also when it is gone: then the inspector says so.
fn select_something(state: &mut State, view: &View) {
    if state.selected.is_none() && state.tour.is_none() {
        state.selected = first_thing(view);
    }
}

/// The first and the last writes that an incident lost.
fn lost(state: &State, incident: &IncidentView) -> Vec<WriteView> {
    const EACH: u64 = 3;
    let mut writes = Vec::new();
    for stretch in incident.lost.iter().take(2) {
        let (first, last) = (stretch.first_number, stretch.last_number);
        let until = last.min(first.saturating_add(EACH - 1));
        writes.extend(state.run.writes_named(&stretch.app, first, until));
        let from = (until + 1).max(last.saturating_sub(EACH - 1));
        writes.extend(state.run.writes_named(&stretch.app, from, last));
    }
    writes
}

fn select(state: &mut State, thing: Thing) {
    state.selected = Some(thing);
    state.tab = Tab::Inspector;
    refresh(state);
}

fn open_menu(state: &mut State, menu: Menu) {
    if let Menu::Faults(thing) = &menu {
        state.selected = Some(thing.clone());
        refresh(state);
    }
    state.menu = menu;
}

fn first_thing(view: &View) -> Option<Thing> {
    view.databases.first().map(Thing::database)
}

fn undo(state: &mut State) -> Vec<Effect> {
    let undone = state.run.undo();
    if undone.is_some() {
        lesson::reopen(state, true);
    }
    state.notice = Some(match undone {
        Some(line) => good(format!("Undone: {line}")),
        None => bad("There is nothing to undo."),
    });
    state.playing = false;
    refresh(state);
    course::keep_run(state)
}

/// Runs a line now; its answer goes to the terminal, and a refusal also to a notice.
pub fn act(state: &mut State, line: &str) -> Vec<Effect> {
    if !lesson::lets_run(state, line) {
        return close(state);
    }
    if let Some(reason) = game::refusal(state, line) {
        refuse(state, line, reason);
        return close(state);
    }
    if state.game.is_none() {
        state.run.to_whole_second(line);
    }
    let at = words::stopwatch(state.run.now());
    let before = (state.run.text(), state.run.branches());
    let answer = state.run.act(line);
    let answer_refused = answer.refused;
    let forked = state.run.branches() > before.1;
    let opened = state.run.view().incidents.len() > state.frame.incidents.len();
    if forked {
        state.branches.push(before.0);
        lesson::reopen(state, false);
    }
    state.notice = answer
        .refused
        .then(|| bad(answer.text.lines().next().unwrap_or_default()))
        .or(forked.then(|| {
            good(
                "You acted in the past: the run has forked. The earlier branch is kept under Runs.",
            )
        }));
    Rc::make_mut(&mut state.terminal.entries).push(Exchange {
        at,
        line: line.to_owned(),
        answer: answer.text,
        refused: answer.refused,
    });
    let mut effects = close(state);
    if opened {
        state.incident = None;
    }
    if state.lesson.is_some() {
        if !answer_refused {
            lesson::has_run(state, line);
        }
    } else if opened && state.playing && state.pauses && state.tour.is_none() {
        clock::pause_at_incident(state);
    }
    game::acted(state);
    refresh(state);
    effects.extend(course::keep_run(state));
    effects.push(Effect::ScrollTerminal);
    effects
}

/// Answers a line that is not run, in the terminal too.
pub fn refuse(state: &mut State, line: &str, reason: &str) {
    Rc::make_mut(&mut state.terminal.entries).push(Exchange {
        at: words::stopwatch(state.run.now()),
        line: line.to_owned(),
        answer: reason.to_owned(),
        refused: true,
    });
    state.notice = Some(bad(reason));
    state.pending.push(Effect::ScrollTerminal);
}

/// Closes what is open, and gives the focus back to what opened it.
pub fn close(state: &mut State) -> Vec<Effect> {
    let help = std::mem::take(&mut state.help);
    let opener = match std::mem::take(&mut state.menu) {
        Menu::Faults(thing) => thing.break_id(),
        Menu::Runs => "runs".to_owned(),
        Menu::Closed if help => "help".to_owned(),
        Menu::Closed => return Vec::new(),
    };
    vec![Effect::Focus(opener)]
}

fn terminal(state: &mut State, msg: TerminalMsg) -> Vec<Effect> {
    match msg {
        TerminalMsg::Input(text) => {
            let was_empty = std::mem::replace(&mut state.terminal.input, text).is_empty();
            if was_empty {
                return vec![Effect::KnowAws];
            }
        }
        TerminalMsg::Submit => {
            let line = std::mem::take(&mut state.terminal.input);
            state.terminal.back = 0;
            if !line.trim().is_empty() {
                return confirm::act(state, line.trim());
            }
        }
        TerminalMsg::History(way) => {
            let entries = &state.terminal.entries;
            let back = state
                .terminal
                .back
                .saturating_add_signed(-way as isize)
                .min(entries.len());
            state.terminal.back = back;
            state.terminal.input = match back {
                0 => String::new(),
                back => entries[entries.len() - back].line.clone(),
            };
        }
        TerminalMsg::Edit(line) => {
            state.terminal.input = line;
            state.tab = Tab::Terminal;
            return vec![Effect::Focus("prompt".to_owned())];
        }
    }
    Vec::new()
}

fn goal(state: &mut State, name: &'static str, value: &str) -> Vec<Effect> {
    let typed = words::as_typed(value);
    if parse_duration(&typed).is_err() {
        state.notice = Some(bad(format!(
            "“{value}” is not a duration. Write 90 s, 15 min or 2 h."
        )));
        return Vec::new();
    }
    act(state, &format!("goal {name} {typed}"))
}

fn copied(state: &mut State, done: bool) {
    state.notice = Some(match done {
        true => good("Link copied. Whoever opens it sees the same run."),
        false => bad("The browser did not let the link be copied. It stands in the address bar."),
    });
}

fn move_tab(state: &mut State, way: isize) -> Vec<Effect> {
    let tabs = state.tabs();
    let place = tabs.iter().position(|tab| *tab == state.tab);
    let next = (place.unwrap_or(0) + tabs.len()).saturating_add_signed(way);
    state.tab = tabs[next % tabs.len()];
    vec![Effect::Focus(state.tab.id().to_owned())]
}
