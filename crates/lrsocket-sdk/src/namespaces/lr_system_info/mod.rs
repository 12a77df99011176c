//! LrSystemInfo: facts about this machine. Its system is the one that the plug-in believes to be on:
//! plug-ins look there for `Windows` or `mac`. In a repeatable run, it is a plain computer of that
//! platform instead. There is one display, which the window of Lightroom fills.

#[cfg_attr(windows, path = "windows.rs")]
mod machine;

use std::net::{Ipv4Addr, UdpSocket};
use std::num::NonZero;
use std::thread::available_parallelism;

use lrsocket_proto::Platform;

use crate::vm::namespace::{Call, Namespace};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSystemInfo",
    build: |ns| {
        ns.function("architecture", |call, _| Ok(architecture(&cpu(call))));
        ns.function("is64Bit", |call, _| Ok(is_64_bit(&cpu(call))));
        ns.function("osVersion", |call, _| Ok(os_version(call)));
        ns.function("summaryString", |call, _| {
            let architecture = architecture(&cpu(call));
            Ok(format!("{} ({architecture})", os_version(call)))
        });
        ns.function("numCPUs", |call, _| {
            let cpus = || available_parallelism().map_or(1, NonZero::get);
            Ok(repeatable(call, PLAIN_CPUS).unwrap_or_else(cpus))
        });
        ns.function("memSize", |call, _| {
            let size = repeatable(call, PLAIN_MEMORY);
            Ok(size.unwrap_or_else(machine::memory) as f64)
        });
        ns.function("ipAddress", |call, _| {
            let address = repeatable(call, Ipv4Addr::LOCALHOST.to_string());
            Ok(address.unwrap_or_else(ip_address))
        });
        for member in ["appWindowSize", "displayInfo"] {
            ns.partly(
                member,
                "always one display of 1920 by 1080, filled by the window",
            );
        }
        ns.function("appWindowSize", |_, _| Ok(DISPLAY));
        ns.function("displayInfo", |call, _| {
            let display = call.lua.create_table()?;
            display.raw_set("width", DISPLAY.0)?;
            display.raw_set("height", DISPLAY.1)?;
            display.raw_set("isMain", true)?;
            display.raw_set("hasAppMain", true)?;
            Ok(vec![display])
        });
        // Of the application: there is no cloud, and no graphics card to optimize for.
        ns.function("isGCOptimizationEnabled", |_, _| Ok(false));
        ns.function("isSyncEnabled", |_, _| Ok(false));
        Ok(())
    },
};

/// Width and height of the display and of the window, in pixels.
const DISPLAY: (u32, u32) = (1920, 1080);

/// The processors of the computer of a repeatable run, which is the same everywhere.
const PLAIN_CPUS: usize = 8;

/// Its memory, in bytes.
const PLAIN_MEMORY: u64 = 16 << 30;

fn cpu(call: &Call<'_>) -> String {
    repeatable(call, "x86_64".to_owned()).unwrap_or_else(machine::cpu)
}

fn os_version(call: &Call<'_>) -> String {
    let (version, is_this) = match call.core.app.settings.platform {
        Platform::Mac => ("macOS 15.0", cfg!(target_os = "macos")),
        Platform::Win => ("Windows 10.0.22631", cfg!(windows)),
    };
    let truth = is_this.then(machine::os_version);
    repeatable(call, version.to_owned())
        .or(truth)
        .unwrap_or_else(|| version.to_owned())
}

/// What is said in a repeatable run in place of the truth.
fn repeatable<T>(call: &Call<'_>, said: T) -> Option<T> {
    call.core.app.chance.is_some().then_some(said)
}

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
