//! The command that runs one test again.

use lrsocket_test::JobResult;

use super::TestOptions;

/// The command that runs the schedule again that was reported, word by word.
pub(super) fn command(options: &TestOptions, ended: &JobResult) -> Vec<String> {
    let job = &ended.job;
    let mut words = vec![
        "lrsocket".to_owned(),
        "test".to_owned(),
        job.file.path().display().to_string(),
        "--filter".to_owned(),
        job.test().name.clone(),
    ];
    let mut add = |option: &str, value: String| words.extend([option.to_owned(), value]);
    if job.profile != "measured" {
        add("--profile", job.profile.to_owned());
    }
    if ended.seed != 0 {
        add("--seed", ended.seed.to_string());
    }
    if options.timeout.as_secs_f64().to_string() != "10" {
        add("--timeout", options.timeout.as_secs_f64().to_string());
    }
    words
}

/// As it is typed into a shell.
pub(super) fn line(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:\\=,+@%".contains(c);
    if !word.is_empty()
        && word
            .chars()
            .all(|c| plain(c) && (c != '\\' || cfg!(windows)))
    {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{}\"", word.replace('"', "\\\""))
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
