//! The virtual machine as the namespaces see it: [`lrsocket_vm`], with
//! [`Core`](crate::application::Core) as its context.

pub(crate) use lrsocket_vm::{Kept, args, quick, raise};

/// How a namespace is declared.
pub(crate) mod namespace {
    use crate::application::Core;

    pub(crate) type Namespace = lrsocket_vm::Namespace<Core>;
    pub(crate) type Builder<'l> = lrsocket_vm::Builder<'l, Core>;
    pub(crate) type Call<'l> = lrsocket_vm::Call<'l, Core>;
    pub(crate) type Functions<'l> = lrsocket_vm::Functions<'l, Core>;
}
