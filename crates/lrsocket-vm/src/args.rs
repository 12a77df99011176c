//! The arguments of a function of the host, checked as Lua's own C functions check theirs.

use mlua::{Function, Lua, LuaString, MultiValue, Table, Value};

use crate::raise::{Raise, SdkResult};

/// The arguments of one call. Positions count from 1, as in Lua's messages.
pub struct Args<'l> {
    lua: &'l Lua,
    function: &'static str,
    values: MultiValue,
}

impl<'l> Args<'l> {
    /// The arguments of a call of `function`, which messages name.
    pub fn new(lua: &'l Lua, function: &'static str, values: MultiValue) -> Self {
        Args {
            lua,
            function,
            values,
        }
    }

    /// How many there are.
    #[expect(
        clippy::len_without_is_empty,
        reason = "no function asks whether it has none"
    )]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Argument `n`, nil if there is none.
    pub fn value(&self, n: usize) -> Value {
        self.values.get(n - 1).cloned().unwrap_or(Value::Nil)
    }

    /// All from argument `n` on.
    pub fn from(&self, n: usize) -> impl Iterator<Item = &Value> {
        self.values.iter().skip(n - 1)
    }

    /// A string, or a number as Lua writes it.
    pub fn string(&self, n: usize) -> SdkResult<LuaString> {
        self.optional_string(n)?
            .ok_or_else(|| self.expected(n, "string"))
    }

    /// A string, a number as Lua writes it, or nil.
    pub fn optional_string(&self, n: usize) -> SdkResult<Option<LuaString>> {
        match self.values.get(n - 1) {
            None | Some(Value::Nil) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            // Lua's own conversion, so that 1e15 and 0.1 look as they do in Lua.
            Some(number @ (Value::Integer(_) | Value::Number(_))) => {
                Ok(self.lua.coerce_string(number.clone())?)
            }
            Some(_) => Err(self.expected(n, "string")),
        }
    }

    /// Text: a string that must be UTF-8.
    pub fn text(&self, n: usize) -> SdkResult<String> {
        let text = self.string(n)?;
        match text.to_str() {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(self.bad(n, "a string of UTF-8 expected")),
        }
    }

    /// A number, or a string that Lua converts to one.
    pub fn number(&self, n: usize) -> SdkResult<f64> {
        self.optional_number(n)?
            .ok_or_else(|| self.expected(n, "number"))
    }

    /// A number, a string that Lua converts to one, or nil.
    pub fn optional_number(&self, n: usize) -> SdkResult<Option<f64>> {
        match self.values.get(n - 1) {
            None | Some(Value::Nil) => Ok(None),
            // Lua's own conversion, so that a string is a number here if it is one there.
            Some(value) => match self.lua.coerce_number(value.clone())? {
                Some(number) => Ok(Some(number)),
                None => Err(self.expected(n, "number")),
            },
        }
    }

    /// A count or a place: a number without its fraction; one below 0 is 0.
    #[expect(clippy::cast_sign_loss, reason = "that is what makes it 0")]
    pub fn optional_count(&self, n: usize) -> SdkResult<Option<usize>> {
        Ok(self.optional_number(n)?.map(|number| number as usize))
    }

    /// As [`optional_count`](Self::optional_count), but it must be there.
    pub fn count(&self, n: usize) -> SdkResult<usize> {
        self.optional_count(n)?
            .ok_or_else(|| self.expected(n, "number"))
    }

    /// What Lua takes for true: anything but nil and false.
    pub fn truth(&self, n: usize) -> bool {
        !matches!(
            self.values.get(n - 1),
            None | Some(Value::Nil | Value::Boolean(false))
        )
    }

    /// A table.
    pub fn table(&self, n: usize) -> SdkResult<Table> {
        match self.values.get(n - 1) {
            Some(Value::Table(table)) => Ok(table.clone()),
            _ => Err(self.expected(n, "table")),
        }
    }

    /// A function.
    pub fn function(&self, n: usize) -> SdkResult<Function> {
        match self.values.get(n - 1) {
            Some(Value::Function(function)) => Ok(function.clone()),
            _ => Err(self.expected(n, "function")),
        }
    }

    /// `bad argument #n to 'function' (why)`.
    pub fn bad(&self, n: usize, why: &str) -> Raise {
        Raise::Text(format!("bad argument #{n} to '{}' ({why})", self.function))
    }

    /// `bad argument #n to 'function' (string expected, got nil)`.
    pub fn expected(&self, n: usize, what: &str) -> Raise {
        let got = match self.values.get(n - 1) {
            None => "no value",
            Some(value) => type_name(value),
        };
        self.bad(n, &format!("{what} expected, got {got}"))
    }
}

/// The name of the value's type, as Lua's `type` gives it.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Error(_) | Value::LightUserData(_) => "userdata",
        Value::Integer(_) => "number",
        other => other.type_name(),
    }
}
