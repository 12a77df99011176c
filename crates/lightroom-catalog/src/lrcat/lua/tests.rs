//! Tables in every spelling that Lua 5.1 accepts.

use lightroom_sim::{Table, Value};
use proptest::prelude::*;

use super::parse;

fn table(text: &str) -> Table {
    match parse(text) {
        Some(Value::Table(table)) => table,
        other => panic!("{text}: {other:?}"),
    }
}

fn only(text: &str) -> Value {
    let mut table = table(&format!("s = {{ {text} }}"));
    assert_eq!(table.array.len(), 1, "{text}");
    table.array.remove(0)
}

#[test]
fn tables_as_lightroom_writes_them_are_read() {
    let table = table(
        "s = { Exposure2012 = 0.5,\n\t[\"a b\"] = \"q\\\"\\n\", On = true,\n\
         ToneCurve = { 0, 0, -255.5, 1e2, }, { criteria = 'x' }; }",
    );
    assert_eq!(table.field("Exposure2012"), &Value::Number(0.5));
    assert_eq!(table.field("a b"), &Value::from("q\"\n"));
    assert_eq!(table.field("On"), &Value::Bool(true));
    assert_eq!(table.array.len(), 1);
    let Value::Table(curve) = table.field("ToneCurve") else {
        panic!("no curve")
    };
    assert_eq!(curve.array.len(), 4);
}

#[test]
fn comments_stand_anywhere() {
    let text =
        "-- first\ns --[[ a\n]] = --[==[ ]] ]==] { -- {\n a --x\r = 1, --\n 2 --[[]] } --end";
    let table = table(text);
    assert_eq!(table.field("a"), &Value::Number(1.0));
    assert_eq!(table.array, [Value::Number(2.0)]);
}

#[test]
fn every_escape_is_read() {
    for (text, expected) in [
        (r#""\a\b\f\n\r\t\v""#, "\x07\x08\x0c\n\r\t\x0b"),
        (r#""\\\"\'\q""#, "\\\"'q"),
        (r#""\65\0661\195\164""#, "AB1ä"),
        ("'a\\\r\nb\\\nc'", "a\nb\nc"),
        ("[[\r\na\r\nb]]", "a\nb"),
        ("[==[]]]=]]==]", "]]]=]"),
        (r"[[\n]]", r"\n"),
    ] {
        assert_eq!(only(text), Value::from(expected), "{text}");
    }
}

#[test]
fn every_number_is_read() {
    for (text, expected) in [
        ("0x10", 16.0),
        ("0XfF", 255.0),
        ("-0x1", -1.0),
        ("- 2", -2.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-2", 0.01),
        ("1E+2", 100.0),
    ] {
        assert_eq!(only(text), Value::Number(expected), "{text}");
    }
}

#[test]
fn keys_in_brackets_are_read() {
    let table = table("{ [2] = 'b', [ 1 ] = 'a', [ [[x]] ] = 1, ['y'] = nil, [true] = 0, }");
    assert_eq!(table.array, [Value::from("a"), Value::from("b")]);
    assert_eq!(table.field("x"), &Value::Number(1.0));
    assert_eq!(table.fields.len(), 1);
    let table = super::tests::table("{ [1] = 'lost', 'first', [2] = 'second' }");
    assert_eq!(table.array, [Value::from("first"), Value::from("second")]);
}

#[test]
fn garbage_is_none() {
    let deep = "{".repeat(100_000);
    let deep_keys = "{[".repeat(100_000);
    for text in [
        "",
        "s =",
        "s = {",
        "{ a = }",
        "{ 1 2 }",
        "{ \"a }",
        "{ f() }",
        "é{",
        "{}}",
        "{ [[a }",
        "{ --[[ }",
        "{ '\\256' }",
        "{ 'a\nb' }",
        "{ 0x }",
        "{ 0xg }",
        "{ 1x }",
        "{ 1e }",
        "{ -- }",
        "{ [nil] = 1 }",
        "1",
        &deep,
        &deep_keys,
    ] {
        assert_eq!(parse(text), None, "{}", &text[..text.len().min(20)]);
    }
}

/// A value, and one of the ways to write it.
fn written() -> impl Strategy<Value = (Value, String)> {
    let text = prop_oneof![any::<String>(), "[a\\\\\n\r\\]='\"]{0,8}"];
    let leaf = prop_oneof![
        any::<bool>().prop_map(|on| (Value::Bool(on), on.to_string())),
        any::<i32>().prop_map(|n| (Value::Number(n.into()), n.to_string())),
        any::<u32>().prop_map(|n| (Value::Number(n.into()), format!("0x{n:x}"))),
        (-1e9..1e9).prop_map(|n: f64| (Value::Number(n), format!("{n:?}"))),
        text.clone()
            .prop_map(|text| (Value::from(&*text), escaped(&text))),
        text.prop_map(|text| (Value::from(&*text), decimal(&text))),
        "[a-z \\]=\n]{0,8}".prop_map(|text| (Value::from(&*text), long(&text))),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..5);
        let fields = prop::collection::btree_map("[a-z]{4,8}x", inner, 0..5);
        (
            list,
            fields,
            prop::sample::select(vec![" ", "\n", "--x\n", "--[[ y ]]"]),
        )
            .prop_map(|(list, fields, gap)| {
                let mut table = Table::default();
                let mut text = format!("{{{gap}");
                for (value, written) in list {
                    table.array.push(value);
                    text.extend([&*written, gap, ","]);
                }
                for (number, (name, (value, written))) in fields.into_iter().enumerate() {
                    text.extend(match number % 2 {
                        0 => ["", &name, "", gap, "=", gap, &written, ";"],
                        _ => ["['", &name, "']", gap, "=", "", &written, ","],
                    });
                    table.fields.insert(name, value);
                }
                (Value::Table(table), text + gap + "}")
            })
    })
}

fn escaped(text: &str) -> String {
    let mut out = "'".to_owned();
    for c in text.chars() {
        match c {
            '\\' | '\'' | '\n' => out.extend(['\\', c]),
            '\r' => out += "\\r",
            c => out.push(c),
        }
    }
    out + "'"
}

/// A long string, with as many equals signs as it takes that the text does not end it.
fn long(text: &str) -> String {
    let ends = |level: usize| format!("]{}]", "=".repeat(level));
    let fits = |level: &usize| {
        let end = ends(*level);
        format!("{text}{end}").find(&end) == Some(text.len())
    };
    // No more are needed than the text has characters.
    let level = (0..=text.len()).find(fits).unwrap_or_default();
    format!("[{0}[\n{text}{1}", "=".repeat(level), ends(level))
}

fn decimal(text: &str) -> String {
    let bytes = text.bytes().map(|byte| format!("\\{byte:03}"));
    format!("\"{}\"", bytes.collect::<String>())
}

proptest! {
    #[test]
    fn what_is_written_is_read((value, text) in written()) {
        let all = parse(&format!("s = {{ {text} }}"));
        let expected = Table { array: vec![value], ..Table::default() };
        prop_assert_eq!(all, Some(Value::Table(expected)));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a={}\\[\\]\"'\\\\0-9x\\-\n,;é ]{0,60}") {
        let _ = parse(&text);
    }

    #[test]
    fn a_table_that_was_cut_off_is_none((_, text) in written(), cut in any::<prop::sample::Index>()) {
        let text = format!("{{{text}}}");
        let cut = cut.index(text.len());
        if let Some(part) = text.get(..cut) {
            prop_assert_eq!(parse(part), None);
        }
    }
}
