//! Buffers that all connections share: who has nothing to pass on holds none.

/// How much one read takes at most. More is no faster: it would fall out of the processor's cache.
pub const READ_SIZE: usize = 64 * 1024;

/// How many buffers are kept for the next who needs one.
const KEPT: usize = 8;

/// Buffers that nobody uses.
#[derive(Debug, Default)]
pub struct Pool(Vec<Vec<u8>>);

impl Pool {
    pub(super) fn take(&mut self) -> Vec<u8> {
        let spare = self.0.pop();
        spare.unwrap_or_else(|| Vec::with_capacity(READ_SIZE))
    }

    pub(super) fn give(&mut self, mut buffer: Vec<u8>) {
        // One that grew in a delay would be kept for ever.
        if self.0.len() < KEPT && buffer.capacity() == READ_SIZE {
            buffer.clear();
            self.0.push(buffer);
        }
    }
}
