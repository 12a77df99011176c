//! Who may write, and how far.

/// What a gate allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// `withWriteAccessDo`: everything; one undo step.
    Write,
    /// `withProlongedWriteAccessDo`: everything; one undo step.
    ProlongedWrite,
    /// `withPrivateWriteAccessDo`: plug-in properties; no undo step.
    PrivateWrite,
}

impl Access {
    /// The SDK's function that opens such a gate, for messages.
    pub const fn function(self) -> &'static str {
        match self {
            Access::Write => "LrCatalog:withWriteAccessDo",
            Access::ProlongedWrite => "LrCatalog:withProlongedWriteAccessDo",
            Access::PrivateWrite => "LrCatalog:withPrivateWriteAccessDo",
        }
    }
}

/// Who is working on the catalog: a number that tells tasks apart. The default stands for code outside any
/// task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Actor(pub u64);

/// The gate that is open. The access is that of its opener alone: another task that runs while
/// the opener sleeps has none.
#[derive(Clone, Copy, Debug)]
pub(in crate::catalog) struct OpenGate {
    pub(in crate::catalog) access: Access,
    pub(in crate::catalog) opener: Actor,
}
