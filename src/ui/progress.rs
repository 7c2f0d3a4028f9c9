//! What was done, on the home page: its figures, and how it is taken along, brought back and forgotten.

use crate::app::course::{self, CourseMsg, CourseState};
use crate::app::game;
use crate::app::share::percent;
use crate::app::{Msg, words};
use crate::lesson::GameLevel;
use crate::ui::icon::{Icon, icon};
use crate::ui::kit::{Send, button, on};
use yew::prelude::*;

pub fn view(course: &CourseState, send: &Send) -> Html {
    let progress = &course.progress;
    let file = format!(
        "data:application/json;charset=utf-8,{}",
        percent(&course::exported(course))
    );
    html! {
        <section class="progress" aria-labelledby="progress-title">
            <h2 id="progress-title">{ "Your progress" }</h2>
            { figures(course) }
            <p class="quiet">{ "It stays in this browser. A file takes it to another." }</p>
            <p class="progress__tools">
                if !progress.is_empty() {
                    <a class="button" href={file} download="failover-lab-progress.json">{ icon(Icon::Download) }<span>{ "Export" }</span></a>
                }
                { button(send, Icon::Upload, "Import", Msg::Import) }
                if !progress.is_empty() && !course.forgetting {
                    <button type="button" id="forget" class="button" onclick={on(send, Msg::Course(CourseMsg::AskToForget(true)))}>{ "Forget" }</button>
                }
            </p>
            if course.forgetting { { confirm(send) } }
        </section>
    }
}

fn figures(course: &CourseState) -> Html {
    let progress = &course.progress;
    let predicted = progress.predicted();
    let scores = GameLevel::ALL
        .into_iter()
        .filter_map(|level| Some((level, progress.best(level)?)));
    html! {
        <dl>
            <div><dt>{ "Lessons done" }</dt><dd class="number">{ words::count(progress.lessons.len() as u64) }</dd></div>
            if predicted.asked > 0 {
                <div><dt>{ "Predictions right" }</dt><dd class="number">{ format!("{} of {}", predicted.right, predicted.asked) }</dd></div>
            }
            { for scores.map(|(level, best)| html! {
                <div>
                    <dt>{ format!("Game day, {}", game::words::title(level).to_ascii_lowercase()) }<span class="quiet">{ format!(" seed {}", best.seed) }</span></dt>
                    <dd class="number">{ best.score }</dd>
                </div>
            }) }
        </dl>
    }
}

fn confirm(send: &Send) -> Html {
    html! {
        <div class="progress__sure" role="group" aria-label="Forget everything?">
            <p>{ "Forget the lessons that are done, the scores, and the run in the sandbox? Nobody can bring them back." }</p>
            <p class="progress__tools">
                <button type="button" class="button" onclick={on(send, Msg::Course(CourseMsg::Forget))}>{ "Forget everything" }</button>
                <button type="button" id="keep" class="button button--main" onclick={on(send, Msg::Course(CourseMsg::AskToForget(false)))}>{ "Keep it" }</button>
            </p>
        </div>
    }
}
