//! Paths as plug-ins write them, and as the operating system takes them.

pub(crate) mod any_case;
pub(crate) mod os_path;
pub(crate) mod path_syntax;
