//! What Windows says of the machine. `sysinfo` would do it, with a dozen crates that nothing else
//! here needs.
#![expect(unsafe_code, reason = "calls of the operating system")]

use windows_sys::Wdk::System::SystemServices::RtlGetVersion;
use windows_sys::Win32::System::SystemInformation::{
    GlobalMemoryStatusEx, MEMORYSTATUSEX, OSVERSIONINFOW,
};

/// The processor that this program is for.
pub(super) fn cpu() -> String {
    std::env::consts::ARCH.to_owned()
}

/// Such as `Windows 10.0.22631`: the number that Windows 11 itself gives, too.
pub(super) fn os_version() -> String {
    let mut version = OSVERSIONINFOW {
        dwOSVersionInfoSize: size_of::<OSVERSIONINFOW>() as u32,
        ..OSVERSIONINFOW::default()
    };
    // SAFETY: the struct outlives the call and says its size, as the function demands.
    unsafe { RtlGetVersion(&raw mut version) };
    format!(
        "Windows {}.{}.{}",
        version.dwMajorVersion, version.dwMinorVersion, version.dwBuildNumber
    )
}

/// The memory that Windows uses, in bytes; 0 if it does not say.
pub(super) fn memory() -> u64 {
    let mut status = MEMORYSTATUSEX {
        dwLength: size_of::<MEMORYSTATUSEX>() as u32,
        ..MEMORYSTATUSEX::default()
    };
    // SAFETY: the struct outlives the call and says its size, as the function demands.
    unsafe { GlobalMemoryStatusEx(&raw mut status) };
    status.ullTotalPhys
}
