//! Which tests run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lrsocket_host::proto::Profile;
use lrsocket_test::{BustedConfig, Job, Limits, TestConfig, TestFile, Watchdog, find};

use super::TestOptions;
use super::report::warn;
use crate::error::Error;

/// What the options ask for.
pub(super) struct Plan<'a> {
    options: &'a TestOptions,
    files: Vec<Arc<TestFile>>,
    profiles: Vec<&'static str>,
}

impl<'a> Plan<'a> {
    /// Finds the test files and reads them.
    pub(super) fn new(options: &'a TestOptions, watchdog: &Watchdog) -> Result<Self, Error> {
        let asked = options.profile.as_deref().unwrap_or("measured");
        let profiles = Profile::NAMES.into_iter();
        let profiles = profiles.filter(|name| options.all_profiles || *name == asked);
        let plan = Plan {
            options,
            files: files(options, watchdog)?,
            profiles: profiles.collect(),
        };
        if plan.all().next().is_none() {
            return Err(Error::NoTests(format!(
                "no test has {} in its name",
                options.filter.join(" or ")
            )));
        }
        Ok(plan)
    }

    /// Each test under each profile that was asked for, made as it is taken.
    pub(super) fn jobs(&self) -> impl Iterator<Item = Job> + Send + '_ {
        let limits = Limits {
            real: self.options.timeout,
            ..Limits::default()
        };
        self.shard().map(move |(file, test, profile)| Job {
            file: Arc::clone(file),
            test,
            profile,
            config: TestConfig {
                profile: Profile::named(profile).unwrap_or_default(),
                lightroom: self.options.lightroom,
                limits,
                ..TestConfig::default()
            },
            seeds: match self.options.seeds {
                Some(many) => 1..=many,
                None => self.options.seed..=self.options.seed,
            },
        })
    }

    /// How many [`jobs`](Self::jobs) there are.
    pub(super) fn count(&self) -> usize {
        self.shard().count()
    }

    fn shard(&self) -> impl Iterator<Item = (&Arc<TestFile>, usize, &'static str)> + Send + '_ {
        let all = self.all().enumerate();
        let here = all.filter(|(place, _)| self.options.shard.is_none_or(|part| part.has(*place)));
        here.map(|(_, test)| test)
    }

    fn all(&self) -> impl Iterator<Item = (&Arc<TestFile>, usize, &'static str)> + Send + '_ {
        let tests = self.files.iter().flat_map(|file| {
            let tests = file.tests().iter().enumerate();
            let wanted = tests.filter(|(_, test)| self.wants(&test.name));
            wanted.map(move |(index, _)| (file, index))
        });
        tests.flat_map(|(file, index)| self.profiles.iter().map(move |name| (file, index, *name)))
    }

    fn wants(&self, name: &str) -> bool {
        let filter = &self.options.filter;
        filter.is_empty() || filter.iter().any(|text| name.contains(text))
    }
}

/// The test files, read; all that is wrong with any of them.
fn files(options: &TestOptions, watchdog: &Watchdog) -> Result<Vec<Arc<TestFile>>, Error> {
    let config = BustedConfig::read(Path::new("")).map_err(Error::NoTests)?;
    let paths = match &config {
        Some(config) if options.paths.is_empty() && !config.roots.is_empty() => {
            config.roots.clone()
        }
        _ => paths(options),
    };
    let decides = |name: &str| config.as_ref()?.is_test(name);
    let found = find::find_where(&paths, decides)?;
    let lpath = config.as_ref().and_then(|config| config.lpath.as_deref());
    if let Some(config) = config.as_ref().filter(|config| !config.ignored.is_empty()) {
        let ignored = config.ignored.join(", ");
        warn(
            options,
            &format!(".busted: lrsocket does not follow {ignored}"),
        );
    }
    if found.is_empty() {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Error::NoTests(format!(
            "no test file in {}: their names end in _test.lua or _spec.lua, and those of a plug-in \
             are in its folder tests",
            paths.join(", ")
        )));
    }
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in found {
        match TestFile::open_within(&path, options.timeout, lpath, watchdog) {
            Ok(file) => files.push(Arc::new(file)),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(files)
    } else {
        Err(Error::TestFiles(errors))
    }
}

/// Where tests are looked for.
pub(super) fn paths(options: &TestOptions) -> Vec<PathBuf> {
    if options.paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        options.paths.clone()
    }
}
