use super::Syntax::{self, Unix, Windows};

fn text(bytes: impl AsRef<[u8]>) -> String {
    String::from_utf8(bytes.as_ref().to_vec()).unwrap()
}

#[test]
fn parent_of_a_root_is_none() {
    let parent = |syntax: Syntax, path: &str| syntax.parent(path.as_bytes()).map(text);
    assert_eq!(parent(Unix, "/a/b/"), Some("/a".to_owned()));
    assert_eq!(parent(Unix, "/a//b"), Some("/a".to_owned()));
    assert_eq!(parent(Unix, "/a"), Some("/".to_owned()));
    assert_eq!(parent(Unix, "//"), None);
    assert_eq!(parent(Unix, "/"), None);
    assert_eq!(parent(Unix, "a"), None);
    assert_eq!(parent(Unix, ""), None);
    assert_eq!(parent(Windows, r"C:\a"), Some(r"C:\".to_owned()));
    assert_eq!(parent(Windows, r"C:\"), None);
    assert_eq!(parent(Windows, "C:/a/b"), Some("C:/a".to_owned()));
    assert_eq!(
        parent(Windows, r"\\nas\photos\2009"),
        Some(r"\\nas\photos\".to_owned()),
    );
    assert_eq!(parent(Windows, r"\\nas\photos"), None);
    assert_eq!(parent(Windows, r"\\?\UNC\nas\photos\"), None);
}

#[test]
fn leaf_name_is_the_last_part() {
    assert_eq!(text(Unix.leaf_name(b"/a/b.jpg")), "b.jpg");
    assert_eq!(text(Unix.leaf_name(b"/a/b/")), "b");
    assert_eq!(text(Unix.leaf_name(b"/")), "/");
    assert_eq!(text(Unix.leaf_name(br"a\b")), r"a\b");
    assert_eq!(text(Windows.leaf_name(br"C:\a/b")), "b");
    assert_eq!(text(Windows.leaf_name(br"C:\")), r"C:\");
}

#[test]
fn extension_is_behind_the_last_dot_of_the_leaf() {
    let split = |path: &str| {
        let path = path.as_bytes();
        (
            text(Unix.remove_extension(path)),
            text(Unix.extension(path)),
        )
    };
    let pair = |one: &str, two: &str| (one.to_owned(), two.to_owned());
    assert_eq!(split("/a.b/c.tar.gz"), pair("/a.b/c.tar", "gz"));
    assert_eq!(split("/a.b/c"), pair("/a.b/c", ""));
    assert_eq!(split("/a/.profile"), pair("/a/.profile", ""));
    assert_eq!(split("/a/x.lrplugin/"), pair("/a/x", "lrplugin"));
    assert_eq!(split("x."), pair("x", ""));
    assert_eq!(split(".."), pair("..", ""));
    assert_eq!(
        text(Unix.add_extension(b"/a/b.jpg", b"xmp")),
        "/a/b.jpg.xmp"
    );
}

#[test]
fn child_puts_one_separator() {
    let child = |syntax: Syntax, a: &str, b: &str| text(syntax.child(a.as_bytes(), b.as_bytes()));
    assert_eq!(child(Unix, "/a", "b"), "/a/b");
    assert_eq!(child(Unix, "/a/", "/b"), "/a/b");
    assert_eq!(child(Unix, "", "b"), "b");
    assert_eq!(child(Unix, "/a", ""), "/a");
    assert_eq!(child(Windows, r"C:\", "b"), r"C:\b");
    assert_eq!(child(Windows, "C:/a", r"b\c"), r"C:/a\b\c");
}

#[test]
fn standardize_collapses() {
    let standard = |syntax: Syntax, path: &str| text(syntax.standardize(path.as_bytes()));
    assert_eq!(standard(Unix, "/a/./b//../c/"), "/a/c");
    assert_eq!(standard(Unix, "/../a"), "/a");
    assert_eq!(standard(Unix, "../a/../../b"), "../../b");
    assert_eq!(standard(Unix, "a/.."), ".");
    assert_eq!(standard(Unix, ""), "");
    assert_eq!(standard(Unix, "//"), "/");
    assert_eq!(standard(Windows, r"c:/a\..\b/"), r"c:\b");
    assert_eq!(standard(Windows, r"\\nas/photos\.\x"), r"\\nas\photos\x");
    assert_eq!(standard(Windows, r"C:a\.\b"), r"C:a\b");
    assert_eq!(text(Unix.expand_home(b"~/x", b"/home/me")), "/home/me/x");
    assert_eq!(text(Unix.expand_home(b"~", b"/home/me")), "/home/me");
    assert_eq!(text(Unix.expand_home(b"~you/x", b"/home/me")), "~you/x");
}

#[test]
fn absolute_paths_have_a_root() {
    assert!(Unix.is_absolute(b"/a"));
    assert!(!Unix.is_absolute(b"~/a"));
    assert!(!Unix.is_absolute(br"C:\a"));
    assert!(Windows.is_absolute(br"C:\a"));
    assert!(Windows.is_absolute(b"c:/"));
    assert!(Windows.is_absolute(br"\\nas\photos"));
    assert!(!Windows.is_absolute(br"\a"));
    assert!(!Windows.is_absolute(b"C:a"));
    assert!(!Windows.is_absolute(b""));
}

#[test]
fn relative_and_absolute_are_inverse() {
    let relative =
        |syntax: Syntax, a: &str, b: &str| text(syntax.make_relative(a.as_bytes(), b.as_bytes()));
    assert_eq!(relative(Unix, "/a/b/c", "/a/b/"), "c");
    assert_eq!(relative(Unix, "/a/x/c", "/a/b/d"), "../../x/c");
    assert_eq!(relative(Unix, "/a/b", "/a/b"), ".");
    assert_eq!(relative(Unix, "b", "/a"), "b");
    assert_eq!(relative(Windows, r"C:\A\b", r"c:\a"), "b");
    assert_eq!(relative(Windows, r"D:\a\b", r"C:\a"), r"D:\a\b");
    assert_eq!(text(Unix.make_absolute(b"../x/c", b"/a/b")), "/a/x/c");
    assert_eq!(text(Unix.make_absolute(b"/x", b"/a/b")), "/x");
    assert_eq!(text(Windows.make_absolute(br"\x", br"C:\a")), r"C:\x");
    assert_eq!(text(Windows.make_absolute(b"x", br"\\nas\p")), r"\\nas\p\x");
}
