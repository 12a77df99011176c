//! A request of LrHttp, and what comes of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A request over http or https.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, `POST` or any other.
    pub method: String,
    /// The address, which begins with `http://` or `https://`.
    pub url: String,
    /// The fields of the header. The length of the body is not among them.
    pub headers: Vec<(String, String)>,
    /// The body, empty if there is none.
    pub body: Vec<u8>,
    /// How long each phase (resolving, connecting, each read …) may take.
    pub phase: Duration,
}

/// What the server answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpResponse {
    /// The status, such as 200.
    pub status: u16,
    /// The fields of the header, in any case of letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    #[serde(with = "bytes")]
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HttpError {
    /// What kind of error it is.
    pub kind: HttpErrorKind,
    /// The same for a person.
    pub message: String,
}

/// The kinds of errors that LrHttp documents and this program can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HttpErrorKind {
    /// This is no address.
    BadUrl,
    /// A phase took too long.
    TimedOut,
    /// The name has no address.
    CannotFindHost,
    /// Nobody listens there, or the run is offline.
    CannotConnectToHost,
    /// The connection broke.
    NetworkConnectionLost,
    /// Too many redirections, or one that leads nowhere.
    RedirectError,
    /// What came was no answer in http.
    BadServerResponse,
    /// No secure connection, or a certificate that is not this server's.
    Security,
    /// The server's certificate is not valid yet or any more.
    CertificateDate,
    /// Nobody whom this system trusts has signed the server's certificate.
    CertificateRoot,
    /// Anything else.
    ResourceUnavailable,
}

/// A body in JSON: base64.
mod bytes {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        STANDARD.encode(bytes).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}
