//! Sizes and times, in every spelling.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::time::Duration;

use lrsocket_faults::units::{
    Amount, ShowSize, ShowTime, parse_amount, parse_jitter, parse_size, parse_time,
    parse_time_with_unit,
};
use proptest::prelude::*;

#[test]
fn times_are_read_in_every_spelling() {
    for (text, nanos) in [
        ("10", 10_000_000_000),
        ("0.5", 500_000_000),
        (".5s", 500_000_000),
        ("10s", 10_000_000_000),
        (" 10 S ", 10_000_000_000),
        ("3 seconds", 3_000_000_000),
        ("0.1s", 100_000_000),
        ("50ms", 50_000_000),
        ("1.5 ms", 1_500_000),
        ("250us", 250_000),
        ("250µs", 250_000),
        ("7ns", 7),
        ("2min", 120_000_000_000),
        ("2m", 120_000_000_000),
        ("1h", 3_600_000_000_000),
        ("0", 0),
    ] {
        assert_eq!(parse_time(text), Ok(Duration::from_nanos(nanos)), "{text}");
    }
}

#[test]
fn sizes_are_read_in_every_spelling() {
    for (text, bytes) in [
        ("65536", 65_536),
        ("100b", 100),
        ("100 bytes", 100),
        ("64kb", 64_000),
        ("64 kB", 64_000),
        ("64KiB", 65_536),
        ("64 kib", 65_536),
        ("1.5 KiB", 1_536),
        ("1mb", 1_000_000),
        ("1MiB", 1 << 20),
        ("2 GiB", 2 << 30),
        ("1GB", 1_000_000_000),
    ] {
        assert_eq!(parse_size(text), Ok(bytes), "{text}");
    }
}

#[test]
fn wrong_sizes_and_times_are_refused_with_an_example() {
    let long = "1".repeat(60);
    let time = |text: &str| parse_time(text).unwrap_err().to_string();
    for text in [
        "", "soon", "-1", "1.2.3s", "5 apples", "NaN", "inf", "1e9", "s", ".",
    ] {
        assert!(time(text).ends_with("such as 50ms, 1.5s or 2min"), "{text}");
    }
    assert!(time("366000000s").contains("365 days at most"));
    assert!(time("99999999999h").contains("365 days at most"));
    assert!(time(&long).contains("is not a time"));
    let size = |text: &str| parse_size(text).unwrap_err().to_string();
    let huge = "99999999999 GiB";
    for text in [
        "",
        "1.5",
        "0.0001kb",
        "-1",
        "10s",
        huge,
        &long,
        "1.0000000000000000000001",
    ] {
        assert!(size(text).ends_with("64KiB, 64kB or 1MiB"), "{text}");
    }
    let bare = parse_time_with_unit("50").unwrap_err().to_string();
    assert_eq!(bare, "\"50\" has no unit; write 50ms or 50s");
    let amount = parse_amount("3").unwrap_err().to_string();
    assert!(amount.ends_with("such as 10s, 3msgs or 64KiB"), "{amount}");
}

#[test]
fn amounts_and_jitter() {
    let ms = Duration::from_millis;
    assert_eq!(parse_amount("10s"), Ok(Amount::Time(ms(10_000))));
    assert_eq!(parse_amount("3 msgs"), Ok(Amount::Messages(3)));
    assert_eq!(parse_amount("64KiB"), Ok(Amount::Bytes(65_536)));
    assert_eq!(parse_jitter("50ms±20"), Ok((ms(50), ms(20))));
    assert_eq!(parse_jitter("1s+-20ms"), Ok((ms(1000), ms(20))));
    assert_eq!(parse_jitter("1s"), Ok((ms(1000), ms(0))));
    assert!(parse_jitter("50±20").is_err());
}

proptest! {
    #[test]
    fn what_is_shown_is_read_again(nanos in 0..1_000_000_000_000_u64, bytes: u64) {
        let time = Duration::from_nanos(nanos);
        prop_assert_eq!(parse_time(&ShowTime(time).to_string()), Ok(time));
        let spaced = format!("{:#}", ShowTime(time));
        prop_assert_eq!(parse_time(&spaced), Ok(time));
        for bytes in [bytes, bytes % 1000 * 1024, bytes % 1000 * 1_000_000] {
            prop_assert_eq!(parse_size(&ShowSize(bytes).to_string()), Ok(bytes));
            let spaced = format!("{:#}", ShowSize(bytes));
            prop_assert_eq!(parse_size(&spaced), Ok(bytes));
        }
    }

    #[test]
    fn no_text_is_a_panic(text in ".{0,30}") {
        let _ = (parse_time(&text), parse_size(&text), parse_amount(&text), parse_jitter(&text));
    }
}
