//! What would come from the machine by chance: unique names and random numbers.

use std::cell::RefCell;

use fastrand::Rng;
use uuid::{Builder, Uuid};

/// The chance of a repeatable run: all of it follows from one seed.
pub struct Chance {
    /// For names, so that `math.randomseed` does not make two of them equal.
    names: RefCell<Rng>,
    /// Behind `math.random`. One for all plug-ins, as a process has one `rand`.
    numbers: RefCell<Rng>,
    /// Whether Lightroom has in its cache what a plug-in reads.
    cache: RefCell<Rng>,
}

impl Chance {
    /// Chance that follows from this seed.
    pub fn seeded(seed: u64) -> Self {
        let mut names = Rng::with_seed(seed);
        let numbers = names.fork();
        Chance {
            names: RefCell::new(names),
            numbers: RefCell::new(numbers),
            cache: RefCell::new(Rng::with_seed(!seed)),
        }
    }

    /// A UUID that this run has not had.
    pub fn uuid(&self) -> Uuid {
        let bits = self.names.borrow_mut().u128(..);
        Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// From 0 to 1, without 1.
    pub fn fraction(&self) -> f64 {
        self.numbers.borrow_mut().f64()
    }

    /// Whether something that a plug-in reads is in Lightroom's cache: as often as not.
    pub fn is_cached(&self) -> bool {
        self.cache.borrow_mut().bool()
    }

    /// `math.randomseed`: what follows now follows from this number alone.
    pub fn reseed(&self, seed: i32) {
        let seed = u64::from(seed.cast_unsigned());
        *self.numbers.borrow_mut() = Rng::with_seed(seed);
    }
}
