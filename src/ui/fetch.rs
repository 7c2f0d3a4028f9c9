//! What is fetched: the lists of lessons, their texts, and the names of all that AWS has.

use crate::app::course::CourseMsg;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::{NoLesson, in_english};
use crate::app::{LessonMsg, Msg};
use crate::language;
use crate::ui::kit::Send;
use crate::ui::reader;
use js_sys::{Array, Promise, Uint8Array};
use std::cell::Cell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{RequestCache, RequestInit, Response};

thread_local! {
    /// Whether the names of what AWS has were asked for.
    static ASKED_FOR_NAMES: Cell<bool> = const { Cell::new(false) };
}

#[wasm_bindgen(js_namespace = failoverLab)]
extern "C" {
    /// Asks the host for its own list of lessons (`static/rest.js`).
    #[wasm_bindgen(catch, js_name = own)]
    fn own_list() -> Result<Promise, JsValue>;
}

/// Fetches the list of lessons, and the host's own.
#[inline(never)]
pub fn index(send: &Send) {
    let send = send.clone();
    if let Ok(asked) = own_list() {
        let send = send.clone();
        spawn_local(async move {
            if let Some(own) = own_text(JsFuture::from(asked).await.ok()) {
                send.emit(Msg::Course(CourseMsg::OwnListed(own)));
            }
        });
    }
    spawn_local(async move {
        let list = whole("lessons/index.json").await.map_err(why);
        send.emit(Msg::Course(CourseMsg::Listed(list)));
    });
}

/// Fetches the list of the interview's questions.
pub fn questions(send: &Send) {
    let send = send.clone();
    spawn_local(async move {
        let list = whole("lessons/interview.json").await.map_err(why);
        send.emit(Msg::Interview(InterviewMsg::Listed(list)));
    });
}

/// Once is enough; when it fails, errors say less, and the next line typed tries again.
pub fn know_aws() {
    if !ASKED_FOR_NAMES.replace(true) {
        spawn_local(async {
            match whole("later/aws-names.txt").await {
                Ok(names) => language::know_aws(&names),
                Err(_) => ASKED_FOR_NAMES.set(false),
            }
        });
    }
}

/// Fetches the text of a lesson, and what was read of it when the page was published.
pub fn lesson(ticket: u32, address: String, send: &Send) {
    let send = send.clone();
    // Both are asked for at once.
    let read = address
        .strip_prefix("lessons/")
        .filter(|name| name.starts_with("en/"))
        .and_then(|name| asked(&format!("later/lessons/{name}.read?{}", reader::build())));
    spawn_local(async move {
        let text = whole(&address).await;
        if let Some(read) = read {
            reader::keep(bytes(read).await.unwrap_or_default());
        }
        send.emit(Msg::Lesson(LessonMsg::Came { ticket, text }));
    });
}

/// Fetches what was translated: a text, in English where it does not come, or a list.
#[inline(never)]
pub fn translation(ticket: u32, address: String, send: &Send) {
    let send = send.clone();
    spawn_local(async move {
        let text = whole(&address).await;
        let parts: Vec<&str> = address.split('/').collect();
        let told = match (parts.as_slice(), text) {
            ([_, language, "index.json"], list) => {
                let list = list.map_err(why);
                Msg::Course(CourseMsg::Translated((*language).to_owned(), list))
            }
            ([_, language, "interview.json"], list) => {
                let list = list.map_err(why);
                Msg::Interview(InterviewMsg::Translated((*language).to_owned(), list))
            }
            (_, Err(_)) => return lesson(ticket, in_english(&address), &send),
            (_, text) => Msg::Lesson(LessonMsg::Came { ticket, text }),
        };
        send.emit(told);
    });
}

/// The bytes of a file that was asked for.
async fn bytes(asked: Promise) -> Result<Vec<u8>, NoLesson> {
    let response = answered(asked).await?;
    let bytes = response.array_buffer().map_err(|_| NoLesson::NoAnswer)?;
    let bytes = JsFuture::from(bytes).await;
    Ok(Uint8Array::new(&bytes.map_err(|_| NoLesson::NoAnswer)?).to_vec())
}

fn why(reason: NoLesson) -> String {
    match reason {
        NoLesson::Status(status) => format!("the host answered {status}"),
        NoLesson::Missing => "the host hands out no such file".to_owned(),
        NoLesson::NoAnswer | NoLesson::NoDraft | NoLesson::NotKept => "no answer came".to_owned(),
    }
}

/// Asks a host for a file, and whether it has changed.
fn asked(address: &str) -> Option<Promise> {
    let how = RequestInit::new();
    how.set_cache(RequestCache::NoCache);
    Some(web_sys::window()?.fetch_with_str_and_init(address, &how))
}

async fn answered(asked: Promise) -> Result<Response, NoLesson> {
    let response = JsFuture::from(asked).await;
    let response: Response = response.map_err(|_| NoLesson::NoAnswer)?.unchecked_into();
    match response.status() {
        200..=299 => Ok(response),
        // A store that tells nobody what it holds (S3) answers 403.
        403 | 404 | 410 => Err(NoLesson::Missing),
        status => Err(NoLesson::Status(status)),
    }
}

/// The host's own list of lessons, as `static/own-lessons.js` answers. Nothing if it has none, or none that is kept for when there is no
/// connection.
fn own_text(answer: Option<JsValue>) -> Option<Result<String, String>> {
    let answer: Array = answer?.dyn_into().ok()?;
    let text = answer.get(1).as_string()?;
    match answer.get(0).as_f64()? {
        200.0 if !is_a_page(&text) => Some(Ok(text)),
        0.0 | 200.0 | 403.0 | 404.0 | 410.0 => None,
        status => Some(Err(format!("the host answered {status}"))),
    }
}

/// Fetches a text.
async fn whole(address: &str) -> Result<String, NoLesson> {
    let response = answered(asked(address).ok_or(NoLesson::NoAnswer)?).await?;
    let text = response.text().map_err(|_| NoLesson::NoAnswer)?;
    let text = JsFuture::from(text).await.map_err(|_| NoLesson::NoAnswer)?;
    let text = text.as_string().ok_or(NoLesson::NoAnswer)?;
    match is_a_page(&text) {
        true => Err(NoLesson::Missing),
        false => Ok(text),
    }
}

/// Some hosts answer with a page of their own where there is no file.
fn is_a_page(text: &str) -> bool {
    let start = text.trim_start().get(..9).unwrap_or_default();
    start.eq_ignore_ascii_case("<!doctype")
}
