//! What can go wrong. The texts are what a plug-in sees.

/// An error that a plug-in meets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A change outside a write gate. The wording is ours: Lightroom's own is not known.
    #[error("{function}: must be called within a catalog:withWriteAccessDo call")]
    NoWriteAccess {
        /// The SDK function that was called, such as `LrPhoto:setRawMetadata`.
        function: &'static str,
    },
    /// A property was set outside any gate. The wording is ours.
    #[error(
        "{function}: must be called within a catalog:withPrivateWriteAccessDo or \
         catalog:withWriteAccessDo call"
    )]
    NoPrivateWriteAccess {
        /// The SDK function that was called.
        function: &'static str,
    },
    /// Another gate is open; gates do not nest. Lightroom's text (reported).
    #[error(
        "{function}: could not execute action '{action}'. It was blocked by another write access \
         call, and no timeout parameters were provided."
    )]
    Blocked {
        /// The gate that was asked for, such as `LrCatalog:withWriteAccessDo`.
        function: &'static str,
        /// Its action name; `(unknown)` for a private one.
        action: String,
    },
    /// `getRawMetadata` or `getFormattedMetadata` of a key that is none (reported).
    #[error("Unknown key: \"{key}\"")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// `setRawMetadata` of a key that cannot be set (reported).
    #[error("LrPhoto:setRawMetadata: unknown metadata key \"{key}\"")]
    UnknownSettableKey {
        /// The key.
        key: String,
    },
    /// `setRawMetadata` of a value that the key does not take. The wording is ours.
    #[error("LrPhoto:setRawMetadata: \"{key}\" must be {expected}, got {got}")]
    BadMetadata {
        /// The key.
        key: String,
        /// What the key takes.
        expected: &'static str,
        /// What came.
        got: String,
    },
    /// `setRawMetadata` of a rating other than 1 to 5 and nil (reported, R8.4).
    #[error("Invalid rating: {got}")]
    InvalidRating {
        /// What came.
        got: String,
    },
    /// An argument that the function does not take. The wording is ours.
    #[error("{function}: {problem}")]
    BadArgument {
        /// The SDK function.
        function: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// An error of the Develop side.
    #[error(transparent)]
    Develop(#[from] crate::develop::Error),
    /// The photo, keyword, collection … was deleted. The wording is ours.
    #[error("the {what} with the local identifier {id} is no longer in the catalog")]
    Gone {
        /// What kind of object.
        what: &'static str,
        /// Its local identifier.
        id: u32,
    },
    /// A search criterion that the simulation does not evaluate.
    #[error("the search criterion \"{criteria}\" is not simulated")]
    UnsupportedCriterion {
        /// Its name.
        criteria: String,
    },
    /// An operation that the criterion does not have.
    #[error("the search criterion \"{criteria}\" has no operation \"{operation}\" for this value")]
    UnsupportedOperation {
        /// The criterion.
        criteria: String,
        /// The operation.
        operation: String,
    },
    /// A search descriptor of the wrong shape.
    #[error("malformed search descriptor: {problem}")]
    MalformedSearch {
        /// What is wrong with it.
        problem: String,
    },
}

/// The result of a call that a plug-in can make wrongly.
pub type Result<T, E = Error> = std::result::Result<T, E>;
