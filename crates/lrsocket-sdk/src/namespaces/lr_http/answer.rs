//! What a plug-in gets of a request.

use lrsocket_proto::Platform;
use mlua::{Lua, Table};

use crate::application::work::{HttpError, HttpErrorKind, HttpResponse};

/// What a task that waits for a request gets: a table with `body` and `headers`, which are the two
/// results of the call.
pub fn answer(
    lua: &Lua,
    platform: Platform,
    answer: &Result<HttpResponse, HttpError>,
) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    match answer {
        Ok(response) => {
            let headers = lua.create_table()?;
            for (field, value) in &response.headers {
                let header = lua.create_table()?;
                header.raw_set("field", canonical(field))?;
                header.raw_set("value", value.as_str())?;
                headers.raw_push(header)?;
            }
            headers.raw_set("status", response.status)?;
            table.raw_set("body", lua.create_string(&response.body)?)?;
            table.raw_set("headers", headers)?;
        }
        Err(error) => table.raw_set("headers", information(lua, platform, error)?)?,
    }
    Ok(table)
}

/// `{ error = { errorCode = …, name = …, nativeCode = … } }`.
pub(super) fn information(lua: &Lua, platform: Platform, error: &HttpError) -> mlua::Result<Table> {
    let (code, mac, win) = match error.kind {
        HttpErrorKind::BadUrl => ("badURL", -1000, 12005),
        HttpErrorKind::TimedOut => ("timedOut", -1001, 12002),
        HttpErrorKind::CannotFindHost => ("cannotFindHost", -1003, 12007),
        HttpErrorKind::CannotConnectToHost => ("cannotConnectToHost", -1004, 12029),
        HttpErrorKind::NetworkConnectionLost => ("networkConnectionLost", -1005, 12030),
        HttpErrorKind::RedirectError => ("redirectError", -1007, 12156),
        HttpErrorKind::BadServerResponse => ("badServerResponse", -1011, 12152),
        HttpErrorKind::ResourceUnavailable => ("resourceUnavailable", -1008, 12163),
        HttpErrorKind::Security => ("securityError", -1200, 12157),
        HttpErrorKind::CertificateDate => ("serverCertificateHasBadDate", -1201, 12037),
        HttpErrorKind::CertificateRoot => ("serverCertificateHasUnknownRoot", -1203, 12045),
    };
    let details = lua.create_table()?;
    details.raw_set("errorCode", code)?;
    details.raw_set("name", error.message.as_str())?;
    let native = match platform {
        Platform::Mac => mac,
        Platform::Win => win,
    };
    details.raw_set("nativeCode", native)?;
    let table = lua.create_table()?;
    table.raw_set("error", details)?;
    Ok(table)
}

/// `content-type` as `Content-Type`.
fn canonical(field: &str) -> String {
    let mut first = true;
    let letter = |character: char| {
        let upper = std::mem::replace(&mut first, character == '-');
        if upper {
            character.to_ascii_uppercase()
        } else {
            character.to_ascii_lowercase()
        }
    };
    field.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_names_look_as_lightroom_shows_them() {
        assert_eq!(canonical("set-cookie"), "Set-Cookie");
        assert_eq!(canonical("ETAG"), "Etag");
        assert_eq!(canonical("--a"), "--A");
    }
}
