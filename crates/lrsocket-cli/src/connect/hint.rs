//! Why nothing may come back.

/// Connected, but not one line or acknowledgement has come: what may be the reason (B1.6).
pub(super) fn not_served(receive: Option<u16>) -> String {
    let crowded = receive.and_then(|port| {
        let all = lrsocket::owners::listening().ok()?;
        let it = all.into_iter().find(|it| it.port == port)?;
        (it.connected > 1).then(|| {
            format!(
                "{} has {} connections on port {port}, and a plug-in serves one",
                it.holder, it.connected
            )
        })
    });
    let why = crowded.unwrap_or_else(|| {
        "does another program hold this plug-in's only place? Or are the two ports the other way \
         round?"
            .to_owned()
    });
    format!("nothing has come back, not even an acknowledgement: {why}")
}
