//! When it is over: decided from what has happened, without a clock of its own.

use std::time::Duration;

use lrsocket::remote::DisconnectReason;
use lrsocket_host::proto::Time;

use super::ended::Ended;

/// How long a plug-in that serves us may take to show it; a person is told then, a script ends.
const SERVED: Duration = Duration::from_secs(5);

/// How long a script waits for a connection.
const WITHIN: Duration = Duration::from_secs(10);

/// What of a connection decides about the end.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, in any combination"
)]
pub(super) struct Pace {
    /// Whether stdin is a script: a pipe or a file.
    script: bool,
    wait: Duration,
    within: Option<Duration>,
    connected: bool,
    /// Something came from the plug-in in this connection, or it needs no proof.
    proven: bool,
    /// Since when it is connected, or not.
    since: Time,
    /// When something came or went last.
    last: Time,
    /// When a person is told that nothing has come back.
    hint_at: Option<Time>,
    /// Lines of this connection.
    sent: u64,
    acknowledged: u64,
    /// No more comes from stdin.
    input_over: bool,
    /// Something of stdin is not with the system yet.
    pub(super) unwritten: bool,
    /// Lines that went into a connection may not have been read there.
    damaged: Option<String>,
    /// Whether there ever was a connection.
    was_connected: bool,
    /// Why the last attempt failed.
    why: Option<DisconnectReason>,
    /// Why there were no ports to connect to.
    no_ports: Option<String>,
}

impl Pace {
    pub(super) fn new(script: bool, wait: Duration, within: Option<Duration>, now: Time) -> Self {
        Pace {
            script,
            wait,
            within: within.or(script.then_some(WITHIN)),
            connected: false,
            proven: false,
            since: now,
            last: now,
            hint_at: None,
            sent: 0,
            acknowledged: 0,
            input_over: false,
            unwritten: false,
            damaged: None,
            was_connected: false,
            why: None,
            no_ports: None,
        }
    }

    /// The ports are connected and, with a ping, proven.
    pub(super) fn connected(&mut self, now: Time) {
        if std::mem::replace(&mut self.connected, true) {
            return; // A second socket of the plug-in.
        }
        self.was_connected = true;
        self.proven = false;
        (self.since, self.last) = (now, now);
        (self.sent, self.acknowledged) = (0, 0);
    }

    /// A line came.
    pub(super) fn line(&mut self, now: Time) {
        self.proven = true;
        self.last = now;
    }

    /// This many lines were acknowledged.
    pub(super) fn acknowledged(&mut self, count: u64, now: Time) {
        self.acknowledged += count;
        self.line(now);
    }

    /// This many lines were sent.
    pub(super) fn sent(&mut self, lines: u64, now: Time) {
        self.sent += lines;
        self.last = now;
        if !self.proven && self.hint_at.is_none() {
            self.hint_at = Some(now + SERVED);
        }
    }

    /// All that was sent is with the system.
    pub(super) fn written(&mut self, now: Time) {
        self.last = now;
    }

    /// The attempt failed, or the connection is over.
    pub(super) fn lost(&mut self, why: DisconnectReason, now: Time) {
        let unread = self.acknowledged > 0 && self.acknowledged < self.sent;
        let unserved = self.sent > 0 && !self.proven;
        if self.connected && (self.unwritten || unread || unserved) {
            self.damaged
                .get_or_insert(format!("{why}, before all lines were with it"));
        }
        if std::mem::take(&mut self.connected) {
            self.since = now;
        }
        self.hint_at = None;
        self.why = Some(why);
    }

    /// There are no ports to connect to.
    pub(super) fn no_ports(&mut self, why: String) {
        self.no_ports = Some(why);
    }

    /// No more comes from stdin.
    pub(super) fn input_over(&mut self, now: Time) {
        self.input_over = true;
        self.last = now;
    }

    pub(super) fn is_input_over(&self) -> bool {
        self.input_over
    }

    /// Whether it is time to say that nothing has come back; once for each connection.
    pub(super) fn hint(&mut self, now: Time) -> bool {
        let due = !self.proven && self.hint_at.is_some_and(|at| at <= now);
        if due {
            self.hint_at = None;
        }
        // The script's end says the same.
        due && !(self.script && self.input_over)
    }

    /// When to [`check`](Self::check) if nothing happens before.
    pub(super) fn deadline(&self) -> Option<Time> {
        let hint = self.hint_at.filter(|_| !self.proven);
        [self.quiet_until(), self.patient_until(), hint]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether it is over.
    pub(super) fn check(&self, now: Time) -> Option<Ended> {
        if !self.connected && self.was_connected && self.script_is_done() {
            return Some(self.answered());
        }
        if self.quiet_until().is_some_and(|until| until <= now) {
            return Some(self.answered());
        }
        if self.patient_until().is_some_and(|until| until <= now) {
            return Some(self.unreached());
        }
        None
    }

    fn script_is_done(&self) -> bool {
        self.script && self.input_over && !self.unwritten
    }

    /// When the answers of a script have come.
    fn quiet_until(&self) -> Option<Time> {
        (self.connected && self.script_is_done()).then(|| {
            let wait = if self.proven || self.sent == 0 {
                self.wait
            } else {
                self.wait.max(SERVED)
            };
            self.last + wait
        })
    }

    fn patient_until(&self) -> Option<Time> {
        let within = self.within.filter(|_| !self.connected)?;
        Some(self.since + within)
    }

    fn answered(&self) -> Ended {
        if let Some(why) = &self.damaged {
            Ended::Lost(why.clone())
        } else if self.sent > 0 && !self.proven {
            Ended::NotServed(
                "connected, but nobody is serving: nothing has come back, not even an \
                 acknowledgement"
                    .to_owned(),
            )
        } else {
            Ended::Answered
        }
    }

    fn unreached(&self) -> Ended {
        let within = self.within.unwrap_or_default();
        if let Some(damaged) = &self.damaged {
            return Ended::Lost(damaged.clone());
        }
        match (&self.why, &self.no_ports) {
            (
                Some(
                    why @ (DisconnectReason::NotServed { .. }
                    | DisconnectReason::NotAnswered { .. }),
                ),
                _,
            ) => Ended::NotServed(why.to_string()),
            (Some(why), _) => Ended::NoConnection(format!("no connection for {within:?}: {why}")),
            (None, Some(why)) => Ended::NoConnection(format!("no ports for {within:?}: {why}")),
            (None, None) => Ended::NoConnection(format!("no connection for {within:?}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_secs(1);

    fn at(seconds: f64) -> Time {
        Time::from_start(Duration::from_secs_f64(seconds))
    }

    fn script() -> Pace {
        Pace::new(true, WAIT, None, at(0.0))
    }

    fn closed() -> DisconnectReason {
        DisconnectReason::Closed {
            served: true,
            unfinished: 0,
        }
    }

    #[test]
    fn a_script_ends_when_it_was_quiet_after_the_last_answer() {
        let mut pace = script();
        pace.connected(at(0.5));
        pace.sent(2, at(0.6));
        assert_eq!(pace.check(at(4.0)), None, "stdin has not ended");
        pace.input_over(at(4.0));
        pace.acknowledged(2, at(4.1));
        pace.line(at(4.9));
        assert_eq!(pace.deadline(), Some(at(5.9)));
        assert_eq!(pace.check(at(5.8)), None);
        assert_eq!(pace.check(at(5.9)), Some(Ended::Answered));
    }

    #[test]
    fn what_is_not_written_is_waited_for() {
        let mut pace = script();
        pace.connected(at(0.0));
        pace.sent(1, at(0.0));
        pace.acknowledged(1, at(0.0));
        pace.input_over(at(0.0));
        pace.unwritten = true;
        assert_eq!(pace.check(at(100.0)), None);
    }

    #[test]
    fn silence_from_the_start_is_waited_for_longer_and_said() {
        let mut pace = script();
        pace.connected(at(0.0));
        pace.sent(1, at(0.0));
        pace.input_over(at(0.0));
        assert_eq!(pace.check(at(4.9)), None);
        assert!(matches!(
            pace.check(at(5.0)),
            Some(Ended::NotServed(why)) if why.contains("nobody is serving")
        ));
    }

    #[test]
    fn an_empty_script_listens_for_a_moment() {
        let mut pace = script();
        pace.input_over(at(0.0));
        assert_eq!(pace.check(at(9.9)), None);
        pace.connected(at(9.9));
        assert_eq!(pace.check(at(11.0)), Some(Ended::Answered));
    }

    #[test]
    fn a_script_gives_up_a_person_does_not() {
        let mut pace = script();
        pace.lost(DisconnectReason::Refused { port: 7 }, at(9.0));
        assert_eq!(pace.check(at(9.9)), None);
        let Some(Ended::NoConnection(why)) = pace.check(at(10.0)) else {
            panic!("{pace:?}");
        };
        assert!(why.contains("nobody listens on port 7"), "{why}");
        let mut person = Pace::new(false, WAIT, None, at(0.0));
        person.lost(DisconnectReason::Refused { port: 7 }, at(9.0));
        assert_eq!((person.check(at(1e6)), person.deadline()), (None, None));
    }

    #[test]
    fn a_plugin_that_closes_after_the_script_is_no_loss() {
        let mut pace = script();
        pace.connected(at(0.0));
        pace.sent(1, at(0.0));
        pace.acknowledged(1, at(0.1));
        pace.lost(closed(), at(0.2));
        assert_eq!(pace.check(at(0.2)), None, "more may come from stdin");
        pace.input_over(at(0.3));
        assert_eq!(pace.check(at(0.3)), Some(Ended::Answered));
    }

    #[test]
    fn lines_that_were_not_read_are_a_loss() {
        let mut pace = script();
        pace.connected(at(0.0));
        pace.sent(3, at(0.0));
        pace.acknowledged(2, at(0.1));
        pace.input_over(at(0.1));
        pace.lost(closed(), at(0.2));
        assert!(matches!(pace.check(at(0.2)), Some(Ended::Lost(_))));
    }

    #[test]
    fn a_person_is_told_once_that_nothing_came_back() {
        let mut pace = Pace::new(false, WAIT, None, at(0.0));
        pace.connected(at(0.0));
        pace.sent(1, at(1.0));
        assert_eq!(pace.deadline(), Some(at(6.0)));
        assert!(!pace.hint(at(5.9)));
        assert!(pace.hint(at(6.0)));
        assert!(!pace.hint(at(6.1)));
    }
}
