//! The XMP that a catalog keeps of each photo: it has what no column has, such as the title.
//!
//! To inflate and parse it takes most of the time that a large catalog needs, so several threads do
//! that while this one reads on.

use std::collections::HashMap;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use lightroom_sim::{Photo, PhotoId};

use super::database::Database;
use super::{ById, Reader};
use crate::inflate::{self, Inflater};
use crate::{Error, xmp};

/// How many packets a thread takes at a time.
const BATCH: usize = 128;

/// How many batches of each thread wait at most, so that little of a large catalog is held.
const WAITING: usize = 4;

/// Photos, each with its packet.
type Batch<'a> = Vec<(&'a mut Photo, Vec<u8>)>;

impl Reader<'_> {
    /// Reads the packets with so many threads beside this one.
    pub(super) fn packets(&mut self, threads: usize) -> Result<(), Error> {
        let photos = self.builder.photos_mut().collect();
        let read = read(&mut self.database, &self.photos, photos, threads)?;
        let (mut broken, mut inflater) = (read.broken, Inflater::default());
        for (photo, bytes) in read.further {
            let edited = self.builder.edit(photo, |photo| {
                broken += usize::from(fill(photo, &bytes, &mut inflater).is_none());
            });
            edited.map_err(|source| self.simulation(source))?;
        }
        if broken > 0 {
            self.database
                .remarks
                .push(format!("{broken} photos have XMP that cannot be read"));
        }
        Ok(())
    }
}

/// What is left to be done and to be said.
struct Read {
    /// Packets of photos that had one already, in their order.
    further: Vec<(PhotoId, Vec<u8>)>,
    /// How many could not be read.
    broken: usize,
}

/// Reads the first packet of each photo, on so many threads beside this one.
fn read(
    database: &mut Database<'_>,
    ids: &ById<PhotoId>,
    mut photos: HashMap<PhotoId, &mut Photo>,
    threads: usize,
) -> Result<Read, Error> {
    let (sender, receiver) = sync_channel(threads * WAITING);
    let receiver = Arc::new(Mutex::new(receiver));
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map_while(|_| {
                let receiver = Arc::clone(&receiver);
                let worker = thread::Builder::new().name("xmp".to_owned());
                worker.spawn_scoped(scope, move || fill_all(&receiver)).ok()
            })
            .collect();
        // If all of them are gone, sending fails rather than waits.
        drop(receiver);
        let mut further = Vec::new();
        let (mut broken, mut inflater) = (0, Inflater::default());
        let mut batch = Batch::new();
        let columns = ["image", "xmp"];
        let rows = database.rows("Adobe_AdditionalMetadata", 0, &columns, |row| {
            let id = row.id(0).and_then(|image| ids.get(&image));
            let bytes = row.bytes(1).filter(|bytes| !bytes.is_empty());
            let (Some(&id), Some(bytes)) = (id, bytes) else {
                return;
            };
            match photos.remove(&id) {
                Some(photo) => batch.push((photo, bytes.to_vec())),
                None => further.push((id, bytes.to_vec())),
            }
            if batch.len() == BATCH {
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
                // Without a thread to take it, this one does it.
                if let Err(unsent) = sender.send(full) {
                    broken += fill_batch(unsent.0, &mut inflater);
                }
            }
        });
        drop(sender);
        broken += fill_batch(batch, &mut inflater);
        for worker in workers {
            broken += worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        }
        rows.map(|()| Read { further, broken })
    })
}

/// What one thread does. How many packets could not be read.
fn fill_all(batches: &Mutex<Receiver<Batch<'_>>>) -> usize {
    let next = || {
        let batches = batches.lock().unwrap_or_else(PoisonError::into_inner);
        batches.recv().ok()
    };
    let mut inflater = Inflater::default();
    let batches = std::iter::from_fn(next);
    batches.map(|batch| fill_batch(batch, &mut inflater)).sum()
}

fn fill_batch(batch: Batch<'_>, inflater: &mut Inflater) -> usize {
    let packets = batch.into_iter();
    packets
        .map(|(photo, bytes)| usize::from(fill(photo, &bytes, inflater).is_none()))
        .sum()
}

/// Fills in what the columns do not say; `None` if the packet cannot be read.
fn fill(photo: &mut Photo, bytes: &[u8], inflater: &mut Inflater) -> Option<()> {
    let text = inflate::text(bytes, inflater)?;
    let document = xmp::document(text.trim()).ok()?;
    xmp::fill(photo, &xmp::Packet::of(&document)?);
    Some(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rusqlite::Connection;

    use crate::lrcat::open_on;

    const PHOTOS: i64 = 3000;

    const TABLES: &str = "
        CREATE TABLE AgLibraryRootFolder (id_local INTEGER PRIMARY KEY, absolutePath, name);
        INSERT INTO AgLibraryRootFolder VALUES (1, '/nowhere/', 'nowhere');
        CREATE TABLE AgLibraryFolder (id_local INTEGER PRIMARY KEY, pathFromRoot, rootFolder);
        INSERT INTO AgLibraryFolder VALUES (1, '', 1);
        CREATE TABLE AgLibraryFile (id_local INTEGER PRIMARY KEY, baseName, extension, folder);
        CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, rootFile);
        CREATE TABLE Adobe_AdditionalMetadata (id_local INTEGER PRIMARY KEY, image, xmp);";

    fn packet(more: &str) -> Vec<u8> {
        let text = format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
             xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" {more}/></rdf:RDF>"
        );
        let compressed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 6);
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        [&length[..], &compressed].concat()
    }

    /// Every seventh packet is broken, in one of four ways; every tenth photo has a second one, whose
    /// city comes too late and whose country does not.
    fn fill(connection: &mut Connection) {
        connection.execute_batch(TABLES).unwrap();
        let change = connection.transaction().unwrap();
        for id in 0..PHOTOS {
            let file = "INSERT INTO AgLibraryFile VALUES (?1, ?1, 'NEF', 1)";
            change.execute(file, [id]).unwrap();
            change
                .execute("INSERT INTO Adobe_images VALUES (?1, ?1)", [id])
                .unwrap();
            let mut xmp = packet(&format!("photoshop:City=\"city {id}\""));
            match id % 28 {
                0 => xmp = b"<garbage".to_vec(),
                7 => xmp.truncate(40),
                14 => xmp[..4].copy_from_slice(&u32::MAX.to_be_bytes()),
                21 => xmp[20..40].fill(0xff),
                _ => {}
            }
            let insert = "INSERT INTO Adobe_AdditionalMetadata (image, xmp) VALUES (?1, ?2)";
            change.execute(insert, (id, &xmp)).unwrap();
            if id % 10 == 0 {
                let second = packet("photoshop:City=\"late\" photoshop:Country=\"second\"");
                change.execute(insert, (id, &second)).unwrap();
            }
        }
        change.commit().unwrap();
    }

    #[test]
    fn packets_are_read_the_same_with_any_number_of_threads_broken_ones_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("many.lrcat");
        fill(&mut Connection::open(&path).unwrap());
        let told = |threads| {
            let opened = open_on(&path, threads).unwrap();
            let photos = opened.catalog.photos();
            let texts: Vec<String> = photos
                .map(|(id, photo)| format!("{id:?} {:?}", photo.text))
                .collect();
            (texts, opened.remarks)
        };
        let (alone, remarks) = told(0);
        assert_eq!(i64::try_from(alone.len()).unwrap(), PHOTOS);
        let broken = (0..PHOTOS).filter(|id| id % 7 == 0).count();
        let remark = format!("{broken} photos have XMP that cannot be read");
        assert!(remarks.contains(&remark), "{remarks:?}");
        // What came first stays, what is new is added; after a broken one the second is the first.
        for (id, expected) in [(1, "city 1"), (10, "city 10"), (10, "second"), (70, "late")] {
            assert!(alone[id].contains(expected), "{}", alone[id]);
        }
        for threads in [1, 2, 7] {
            assert_eq!(told(threads), (alone.clone(), remarks.clone()), "{threads}");
        }
    }
}
