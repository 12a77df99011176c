//! A large catalog: how long it takes to load, how much memory it takes, how fast Lua reads it.

use tempfile::TempDir;

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::catalog_file;
use crate::error::Error;
use crate::options::Options;
use crate::program::Running;

const PLUGIN: &str = "catalog";

/// Made by the simulation itself.
pub(super) fn generated(_: &Contenders, options: &Options) -> Measurement {
    let photos = photos(options);
    measurement("generated", options, Contenders::host(PLUGIN, photos), None)
}

/// Read from a Lightroom catalog with the same photos, a third of them developed.
pub(super) fn lrcat(contenders: &Contenders, options: &Options) -> Measurement {
    let photos = photos(options);
    match made(photos) {
        Ok(folder) => {
            let file = folder.path().join(catalog_file::NAME);
            let contender = contenders.lrsocket_with(&file, PLUGIN, photos);
            measurement("a .lrcat file", options, contender, Some(folder))
        }
        Err(error) => {
            eprintln!("  the catalog could not be made: {error}");
            measurement("a .lrcat file", options, None, None)
        }
    }
}

fn made(photos: u64) -> Result<TempDir, Error> {
    let folder = tempfile::tempdir()?;
    catalog_file::write(folder.path(), u32::try_from(photos).unwrap_or(u32::MAX))?;
    Ok(folder)
}

const fn photos(options: &Options) -> u64 {
    if options.quick { 10_000 } else { 100_000 }
}

fn measurement(
    source: &str,
    options: &Options,
    contender: Option<Contender>,
    folder: Option<TempDir>,
) -> Measurement {
    let figure = |name, unit, bar| Figure {
        name,
        unit,
        bars: Option::into_iter(bar).collect(),
    };
    let mut figures = vec![
        figure(
            "catalog: from the start to the first line of Lua",
            Unit::Milliseconds,
            Some(Bar::AtMost(2000.0)),
        ),
        figure(
            "catalog: getAllPhotos and getRawMetadata(\"rating\") of each",
            Unit::Milliseconds,
            Some(Bar::AtMost(1000.0)),
        ),
        figure(
            "catalog: batchGetRawMetadata of all",
            Unit::Milliseconds,
            None,
        ),
    ];
    if MEMORY {
        let loaded = "catalog: memory when it is loaded";
        figures.push(figure(loaded, Unit::Megabytes, Some(Bar::AtMost(400e6))));
        let read = "catalog: memory at the end, with all that Lua has read";
        figures.push(figure(read, Unit::Megabytes, None));
    }
    Measurement {
        title: format!("{} photos, {source}", photos(options)),
        figures,
        contenders: contender.into_iter().collect(),
        rounds: options.rounds,
        folder,
        take,
    }
}

/// Whether the system tells how much memory a program has had.
const MEMORY: bool = cfg!(target_os = "linux");

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    // The script waits a moment after it has said so.
    let loaded = program.step("loaded")?;
    let memory_loaded = program.peak_memory();
    let begun = program.step("begun")?;
    let each = program.step("each")?;
    let batch = program.step("batch")?;
    let (_, counted) = program.counted()?;
    if counted != contender.amount {
        return Err(Error::PhotosLost {
            counted,
            made: contender.amount,
        });
    }
    let mut values = vec![
        (loaded - program.started).as_secs_f64() * 1e3,
        (each - begun).as_secs_f64() * 1e3,
        (batch - each).as_secs_f64() * 1e3,
    ];
    values.extend(memory_loaded);
    values.extend(program.peak_memory());
    Ok(values)
}
