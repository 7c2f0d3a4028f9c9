//! A lesson beside the stage: its guide, step by step, and what it came to.

mod result;

use crate::app::lesson::{
    Judged, LessonPlay, Offer, Page, Said, judged, question_id, with_moment_before,
};
use crate::app::verdict::{self, Figure};
use crate::app::words::{as_shown, counted, span as span_words};
use crate::app::{Calm, LessonMsg, Msg, State};
use crate::lesson::words as condition_words;
use crate::lesson::{LessonStep, Prediction, StepAction};
use crate::sim::SimDuration;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, on};
use crate::ui::lesson::result::result;
use crate::ui::prose::inline;
use crate::ui::verdict::badge;
use yew::prelude::*;

/// The guide of the lesson that is being played.
pub fn guide(state: &State, send: &Send) -> Html {
    let Some(play) = &state.lesson else {
        return Html::default();
    };
    html! {
        <div class="lesson">
            { progress(play) }
            {
                match play.page {
                    Page::Introduction => introduction(play, send),
                    Page::Step(place) => match play.lesson.steps.get(place) {
                        Some(step) => step_view(state, play, place, step, send),
                        None => Html::default(),
                    },
                    Page::Result => result(state, play, send),
                }
            }
            if play.page != Page::Introduction {
                { again(play, send) }
            }
        </div>
    }
}

/// The way back to the beginning, which costs what was done here.
fn again(play: &LessonPlay, send: &Send) -> Html {
    let ask = |asks| on(send, Msg::Lesson(LessonMsg::AskToStartAgain(asks)));
    let sure = on(send, Msg::Lesson(LessonMsg::StartAgain));
    html! {
        <p class="lesson__again">
            if play.asks_again {
                { "Begin anew, and lose this run? " }
                <button type="button" id="again" class="link" onclick={sure}>{ "Begin anew" }</button>
                <button type="button" class="link" onclick={ask(false)}>{ "Go on" }</button>
            } else {
                <button type="button" id="ask-again" class="link" onclick={ask(true)}>{ "Start this lesson again" }</button>
            }
        </p>
    }
}

/// Where the learner is: a mark for each step, told apart by shape.
fn progress(play: &LessonPlay) -> Html {
    let count = play.lesson.steps.len();
    let (present, words) = match play.page {
        Page::Introduction => (None, counted(count as u64, "step", "steps")),
        Page::Step(place) => (Some(place), format!("Step {} of {count}", place + 1)),
        Page::Result => (None, "Result".to_owned()),
    };
    html! {
        <header class="lesson__top">
            <p class="lesson__title">{ &play.lesson.front.title }</p>
            <p class="lesson__place">
                <span class="dots" aria-hidden="true">
                    { for (0..count).map(|place| html! {
                        <span class={classes!("dot", (place < play.play.done).then_some("dot--done"), (Some(place) == present).then_some("dot--here"))}>
                            if place < play.play.done { { icon(Icon::Check) } }
                        </span>
                    }) }
                </span>
                <span>{ words }</span>
            </p>
        </header>
    }
}

fn heading(text: &str) -> Html {
    html! { <h2 id="lesson-heading" class="lesson__heading" tabindex="-1">{ text.to_owned() }</h2> }
}

/// Prose that the reader has made into HTML: whatever an author writes, it holds no scripts.
fn prose(text: &str) -> Html {
    html! { <div class="prose">{ Html::from_html_unchecked(AttrValue::from(text.to_owned())) }</div> }
}

fn next(words: &'static str, send: &Send) -> Html {
    html! {
        <button type="button" id="next" class="button button--main lesson__next" onclick={on(send, Msg::Lesson(LessonMsg::Next))}>
            <span>{ words }</span>{ icon(Icon::Next) }
        </button>
    }
}

fn introduction(play: &LessonPlay, send: &Send) -> Html {
    let front = &play.lesson.front;
    html! {
        <>
            { heading("What this is about") }
            { prose(&play.lesson.introduction) }
            if !front.goals.is_empty() {
                <p class="lesson__goals">
                    { "Promised: " }
                    { for front.goals.stated().map(|(name, goal)| html! { <b>{ format!("{} {}", name.to_ascii_uppercase(), as_shown(goal)) }</b> }) }
                </p>
            }
            <p class="quiet">
                { format!("About {} minutes.", front.minutes) }
                if front.game.is_none() { { " Nothing here can break for good: undo and rewind whenever you like." } }
            </p>
            { next("Begin", send) }
        </>
    }
}

fn step_view(
    state: &State,
    play: &LessonPlay,
    place: usize,
    step: &LessonStep,
    send: &Send,
) -> Html {
    let done = play.is_done();
    let ready = play.unanswered().is_none();
    html! {
        <>
            { heading(&step.title) }
            { prose(&step.html) }
            if done {
                { end_of_step(state, play, place, send) }
            } else {
                { for step.step.predictions.iter().enumerate().map(|(number, question)| ask(play, place, number, question, send)) }
                { for step.step.actions.iter().zip(&state.drawn.guide.offers).enumerate().map(|(number, (action, offer))| run(action, offer, ready, number, send)) }
                if play.is_read_only() {
                    { next("Continue", send) }
                } else if ready {
                    { until(state, play, step, send) }
                }
                { hints(state, play, step, send) }
            }
        </>
    }
}

/// A question, asked before the run answers it.
fn ask(play: &LessonPlay, step: usize, number: usize, question: &Prediction, send: &Send) -> Html {
    let said = play.said[step][number];
    if play.begun {
        return html! { <p class="stands"><span>{ inline(&question.question) }</span><b>{ match said {
            Said::Choice(place) => inline(&format!("You said “{}”.", question.choices[place].text)),
            Said::DoNotKnow | Said::Nothing => html! { "You do not know yet." },
        } }</b></p> };
    }
    let name = format!("question-{step}-{number}");
    let choice = |of: Said, words: Html| {
        let chosen = said == of;
        html! {
            <label class={classes!("pick", (of == Said::DoNotKnow).then_some("pick--quiet"))}>
                <input type="radio" name={name.clone()} checked={chosen}
                    onchange={on(send, Msg::Lesson(LessonMsg::Say(number, of)))} />
                <span>{ words }</span>
            </label>
        }
    };
    html! {
        <fieldset class="question" id={question_id(number)} tabindex="-1">
            <legend><span class="question__mark">{ "Predict" }</span>{ inline(&question.question) }</legend>
            { for question.choices.iter().enumerate().map(|(place, one)| choice(Said::Choice(place), inline(&one.text))) }
            { choice(Said::DoNotKnow, html! { "I do not know" }) }
        </fieldset>
    }
}

/// A button of the step; the line that it runs stands beneath it, and what it answered.
fn run(action: &StepAction, offer: &Offer, ready: bool, number: usize, send: &Send) -> Html {
    let is_fault = offer.strikes();
    let why = match &offer.refused {
        _ if !ready => Some("Answer first: then the run will tell."),
        Some(refused) if !offer.ran => Some(refused.reason.as_str()),
        _ => None,
    };
    let (class, picture) = match (why, offer.ran) {
        (Some(_), _) => ("button--refused", Icon::Clock),
        (None, true) => ("button--ran", Icon::Check),
        (None, false) if is_fault => ("button--main", Icon::Zap),
        (None, false) => ("button--main", Icon::Play),
    };
    let disabled = why.is_some() || offer.ran && is_fault;
    html! {
        <div class="strike">
            <button type="button" class={classes!("button", class)} aria-disabled={disabled.to_string()} onclick={on(send, Msg::Lesson(LessonMsg::Do(number)))}>
                { icon(picture) }<span>{ inline(&action.label) }if offer.ran { <span class="hidden">{ ", done" }</span> }</span>
            </button>
            <code>{ &offer.line }</code>
            { for why.map(|why| html! { <p class="strike__why">{ inline(why) }</p> }) }
            { answer(offer) }
        </div>
    }
}

/// What was answered, as the terminal shows it.
fn answer(offer: &Offer) -> Html {
    match &offer.answer {
        Some(answer) => html! { <p class="strike__answer" role="status">{ answer }</p> },
        None => Html::default(),
    }
}

/// What ends the step, ticked as it comes true. It can name the answer to a question: it comes when the answers stand.
fn until(state: &State, play: &LessonPlay, step: &LessonStep, send: &Send) -> Html {
    html! {
        <section class="until">
            if play.begun || step.step.predictions.is_empty() {
            <h3>{ "This step is done when" }</h3>
            <ul>
                { for step.step.until.iter().zip(&state.drawn.guide.holds).map(|(condition, holds)| html! {
                    <li class={classes!("tick", holds.then_some("tick--holds"))}>
                        { icon(if *holds { Icon::Check } else { Icon::Ring }) }
                        <span>{ inline(&condition_words::of(condition)) }<span class="hidden">{ if *holds { ": so it is" } else { ": not yet" } }</span></span>
                    </li>
                }) }
            </ul>
            }
            if state.drawn.guide.goes_on {
                <button type="button" class="button" onclick={on(send, Msg::Lesson(LessonMsg::FastForward))}>
                    if play.forward && state.clock.playing { { icon(Icon::Pause) }<span>{ "Stop" }</span> } else { { icon(Icon::Forward) }<span>{ "Fast-forward" }</span> }
                </button>
            } else {
                <p id="turn" class="until__turn">{ "It is your turn: waiting alone brings this step no further." }</p>
            }
        </section>
    }
}

fn hints(state: &State, play: &LessonPlay, step: &LessonStep, send: &Send) -> Html {
    let hints = &step.step.hints;
    let open = play.hints.min(hints.len());
    html! {
        if !hints.is_empty() {
            <section class="hints">
                { for hints.iter().take(open).enumerate().map(|(place, hint)| html! {
                    <p id={format!("hint-{}", place + 1)} tabindex="-1"><b>{ format!("Hint {}. ", place + 1) }</b>{ inline(&with_moment_before(hint, &state.drawn.calm.view)) }</p>
                }) }
                if open < hints.len() {
                    <button type="button" class="link" onclick={on(send, Msg::Lesson(LessonMsg::Hint))}>
                        { if open == 0 { format!("Give me a hint (1 of {})", hints.len()) } else { format!("Another hint ({} of {})", open + 1, hints.len()) } }
                    </button>
                }
            </section>
        }
    }
}

/// The step is done: what was predicted, what came, and on.
fn end_of_step(state: &State, play: &LessonPlay, place: usize, send: &Send) -> Html {
    let last = place + 1 == play.lesson.steps.len();
    html! {
        <section class="done" id="done-part">
            <h3 id="done" tabindex="-1">{ icon(Icon::Check) }<span>{ format!("Step {} is done", place + 1) }</span></h3>
            { for play.lesson.steps[place].step.actions.iter().zip(&state.drawn.guide.offers).map(|(action, offer)| html! {
                if let Some(answer) = &offer.answer { <p class="done__asked">{ inline(&action.label) }</p><p class="strike__answer">{ answer }</p> }
            }) }
            { for judged(play, place).iter().map(judged_view) }
            { next(if last { "To the result" } else { "Next step" }, send) }
        </section>
    }
}

fn judged_view(one: &Judged) -> Html {
    let picture = match one.right {
        Some(true) => Icon::Check,
        Some(false) => Icon::Cross,
        None => Icon::Help,
    };
    html! {
        <div class={classes!("judged", (one.right == Some(true)).then_some("judged--right"))}>
            <p class="judged__question">{ inline(&one.question) }</p>
            <p class="judged__said">{ icon(picture) }<span>{ inline(&one.text) }</span></p>
            <p>{ inline(&one.explain) }</p>
        </div>
    }
}

/// The two figures that are judged, in one line above the tabs.
pub fn figures(calm: &Calm) -> Html {
    let view = &*calm.view;
    let incident = calm.incident.map(|place| &view.incidents[place]);
    html! {
        <section class="score" aria-label="Goals">
            { figure("Recovery", "RTO", view.goals.rto, incident.map(|incident| verdict::recovery(view, incident))) }
            { figure("Lost orders", "RPO", view.goals.rpo, incident.map(verdict::loss)) }
        </section>
    }
}

fn figure(
    name: &'static str,
    goal_name: &'static str,
    goal: Option<SimDuration>,
    figure: Option<Figure>,
) -> Html {
    let value = figure.as_ref().map_or("–", |figure| &figure.value);
    let lost = goal_name == "RPO" && !matches!(value, "–" | "0");
    html! {
        <div class={classes!("score__figure", lost.then_some("score__figure--lost"))}>
            <p class="score__goal">
                <span>{ name }</span>
                <span>{ match goal {
                    Some(goal) => format!("{goal_name} {}", span_words(goal)),
                    None => format!("no {goal_name}"),
                } }</span>
            </p>
            <p class="score__value"><b class="number">{ value.to_owned() }</b>{ for figure.and_then(|figure| figure.met).map(badge) }</p>
        </div>
    }
}
