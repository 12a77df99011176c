//! `math.random` and `math.randomseed` of a repeatable run. Lua's own take C's `rand`, which the
//! whole process shares and every system does in its own way.

use std::rc::Rc;

use crate::application::chance::Chance;
use crate::vm::args::Args;
use crate::vm::namespace::Functions;
use crate::vm::raise::SdkResult;

/// Declares both.
pub(super) fn declare(math: &mut Functions<'_>, chance: &Rc<Chance>) {
    let (random_of, seed_of) = (Rc::clone(chance), Rc::clone(chance));
    math.function("random", move |_, args| random(&random_of, args));
    math.function("randomseed", move |_, args| {
        seed_of.reseed(int(args, 1)?);
        Ok(())
    });
}

/// As `math_random` of Lua 5.1.
fn random(chance: &Chance, args: &Args<'_>) -> SdkResult<f64> {
    // A call with wrong arguments takes a number, too.
    let fraction = chance.fraction();
    let (low, high) = match args.len() {
        0 => return Ok(fraction),
        1 => (1, int(args, 1)?),
        2 => (int(args, 1)?, int(args, 2)?),
        _ => return Err("wrong number of arguments".into()),
    };
    if low > high {
        return Err(args.bad(args.len(), "interval is empty"));
    }
    let (low, high) = (f64::from(low), f64::from(high));
    Ok((fraction * (high - low + 1.0)).floor() + low)
}

/// Argument `n` as C's `int`, as Lua 5.1 makes it: the fraction goes, then the upper half.
fn int(args: &Args<'_>, n: usize) -> SdkResult<i32> {
    Ok(args.number(n)? as i64 as i32)
}
