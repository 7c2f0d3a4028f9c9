//! What can be done with proxies, and what puts one in front of a database.

use super::region_option;
use crate::cloud::view::{DatabaseView, Form, ProxyView, RoleView};
use crate::cloud::{Around, Button};
use crate::rds::engine::Engine;
use crate::rds::proxy::Family;

/// What a proxy is asked for.
pub fn buttons(around: &Around, proxy: &ProxyView) -> Vec<Button> {
    let mut buttons: Vec<Button> = match &proxy.target {
        Some(_) => target(around, proxy)
            .map(|entry| deregister(entry, proxy))
            .into_iter()
            .collect(),
        None => {
            let fitting = around.databases.iter().filter(|entry| fits(entry, proxy));
            fitting.map(|entry| register(entry, proxy)).collect()
        }
    };
    let line = on_proxy("delete-db-proxy", proxy);
    buttons.push(Button::new("Delete the proxy", line));
    buttons
}

/// Its target is taken from it, and then the other registered.
pub fn lead_to(around: &Around, proxy: &ProxyView, entry: &DatabaseView) -> Option<Button> {
    if !fits(entry, proxy) {
        return None;
    }
    match proxy.target {
        Some(_) => target(around, proxy).map(|target| deregister(target, proxy)),
        None => Some(register(entry, proxy)),
    }
}

/// The database to which a proxy leads, or will.
fn target<'a>(around: &Around<'a>, proxy: &ProxyView) -> Option<&'a DatabaseView> {
    let name = proxy.target.as_ref()?;
    let is_it = |entry: &&DatabaseView| entry.region == proxy.region && entry.id == *name;
    around.databases.iter().find(is_it)
}

/// What puts a proxy in front of a database: one that leads nowhere yet, else a new one.
pub fn in_front(around: &Around, entry: &DatabaseView) -> Option<Button> {
    let mut here = around
        .proxies
        .iter()
        .filter(|one| one.region == entry.region);
    let has_one = here
        .clone()
        .any(|proxy| proxy.target.as_ref() == Some(&entry.id));
    let family = family(entry).filter(|_| !has_one)?;
    if let Some(free) = here.find(|proxy| proxy.target.is_none() && fits(entry, proxy)) {
        return Some(register(entry, free));
    }
    let name = format!("{}-proxy", entry.id);
    let line = format!(
        "aws rds create-db-proxy{} --db-proxy-name {name} --engine-family {}",
        region_option(entry.region),
        family.name()
    );
    Some(Button::new("Create a proxy for it", line))
}

fn family(entry: &DatabaseView) -> Option<Family> {
    let is_own = entry.role == RoleView::Standalone;
    Family::of(Engine::parse(entry.engine)?).filter(|_| is_own)
}

fn fits(entry: &DatabaseView, proxy: &ProxyView) -> bool {
    let same = family(entry).is_some_and(|family| family.name() == proxy.family);
    entry.region == proxy.region && same
}

fn register(entry: &DatabaseView, proxy: &ProxyView) -> Button {
    let line = on_target("register-db-proxy-targets", entry, proxy);
    Button::new(format!("Register {} with {}", entry.id, proxy.id), line).leading_on(true)
}

fn deregister(entry: &DatabaseView, proxy: &ProxyView) -> Button {
    let line = on_target("deregister-db-proxy-targets", entry, proxy);
    Button::new(format!("Deregister {}", entry.id), line)
}

fn on_target(command: &str, entry: &DatabaseView, proxy: &ProxyView) -> String {
    let kind = match entry.form {
        Form::Cluster => "cluster",
        Form::Instance => "instance",
    };
    let line = on_proxy(command, proxy);
    format!("{line} --db-{kind}-identifiers {}", entry.id)
}

/// `aws rds COMMAND --db-proxy-name ID`, in the right Region.
pub fn on_proxy(command: &str, proxy: &ProxyView) -> String {
    let region = region_option(proxy.region);
    format!("aws rds {command}{region} --db-proxy-name {}", proxy.id)
}
