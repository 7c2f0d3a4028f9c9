//! Small things that several views share.

use crate::app::Msg;
pub use crate::app::style::{left, span};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// Where views send what was asked for.
pub type Send = Callback<Msg>;

pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// An element of the page by its id.
pub fn element(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}

pub fn html_element(id: &str) -> Option<web_sys::HtmlElement> {
    element(id)?.dyn_into().ok()
}

/// Whether an element is drawn, wherever that is.
pub fn has_room(id: &str) -> bool {
    html_element(id).is_some_and(|element| element.offset_width() > 0)
}

/// A callback that sends a message, whatever the event.
pub fn on<E: 'static>(send: &Send, msg: Msg) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_: E| send.emit(msg.clone()))
}

/// Calls back for every such event anywhere in the document, for as long as the page lives.
pub fn listen<E: JsCast + 'static>(name: &str, mut react: impl FnMut(E) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        react(event.unchecked_into());
    });
    let target = web_sys::window().map(|window| match name {
        "hashchange" | "beforeprint" | "afterprint" => {
            Some(window.unchecked_into::<web_sys::EventTarget>())
        }
        _ => window.document().map(|document| document.unchecked_into()),
    });
    if let Some(target) = target.flatten() {
        // Fails only for what is no function.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

/// A callback that sends a text field's value.
pub fn on_text(send: &Send, msg: impl Fn(String) -> Msg + 'static) -> Callback<InputEvent> {
    let send = send.clone();
    Callback::from(move |event: InputEvent| {
        if let Some(value) = value_of(event.target()) {
            send.emit(msg(value));
        }
    })
}

/// The value of the text field that an event comes from.
pub fn value_of(target: Option<web_sys::EventTarget>) -> Option<String> {
    let target = target?;
    let several = target.dyn_ref::<web_sys::HtmlTextAreaElement>();
    let one = target.dyn_ref::<web_sys::HtmlInputElement>();
    several
        .map(|field| field.value())
        .or(one.map(|field| field.value()))
}
