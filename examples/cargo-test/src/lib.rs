//! Here would be the companion program; its tests are in `tests/`.
