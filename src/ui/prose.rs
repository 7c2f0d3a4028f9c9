//! Short texts in which code stands between backticks.

use yew::prelude::*;

/// The text, its code set as code. A backtick without another one stays as it is.
pub fn inline(text: &str) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`')
        && let Some((code, after)) = after.split_once('`')
    {
        parts.push(html! { { before } });
        parts.push(html! { <code>{ code }</code> });
        rest = after;
    }
    parts.push(html! { { rest } });
    html! { <>{ for parts }</> }
}
