//! The Elm loop: a message changes the state and may ask for effects.

use crate::app::effect::Effect;
use crate::app::game::{self, GameMsg};
use crate::app::lesson;
use crate::app::lost;
use crate::app::msg::{Msg, TerminalMsg};
use crate::app::navigate;
use crate::app::notice::{bad, good};
use crate::app::opening;
use crate::app::operations;
use crate::app::share;
use crate::app::state::{Calm, State};
use crate::app::thing::Thing;
use crate::app::tour::{self, Step};
use crate::app::tour_update;
use crate::app::verdict;
use crate::app::ways;
use crate::app::window::{Exchange, Menu, Tab};
use crate::app::words;
use crate::app::{announce, author, clock, confirm, course};
use crate::sim::parse_duration;
use crate::world::View;
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
        Msg::Tick(_)
        | Msg::TogglePlay
        | Msg::StepForward
        | Msg::Speed(_)
        | Msg::Faster(_)
        | Msg::ToggleAuto
        | Msg::SeekTo(_)
        | Msg::TogglePauses
        | Msg::Restart => return clock::react(state, msg),
        Msg::Undo => return undo(state),
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
        Msg::ToPrompt => return to_prompt(state),
        Msg::Terminal(msg) => return terminal(state, msg),
        Msg::Goal { name, value } => return goal(state, name, &value),
        Msg::Start(name) => return opening::start(state, name),
        Msg::EmptySandbox => return opening::empty_sandbox(state),
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
        Msg::Share => return share(state),
        Msg::Copied(done) => copied(state, done),
        Msg::Import => return vec![Effect::PickFile],
        Msg::Theme(theme) => {
            state.theme = theme;
            return vec![Effect::SaveTheme(theme)];
        }
        Msg::ToggleHelp if state.help => return close(state),
        Msg::ToggleHelp => {
            state.help = true;
            return vec![Effect::BorrowFocus("help-title")];
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
        .and_then(|place| ways::ways_out(&view, &view.incidents[place]))
        .into_iter()
        .flatten()
        .map(|way| (way.clone(), with_refusal(way.line.as_deref())))
        .collect();
    let journal = game::readable(state);
    let leapt = view.now < state.calm.view.now || !state.playing;
    state.ticker.look_again(&state.run, &view, leapt);
    state.frame = Rc::clone(&view);
    state.calm = Rc::new(Calm {
        lost: incident.map_or_else(Vec::new, |place| {
            let named = |app: &str, first, last| state.run.writes_named(app, first, last);
            lost::rows(view.calendar, &view.incidents[place].lost, named)
        }),
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

/// In the sandbox something is always selected, also when it is gone: then the inspector says so. A database stays selected under
/// a new name.
fn select_something(state: &mut State, view: &View) {
    let selected = state.selected.as_ref();
    if let Some(before) = selected.and_then(|thing| thing.database_in(&state.calm.view)) {
        let mut all = view.databases.iter();
        let now = all.find(|entry| entry.resource_id == before.resource_id);
        state.selected = now.map(Thing::database).or(state.selected.take());
    }
    if state.selected.is_none() && state.tour.is_none() {
        state.selected = first_thing(view);
    }
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
    if let Some(game) = &mut state.game {
        game.acted();
    }
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

/// Closes what is open, and gives the focus back to where it was, or to what opened it.
pub fn close(state: &mut State) -> Vec<Effect> {
    if std::mem::take(&mut state.help) {
        return vec![Effect::ReturnFocus("help")];
    }
    vec![Effect::Focus(match std::mem::take(&mut state.menu) {
        Menu::Faults(thing) => thing.break_id(),
        Menu::Runs => "runs".to_owned(),
        Menu::Closed => return Vec::new(),
    })]
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
            return to_prompt(state);
        }
    }
    Vec::new()
}

fn to_prompt(state: &mut State) -> Vec<Effect> {
    state.tab = Tab::Terminal;
    vec![Effect::Focus("prompt".to_owned())]
}

fn share(state: &mut State) -> Vec<Effect> {
    if state.game.is_some() {
        return game::react(state, GameMsg::ShareRun);
    }
    state.notice = None;
    vec![Effect::CopyLink(share::fragment(&state.run.text()))]
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
