//! The empty sandbox: six ready-made starts, each with a picture of its copies.

use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Part, Parts, Picture};
use crate::app::starts::ALL;

pub fn starts(at: &mut Parts) {
    at.within("div starts", |at| {
        at.line("h2", "What shall we break today?");
        at.line("p quiet", "Each start is a running database with a shop that writes 50 orders a second, and two quiet days behind it.");
        at.within("div starts__grid", |at| {
            for start in ALL {
                at.press("button start", Msg::Start(start.name), |at| {
                    at.part(Part::Picture(Picture::Start(start.name)));
                    at.line("b", start.title);
                    at.line("span", start.what);
                });
            }
        });
        at.within("p quiet", |at| {
            at.icon(Icon::Edit);
            at.words(" Or create your own in the terminal: ");
            at.line("code", "aws rds create-db-instance …");
        });
    });
}
