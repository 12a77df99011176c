//! A whole companion program: `cargo run -p lrsocket --example companion -- RECEIVE SEND`, beside
//! `lrsocket run examples/remote.lrplugin`, or beside Lightroom. It tells the plug-in
//! something whenever it is connected, and prints what comes back until Ctrl-C, through every loss of the
//! connection.

use lrsocket::Remote;
use lrsocket::remote::{Options, Ports, RemoteEvent};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse());
    let (Some(Ok(receive)), Some(Ok(send))) = (args.next(), args.next()) else {
        return Err("usage: companion RECEIVE_PORT SEND_PORT".into());
    };
    let mut remote = Remote::connect(Options::new(Ports::Both { receive, send }));
    let sender = remote.sender();
    while let Some(event) = remote.next().await {
        match event {
            RemoteEvent::Connecting { ports, attempt } => println!("{ports}: attempt {attempt}"),
            RemoteEvent::Connected => sender.send("Contrast = 10")?,
            RemoteEvent::Ready => println!("the plug-in is there"),
            RemoteEvent::Line(line) => println!("< {}", String::from_utf8_lossy(line)),
            RemoteEvent::Lost { half, why, .. } => println!("lost ({half:?}): {why}"),
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
