//! A wire of the stage. When an application is led to another copy its arrow swings there, and what flows again is seen to land.

use crate::app::stage::{Flow, Wire, WireKind};
use crate::ui::icon::{Icon, icon};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub wire: Wire,
    /// How far it reaches, in about so many pixels.
    pub reach: u32,
}

/// What of a wire has just changed: the styles move it, unless motion is to be reduced.
pub struct WireShown {
    /// How long it was before it swung, in hundredths of what it is now.
    from: u32,
    /// How often it has swung, and how often something has landed.
    swung: u32,
    landed: u32,
}

impl Component for WireShown {
    type Message = ();
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        WireShown {
            from: 100,
            swung: 0,
            landed: 0,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let (before, now) = (&old.wire, &ctx.props().wire);
        if before.to != now.to {
            self.from = old.reach * 100 / ctx.props().reach;
            self.swung += 1;
        }
        if before.flow != Flow::Flowing && now.flow == Flow::Flowing {
            self.landed += 1;
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let wire = &ctx.props().wire;
        let (kind, words) = match wire.kind {
            WireKind::Endpoint => ("wire--endpoint", "writes"),
            WireKind::Reads => ("wire--endpoint wire--reads", "reads"),
            WireKind::Synchronous { waits } => ("wire--copy wire--sync", waits),
            WireKind::Asynchronous => ("wire--copy wire--async", "trailing"),
        };
        let flow = match wire.flow {
            Flow::Flowing => "wire--flowing",
            Flow::Still => "wire--still",
            Flow::Cut => "wire--cut",
        };
        let way = if wire.to > wire.from {
            "wire--down"
        } else {
            "wire--up"
        };
        let (top, end) = (wire.from.min(wire.to), wire.from.max(wire.to));
        let style = format!(
            "grid-row:{}/{};--track:{};--from:{}%",
            top * 2 + 2,
            end * 2 + 2,
            wire.track,
            self.from
        );
        let swings = (self.swung > 0).then_some("wire--swings");
        // Another element moves from its beginning.
        html! {
            <div key={self.swung} class={classes!("wire", kind, flow, way, swings)} {style} title={words} aria-hidden="true">
                <span class="wire__head"></span>
                if wire.flow == Flow::Cut { <span class="wire__cut">{ icon(Icon::Cross) }</span> }
                if self.landed > 0 { <span key={self.landed} class="wire__order"></span> }
            </div>
        }
    }
}
