//! `LrHttp.parseCookie`.

use mlua::{Lua, Table};

use crate::vm::raise::SdkResult;

/// The fields of a cookie; `decode` says whether `%20` is a space.
pub(super) fn parse(lua: &Lua, cookie: &str, decode: bool) -> SdkResult<Table> {
    let table = lua.create_table()?;
    for part in cookie.split(';') {
        match part.split_once('=') {
            Some((key, value)) if decode => {
                table.raw_set(key.trim(), lua.create_string(decoded(value.trim()))?)?;
            }
            Some((key, value)) => table.raw_set(key.trim(), value.trim())?,
            None if part.trim().is_empty() => {}
            None => table.raw_set(part.trim(), true)?,
        }
    }
    Ok(table)
}

/// `%41` is an `A`; what is no such code stays.
fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| {
        let byte = *bytes.get(at)?;
        char::from(byte).to_digit(16)
    };
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if let (b'%', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_decoded_and_nothing_else() {
        assert_eq!(decoded("a%20b%zz%4"), b"a b%zz%4");
        assert_eq!(decoded("%C3%A9"), "é".as_bytes());
    }
}
