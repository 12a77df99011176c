//! The namespaces of the SDK: one file or folder for each. To add one, write its file and name it in
//! [`NAMESPACES`].

#[cfg(test)]
mod collections_tests;
mod lr_application;
mod lr_application_view;
mod lr_binding;
mod lr_catalog;
mod lr_collection;
mod lr_collection_set;
mod lr_color;
pub(crate) mod lr_date;
mod lr_develop_controller;
mod lr_develop_preset;
mod lr_develop_preset_folder;
mod lr_dialogs;
mod lr_digest;
mod lr_errors;
mod lr_export_context;
mod lr_export_rendition;
mod lr_export_session;
mod lr_export_settings;
mod lr_file_utils;
mod lr_folder;
mod lr_ftp;
mod lr_function_context;
pub(crate) mod lr_http;
mod lr_keyword;
pub(crate) mod lr_localization;
mod lr_logger;
mod lr_math;
mod lr_md5;
mod lr_observable_table;
mod lr_passwords;
mod lr_path_utils;
mod lr_photo;
mod lr_photo_info;
mod lr_plugin;
pub(crate) mod lr_prefs;
mod lr_progress_scope;
mod lr_recursion_guard;
mod lr_selection;
mod lr_shell;
mod lr_slideshow;
mod lr_socket;
mod lr_sounds;
mod lr_string_utils;
mod lr_system_info;
mod lr_table_utils;
mod lr_tasks;
mod lr_tether;
mod lr_undo;
mod lr_uuid;
mod lr_view;
mod lr_xml;

use crate::vm::namespace::Namespace;

/// The namespaces that are here. Every other that Adobe documents can be imported too; its members
/// raise an error that says so.
pub(crate) const NAMESPACES: &[Namespace] = &[
    lr_application::NAMESPACE,
    lr_application_view::NAMESPACE,
    lr_binding::NAMESPACE,
    lr_catalog::NAMESPACE,
    lr_collection::NAMESPACE,
    lr_collection_set::NAMESPACE,
    lr_color::NAMESPACE,
    lr_date::NAMESPACE,
    lr_develop_controller::NAMESPACE,
    lr_develop_preset::NAMESPACE,
    lr_develop_preset_folder::NAMESPACE,
    lr_dialogs::NAMESPACE,
    lr_digest::NAMESPACE,
    lr_errors::NAMESPACE,
    lr_export_context::NAMESPACE,
    lr_export_rendition::NAMESPACE,
    lr_export_session::NAMESPACE,
    lr_export_settings::NAMESPACE,
    lr_file_utils::NAMESPACE,
    lr_folder::NAMESPACE,
    lr_ftp::NAMESPACE,
    lr_function_context::NAMESPACE,
    lr_http::NAMESPACE,
    lr_keyword::NAMESPACE,
    lr_localization::NAMESPACE,
    lr_logger::NAMESPACE,
    lr_math::NAMESPACE,
    lr_md5::NAMESPACE,
    lr_observable_table::NAMESPACE,
    lr_passwords::NAMESPACE,
    lr_path_utils::NAMESPACE,
    lr_photo::NAMESPACE,
    lr_photo_info::NAMESPACE,
    lr_plugin::NAMESPACE,
    lr_prefs::NAMESPACE,
    lr_progress_scope::NAMESPACE,
    lr_recursion_guard::NAMESPACE,
    lr_selection::NAMESPACE,
    lr_shell::NAMESPACE,
    lr_slideshow::NAMESPACE,
    lr_socket::NAMESPACE,
    lr_sounds::NAMESPACE,
    lr_string_utils::NAMESPACE,
    lr_system_info::NAMESPACE,
    lr_table_utils::NAMESPACE,
    lr_tasks::NAMESPACE,
    lr_tether::NAMESPACE,
    lr_undo::NAMESPACE,
    lr_uuid::NAMESPACE,
    lr_view::NAMESPACE,
    lr_xml::NAMESPACE,
];
