//! Where an application goes by a proxy, what leads it elsewhere: the proxy is told, not the application.

use crate::app::thing::line_name;
use crate::app::{operations, stage};
use crate::cloud::Access;
use crate::world::{AppView, DatabaseView, ProxyView, View};

/// The database that an application writes to: the one behind its name, or while its proxy leads nowhere, the one that took its last
/// write.
pub fn written<'v>(view: &'v View, app: &AppView) -> Option<&'v DatabaseView> {
    if let Some(place) = stage::named(view, app, Access::Write) {
        return Some(&view.databases[place]);
    }
    let used = app
        .uses
        .as_ref()
        .filter(|_| proxy_of(view, app).is_some())?;
    let mut all = view.databases.iter();
    all.find(|entry| entry.region.is_label(used, &entry.id))
}

/// The proxy by which an application goes.
fn proxy_of<'v>(view: &'v View, app: &AppView) -> Option<&'v ProxyView> {
    let mut proxies = view.proxies.iter();
    proxies.find(|proxy| proxy.region.is_label(&app.connect, &proxy.endpoint))
}

/// How the proxy by which an application goes comes to lead to another database, line by line.
pub struct Led {
    pub line: Option<String>,
    pub step: String,
    pub under_way: Option<String>,
}

/// As far as it can; where it cannot, the application is told the other's name.
pub fn led_on(view: &View, app: &AppView, to: &DatabaseView) -> Option<Led> {
    let proxy = proxy_of(view, app)?;
    let name = line_name(view, to);
    if proxy.region == to.region && proxy.target.as_ref() == Some(&to.id) {
        return Some(Led {
            line: None,
            step: String::new(),
            under_way: Some(format!("registering {name} with {}", proxy.id)),
        });
    }
    let around = operations::around(view, &|_| String::new());
    let button = operations::brought(view, proxy.service).lead_to(&around, proxy, to)?;
    Some(Led {
        line: Some(button.line),
        step: match proxy.target {
            Some(_) => format!("{}, for {name}", button.title),
            None => button.title,
        },
        under_way: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::app::run::Run;
    use crate::app::ways;
    use crate::sim::SimDuration;

    fn act(run: &mut Run, line: &str) {
        let answer = run.act(line);
        assert!(!answer.refused, "{line}: {}", answer.text);
    }

    /// Where a proxy stands in front, what took over is registered with it; nothing takes the application off it but what says so.
    #[test]
    fn by_way_of_a_proxy_the_other_is_registered_with_it() {
        let start = crate::app::starts::ALL
            .iter()
            .find(|one| one.name == "proxy");
        let start = start.expect("there is one").transcript("KYIV");
        for (line, first, then) in [
            (
                "60s fault inject bad-write orders --rows 1000",
                "Rewind",
                "Rewind",
            ),
            (
                "60s fault inject volume-failure orders",
                "Restore",
                "Go on with",
            ),
        ] {
            let start = start.replace(" --multi-az", "");
            let mut run = Run::open(&format!("{start}{line}\n")).expect("it can be opened");
            run.advance(SimDuration::from_mins(10));
            let way = |run: &Run, title: &str| {
                let all = ways::of(run, None).into_iter();
                all.into_iter().find(|way| way.title.starts_with(title))
            };
            let restore = way(&run, first).and_then(|way| way.line);
            act(&mut run, &restore.expect("it can be restored"));
            let mut pressed = Vec::new();
            for _ in 0..400 {
                run.advance(SimDuration::from_secs(30));
                let Some(next) = way(&run, then) else {
                    continue;
                };
                let Some(line) = next.line else { continue };
                act(&mut run, &line);
                pressed.push((next.step, line));
            }
            let on = |word: &str, id: &str| {
                format!(
                    "aws rds {word}-db-proxy-targets --db-proxy-name front --db-instance-identifiers {id}"
                )
            };
            let expected = [
                (
                    "Deregister orders, for orders-2".to_owned(),
                    on("deregister", "orders"),
                ),
                (
                    "Register orders-2 with front".to_owned(),
                    on("register", "orders-2"),
                ),
            ];
            assert_eq!(pressed, expected);
            let view = run.view();
            assert_eq!(view.apps[0].connect, "front.proxy", "it still goes by it");
            assert!(view.incidents[0].recovered_at.is_some(), "{line}");
            assert_eq!(ways::of(&run, None), []);
        }
    }
}
