//! How presenters put parts together: beside each other, and within each other.

use crate::app::glossary;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Group, Part, Words};
use crate::app::route::Route;

/// Parts as they are put beside each other and within each other.
#[derive(Default)]
pub struct Parts {
    here: Vec<Part>,
    /// The lists in which this one will stand, the outermost first.
    around: Vec<Vec<Part>>,
}

impl Parts {
    /// The parts that a presenter puts together.
    pub fn of(fill: impl FnOnce(&mut Parts)) -> Vec<Part> {
        let mut parts = Parts::default();
        fill(&mut parts);
        parts.here
    }

    #[inline(never)]
    fn open(&mut self) {
        self.around.push(std::mem::take(&mut self.here));
    }

    /// What was put together since `open`.
    #[inline(never)]
    fn close(&mut self) -> Vec<Part> {
        std::mem::replace(&mut self.here, self.around.pop().unwrap_or_default())
    }

    /// Puts what was opened last into an element.
    #[inline(never)]
    fn close_in(&mut self, kind: &'static str) -> &mut Group {
        let parts = self.close();
        self.here.push(Part::Group(Box::new(Group {
            kind,
            says: Vec::new(),
            does: None,
            parts,
        })));
        match self.here.last_mut() {
            Some(Part::Group(group)) => group,
            _ => unreachable!("it was pushed just now"),
        }
    }

    #[inline(never)]
    fn close_some(&mut self) {
        let parts = self.close();
        self.here.push(Part::Some(parts));
    }

    #[inline(never)]
    fn close_press(&mut self, kind: &'static str, msg: Msg) -> &mut Group {
        self.close_in(kind).does(Does::Press(msg))
    }

    /// An element and what it holds.
    #[inline]
    pub fn within(&mut self, kind: &'static str, fill: impl FnOnce(&mut Parts)) -> &mut Group {
        self.open();
        fill(self);
        self.close_in(kind)
    }

    /// An element that sends a message when it is pressed.
    #[inline]
    pub fn press(
        &mut self,
        kind: &'static str,
        msg: Msg,
        fill: impl FnOnce(&mut Parts),
    ) -> &mut Group {
        self.open();
        fill(self);
        self.close_press(kind, msg)
    }

    /// Parts that come and go, and keep their place.
    #[inline]
    pub fn some(&mut self, fill: impl FnOnce(&mut Parts)) {
        self.open();
        fill(self);
        self.close_some();
    }

    /// Parts that are there if it is so.
    #[inline]
    pub fn when(&mut self, so: bool, fill: impl FnOnce(&mut Parts)) {
        self.open();
        if so {
            fill(self);
        }
        self.close_some();
    }

    #[inline(never)]
    pub fn words(&mut self, words: impl Into<Words>) {
        self.here.push(Part::Words(words.into()));
    }

    /// What the reader has made out of an author's prose.
    #[inline(never)]
    pub fn html(&mut self, html: &str) -> &mut Group {
        self.open();
        self.here.push(Part::Html(html.to_owned().into()));
        self.close_in("div prose")
    }

    pub fn part(&mut self, part: Part) {
        self.here.push(part);
    }

    #[inline(never)]
    pub fn icon(&mut self, icon: Icon) {
        self.here.push(Part::Icon(icon));
    }

    /// An element that holds words alone.
    #[inline(never)]
    pub fn line(&mut self, kind: &'static str, words: impl Into<Words>) -> &mut Group {
        self.open();
        self.words(words.into());
        self.close_in(kind)
    }

    /// A line of the language. It breaks between its words, and within none that has room: `us-east-` is no name.
    #[inline(never)]
    pub fn command(&mut self, line: &str) -> &mut Group {
        self.open();
        for (place, word) in line.split(' ').enumerate() {
            if place > 0 {
                self.words(" ");
            }
            self.line("span word", word.to_owned());
        }
        self.close_in("code")
    }

    /// A line where there is little room: it is cut before its last word, which tells it from others.
    pub fn short_command(&mut self, line: &str) -> &mut Group {
        let end = line.rfind(' ').unwrap_or(0);
        self.open();
        self.line("span", line[..end].to_owned());
        self.line("span", line[end..].to_owned());
        self.close_in("code")
    }

    /// An element that holds nothing.
    #[inline(never)]
    pub fn empty(&mut self, kind: &'static str) -> &mut Group {
        self.open();
        self.close_in(kind)
    }

    /// Words in which code stands between backticks. A backtick without another one stays as it is.
    #[inline(never)]
    pub fn prose(&mut self, text: &str) {
        self.open();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('`')
            && let Some((code, after)) = after.split_once('`')
        {
            self.whole(before);
            self.line("code", code.to_owned());
            rest = after;
        }
        self.whole(rest);
        self.close_some();
    }

    /// An element that holds such words.
    #[inline(never)]
    pub fn told(&mut self, kind: &'static str, text: &str) -> &mut Group {
        self.open();
        self.prose(text);
        self.close_in(kind)
    }

    /// Words of which those that a learner may not know explain themselves when they are pointed at or have the focus.
    #[inline(never)]
    pub fn explained(&mut self, text: &str) {
        self.open();
        let mut rest = text;
        while let Some((before, (term, meaning))) = glossary::first_in(rest) {
            self.words(before.to_owned());
            self.term(term, meaning);
            rest = &rest[before.len() + term.len()..];
        }
        self.words(rest.to_owned());
        self.close_some();
    }

    #[inline(never)]
    fn term(&mut self, term: impl Into<Words>, meaning: &'static str) {
        self.line("button term", term)
            .says(Attribute::What, meaning);
    }

    /// An element that holds such words.
    #[inline(never)]
    pub fn explains(&mut self, kind: &'static str, text: &str) -> &mut Group {
        self.open();
        self.explained(text);
        self.close_in(kind)
    }

    /// An icon, and words beside it.
    #[inline(never)]
    pub fn marked(&mut self, icon: Icon, words: impl Into<Words>) {
        self.icon(icon);
        self.line("span", words);
    }

    /// A button that bears words alone.
    #[inline(never)]
    pub fn button(&mut self, kind: &'static str, words: impl Into<Words>, msg: Msg) -> &mut Group {
        self.open();
        self.kept(words.into());
        self.close_press(kind, msg)
    }

    /// A button that bears an icon and words.
    #[inline(never)]
    pub fn icon_button(
        &mut self,
        kind: &'static str,
        icon: Icon,
        words: impl Into<Words>,
        msg: Msg,
    ) -> &mut Group {
        self.open();
        self.marked(icon, words);
        self.close_press(kind, msg)
    }

    /// A button that bears only an icon: its words are its name.
    #[inline(never)]
    pub fn tool(
        &mut self,
        icon: Icon,
        title: &'static str,
        label: impl Into<Words>,
        msg: Msg,
    ) -> &mut Group {
        self.open();
        self.icon(icon);
        self.close_press("button button button--icon", msg)
            .says(Attribute::Title, title)
            .says(Attribute::Label, label)
    }

    /// A button on which a name stands, and beneath it what it is.
    #[inline(never)]
    pub fn door(&mut self, title: impl Into<Words>, what: impl Into<Words>, msg: Msg) {
        self.open();
        self.line("b", title);
        self.line("span", what);
        self.close_press("button door", msg);
    }

    /// A button for what cannot be done now, with the reason. It tells the line that would be run.
    #[inline]
    pub fn refused(&mut self, line: &str, reason: &str, msg: Msg, fill: impl FnOnce(&mut Parts)) {
        self.open();
        self.open();
        self.open();
        fill(self);
        self.close_refused(line, reason, msg);
    }

    #[inline(never)]
    fn close_refused(&mut self, line: &str, reason: &str, msg: Msg) {
        self.close_in("span");
        self.told("small", reason);
        self.close_press("button line", msg)
            .says(Attribute::Refused, "true")
            .says(Attribute::Title, line.to_owned());
        self.close_in("div operation operation--refused");
    }

    /// A link to somewhere within the page.
    #[inline]
    pub fn link(
        &mut self,
        kind: &'static str,
        route: &Route,
        fill: impl FnOnce(&mut Parts),
    ) -> &mut Group {
        self.open();
        fill(self);
        self.close_link(kind, route)
    }

    #[inline(never)]
    fn close_link(&mut self, kind: &'static str, route: &Route) -> &mut Group {
        self.close_in(kind)
            .says(Attribute::Href, format!("#{}", route.fragment()))
    }

    /// A link that looks like a door.
    #[inline(never)]
    pub fn way(&mut self, route: &Route, title: impl Into<Words>, what: impl Into<Words>) {
        self.open();
        self.line("b", title);
        self.line("span", what);
        self.close_link("a door", route);
    }

    /// A link out of the page.
    #[inline(never)]
    pub fn source(&mut self, url: &'static str, words: &'static str) {
        self.line("a", words)
            .says(Attribute::Href, url)
            .says(Attribute::Target, "_blank")
            .says(Attribute::Rel, "noopener");
    }

    /// Names, and what is said of them.
    #[inline(never)]
    pub fn facts<N: Into<Words>>(&mut self, kind: &'static str, facts: Vec<(N, String)>) {
        self.open();
        for (name, value) in facts {
            self.open();
            self.open();
            let name = name.into();
            match glossary::meaning(&name) {
                Some(meaning) => self.term(name, meaning),
                None => self.words(name),
            }
            self.close_in("dt");
            self.explains("dd", &value);
            self.close_in("div");
        }
        self.close_in(kind);
    }

    /// One of several things to choose, `radio`, or one to choose or not, `checkbox`. Its words stand beside it.
    #[inline(never)]
    pub fn choice(&mut self, form: &'static str, chosen: bool, msg: Msg) -> &mut Group {
        self.empty("input")
            .does(Does::Choose(msg))
            .says(Attribute::Type, form)
            .says(Attribute::Checked, if chosen { "checked" } else { "" })
    }

    /// One of several things to choose, and its words.
    #[inline(never)]
    pub fn option(&mut self, name: &'static str, words: impl Into<Words>, chosen: bool, msg: Msg) {
        self.open();
        self.choice("radio", chosen, msg)
            .says(Attribute::Name, name);
        self.line("span", words);
        self.close_in("label choice");
    }

    /// The head of a table.
    #[inline(never)]
    pub fn heads(&mut self, names: &[&'static str]) {
        self.open();
        for name in names {
            self.line("th", *name).says(Attribute::Scope, "col");
        }
        self.close_in("tr");
    }

    /// A field that is written into.
    #[inline(never)]
    pub fn field(&mut self, kind: &'static str, does: Does, value: impl Into<Words>) -> &mut Group {
        self.empty(kind).does(does).says(Attribute::Value, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::read::{groups, spoken};

    #[test]
    fn code_stands_between_backticks_and_one_alone_stays() {
        let told = |text: &str| {
            let parts = Parts::of(|at| at.prose(text));
            let codes = groups(&parts).into_iter();
            let codes: Vec<String> = codes.map(|group| spoken(&group.parts)).collect();
            (codes.join("|"), spoken(&parts))
        };
        let pair = |codes: &str, all: &str| (codes.to_owned(), all.to_owned());
        let text = "run `app stop` or `lag`.";
        assert_eq!(told(text), pair("app stop|lag", "run app stop or lag."));
        assert_eq!(told("a ` alone"), pair("", "a ` alone"));
    }
}
