//! What the tool writes of a table it reads back to the same observations: the table as it is read, and the list of observations.

use crate::pollution::{Pollution, Repeats, clean, pollution};
use crate::{Observations, common, config, declare, read, read_folder};
use kaoping::internals::data::{self, TableQuery};
use kaoping::internals::finding::Findings;
use kaoping::internals::i18n::Lang;
use kaoping::internals::plan::Plan;
use kaoping::internals::render::{TableWriter, format};
use kaoping::internals::report::observations;
use kaoping::internals::source::Folder;
use kaoping::internals::table::{Control, ReadEvent, Table};
use kaoping::internals::tally::{self, Question};
use proptest::prelude::*;
use std::path::Path;

/// How the list of observations is declared.
const LIST: &str = r#"columns = { unit_code = { is = "code" }, unit = { is = "name" }, unit_of_measure = { is = "measure-unit" } }
ignore = ["lower", "upper", "state", "written", "file", "sheet", "line", "column", "synthetic"]"#;

fn on_disk(path: &Path) -> Folder {
    Folder::Disk(path.to_str().unwrap().into())
}

/// The tables of a file as `table` writes them.
fn tables(plan: &Plan, file: &Path) -> Vec<u8> {
    let folder = Folder::at(file.to_str().unwrap().into());
    let (found, _) = data::tables(&folder, plan, TableQuery::default()).unwrap();
    let mut written = Vec::new();
    for found in found {
        let mut rows = TableWriter::new(&mut written);
        found.open(&folder).unwrap().read(|event| {
            if let ReadEvent::Record(record) = event {
                let fields = (0..record.len()).map(|at| record.bytes(at));
                rows.row(fields).unwrap();
            }
            Control::Next
        });
        rows.finish().unwrap();
        written.push(b'\n');
    }
    written
}

/// All observations of a data set as `observations` writes them.
fn list(plan: &Plan, root: &Path, lang: Lang) -> (Vec<u8>, Findings) {
    let (opened, mut findings) = data::open(&on_disk(root), plan);
    let (figures, counted) = tally::count(opened, plan, &Question::of_everything(plan));
    findings.merge(counted);
    let mut document = observations::of(plan, &figures, lang);
    let write = format("csv").and_then(|format| format.observations);
    let mut written = Vec::new();
    write.expect("a list")(&mut written, &mut document).unwrap();
    (written, findings)
}

proptest! {
    // Each is read three times.
    #![proptest_config(ProptestConfig { cases: config().cases / 5, ..config() })]

    #[test]
    fn what_is_written_of_a_table_is_read_back(clean in clean(), how in pollution(), zh in any::<bool>()) {
        // `table` knows no declarations.
        let how = Pollution { repeats: Repeats::Written, ..how };
        let plan = common::plan();
        let (name, bytes) = how.file(&clean);
        let root = tempfile::tempdir().unwrap();
        declare(root.path(), name, &bytes, &how.declared(&clean));
        let observed: Observations = read_folder(&plan, root.path()).observations;
        let again = tables(&plan, &root.path().join(name));
        let from_table = read(&plan, "again.csv", &again, &how.declared(&clean));
        let text = String::from_utf8_lossy(&again);
        prop_assert_eq!(&from_table.observations, &observed, "{}\n{:?}", text, from_table.findings);
        let lang = if zh { Lang::Zh } else { Lang::En };
        let (again, _) = list(&plan, root.path(), lang);
        let from_list = read(&plan, "list.csv", &again, LIST);
        let text = String::from_utf8_lossy(&again);
        prop_assert_eq!(&from_list.observations, &observed, "{}\n{:?}", text, from_list.findings);
    }
}
