//! A proxy on the stage: its card, and what becomes of requests that come to it.

use crate::app::cards::{CARD, Cards};
use crate::app::icon::Icon;
use crate::app::part::Parts;
use crate::app::thing::Thing;
use crate::world::ProxyView;

impl Cards<'_> {
    /// A proxy, and what becomes of requests that come to it.
    pub fn proxy(&self, proxy: &ProxyView, at: &mut Parts) {
        let thing = Thing::proxy(proxy);
        at.within("div card card--storage card--proxy", |at| {
            self.select(CARD, &thing, at, |at| {
                at.within("span card__shape", |at| at.icon(Icon::Link));
                at.within("span card__name", |at| {
                    at.line("span hidden", "Proxy ");
                    at.words(proxy.id.clone());
                });
                at.line("span card__note card__note--alone", leads(proxy));
            })
            .id(thing.id(self.view));
        });
    }
}

/// What becomes of requests that come to a proxy.
pub fn leads(proxy: &ProxyView) -> String {
    match (&proxy.target, proxy.health) {
        _ if !proxy.available => "proxy, being created".to_owned(),
        (Some(target), Some("AVAILABLE")) => format!("proxy, leads to {target}"),
        (Some(target), Some("REGISTERING")) => format!("proxy, registers {target}"),
        (Some(target), _) => format!("proxy, waits for {target}"),
        (None, _) => "proxy, leads nowhere".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::app::run::Run;
    use crate::app::stage::{Flow, Row, Stage, WireKind, lay_out};
    use crate::app::starts::ALL;
    use crate::app::thing::Thing;
    use crate::app::{describe, operations};
    use crate::sim::SimDuration;
    use crate::world::View;

    fn opened(lines: &str) -> Run {
        let start = ALL.iter().find(|start| start.name == "proxy");
        let start = start.expect("there is one").transcript("KYIV");
        Run::open(&format!("{start}{lines}")).expect("it can be opened")
    }

    fn row(stage: &Stage, is_it: impl Fn(&Row) -> bool) -> usize {
        let mut rows = stage.rows.iter();
        rows.position(is_it).expect("it stands there")
    }

    /// The ends of the endpoints' wires, and whether anything flows.
    fn wires(view: &View) -> Vec<(usize, usize, Flow)> {
        let wires = lay_out(view).wires.into_iter();
        let ends = wires.filter(|wire| wire.kind == WireKind::Endpoint);
        ends.map(|wire| (wire.from, wire.to, wire.flow)).collect()
    }

    #[test]
    fn an_application_leads_to_its_proxy_and_that_to_the_primary() {
        let mut run = opened("60s fault inject host-failure orders\n");
        let view = run.view();
        let stage = lay_out(&view);
        let proxy = row(&stage, |row| matches!(row, Row::Proxy { .. }));
        let primary = |view: &View| {
            let stage = lay_out(view);
            row(&stage, |row| matches!(row, Row::Copy { copy: 0, .. }))
        };
        assert_eq!(proxy, 2, "below the head of its Region");
        assert_eq!(
            wires(&view),
            [
                (0, proxy, Flow::Flowing),
                (proxy, primary(&view), Flow::Flowing)
            ]
        );
        run.advance(SimDuration::from_secs(70));
        let down = run.view();
        assert_eq!(wires(&down)[1].2, Flow::Cut);
        assert_eq!(super::leads(&down.proxies[0]), "proxy, waits for orders");
        run.advance(SimDuration::from_mins(5));
        let after = run.view();
        assert_eq!(
            wires(&after),
            [
                (0, proxy, Flow::Flowing),
                (proxy, primary(&after), Flow::Flowing)
            ]
        );
        assert_ne!(primary(&view), primary(&after));
    }

    #[test]
    fn what_becomes_of_requests_is_said_and_what_can_be_done_is_offered() {
        let deregister = "aws rds deregister-db-proxy-targets --db-proxy-name front --db-instance-identifiers orders";
        let register = deregister.replace("deregister", "register");
        let mut run = opened(&format!("60s {deregister}\n2m {register}\n"));
        let said = |run: &Run| super::leads(&run.view().proxies[0]);
        let lines = |run: &Run| -> Vec<String> {
            let view = run.view();
            let thing = Thing::proxy(&view.proxies[0]);
            assert!(thing.exists(&view) && describe::facts(&view, &thing).len() > 5);
            let all = operations::of(&view, &thing).into_iter();
            all.map(|one| one.line).collect()
        };
        assert_eq!(said(&run), "proxy, leads to orders");
        assert_eq!(lines(&run)[0], deregister);
        run.advance(SimDuration::from_secs(61));
        assert_eq!(said(&run), "proxy, leads nowhere");
        assert_eq!(lines(&run)[0], register);
        run.advance(SimDuration::from_secs(60));
        assert_eq!(said(&run), "proxy, registers orders");
        let view = run.view();
        let shop = operations::of(&view, &Thing::App("shop".to_owned()));
        assert_eq!(shop[0].line, "app point shop --to orders");
    }
}
