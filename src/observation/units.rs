//! The units that are assessed: codes, names, parents, and the time in which each existed. Packed, since there may be
//! hundreds of thousands.

mod codes;
mod history;

use crate::i18n::Lang;
use crate::index::{LevelIx, Year};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::ops::Range;

/// A unit, by its place in [`Units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIx(pub u32);

/// A unit as a file declares it.
#[derive(Clone, Debug, Default)]
pub struct NewUnit<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its English name.
    pub name_en: Option<&'a str>,
    /// The index of its level.
    pub level: u32,
    /// The unit that it belongs to.
    pub parent: Option<UnitIx>,
    /// The first year in which it existed.
    pub from: Option<Year>,
    /// The last year in which it existed.
    pub until: Option<Year>,
    /// The unit that it became part of, or the several that it was split into.
    pub into: Vec<UnitIx>,
    /// Codes and names of other times.
    pub also: Vec<&'a str>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    code: (u32, u16),
    name: (u32, u16),
    level: u16,
    parent: u32,
    /// The unit with the same parent that was added before this one.
    sibling: u32,
}

/// What is known of some units only.
#[derive(Clone, Debug, Default)]
struct Extra {
    name_en: Option<Box<str>>,
    from: Option<Year>,
    until: Option<Year>,
    into: Vec<UnitIx>,
    also: Vec<Box<str>>,
}

const NONE: u32 = u32::MAX;

/// All units, found by code or by any name of any time.
#[derive(Clone, Debug, Default)]
pub struct Units {
    text: String,
    rows: Vec<Row>,
    extras: HashMap<UnitIx, Extra>,
    /// By level.
    levels: Vec<Vec<UnitIx>>,
    /// By parent: the unit that was added last below it.
    children: HashMap<u32, u32>,
    /// By the unit that they became part of.
    former: HashMap<UnitIx, Vec<UnitIx>>,
    /// By successor: the unit that was split into it and others.
    split: HashMap<UnitIx, UnitIx>,
    /// By code, those in `runs` apart.
    codes: HashTable<UnitIx>,
    /// Units that were met in files: in each run their codes ascend.
    runs: Vec<Range<u32>>,
    /// Whether those that will be met are hashed too.
    unsorted: bool,
    /// The lengths of all codes, a bit each, and of all names: a quick check that rules out most other words.
    lengths: u64,
    name_lengths: u64,
    hasher: DefaultHashBuilder,
    /// Other codes, and names; several units may share a name.
    names: HashMap<Box<str>, Vec<UnitIx>>,
    /// Levels of which a roster names every unit.
    complete: Vec<LevelIx>,
}

impl Units {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Makes room for so many more units.
    pub fn reserve(&mut self, units: usize) {
        self.rows.reserve(units);
    }

    /// Adds a unit of a roster; gives back the known one instead where the code is taken.
    pub fn add(&mut self, unit: NewUnit<'_>) -> Result<UnitIx, UnitIx> {
        self.add_unless_known(unit, Units::index_code)
    }

    /// Adds a unit that was met in a file of figures; gives back the known one instead where the code is taken.
    pub fn add_met(&mut self, unit: NewUnit<'_>) -> Result<UnitIx, UnitIx> {
        self.add_unless_known(unit, Units::add_to_run)
    }

    fn add_unless_known(
        &mut self,
        unit: NewUnit<'_>,
        index: impl FnOnce(&mut Units, UnitIx),
    ) -> Result<UnitIx, UnitIx> {
        if let Some(known) = self.by_code(unit.code) {
            return Err(known);
        }
        let ix = UnitIx(self.rows.len() as u32);
        let parent = unit.parent.map_or(NONE, |parent| parent.0);
        let row = Row {
            code: self.store(unit.code),
            name: self.store(unit.name),
            level: unit.level as u16,
            parent,
            sibling: self.children.insert(parent, ix.0).unwrap_or(NONE),
        };
        self.rows.push(row);
        self.lengths |= length(unit.code);
        index(self, ix);
        let level = unit.level as usize;
        if self.levels.len() <= level {
            self.levels.resize(level + 1, Vec::new());
        }
        self.levels[level].push(ix);
        self.note_extra(unit, ix);
        Ok(ix)
    }

    /// Notes the names of a unit, and what is known of some units only.
    fn note_extra(&mut self, unit: NewUnit<'_>, ix: UnitIx) {
        match unit.into[..] {
            [] => {}
            [into] => self.former.entry(into).or_default().push(ix),
            ref several => self.split.extend(several.iter().map(|&into| (into, ix))),
        }
        self.index_name(unit.name, ix);
        let extra = Extra {
            name_en: unit.name_en.map(Into::into),
            from: unit.from,
            until: unit.until,
            into: unit.into,
            also: unit.also.iter().map(|&also| also.into()).collect(),
        };
        for also in &unit.also {
            self.index_name(also, ix);
        }
        if let Some(en) = unit.name_en {
            self.index_name(en, ix);
        }
        if extra.name_en.is_some()
            || extra.from.is_some()
            || extra.until.is_some()
            || !extra.into.is_empty()
            || !extra.also.is_empty()
        {
            self.extras.insert(ix, extra);
        }
    }

    fn store(&mut self, word: &str) -> (u32, u16) {
        let at = self.text.len() as u32;
        self.text.push_str(word);
        (at, word.len() as u16)
    }

    fn word(&self, (at, len): (u32, u16)) -> &str {
        &self.text[at as usize..at as usize + len as usize]
    }

    fn index_name(&mut self, name: &str, ix: UnitIx) {
        if name.is_empty() {
            return;
        }
        self.name_lengths |= length(name);
        let known = self.names.entry(name.into()).or_default();
        if !known.contains(&ix) {
            known.push(ix);
        }
    }

    /// Whether `ix` is a unit with this code, given as bytes of UTF-8.
    pub fn has_code(&self, ix: UnitIx, code: &[u8]) -> bool {
        let row = self.rows.get(ix.0 as usize);
        row.is_some_and(|row| self.word(row.code).as_bytes() == code)
    }

    /// Whether a unit may have a code of so many bytes.
    pub fn may_have_code_of_length(&self, length: usize) -> bool {
        self.lengths & 1 << length.min(63) != 0
    }

    /// Whether a unit may have a code or a name of so many bytes.
    pub fn has_word_of_length(&self, length: usize) -> bool {
        (self.lengths | self.name_lengths) & 1 << length.min(63) != 0
    }

    /// The units that a code or a name of any time may mean.
    pub fn find(&self, key: &str) -> Vec<UnitIx> {
        let key = key.trim();
        match self.by_code(key) {
            Some(ix) => vec![ix],
            None if self.name_lengths & length(key) == 0 => Vec::new(),
            None => self.names.get(key).cloned().unwrap_or_default(),
        }
    }

    /// A unit's code.
    pub fn code(&self, ix: UnitIx) -> &str {
        self.word(self.rows[ix.0 as usize].code)
    }

    /// The name, the English one where it is asked for and there is one; the code where there is no name.
    pub fn name(&self, ix: UnitIx, lang: Lang) -> &str {
        if lang == Lang::En
            && let Some(en) = self.extras.get(&ix).and_then(|e| e.name_en.as_deref())
        {
            return en;
        }
        match self.word(self.rows[ix.0 as usize].name) {
            "" => self.code(ix),
            name => name,
        }
    }

    /// All names of a unit and its other codes: the name, the English name, and those of the column `also`; none where no name
    /// is known.
    pub fn names(&self, ix: UnitIx) -> impl Iterator<Item = &str> {
        let name = self.word(self.rows[ix.0 as usize].name);
        let extra = self.extras.get(&ix);
        let others = extra.into_iter().flat_map(|extra| {
            let also = extra.also.iter().map(|also| &**also);
            extra.name_en.as_deref().into_iter().chain(also)
        });
        Some(name)
            .filter(|name| !name.is_empty())
            .into_iter()
            .chain(others)
    }

    /// A unit's level.
    pub fn level(&self, ix: UnitIx) -> LevelIx {
        LevelIx(self.rows[ix.0 as usize].level.into())
    }

    /// The unit that one belongs to; `None` at the top.
    pub fn parent(&self, ix: UnitIx) -> Option<UnitIx> {
        let parent = self.rows[ix.0 as usize].parent;
        (parent != NONE).then_some(UnitIx(parent))
    }

    /// All units, in the order in which they were added.
    pub fn all(&self) -> impl Iterator<Item = UnitIx> + use<> {
        (0..self.rows.len() as u32).map(UnitIx)
    }

    /// The units of a level that stand below a unit and existed in a year, by code; those that became part of others stand for
    /// themselves no more.
    pub fn members(&self, of: UnitIx, level: LevelIx, year: Year) -> Vec<UnitIx> {
        let mut members = Vec::new();
        let mut above = self.predecessors(of);
        above.push(of);
        while let Some(unit) = above.pop() {
            let mut child = self.children.get(&unit.0).copied().unwrap_or(NONE);
            while child != NONE {
                let ix = UnitIx(child);
                if self.level(ix) == level {
                    members.push(ix);
                }
                // What became part of another is found there.
                if self.level(ix) < level && self.successor(ix).is_none() {
                    above.extend(self.predecessors(ix));
                    above.push(ix);
                }
                child = self.rows[child as usize].sibling;
            }
        }
        members
            .retain(|&ix| self.successor(ix).is_none() && self.existed_with_predecessors(ix, year));
        // The last that was added is the first child; codes mostly ascend as units are added.
        members.reverse();
        members.sort_by(|&a, &b| self.code(a).cmp(self.code(b)));
        members
    }

    /// The units of a level, in the order in which they were added.
    pub fn at_level(&self, level: LevelIx) -> &[UnitIx] {
        self.levels.get(level.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Declares that a roster names every unit of a level.
    pub fn complete(&mut self, level: LevelIx) {
        if !self.complete.contains(&level) {
            self.complete.push(level);
        }
    }

    /// Whether a roster names every unit of a level.
    pub fn is_complete(&self, level: LevelIx) -> bool {
        self.complete.contains(&level)
    }

    /// The units that belong to no other and existed in a year, by level and code.
    pub fn roots(&self, year: Year) -> Vec<UnitIx> {
        let mut roots: Vec<UnitIx> = self
            .all()
            .filter(|&ix| self.is_root(ix))
            .filter(|&ix| self.exists(ix, year))
            .collect();
        roots.sort_by_key(|&ix| (self.level(ix), self.code(ix)));
        roots
    }

    /// Whether a unit belongs to no other and did not become part of others.
    fn is_root(&self, ix: UnitIx) -> bool {
        self.parent(ix).is_none() && self.successors(ix).is_empty()
    }

    /// The unit at the top: of the highest level, without a parent, not merged away. `None` if there are no units.
    pub fn top(&self) -> Option<UnitIx> {
        self.all()
            .filter(|&ix| self.is_root(ix))
            .min_by_key(|&ix| (self.level(ix), ix))
    }
}

/// A word's length as a bit; long ones share one.
fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}
