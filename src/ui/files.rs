//! Files that come from the learner: chosen, or dropped anywhere on the page.

use crate::app::Msg;
use crate::app::course::CourseMsg;
use crate::language::BYTES_MAX;
use crate::ui::effects;
use crate::ui::kit::{Send, listen};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::DragEvent;
use yew::prelude::*;

/// The field by which a file is chosen; a button elsewhere clicks it.
pub fn field(send: &Send) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            read_all(input.files(), &send);
            // So that the same file can be chosen again.
            input.set_value("");
        }
    });
    html! {
        <input id="file" type="file" multiple=true accept=".txt,.md,.json,text/plain,text/markdown,application/json" hidden=true
            aria-label="Lesson, run or progress from a file" {onchange} />
    }
}

/// What is shown while a file hangs over the page.
#[inline(never)]
pub fn drop_hint() -> Html {
    html! {
        <div class="drop-hint" aria-hidden="true"><p><b>{ "Drop it here" }</b><span>{ "A lesson, a saved run, or your progress" }</span></p></div>
    }
}

/// Takes files that are dragged over the page, for as long as it lives.
pub fn listen_to_drops(send: &Send) {
    for name in ["dragenter", "dragover"] {
        let send = send.clone();
        listen(name, move |event: DragEvent| {
            if brings_a_file(&event) {
                event.prevent_default();
                if name == "dragenter" {
                    send.emit(Msg::Course(CourseMsg::Dragged(true)));
                }
            }
        });
    }
    let left = send.clone();
    listen("dragleave", move |event: DragEvent| {
        // It has left the window, not just one element for the next.
        if brings_a_file(&event) && event.related_target().is_none() {
            left.emit(Msg::Course(CourseMsg::Dragged(false)));
        }
    });
    let send = send.clone();
    listen("drop", move |event: DragEvent| {
        if !brings_a_file(&event) {
            return;
        }
        event.prevent_default();
        send.emit(Msg::Course(CourseMsg::Dragged(false)));
        read_all(event.data_transfer().and_then(|data| data.files()), &send);
    });
}

fn brings_a_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

/// A class hands in many at once; elsewhere the first is meant.
fn read_all(files: Option<web_sys::FileList>, send: &Send) {
    let most = match effects::fragment() == "#/class" {
        true => HAND_INS_MAX,
        false => 1,
    };
    let files = files
        .iter()
        .flat_map(|files| (0..files.length().min(most)).filter_map(|place| files.get(place)));
    files.for_each(|file| read(&file, send));
}

/// More files are not read at once.
const HAND_INS_MAX: u32 = 200;

/// Reads a file, and sends what is in it.
fn read(file: &web_sys::File, send: &Send) {
    if file.size() > BYTES_MAX as f64 {
        send.emit(Msg::Unreadable("The file is too large. It"));
        return;
    }
    let promise = file.text();
    let send = send.clone();
    spawn_local(async move {
        let text = JsFuture::from(promise).await;
        send.emit(match text.ok().and_then(|text| text.as_string()) {
            Some(text) => Msg::Course(CourseMsg::File {
                text,
                from: "the file",
            }),
            None => Msg::Unreadable("The file"),
        });
    });
}
