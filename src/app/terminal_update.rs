//! What is typed in the terminal.

use crate::app::ask::Ask;
use crate::app::effect::Effect;
use crate::app::msg::TerminalMsg;
use crate::app::possible;
use crate::app::run::Run;
use crate::app::window::{Exchange, Terminal};
use crate::app::window_update::to_prompt;
use crate::app::words;
use crate::language::help;
use std::rc::Rc;

/// `is_let` says whether a line would be carried out now.
#[inline(never)]
pub fn react(
    terminal: &mut Terminal,
    run: &Run,
    is_let: impl Fn(&str) -> bool,
    msg: TerminalMsg,
) -> Vec<Ask> {
    match msg {
        TerminalMsg::Input(text) => {
            let was_empty = std::mem::replace(&mut terminal.input, text).is_empty();
            if was_empty {
                return vec![Ask::Do(Effect::KnowAws)];
            }
        }
        TerminalMsg::Submit => {
            let line = std::mem::take(&mut terminal.input);
            terminal.back = 0;
            let line = line.trim();
            if let Some(words) = line
                .strip_prefix("help")
                .filter(|rest| !rest.starts_with(char::is_alphanumeric))
            {
                let mut now = possible::lines(&run.view());
                now.retain(|line| is_let(line));
                return vec![helped(terminal, run, line, help(words, &now))];
            }
            if !line.is_empty() {
                return vec![Ask::Act(line.to_owned())];
            }
        }
        TerminalMsg::History(way) => {
            let entries = &terminal.entries;
            let back = terminal.back.saturating_add_signed(-way as isize);
            let back = back.min(entries.len());
            terminal.back = back;
            terminal.input = match back {
                0 => String::new(),
                back => entries[entries.len() - back].line.clone(),
            };
        }
        TerminalMsg::Edit(line) => {
            terminal.input = line;
            return to_prompt();
        }
    }
    Vec::new()
}

/// What can be typed: it is told where one types, and no part of the run.
fn helped(terminal: &mut Terminal, run: &Run, line: &str, answer: Result<String, String>) -> Ask {
    let refused = answer.is_err();
    Rc::make_mut(&mut terminal.entries).push(Exchange {
        at: words::stopwatch(run.now()),
        line: line.to_owned(),
        answer: answer.unwrap_or_else(|error| error),
        refused,
    });
    Ask::Do(Effect::ScrollTerminal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::starts;

    #[test]
    fn help_is_answered_where_one_types_and_stands_in_no_run() {
        let run = Run::open(&starts::ALL[1].transcript("OSLO")).expect("it can be opened");
        let mut terminal = Terminal::default();
        let is_let = |line: &str| run.refusal(line).is_none();
        for line in ["help", "help app point", "help earthquake"] {
            terminal.input = line.to_owned();
            let asks = react(&mut terminal, &run, is_let, TerminalMsg::Submit);
            assert!(
                matches!(asks[..], [Ask::Do(Effect::ScrollTerminal)]),
                "{line}"
            );
        }
        let refused: Vec<bool> = terminal.entries.iter().map(|one| one.refused).collect();
        assert_eq!(refused, [false, false, true]);
        assert!(
            terminal.entries[1]
                .answer
                .starts_with("app point NAME --to DB")
        );
        terminal.input = "helpful".to_owned();
        let asks = react(&mut terminal, &run, is_let, TerminalMsg::Submit);
        assert!(matches!(asks[..], [Ask::Act(_)]), "that is no help");
    }
}
