//! Before a database is deleted that an application uses: what goes with it, and a yes.

use crate::app::ask::Ask;
use crate::app::effect::Effect;
use crate::app::notice::{Asked, Door, Notice, bad};
use crate::app::pace::Clock;
use crate::app::run::Run;
use crate::app::window::{Tab, Terminal, Window};
use crate::app::{stage, words};
use crate::cloud::{Access, Deletion};
use crate::language::Step;
use crate::world::{Command, RoleView, View};

/// Runs a line now, or asks before it deletes what an application uses; on a game day, where nothing is undone, before it deletes any
/// database. The clock waits for the answer, except on a game day.
#[inline(never)]
pub fn act(
    window: &mut Window,
    clock: &mut Clock,
    run: &Run,
    in_game: bool,
    line: String,
) -> Vec<Ask> {
    let text = what_goes(run, in_game, &line);
    let Some(text) = text.filter(|_| run.refusal(&line).is_none()) else {
        window.asked = None;
        return vec![Ask::Run(line)];
    };
    window.asked = Some(Asked {
        line,
        playing: clock.playing && !in_game,
    });
    clock.playing &= in_game;
    let question = Notice {
        door: Some(Door::Delete),
        ..bad(text)
    };
    vec![
        Ask::Close,
        Ask::Say(question),
        Ask::Look,
        Ask::Do(Effect::KeepFocus),
        Ask::Do(Effect::Focus("keep".to_owned())),
    ]
}

/// Whether a question stands there.
pub fn is_asking(window: &Window) -> bool {
    let door = window.notice.as_ref().and_then(|notice| notice.door);
    door == Some(Door::Delete)
}

/// Somebody answered: the line is run, or it is kept for being changed.
pub fn answer(
    window: &mut Window,
    clock: &mut Clock,
    terminal: &mut Terminal,
    yes: bool,
) -> Vec<Ask> {
    let asks = is_asking(window);
    window.notice = None;
    let Some(asked) = window.asked.take().filter(|_| asks) else {
        return Vec::new();
    };
    clock.playing |= asked.playing;
    let typed = window.tab == Tab::Terminal;
    let back = Ask::Do(Effect::ReturnFocus(if typed { "prompt" } else { "stage" }));
    if yes {
        return vec![Ask::Run(asked.line), back];
    }
    if typed {
        terminal.input = asked.line;
    }
    vec![back]
}

/// What would go with the database that a line deletes, if an application uses it, or if nothing is undone.
#[inline(never)]
fn what_goes(run: &Run, in_game: bool, line: &str) -> Option<String> {
    let Step::Do(action) = run.session().parse(line).ok()? else {
        return None;
    };
    let Command::Service {
        region, request, ..
    } = &**action.command()
    else {
        return None;
    };
    let delete = request.deletes()?;
    let view = &*run.view();
    let place = stage::find_database(view, &format!("{}/{}", region.name(), delete.database))?;
    let entry = &view.databases[place];
    let uses =
        |access| move |app: &&crate::world::AppView| stage::named(view, app, access) == Some(place);
    let mut text = format!("Delete {}?", entry.id);
    let users = view.apps.iter();
    let mut used = false;
    for app in users {
        if uses(Access::Write)(&app) {
            let orders = words::counted(app.totals.present, "order", "orders");
            text.push_str(&format!(
                " {} writes to it: {orders} stand on it.",
                app.name
            ));
        } else if uses(Access::Read)(&app) {
            text.push_str(&format!(" {} reads from it.", app.name));
        } else {
            continue;
        }
        used = true;
    }
    if in_game && !used {
        text.push_str(" No application uses it, and nothing is undone in a shift.");
    }
    (used || in_game).then(|| {
        text.push_str(&what_goes_with(view, place, &delete));
        text
    })
}

#[inline(never)]
fn what_goes_with(view: &View, place: usize, delete: &Deletion) -> String {
    let entry = &view.databases[place];
    let own = |automated| {
        let shots = view.snapshots.iter().filter(move |shot| {
            shot.automated == automated
                && shot.region == entry.region
                && shot.resource_id == entry.resource_id
        });
        shots.count()
    };
    let mut text = match delete.keeps_backups {
        true => " Its automated backups stay.".to_owned(),
        false => format!(" Its logs and daily snapshots ({}) go too.", own(true)),
    };
    text.push_str(&format!(" Manual snapshots stay: {},", own(false)));
    text.push_str(match delete.takes_snapshot {
        true => " and a final one.",
        false => " and no final one.",
    });
    let replicas = view.databases.iter().filter(|other| match &other.role {
        RoleView::ReadReplica { source, .. } => stage::find_database(view, source) == Some(place),
        RoleView::Standalone => false,
    });
    let names: Vec<&str> = replicas.map(|replica| replica.id.as_str()).collect();
    if !names.is_empty() {
        text.push_str(&format!(" Loses its source: {}.", names.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Msg;
    use crate::app::TerminalMsg;
    use crate::app::state::State;
    use crate::app::thing::Thing;
    use crate::app::update::update;
    use crate::app::window::Theme;

    const DELETE: &str =
        "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot";

    fn begun() -> State {
        let mut state = State::first_visit(Theme::Auto);
        update(&mut state, Msg::Start("multi-az"));
        update(&mut state, Msg::TogglePlay);
        update(&mut state, Msg::Tick(100.0));
        state
    }

    fn deletions(state: &State) -> usize {
        let lines = state.run.outcomes().iter();
        lines.filter(|outcome| outcome.text == DELETE).count()
    }

    #[test]
    fn a_database_in_use_is_deleted_only_after_a_yes() {
        for typed in [false, true] {
            let mut state = begun();
            let send = |state: &mut State| match typed {
                false => update(state, Msg::Act(DELETE.to_owned())),
                true => {
                    state.window.tab = Tab::Terminal;
                    state.terminal.input = DELETE.to_owned();
                    update(state, Msg::Terminal(TerminalMsg::Submit))
                }
            };
            let effects = send(&mut state);
            assert!(effects.contains(&Effect::Focus("keep".to_owned())));
            let asked = state.window.notice.clone().expect("it asks");
            assert_eq!(asked.door, Some(Door::Delete));
            assert!(asked.text.contains("orders stand on it"), "{}", asked.text);
            assert!(!state.clock.playing);
            let effects = update(&mut state, Msg::DismissNotice);
            let asked_from = if typed { "prompt" } else { "stage" };
            assert!(effects.contains(&Effect::ReturnFocus(asked_from)));
            assert_eq!(deletions(&state), 0);
            assert!(state.clock.playing && state.window.notice.is_none());
            send(&mut state);
            update(&mut state, Msg::Confirm);
            assert_eq!(deletions(&state), 1);
        }
    }

    /// What comes under a thumb there may be the last copy.
    #[test]
    fn on_a_game_day_every_deletion_is_asked_about() {
        let State {
            mut window,
            mut clock,
            ..
        } = begun();
        let lone = "seed A\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres \
                    --db-instance-class db.m6g.large --allocated-storage 20\n60s end";
        let run = Run::open(lone).expect("it can be opened");
        for in_game in [false, true] {
            act(&mut window, &mut clock, &run, in_game, DELETE.to_owned());
            assert_eq!(window.asked.is_some(), in_game);
        }
    }

    #[test]
    fn what_nobody_uses_is_deleted_at_once_and_the_inspector_says_that_it_is_gone() {
        let mut state = begun();
        update(
            &mut state,
            Msg::Act("app create till --connect orders".to_owned()),
        );
        update(&mut state, Msg::Act(DELETE.to_owned()));
        let asked = state.window.notice.clone().expect("it asks");
        assert!(asked.text.contains("till writes to it"), "{}", asked.text);
        update(&mut state, Msg::Confirm);
        update(
            &mut state,
            Msg::SeekTo(crate::sim::SimTime::from_ms(86_400_000)),
        );
        let orders = state.window.selected.clone().expect("it stays selected");
        assert!(matches!(&orders, Thing::Database { id, .. } if id == "orders"));
        let calm = &state.drawn.calm;
        let gone = crate::app::say::gone(&calm.view, &calm.journal, &orders).expect("it is gone");
        assert!(gone.starts_with("orders was deleted at "), "{gone}");
        update(&mut state, Msg::SeekTo(crate::sim::SimTime::START));
        assert_eq!(
            crate::app::say::gone(&state.drawn.calm.view, &state.drawn.calm.journal, &orders),
            None
        );
    }
}
