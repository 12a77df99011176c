//! Which schedule of which job is next, and what came of those before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Ended, Job, Report};
use crate::failure::Failure;
use crate::outcome::{Outcome, Status};

/// How often progress is told.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How long after its time a test that was stopped may still run, at least.
const LATEST: Duration = Duration::from_secs(3);

/// The jobs that are to be run and those that run. Only as many jobs are held as there are threads.
pub(super) struct Queue<'a, J> {
    jobs: J,
    next_index: usize,
    /// In the order of the jobs; schedules are taken from the last.
    running: Vec<Running>,
    /// What runs at this moment, and since when.
    started: Vec<(Instant, Next)>,
    stop: &'a AtomicBool,
    told: Instant,
}

/// A job of which schedules run.
struct Running {
    job: Arc<Job>,
    index: usize,
    began: Instant,
    /// The next seed, if there is one to be run.
    next: Option<u64>,
    /// How many runs have begun and not ended.
    begun: usize,
    /// How many have ended.
    runs: u64,
    simulated: Duration,
    /// The one to report so far.
    outcome: Option<(u64, Outcome)>,
}

/// One schedule of one job.
#[derive(Clone)]
pub(super) struct Next {
    pub(super) job: Arc<Job>,
    pub(super) seed: u64,
    index: usize,
}

impl PartialEq for Next {
    fn eq(&self, other: &Self) -> bool {
        (self.index, self.seed) == (other.index, other.seed)
    }
}

impl<'a, J: Iterator<Item = Job>> Queue<'a, J> {
    pub(super) fn new(jobs: J, stop: &'a AtomicBool) -> Self {
        Queue {
            jobs,
            next_index: 0,
            running: Vec::new(),
            started: Vec::new(),
            stop,
            told: Instant::now(),
        }
    }

    /// What to run next.
    pub(super) fn take(&mut self) -> Option<Next> {
        let next = self.next()?;
        self.started.push((Instant::now(), next.clone()));
        Some(next)
    }

    fn next(&mut self) -> Option<Next> {
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        if let Some(next) = self.running.last_mut().and_then(Running::take) {
            return Some(next);
        }
        loop {
            let job = self.jobs.next()?;
            let index = self.next_index;
            self.next_index += 1;
            let mut running = Running::new(job, index);
            if let Some(next) = running.take() {
                self.running.push(running);
                return Some(next);
            }
        }
    }

    /// Takes what came of it; what there is to tell now.
    pub(super) fn finish(&mut self, ran: &Next, outcome: Outcome) -> Option<Report> {
        self.started.retain(|(_, next)| next != ran);
        let position = self.running.iter().position(|job| job.index == ran.index)?;
        let job = &mut self.running[position];
        job.finish(ran.seed, outcome);
        if self.stop.load(Ordering::Relaxed) {
            job.next = None;
        }
        if job.next.is_none() && job.begun == 0 {
            return self.running.remove(position).ended().map(Report::Ended);
        }
        let runs = job.runs;
        let job = Arc::clone(&job.job);
        if self.told.elapsed() < TELL_EVERY {
            return None;
        }
        self.told = Instant::now();
        Some(Report::Progress { job, runs })
    }

    /// A run that goes on long after it was stopped, told once.
    pub(super) fn stuck(&mut self) -> Option<Ended> {
        let late = |(began, next): &(Instant, Next)| {
            let limit = next.job.conditions.limits.real;
            began.elapsed() > limit + limit.max(LATEST)
        };
        let found = self.started.iter().position(late)?;
        let (began, next) = self.started.swap_remove(found);
        let limit = next.job.conditions.limits.real.as_secs_f64();
        let runs = self.running.iter().find(|job| job.index == next.index);
        let failure = Failure {
            at: None,
            message: format!(
                "stopped after {limit} s, and still not over: a function of Lua itself does not \
                 return, such as string.find with a pattern that can match in too many ways. Nothing \
                 can end it, so the run ends here"
            ),
            traceback: String::new(),
        };
        Some(Ended {
            index: next.index,
            runs: runs.map_or(0, |job| job.runs) + 1,
            seed: next.seed,
            outcome: Outcome {
                status: Status::Failed(vec![failure]),
                simulated: Duration::ZERO,
                took: began.elapsed(),
                records: Vec::new(),
            },
            job: next.job,
        })
    }
}

impl Running {
    fn new(job: Job, index: usize) -> Self {
        let next = (!job.seeds.is_empty()).then_some(*job.seeds.start());
        Running {
            job: Arc::new(job),
            index,
            began: Instant::now(),
            next,
            begun: 0,
            runs: 0,
            simulated: Duration::ZERO,
            outcome: None,
        }
    }

    fn take(&mut self) -> Option<Next> {
        let seed = self.next?;
        self.next = (seed < *self.job.seeds.end()).then(|| seed + 1);
        self.begun += 1;
        Some(Next {
            job: Arc::clone(&self.job),
            seed,
            index: self.index,
        })
    }

    fn finish(&mut self, seed: u64, outcome: Outcome) {
        self.begun -= 1;
        self.runs += 1;
        self.simulated += outcome.simulated;
        let failed = |outcome: &Outcome| matches!(outcome.status, Status::Failed(_));
        if outcome.status != Status::Passed {
            // One failure is enough, and what is pending is so under every schedule.
            self.next = None;
        }
        let better = match &self.outcome {
            None => true,
            Some((other, shown)) => match (failed(&outcome), failed(shown)) {
                (true, true) => seed < *other,
                (false, false) => seed > *other,
                (new, _) => new,
            },
        };
        if better {
            self.outcome = Some((seed, outcome));
        }
    }

    fn ended(self) -> Option<Ended> {
        let (seed, mut outcome) = self.outcome?;
        outcome.simulated = self.simulated;
        outcome.took = self.began.elapsed();
        Some(Ended {
            job: self.job,
            index: self.index,
            runs: self.runs,
            seed,
            outcome,
        })
    }
}
