//! Everything that a serving program writes, off the thread that serves.
//!
//! A [`Spool`] is a bounded queue with a thread that writes it out. [`Streams`] are the spools of
//! stdout and stderr, a [`Trace`] is the one of a file.

mod entry;
mod json;
mod lines;
mod prompt;
mod spool;
mod streams;
mod target;
mod trace;

pub(crate) use entry::{Form, Stream, TEXT, What, dropped_for_a_person};
pub(crate) use json::{JSON, JSON_WHOLE};
pub(crate) use lines::Lines;
pub(crate) use prompt::Prompt;
pub(crate) use spool::{Hurry, Overflow};
pub(crate) use streams::{Setup, Streams};
pub(crate) use trace::Trace;
