//! The incident report for people who read a terminal: goals beside what was measured, and where the seconds went.

use crate::cloud::Reply;
use crate::language::report::{
    Report, ReportApplication, ReportCommand, ReportIncident, ReportLost,
};
use crate::language::words::{self, count};
use crate::sim::{Calendar, SimDuration, SimTime};
use std::fmt::{Result, Write};

/// How wide a waterfall is, in characters.
const WIDTH: u64 = 40;
/// More stretches of lost writes than these are summed up.
const LOST_SHOWN: usize = 5;

impl Report {
    /// The report as lines of text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write_text(&mut text)
            .expect("a string takes whatever is written");
        text
    }

    fn write_text(&self, out: &mut String) -> Result {
        let goal = |ms: Option<u64>| ms.map_or("none".to_owned(), span);
        writeln!(
            out,
            "Seed {}, {} simulated. Goals: recover within {} (RTO), lose at most {} (RPO).",
            self.seed,
            span(self.ended_at_ms.unsigned_abs()),
            goal(self.goals.rto_ms),
            goal(self.goals.rpo_ms)
        )?;
        if self.incidents.is_empty() {
            writeln!(out, "\nNo fault struck.")?;
        }
        let by_incidents: u64 = self
            .incidents
            .iter()
            .map(|incident| incident.lost_writes)
            .sum();
        if self.writes.lost > by_incidents {
            let own = writes(self.writes.lost - by_incidents);
            let over = nearest(self.own_actions_lost_span_ms);
            writeln!(
                out,
                "\nLost by the operator's own action: {own}, over {over}."
            )?;
        }
        for incident in &self.incidents {
            writeln!(out)?;
            self.write_incident(out, incident)?;
        }
        self.write_commands(out)?;
        self.write_replies(out)?;
        self.write_totals(out)
    }

    fn write_incident(&self, out: &mut String, incident: &ReportIncident) -> Result {
        let (cause, target) = (incident.cause(), &incident.target);
        let line = incident.line.map(|line| format!(" (line {line})"));
        let (line, at) = (
            line.unwrap_or_default(),
            moment(incident.at_ms, self.calendar),
        );
        writeln!(out, "{cause} {target}, at {at}{line}")?;
        let rto = verdict(incident.met_rto, self.goals.rto_ms);
        match incident.recovery_ms {
            Some(0) if incident.apps.is_empty() && incident.in_force => {
                writeln!(out, "  no application has noticed so far{rto}")?;
            }
            Some(0) if incident.apps.is_empty() => {
                writeln!(out, "  no application noticed{rto}")?;
            }
            Some(ms) => writeln!(out, "  recovered after {}{rto}", span(ms))?,
            None => writeln!(out, "  not recovered when the run ended{rto}")?,
        }
        write_waterfall(out, incident)?;
        if incident.degraded_ms > 0 {
            let (slow, times) = (span(incident.degraded_ms), incident.degraded_times);
            let since = match incident.normal_at_ms {
                Some(_) => "normal again after another",
                None => "not normal yet after another",
            };
            writeln!(
                out,
                "  {since} {slow}: restored blocks arrive when first touched, requests took up to {times} times as long"
            )?;
        }
        let rpo = verdict(incident.met_rpo, self.goals.rpo_ms);
        match incident.lost_writes {
            0 => writeln!(out, "  lost no write{rpo}")?,
            lost => {
                let over = nearest(incident.lost_span_ms);
                writeln!(out, "  lost {}, over {over}{rpo}", writes(lost))?;
                write_lost(out, &incident.lost, self.calendar)?;
            }
        }
        if !incident.apps.is_empty() {
            writeln!(
                out,
                "  {}: writes failed for {}, reads for {}",
                incident.apps.join(", "),
                span(incident.write_outage_ms),
                span(incident.read_outage_ms)
            )?;
        }
        if incident.wrong_data_ms > 0 || incident.corrupt_writes_remaining > 0 {
            writeln!(
                out,
                "  wrong data served for {}, {} still damaged",
                span(incident.wrong_data_ms),
                rows(incident.corrupt_writes_remaining)
            )?;
        }
        Ok(())
    }

    fn write_commands(&self, out: &mut String) -> Result {
        let refused = |command: &&ReportCommand| command.error.is_some();
        let refused: Vec<_> = self.commands.iter().filter(refused).collect();
        if !refused.is_empty() {
            writeln!(out, "\nRefused:")?;
        }
        for command in refused {
            writeln!(
                out,
                "  line {}, at {}: {}: {}",
                command.line,
                moment(command.at_ms, self.calendar),
                command.error.unwrap_or_default(),
                command.message.as_deref().unwrap_or_default()
            )?;
        }
        for command in self.commands.iter().filter(|command| command.gave_up > 0) {
            let (line, times) = (command.line, command.gave_up);
            let times = if times == 1 {
                "once".to_owned()
            } else {
                format!("{times} times")
            };
            writeln!(
                out,
                "\nLine {line}: the waiter would have given up {times}."
            )?;
        }
        if !self.not_reached.is_empty() {
            let lines: Vec<String> = self.not_reached.iter().map(u32::to_string).collect();
            writeln!(out, "\nThe run ended before line {}.", lines.join(", "))?;
        }
        Ok(())
    }

    fn write_replies(&self, out: &mut String) -> Result {
        for command in &self.commands {
            if let Some(reply) = command.reply.as_ref().filter(|reply| !reply.is_null()) {
                let at = moment(command.at_ms, self.calendar);
                write!(
                    out,
                    "\nLine {}, at {at}:\n{}",
                    command.line,
                    reply_lines(reply)
                )?;
            }
        }
        Ok(())
    }

    fn write_totals(&self, out: &mut String) -> Result {
        let w = &self.writes;
        writeln!(
            out,
            "\nWrites: {} attempted = {} acknowledged + {} refused + {} in doubt; {} present, {} lost ({} of them stranded).",
            count(w.attempted),
            count(w.acknowledged),
            count(w.refused),
            count(w.in_doubt),
            count(w.present),
            count(w.lost),
            count(w.stranded)
        )?;
        for app in &self.applications {
            write_application(out, app)?;
        }
        for database in &self.databases {
            let role = match &database.replica_of {
                Some(source) => format!(", read replica of {source}"),
                None if database.multi_az => ", Multi-AZ".to_owned(),
                None => String::new(),
            };
            writeln!(
                out,
                "{}: {} in {}{role}",
                database.id, database.status, database.az
            )?;
        }
        write!(
            out,
            "What stands now costs USD {:.2} a month",
            self.monthly_cost_usd
        )?;
        if !self.unpriced.is_empty() {
            write!(
                out,
                ", without what has no price here: {}",
                self.unpriced.join("; ")
            )?;
        }
        writeln!(out, ".\nDigest {}", self.digest)
    }
}

/// What an application saw in all, whoever caused it.
fn write_application(out: &mut String, app: &ReportApplication) -> Result {
    let uses = app.uses.as_deref().unwrap_or("no database");
    let (writes, reads) = (span(app.write_outage_ms), span(app.read_outage_ms));
    write!(
        out,
        "{} uses {uses}: writes failed for {writes} in all, reads for {reads}",
        app.name
    )?;
    if app.wrong_data_ms > 0 {
        write!(out, ", wrong data for {}", span(app.wrong_data_ms))?;
    }
    if app.stopped_ms > 0 {
        write!(out, ", stopped for {}", span(app.stopped_ms))?;
    }
    writeln!(out)
}

/// Each phase as a bar that begins where the one before it ended.
fn write_waterfall(out: &mut String, incident: &ReportIncident) -> Result {
    let total: u64 = incident.phases.iter().map(|phase| phase.ms).sum();
    if total == 0 {
        return Ok(());
    }
    let names = incident
        .phases
        .iter()
        .map(|phase| phase.name.chars().count());
    let longest = names.max().unwrap_or(0);
    let mut from = 0;
    for phase in &incident.phases {
        let (start, end) = (from * WIDTH / total, (from + phase.ms) * WIDTH / total);
        let bar = "█".repeat(usize::try_from((end - start).max(1)).unwrap_or(1));
        let space = " ".repeat(usize::try_from(start.min(WIDTH - 1)).unwrap_or(0));
        let moment = |ms| SimDuration::from_ms(ms);
        let length = words::part(moment(from), moment(from + phase.ms), moment(total));
        writeln!(
            out,
            "    {:<longest$}  {length:>12}  {space}{bar}",
            words::phase(phase.name)
        )?;
        from += phase.ms;
    }
    Ok(())
}

fn write_lost(out: &mut String, lost: &[ReportLost], calendar: Calendar) -> Result {
    for stretch in lost.iter().take(LOST_SHOWN) {
        writeln!(
            out,
            "    {} {} to {}, from {} to {}: {}",
            stretch.app,
            count(stretch.first),
            count(stretch.last),
            moment(stretch.first_at_ms, calendar),
            moment(stretch.last_at_ms, calendar),
            if stretch.stranded {
                "stranded in an old copy"
            } else {
                "gone"
            }
        )?;
    }
    match lost.len().saturating_sub(LOST_SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "    and {more} more stretches"),
    }
}

fn verdict(met: Option<bool>, goal: Option<u64>) -> &'static str {
    match (met, goal) {
        (_, None) => "",
        (Some(true), _) => ": goal met",
        (Some(false), _) => ": goal missed",
        (None, _) => ": goal still open",
    }
}

fn nearest(ms: u64) -> String {
    words::nearest(SimDuration::from_ms(ms))
}

fn span(ms: u64) -> String {
    words::span(SimDuration::from_ms(ms))
}

/// A moment on the run's clock and in its calendar: `1m (12:01:00)`.
fn moment(ms: i64, calendar: Calendar) -> String {
    let time = SimTime::from_ms(ms);
    let whole = SimTime::from_ms(ms.div_euclid(1000) * 1000);
    format!("{time} ({})", calendar.iso8601(whole))
}

fn writes(count_of: u64) -> String {
    words::counted(count_of, "write", "writes")
}

fn rows(count_of: u64) -> String {
    words::counted(count_of, "row", "rows")
}

/// A reply as the AWS CLI prints it, indented; nothing where it prints nothing.
pub fn reply_lines(reply: &Reply) -> String {
    let printed = match reply {
        Reply::Null => String::new(),
        reply => serde_json::to_string_pretty(reply).unwrap_or_default(),
    };
    printed
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect()
}
