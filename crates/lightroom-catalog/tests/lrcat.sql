-- The tables of a Lightroom catalog, as far as they are read. For tests and the benchmark.
CREATE TABLE AgLibraryRootFolder (id_local INTEGER PRIMARY KEY, absolutePath, name);
CREATE TABLE AgLibraryFolder (id_local INTEGER PRIMARY KEY, pathFromRoot, rootFolder);
CREATE TABLE AgLibraryFile (id_local INTEGER PRIMARY KEY, baseName, extension, folder, importHash);
CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, id_global, rootFile, masterImage, copyName, fileFormat,
  fileWidth, fileHeight, orientation, captureTime, rating, pick, colorLabels);
CREATE TABLE AgLibraryKeyword (id_local INTEGER PRIMARY KEY, name, parent, includeOnExport);
CREATE TABLE AgLibraryKeywordSynonym (keyword, name);
CREATE TABLE AgLibraryKeywordImage (id_local INTEGER PRIMARY KEY, image, tag);
CREATE TABLE AgLibraryCollection (id_local INTEGER PRIMARY KEY, name, creationId, parent, systemOnly);
CREATE TABLE AgLibraryCollectionImage (id_local INTEGER PRIMARY KEY, collection, image, positionInCollection);
CREATE TABLE AgLibraryCollectionContent (collection, owningModule, content);
CREATE TABLE Adobe_imageDevelopSettings (id_local INTEGER PRIMARY KEY, image, text);
CREATE TABLE AgHarvestedExifMetadata (id_local INTEGER PRIMARY KEY, image, aperture, shutterSpeed, isoSpeedRating,
  focalLength, flashFired, cameraModelRef, cameraSNRef, lensRef, gpsLatitude, gpsLongitude);
CREATE TABLE AgInternedExifCameraModel (id_local INTEGER PRIMARY KEY, value);
CREATE TABLE AgInternedExifCameraSN (id_local INTEGER PRIMARY KEY, value);
CREATE TABLE AgInternedExifLens (id_local INTEGER PRIMARY KEY, value);
CREATE TABLE AgLibraryIPTC (id_local INTEGER PRIMARY KEY, image, caption, copyright);
