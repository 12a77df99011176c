//! Finds the rivals: compiles the C programs, looks for LuaSocket.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// Folder of the C and LuaSocket programs.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rivals")
}

const C_PROGRAMS: [&str; 3] = ["receiver", "sender", "echo"];

/// Compiles the C programs; returns the folder of the results, or `None` where that cannot be done.
pub(crate) fn compile() -> Result<Option<PathBuf>, Error> {
    let mut results = env::current_exe()?;
    results.set_file_name("bench-rivals");
    fs::create_dir_all(&results)?;

    let (headers, shared) = pkg_config().unwrap_or_else(|| {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect();
        (words("-I/usr/include/lua5.1"), words("-llua5.1 -lm -ldl"))
    });
    // Linked statically, Lua calls itself without a detour: the faster rival is the fair one.
    let linked = ["-l:liblua5.1.a", "-lm", "-ldl"]
        .map(str::to_owned)
        .to_vec();
    let compiled = [linked, shared].iter().any(|libraries| {
        C_PROGRAMS
            .iter()
            .all(|name| compile_one(name, &results, &headers, libraries))
    });
    Ok(compiled.then_some(results))
}

fn compile_one(name: &str, results: &Path, headers: &[String], libraries: &[String]) -> bool {
    let compiler = env::var_os("CC").unwrap_or_else(|| OsString::from("cc"));
    let mut command = Command::new(compiler);
    command
        .args(["-std=gnu99", "-O2", "-Wall", "-o"])
        .arg(results.join(name))
        .args(headers)
        .arg(folder().join(name).with_extension("c"))
        .args(libraries);
    succeeds(command)
}

/// Header and library flags of Lua 5.1, by whichever name this system has it.
fn pkg_config() -> Option<(Vec<String>, Vec<String>)> {
    let ask = |what: &str, name: &str| {
        let output = Command::new("pkg-config")
            .args([what, name])
            .output()
            .ok()?;
        let flags = String::from_utf8(output.stdout).ok()?;
        let flags: Vec<String> = flags.split_whitespace().map(str::to_owned).collect();
        (output.status.success()).then_some(flags)
    };
    ["lua5.1", "lua-5.1", "lua51"]
        .iter()
        .find_map(|name| Some((ask("--cflags", name)?, ask("--libs", name)?)))
}

/// The name of a Lua 5.1 that has LuaSocket.
pub(crate) fn luasocket() -> Option<PathBuf> {
    let check = "assert(_VERSION == 'Lua 5.1' and not jit) require 'socket'";
    ["lua5.1", "lua51", "lua-5.1", "lua"]
        .iter()
        .find(|name| {
            let mut command = Command::new(name);
            command.args(["-e", check]);
            succeeds(command)
        })
        .map(PathBuf::from)
}

fn succeeds(mut command: Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
