//! Identities: typed local identifiers and uuids.

use std::fmt;

macro_rules! ids {
    ($($(#[$meta:meta])* $id:ident,)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(pub(crate) u32);

        impl $id {
            /// The `localIdentifier` of the SDK: a number that nothing else in the catalog has.
            pub const fn local_identifier(self) -> u32 {
                self.0
            }
        }
    )+};
}

ids! {
    /// A photo, a video or a virtual copy.
    PhotoId,
    /// A keyword.
    KeywordId,
    /// A collection, plain or smart.
    CollectionId,
    /// A collection set.
    CollectionSetId,
    /// A folder.
    FolderId,
    /// A stack of photos.
    StackId,
}

/// A collection or a set: what `getCollectionByLocalIdentifier` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CollectionOrSet {
    /// A collection.
    Collection(CollectionId),
    /// A set.
    Set(CollectionSetId),
}

/// A universally unique identifier, derived from the catalog's seed: the same in every run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(u128);

impl Uuid {
    /// The `number`th uuid of the catalog with this seed, in the form of a random one.
    pub fn derived(seed: u64, number: u64) -> Self {
        let high = mix(seed ^ mix(number));
        let low = mix(high ^ number.rotate_left(32));
        let bits = (u128::from(high) << 64) | u128::from(low);
        let versioned = (bits & !(0xf << 76)) | (0x4 << 76);
        Uuid((versioned & !(0x3 << 62)) | (0x2 << 62))
    }

    /// Reads the form with hyphens, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        let digits = text.replace('-', "");
        well_formed
            .then(|| u128::from_str_radix(&digits, 16).ok())
            .flatten()
            .map(Uuid)
    }
}

impl fmt::Display for Uuid {
    /// Upper case with hyphens, as Lightroom writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0;
        write!(
            f,
            "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
            bits >> 96,
            (bits >> 80) & 0xffff,
            (bits >> 64) & 0xffff,
            (bits >> 48) & 0xffff,
            bits & 0xffff_ffff_ffff
        )
    }
}

/// One round of `SplitMix64`.
pub(crate) const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_the_same_in_every_run_and_can_be_read_back() {
        let uuid = Uuid::derived(7, 1);
        assert_eq!(uuid, Uuid::derived(7, 1));
        assert_ne!(uuid, Uuid::derived(7, 2));
        assert_ne!(uuid, Uuid::derived(8, 1));
        let text = uuid.to_string();
        assert_eq!(text.len(), 36);
        assert_eq!(&text[14..15], "4");
        assert_eq!(Uuid::parse(&text.to_lowercase()), Some(uuid));
        assert_eq!(Uuid::parse("no uuid"), None);
        assert_eq!(Uuid::parse(&text.replace('-', "+")), None);
    }
}
