//! What the operating system says of the machine, anywhere but on Windows.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// The processor, as the system names it.
pub(super) fn cpu() -> String {
    System::cpu_arch()
}

pub(super) fn os_version() -> String {
    System::long_os_version().unwrap_or_else(|| std::env::consts::OS.to_owned())
}

/// The installed memory, in bytes.
pub(super) fn memory() -> u64 {
    let only_memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    System::new_with_specifics(only_memory).total_memory()
}
