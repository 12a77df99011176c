//! LrSystemInfo: facts about this machine, whichever platform the plug-in believes to be on.
//! `displayInfo` and `appWindowSize` are not here: there is no display and no window.

#[cfg_attr(windows, path = "windows.rs")]
mod machine;

use std::net::{Ipv4Addr, UdpSocket};
use std::num::NonZero;
use std::thread::available_parallelism;

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSystemInfo",
    build: |ns| {
        ns.function("architecture", |_, _| Ok(architecture(&machine::cpu())));
        ns.function("is64Bit", |_, _| Ok(is_64_bit(&machine::cpu())));
        ns.function("osVersion", |_, _| Ok(machine::os_version()));
        ns.function("summaryString", |_, _| {
            let architecture = architecture(&machine::cpu());
            Ok(format!("{} ({architecture})", machine::os_version()))
        });
        ns.function("numCPUs", |_, _| {
            Ok(available_parallelism().map_or(1, NonZero::get))
        });
        ns.function("memSize", |_, _| Ok(machine::memory() as f64));
        ns.function("ipAddress", |_, _| Ok(ip_address()));
        // Of the application: there is no cloud, and no graphics card to optimize for.
        ns.function("isGCOptimizationEnabled", |_, _| Ok(false));
        ns.function("isSyncEnabled", |_, _| Ok(false));
        Ok(())
    },
};

/// Adobe documents `x86`, `x64`, `ppc` and `ppc64`; others keep the system's name.
fn architecture(cpu: &str) -> String {
    match cpu {
        "x86_64" | "amd64" | "AMD64" => "x64",
        "i386" | "i486" | "i586" | "i686" => "x86",
        "aarch64" => "arm64",
        other => other,
    }
    .to_owned()
}

fn is_64_bit(cpu: &str) -> bool {
    // A 32-bit program may run on a 64-bit system, not the other way round.
    cfg!(target_pointer_width = "64") || cpu.ends_with("64")
}

/// The address that this machine would use towards others. Nothing is sent: to connect a UDP
/// socket only chooses the route. Without one, the machine is reached at its loopback address.
fn ip_address() -> String {
    /// TEST-NET-1, which belongs to nobody.
    const ANYWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let route = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))
        .and_then(|socket| socket.connect(ANYWHERE).and_then(|()| socket.local_addr()));
    route.map_or_else(
        |_| Ipv4Addr::LOCALHOST.to_string(),
        |address| address.ip().to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn architectures_have_the_names_of_the_sdk() {
        assert_eq!(architecture("x86_64"), "x64");
        assert_eq!(architecture("i686"), "x86");
        assert_eq!(architecture("aarch64"), "arm64");
        assert_eq!(architecture("riscv64"), "riscv64");
    }

    #[test]
    fn the_machine_is_known() {
        assert!(machine::memory() > 64 << 20, "{}", machine::memory());
        assert!(!machine::os_version().is_empty());
        assert!(!machine::cpu().is_empty());
    }
}
