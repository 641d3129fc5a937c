//! Opens a data set: reads `data.toml`, every header, and the units files.

use super::DataSet;
use super::discovery::{Discovery, Parts};
use super::header::{FileSchema, NameIndex, SchemaReader};
use super::layout::FormatReader;
use super::manifest::{Manifest, Shape, declared_unit, read_boundaries, resolve};
use super::unit::Roster;
use crate::finding::{Findings, Kept};
use crate::i18n::Text;
use crate::observation::{InputFile, Units};
use crate::plan::Plan;
use crate::progress::Progress;
use crate::source::{Elsewhere, Folder};
use crate::table::Format;
use hashbrown::HashMap;
use std::sync::OnceLock;

/// Opens a data set: reads `data.toml`, every header, and all rows of units files. What can't be read is left out and
/// reported.
pub fn open(folder: &Folder, plan: &Plan) -> (DataSet, Findings) {
    open_keeping(folder, plan, Kept::default(), &Progress::default())
}

/// The same with the schemas of the tables of engines: as if none of them had a row.
pub fn open_tables(folder: &Folder, plan: &Plan) -> (DataSet, Findings) {
    let mut unread = Findings::default();
    let headers = Manifest::read(folder, plan, &mut unread).map(|manifest| {
        let tables = manifest.tables();
        let headers =
            tables.map(|table| (table.file_name(), Elsewhere::Bytes(table.header().into())));
        headers.collect()
    });
    open(
        &folder.clone().joined_with(headers.unwrap_or_default()),
        plan,
    )
}

/// The same, keeping so much of what is found and counting the bytes that are read, also when the rows of figures are read.
pub fn open_keeping(
    folder: &Folder,
    plan: &Plan,
    kept: Kept,
    progress: &Progress,
) -> (DataSet, Findings) {
    let mut findings = Findings::keeping(kept);
    let mut data = DataSet {
        progress: progress.clone(),
        ..empty(folder, kept)
    };
    let Some(mut manifest) = Manifest::read(folder, plan, &mut findings) else {
        return (data, findings);
    };
    manifest.take_results(folder, &mut findings);
    data.tallies = manifest.tallies;
    if let Some(title) = manifest.title {
        data.title = title;
    }
    data.synthetic = manifest.synthetic;
    let name_index = NameIndex::new(plan);
    let mut rosters = Vec::new();
    let discovery = Discovery {
        folder,
        name_index: &name_index,
        declared: manifest.files,
        progress,
    };
    let mut parts = Parts::default();
    for input in discovery.inputs(&mut findings) {
        let reader = SchemaReader {
            folder,
            plan,
            name_index: &name_index,
        };
        let formats = FormatReader {
            folder,
            name_index: &name_index,
        };
        let arranged = formats.formats(&input, &mut findings);
        if input.sheet.is_none() && !arranged.tables.iter().any(Format::is_read_by_range) {
            progress.add(folder.counted_bytes(&input.name, progress));
        }
        if let [Format::Parquet(part)] = &arranged.tables[..] {
            parts.compare(folder, &input.name, part, &mut findings);
        }
        let file = data.files.len() as u32;
        let schemas = arranged.tables.into_iter();
        let schemas = schemas.filter_map(|format| reader.read(&input, format, file, &mut findings));
        let schemas: Vec<FileSchema> = schemas.collect();
        if schemas.is_empty() && arranged.refused == 0 {
            continue;
        }
        data.files.push(InputFile {
            path: folder.shown_path(&input.name),
            name: input.name.clone(),
            sheet: input.sheet.as_ref().map(|sheet| sheet.name.clone()),
            encoding: "utf-8",
            rows: 0,
            set_aside: arranged.set_aside,
            refused_rows: arranged.refused,
            refused: arranged.refused,
            merged: input.entry.merged,
        });
        for schema in schemas {
            match schema.header.shape {
                Shape::Units => rosters.push(schema),
                Shape::Wide | Shape::Long => data.schemas.push(schema),
            }
        }
    }
    data.files.extend(tallies(folder, &data.tallies));
    // Rosters first, since no other file may add to them; then higher levels, so that few rows have to be deferred until their
    // parents are known.
    rosters.sort_by_key(|schema| (!schema.entry.roster, schema.entry.level));
    let mut roster = Roster::of_files(&rosters, &data.files, kept);
    for schema in &rosters {
        let input = &mut data.files[schema.file as usize];
        roster.read(folder, schema, plan, input, &mut findings);
        if schema.format.is_read_by_range() {
            progress.add(folder.counted_bytes(&schema.name, progress));
        }
    }
    rosters.retain(|schema| schema.table().is_some());
    data.rosters = rosters;
    data.units = roster.finish(plan, &mut data.files, &mut findings);
    let units_declared = data
        .schemas
        .iter()
        .filter_map(|schema| schema.entry.unit.as_ref());
    for declared in units_declared {
        declared_unit(declared, &data.units, &mut findings);
    }
    let boundaries = manifest.boundaries.as_ref();
    data.boundaries = boundaries
        .and_then(|declared| read_boundaries(declared, folder, &data.units, &mut findings));
    let mut declarations = manifest.declarations;
    data.reconcile = std::mem::take(&mut declarations.reconcile);
    (data.acknowledged, data.waivers) = resolve(declarations, &data.units, &mut findings);
    (data, findings)
}

/// The files that hold counts of an engine.
fn tallies(folder: &Folder, names: &[String]) -> Vec<InputFile> {
    let of_name = |name: &String| InputFile {
        path: folder.shown_path(name),
        name: name.clone(),
        sheet: None,
        encoding: "utf-8",
        rows: 0,
        set_aside: 0,
        refused_rows: 0,
        refused: 0,
        merged: false,
    };
    names.iter().map(of_name).collect()
}

fn empty(folder: &Folder, kept: Kept) -> DataSet {
    let shown = folder.shown();
    let title = shown.trim_end_matches('/').rsplit('/').next();
    DataSet {
        folder: folder.clone(),
        title: Text::same(title.unwrap_or(&shown)),
        synthetic: false,
        schemas: Vec::new(),
        rosters: Vec::new(),
        files: Vec::new(),
        tallies: Vec::new(),
        units: Units::default(),
        boundaries: None,
        acknowledged: Vec::new(),
        reconcile: HashMap::new(),
        waivers: Vec::new(),
        kept,
        progress: Progress::default(),
        names: OnceLock::new(),
    }
}
