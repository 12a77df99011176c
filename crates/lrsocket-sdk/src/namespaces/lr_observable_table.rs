//! LrObservableTable: the class of property tables and preferences, which LrBinding, LrView and
//! LrPrefs make.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrObservableTable",
    build: |ns| {
        ns.object(
            "observableTable",
            &["addObserver", "pairs", "removeObserver"],
        );
        Ok(())
    },
};
