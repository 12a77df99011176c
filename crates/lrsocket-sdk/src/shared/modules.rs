//! Members that do something in some modules alone.

use lightroom_sim::Module;

use crate::vm::namespace::Call;

/// Whether one of these modules is active. If not, the author of the plug-in is told that the call
/// has no effect, once for each member.
pub(crate) fn module_is(
    call: &Call<'_>,
    namespace: &str,
    member: &'static str,
    modules: &[Module],
) -> bool {
    let active = call.core.app.lightroom.borrow().view().module;
    if modules.contains(&active) {
        return true;
    }
    call.core.diagnose_once(member, || {
        let names: Vec<&str> = modules.iter().map(|module| module.name()).collect();
        let message = format!(
            "{namespace}.{member} has no effect in the module {}; it is for {}",
            active.name(),
            names.join(" and "),
        );
        (message, call.caller())
    });
    false
}
