//! LrPathUtils. The rules of paths are in `path_syntax`; those of this system hold, whatever
//! `--platform` says, because the files are really there.
//!
//! Where Adobe's documentation is silent: `parent` of a bare name is nil, as that of a root;
//! `leafName` of a root is the root; `makeRelative` goes up with `..` and returns a path on another
//! volume as it is; `standardizePath` does not look at the disk, so it follows no links.

use mlua::BString;

use crate::paths::os_path;
use crate::paths::path_syntax::Syntax;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPathUtils",
    build: |ns| {
        parts(ns);
        extensions(ns);
        places(ns);
        Ok(())
    },
};

const HERE: Syntax = Syntax::HERE;

/// How long a path may be: MAX_PATH of Windows, PATH_MAX elsewhere.
const MAX_PATH_LENGTH: u32 = if cfg!(windows) {
    260
} else if cfg!(target_vendor = "apple") {
    1024
} else {
    4096
};

fn parts(ns: &mut Builder<'_>) {
    ns.function("child", |_, args| {
        both(args, |path, child| HERE.child(path, child))
    });
    ns.function("parent", |_, args| {
        let path = args.string(1)?;
        Ok(HERE.parent(&path.as_bytes()).map(BString::from))
    });
    ns.function("leafName", |_, args| {
        one(args, |path| HERE.leaf_name(path).to_vec())
    });
    ns.function("standardizePath", |call, args| {
        let home = os_path::bytes(&call.core.app.settings.folders.home);
        one(args, |path| {
            HERE.standardize(&HERE.expand_home(path, &home))
        })
    });
}

fn extensions(ns: &mut Builder<'_>) {
    ns.function("extension", |_, args| {
        one(args, |path| HERE.extension(path).to_vec())
    });
    ns.function("addExtension", |_, args| {
        both(args, |path, extension| HERE.add_extension(path, extension))
    });
    ns.function("removeExtension", |_, args| {
        one(args, |path| HERE.remove_extension(path).to_vec())
    });
    ns.function("replaceExtension", |_, args| {
        both(args, |path, extension| {
            HERE.add_extension(HERE.remove_extension(path), extension)
        })
    });
}

fn places(ns: &mut Builder<'_>) {
    ns.function("isAbsolute", |_, args| {
        Ok(HERE.is_absolute(&args.string(1)?.as_bytes()))
    });
    ns.function("isRelative", |_, args| {
        Ok(!HERE.is_absolute(&args.string(1)?.as_bytes()))
    });
    ns.function("makeAbsolute", |_, args| {
        if !HERE.is_absolute(&args.string(2)?.as_bytes()) {
            args.string(1)?;
            return Err(args.bad(2, "an absolute path expected"));
        }
        both(args, |path, base| HERE.make_absolute(path, base))
    });
    ns.function("makeRelative", |_, args| {
        both(args, |path, base| HERE.make_relative(path, base))
    });
    ns.function("maxPathLength", |_, _| Ok(MAX_PATH_LENGTH));
    ns.function("getStandardFilePath", standard_file_path);
}

/// nil, and a word to the author, for a name that Adobe does not document.
fn standard_file_path(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Option<BString>> {
    let name = args.string(1)?.to_string_lossy();
    let folders = &call.core.app.settings.folders;
    let folder = folders.named(&name);
    if let Some(folder) = folder {
        folders.about_to_use(folder);
    } else {
        let message = format!(
            "LrPathUtils.getStandardFilePath knows no folder \"{name}\"; there are home, temp, \
             desktop, appPrefs, pictures, documents and appData",
        );
        call.core.diagnose("", message, call.caller());
    }
    Ok(folder.map(os_path::bytes))
}

fn one(args: &Args<'_>, change: impl FnOnce(&[u8]) -> Vec<u8>) -> SdkResult<BString> {
    Ok(change(&args.string(1)?.as_bytes()).into())
}

fn both(args: &Args<'_>, join: impl FnOnce(&[u8], &[u8]) -> Vec<u8>) -> SdkResult<BString> {
    let (first, second) = (args.string(1)?, args.string(2)?);
    Ok(join(&first.as_bytes(), &second.as_bytes()).into())
}
