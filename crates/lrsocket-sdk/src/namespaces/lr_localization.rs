//! LrLocalization, and `LOC`.

use mlua::{Lua, LuaString, Value};

use crate::plugin::Dictionary;
use crate::plugin::zstring;
use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrLocalization",
    build: |ns| {
        ns.function("currentLanguage", |call, _| {
            Ok(call.core.app.settings.language.clone())
        });
        ns.function("encodeUtf8Character", |_, args| {
            let code = args.number(1)?;
            #[expect(clippy::cast_sign_loss, reason = "compared with 0 before")]
            let character = (code >= 0.0).then(|| char::from_u32(code as u32)).flatten();
            character
                .map(String::from)
                .ok_or_else(|| args.bad(1, "a Unicode code point expected"))
        });
        ns.function("translateForPlugin", |call, args| {
            // Of another plug-in no dictionary is loaded.
            if is_this_plugin(call, args)? {
                translate(call.lua, &call.core.plugin.dictionary, args, 2)
            } else {
                translate(call.lua, &Dictionary::default(), args, 2)
            }
        });
        Ok(())
    },
};

/// `LOC("$$$/Path/Key=Default text ^1", …)`.
pub(crate) fn loc(call: &Call<'_>, args: &Args<'_>) -> SdkResult<LuaString> {
    translate(call.lua, &call.core.plugin.dictionary, args, 1)
}

fn is_this_plugin(call: &Call<'_>, args: &Args<'_>) -> SdkResult<bool> {
    let this = call.core.plugin.info.identifier.as_bytes();
    match args.value(1) {
        Value::Nil => Ok(true),
        _ => Ok(args.string(1)?.as_bytes() == this),
    }
}

/// Translates argument `n` with the values that follow.
fn translate(
    lua: &Lua,
    dictionary: &Dictionary,
    args: &Args<'_>,
    n: usize,
) -> SdkResult<LuaString> {
    let text = args.string(n)?;
    let values: Vec<Vec<u8>> = (n + 1..=args.len())
        .map(|n| value(args, n))
        .collect::<SdkResult<_>>()?;
    Ok(lua.create_string(zstring::translate(dictionary, &text.as_bytes(), &values))?)
}

/// A value to fill in, as `tostring` shows it.
fn value(args: &Args<'_>, n: usize) -> SdkResult<Vec<u8>> {
    match args.value(n) {
        Value::Nil => Ok(b"nil".to_vec()),
        Value::Boolean(truth) => Ok(truth.to_string().into_bytes()),
        _ => Ok(args.string(n)?.as_bytes().to_vec()),
    }
}
