//! LrSounds without loudspeakers: there are no system sounds, and playing one is recorded.

use mlua::Value;

use crate::record::Event;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSounds",
    build: |ns| {
        ns.partly("getSystemSounds", "there are none");
        ns.partly("playSystemSound", "it is recorded, nothing is heard");
        ns.function("getSystemSounds", |call, _| Ok(call.lua.create_table()?));
        ns.function("playSystemSound", |call, args| {
            let sound = match args.value(1) {
                Value::Nil => return Err(args.expected(1, "system sound")),
                Value::String(name) => name.to_string_lossy(),
                _ => String::new(),
            };
            call.core.record(Event::Dialog {
                kind: "playSystemSound".to_owned(),
                message: sound,
                info: String::new(),
                answer: None,
            });
            Ok(())
        });
        Ok(())
    },
};
