//! The host: it serves the built page under a sub-path, as a static host would, and a test says where it does otherwise.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Request, State},
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    middleware::{Next, from_fn_with_state},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use tokio::{net::TcpListener, task};
use tower_http::services::ServeDir;

pub const SUB_PATH: &str = "/some/sub/path";

/// What a test changes about the host.
#[derive(Default)]
pub struct Host {
    /// It answers nothing any more, as when the connection is gone.
    pub silent: AtomicBool,
    /// The Content-Security-Policy that it sends with everything.
    pub policy: Mutex<Option<HeaderValue>>,
    /// No file is there any more whose path contains this.
    pub gone: Mutex<Option<&'static str>>,
    /// What is not there it answers as a store does that tells nobody what it holds: 403.
    pub is_close: AtomicBool,
    /// It lets whoever asks for a path that contains this wait until that is no longer so.
    pub held: Mutex<Option<&'static str>>,
    /// Files that it has beside those of the page, or in their place, by the ends of their paths.
    pub own: Mutex<Vec<(&'static str, String)>>,
    /// It has a newer version of the page, which is kept by another service worker.
    pub newer: AtomicBool,
    /// How often it was asked for the service worker.
    pub asked: AtomicUsize,
}

impl Host {
    pub fn lacks(&self, path: Option<&'static str>) {
        *self.gone.lock().expect("no test panics with it") = path;
    }

    pub fn holds(&self, path: Option<&'static str>) {
        *self.held.lock().expect("no test panics with it") = path;
    }

    pub fn has_own(&self, end: &'static str, text: impl Into<String>) {
        let mut own = self.own.lock().expect("no test panics with it");
        own.push((end, text.into()));
    }

    fn lets_wait(&self, path: &str) -> bool {
        let held = *self.held.lock().expect("no test panics with it");
        held.is_some_and(|held| path.contains(held))
    }
}

/// Serves the folder until the test's runtime ends, and tells the landing page's address.
pub async fn serve(dist: PathBuf, host: Arc<Host>) -> String {
    assert!(
        dist.join("index.html").is_file(),
        "{} holds no built page",
        dist.display()
    );
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("some port is free");
    let address = listener
        .local_addr()
        .expect("a bound socket has an address");
    // For a page of another site: the same machine under another name.
    let frame = |query: &str| {
        Html(format!(
            "<!doctype html><link rel='icon' href='data:,'><iframe src='http://{address}{SUB_PATH}/{query}' width='1100' height='700'></iframe>"
        ))
    };
    let (whole, embedded) = (frame(""), frame("?embed#/sandbox"));
    let (refused, lesson) = (frame("refused.html"), frame("?embed#/lesson/01-multi-az"));
    let router = Router::new()
        .nest_service(SUB_PATH, ServeDir::new(dist))
        .route("/frame", get(async move || whole.clone()))
        .route("/embedded", get(async move || embedded.clone()))
        .route("/refused", get(async move || refused.clone()))
        .route("/embedded-lesson", get(async move || lesson.clone()))
        .layer(from_fn_with_state(host, answered));
    task::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}{SUB_PATH}/")
}

/// Takes over when it is told to, and keeps nothing.
const NEWER_KEEPER: &str = "addEventListener('message', () => skipWaiting());";

async fn answered(State(host): State<Arc<Host>>, request: Request, next: Next) -> Response {
    if host.silent.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    let path = request.uri().path().to_owned();
    while host.lets_wait(&path) {
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    let gone = *host.gone.lock().expect("no test panics with it");
    if gone.is_some_and(|gone| path.contains(gone)) {
        return missing(&host);
    }
    let own = host.own.lock().expect("no test panics with it").clone();
    if let Some((end, text)) = own.into_iter().find(|(end, _)| path.ends_with(end)) {
        let kind = match end.rsplit(['.', '/']).next() {
            Some("js") => "text/javascript",
            Some("html" | "") => "text/html",
            _ => "text/plain",
        };
        return ([(CONTENT_TYPE, kind)], text).into_response();
    }
    let is_keeper = path.ends_with("/sw.js");
    host.asked
        .fetch_add(usize::from(is_keeper), Ordering::Relaxed);
    if is_keeper && host.newer.load(Ordering::Relaxed) {
        return ([(CONTENT_TYPE, "text/javascript")], NEWER_KEEPER).into_response();
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        return missing(&host);
    }
    if let Some(policy) = host.policy.lock().expect("no test panics with it").clone() {
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn missing(host: &Host) -> Response {
    let status = match host.is_close.load(Ordering::Relaxed) {
        true => StatusCode::FORBIDDEN,
        false => StatusCode::NOT_FOUND,
    };
    status.into_response()
}
