//! Reads `.busted`, the configuration file of busted: where tests are, how their files are named, and
//! where their modules are.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lrsocket_host::lua_state::{Libraries, LuaState};
use mlua::{Function, Table, Value};

/// The name of the file.
const NAME: &str = ".busted";

/// The parts of the file that apply to a run without `--run NAME`, in the order in which they count.
const PARTS: [&str; 2] = ["default", "_all"];

/// Settings that change neither which tests run nor what they see.
const HARMLESS: [&str; 17] = [
    "ROOT",
    "pattern",
    "exclude-pattern",
    "lpath",
    "recursive",
    "verbose",
    "output",
    "color",
    "coverage",
    "coverage-config-file",
    "suppress-pending",
    "defer-print",
    "shuffle",
    "sort",
    "randomize",
    "keep-going",
    "lang",
];

/// What `.busted` sets.
pub struct BustedConfig {
    /// Where tests are, if it says so.
    pub roots: Vec<PathBuf>,
    /// Further places for `package.path`.
    pub lpath: Option<String>,
    /// Settings that are not followed and may matter.
    pub ignored: Vec<String>,
    patterns: Vec<String>,
    excluded: Vec<String>,
    find: Function,
    /// Dropped last.
    _lua: LuaState,
}

impl BustedConfig {
    /// Reads the file in a folder; `None` if there is none. The error names the file.
    pub fn read(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(NAME);
        let source = match fs::read(&path) {
            Ok(source) => source,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        BustedConfig::parse(&source)
            .map(Some)
            .map_err(|error| error.to_string())
    }

    fn parse(source: &[u8]) -> mlua::Result<Self> {
        let lua = LuaState::new(Libraries::All)?;
        let find = lua.globals().get::<Table>("string")?.get("find")?;
        let all: Value = lua.load(source).set_name(format!("@{NAME}")).eval()?;
        let Value::Table(all) = all else {
            let message = format!("{NAME} must return a table, not a {}", all.type_name());
            return Err(mlua::Error::runtime(message));
        };
        let mut config = BustedConfig {
            roots: Vec::new(),
            lpath: None,
            ignored: Vec::new(),
            patterns: Vec::new(),
            excluded: Vec::new(),
            find,
            _lua: lua,
        };
        for part in PARTS {
            if let Some(part) = all.get::<Option<Table>>(part)? {
                config.add(&part)?;
            }
        }
        config.ignored.sort();
        config.ignored.dedup();
        Ok(config)
    }

    /// Adds what an earlier part has not set.
    fn add(&mut self, part: &Table) -> mlua::Result<()> {
        for (list, key) in [
            (&mut self.patterns, "pattern"),
            (&mut self.excluded, "exclude-pattern"),
        ] {
            if list.is_empty() {
                *list = strings(part, key)?;
            }
        }
        if self.roots.is_empty() {
            let roots = strings(part, "ROOT")?;
            self.roots = roots.into_iter().map(PathBuf::from).collect();
        }
        if self.lpath.is_none() {
            self.lpath = part.get("lpath")?;
        }
        for pair in part.pairs::<String, Value>() {
            let (key, value) = pair?;
            // The roots are searched with all folders below them.
            let is_flat = key == "recursive" && value == Value::Boolean(false);
            if is_flat || !HARMLESS.contains(&key.as_str()) {
                self.ignored.push(key);
            }
        }
        Ok(())
    }

    /// Whether a file of this name is a test; `None` if the file leaves that to lrsocket. A pattern
    /// that is not valid fits nothing.
    pub fn is_test(&self, name: &str) -> Option<bool> {
        let fits = |pattern: &String| {
            let found = self.find.call::<Value>((name, pattern.as_str()));
            found.is_ok_and(|found| found != Value::Nil)
        };
        if self.excluded.iter().any(fits) {
            return Some(false);
        }
        let is_lua = Path::new(name).extension().is_some_and(|end| end == "lua");
        (!self.patterns.is_empty()).then(|| is_lua && self.patterns.iter().any(fits))
    }
}

/// A setting that is a string or a list of strings.
fn strings(part: &Table, key: &str) -> mlua::Result<Vec<String>> {
    match part.get::<Value>(key)? {
        Value::Nil => Ok(Vec::new()),
        Value::Table(list) => list.sequence_values().collect(),
        Value::String(one) => Ok(vec![one.to_string_lossy()]),
        other => {
            let kind = other.type_name();
            let message = format!("{NAME}: {key} must be a string or a list of them, not a {kind}");
            Err(mlua::Error::runtime(message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_part_comes_before_that_for_all() {
        let config = BustedConfig::parse(
            br#"return {
                _all = { lpath = "lib/?.lua", ROOT = { "a" }, ["exclude-pattern"] = "slow", verbose = true },
                default = { ROOT = { "spec", "more" }, pattern = { "_spec", "^check" }, helper = "x" },
                other = { tags = "x" },
            }"#,
        )
        .unwrap();
        assert_eq!(config.roots, [Path::new("spec"), Path::new("more")]);
        assert_eq!(config.lpath.as_deref(), Some("lib/?.lua"));
        assert_eq!(config.ignored, ["helper"]);
        let names = [
            "a_spec.lua",
            "check.lua",
            "a_test.lua",
            "slow_spec.lua",
            "a_spec.txt",
        ];
        let are = names.map(|name| config.is_test(name));
        assert_eq!(are, [true, true, false, false, false].map(Some));
        let none = BustedConfig::parse(b"return {}").unwrap();
        assert_eq!(none.is_test("a_spec.lua"), None);
    }

    #[test]
    fn a_file_that_is_wrong_is_named_with_its_line() {
        let error = |source: &[u8]| BustedConfig::parse(source).err().unwrap().to_string();
        assert!(error(b"return {\n x = = 1 }").contains(".busted:2:"));
        assert!(error(b"return 1").contains("must return a table, not a integer"));
        assert!(error(b"return { default = { ROOT = 1 } }").contains("ROOT must be a string"));
    }
}
