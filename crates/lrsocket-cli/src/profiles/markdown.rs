//! docs/profiles.md.

use std::fmt::Write as _;

use lrsocket_host::proto::Profile;

use super::{all_profiles, labels, outside, switches, value};

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
## The outside program

Nothing of this is a behaviour of the socket: it is what can happen to whoever is connected. Over real
TCP it happens to the companion program that you connect. Without a port, it is for all ports;
`--fault stalled@58763`, or `stalled=58763`, is for one.

| fault | tries | what happens | holds |
|---|---|---|---|
";

const TAIL: &str = "
- `stalled`: what the client sends still arrives; acknowledgements and messages wait, and are written
  when it is switched off.
- `half_open`, `killed`: what is written appears to be sent. A client that is really there hears
  nothing either, no FIN when the plug-in closes, until the socket is gone. After `half_open` is
  switched off, bytes flow again, but what was lost stays lost; a killed connection never comes back,
  the next one of the port is whole.
- `no_client`: over real TCP, the system still completes the connection of who tries, as it does for a
  second client; nobody reads from it, and it is reset when the socket stops listening.
- `second_client`: a real connection that sends nothing. It is reset when the socket stops listening
  or listens again.
- `storm`: real connections, two milliseconds apart; a diagnostic says how many got in. `storm=50` or
  `storm=50@58763` is how many.
- `killed`, `reset` and `storm` happen once. With `--fault` they wait for the first connection of each
  socket, a storm for the socket to listen; with `--control` they happen at once, and are refused if
  there is nobody to whom they could.
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
        let (name, takes) = (fault.name(), fault.form());
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
        let _ = writeln!(text, "| `{name}` | {rule} | {changes} | {holds} |");
    }
    text.push_str(TAIL);
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
        let _ = write!(text, "| `{name}` | {rule} | {known} |");
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
