//! Whether what the three of them tell fits together.

use std::collections::HashMap;

use serde_json::Value;

use crate::companion::{Outcome, line, number};

/// What each of the three tells of the requests.
pub(crate) struct Account<'a> {
    outside: &'a Outcome,
    /// Lines that the plug-in got and sent.
    got: Vec<&'a str>,
    sent: Vec<&'a str>,
    /// Lines that the proxy let through to the plug-in, and that it got from it.
    passed: Vec<&'a str>,
    came: Vec<&'a str>,
    /// How often the proxy cut.
    cuts: usize,
}

impl<'a> Account<'a> {
    pub(crate) fn new(outside: &'a Outcome, run: &'a [Value], proxy: &'a [Value]) -> Self {
        Account {
            outside,
            got: texts(run, "message"),
            sent: texts(run, "sent"),
            passed: texts(proxy, "message"),
            came: texts(proxy, "sent"),
            cuts: proxy.iter().filter(|it| it["event"] == "fault").count(),
        }
    }

    pub(crate) fn check(&self) {
        self.each_is_answered_once_or_lost();
        self.the_plug_in_saw_each_once();
        self.nothing_is_added_or_reordered_between();
        self.every_loss_was_got_over();
    }

    fn each_is_answered_once_or_lost(&self) {
        let Outcome {
            answered,
            lost,
            stray,
            ..
        } = self.outside;
        let mut all = [answered.as_slice(), lost].concat();
        all.sort_unstable();
        let expected: Vec<u32> = (1_000_000..1_010_000).collect();
        assert!(all == expected, "a request is missing or twice there");
        // An answer that came too late is one to a lost request, and comes once.
        let stray = count(stray.iter().map(String::as_str));
        for (text, times) in &stray {
            let Some(number) = number(text) else {
                assert_eq!(*text, "Temperature = 5500", "nobody asked for that");
                continue;
            };
            assert_eq!((*text, *times), (&*line(number), 1));
            assert!(lost.contains(&number), "{text} came twice");
        }
    }

    fn the_plug_in_saw_each_once(&self) {
        let got = count(self.got.iter().copied());
        let sent = count(self.sent.iter().copied());
        for (text, times) in got.iter().filter(|(text, _)| **text != "Temperature") {
            let number = number(text).unwrap_or_else(|| panic!("nobody sent {text:?}"));
            assert_eq!((*text, *times), (&*line(number), 1));
            assert_eq!(sent.get(text), Some(&1), "it answered {text} otherwise");
        }
        for answered in &self.outside.answered {
            assert_eq!(got.get(&*line(*answered)), Some(&1));
        }
    }

    fn nothing_is_added_or_reordered_between(&self) {
        is_part(&self.got, &self.passed);
        is_part(&self.came, &self.sent);
    }

    fn every_loss_was_got_over(&self) {
        let Outcome { ready, cut, .. } = *self.outside;
        assert_eq!(ready, cut + 1, "{}", self.outside);
        assert!(cut >= 10 && self.cuts >= 10, "{}", self.outside);
    }
}

/// Panics unless the first is the second with nothing but gaps.
fn is_part(part: &[&str], whole: &[&str]) {
    let mut rest = whole.iter();
    for text in part {
        assert!(rest.any(|it| it == text), "{text} is added or out of order");
    }
}

fn texts<'a>(events: &'a [Value], name: &str) -> Vec<&'a str> {
    let of_name = events.iter().filter(|it| it["event"] == name);
    of_name
        .map(|it| it["text"].as_str().unwrap().trim_end_matches('\n'))
        .collect()
}

fn count<'a>(texts: impl Iterator<Item = &'a str>) -> HashMap<&'a str, u32> {
    let mut count = HashMap::new();
    for text in texts {
        *count.entry(text).or_default() += 1;
    }
    count
}
