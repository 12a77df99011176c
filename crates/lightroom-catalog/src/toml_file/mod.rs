//! Catalogs in TOML.

mod develop;
mod photos;
mod schema;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use lightroom_sim::{
    Builder, CollectionSetId, Combine, Criterion, Keyword, KeywordId, PhotoId, Search, SearchField,
    Value,
};
use toml::Spanned;

use crate::{Error, Opened};
use schema::{Collection, File, Match, Rule, RuleValue};

/// Uuids of TOML catalogs derive from this.
const SEED: u64 = 0x746f_6d6c;

pub(crate) fn open(path: &Path) -> Result<Opened, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::unreadable(path, source))?;
    let source = Source { path, text: &text };
    let file: File = toml::from_str(&text)
        .map_err(|error| source.error(error.span().unwrap_or_default(), error.message()))?;
    let claimed = file.path.clone();
    let claimed = claimed.unwrap_or_else(|| path.with_extension("lrcat").display().to_string());
    let mut reader = Reader {
        source,
        builder: Builder::new(&claimed, SEED),
        names: HashMap::new(),
        cameras: HashMap::new(),
        lenses: HashMap::new(),
        sets: HashMap::new(),
        develop: develop::Known::default(),
    };
    reader.fill(&file)?;
    let selection = reader.selection(&file)?;
    let mut catalog = reader.builder.build();
    if let Some((active, others)) = selection {
        catalog.set_selected_photos(active, &others);
        while catalog.poll_change().is_some() {}
    }
    Ok(Opened {
        catalog,
        remarks: Vec::new(),
    })
}

/// The text, for the lines of mistakes.
#[derive(Clone, Copy)]
struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    fn error(&self, span: Range<usize>, problem: impl Into<String>) -> Error {
        let before = self.text.as_bytes().iter().take(span.start);
        Error::Toml {
            path: self.path.into(),
            line: before.filter(|byte| **byte == b'\n').count() + 1,
            problem: problem.into(),
        }
    }
}

/// What a name in the file stands for.
enum Named {
    One(PhotoId),
    /// Several photos have this file name.
    Several,
}

struct Reader<'a> {
    source: Source<'a>,
    builder: Builder,
    /// The photos by path and by file name, copies with `|` and their name.
    names: HashMap<String, Named>,
    cameras: HashMap<schema::Camera, std::sync::Arc<lightroom_sim::Camera>>,
    lenses: HashMap<String, std::sync::Arc<str>>,
    sets: HashMap<String, CollectionSetId>,
    develop: develop::Known,
}

impl Reader<'_> {
    fn fill(&mut self, file: &File) -> Result<(), Error> {
        for root in &file.roots {
            self.builder.root(root);
        }
        for keyword in &file.keywords {
            self.keyword(keyword);
        }
        for photo in &file.photos {
            self.photo(photo)?;
        }
        for collection in &file.collections {
            self.collection(collection)?;
        }
        for name in &file.quick_collection {
            let photo = self.find(name)?;
            let collected = self.builder.quick_collect(photo);
            collected.map_err(|error| self.source.error(name.span(), error.to_string()))?;
        }
        Ok(())
    }

    fn keyword(&mut self, keyword: &schema::Keyword) {
        let (above, name) = match keyword.name.rsplit_once('|') {
            Some((above, name)) => (self.keyword_path(above), name),
            None => (None, &*keyword.name),
        };
        if self
            .builder
            .catalog()
            .keyword_by_name(name, above)
            .is_none()
        {
            self.builder.insert_keyword(Keyword {
                name: name.to_owned(),
                synonyms: keyword.synonyms.clone(),
                include_on_export: keyword.export,
                parent: above,
            });
        }
    }

    /// The keyword at the end of `Places|Germany`, with those above it.
    fn keyword_path(&mut self, path: &str) -> Option<KeywordId> {
        let names = path
            .split('|')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        names.fold(None, |parent, name| {
            Some(self.builder.keyword(name, parent))
        })
    }

    fn set_path(&mut self, path: &str) -> Option<CollectionSetId> {
        let mut parent = None;
        let mut end = 0;
        for name in path.split('|') {
            end += name.len();
            let known = self.sets.get(&path[..end]).copied();
            let set = known.unwrap_or_else(|| self.builder.collection_set(name.trim(), parent));
            self.sets.insert(path[..end].to_owned(), set);
            parent = Some(set);
            end += 1;
        }
        parent
    }

    fn collection(&mut self, entry: &Spanned<Collection>) -> Result<(), Error> {
        let collection = entry.get_ref();
        let set = collection.set.as_deref();
        let set = set.and_then(|set| self.set_path(set));
        match (&collection.photos, &collection.rules) {
            (photos, None) => {
                let photos = photos.as_deref().unwrap_or_default();
                let photos = photos.iter().map(|name| self.find(name));
                let photos = photos.collect::<Result<Vec<_>, _>>()?;
                self.builder.collection(&collection.name, set, &photos);
            }
            (None, Some(rules)) => {
                let rules = rules.iter().map(|rule| self.rule(rule));
                let combine = match collection.matching {
                    Match::All => Combine::Intersect,
                    Match::Any => Combine::Union,
                    Match::None => Combine::Exclude,
                };
                let search = Search::Combined(combine, rules.collect::<Result<_, _>>()?);
                self.builder.smart_collection(&collection.name, set, search);
            }
            (Some(_), Some(_)) => {
                let name = &collection.name;
                let problem = format!(
                    "collection \"{name}\" has both photos and rules; a smart collection has \
                     rules only"
                );
                return Err(self.source.error(entry.span(), problem));
            }
        }
        Ok(())
    }

    fn rule(&self, rule: &Rule) -> Result<Search, Error> {
        let criteria = rule.criteria.get_ref();
        if SearchField::parse(criteria).is_none() {
            let problem =
                format!("the criterion \"{criteria}\" is not simulated; use one such as rating");
            return Err(self.source.error(rule.criteria.span(), problem));
        }
        let value = |value: &Option<RuleValue>| match value {
            None => Value::Nil,
            Some(RuleValue::Bool(on)) => Value::Bool(*on),
            Some(RuleValue::Number(number)) => Value::Number(*number),
            Some(RuleValue::Text(text)) => Value::from(&**text),
        };
        Ok(Search::Criterion(Criterion {
            criteria: criteria.clone(),
            operation: rule.operation.clone(),
            value: value(&rule.value),
            value2: value(&rule.value2),
            value_units: rule.units.clone(),
        }))
    }

    fn find(&self, name: &Spanned<String>) -> Result<PhotoId, Error> {
        let wanted = name.get_ref();
        let problem = match self.names.get(wanted) {
            Some(Named::One(photo)) => return Ok(*photo),
            Some(Named::Several) => {
                format!("several photos are called \"{wanted}\"; write the whole path")
            }
            None => format!(
                "there is no photo \"{wanted}\" under [[photos]]; write its path or file name, \
                 and for a virtual copy add | and its name"
            ),
        };
        Err(self.source.error(name.span(), problem))
    }

    fn name(&mut self, name: String, photo: PhotoId) {
        let entry = self.names.entry(name);
        entry
            .and_modify(|named| *named = Named::Several)
            .or_insert(Named::One(photo));
    }

    fn selection(&self, file: &File) -> Result<Option<(PhotoId, Vec<PhotoId>)>, Error> {
        let selection = &file.selection;
        let selected = selection.selected.iter().map(|name| self.find(name));
        let selected = selected.collect::<Result<Vec<_>, _>>()?;
        let active = match &selection.active {
            Some(name) => Some(self.find(name)?),
            None => selected.first().copied(),
        };
        Ok(active.map(|active| (active, selected)))
    }
}
