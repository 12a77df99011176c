//! Which programs take part, and how each is started.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::host;
use crate::options::Options;
use crate::program::Launch;
use crate::rivals;

/// The name that ours goes by in the tables.
pub(crate) const LRSOCKET: &str = "lrsocket";

/// One program and the work it is given.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) launch: Launch,
    /// How many lines, messages or round trips.
    pub(crate) amount: u64,
}

/// What was found on this machine.
pub(crate) struct Contenders {
    lrsocket: Option<PathBuf>,
    /// Folder of the compiled C programs.
    c: Option<PathBuf>,
    /// A Lua 5.1 that has LuaSocket.
    lua: Option<PathBuf>,
    /// What was not found, and what to do about it.
    pub(crate) skipped: Vec<String>,
}

impl Contenders {
    /// Looks for all of them. An error when `--lrsocket` names no file.
    pub(crate) fn find(options: &Options) -> Result<Self, Error> {
        let mut skipped = Vec::new();
        let lrsocket = match &options.lrsocket {
            Some(path) if path.is_file() => Some(path.clone()),
            Some(path) => {
                return Err(Error::Usage(format!(
                    "--lrsocket {}: there is no such file",
                    path.display()
                )));
            }
            None => {
                let path = env::current_exe()?
                    .with_file_name(LRSOCKET)
                    .with_extension(env::consts::EXE_EXTENSION);
                path.is_file().then_some(path)
            }
        };
        if lrsocket.is_none() {
            skipped.push(
                "lrsocket is not built: run `cargo build --release -p lrsocket-cli`, or name it \
                 with --lrsocket"
                    .to_owned(),
            );
        }
        let c = rivals::compile()?;
        if c.is_none() {
            skipped.push(
                "the C programs did not compile: install a C compiler and Lua 5.1's headers \
                 (Debian: gcc and liblua5.1-0-dev)"
                    .to_owned(),
            );
        }
        let lua = rivals::luasocket();
        if lua.is_none() {
            skipped.push(
                "no Lua 5.1 with LuaSocket was found: install them (Debian: lua5.1 and lua-socket)"
                    .to_owned(),
            );
        }
        Ok(Self {
            lrsocket,
            c,
            lua,
            skipped,
        })
    }

    /// lrsocket with `plugins/NAME.lua`.
    pub(crate) fn lrsocket(&self, plugin: &str, amount: u64) -> Option<Contender> {
        Some(Contender {
            name: LRSOCKET,
            launch: Launch {
                program: self.lrsocket.clone()?,
                args: vec![
                    "run".into(),
                    script(plugin).into(),
                    "--json".into(),
                    "-q".into(),
                ],
            },
            amount,
        })
    }

    /// The same with this catalog.
    pub(crate) fn lrsocket_with(
        &self,
        catalog: &Path,
        plugin: &str,
        amount: u64,
    ) -> Option<Contender> {
        let mut contender = self.lrsocket(plugin, amount)?;
        contender.launch.args.push("--catalog".into());
        contender.launch.args.push(catalog.into());
        Some(contender)
    }

    /// `lrsocket test` of a folder.
    pub(crate) fn lrsocket_test(
        &self,
        folder: &Path,
        more: &[String],
        amount: u64,
    ) -> Option<Contender> {
        let mut args = vec!["test".into(), folder.into(), "--json".into()];
        args.extend(more.iter().map(OsString::from));
        Some(Contender {
            name: LRSOCKET,
            launch: Launch {
                program: self.lrsocket.clone()?,
                args,
            },
            amount,
        })
    }

    /// lrsocket's host in this program (see `crate::host`), with a generated catalog.
    pub(crate) fn host(plugin: &str, photos: u64) -> Option<Contender> {
        let photos_arg = photos.to_string();
        Some(Contender {
            name: LRSOCKET,
            launch: Launch {
                program: env::current_exe().ok()?,
                args: vec![host::ASK.into(), photos_arg.into(), script(plugin).into()],
            },
            amount: photos,
        })
    }

    /// `lrsocket proxy` of one receive port; the ports are put in for `{LISTEN}` and `{PLUGIN}`.
    pub(crate) fn proxy(
        &self,
        shown_as: &'static str,
        more: &[&str],
        amount: u64,
    ) -> Option<Contender> {
        let args = ["proxy", "--for", "600", "receive={LISTEN}:{PLUGIN}"];
        Some(Contender {
            name: shown_as,
            launch: Launch {
                program: self.lrsocket.clone()?,
                args: args.iter().chain(more).map(OsString::from).collect(),
            },
            amount,
        })
    }

    /// A program of the system, if it is there.
    pub(crate) fn tool(
        shown_as: &'static str,
        name: &str,
        args: &[&str],
        amount: u64,
    ) -> Option<Contender> {
        let folders = env::var_os("PATH")?;
        let program = env::split_paths(&folders)
            .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
            .find(|path| path.is_file())?;
        Some(Contender {
            name: shown_as,
            launch: Launch {
                program,
                args: args.iter().map(OsString::from).collect(),
            },
            amount,
        })
    }

    /// The C program `rivals/NAME.c`.
    pub(crate) fn c(&self, name: &str, args: &[String], amount: u64) -> Option<Contender> {
        Some(Contender {
            name: "C",
            launch: Launch {
                program: self.c.as_ref()?.join(name),
                args: args.iter().map(OsString::from).collect(),
            },
            amount,
        })
    }

    /// LuaSocket with `rivals/NAME_luasocket.lua`.
    pub(crate) fn luasocket(
        &self,
        shown_as: &'static str,
        name: &str,
        args: &[String],
        amount: u64,
    ) -> Option<Contender> {
        let script = rivals::folder().join(format!("{name}_luasocket.lua"));
        let mut all_args = vec![script.into_os_string()];
        all_args.extend(args.iter().map(OsString::from));
        Some(Contender {
            name: shown_as,
            launch: Launch {
                program: self.lua.clone()?,
                args: all_args,
            },
            amount,
        })
    }
}

fn script(plugin: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("plugins")
        .join(plugin)
        .with_extension("lua")
}
