//! A port file at work: read, checked and watched.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::PortFile;
use super::alive::is_alive;
use super::parse::Fault;
use crate::remote::event::PortsUnavailable;
use crate::remote::ports::Ports;

/// No port file is longer.
const MOST: u64 = 64 * 1024;

/// A port file and who watches it.
pub(in crate::remote) struct Watched {
    file: PortFile,
    news: Arc<Mutex<News>>,
    /// `None` where watching failed, as when the folder does not exist; tried again at each look.
    watcher: Option<RecommendedWatcher>,
    /// What was in the file at the last look.
    seen: Option<Vec<u8>>,
}

/// What the watcher's thread has to tell.
#[derive(Default)]
struct News {
    changed: bool,
    waker: Option<Waker>,
}

impl Watched {
    pub(in crate::remote) fn new(file: PortFile) -> Self {
        Watched {
            file,
            news: Arc::default(),
            watcher: None,
            seen: None,
        }
    }

    /// Which ports the file names now.
    pub(in crate::remote) fn find(&mut self) -> Result<Ports, PortsUnavailable> {
        if self.watcher.is_none() {
            // Before the file is read, so that no change is missed between.
            self.watcher = self.watch().ok();
        }
        self.lock_news().changed = false;
        self.look().1
    }

    /// What the file names, if it has changed since the last look. Wakes the task when it does.
    pub(in crate::remote) fn poll_news(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Option<Result<Ports, PortsUnavailable>> {
        let mut news = self.lock_news();
        if !news
            .waker
            .as_ref()
            .is_some_and(|waker| waker.will_wake(cx.waker()))
        {
            news.waker = Some(cx.waker().clone());
        }
        if !std::mem::take(&mut news.changed) {
            return None;
        }
        drop(news);
        let (changed, found) = self.look();
        changed.then_some(found)
    }

    /// Whether the content is another one than at the last look, and what it names.
    fn look(&mut self) -> (bool, Result<Ports, PortsUnavailable>) {
        let path = &self.file.path;
        let content = match read(path) {
            Ok(content) => content,
            Err(error) => {
                let changed = self.seen.take().is_some();
                let path = path.clone();
                let why = if error.kind() == io::ErrorKind::NotFound {
                    PortsUnavailable::Missing { path }
                } else {
                    let error = error.to_string();
                    PortsUnavailable::Unreadable { path, error }
                };
                return (changed, Err(why));
            }
        };
        let changed = self.seen.as_ref() != Some(&content);
        let found = match self.file.parse(&content) {
            Ok(said) => match said.pid {
                Some(pid) if !is_alive(pid) => Err(PortsUnavailable::Stale {
                    path: path.clone(),
                    pid,
                }),
                _ => Ok(said.ports),
            },
            Err(Fault::Empty) => Err(PortsUnavailable::Empty { path: path.clone() }),
            Err(Fault::Garbled(problem)) => Err(PortsUnavailable::Garbled {
                path: path.clone(),
                problem,
            }),
        };
        self.seen = Some(content);
        (changed, found)
    }

    /// Watches the folder: the file may come, and be replaced by another of its name.
    fn watch(&self) -> notify::Result<RecommendedWatcher> {
        let name = self.file.path.file_name().map(ToOwned::to_owned);
        let news = Arc::clone(&self.news);
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                // After an error, or an event without a name, the file is worth a look.
                let other_file = event.is_ok_and(|event| {
                    let paths = &event.paths;
                    event.kind.is_access()
                        || (!paths.is_empty()
                            && paths.iter().all(|path| path.file_name() != name.as_deref()))
                });
                if !other_file {
                    let mut news = news.lock().unwrap_or_else(PoisonError::into_inner);
                    news.changed = true;
                    if let Some(waker) = news.waker.take() {
                        waker.wake();
                    }
                }
            })?;
        let folder = match self.file.path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    }

    fn lock_news(&self) -> std::sync::MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe of that name would be waited for.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("this is not a file"));
    }
    let mut content = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut content)?;
    if content.len() as u64 > MOST {
        return Err(io::Error::other("this is too long for a port file"));
    }
    Ok(content)
}
