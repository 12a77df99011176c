//! Title, caption and the other texts of IPTC that have columns of their own.

use std::collections::HashMap;

use lightroom_sim::TextField;

use super::{ById, Reader};
use crate::Error;

pub(super) type Texts = Vec<(TextField, String)>;

/// Fields whose texts are shared: the column that refers to them, and their table.
const SHARED: [(TextField, &str, &str); 7] = [
    (TextField::City, "cityRef", "AgInternedIptcCity"),
    (TextField::Country, "countryRef", "AgInternedIptcCountry"),
    (TextField::Creator, "creatorRef", "AgInternedIptcCreator"),
    (
        TextField::IsoCountryCode,
        "isoCountryCodeRef",
        "AgInternedIptcIsoCountryCode",
    ),
    (
        TextField::JobIdentifier,
        "jobIdentifierRef",
        "AgInternedIptcJobIdentifier",
    ),
    (TextField::Location, "locationRef", "AgInternedIptcLocation"),
    (TextField::StateProvince, "stateRef", "AgInternedIptcState"),
];

impl Reader<'_> {
    pub(super) fn texts(&mut self) -> Result<ById<Texts>, Error> {
        let mut texts: ById<Texts> = HashMap::new();
        let fields = [TextField::Caption, TextField::Copyright];
        let columns = ["image", "caption", "copyright"];
        self.database.rows("AgLibraryIPTC", 0, &columns, |row| {
            let Some(image) = row.id(0) else { return };
            let of_image = fields.iter().zip(1..);
            let of_image = of_image.filter_map(|(field, column)| Some((*field, row.text(column)?)));
            texts.entry(image).or_default().extend(of_image);
        })?;
        let mut columns = vec!["image"];
        let mut shared = Vec::new();
        for (field, column, table) in SHARED {
            columns.push(column);
            shared.push((field, self.interned(table)?));
        }
        self.database
            .rows("AgHarvestedIptcMetadata", 0, &columns, |row| {
                let Some(image) = row.id(0) else { return };
                let of_image = shared.iter().zip(1..);
                let of_image = of_image.filter_map(|((field, values), column)| {
                    Some((*field, values.get(&row.id(column)?)?.clone()))
                });
                texts.entry(image).or_default().extend(of_image);
            })?;
        Ok(texts)
    }
}
