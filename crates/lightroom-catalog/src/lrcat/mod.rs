use std::path::Path;
pub(crate) fn open(path: &Path) -> Result<crate::Opened, crate::Error> {
    Err(crate::Error::UnknownKind { path: path.into() })
}
