//! LrDigest: a factory for each digest (`LrDigest.SHA256.digest(text)`, `LrDigest.MD5.init()`) and
//! one for HMAC. Digests are hexadecimal, in small letters.
//!
//! Where Adobe's documentation is silent: `digester:digest()` leaves the digester as it is, so that
//! more can be added; `LrDigest.HMAC.digest` returns nil for a name or key that `init` returns nil
//! for.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use mlua::{LuaString, Table, Value};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use crate::vm::args::Args;
use crate::vm::namespace::{Call, Functions, Namespace};
use crate::vm::raise::SdkResult;

/// The digests that there are. Adobe documents SHA256 and SHA512; the others are there.
const NAMES: [&str; 5] = ["MD5", "SHA1", "SHA256", "SHA384", "SHA512"];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDigest",
    build: |ns| {
        ns.object("Factory", &["digest", "init"]);
        ns.object("digester", &["digest", "reset", "update"]);
        ns.private("digester", |call, args| {
            let name = args.string(1)?.to_string_lossy();
            plain(&name)
                .map(|hasher| digester(call, hasher))
                .transpose()
        });
        ns.private("hmac", |call, args| {
            hmac(args, 1).map(|h| digester(call, h)).transpose()
        });
        // The input comes first, the rest is named by the Lua half.
        ns.private("digest", |_, args| {
            let (input, name) = (args.string(1)?, args.string(2)?.to_string_lossy());
            Ok(plain(&name).map(|hasher| hash(hasher, &input)))
        });
        ns.private("hmac_digest", |_, args| {
            let input = args.string(1)?;
            Ok(hmac(args, 2).map(|hasher| hash(hasher, &input)))
        });
        ns.private_value("names", NAMES.to_vec());
        ns.lua(include_str!("lr_digest.lua"))
    },
};

/// The MD5 digest of `data`.
pub(super) fn md5(data: &[u8]) -> String {
    hex(&Md5::digest(data))
}

fn hash(mut hasher: Box<dyn Hasher>, input: &LuaString) -> String {
    hasher.update(&input.as_bytes());
    hasher.hex()
}

/// A digest on the way.
trait Hasher {
    fn update(&mut self, data: &[u8]);
    fn reset(&mut self);
    fn hex(&self) -> String;
}

struct Plain<D> {
    state: D,
}

impl<D: Digest + Clone> Hasher for Plain<D> {
    fn update(&mut self, data: &[u8]) {
        self.state.update(data);
    }

    fn reset(&mut self) {
        self.state = D::new();
    }

    fn hex(&self) -> String {
        hex(&self.state.clone().finalize())
    }
}

struct Keyed<M> {
    fresh: M,
    state: M,
}

impl<M: Mac + Clone> Hasher for Keyed<M> {
    fn update(&mut self, data: &[u8]) {
        self.state.update(data);
    }

    fn reset(&mut self) {
        self.state = self.fresh.clone();
    }

    fn hex(&self) -> String {
        hex(&self.state.clone().finalize().into_bytes())
    }
}

fn plain(name: &str) -> Option<Box<dyn Hasher>> {
    fn new<D: Digest + Clone + 'static>() -> Box<dyn Hasher> {
        Box::new(Plain { state: D::new() })
    }
    Some(match name {
        "MD5" => new::<Md5>(),
        "SHA1" => new::<Sha1>(),
        "SHA256" => new::<Sha256>(),
        "SHA384" => new::<Sha384>(),
        "SHA512" => new::<Sha512>(),
        _ => return None,
    })
}

fn keyed(name: &str, key: &[u8]) -> Option<Box<dyn Hasher>> {
    fn new<M: Mac + KeyInit + Clone + 'static>(key: &[u8]) -> Option<Box<dyn Hasher>> {
        let fresh = <M as KeyInit>::new_from_slice(key).ok()?;
        let state = fresh.clone();
        Some(Box::new(Keyed { fresh, state }))
    }
    match name {
        "MD5" => new::<Hmac<Md5>>(key),
        "SHA1" => new::<Hmac<Sha1>>(key),
        "SHA256" => new::<Hmac<Sha256>>(key),
        "SHA384" => new::<Hmac<Sha384>>(key),
        "SHA512" => new::<Hmac<Sha512>>(key),
        _ => None,
    }
}

/// The digest and the key that are arguments `n` and `n + 1`, if they are ones.
fn hmac(args: &Args<'_>, n: usize) -> Option<Box<dyn Hasher>> {
    let (Value::String(name), Value::String(key)) = (args.value(n), args.value(n + 1)) else {
        return None;
    };
    keyed(&name.to_string_lossy(), &key.as_bytes())
}

/// The functions of a digester.
fn digester(call: &Call<'_>, hasher: Box<dyn Hasher>) -> SdkResult<Table> {
    let hasher = Rc::new(RefCell::new(hasher));
    let mut functions = Functions::new(call.lua, call.core)?;
    let shared = Rc::clone(&hasher);
    functions.function("update", move |_, args| {
        shared.borrow_mut().update(&args.string(1)?.as_bytes());
        Ok(())
    });
    let shared = Rc::clone(&hasher);
    functions.function("reset", move |_, _| {
        shared.borrow_mut().reset();
        Ok(())
    });
    functions.function("digest", move |_, _| Ok(hasher.borrow().hex()));
    Ok(functions.finish()?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{keyed, md5, plain};

    #[test]
    fn digests_are_those_of_the_standards() {
        assert_eq!(md5(b"abc"), "900150983cd24fb0d6963f7d28e17f72");
        let sha1 = plain("SHA1").map(|mut hasher| {
            hasher.update(b"lost");
            hasher.reset();
            hasher.update(b"a");
            hasher.update(b"bc");
            hasher.hex()
        });
        let expected = "a9993e364706816aba3e25717850c26c9cd0d89d";
        assert_eq!(sha1.as_deref(), Some(expected));
        // RFC 4231, case 2.
        let hmac = keyed("SHA256", b"Jefe").map(|mut hasher| {
            hasher.update(b"what do ya want for nothing?");
            hasher.hex()
        });
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hmac.as_deref(), Some(expected));
        assert!(plain("SHA3").is_none() && keyed("sha256", b"").is_none());
    }
}
