//! The reader of lessons: a module of its own in a worker, which is loaded when the first lesson is opened.

use crate::app::reader::{Answer, Question, Task, from_bytes, read_before, to_bytes};
use crate::app::{LessonMsg, Msg};
use crate::ui::kit::{self, Send};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, Worker};

/// Starts the module; it lies beside the page, in a folder that the first screen does not load.
const START: &str = "later/start-reader.js";

thread_local! {
    static READER: RefCell<Option<Reader>> = const { RefCell::new(None) };
    static READ_BEFORE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Reader {
    worker: Worker,
    /// Whether it has said that it may be asked; until then questions wait.
    ready: bool,
    waiting: Vec<Uint8Array>,
    _answers: Closure<dyn FnMut(MessageEvent)>,
    _failure: Closure<dyn FnMut(Event)>,
}

/// Keeps what was read of a lesson when the page was published, until the reading of its text is asked for.
pub fn keep(file: Vec<u8>) {
    READ_BEFORE.set(file);
}

/// Asks the reader, and starts it if need be. The answer comes as a message.
#[inline(never)]
pub fn ask(question: &Question, send: &Send) {
    if question.ask == Task::Read
        && let Some(answer) = read_before(&READ_BEFORE.take(), &build(), &question.text)
    {
        let ticket = question.ticket;
        let answer = Rc::new(Answer { ticket, ..answer });
        let send = send.clone();
        // In a turn of its own, as the reader's answers come.
        let tell = move || send.emit(Msg::Lesson(LessonMsg::Answered(answer)));
        gloo_timers::callback::Timeout::new(0, tell).forget();
        return;
    }
    let asked = READER.with_borrow_mut(|reader| {
        if reader.is_none() {
            *reader = start(send);
        }
        let running = reader.as_mut()?;
        let bytes = Uint8Array::from(&*to_bytes(question));
        match running.ready {
            true => running.worker.post_message(&bytes).ok()?,
            false => running.waiting.push(bytes),
        }
        Some(())
    });
    if asked.is_none() {
        send.emit(Msg::Lesson(LessonMsg::NoReader));
    }
}

fn start(send: &Send) -> Option<Reader> {
    let worker = Worker::new(&format!("{START}?{}", build())).ok()?;
    let to_page = send.clone();
    let answers = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match from_bytes::<Answer>(&bytes) {
            // The first is no answer: it may be asked from now on.
            Some(answer) if answer.ticket == 0 => pass_on_what_waits(),
            Some(answer) => to_page.emit(Msg::Lesson(LessonMsg::Answered(Rc::new(answer)))),
            None => fail(&to_page),
        }
    });
    worker.set_onmessage(Some(answers.as_ref().unchecked_ref()));
    let to_page = send.clone();
    let failure = Closure::<dyn FnMut(Event)>::new(move |_: Event| fail(&to_page));
    worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
    Some(Reader {
        worker,
        ready: false,
        waiting: Vec::new(),
        _answers: answers,
        _failure: failure,
    })
}

fn pass_on_what_waits() {
    READER.with_borrow_mut(|reader| {
        let Some(reader) = reader else { return };
        reader.ready = true;
        for bytes in reader.waiting.drain(..) {
            // Fails only for what cannot be copied, and bytes can.
            let _ = reader.worker.post_message(&bytes);
        }
    });
}

/// It did not start, or broke off: the next question starts another one.
fn fail(send: &Send) {
    let broken = READER.with_borrow_mut(Option::take);
    if let Some(reader) = broken {
        reader.worker.terminate();
        // One of its callbacks may be running: they are dropped once it has returned.
        gloo_timers::callback::Timeout::new(0, move || drop(reader)).forget();
        send.emit(Msg::Lesson(LessonMsg::NoReader));
    }
}

/// Names this build, so that a reader of an earlier one is not taken from a cache: the file of the page's own module.
pub fn build() -> String {
    let link = kit::document()
        .and_then(|document| document.query_selector("link[rel=modulepreload]").ok())
        .flatten()
        .and_then(|link| link.get_attribute("href"))
        .unwrap_or_default();
    link.rsplit(['/', '-'])
        .next()
        .unwrap_or_default()
        .to_owned()
}
