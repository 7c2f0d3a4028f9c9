//! The author's page: the text on the left, its mistakes beneath, the lesson as it plays on the right.

use crate::app::Msg;
use crate::app::author::{Author, AuthorMsg, found, played, tools};
use crate::app::course::CourseState;
use crate::ui::kit::Send;
use crate::ui::parts::shown;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// `covered` by a dialog, nothing of it can be used.
#[inline(never)]
pub fn view(author: &Author, course: &CourseState, covered: bool, send: &Send) -> Html {
    html! {
        <main class="author" inert={covered}>
            <section class="write" aria-label="Text">
                <div>{ shown(send, |at| tools(author, course, at)) }</div>
                { editor(author, send) }
                { shown(send, |at| found(author, at)) }
            </section>
            <section class="played" aria-label="As it plays">
                { shown(send, |at| played(author, at)) }
                if author.played > 0 {
                    // Another address than this page's own: browsers do not show a page within itself.
                    <iframe key={author.played} id="played" src="?play#/draft" title="The lesson as it plays"></iframe>
                }
            </section>
        </main>
    }
}

fn editor(author: &Author, send: &Send) -> Html {
    let lines = author.text.split('\n').count();
    let columns = author.text.split('\n').map(|line| line.chars().count());
    let widest = columns.max().unwrap_or(0).max(60) + 2;
    let typed = send.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(field) = field(event.target()) {
            typed.emit(Msg::Author(AuthorMsg::Typed(field.value())));
            tell_cursor(&field, &typed);
        }
    });
    let moved = send.clone();
    let onselect = Callback::from(move |event: Event| {
        if let Some(field) = field(event.target()) {
            tell_cursor(&field, &moved);
        }
    });
    let moved = send.clone();
    let onkeyup = Callback::from(move |event: KeyboardEvent| {
        if let Some(field) = field(event.target()) {
            tell_cursor(&field, &moved);
        }
    });
    let moved = send.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if let Some(field) = field(event.target()) {
            tell_cursor(&field, &moved);
        }
    });
    html! {
        <div class="editor" id="editor">
            <pre class="editor__lines" aria-hidden="true">{ numbers(author, lines) }</pre>
            <textarea id="draft" class="editor__text" aria-label="The lesson’s text" wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off"
                rows={(lines + 1).to_string()} cols={widest.to_string()} value={author.text.to_string()} {oninput} {onselect} {onkeyup} {onclick} />
        </div>
    }
}

fn field(target: Option<web_sys::EventTarget>) -> Option<HtmlTextAreaElement> {
    target?.dyn_into().ok()
}

fn tell_cursor(field: &HtmlTextAreaElement, send: &Send) {
    let place = field.selection_start().ok().flatten().unwrap_or(0);
    // The browser counts in units of UTF-16.
    let (mut line, mut column) = (1, 1);
    for unit in field.value().encode_utf16().take(place as usize) {
        match unit {
            10 => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
    }
    send.emit(Msg::Author(AuthorMsg::Cursor(line, column)));
}

/// The numbers of the lines; a mark stands at those with a mistake.
fn numbers(author: &Author, lines: usize) -> String {
    let mistaken = |line: usize| author.mistakes.iter().any(|one| one.line as usize == line);
    let mut text = String::with_capacity(lines * 5);
    for line in 1..=lines {
        let mark = if mistaken(line) { '●' } else { ' ' };
        text.push_str(&format!("{mark}{line:>4}\n"));
    }
    text
}
