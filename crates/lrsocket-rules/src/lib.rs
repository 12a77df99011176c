//! The rules that lrsocket follows: how Lightroom's `LrSocket` behaves, and the Lua runtime that a
//! plug-in lives in.
//!
//! Each [`Rule`] has an id such as B4.1, a sentence or two, the [`Evidence`] for it and where that
//! evidence comes from. The tables in `table/` are the only place where a rule is written down;
//! `docs/rules.md` and `lrsocket explain` are generated from them, and tests compare the ids with
//! those that code, tests and documentation use.
//!
//! ```
//! let rule = lrsocket_rules::find("b4.1").unwrap();
//! assert_eq!(rule.id, "B4.1");
//! assert_eq!(rule.switch, Some("accept_timeout"));
//! ```

#![forbid(unsafe_code)]

mod find;
mod rule;
mod source;
mod table;

pub use find::{find, nearest};
pub use rule::{Evidence, Gap, Rule, Section, Standing};
pub use source::Source;
pub use table::{SECTIONS, all};
