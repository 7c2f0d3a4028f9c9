//! What a step asks for is in sight when it opens, in every lesson: nobody scrolls to find a button. Each step is opened by the link
//! that somebody who stands there would share.

use crate::visit::{Visit, visit};
use failover_lab::app::lesson::{LessonPlay, Said, watched};
use failover_lab::app::reader::Answer;
use failover_lab::app::{Effect, LessonMsg, Msg, Route, State, Theme, update};
use failover_lab::lesson::read;
use std::rc::Rc;
use thirtyfour::prelude::*;

/// The names and texts of all lessons.
fn lessons() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/en");
    let entries = std::fs::read_dir(folder).expect("there are lessons");
    let mut all: Vec<(String, String)> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_stem().expect("a file has a name");
            let text = std::fs::read_to_string(&path).expect("a lesson is text");
            (name.to_string_lossy().into_owned(), text)
        })
        .collect();
    all.sort();
    all
}

fn tell(state: &mut State, msg: LessonMsg) {
    update(state, Msg::Lesson(msg));
    if state.window.asked.is_some() {
        update(state, Msg::Confirm);
    }
}

fn play(state: &State) -> &LessonPlay {
    state.lesson.as_ref().expect("a lesson is on")
}

fn opened(name: &str, text: &str) -> State {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Go(Route::Lesson(name.to_owned())));
    let ticket = state.tickets;
    let came = Ok(text.to_owned());
    tell(&mut state, LessonMsg::Came { ticket, text: came });
    let answer = Answer {
        ticket,
        lesson: Some(read(text).expect("the lesson can be read")),
        ..Answer::default()
    };
    tell(&mut state, LessonMsg::Answered(Rc::new(answer)));
    state
}

fn link(state: &mut State) -> String {
    let effects = update(state, Msg::Share);
    let link = effects.into_iter().find_map(|effect| match effect {
        Effect::CopyLink(fragment) => Some(fragment),
        _ => None,
    });
    link.expect("what is seen can be shared")
}

/// Lets the clock run until it stops by itself, for a while at most.
fn run_on(state: &mut State) {
    for _ in 0..4_000 {
        if !state.clock.playing {
            return;
        }
        update(state, Msg::Tick(50.0));
    }
}

/// Presses what the step offers until it has come to its end, if it does so; what is to be found elsewhere, the lesson's solution knows.
fn ends_step(state: &mut State) -> bool {
    while let Some(question) = play(state).unanswered() {
        tell(state, LessonMsg::Say(question, Said::DoNotKnow));
    }
    let solution = play(state).lesson.front.solution.clone();
    let mut found: Vec<&str> = solution
        .lines()
        .filter_map(|line| {
            let begins = line.find("aws ").or_else(|| line.find("app "))?;
            Some(line[begins..].trim())
        })
        .collect();
    let mut waited = Vec::new();
    for _ in 0..40 {
        if play(state).is_done() || play(state).is_read_only() {
            return true;
        }
        let mut offers = state.drawn.guide.offers.iter().enumerate();
        let free = offers.find(|(place, offer)| {
            !offer.ran && offer.refused.is_none() && !waited.contains(place)
        });
        let free = free.map(|(place, offer)| (place, offer.wait.is_some()));
        match free {
            Some((place, waits)) => {
                waited.extend(waits.then_some(place));
                tell(state, LessonMsg::Do(place));
            }
            None => tell(state, LessonMsg::FastForward),
        }
        run_on(state);
        let leads_elsewhere = state.drawn.guide.offers.is_empty() && !state.drawn.guide.goes_on;
        if leads_elsewhere && !play(state).is_done() && !found.is_empty() {
            update(state, Msg::Act(found.remove(0).to_owned()));
            run_on(state);
        }
    }
    false
}

/// A place in a lesson.
pub struct Stand {
    pub name: String,
    pub link: String,
    /// What is to be watched there once something was pressed; nothing where nothing is to be done.
    pub watched: Vec<String>,
}

/// A lesson's introduction, its steps as they open and as they end, and its result, unless a step asks for a choice that the first
/// button does not make.
fn stands(name: &str, text: &str) -> Vec<Stand> {
    let mut state = opened(name, text);
    let mut all = Vec::new();
    let add = |all: &mut Vec<Stand>, state: &mut State, name: String, watched| {
        let link = link(state);
        all.push(Stand {
            name,
            link,
            watched,
        });
    };
    loop {
        let page = play(&state).page;
        let watched = match play(&state).is_read_only() {
            true => Vec::new(),
            false => watched(play(&state), &state.drawn.calm.view),
        };
        add(&mut all, &mut state, format!("{name}, {page:?}"), watched);
        if play(&state).step().is_some() {
            if !ends_step(&mut state) {
                return all;
            }
            if play(&state).is_done() {
                let name = format!("{name}, {page:?} at its end");
                add(&mut all, &mut state, name, Vec::new());
            }
        }
        tell(&mut state, LessonMsg::Next);
        if play(&state).page == page {
            tell(&mut state, LessonMsg::Next);
        }
        if play(&state).page == page {
            return all;
        }
    }
}

/// The link to one of them.
pub fn link_to(lesson: &str, place: &str) -> String {
    let all = lessons();
    let (name, text) = all
        .iter()
        .find(|(name, _)| name == lesson)
        .expect("it is there");
    let mut found = stands(name, text).into_iter();
    let found = found.find(|stand| stand.name.ends_with(place));
    found.expect("one comes to it").link
}

/// In these a step asks for a choice that the first button does not make: they are walked through up to there.
const UP_TO_A_CHOICE: [&str; 1] = ["09-cheapest-design"];

/// The places of all lessons.
pub fn all_stands() -> Vec<Stand> {
    let (mut all, mut cut_short) = (Vec::new(), Vec::new());
    for (name, text) in lessons() {
        let stands = stands(&name, &text);
        if !stands.iter().any(|one| one.name.ends_with("Result")) {
            cut_short.push(name);
        }
        all.extend(stands);
    }
    assert_eq!(cut_short, UP_TO_A_CHOICE);
    all
}

/// What is asked for and is not in sight, what is clipped, and what scrolls within what scrolls.
const OUT_OF_SIGHT: &str = "
    // What leads on rests when it comes, and nothing is met where it rests.
    document.getAnimations().forEach((one) => one.effect.getTiming().iterations === Infinity || one.finish());
    const seen = (one) => {
        const box = one.getBoundingClientRect();
        const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return box.width > 0 && box.left >= 0 && box.right <= innerWidth && one.contains(met);
    };
    const all = (css) => [...document.querySelectorAll(css)].filter((one) => one.offsetParent);
    const twins = all('.reach .button');
    const found = [];
    if (!all('.foot .button, .question, .doors .button').length) found.push('nothing is asked for');
    for (const one of all('.foot .button')) {
        const waits = one.getAttribute('aria-disabled') === 'true';
        const twin = twins.find((twin) => twin.textContent === one.textContent);
        if (!seen(one) && !(twin && seen(twin)) && !(waits && twins.length)) found.push('out of sight: ' + one.textContent);
    }
    for (const one of [...all('.foot .button'), ...twins]) {
        const words = [...one.querySelectorAll('span:not(.hidden)')];
        const over = (it) => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 || it.scrollHeight > it.clientHeight + 1 && it.clientHeight > 0;
        if (over(one) || words.some(over)) found.push('clipped: ' + one.textContent);
    }
    for (const one of twins) if (!seen(one)) found.push('cut off: ' + one.textContent);
    const scrolls = all('.side *').filter((one) =>
        /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1);
    for (const one of scrolls) if (scrolls.some((other) => other !== one && other.contains(one))) found.push('scrolls within what scrolls: ' + one.className);
    const wide = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
    if (wide) found.push('the page is wider than its window: ' + wide);
    return found;";

const SIZES: [(u32, u32); 3] = [(1280, 800), (390, 844), (320, 640)];

async fn is_in_sight(page: &Visit, place: &str, link: &str) -> WebDriverResult<Vec<String>> {
    // The address alone would not load the page anew.
    page.driver.goto("about:blank").await?;
    page.open(&format!("#{link}")).await?;
    page.shown(".lesson").await?;
    let mut found = Vec::new();
    for (width, height) in SIZES {
        page.resize(width, height).await?;
        page.driver.execute("scrollTo(0, 0);", Vec::new()).await?;
        let told: Vec<String> = page
            .driver
            .execute(OUT_OF_SIGHT, Vec::new())
            .await?
            .convert()?;
        let told = told
            .iter()
            .map(|told| format!("{place} at {width}×{height}: {told}"));
        found.extend(told);
    }
    Ok(found)
}

#[test]
fn whatever_a_step_asks_for_is_in_sight_when_it_opens_and_when_it_ends() {
    let all = all_stands();
    visit(move |page| async move {
        let mut found = Vec::new();
        for Stand { name, link, .. } in &all {
            found.extend(is_in_sight(&page, name, link).await?);
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn the_clock_waits_in_sight_while_somebody_chooses() {
    visit(|page| async move {
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            page.driver.goto("about:blank").await?;
            page.open("#/sandbox").await?;
            if let Ok(start) = page.driver.find(By::Css(".start")).await {
                start.click().await?;
            }
            page.shown(".inspector").await?;
            let play = "
                const play = document.querySelector('.button--play');
                if (play.textContent === 'Play') play.click();";
            page.driver.execute(play, Vec::new()).await?;
            page.shown("#runs").await?.click().await?;
            let told = page
                .shown_with_text(".clock__held", "paused while you choose")
                .await?;
            let over = "
                const box = arguments[0].getBoundingClientRect();
                const clock = document.querySelector('.clock').getBoundingClientRect();
                return box.left < clock.left || box.right > clock.right;";
            let over: bool = page
                .driver
                .execute(over, vec![told.to_json()?])
                .await?
                .convert()?;
            assert!(!over, "it fits at {width}×{height}");
            page.press(Key::Escape).await?;
            page.gone(".clock__held").await?;
        }
        assert_eq!(page.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
