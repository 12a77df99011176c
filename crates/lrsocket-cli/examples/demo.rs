//! `cargo demo`: runs examples/remote.lrplugin with `lrsocket run`, and talks to it as an outside
//! program does. What `lrsocket` says goes to stderr; what the outside program sends and gets is
//! marked with `outside`.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

const PLUGIN: &str = "../../examples/remote.lrplugin";

fn main() -> Result<(), Box<dyn Error>> {
    let mut lrsocket = start()?;
    let stdout = lrsocket.stdout.take().ok_or("lrsocket has no stdout")?;
    let mut events = BufReader::new(stdout).lines();
    // The plug-in binds the send socket first, so its port is the first to open.
    let (sender, receiver) = (listening_port(&mut events)?, listening_port(&mut events)?);

    let answers = BufReader::new(TcpStream::connect(("127.0.0.1", sender))?);
    let mut requests = TcpStream::connect(("127.0.0.1", receiver))?;
    let mut answers = answers.lines();
    for (request, expected) in [
        ("list", 3),
        ("Exposure = 0.5", 1),
        ("Exposure", 1),
        ("Sharpness = 40", 1),
    ] {
        sleep(Duration::from_millis(300)); // So that a person can follow.
        writeln!(requests, "{request}")?;
        eprintln!("               outside  -> {request}");
        for answer in answers.by_ref().take(expected) {
            eprintln!("               outside  <- {}", answer?);
        }
    }
    drop(requests);

    // Everything it says is read, or it would stand still when the pipe is full.
    for event in events {
        event?;
    }
    let status = lrsocket.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("lrsocket ended with {status}").into())
    }
}

/// Starts `lrsocket run`, through cargo so that it is built.
fn start() -> std::io::Result<Child> {
    let plugin = Path::new(env!("CARGO_MANIFEST_DIR")).join(PLUGIN);
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    Command::new(cargo)
        .args([
            "run",
            "--release",
            "--quiet",
            "--package",
            "lrsocket-cli",
            "--bin",
            "lrsocket",
        ])
        .args(["--", "run", "--json", "--verbose", "--for", "4"])
        .arg(plugin)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .spawn()
}

/// The port of the next socket that listens.
fn listening_port(
    events: &mut impl Iterator<Item = std::io::Result<String>>,
) -> Result<u16, Box<dyn Error>> {
    for event in events {
        let event: serde_json::Value = serde_json::from_str(&event?)?;
        if event["event"] == "connecting" {
            return Ok(u16::try_from(
                event["port"].as_u64().ok_or("a port is a number")?,
            )?);
        }
    }
    Err("lrsocket ended before its sockets were open".into())
}
