//! A lesson that is shown to a class: its slide, and the stage beside it where there is something to see.

use yew::prelude::*;

#[inline(never)]
pub fn view(slide: Html, stage: Option<Html>) -> Html {
    html! {
        <main class="present" id="present">
            { slide }
            if let Some(stage) = stage {
                <section id="stage" class="stage" aria-label="Stage" tabindex="0">{ stage }</section>
            }
        </main>
    }
}
