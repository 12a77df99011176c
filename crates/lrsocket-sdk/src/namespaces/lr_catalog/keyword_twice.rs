//! `createKeyword` twice with one name in one gate (R8.2).

use std::cell::RefCell;
use std::collections::HashSet;

use lightroom_sim::KeywordId;
use lrsocket_proto::KeywordTwice;

use crate::vm::namespace::Call;
use crate::vm::raise::{Raise, SdkResult};

/// The keywords that were created in the gate that is open: their parents and lower-case names.
#[derive(Default)]
pub(super) struct NewKeywords(RefCell<HashSet<(Option<KeywordId>, String)>>);

impl NewKeywords {
    /// Another gate opens.
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

/// Looks at a keyword that is about to be created. Returns whether the call returns nil in its place.
pub(super) fn is_nil(call: &Call<'_>, name: &str, parent: Option<KeywordId>) -> SdkResult<bool> {
    let created = call.core.app.slot::<NewKeywords>();
    if created.0.borrow().contains(&(parent, name.to_lowercase())) {
        return twice(call, name);
    }
    let lightroom = call.core.app.lightroom.borrow();
    let is_new = lightroom.catalog.keyword_by_name(name, parent).is_none();
    if is_new && lightroom.catalog.has_write_access() {
        created.0.borrow_mut().insert((parent, name.to_lowercase()));
    }
    Ok(false)
}

fn twice(call: &Call<'_>, name: &str) -> SdkResult<bool> {
    let does = match call.core.app.faults.borrow().faults.profile.keyword_twice {
        KeywordTwice::Prior => return Ok(false),
        KeywordTwice::Nil => "returns nil",
        KeywordTwice::Fail => "fails, and with it the whole write access call",
    };
    let what = format!("the keyword \"{name}\" was created in this write access call already");
    let message =
        format!("LrCatalog:createKeyword {does}: {what}; keep the keyword of the first call");
    call.core.diagnose("R8.2", message, call.caller());
    if does == "returns nil" {
        return Ok(true);
    }
    Err(Raise::Text(format!(
        "LrCatalog:createKeyword: assertion failed: {what}"
    )))
}
