//! On Windows: the program's manifest.

use embed_manifest::{embed_manifest, new_manifest};

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_some() {
        // It sets the code page to UTF-8, so that Lua's `io` takes the paths that the SDK gives.
        embed_manifest(new_manifest("lrsocket.lrsocket"))?;
    }
    Ok(())
}
