//! Enums whose variants are strings of the SDK.

/// Declares an enum of the SDK's own strings: `name()`, `parse()` and `ALL`.
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $enum:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $enum {
            $(#[doc = concat!("`", $text, "`")] $variant,)+
        }

        impl $enum {
            /// Every one, in the order of the documentation.
            pub const ALL: &'static [$enum] = &[$($enum::$variant),+];

            /// The SDK's string for it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($enum::$variant => $text,)+
                }
            }

            /// The one with exactly this name.
            pub fn parse(name: &str) -> Option<Self> {
                match name {
                    $($text => Some($enum::$variant),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

pub(crate) use named;
