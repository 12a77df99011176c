//! Keywords: a hierarchy with synonyms, and the keywords of a photo.

use std::sync::Arc;

use super::Catalog;
use super::data::key::Key;
use super::data::keyword::Keyword;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::{KeywordId, PhotoId};

/// What `keyword:setAttributes` changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct KeywordAttributes {
    /// `keywordName`.
    pub name: Option<String>,
    /// `synonyms`.
    pub synonyms: Option<Vec<String>>,
    /// `includeOnExport`.
    pub include_on_export: Option<bool>,
}

impl Catalog {
    /// A keyword.
    pub fn keyword(&self, id: KeywordId) -> Result<&Keyword> {
        let keyword = self.store.keywords.get(&id);
        keyword.map(|keyword| &**keyword).ok_or(Error::Gone {
            what: "keyword",
            id: id.0,
        })
    }

    /// The keywords directly below one, by name; the topmost for `None`.
    pub fn child_keywords(&self, parent: Option<KeywordId>) -> Vec<KeywordId> {
        let of_parent = self
            .store
            .keywords
            .iter()
            .filter(|(_, keyword)| keyword.parent == parent);
        let mut named: Vec<_> = of_parent
            .map(|(id, keyword)| (keyword.name.to_lowercase(), *id))
            .collect();
        named.sort_unstable();
        named.into_iter().map(|(_, id)| id).collect()
    }

    /// The keyword with this local identifier.
    pub fn keyword_by_local_id(&self, local_id: u32) -> Option<KeywordId> {
        let id = KeywordId(local_id);
        self.store.keywords.contains_key(&id).then_some(id)
    }

    /// The photos that have this keyword itself.
    pub fn keyword_photos(&self, keyword: KeywordId) -> Vec<PhotoId> {
        let photos = self.store.photos.iter();
        let having = photos.filter(|(_, photo)| photo.keywords.contains(&keyword));
        having.map(|(id, _)| *id).collect()
    }

    /// The keyword below `parent` with this name, whatever its case.
    pub fn keyword_by_name(&self, name: &str, parent: Option<KeywordId>) -> Option<KeywordId> {
        let name = name.to_lowercase();
        let mut keywords = self.store.keywords.iter();
        let found = keywords
            .find(|(_, keyword)| keyword.parent == parent && keyword.name.to_lowercase() == name);
        found.map(|(id, _)| *id)
    }

    /// `catalog:createKeyword`: `None` if there is such a keyword already and it was not asked
    /// for.
    pub fn create_keyword(
        &mut self,
        name: &str,
        synonyms: Vec<String>,
        include_on_export: bool,
        parent: Option<KeywordId>,
        return_existing: bool,
    ) -> Result<Option<KeywordId>> {
        const FUNCTION: &str = "LrCatalog:createKeyword";
        self.assert_write(FUNCTION)?;
        let name = valid_name(FUNCTION, name)?;
        if let Some(parent) = parent {
            self.keyword(parent)?;
        }
        if let Some(existing) = self.keyword_by_name(name, parent) {
            return Ok(return_existing.then_some(existing));
        }
        let name = name.to_owned();
        Ok(Some(self.insert_keyword(Keyword {
            name,
            synonyms,
            include_on_export,
            parent,
        })))
    }

    /// The keyword of these levels, outermost first; made where it is missing. `None` without any.
    pub(crate) fn ensure_keyword(&mut self, levels: &[String]) -> Option<KeywordId> {
        levels.iter().fold(None, |parent, name| {
            let found = self.keyword_by_name(name, parent);
            Some(found.unwrap_or_else(|| {
                self.insert_keyword(Keyword {
                    name: name.clone(),
                    synonyms: Vec::new(),
                    include_on_export: true,
                    parent,
                })
            }))
        })
    }

    pub(crate) fn insert_keyword(&mut self, keyword: Keyword) -> KeywordId {
        let id = KeywordId(self.new_id());
        self.keep(Key::Keyword(id));
        self.store.keywords.insert(id, Arc::new(keyword));
        self.tell(Change::Keywords);
        id
    }

    /// `keyword:setAttributes`.
    pub fn set_keyword_attributes(
        &mut self,
        id: KeywordId,
        attributes: KeywordAttributes,
    ) -> Result<()> {
        const FUNCTION: &str = "LrKeyword:setAttributes";
        self.assert_write(FUNCTION)?;
        if let Some(name) = &attributes.name {
            valid_name(FUNCTION, name)?;
        }
        let keyword = self.keyword_mut(id)?;
        if let Some(name) = attributes.name {
            name.trim().clone_into(&mut keyword.name);
        }
        if let Some(synonyms) = attributes.synonyms {
            keyword.synonyms = synonyms;
        }
        if let Some(include) = attributes.include_on_export {
            keyword.include_on_export = include;
        }
        Ok(())
    }

    /// `keyword:setParent`; a keyword cannot be moved below itself.
    pub fn set_keyword_parent(&mut self, id: KeywordId, parent: Option<KeywordId>) -> Result<()> {
        const FUNCTION: &str = "LrKeyword:setParent";
        self.assert_write(FUNCTION)?;
        let mut above = parent;
        while let Some(at) = above {
            if at == id {
                let problem = "a keyword cannot be placed below itself".to_owned();
                return Err(Error::BadArgument {
                    function: FUNCTION,
                    problem,
                });
            }
            above = self.keyword(at)?.parent;
        }
        self.keyword_mut(id)?.parent = parent;
        Ok(())
    }

    /// Deletes a keyword and those below it, and takes them from every photo
    /// (`catalog:deleteKeyword`, undocumented).
    pub fn delete_keyword(&mut self, id: KeywordId) -> Result<()> {
        self.assert_write("LrCatalog:deleteKeyword")?;
        self.keyword(id)?;
        self.remove_keyword_tree(id)
    }

    fn remove_keyword_tree(&mut self, id: KeywordId) -> Result<()> {
        for child in self.child_keywords(Some(id)) {
            self.remove_keyword_tree(child)?;
        }
        for photo in self.keyword_photos(id) {
            self.photo_mut(photo)?
                .keywords
                .retain(|keyword| *keyword != id);
        }
        self.keep(Key::Keyword(id));
        self.store.keywords.remove(&id);
        self.tell(Change::Keywords);
        Ok(())
    }

    /// `photo:addKeyword`.
    pub fn add_keyword(&mut self, photo: PhotoId, keyword: KeywordId) -> Result<()> {
        self.assert_write("LrPhoto:addKeyword")?;
        self.keyword(keyword)?;
        if !self.photo(photo)?.keywords.contains(&keyword) {
            self.photo_mut(photo)?.keywords.push(keyword);
        }
        Ok(())
    }

    /// `photo:removeKeyword`; a keyword that the photo does not have is no error.
    pub fn remove_keyword(&mut self, photo: PhotoId, keyword: KeywordId) -> Result<()> {
        self.assert_write("LrPhoto:removeKeyword")?;
        if self.photo(photo)?.keywords.contains(&keyword) {
            self.photo_mut(photo)?
                .keywords
                .retain(|had| *had != keyword);
        }
        Ok(())
    }

    /// The names of a photo's keywords, by name, as `keywordTags` lists them.
    pub(crate) fn keyword_names(&self, keywords: &[KeywordId]) -> Vec<&str> {
        let keywords = keywords.iter().filter_map(|id| self.store.keywords.get(id));
        let mut names: Vec<_> = keywords.map(|keyword| &*keyword.name).collect();
        names.sort_unstable_by_key(|name| name.to_lowercase());
        names
    }

    /// The names as `keywordTagsForExport` lists them: without those not to be exported, with
    /// the keywords above.
    pub(crate) fn exported_keyword_names(&self, keywords: &[KeywordId]) -> Vec<&str> {
        let mut all = Vec::new();
        for id in keywords {
            let mut at = Some(*id);
            while let Some(keyword) = at.and_then(|id| self.store.keywords.get(&id)) {
                if keyword.include_on_export {
                    all.push(&*keyword.name);
                }
                at = keyword.parent;
            }
        }
        all.sort_unstable_by_key(|name| name.to_lowercase());
        all.dedup();
        all
    }

    fn keyword_mut(&mut self, id: KeywordId) -> Result<&mut Keyword> {
        self.keep(Key::Keyword(id));
        self.tell(Change::Keywords);
        let keyword = self.store.keywords.get_mut(&id);
        keyword.map(Arc::make_mut).ok_or(Error::Gone {
            what: "keyword",
            id: id.0,
        })
    }
}

fn valid_name<'a>(function: &'static str, name: &'a str) -> Result<&'a str> {
    let name = name.trim();
    if name.is_empty() {
        let problem = "the name of a keyword must not be empty".to_owned();
        return Err(Error::BadArgument { function, problem });
    }
    Ok(name)
}
