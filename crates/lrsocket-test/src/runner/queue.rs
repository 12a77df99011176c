//! The queue of jobs: which schedule of which job is next, and the results so far.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::job::{Job, JobResult, Report};
use crate::outcome::{Outcome, Status};

/// The pause between two reports of progress.
const PROGRESS_EVERY: Duration = Duration::from_millis(100);

/// How long a stopped test may still run before it counts as stuck, at least.
const LATEST: Duration = Duration::from_secs(3);

/// The jobs to run and the running ones. It holds no more jobs than there are threads.
pub(super) struct Queue<'a, J> {
    jobs: J,
    next_index: usize,
    /// In the order of the jobs; schedules are taken from the last.
    running: Vec<Running>,
    /// The schedules that are running, and since when.
    started: Vec<(Instant, Next)>,
    stop: &'a AtomicBool,
    /// When progress was last reported.
    reported: Instant,
}

/// A job with running schedules.
struct Running {
    job: Arc<Job>,
    index: usize,
    began: Instant,
    /// The next seed to run, if any is left.
    next: Option<u64>,
    /// The number of runs that have begun and not ended.
    begun: usize,
    /// The number of runs that have ended.
    runs: u64,
    simulated: Duration,
    /// The outcome to report so far, and its seed.
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
            reported: Instant::now(),
        }
    }

    /// Takes the next schedule to run.
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

    /// Notes the outcome of a schedule. Returns what to report now.
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
        if self.reported.elapsed() < PROGRESS_EVERY {
            return None;
        }
        self.reported = Instant::now();
        Some(Report::Progress { job, runs })
    }

    /// Finds a run that goes on long after it was stopped; each is returned once.
    pub(super) fn stuck(&mut self) -> Option<JobResult> {
        let late = |(began, next): &(Instant, Next)| {
            let limit = next.job.config.limits.real;
            began.elapsed() > limit + limit.max(LATEST)
        };
        let found = self.started.iter().position(late)?;
        let (began, next) = self.started.swap_remove(found);
        let limit = next.job.config.limits.real.as_secs_f64();
        let runs = self.running.iter().find(|job| job.index == next.index);
        let mut outcome = Outcome::failed(format!(
            "stopped after {limit} s, but still running: a function of Lua itself does not \
                 return, such as string.find with a pattern that can match in too many ways. Nothing \
                 can interrupt it, so the run ends here"
        ));
        outcome.took = began.elapsed();
        Some(JobResult {
            index: next.index,
            runs: runs.map_or(0, |job| job.runs) + 1,
            seed: next.seed,
            outcome,
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
            // One failure is enough, and a pending test is pending under every schedule.
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

    fn ended(self) -> Option<JobResult> {
        let (seed, mut outcome) = self.outcome?;
        outcome.simulated = self.simulated;
        outcome.took = self.began.elapsed();
        Some(JobResult {
            job: self.job,
            index: self.index,
            runs: self.runs,
            seed,
            outcome,
        })
    }
}
