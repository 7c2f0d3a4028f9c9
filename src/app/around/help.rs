//! The list of keyboard shortcuts.

use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};

const SHORTCUTS: [(&str, &str); 10] = [
    ("Space", "play or pause"),
    (".", "step to the next event"),
    ("+ −", "faster, slower"),
    ("u", "undo the last action"),
    ("0", "back to the start"),
    ("i f j t", "inspector, faults, journal, terminal"),
    ("n l v", "in a lesson: next, lesson, verdict"),
    ("/", "to the command line"),
    ("?", "this list"),
    ("Esc", "close what is open"),
];

pub fn help(at: &mut Parts) {
    at.within("div veil", |at| {
        at.within("div help", |at| {
            at.within("div help__top", |at| {
                at.line("h2", "Keyboard shortcuts")
                    .id("help-title")
                    .focusable();
                at.tool(Icon::Cross, "Close", "Close", Msg::CloseMenus);
            });
            at.within("dl", |at| {
                for (keys, what) in SHORTCUTS {
                    at.within("div", |at| {
                        at.within("dt", |at| {
                            at.line("kbd", keys);
                        });
                        at.line("dd", what);
                    });
                }
            });
            at.line("p quiet", "They rest while you type. Everything can also be reached with Tab, and pressed with Enter.");
        })
        .says(Attribute::Role, "dialog")
        .says(Attribute::Modal, "true")
        .says(Attribute::LabelledBy, "help-title");
    });
}
