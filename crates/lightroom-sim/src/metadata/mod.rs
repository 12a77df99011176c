//! The metadata of a photo by the names of the SDK, derived from the typed [`Photo`](crate::Photo).

mod formatted;
mod raw;
mod set;
mod shown;

pub use formatted::FormattedKey;
pub use raw::RawKey;
