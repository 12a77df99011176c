//! `LrHttp` over https, against a server of this machine.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

use rcgen::{CertificateParams, CertifiedKey, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A certificate for localhost, signed by itself.
fn certificate(valid_until: i32) -> CertifiedKey<KeyPair> {
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(valid_until, 1, 1);
    let signing_key = KeyPair::generate().unwrap();
    let cert = params.self_signed(&signing_key).unwrap();
    CertifiedKey { cert, signing_key }
}

/// A server with this certificate, which answers each request with "secret". Returns its port.
fn serve(certificate: &CertifiedKey<KeyPair>) -> u16 {
    let key = PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("localhost:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            // A client that does not trust the certificate ends the connection here.
            let Ok(count) = stream.read(&mut [0; 4096]) else {
                continue;
            };
            assert!(count > 0);
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret";
            let _ = stream.write_all(answer);
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    port
}

/// What a plug-in prints that asks for this address; `trusted` is a file with certificates that
/// this system would trust.
fn get(url: &str, trusted: Option<&Path>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("get.lua");
    let lua = format!(
        "local LrHttp = import 'LrHttp'
        import 'LrTasks'.startAsyncTask(function()
            local body, headers = LrHttp.get('{url}', nil, 20)
            print('got ' .. (body or headers.error.errorCode))
        end)"
    );
    std::fs::write(&script, lua).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    command
        .arg("run")
        .arg(&script)
        .arg("--home")
        .arg(folder.path());
    if let Some(trusted) = trusted {
        command.env("SSL_CERT_FILE", trusted);
    }
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr);
    let got = text.lines().find_map(|line| line.split_once("got "));
    got.unwrap_or_else(|| panic!("{text}")).1.to_owned()
}

#[test]
fn a_server_that_nobody_trusts_is_refused() {
    let port = serve(&certificate(2100));
    let got = get(&format!("https://localhost:{port}/"), None);
    // Each system has its own word for it.
    let expected = ["serverCertificateHasUnknownRoot", "securityError"];
    assert!(expected.contains(&got.as_str()), "{got}");
}

/// The other systems cannot be told to trust a certificate for a while.
#[cfg(target_os = "linux")]
#[test]
fn requests_are_made_over_https() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("trusted.pem");
    let certificate = certificate(2100);
    std::fs::write(&trusted, certificate.cert.pem()).unwrap();
    let port = serve(&certificate);
    let got = get(&format!("https://localhost:{port}/"), Some(&trusted));
    assert_eq!(got, "secret");
    // The certificate is for localhost alone.
    let got = get(&format!("https://127.0.0.1:{port}/"), Some(&trusted));
    assert_eq!(got, "securityError");
}

#[cfg(target_os = "linux")]
#[test]
fn a_certificate_that_is_too_old_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("trusted.pem");
    let certificate = certificate(2021);
    std::fs::write(&trusted, certificate.cert.pem()).unwrap();
    let port = serve(&certificate);
    let got = get(&format!("https://localhost:{port}/"), Some(&trusted));
    assert_eq!(got, "serverCertificateHasBadDate");
}
