//! The photos of a TOML catalog.

use std::sync::Arc;

use lightroom_sim::{CaptureTime, FileFormat, Orientation, Photo, PhotoId, Size, TextField, Video};
use toml::Spanned;

use super::{Reader, schema};
use crate::Error;

/// The size of a photo whose entry tells none.
const USUAL_SIZE: (u32, u32) = (6000, 4000);

impl Reader<'_> {
    pub(super) fn photo(&mut self, entry: &Spanned<schema::Photo>) -> Result<(), Error> {
        let it = entry.get_ref();
        let path = it.path.get_ref();
        let at = |reader: &Self, problem: String| reader.source.error(it.path.span(), problem);
        let Some(name_at) = path.rfind(['/', '\\']) else {
            let problem = format!("\"{path}\" is no full path; write the folder, too");
            return Err(at(self, problem));
        };
        let file_name = &path[name_at + 1..];
        if self.names.contains_key(path) {
            return Err(at(self, format!("\"{path}\" is there twice")));
        }
        let format = it.format.as_ref().map(|format| format.0);
        let Some(format) = format.or_else(|| FileFormat::of_file(file_name)) else {
            let problem = format!(
                "the extension of \"{file_name}\" tells no format; add format = \"JPG\", RAW, DNG …"
            );
            return Err(at(self, problem));
        };
        let (width, height) = it.size.unwrap_or(USUAL_SIZE);
        let mut photo = Photo::new(file_name, format, Size::new(width, height));
        self.describe(&mut photo, it)?;
        if let Some(table) = &it.develop {
            self.develop.apply(self.source, &mut photo, table)?;
        }
        let master = self.add(path, photo, it)?;
        self.name(path.clone(), master);
        self.name(file_name.to_owned(), master);
        for copy in &it.copies {
            self.copy(master, path, file_name, copy)
                .map_err(|error| match error {
                    CopyError::Here(error) => error,
                    CopyError::Sim(error) => self.source.error(it.path.span(), error.to_string()),
                })?;
        }
        Ok(())
    }

    fn add(&mut self, path: &str, photo: Photo, it: &schema::Photo) -> Result<PhotoId, Error> {
        let added = self.builder.photo(path, photo);
        added.map_err(|error| self.source.error(it.path.span(), error.to_string()))
    }

    fn copy(
        &mut self,
        master: PhotoId,
        path: &str,
        file_name: &str,
        copy: &schema::Copy,
    ) -> Result<(), CopyError> {
        let id = self.builder.virtual_copy(master, &copy.name)?;
        let mut edited = self.builder.catalog().photo(id)?.clone();
        if let Some(rating) = &copy.rating {
            edited.rating = rating.0;
        }
        if let Some(pick) = copy.pick {
            edited.pick = pick.into();
        }
        if let Some(label) = &copy.label {
            edited.label = label.0.clone();
        }
        if let Some(table) = &copy.develop {
            let applied = self.develop.apply(self.source, &mut edited, table);
            applied.map_err(CopyError::Here)?;
        }
        // The edit may not touch what places the copy, and did not.
        self.builder.edit(id, |photo| {
            edited.stack = photo.stack;
            *photo = edited;
        })?;
        self.name(format!("{path}|{}", copy.name), id);
        self.name(format!("{file_name}|{}", copy.name), id);
        Ok(())
    }

    fn describe(&mut self, photo: &mut Photo, it: &schema::Photo) -> Result<(), Error> {
        photo.file_size = it.file_size;
        photo.available = it.available;
        photo.orientation = Orientation::quarter_turns(it.quarter_turns);
        if photo.format == FileFormat::Video {
            // Ten seconds, untrimmed.
            let (duration, trimmed) = ((10, 1), (10, 1));
            photo.video = Some(Video { duration, trimmed });
        }
        photo.rating = it.rating.0;
        photo.pick = it.pick.into();
        photo.label = it.label.0.clone();
        photo.captured = it
            .captured
            .as_ref()
            .map(|captured| -> CaptureTime { captured.0 });
        photo.camera = it.camera.as_ref().map(|camera| {
            let known = self.cameras.entry(camera.clone()).or_insert_with(|| {
                Arc::new(lightroom_sim::Camera {
                    make: camera.make.clone(),
                    model: camera.model.clone(),
                    serial_number: camera.serial.clone(),
                })
            });
            Arc::clone(known)
        });
        photo.lens = it.lens.as_ref().map(|lens| {
            let known = self.lenses.entry(lens.clone());
            Arc::clone(known.or_insert_with(|| lens.as_str().into()))
        });
        photo.shot.exposure_time = it.exposure_time.as_ref().map(|seconds| seconds.0);
        photo.shot.aperture = it.aperture;
        photo.shot.iso = it.iso;
        photo.shot.focal_length = it.focal_length;
        photo.shot.exposure_bias = it.exposure_bias;
        photo.shot.flash = it.flash;
        if let Some(place) = &it.gps {
            photo.gps = Some(place.gps);
            photo.altitude = place.altitude;
            photo.direction = place.direction;
        }
        for path in &it.keywords {
            let keyword = self.keyword_path(path);
            photo.keywords.extend(keyword);
        }
        photo.set_text(TextField::Title, it.title.as_deref().unwrap_or_default());
        photo.set_text(
            TextField::Caption,
            it.caption.as_deref().unwrap_or_default(),
        );
        for (name, text) in &it.metadata {
            let Some(field) = TextField::parse(name.get_ref()) else {
                let names = TextField::ALL.iter().map(|field| field.name());
                let names = names.collect::<Vec<_>>().join(", ");
                let problem = format!(
                    "there is no metadata \"{}\"; allowed are {names}",
                    name.get_ref()
                );
                return Err(self.source.error(name.span(), problem));
            };
            photo.set_text(field, text);
        }
        Ok(())
    }
}

/// Why a copy cannot be made.
enum CopyError {
    /// With its own line.
    Here(Error),
    /// Without one.
    Sim(lightroom_sim::Error),
}

impl From<lightroom_sim::Error> for CopyError {
    fn from(error: lightroom_sim::Error) -> Self {
        CopyError::Sim(error)
    }
}
