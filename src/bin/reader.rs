//! The reader of lessons. In a browser it works beside the page, in a worker: it alone reads TOML and Markdown there.

#[cfg(target_arch = "wasm32")]
fn main() {
    worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!(
        "This program belongs to the page, where it reads lessons. Here, run `failover-lab check FILE`."
    );
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use failover_lab::app::reader::{Answer, Ask, Question};
    use failover_lab::lesson::{self, Lesson};
    use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// The author's guide, which holds a whole lesson.
    const GUIDE: &str = include_str!("../../lessons/README.md");

    /// Answers every question from now on, and tells the page that it may ask.
    pub fn start() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let to_page = scope.clone();
        let answering = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let question = event.data().as_string();
            let question = question.and_then(|text| serde_json::from_str(&text).ok());
            if let Some(question) = question {
                post(&to_page, &answer(question));
            }
        });
        scope.set_onmessage(Some(answering.as_ref().unchecked_ref()));
        answering.forget();
        post(&scope, &Answer::default());
    }

    fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
        if let Ok(text) = serde_json::to_string(answer) {
            // Fails only for what cannot be copied, and text can.
            let _ = scope.post_message(&JsValue::from_str(&text));
        }
    }

    fn answer(question: Question) -> Answer {
        let nothing = Answer {
            ticket: question.ticket,
            ..Answer::default()
        };
        match question.ask {
            Ask::Read => match lesson::read(&question.text) {
                Ok(lesson) => Answer {
                    lesson: Some(playable(lesson)),
                    ..nothing
                },
                Err(mistakes) => Answer {
                    mistakes,
                    ..nothing
                },
            },
            Ask::Check => Answer {
                mistakes: lesson::check(&question.text),
                ..nothing
            },
            Ask::Example => Answer {
                text: example().to_owned(),
                ..nothing
            },
        }
    }

    /// What proves a lesson is not needed to play it.
    fn playable(mut lesson: Lesson) -> Lesson {
        lesson.front.decoys.clear();
        lesson
    }

    /// The lesson that the guide shows.
    fn example() -> &'static str {
        let from = GUIDE.find("```\n+++\n").map_or(0, |place| place + 4);
        let text = &GUIDE[from..];
        text.find("\n```\n").map_or(text, |end| &text[..=end])
    }
}
