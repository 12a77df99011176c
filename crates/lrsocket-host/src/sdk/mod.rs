//! The SDK: one file for each namespace. To add one, write its file and name it in
//! [`NAMESPACES`].

mod lr_dialogs;
mod lr_errors;
mod lr_function_context;
pub(crate) mod lr_localization;
mod lr_logger;
mod lr_prefs;
mod lr_socket;
mod lr_system_info;
mod lr_table_utils;
mod lr_tasks;
pub(crate) mod lua_library;
mod lua_literal;
pub(crate) mod stub;
pub(crate) mod surface;
pub(crate) mod zstring;

use crate::vm::namespace::Namespace;

/// The namespaces that are here. Every other that Adobe documents can be imported too; its members
/// raise an error that says so.
pub(crate) const NAMESPACES: &[Namespace] = &[
    lr_dialogs::NAMESPACE,
    lr_errors::NAMESPACE,
    lr_function_context::NAMESPACE,
    lr_localization::NAMESPACE,
    lr_logger::NAMESPACE,
    lr_prefs::NAMESPACE,
    lr_socket::NAMESPACE,
    lr_system_info::NAMESPACE,
    lr_table_utils::NAMESPACE,
    lr_tasks::NAMESPACE,
];
