//! The one place where parts are drawn.

use crate::app::Msg;
use crate::app::part::{Attribute, Does, Group, Part, Parts, Words};
use crate::ui::icon::{icon, picture};
use crate::ui::kit::Send;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};
use yew::prelude::*;
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag,
};

#[derive(Properties)]
pub struct Props {
    pub parts: Rc<Vec<Part>>,
    pub send: Send,
    /// How often a field was used when they were put together.
    pub used: u32,
}

impl PartialEq for Props {
    /// What was put together once need not be compared with itself, word for word.
    fn eq(&self, other: &Props) -> bool {
        let same = Rc::ptr_eq(&self.parts, &other.parts) || self.parts == other.parts;
        same && self.send == other.send && self.used == other.used
    }
}

thread_local! {
    /// How often a field was used. What stands in it may differ from what its part says: then all is drawn once more.
    static USED: Cell<u32> = const { Cell::new(0) };
}

/// How many pieces of the page were put together so far, and how many of them were drawn. For tests of the page.
#[cfg(debug_assertions)]
pub fn counted() -> (u32, u32) {
    (PUT_TOGETHER.get(), DRAWN.get())
}

#[cfg(debug_assertions)]
thread_local! {
    static PUT_TOGETHER: Cell<u32> = const { Cell::new(0) };
    static DRAWN: Cell<u32> = const { Cell::new(0) };
}

/// Parts that are drawn anew only when they are others.
#[component]
pub fn Shown(props: &Props) -> Html {
    #[cfg(debug_assertions)]
    DRAWN.set(DRAWN.get() + 1);
    all(&props.parts, &props.send, None)
}

/// Shows what a presenter puts together.
pub fn shown(send: &Send, fill: impl FnOnce(&mut Parts)) -> Html {
    show(Parts::of(fill), send)
}

fn show(parts: Vec<Part>, send: &Send) -> Html {
    #[cfg(debug_assertions)]
    PUT_TOGETHER.set(PUT_TOGETHER.get() + 1);
    html! { <Shown parts={Rc::new(parts)} send={send.clone()} used={USED.get()} /> }
}

fn all(parts: &[Part], send: &Send, key: Option<Key>) -> VNode {
    VNode::from(VList::with_children(nodes(parts, send), key))
}

/// Each has a key: its place, unless its part tells one. Without keys the last of them would be taken for the last of before, and
/// whoever stands on the first would lose it when another is added.
fn nodes(parts: &[Part], send: &Send) -> Vec<VNode> {
    let parts = parts.iter().enumerate();
    parts.map(|(place, part)| node(part, send, place)).collect()
}

fn node(part: &Part, send: &Send, place: usize) -> VNode {
    let key = || Some(key_of(place));
    let one = match part {
        Part::Words(words) => VNode::from(AttrValue::from(words.clone())),
        Part::Icon(one) => icon(*one),
        Part::Picture(one) => picture(*one),
        Part::Html(html) => Html::from_html_unchecked(AttrValue::from(html.clone())),
        Part::Some(parts) => return all(parts, send, key()),
        Part::Group(group) => return element(group, send, key()),
    };
    VNode::from(VList::with_children(vec![one], key()))
}

thread_local! {
    static PLACES: RefCell<Vec<Key>> = const { RefCell::new(Vec::new()) };
}

/// The key of a place. A key is text: it is written once, not for each part that is drawn.
fn key_of(place: usize) -> Key {
    PLACES.with_borrow_mut(|places| {
        for next in places.len()..=place {
            places.push(Key::from(next));
        }
        places[place].clone()
    })
}

fn element(group: &Group, send: &Send, key: Option<Key>) -> VNode {
    let (name, class) = group.kind.split_once(' ').unwrap_or((group.kind, ""));
    let mut tag = VTag::new(name);
    tag.key = key;
    let mut values: Vec<Option<AttributeOrProperty>> = Vec::new();
    let mut set = |what: Attribute, words: Words| {
        let place = what as usize;
        if values.len() <= place {
            values.resize(place + 1, None);
        }
        values[place] = Some(AttributeOrProperty::Attribute(AttrValue::from(words)));
    };
    let mut class = Words::Borrowed(class);
    let form = match name {
        "button" => "button",
        "input" => "text",
        _ => "",
    };
    if !form.is_empty() {
        set(Attribute::Type, Words::Borrowed(form));
    }
    for (what, words) in &group.says {
        match what {
            Attribute::Class if class.is_empty() => class = words.clone(),
            Attribute::Class => class = Words::Owned(format!("{class} {words}")),
            Attribute::Value => tag.set_value(Some(AttrValue::from(words.clone()))),
            Attribute::Checked => tag.set_checked(!words.is_empty()),
            Attribute::Key => tag.key = Some(Key::from(&**words)),
            what => set(*what, words.clone()),
        }
    }
    if !class.is_empty() {
        set(Attribute::Class, class);
    }
    tag.attributes = Attributes::Dynamic {
        keys: &Attribute::NAMES[..values.len()],
        values: values.into(),
    };
    if let Some(does) = &group.does {
        let listener = Reaction {
            does: Rc::clone(does),
            send: send.clone(),
        };
        tag.set_listeners([Some(Rc::new(listener) as Rc<dyn Listener>)].into());
    }
    tag.add_children(nodes(&group.parts, send));
    VNode::from(tag)
}

thread_local! {
    /// What was pressed last.
    static PRESSED: RefCell<Option<Rc<Does>>> = const { RefCell::new(None) };
}

/// Whether somebody meant to press just this: the second press of two at one place means what stood there, not what has come under the
/// pointer meanwhile.
fn is_meant(does: &Rc<Does>, msg: &Msg, event: &Event) -> bool {
    let mouse = event.dyn_ref::<MouseEvent>();
    let is_second = mouse.is_some_and(|mouse| mouse.detail() > 1);
    PRESSED.with_borrow_mut(|last| {
        let again = last.as_ref() == Some(does) && !msg.is_once();
        let meant = !is_second || again || last.is_none();
        if meant {
            *last = Some(Rc::clone(does));
        }
        meant
    })
}

/// What an element sends when it is used.
struct Reaction {
    does: Rc<Does>,
    send: Send,
}

impl Listener for Reaction {
    fn kind(&self) -> ListenerKind {
        match &*self.does {
            Does::Press(_) => ListenerKind::onclick,
            Does::Choose(_) | Does::Enter(_) => ListenerKind::onchange,
            Does::Write(_) => ListenerKind::oninput,
        }
    }

    fn handle(&self, event: Event) {
        match &*self.does {
            Does::Press(msg) if is_meant(&self.does, msg, &event) => self.send.emit(msg.clone()),
            Does::Press(_) => {}
            Does::Choose(msg) => {
                USED.set(USED.get() + 1);
                self.send.emit(msg.clone());
            }
            Does::Write(field) | Does::Enter(field) => {
                if let Some(target) = event.target() {
                    // A field of several lines has its value under the same name.
                    let value = target.unchecked_into::<HtmlInputElement>().value();
                    USED.set(USED.get() + 1);
                    self.send.emit(field.msg(value));
                }
            }
        }
    }

    fn passive(&self) -> bool {
        false
    }
}
