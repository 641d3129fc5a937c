//! The outlines of units that a data set brings for maps: a GeoJSON file that `data.toml` names.

use super::files::{FileKey, exists, normal_path};
use super::{FileEntry, Placed, unreadable};
use crate::finding::{Finding, Findings, Place, codes};
use crate::observation::{Boundaries, Units};
use crate::source::Folder;
use crate::text;
use crate::toml_reader::Collector;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The declared file, if it is there; it holds no figures, and is not read as a table.
pub(super) fn check(
    declared: Option<Placed<String>>,
    files: &mut BTreeMap<FileKey, Option<FileEntry>>,
    folder: &Folder,
    log: &Collector,
) -> Option<Placed<String>> {
    let declared = declared?;
    let path = normal_path(&declared, log)?;
    let is_there = exists(&declared, &path, folder, log);
    let key = FileKey {
        path: path.clone(),
        sheet: None,
    };
    files.insert(key, None);
    is_there.then_some(Placed {
        value: path,
        place: declared.place,
    })
}

/// Reads the file. One that is no GeoJSON, or that outlines none of the units, is reported.
pub fn read(
    declared: &Placed<String>,
    folder: &Folder,
    units: &Units,
    findings: &mut Findings,
) -> Option<Boundaries> {
    let name = &declared.value;
    let file = match folder.read_text(name) {
        Ok(file) => file,
        Err(error) => {
            findings.add(unreadable(&error));
            return None;
        }
    };
    let parsed = serde_json::from_str::<Value>(&file.text);
    let features = parsed.as_ref().ok().map(|json| &json["features"]);
    let Some(features) = features.and_then(Value::as_array) else {
        findings.add(not_geojson(&file.path));
        return None;
    };
    let outlines = |feature: &Value| {
        let code = feature["id"].as_str();
        code.is_some_and(|code| units.by_code(code).is_some())
    };
    if !features.iter().any(outlines) {
        findings.add(declared.finding(
            codes::UNKNOWN_REFERENCE,
            text!(
                "`{name}` 中没有任何评估对象的边界",
                "`{name}` outlines none of the units"
            ),
            text!(
                "每个 feature 的 `id` 应为评估对象的代码",
                "the `id` of each feature has to be the code of a unit"
            ),
        ));
    }
    Some(Boundaries {
        name: name.clone(),
        path: file.path,
        text: file.text,
    })
}

fn not_geojson(path: &Arc<str>) -> Finding {
    let message = text!(
        "边界文件不是 GeoJSON",
        "the file of boundaries is not GeoJSON"
    );
    Finding::new(codes::UNREADABLE, message)
        .at(Place::file(path.clone()))
        .help(text!(
            "应为 FeatureCollection，坐标为经纬度",
            "write a FeatureCollection with longitudes and latitudes"
        ))
}
