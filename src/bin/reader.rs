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
    use failover_lab::app::reader::{Answer, Question, Task, from_bytes, to_bytes};
    use failover_lab::lesson;
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::{Closure, JsCast};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// The author's guide, which holds a whole lesson: only that comes into the page.
    const GUIDE: &[u8] = include_bytes!("../../lessons/README.md");
    const FROM: usize = place(0, b"```\n+++\n") + 4;
    const TO: usize = place(FROM, b"\n```\n") + 1;
    static EXAMPLE: [u8; TO - FROM] = example();

    /// Answers every question from now on, and tells the page that it may ask.
    pub fn start() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let to_page = scope.clone();
        let answering = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            if let Some(question) = from_bytes(&bytes) {
                post(&to_page, &answer(question));
            }
        });
        scope.set_onmessage(Some(answering.as_ref().unchecked_ref()));
        answering.forget();
        post(&scope, &Answer::default());
    }

    fn post(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
        // Fails only for what cannot be copied, and bytes can.
        let _ = scope.post_message(&Uint8Array::from(&*to_bytes(answer)));
    }

    fn answer(question: Question) -> Answer {
        let nothing = Answer {
            ticket: question.ticket,
            ..Answer::default()
        };
        match question.ask {
            Task::Read if lesson::is_guide(&question.text) => {
                match lesson::read_guide(&question.text) {
                    Ok(guide) => Answer {
                        text: guide.html,
                        ..nothing
                    },
                    Err(mistakes) => Answer {
                        mistakes,
                        ..nothing
                    },
                }
            }
            Task::Read => match lesson::read(&question.text) {
                Ok(lesson) => Answer {
                    lesson: Some(lesson),
                    ..nothing
                },
                Err(mistakes) => Answer {
                    mistakes,
                    ..nothing
                },
            },
            Task::Check => {
                let proof = lesson::prove(&question.text);
                Answer {
                    mistakes: proof.mistakes,
                    warnings: proof.warnings,
                    answers: proof.answers,
                    // Nobody may have read it before.
                    lesson: lesson::read(&question.text).ok(),
                    ..nothing
                }
            }
            Task::Example => Answer {
                text: String::from_utf8_lossy(&EXAMPLE).into_owned(),
                ..nothing
            },
        }
    }

    /// Where some words stand in the guide, from a place on.
    const fn place(from: usize, words: &[u8]) -> usize {
        let mut at = from;
        loop {
            let mut same = 0;
            while same < words.len() && GUIDE[at + same] == words[same] {
                same += 1;
            }
            if same == words.len() {
                return at;
            }
            at += 1;
        }
    }

    /// The lesson that the guide shows.
    const fn example() -> [u8; TO - FROM] {
        let mut example = [0; TO - FROM];
        let mut at = 0;
        while at < example.len() {
            example[at] = GUIDE[FROM + at];
            at += 1;
        }
        example
    }
}
