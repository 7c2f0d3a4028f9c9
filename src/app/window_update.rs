//! What is shown in the window is chosen: a thing, a tab, a menu, the list of keys.

use crate::app::ask::Ask;
use crate::app::effect::Effect;
use crate::app::landing::Landing;
use crate::app::msg::Msg;
use crate::app::thing::Thing;
use crate::app::window::{Menu, Tab, Window};
use crate::world::View;

/// `view` is what stands on the stage, `tabs` are those beside it.
pub fn react(window: &mut Window, view: &View, tabs: &[Tab], msg: Msg) -> Vec<Ask> {
    match msg {
        Msg::Select(thing) => {
            window.sheet.get_or_insert(window.tab);
            // What is kept has a row on the stage, and no button of its own.
            let shown = match &thing {
                Thing::Storage(_) | Thing::Snapshot { .. } => thing.lanes(view).into_iter().next(),
                _ => None,
            };
            let shown = shown.unwrap_or_else(|| thing.id(view));
            window.selected = Some(thing);
            window.tab = Tab::Inspector;
            return vec![
                Ask::Look,
                Ask::Do(Effect::ToTop("tabpanel")),
                Ask::Do(Effect::KeepFocus),
                // Where there is room beside the stage there is no such button, and the focus stays.
                Ask::Do(Effect::Focus("sheet-close".to_owned())),
                Ask::Do(Effect::Show(shown)),
            ];
        }
        Msg::Point { name, pressed } => {
            let there =
                Thing::named(view, &name).and_then(|thing| thing.lanes(view).into_iter().next());
            window.pointed = name;
            let read = Landing::Read(there.unwrap_or_else(|| "stage".to_owned()));
            return pressed.then_some(Ask::Land(read)).into_iter().collect();
        }
        // Whoever opens it is going to type.
        Msg::Open(Tab::Terminal) if tabs.contains(&Tab::Terminal) => return to_prompt(),
        Msg::Open(tab) if tabs.contains(&tab) => return opened(tab),
        Msg::MoveTab(way) => return move_tab(window, tabs, way),
        Msg::OpenMenu(menu) => return open_menu(window, menu),
        Msg::CloseMenus if window.help || window.menu != Menu::Closed => return vec![Ask::Close],
        Msg::CloseMenus | Msg::CloseSheet => return close_sheet(window),
        Msg::LeaveMenu => window.menu = Menu::Closed,
        Msg::ToPrompt => return to_prompt(),
        Msg::Incident(place) => return vec![Ask::Read(Some(place)), Ask::Look],
        Msg::Theme(theme) => {
            window.theme = theme;
            return vec![Ask::Do(Effect::SaveTheme(theme))];
        }
        Msg::ToggleKeys => {
            window.keys = !window.keys;
            return vec![Ask::Do(Effect::SaveKeys(window.keys))];
        }
        Msg::Paper(begins) => window.paper = begins,
        Msg::ToggleHelp if window.help => return vec![Ask::Close],
        Msg::ToggleHelp => {
            window.help = true;
            return vec![
                Ask::Do(Effect::KeepFocus),
                Ask::Do(Effect::Focus("help-title".to_owned())),
            ];
        }
        _ => {}
    }
    Vec::new()
}

/// Goes back from a thing to where somebody was when they selected it.
fn close_sheet(window: &Window) -> Vec<Ask> {
    let back = |tab| {
        let focus = Ask::Do(Effect::ReturnFocus("stage"));
        vec![Ask::Open(tab), Ask::Look, focus]
    };
    window.sheet.map_or_else(Vec::new, back)
}

/// Opens the terminal and goes to its command line.
pub fn to_prompt() -> Vec<Ask> {
    let prompt = Effect::Focus("prompt".to_owned());
    let end = Ask::Do(Effect::ScrollTerminal);
    vec![Ask::Open(Tab::Terminal), end, Ask::Do(prompt)]
}

fn open_menu(window: &mut Window, menu: Menu) -> Vec<Ask> {
    let thing = match &menu {
        Menu::Faults(thing) => Some(thing.clone()),
        Menu::Runs | Menu::Closed => None,
    };
    window.menu = menu;
    let select = |thing| vec![Ask::Select(thing), Ask::Look];
    thing.map_or_else(Vec::new, select)
}

fn move_tab(window: &mut Window, tabs: &[Tab], way: isize) -> Vec<Ask> {
    let place = tabs.iter().position(|tab| *tab == window.tab);
    let next = (place.unwrap_or(0) + tabs.len()).saturating_add_signed(way);
    let tab = tabs[next % tabs.len()];
    let mut asks = opened(tab);
    asks.push(Ask::Do(Effect::Focus(tab.id().to_owned())));
    asks
}

/// The terminal opens at its end.
fn opened(tab: Tab) -> Vec<Ask> {
    let mut asks = vec![Ask::Open(tab), Ask::Look];
    asks.extend((tab == Tab::Terminal).then_some(Ask::Do(Effect::ScrollTerminal)));
    asks
}

/// Closes what is open, and gives the focus back to where it was, or to what opened it.
pub fn close(window: &mut Window, view: &View) -> Option<Effect> {
    if std::mem::take(&mut window.help) {
        return Some(Effect::ReturnFocus("help"));
    }
    let opened = match std::mem::take(&mut window.menu) {
        Menu::Faults(thing) => thing.break_id(view),
        Menu::Runs => "runs".to_owned(),
        Menu::Closed => return None,
    };
    Some(Effect::Focus(opened))
}
