//! LrMath: operations on bits, of numbers taken as positive 32-bit integers.

use crate::vm::args::Args;
use crate::vm::namespace::Namespace;
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrMath",
    build: |ns| {
        ns.function("bitAnd", |_, args| Ok(bits(args, 1)? & bits(args, 2)?));
        ns.function("bitOr", |_, args| Ok(bits(args, 1)? | bits(args, 2)?));
        ns.function("bitXor", |_, args| Ok(bits(args, 1)? ^ bits(args, 2)?));
        Ok(())
    },
};

/// Adobe leaves open what becomes of other numbers: a negative or larger integer is taken modulo
/// 2^32, so that -1 is all bits; a fraction is an error.
fn bits(args: &Args<'_>, n: usize) -> SdkResult<u32> {
    let number = args.number(n)?;
    wrap(number).ok_or_else(|| args.bad(n, "a 32-bit integer expected"))
}

#[expect(
    clippy::cast_sign_loss,
    reason = "the remainder is not negative and fits"
)]
fn wrap(number: f64) -> Option<u32> {
    const MODULUS: f64 = 4_294_967_296.0;
    (number.fract() == 0.0).then(|| number.rem_euclid(MODULUS) as u32)
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn numbers_are_taken_modulo_two_to_the_32() {
        assert_eq!(wrap(4_294_967_295.0), Some(u32::MAX));
        assert_eq!(wrap(-1.0), Some(u32::MAX));
        assert_eq!(wrap(4_294_967_297.0), Some(1));
        assert_eq!(wrap(0.5), None);
        assert_eq!(wrap(f64::NAN), None);
        assert_eq!(wrap(f64::INFINITY), None);
    }
}
