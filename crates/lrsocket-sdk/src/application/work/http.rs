//! A request of LrHttp, and what comes of it.

use std::time::Duration;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status, such as 200.
    pub status: u16,
    /// The fields of the header, in any case of letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpError {
    /// What kind of error it is.
    pub kind: HttpErrorKind,
    /// The same for a person.
    pub message: String,
}

/// The kinds of errors that LrHttp documents and this program can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
