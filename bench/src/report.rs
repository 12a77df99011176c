//! The figures as a table and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::measure::{Bar, Figure, LRSOCKET, Outcome, Program, Unit};
use crate::stats::median;

/// One table for each figure of a measurement.
pub(crate) fn text(outcome: &Outcome) -> String {
    let mut text = String::new();
    for (index, figure) in outcome.figures.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write_table(&mut text, outcome, index, figure);
    }
    text
}

fn write_table(
    text: &mut String,
    outcome: &Outcome,
    index: usize,
    figure: &Figure,
) -> std::fmt::Result {
    writeln!(
        text,
        "\n{}: {} (median of {} rounds)",
        figure.name, outcome.title, outcome.rounds
    )?;
    for program in &outcome.programs {
        let values = known(program, index);
        let Some(middle) = median(&values) else {
            writeln!(text, "  {:<20} no figure", program.name)?;
            continue;
        };
        write!(
            text,
            "  {:<20} {:>9} {}   {:>9} – {:<9}",
            program.name,
            number(middle, figure.unit),
            unit(figure.unit),
            number(
                values.iter().copied().fold(f64::INFINITY, f64::min),
                figure.unit
            ),
            number(values.iter().copied().fold(0.0, f64::max), figure.unit),
        )?;
        match ratio(outcome, program, index) {
            Some(ratio) => writeln!(text, "   lrsocket is {ratio:.2} of it")?,
            None => writeln!(text)?,
        }
    }
    for bar in &figure.bars {
        let verdict = match judge(outcome, index, *bar) {
            None => "no figure".to_owned(),
            Some((value, true)) => format!("met ({})", reached(value, *bar, figure.unit)),
            Some((value, false)) => format!("not met ({})", reached(value, *bar, figure.unit)),
        };
        writeln!(text, "  bar: {}: {verdict}", describe(*bar, figure.unit))?;
    }
    Ok(())
}

/// Everything as one object; README.md tells its fields.
pub(crate) fn json(outcomes: &[Outcome], skipped: &[String]) -> Value {
    let figures: Vec<Value> = outcomes
        .iter()
        .flat_map(|outcome| {
            let figures = outcome.figures.iter().enumerate();
            figures.map(move |(index, figure)| figure_json(outcome, index, figure))
        })
        .collect();
    json!({ "figures": figures, "skipped": skipped })
}

fn figure_json(outcome: &Outcome, index: usize, figure: &Figure) -> Value {
    let programs: Vec<Value> = outcome
        .programs
        .iter()
        .map(|program| {
            json!({
                "name": program.name,
                "median": median(&known(program, index)),
                "rounds": program.values(index).collect::<Vec<_>>(),
                "lrsocket_ratio": ratio(outcome, program, index),
            })
        })
        .collect();
    let bars: Vec<Value> = figure
        .bars
        .iter()
        .map(|bar| {
            let judged = judge(outcome, index, *bar);
            json!({
                "bar": describe(*bar, figure.unit),
                "value": judged.map(|(value, _)| value),
                "met": judged.map(|(_, met)| met),
            })
        })
        .collect();
    json!({
        "name": figure.name,
        "title": outcome.title,
        "unit": match figure.unit {
            Unit::PerSecond | Unit::FewPerSecond => "1/s",
            Unit::Milliseconds => "ms",
            Unit::Microseconds => "µs",
            Unit::Megabytes => "B",
            Unit::BytesPerSecond => "B/s",
        },
        "programs": programs,
        "bars": bars,
    })
}

fn known(program: &Program, index: usize) -> Vec<f64> {
    program.values(index).flatten().collect()
}

/// The median over the rounds of lrsocket's value divided by the other's of the same round.
fn ratio(outcome: &Outcome, other: &Program, index: usize) -> Option<f64> {
    if other.name == LRSOCKET {
        return None;
    }
    let ours = find(outcome, LRSOCKET)?;
    let ratios: Vec<f64> = ours
        .values(index)
        .zip(other.values(index))
        .filter_map(|(ours, other)| Some(ours? / other?))
        .collect();
    median(&ratios)
}

/// The value that a bar looks at, and whether it is met.
fn judge(outcome: &Outcome, index: usize, bar: Bar) -> Option<(f64, bool)> {
    let ours = || median(&known(find(outcome, LRSOCKET)?, index));
    match bar {
        Bar::OfRival(rival, least) => {
            let ratio = ratio(outcome, find(outcome, rival)?, index)?;
            Some((ratio, ratio >= least))
        }
        Bar::TimesRival(rival, most) => {
            let ratio = ratio(outcome, find(outcome, rival)?, index)?;
            Some((ratio, ratio <= most))
        }
        Bar::AtLeast(least) => ours().map(|value| (value, value >= least)),
        Bar::AtMost(most) => ours().map(|value| (value, value <= most)),
    }
}

fn find<'a>(outcome: &'a Outcome, name: &str) -> Option<&'a Program> {
    outcome.programs.iter().find(|program| program.name == name)
}

fn describe(bar: Bar, of: Unit) -> String {
    match bar {
        Bar::OfRival(rival, least) => format!("{least:.2} of {rival}"),
        Bar::TimesRival(rival, most) => format!("at most {most:.2} of {rival}"),
        Bar::AtLeast(least) => format!("at least {} {}", number(least, of), unit(of)),
        Bar::AtMost(most) => format!("at most {} {}", number(most, of), unit(of)),
    }
}

fn reached(value: f64, bar: Bar, of: Unit) -> String {
    match bar {
        Bar::OfRival(..) | Bar::TimesRival(..) => format!("{value:.2}"),
        Bar::AtLeast(_) | Bar::AtMost(_) => number(value, of),
    }
}

fn number(value: f64, of: Unit) -> String {
    match of {
        Unit::PerSecond => format!("{:.2}", value / 1e6),
        Unit::FewPerSecond => format!("{value:.0}"),
        Unit::Milliseconds => format!("{value:.2}"),
        Unit::Microseconds => format!("{value:.1}"),
        Unit::Megabytes => format!("{:.1}", value / 1e6),
        Unit::BytesPerSecond => format!("{:.2}", value / 1e9),
    }
}

fn unit(of: Unit) -> &'static str {
    match of {
        Unit::PerSecond => "M/s",
        Unit::FewPerSecond => "1/s",
        Unit::Milliseconds => "ms",
        Unit::Microseconds => "µs",
        Unit::Megabytes => "MB",
        Unit::BytesPerSecond => "GB/s",
    }
}

#[cfg(test)]
mod tests {
    use super::{json, text};
    use crate::measure::{Bar, Figure, LRSOCKET, Outcome, Program, Unit};

    fn outcome() -> Outcome {
        let program = |name, values: &[Option<f64>]| Program {
            name,
            rounds: values.iter().map(|value| value.map(|v| vec![v])).collect(),
        };
        Outcome {
            title: "lines".to_owned(),
            rounds: 3,
            figures: vec![Figure {
                name: "receive",
                unit: Unit::PerSecond,
                bars: vec![
                    Bar::OfRival("C", 0.5),
                    Bar::OfRival("LuaSocket", 1.0),
                    Bar::AtLeast(5e6),
                ],
            }],
            programs: vec![
                program(LRSOCKET, &[Some(4e6), Some(2e6), Some(4e6)]),
                program("C", &[Some(5e6), Some(5e6), None]),
            ],
        }
    }

    #[test]
    fn ratios_compare_values_of_the_same_round() {
        // 4/5 and 2/5; the third round has no pair.
        assert!(text(&outcome()).contains("lrsocket is 0.60 of it"));
    }

    #[test]
    fn a_bar_is_met_or_not_or_has_no_figure() {
        let text = text(&outcome());
        assert!(text.contains("bar: 0.50 of C: met (0.60)"));
        assert!(text.contains("bar: 1.00 of LuaSocket: no figure"));
        assert!(text.contains("bar: at least 5.00 M/s: not met (4.00)"));
    }

    #[test]
    fn json_keeps_every_round() {
        let json = json(&[outcome()], &["the C programs".to_owned()]);
        let rounds = &json["figures"][0]["programs"][1]["rounds"];
        assert_eq!(rounds, &serde_json::json!([5e6, 5e6, null]));
        assert_eq!(json["skipped"][0], "the C programs");
    }
}
