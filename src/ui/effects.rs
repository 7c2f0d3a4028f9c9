//! What `app` asks of the browser is done here: storage, clipboard, focus, files.

use crate::app::author::AuthorMsg;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::{self, NoLesson};
use crate::app::progress::Progress;
use crate::app::reader::Question;
use crate::app::{self, Effect, LessonMsg, Msg, Route, Theme};
use crate::ui::kit::{self, Send, document, has_room, html_element};
use crate::ui::scroll::{show, watch};
use crate::ui::{class, fetch, keys, reader, storage};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

const RUN: &str = "failover-lab.run";
const DRAFT: &str = "failover-lab.draft";
/// The author's text that another one replaced.
const REPLACED: &str = "failover-lab.draft-replaced";
/// The lesson that came from a file.
const DROPPED: &str = "failover-lab.dropped";
const PROGRESS: &str = "failover-lab.progress";
const THEME: &str = "failover-lab.theme";
/// Whether single keys work as shortcuts: `on`, unless it is `off`.
const KEYS: &str = "failover-lab.keys";

thread_local! {
    /// The progress as this tab read or kept it last.
    static KEPT: RefCell<Progress> = RefCell::default();
    /// What had the focus when it was kept.
    static LENDER: RefCell<Option<web_sys::Element>> = const { RefCell::new(None) };
}

pub fn carry_out(effect: Effect, send: &Send) {
    if effect.touches_progress() && is_author_frame() {
        return;
    }
    match effect {
        Effect::Save(text) => {
            storage::keep_text(RUN, &text);
        }
        Effect::SaveProgress(text) => remember_progress(&text),
        Effect::Forget => {
            storage::delete(RUN);
            storage::delete(PROGRESS);
            storage::delete(DROPPED);
            KEPT.set(Progress::default());
        }
        Effect::Address(fragment) => show_address(&fragment),
        Effect::FetchIndex => fetch::index(send),
        Effect::FetchQuestions => fetch::questions(send),
        Effect::TellTime { ticket, after_ms } => tell_time(ticket, after_ms, send),
        Effect::Class(effect) => class::carry_out(effect, send),
        Effect::Print => print(),
        Effect::KnowAws => fetch::know_aws(),
        Effect::SaveTheme(theme) => {
            storage::keep_text(THEME, theme.name());
            show_theme(theme);
        }
        Effect::SaveKeys(on) => keep_keys(on),
        Effect::DrawMap(ticket) => class::draw_map(ticket, send),
        Effect::CopyLink(fragment) => copy_link(&fragment, send),
        Effect::PickFile => click("file"),
        Effect::Focus(id) => focus(id),
        Effect::KeepFocus => {
            LENDER.set(document().and_then(|document| document.active_element()));
        }
        Effect::ReturnFocus(id) => return_focus(id),
        Effect::ScrollTerminal => scroll_terminal(),
        Effect::ToTop(id) => {
            if let Some(element) = kit::element(id) {
                element.set_scroll_top(0);
            }
        }
        Effect::Show(id) => show(id),
        Effect::Watch { lanes, called } => watch(lanes, called),
        Effect::Ended(lanes) => ended(lanes),
        Effect::Uncover => uncover(send),
        Effect::FetchLesson { ticket, address } => fetch::lesson(ticket, address, send),
        Effect::FetchTranslation { ticket, address } => fetch::translation(ticket, address, send),
        Effect::LoadDraft { ticket } => load_draft(ticket, send),
        Effect::LoadDropped { .. } | Effect::KeepDropped(_) | Effect::ForgetDropped => {
            of_dropped(effect, send);
        }
        Effect::SaveDraft(text) => {
            storage::keep_text(DRAFT, &text);
        }
        Effect::SaveReplaced(text) => {
            storage::keep_text(REPLACED, &text);
        }
        Effect::Later { ticket, ms, ask } => {
            let send = send.clone();
            let idle = move || send.emit(Msg::Author(AuthorMsg::Idle { ticket, ask }));
            gloo_timers::callback::Timeout::new(ms, idle).forget();
        }
        Effect::Caret { line, column } => put_caret(line, column),
        Effect::AskReader { ticket, ask, text } => {
            reader::ask(&Question { ticket, ask, text }, send);
        }
    }
}

fn load_draft(ticket: u32, send: &Send) {
    let text = storage::text(DRAFT).ok_or(NoLesson::NoDraft);
    send.emit(Msg::Lesson(LessonMsg::Came { ticket, text }));
    if let Some(text) = storage::text(REPLACED) {
        send.emit(Msg::Author(AuthorMsg::Kept(text)));
    }
}

fn print() {
    if let Some(window) = web_sys::window() {
        // Refused only in a frame that may not print.
        let _ = window.print();
    }
}

fn tell_time(ticket: u32, after_ms: u32, send: &Send) {
    let send = send.clone();
    gloo_timers::callback::Timeout::new(after_ms, move || {
        let seconds = (js_sys::Date::now() / 1000.0) as u64;
        send.emit(Msg::Interview(InterviewMsg::Now { ticket, seconds }));
    })
    .forget();
}

/// The lesson that came from a file.
fn of_dropped(effect: Effect, send: &Send) {
    match effect {
        Effect::LoadDropped { ticket } => {
            let text = storage::text(DROPPED).ok_or(NoLesson::NotKept);
            send.emit(Msg::Lesson(LessonMsg::Came { ticket, text }));
        }
        Effect::KeepDropped(text) if storage::keep_text(DROPPED, &text) => {
            show_address(&Route::Dropped.fragment());
        }
        Effect::KeepDropped(_) => send.emit(Msg::WhyNot(app::words::FILE_NOT_KEPT.to_owned())),
        Effect::ForgetDropped => storage::delete(DROPPED),
        _ => {}
    }
}

/// Whether this is the page in the author's page, in which a draft is played.
fn is_author_frame() -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let parent = window.parent().ok().flatten();
    window.location().search().as_deref() == Ok("?play")
        && parent.is_some_and(|parent| parent != window)
}

/// The title of the lesson that came from a file.
pub fn saved_lesson() -> Option<String> {
    storage::text(DROPPED).map(|text| lesson::title_in(&text))
}

pub fn saved_run() -> Option<String> {
    storage::text(RUN)
}

/// Another tab may have finished or left something since this one began: nothing of that is lost.
fn remember_progress(text: &str) {
    let Ok(mut progress) = Progress::parse(text) else {
        return;
    };
    let before = KEPT.replace(progress.clone());
    if let Some(stored) = stored_progress().and_then(|text| Progress::parse(&text).ok()) {
        progress.merge_tab(&before, stored);
    }
    storage::keep(PROGRESS, &progress.to_text());
}

/// What earlier visits did. From here on this tab knows of it.
pub fn saved_progress() -> Option<String> {
    let text = stored_progress();
    let progress = text.as_deref().map(Progress::parse);
    KEPT.set(progress.and_then(Result::ok).unwrap_or_default());
    text
}

fn stored_progress() -> Option<String> {
    storage::kept(PROGRESS)
}

pub fn saved_theme() -> Theme {
    storage::text(THEME)
        .map(|name| Theme::parse(&name))
        .unwrap_or_default()
}

pub fn saved_keys() -> bool {
    storage::text(KEYS).is_none_or(|kept| kept != "off")
}

fn keep_keys(on: bool) {
    storage::keep_text(KEYS, if on { "on" } else { "off" });
    keys::switch(on);
}

pub fn show_theme(theme: Theme) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Fails only for an attribute name that no document allows.
        let _ = root.set_attribute("data-theme", theme.name());
    }
}

/// The fragment of the address, `#` included.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Puts a fragment into the address bar as a new entry of the history, unless it leads where the page is already.
fn show_address(new: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history
        && Route::parse(&fragment()) != Route::parse(new)
    {
        // Refused only where the address must not change, as in a file that was opened from a disk.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{new}")));
    }
}

pub fn show_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The address stays as it is. The link leads to this page itself, also from another one's frame, and to all of it.
#[inline(never)]
fn copy_link(fragment: &str, send: &Send) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let href = window.location().href().unwrap_or_default();
    let page = href.split(['#', '?']).next().unwrap_or_default();
    let link = format!("{page}#{fragment}");
    let send = send.clone();
    let clipboard = window.navigator().clipboard();
    // Pages that came by plain http have no clipboard, whatever its type says; in a frame it may be refused.
    let copying = clipboard.is_object().then(|| clipboard.write_text(&link));
    spawn_local(async move {
        let copied = match copying {
            Some(copying) => JsFuture::from(copying).await.is_ok(),
            None => false,
        };
        send.emit(match copied {
            true => Msg::Copied,
            false => Msg::NotCopied(link),
        });
    });
}

fn click(id: &str) {
    if let Some(element) = html_element(id) {
        element.click();
    }
}

/// After the next drawing, since what is to be focused may only then be there.
pub fn focus(id: String) {
    focus_element(move || kit::element(&id));
}

/// Gives the focus back to what lent it, or to another element if that is gone once the page is drawn.
fn return_focus(id: &'static str) {
    let lender = LENDER.take().filter(|lender| lender.tag_name() != "BODY");
    let there = move || lender.filter(|lender| lender.is_connected());
    focus_element(move || there().or_else(|| kit::element(id)));
}

fn focus_element(find: impl FnOnce() -> Option<web_sys::Element> + 'static) {
    gloo_timers::callback::Timeout::new(0, move || {
        if let Some(Ok(element)) = find().map(JsCast::dyn_into::<web_sys::HtmlElement>) {
            let _ = element.focus();
            if let Some(field) = element.dyn_ref::<HtmlInputElement>()
                && field.read_only()
            {
                field.select();
            }
            if element.id() == "lesson-heading" {
                // What stands beneath it is what one came for.
                element.scroll_into_view();
            }
        }
    })
    .forget();
}

/// A step has ended: where stage and text stand under each other, the stage stays.
fn ended(lanes: Vec<String>) {
    if has_room("reach") {
        return watch(lanes, true);
    }
    focus("done".to_owned());
    show("done-part".to_owned());
}

/// What lies over the stage goes; beside it, it stays.
fn uncover(send: &Send) {
    if has_room("sheet-close") {
        send.emit(Msg::CloseSheet);
    }
}

fn scroll_terminal() {
    gloo_timers::callback::Timeout::new(0, || {
        if let Some(log) = kit::element("terminal-log") {
            log.set_scroll_top(log.scroll_height());
        }
        // On a narrow screen the page itself scrolls: who types stays at the prompt.
        let types = document().and_then(|document| document.active_element());
        if types.is_some_and(|element| element.closest(".terminal").is_ok_and(|at| at.is_some())) {
            show("prompt".to_owned());
        }
    })
    .forget();
}

/// Puts the cursor of the author's text to a line and column, both from 1, and brings it into sight.
fn put_caret(line: u32, column: u32) {
    let field: Option<HtmlTextAreaElement> =
        kit::element("draft").and_then(|field| field.dyn_into().ok());
    let Some(field) = field else { return };
    let text = field.value();
    let before = text.split('\n').take(line.saturating_sub(1) as usize);
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let start: u32 = before.map(|line| units(line) + 1).sum();
    let own = text
        .split('\n')
        .nth(line.saturating_sub(1) as usize)
        .unwrap_or_default();
    let left: String = own
        .chars()
        .take(column.saturating_sub(1) as usize)
        .collect();
    let place = start + units(&left);
    // Fails only for a field without text.
    let _ = field.set_selection_range(place, place);
    let _ = field.focus();
    if let Some(editor) = kit::element("editor") {
        let lines = i32::try_from(text.split('\n').count() + 1).unwrap_or(1);
        let height = field.scroll_height() / lines.max(1);
        let line = i32::try_from(line).unwrap_or(i32::MAX);
        editor.set_scroll_top((line - 4).max(0).saturating_mul(height));
    }
}
