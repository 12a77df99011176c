//! Ports from a file that a plug-in writes. Over real TCP, with real files.
#![cfg(feature = "port-file")]
#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use common::echo::{next, start_echo};
use lrsocket::remote::{
    Backoff, DisconnectReason, Options, PortFile, Ports, PortsUnavailable, RemoteEvent,
};
use lrsocket::{Mode, Remote};

fn remote(path: &Path) -> Remote {
    let backoff = Backoff {
        first: Duration::from_millis(5),
        ..Backoff::default()
    };
    Remote::connect(
        Options::new(PortFile::new(path))
            .ping("ping", "pong")
            .backoff(backoff),
    )
}

fn text(ports: Ports) -> String {
    let port = |half| ports.of(half).unwrap();
    format!("{},{}\n", port(Mode::Send), port(Mode::Receive))
}

/// Writes as careful plug-ins do: another file, which takes the place of the old one.
fn replace(path: &Path, text: &str) {
    let new = path.with_extension("new");
    fs::write(&new, text).unwrap();
    fs::rename(new, path).unwrap();
}

async fn waiting(remote: &mut Remote) -> PortsUnavailable {
    match next(remote).await {
        RemoteEvent::Waiting(why) => why,
        other => panic!("instead of Waiting: {other:?}"),
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ports.txt");
    (folder, path)
}

#[tokio::test]
async fn a_file_that_is_not_there_yet_is_waited_for() {
    let ports = start_echo().await;
    let (_folder, path) = folder();
    let mut remote = remote(&path);
    assert_eq!(
        waiting(&mut remote).await,
        PortsUnavailable::Missing { path: path.clone() }
    );
    fs::write(&path, "").unwrap();
    assert_eq!(
        waiting(&mut remote).await,
        PortsUnavailable::Empty { path: path.clone() }
    );
    replace(&path, "no ports");
    assert!(matches!(
        waiting(&mut remote).await,
        PortsUnavailable::Garbled { .. }
    ));
    replace(&path, &text(ports));
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting { ports, attempt: 1 }
    );
    common::echo::ready(&mut remote).await;
}

#[tokio::test]
async fn a_folder_that_is_not_there_yet_is_waited_for() {
    let ports = start_echo().await;
    let (folder, _) = folder();
    let path = folder.path().join("later").join("ports.txt");
    let mut remote = remote(&path);
    assert_eq!(
        waiting(&mut remote).await,
        PortsUnavailable::Missing { path: path.clone() }
    );
    fs::create_dir(path.parent().unwrap()).unwrap();
    fs::write(&path, text(ports)).unwrap();
    common::echo::ready(&mut remote).await;
}

#[tokio::test]
async fn a_dead_process_makes_the_file_stale() {
    let ports = start_echo().await;
    let (_folder, path) = folder();
    let program = if cfg!(windows) { "whoami" } else { "true" };
    let mut child = std::process::Command::new(program)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let pid = child.id();
    child.wait().unwrap();
    drop(child);
    let json = |pid| {
        let port = |half| ports.of(half).unwrap();
        format!(
            r#"{{"send": {}, "receive": {}, "pid": {pid}}}"#,
            port(Mode::Send),
            port(Mode::Receive)
        )
    };
    fs::write(&path, json(pid)).unwrap();
    let mut remote = remote(&path);
    assert_eq!(
        waiting(&mut remote).await,
        PortsUnavailable::Stale {
            path: path.clone(),
            pid
        }
    );
    replace(&path, &json(std::process::id()));
    common::echo::ready(&mut remote).await;
}

#[tokio::test]
async fn other_ports_in_the_file_move_the_connection() {
    let (first, second) = (start_echo().await, start_echo().await);
    let (_folder, path) = folder();
    fs::write(&path, text(first)).unwrap();
    let mut remote = remote(&path);
    common::echo::ready(&mut remote).await;
    // The same again, and something in between that is no port file.
    fs::write(&path, text(first)).unwrap();
    fs::write(&path, "").unwrap();
    let asked = remote.request("x", |line| Some(line.to_vec()), Duration::from_secs(5));
    assert_eq!(asked.await, Ok(b"x".to_vec()));
    replace(&path, &text(second));
    let RemoteEvent::Lost { why, .. } = next(&mut remote).await else {
        panic!("the ports are others");
    };
    assert_eq!(why, DisconnectReason::PortsChanged { ports: second });
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting {
            ports: second,
            attempt: 1
        }
    );
    common::echo::ready(&mut remote).await;
}

#[tokio::test]
async fn a_stale_file_without_a_pid_is_noticed_when_it_is_replaced() {
    let (raw, old) = common::echo::Raw::new();
    drop(raw);
    let (_folder, path) = folder();
    fs::write(&path, text(old)).unwrap();
    let mut remote = Remote::connect(
        Options::new(PortFile::new(&path))
            .ping("ping", "pong")
            .backoff(
                // Nothing but the file can end this pause in time.
                Backoff {
                    first: Duration::from_secs(1000),
                    max: Duration::from_secs(1000),
                    ..Backoff::default()
                },
            ),
    );
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting {
            ports: old,
            attempt: 1
        }
    );
    let lost = next(&mut remote).await;
    assert!(
        matches!(
            lost,
            RemoteEvent::Lost {
                why: DisconnectReason::Refused { .. },
                ..
            }
        ),
        "{lost:?}"
    );
    let new = start_echo().await;
    replace(&path, &text(new));
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting {
            ports: new,
            attempt: 1
        }
    );
    common::echo::ready(&mut remote).await;
}

/// Whatever a reader sees while the file is written again and again, it ends at the ports of the last.
#[tokio::test]
async fn a_file_replaced_while_it_is_read_ends_at_its_last_ports() {
    let ports = start_echo().await;
    let (_folder, path) = folder();
    let writer = path.clone();
    let last = text(ports);
    let writing = std::thread::spawn(move || {
        for round in 0..200 {
            let garbage = ["", "1,", "{\"send\":", "\u{feff}", "99999", "1,2,3"][round % 6];
            if round % 2 == 0 {
                fs::write(&writer, garbage).unwrap();
            } else {
                replace(&writer, garbage);
            }
        }
        // In two parts: the first is another port number.
        let mut file = fs::File::create(&writer).unwrap();
        let (front, back) = last.split_at(last.len() - 3);
        file.write_all(front.as_bytes()).unwrap();
        file.write_all(back.as_bytes()).unwrap();
    });
    let mut remote = remote(&path);
    common::echo::ready(&mut remote).await;
    assert_eq!(remote.ports(), Some(ports));
    writing.join().unwrap();
}

#[tokio::test]
async fn a_folder_or_a_long_file_is_no_port_file() {
    let (folder, path) = folder();
    let mut of_folder = remote(folder.path());
    assert!(matches!(
        waiting(&mut of_folder).await,
        PortsUnavailable::Unreadable { .. }
    ));
    fs::write(&path, "1".repeat(100_000)).unwrap();
    let mut of_file = remote(&path);
    assert!(matches!(
        waiting(&mut of_file).await,
        PortsUnavailable::Unreadable { .. }
    ));
}
