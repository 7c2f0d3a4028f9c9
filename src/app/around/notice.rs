//! What the page says to its visitor, and the way on that it offers.

use crate::app::lesson::LessonMsg;
use crate::app::msg::Msg;
use crate::app::notice::{Door, Notice};
use crate::app::part::{Attribute, Parts};

/// `again` is how often the same was said before, one upon the other.
pub fn notice(notice: Option<&Notice>, again: u32, at: &mut Parts) {
    at.within("div notices", |at| {
        let Some(notice) = notice else {
            return;
        };
        let kind = match (notice.bad, notice.door, &notice.link) {
            (true, ..) => "div notice notice--bad",
            (false, None | Some(Door::Back(_)), None) => "div notice notice--told",
            (false, ..) => "div notice",
        };
        at.within(kind, |at| {
            at.told("p", &notice.text);
            at.some(|at| beside(notice.door, at));
            if let Some(link) = &notice.link {
                at.empty("input")
                    .id("link")
                    .says(Attribute::Value, link.clone())
                    .says(Attribute::Label, "The link")
                    .says(Attribute::ReadOnly, "readonly");
            }
            let words = match notice.door {
                Some(Door::Delete) => "Keep it",
                Some(Door::Sandbox | Door::OtherLuck | Door::Back(_)) | None => "Close",
            };
            at.button("button link", words, Msg::DismissNotice)
                .id("keep");
        })
        .says(Attribute::Key, format!("{again} {}", notice.text));
    })
    .says(Attribute::Role, "alert");
}

/// The way on.
fn beside(door: Option<Door>, at: &mut Parts) {
    let (words, msg) = match door {
        Some(Door::Sandbox) => (
            "Open this run in the sandbox",
            Msg::Lesson(LessonMsg::ToSandbox),
        ),
        Some(Door::OtherLuck) => ("Begin anew", Msg::Lesson(LessonMsg::OtherLuck)),
        Some(Door::Delete) => ("Delete it", Msg::Confirm),
        Some(Door::Back(place)) => ("Back to it", Msg::OpenBranch(place)),
        None => return,
    };
    at.button("button link", words, msg);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::notice::{bad, good};
    use crate::app::part::read::pressed;

    #[test]
    fn a_notice_offers_its_way_on_and_can_be_closed() {
        let offered = |one: Option<Notice>| pressed(&Parts::of(|at| notice(one.as_ref(), 0, at)));
        let told = |words: &str, msg| (words.to_owned(), msg);
        assert_eq!(offered(None), []);
        let close = told("Close", Msg::DismissNotice);
        assert_eq!(offered(Some(good("Copied."))), [close]);
        let mut asks = bad("It is in use.");
        asks.door = Some(Door::Delete);
        let yes = told("Delete it", Msg::Confirm);
        let no = told("Keep it", Msg::DismissNotice);
        assert_eq!(offered(Some(asks)), [yes, no]);
    }
}
