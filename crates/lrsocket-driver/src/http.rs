//! Requests of LrHttp. Each has a thread of its own, so that none holds up the plug-in, and a
//! program that ends does not wait for them.

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::thread;

use rustls::CertificateError;
use tokio::sync::oneshot;
use ureq::http::{HeaderName, HeaderValue, Method, Request, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

use lrsocket_host::{HttpError, HttpErrorKind, HttpRequest, HttpResponse};

/// More than this is not read.
const LARGEST_BODY: u64 = 512 * 1024 * 1024;

/// Makes a request.
pub(crate) async fn fetch(request: HttpRequest) -> Result<HttpResponse, HttpError> {
    let (done, answer) = oneshot::channel();
    let exchange = move || {
        // Nobody waits any more if the run is over.
        let _ = done.send(exchange(request));
    };
    let failed = |message: String| HttpError {
        kind: HttpErrorKind::ResourceUnavailable,
        message,
    };
    thread::Builder::new()
        .name("http".to_owned())
        .spawn(exchange)
        .map_err(|error| failed(error.to_string()))?;
    answer
        .await
        .unwrap_or_else(|_| Err(failed("the request has failed inside lrsocket".to_owned())))
}

fn exchange(request: HttpRequest) -> Result<HttpResponse, HttpError> {
    let (agent, request) = prepare(request).map_err(|message| HttpError {
        kind: HttpErrorKind::BadUrl,
        message,
    })?;
    let mut response = agent.run(request).map_err(|error| told(&error))?;
    let body = response.body_mut().with_config().limit(LARGEST_BODY);
    let body = body.read_to_vec().map_err(|error| told(&error))?;
    let headers = response.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    Ok(HttpResponse {
        status: response.status().as_u16(),
        headers: headers.collect(),
        body,
    })
}

/// The error is for a person.
fn prepare(request: HttpRequest) -> Result<(Agent, Request<Vec<u8>>), String> {
    let uri: Uri = request.url.parse().map_err(|error| format!("{error}"))?;
    let host = uri.host().unwrap_or_default();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .user_agent(concat!("lrsocket/", env!("CARGO_PKG_VERSION")))
        .max_idle_connections(0)
        .tls_config(tls())
        .timeout_resolve(Some(request.phase))
        .timeout_connect(Some(request.phase))
        .timeout_send_request(Some(request.phase))
        .timeout_recv_response(Some(request.phase))
        .timeout_per_read(Some(request.phase))
        .timeout_per_write(Some(request.phase));
    // No system sends those through a proxy.
    let config = if is_this_machine(host) {
        config.proxy(None)
    } else {
        config
    };
    let method: Method = request.method.parse().map_err(|error| format!("{error}"))?;
    let mut made = Request::new(request.body);
    *made.method_mut() = method;
    *made.uri_mut() = uri;
    for (name, value) in request.headers {
        let name: HeaderName = name.parse().map_err(|error| format!("{name}: {error}"))?;
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|error| format!("{name}: {error}"))?;
        made.headers_mut().append(name, value);
    }
    Ok((config.build().new_agent(), made))
}

/// Certificates are checked as this system does.
fn tls() -> TlsConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(provider)
        .build()
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.starts_with("127.") || host == "[::1]"
}

fn told(error: &Error) -> HttpError {
    let kind = match error {
        Error::BadUri(_) | Error::Http(_) => HttpErrorKind::BadUrl,
        Error::Timeout(_) => HttpErrorKind::TimedOut,
        Error::HostNotFound => HttpErrorKind::CannotFindHost,
        Error::ConnectionFailed => HttpErrorKind::CannotConnectToHost,
        Error::RedirectFailed | Error::TooManyRedirects => HttpErrorKind::RedirectError,
        Error::Protocol(_) => HttpErrorKind::BadServerResponse,
        Error::Io(error) => of_io(error),
        Error::Rustls(error) => of_tls(error),
        Error::Tls(_) => HttpErrorKind::Security,
        _ => HttpErrorKind::ResourceUnavailable,
    };
    HttpError {
        kind,
        message: error.to_string(),
    }
}

fn of_io(error: &io::Error) -> HttpErrorKind {
    let inner = error.get_ref();
    if let Some(error) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return of_tls(error);
    }
    match error.kind() {
        ErrorKind::TimedOut | ErrorKind::WouldBlock => HttpErrorKind::TimedOut,
        ErrorKind::ConnectionRefused
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::AddrNotAvailable => HttpErrorKind::CannotConnectToHost,
        _ => HttpErrorKind::NetworkConnectionLost,
    }
}

fn of_tls(error: &rustls::Error) -> HttpErrorKind {
    use CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. },
        ) => HttpErrorKind::CertificateDate,
        rustls::Error::InvalidCertificate(Certificate::UnknownIssuer) => {
            HttpErrorKind::CertificateRoot
        }
        _ => HttpErrorKind::Security,
    }
}
