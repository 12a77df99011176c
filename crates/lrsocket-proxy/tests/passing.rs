//! Whatever the sizes of reads and writes, and with every fault that changes only times: the bytes
//! that come out are those that went in.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::time::Duration;

use lrsocket_proto::{Mode, Time};
use lrsocket_proxy::{Pool, ProxyLink, Side, TrafficFault};
use proptest::prelude::*;

/// What happens next.
#[derive(Clone, Debug)]
enum Step {
    Read(bool, Vec<u8>),
    /// The system takes at most so much.
    Write(bool, usize),
    Wait(u64),
    Fault(usize),
    FaultsOff,
}

/// None of them loses a byte.
const FAULTS: [(&str, &str); 5] = [
    ("delay", "5ms±5"),
    ("delay", "receive=1ms"),
    ("byte-by-byte", "1ms"),
    ("byte-by-byte", "0ms"),
    ("stall", "@~9b+3ms"),
];

fn step(with_faults: bool) -> impl Strategy<Value = Step> {
    let byte = prop_oneof![
        Just(b'\n'),
        Just(b'o'),
        Just(b'k'),
        Just(b'\r'),
        any::<u8>()
    ];
    let side = any::<bool>();
    let faults = if with_faults { 2 } else { 0 };
    prop_oneof![
        6 => (side, prop::collection::vec(byte, 1..20)).prop_map(|(s, b)| Step::Read(s, b)),
        6 => (side, 1..20_usize).prop_map(|(s, n)| Step::Write(s, n)),
        4 => (0..6_u64).prop_map(Step::Wait),
        faults => (0..FAULTS.len()).prop_map(Step::Fault),
        faults / 2 => Just(Step::FaultsOff),
    ]
}

struct Run {
    link: ProxyLink,
    pool: Pool,
    now: Time,
    sent: [Vec<u8>; 2],
    arrived: [Vec<u8>; 2],
}

impl Run {
    fn side(remote: bool) -> (Side, usize) {
        if remote {
            (Side::Remote, 0)
        } else {
            (Side::Plugin, 1)
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Read(remote, bytes) => {
                let (from, index) = Run::side(*remote);
                if self.link.read_wanted(from) {
                    self.link
                        .read_buffer(from, &mut self.pool)
                        .extend_from_slice(bytes);
                    self.link.handle_received(from, self.now, &mut |_| {});
                    self.sent[index].extend_from_slice(bytes);
                }
            }
            Step::Write(remote, most) => {
                let (from, index) = Run::side(*remote);
                let bytes = self.link.transmit(from);
                let bytes = bytes[..bytes.len().min(*most)].to_vec();
                if !bytes.is_empty() {
                    self.link
                        .handle_transmitted(from, bytes.len(), self.now, &mut |_| {});
                    self.arrived[index].extend(bytes);
                }
                self.link.recycle(from, &mut self.pool);
            }
            Step::Wait(millis) => {
                self.now = self.now + Duration::from_millis(*millis);
                self.link.handle_timeout(self.now, &mut |_| {});
            }
            Step::Fault(index) => {
                let (name, value) = FAULTS[*index];
                let fault = TrafficFault::parse(name, value).unwrap();
                self.link.arm(fault, self.now, &mut |_| {});
            }
            Step::FaultsOff => self.link.disarm(None, self.now, &mut |_| {}),
        }
        for (arrived, sent) in self.arrived.iter().zip(&self.sent) {
            assert!(sent.starts_with(arrived));
        }
    }
}

fn check(mode: Mode, watched: bool, seed: u64, steps: &[Step]) {
    let mut run = Run {
        link: ProxyLink::new(mode, if watched { 8 } else { 0 }, seed),
        pool: Pool::default(),
        now: Time::ZERO,
        sent: Default::default(),
        arrived: Default::default(),
    };
    for step in steps {
        run.step(step);
    }
    run.step(&Step::FaultsOff);
    let mut rounds = 0;
    while run.arrived != run.sent {
        run.step(&Step::Wait(1));
        run.step(&Step::Write(true, 1_000));
        run.step(&Step::Write(false, 1_000));
        rounds += 1;
        assert!(rounds < 5_000, "it never arrives");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn without_faults_no_byte_changes(
        steps in prop::collection::vec(step(false), 0..120),
        receive in any::<bool>(),
        watched in any::<bool>(),
    ) {
        let mode = if receive { Mode::Receive } else { Mode::Send };
        check(mode, watched, 0, &steps);
    }

    #[test]
    fn faults_of_time_change_no_byte(
        steps in prop::collection::vec(step(true), 0..120),
        receive in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let mode = if receive { Mode::Receive } else { Mode::Send };
        check(mode, true, seed, &steps);
    }
}
