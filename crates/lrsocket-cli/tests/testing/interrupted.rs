//! Ctrl-C.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::Project;

#[test]
fn ctrl_c_ends_the_run_and_tells_how_far_it_came() {
    let text = "it('is the first', function() io.open('begun', 'w'):close() end)
        for i = 1, 20000 do it('is number ' .. i, function() end) end";
    let project = Project::new(&[("a_test.lua", text)]);
    let mut command = project.command(&["--jobs", "1"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !project.folder().join("begun").exists() {
        if Instant::now() > deadline || child.try_wait().unwrap().is_some() {
            let _ = child.kill();
            panic!("no test runs");
        }
        thread::yield_now();
    }
    let kill = Command::new("kill")
        .args(["-s", "INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains(" of 20001 tests: "), "{stderr}");
}
