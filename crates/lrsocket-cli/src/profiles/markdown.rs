//! docs/profiles.md.

use std::fmt::Write as _;

use lrsocket_host::proto::Profile;

use super::{all_profiles, in_proxy, labels, outside, switches, value};

const HEAD: &str = "\
# Profiles and faults

What a real Lightroom does is known to different degrees, and reports of Windows and macOS contradict
each other. A profile is one set of behaviours; `lrsocket run --profile NAME` chooses one. A fault is
one behaviour of it, or something that happens to the outside program: `--fault NAME=VALUE` sets one on
top of the profile, as often as you like. In Rust, each field of `lrsocket_proto::Profile` can be set
by itself.

This page is made from the code by `lrsocket profiles --markdown`; do not edit it by hand.
`lrsocket profiles NAME` shows one profile or fault.

| profile | is |
|---|---|
";

const SWITCHES: &str = "
The profile also says which system the plug-in believes to be on (`WIN_ENV`, `MAC_ENV`), unless
`--platform` does: Windows for `windows-reported`, macOS for `macos-reported`, else the system that
lrsocket runs on, and macOS on Linux.

## Behaviours

How well the rule of each is known: *doc*, Adobe's text or samples say it; *measured*, a log or probe of
a real Lightroom shows it; *reported*, plug-in authors say it or depend on it; *guess*, nothing is known
and it was chosen. Two words: what the rule says, and what fills its gaps. A value in bold differs from
the default.

";

const FAULTS: &str = "
A bare name, `--fault close_stall`, means the value *alone*; `default` is that of `measured`. While a
plug-in runs, the command `fault` of [control.md](control.md) switches each of them. Then it holds:

| fault | takes | alone | what it changes | holds |
|---|---|---|---|---|
";

const OUTSIDE: &str = "
Sizes and times are read the same everywhere: a number with a unit (`b`, `kB`, `KiB`, `MB`, `MiB`, `GB`,
`GiB`; `us`, `ms`, `s`, `min`, `h`), in upper or lower case, with or without a space. `kB` and `MB` count
in thousands, `KiB` and `MiB` in 1024s. For a fault of this page, a bare number is in bytes or seconds.

## The outside program

These faults are not behaviours of the socket: they happen to the connected program. Over real TCP that
is the companion program that you connect. Without a port, a fault is for all ports;
`--fault not_reading@58763`, or `not_reading=58763`, is for one.

| fault | tries | what happens | holds |
|---|---|---|---|
";

const DETAILS: &str = "
- `not_reading`: what the client sends still arrives; acknowledgements and messages wait, and are
  written when the fault is switched off.
- `blackhole`, `vanish`: what is written appears to be sent. A real client gets nothing either, not even
  a FIN when the plug-in closes, until the socket is gone. After `blackhole` is switched off, bytes flow
  again, but what was lost stays lost; a connection that has vanished never comes back, the next one of
  the port is whole.
- `no_accept`: over real TCP, the system still completes the connection, as it does for a second client;
  nobody reads from it, and it is reset when the socket stops listening.
- `second_client`: a real connection that sends nothing. It is reset when the socket stops listening
  or listens again.
- `storm`: real connections, two milliseconds apart; a diagnostic says how many were accepted. `storm=50`
  or `storm=50@58763` sets how many.
- `vanish`, `reset` and `storm` happen once. With `--fault` they wait for the first connection of each
  socket, a storm for the socket to listen; with `--control` they happen at once, and are refused if
  there is no connection they could happen to.

## In the proxy

`lrsocket proxy` disturbs real traffic with the same words; [proxy.md](proxy.md) says how they are
written. Options have hyphens (`--drop-acks`); both spellings are read.

| fault | option | what happens |
|---|---|---|
";

const RENAMED: &str = "
## Words that have changed

| before | now |
|---|---|
| `half_open` | `blackhole` |
| `killed` | `vanish` |
| `stalled` | `not_reading` (the proxy's `stall` blocks both directions) |
| `no_client` | `no_accept` |
| proxy: `cut` | `fin` |
| proxy: `byte-by-byte`, `drop-acks` | `byte_by_byte`, `drop_acks`; hyphens are still read |

An old word is refused with the new one.
";

pub(super) fn markdown() -> String {
    let mut text = HEAD.to_owned();
    for (name, _) in all_profiles() {
        let default = if name == Profile::NAMES[0] {
            " (default)"
        } else {
            ""
        };
        let about = Profile::about(name).unwrap_or_default();
        let _ = writeln!(text, "| `{name}`{default} | {about} |");
    }
    text.push_str(SWITCHES);
    behaviours(&mut text);
    text.push_str(FAULTS);
    for fault in switches() {
        let bare = fault.bare().unwrap_or("–");
        let (name, takes) = (fault.name(), fault.value_kind());
        let (changes, holds) = (fault.changes(), fault.holds());
        let _ = writeln!(
            text,
            "| `{name}` | {takes} | {bare} | {changes} | {holds} |"
        );
    }
    text.push_str(OUTSIDE);
    for fault in outside() {
        let (name, rule) = (fault.name(), fault.rule());
        let (changes, holds) = (fault.changes(), fault.holds());
        let _ = writeln!(text, "| `{name}` | {} | {changes} | {holds} |", link(rule));
    }
    text.push_str(DETAILS);
    for fault in in_proxy() {
        let (name, changes) = (fault.name(), fault.changes());
        let (flag, notation) = (name.replace('_', "-"), fault.in_proxy().unwrap_or_default());
        let _ = writeln!(text, "| `{name}` | `--{flag} {notation}` | {changes} |");
    }
    text.push_str(RENAMED);
    text
}

/// The value of each switch in each profile.
fn behaviours(text: &mut String) {
    text.push_str("| fault | rule | known |");
    let mut line = "|---|---|---|".to_owned();
    for (name, _) in all_profiles() {
        let _ = write!(text, " `{name}` |");
        line.push_str("---|");
    }
    let _ = writeln!(text, "\n{line}");
    let default = Profile::measured();
    for fault in switches() {
        let (name, rule, known) = (fault.name(), fault.rule(), labels(fault));
        let _ = write!(text, "| `{name}` | {} | {known} |", link(rule));
        for (_, profile) in all_profiles() {
            let shown = value(fault, &profile);
            let _ = if shown == value(fault, &default) {
                write!(text, " {shown} |")
            } else {
                write!(text, " **{shown}** |")
            };
        }
        text.push('\n');
    }
}

/// A rule as a link to its place in docs/rules.md.
fn link(rule: &str) -> String {
    format!("[{rule}](rules.md#{})", rule.to_lowercase())
}
