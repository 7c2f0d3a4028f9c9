//! Small things that several views share.

use crate::app::{Msg, Route};
use crate::ui::icon::{Icon, icon};
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

/// Where views send what was asked for.
pub type Send = Callback<Msg>;

/// Shared data that counts as changed only when it is another piece: a cheap comparison for props.
#[derive(Debug)]
pub struct Held<T>(pub Rc<T>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Held(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Held<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// An element of the page by its id.
pub fn element(id: &str) -> Option<web_sys::Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
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
        "hashchange" => Some(window.unchecked_into::<web_sys::EventTarget>()),
        _ => window.document().map(|document| document.unchecked_into()),
    });
    if let Some(target) = target.flatten() {
        // Fails only for what is no function.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    }
}

/// The address of a route, which works under any path of a host. The page follows links to such addresses itself.
pub fn href(route: &Route) -> String {
    format!("#{}", route.fragment())
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
    let field = target?.dyn_into::<web_sys::HtmlInputElement>().ok()?;
    Some(field.value())
}

/// Names, and what is said of them.
pub fn facts(class: &'static str, facts: Vec<(&'static str, String)>) -> Html {
    named(
        class,
        facts
            .into_iter()
            .map(|(name, value)| (AttrValue::Static(name), value))
            .collect(),
    )
}

/// The same, where names are made.
pub fn named(class: &'static str, facts: Vec<(AttrValue, String)>) -> Html {
    html! {
        <dl {class}>
            { for facts.into_iter().map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
        </dl>
    }
}

/// A button that bears an icon and words.
pub fn button(send: &Send, picture: Icon, words: &'static str, msg: Msg) -> Html {
    html! {
        <button type="button" class="button" onclick={on(send, msg)}>{ icon(picture) }<span>{ words }</span></button>
    }
}

/// A button that bears only an icon; its words are its name.
pub fn icon_button(send: &Send, picture: Icon, words: &str, msg: Msg) -> Html {
    html! {
        <button type="button" class="button button--icon" title={words.to_owned()} aria-label={words.to_owned()} onclick={on(send, msg)}>
            { icon(picture) }
        </button>
    }
}

/// `left: 12.3%`, rounded so that it changes only when it can be seen.
pub fn left(share: f64) -> String {
    format!("left:{}", percent(share))
}

/// `left: 12.3%; width: 4%`.
pub fn span(from: f64, to: f64) -> String {
    format!(
        "left:{};width:{}",
        percent(from),
        percent((to - from).max(0.0))
    )
}

/// In steps of a twentieth of a percent: finer ones cannot be seen, and each change costs a frame its time.
pub fn percent(share: f64) -> String {
    format!("{}%", (share * 2000.0).round() / 20.0)
}
