//! How fast a catalog of 100,000 photos is: `cargo run --release --example large`.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use lightroom_sim::develop::{Controller, Value};
use lightroom_sim::{Rating, RawKey, Search, Sort, generate};

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut catalog = generate(100_000, 1)?;
    println!(
        "{:>9.1?} to build {} photos",
        start.elapsed(),
        catalog.all_photos().len()
    );

    let start = Instant::now();
    let photos: Vec<_> = catalog.all_photos().collect();
    for photo in &photos {
        black_box(catalog.raw_metadata(*photo, RawKey::Rating)?);
    }
    println!("{:>9.1?} for the rating of each", start.elapsed());

    let start = Instant::now();
    for photo in &photos {
        black_box(catalog.formatted_metadata_named(*photo, "exposure")?);
    }
    println!(
        "{:>9.1?} for the formatted exposure of each",
        start.elapsed()
    );

    let start = Instant::now();
    let found = catalog.find_photos(&Search::criterion("rating", ">=", 4.0), Sort::default())?;
    println!(
        "{:>9.1?} to find {} by rating",
        start.elapsed(),
        found.len()
    );

    let start = Instant::now();
    for _ in 0..1000 {
        catalog.next_photo();
        catalog.set_rating(Rating::new(3));
    }
    println!(
        "{:>9.1?} for 1,000 times next photo, three stars",
        start.elapsed()
    );

    let start = Instant::now();
    catalog.select_all();
    catalog.set_rating(Rating::new(5));
    println!(
        "{:>9.1?} to select all and give five stars",
        start.elapsed()
    );
    let start = Instant::now();
    catalog.undo();
    println!("{:>9.1?} to undo that", start.elapsed());

    let (photo, mut controller) = (photos[0], Controller::new());
    let start = Instant::now();
    for step in 0..1_000_000 {
        let _outcome = catalog.move_slider(photo, "Exposure", "Exposure", |settings| {
            let value = Value::Number(f64::from(step % 500) / 100.0);
            controller.set_value(settings, "Exposure", value, false)
        })??;
        black_box(controller.value(&catalog.photo(photo)?.develop, "Exposure")?);
    }
    println!(
        "{:>9.1?} to set and get a slider a million times",
        start.elapsed()
    );
    let start = Instant::now();
    let copies = catalog.create_virtual_copies(&photos, None)?;
    println!(
        "{:>9.1?} for {} virtual copies",
        start.elapsed(),
        copies.len()
    );

    Ok(())
}
