//! LrPasswords. They are kept until the run ends and are written nowhere.
//!
//! Guess: with another salt than the one it was stored with, a password is not found.

use std::cell::RefCell;
use std::collections::HashMap;

use mlua::LuaString;

use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

/// Plug-in, key and salt.
type Key = (Vec<u8>, Vec<u8>, Vec<u8>);

/// All passwords of a run.
#[derive(Default)]
struct Passwords(RefCell<HashMap<Key, Vec<u8>>>);

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPasswords",
    build: |ns| {
        ns.function("store", |call, args| {
            let key = key(call, args, &args.string(1)?, 3)?;
            let password = args.string(2)?.as_bytes().to_vec();
            let passwords = call.core.app.slot::<Passwords>();
            passwords.0.borrow_mut().insert(key, password);
            Ok(())
        });
        ns.function("retrieve", |call, args| {
            let key = key(call, args, &args.string(1)?, 2)?;
            let passwords = call.core.app.slot::<Passwords>();
            let password = passwords.0.borrow().get(&key).cloned();
            let password = password.map(|text| call.lua.create_string(text));
            Ok(password.transpose()?)
        });
        Ok(())
    },
};

/// `salt` is the position of that argument; the plug-in's identifier follows it.
fn key(call: &Call<'_>, args: &Args<'_>, key: &LuaString, salt: usize) -> SdkResult<Key> {
    let identifier = &call.core.plugin.info.identifier;
    let plugin = match args.optional_string(salt + 1)? {
        Some(plugin) => plugin.as_bytes().to_vec(),
        None => identifier.clone().into_bytes(),
    };
    let salt = match args.optional_string(salt)? {
        Some(salt) => salt.as_bytes().to_vec(),
        None => identifier.clone().into_bytes(),
    };
    Ok((plugin, key.as_bytes().to_vec(), salt))
}
