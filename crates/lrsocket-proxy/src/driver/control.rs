//! Commands to a proxy that runs.

use std::fmt::Write as _;

use super::Shared;
use crate::command::{Command, HELP, problem};
use crate::record::ProxyEvent;
use lrsocket_faults::TrafficFault;

/// Does what a command says; [`Command::Quit`] is not for it.
pub(super) fn obey(shared: &Shared, command: &Command) {
    let answer = match command {
        Command::Set(fault) => set(shared, *fault),
        Command::Once(fault) => once(shared, *fault),
        Command::Off(name) => off(shared, *name),
        Command::Status => status(shared),
        Command::Help => HELP.to_owned(),
        Command::Quit(_) => return,
    };
    shared.report(None, 0, ProxyEvent::Answer(&answer));
    shared.flush();
}

fn set(shared: &Shared, fault: TrafficFault) -> String {
    if let Some(refusal) = refuse(shared, fault) {
        return refusal;
    }
    let mut faults = shared.faults.borrow_mut();
    faults.retain(|other| !fault.replaces(other));
    faults.push(fault);
    drop(faults);
    arm(shared, fault);
    format!("on: {fault}")
}

fn once(shared: &Shared, fault: TrafficFault) -> String {
    refuse(shared, fault).unwrap_or_else(|| match arm(shared, fault) {
        0 => "nobody is connected there".to_owned(),
        1 => format!("done: {fault}, 1 connection"),
        count => format!("done: {fault}, {count} connections"),
    })
}

fn off(shared: &Shared, name: Option<&'static str>) -> String {
    let mut faults = shared.faults.borrow_mut();
    faults.retain(|fault| name.is_some_and(|name| fault.kind.name() != name));
    drop(faults);
    let now = shared.now();
    for connection in shared.connections.borrow().values() {
        let mut link = connection.link.borrow_mut();
        link.disarm(name, now, &mut |seen| connection.report(shared, now, seen));
        connection.wake();
    }
    match name {
        Some(name) => format!("off: {name}"),
        None => "all faults are off".to_owned(),
    }
}

fn status(shared: &Shared) -> String {
    let faults = shared.faults.borrow();
    let mut text = match faults.as_slice() {
        [] => "no fault is on".to_owned(),
        faults => {
            let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
            format!("on: {}", list.join(", "))
        }
    };
    for connection in shared.connections.borrow().values() {
        let counts = connection.link.borrow().counts();
        let route = &connection.route;
        let _ = write!(
            text,
            "\n{} {} connection {}: {} bytes in, {} bytes out, {} messages",
            route.mode,
            route.listen,
            connection.number,
            counts.bytes_in,
            counts.bytes_out,
            counts.messages
        );
    }
    text
}

/// Why a fault cannot be put on.
fn refuse(shared: &Shared, fault: TrafficFault) -> Option<String> {
    let totals = shared.totals.borrow();
    let problem = problem(&fault, totals.iter().map(|it| &it.route))?;
    Some(format!("{fault}: {problem}"))
}

/// Puts a fault on for those who are connected; returns how many.
fn arm(shared: &Shared, fault: TrafficFault) -> usize {
    let now = shared.now();
    let connections = shared.connections.borrow();
    let covered = connections
        .values()
        .filter(|it| fault.scope.covers(it.route.mode, it.route.listen));
    let mut count = 0;
    for connection in covered {
        let mut link = connection.link.borrow_mut();
        link.arm(fault, now, &mut |seen| connection.report(shared, now, seen));
        connection.wake();
        count += 1;
    }
    count
}
