//! What is typed in the terminal.

use crate::app::ask::Ask;
use crate::app::effect::Effect;
use crate::app::msg::TerminalMsg;
use crate::app::window::Terminal;
use crate::app::window_update::to_prompt;

pub fn react(terminal: &mut Terminal, msg: TerminalMsg) -> Vec<Ask> {
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
