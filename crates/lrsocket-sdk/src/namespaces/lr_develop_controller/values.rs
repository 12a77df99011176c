//! Sliders and the other parameters: reading, setting, stepping.

use lightroom_sim::develop::parameters::{self, ParameterId};
use lightroom_sim::develop::{Outcome, Settings, Value as Setting};
use mlua::{LuaString, Value};

use super::reach::{Member, Step};
use crate::members::develop_since::develop_since;
use crate::shared::develop_values;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::SdkResult;

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.function("getValue", get_value);
    ns.function("setValue", set_value);
    ns.function("getRange", |call, args| {
        let member = Member::new(call, "getRange");
        let Some(parameter) = parameter(member, &args.string(1)?)? else {
            return Ok((None, None));
        };
        let parameter = parameter.parameter().name;
        let range = member.read(|controller, settings| {
            controller
                .range(settings, parameter)
                .map_err(|error| member.raise(error))
        })?;
        Ok(range
            .flatten()
            .map_or((None, None), |(min, max)| (Some(min), Some(max))))
    });
    ns.function("increment", |call, args| step(call, args, "increment"));
    ns.function("decrement", |call, args| step(call, args, "decrement"));
    ns.function("resetToDefault", |call, args| {
        let member = Member::new(call, "resetToDefault");
        let Some(parameter) = parameter(member, &args.string(1)?)? else {
            return Ok(());
        };
        let parameter = parameter.parameter().name;
        member.edit(Step::Slider(parameter), |controller, settings| {
            Ok((controller.reset_to_default(settings, parameter)?, ()))
        })?;
        Ok(())
    });
    ns.function("getProcessVersion", |call, _| {
        let member = Member::new(call, "getProcessVersion");
        member.read(|controller, settings| Ok(controller.process_version(settings)))
    });
    ns.function("setProcessVersion", |call, args| {
        let version = args.text(1)?;
        let member = Member::new(call, "setProcessVersion");
        member.edit(Step::Named("Process Version"), |controller, settings| {
            Ok((controller.set_process_version(settings, &version)?, ()))
        })?;
        Ok(())
    });
}

/// The parameter of this name; `None` if this version of Lightroom has no such one (R6.14), which is
/// reported.
pub(super) fn parameter(member: Member<'_>, name: &LuaString) -> SdkResult<Option<ParameterId>> {
    let lightroom = member.call.core.app.settings.lightroom;
    let found = name.to_str().ok();
    let found = found.filter(|name| lightroom.has(develop_since(name)));
    if let Some(id) = found.and_then(|name| parameters::find(&name).ok()) {
        return Ok(Some(id));
    }
    member.unknown(&name.to_string_lossy(), "develop parameter")?;
    Ok(None)
}

// Both are called for every message of a controller with many sliders: no string is made.

fn get_value(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Value> {
    let member = Member::new(call, "getValue");
    let Some(parameter) = parameter(member, &args.string(1)?)? else {
        return Ok(Value::Nil);
    };
    let value = member.read(|controller, settings| {
        let value = if parameter.parameter().is_local() {
            controller
                .value(settings, parameter.parameter().name)
                .map_err(|error| member.raise(error))?
        } else {
            settings.value(parameter)
        };
        match value {
            None => Ok(Value::Nil),
            Some(Setting::Number(number)) => Ok(Value::Number(*number)),
            Some(other) => Ok(develop_values::to_lua(call.lua, other)?),
        }
    })?;
    Ok(value.unwrap_or(Value::Nil))
}

fn set_value(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let member = Member::new(call, "setValue");
    let parameter = parameter(member, &args.string(1)?)?;
    let value = args.value(2);
    if value == Value::Nil {
        return Err(args.expected(2, "value"));
    }
    let value = develop_values::from_lua(&value).map_err(|why| args.bad(2, &why))?;
    if value.as_number().is_some_and(|number| !number.is_finite()) {
        return Err(args.bad(2, "a finite number expected"));
    }
    let Some(parameter) = parameter else {
        return Ok(());
    };
    let clipping = args.truth(3);
    let step = Step::Slider(parameter.parameter().name);
    member.edit(step, |controller, settings| {
        let outcome = controller.set_value_of(settings, parameter, value, clipping)?;
        Ok((outcome, ()))
    })?;
    Ok(())
}

fn step(call: &Call<'_>, args: &Args<'_>, name: &'static str) -> SdkResult<()> {
    let member = Member::new(call, name);
    let Some(parameter) = parameter(member, &args.string(1)?)? else {
        return Ok(());
    };
    let parameter = parameter.parameter().name;
    let clipping = args.truth(2);
    member.edit(
        Step::Slider(parameter),
        |controller, settings: &mut Settings| {
            let outcome: Outcome = match name {
                "increment" => controller.increment(settings, parameter, clipping)?,
                _ => controller.decrement(settings, parameter, clipping)?,
            };
            Ok((outcome, ()))
        },
    )?;
    Ok(())
}
