//! Whether a process is alive.

/// Whether a process of this id runs. Where the system does not say, it is taken to.
#[cfg(unix)]
pub(super) fn is_alive(pid: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else {
        return false;
    };
    // A process of somebody else cannot be signalled, but is there.
    test_kill_process(pid) != Err(Errno::SRCH)
}

/// Whether a process of this id runs. Where the system does not say, it is taken to.
#[cfg(windows)]
#[expect(
    unsafe_code,
    reason = "calls of the operating system that no library here offers"
)]
pub(super) fn is_alive(pid: u32) -> bool {
    use windows_sys::Win32::Foundation::{
        CloseHandle, ERROR_INVALID_PARAMETER, GetLastError, WAIT_OBJECT_0,
    };
    use windows_sys::Win32::System::Threading::{
        OpenProcess, PROCESS_SYNCHRONIZE, WaitForSingleObject,
    };

    // SAFETY: no pointers are passed. The handle is used only if it was opened, and closed once.
    unsafe {
        let process = OpenProcess(PROCESS_SYNCHRONIZE, 0, pid);
        if process.is_null() {
            // No process has such an id; any other error means that there is one.
            return GetLastError() != ERROR_INVALID_PARAMETER;
        }
        // A process that has ended keeps its id as long as somebody holds a handle of it.
        let ended = WaitForSingleObject(process, 0) == WAIT_OBJECT_0;
        CloseHandle(process);
        !ended
    }
}

/// Neither Unix nor Windows: nothing is known of its processes.
#[cfg(not(any(unix, windows)))]
pub(super) fn is_alive(_pid: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::is_alive;

    #[test]
    fn this_process_is_alive_and_one_that_ended_is_not() {
        assert!(is_alive(std::process::id()));
        let program = if cfg!(windows) { "whoami" } else { "true" };
        let mut child = std::process::Command::new(program)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let pid = child.id();
        child.wait().unwrap();
        drop(child);
        assert!(!is_alive(pid));
        assert!(!is_alive(u32::MAX));
        #[cfg(unix)]
        assert!(!is_alive(0));
    }
}
