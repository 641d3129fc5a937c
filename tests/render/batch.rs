//! A batch put together by hand: files that are new, changed, as they were, outdated.

use super::{LANGS, compare_golden, style};
use kaoping::internals::i18n::Lang;
use kaoping::internals::render::FORMATS;
use kaoping::internals::report::manifest::{BatchDocument, Changes};
use serde_json::{Value, json};

fn entry(path: &str, change: &str) -> Value {
    json!({ "path": path, "sha256": "ab".repeat(32), "size": 1200, "change": change })
}

fn document(lang: Lang, dry_run: bool) -> BatchDocument {
    let document = json!({
        "schema": "kaoping/batch/1",
        "tool": { "name": "kaoping", "version": "0.1.0" },
        "complete": !dry_run,
        "key": "cd".repeat(32),
        "plan": lang.pick("示例规划", "sample plan"),
        "plan_sha256": "ef".repeat(32),
        "data_title": "figures",
        "synthetic": true,
        "language": lang.pick("zh", "en"),
        "years": [2012, 2013],
        "units": ["110000", "110105"],
        "formats": ["html", "csv"],
        "dry_run": dry_run,
        "files": [
            entry("2012/110000.html", "new"),
            entry("2012/110105.html", "changed"),
            entry("index.html", "unchanged"),
        ],
        "outdated": [entry("2011/110000.html", "removed"), entry("2011/index.html", "kept")],
        "exit": { "code": 0, "reason": "done", "message": lang.pick("完成", "done") },
    });
    let document: BatchDocument = serde_json::from_value(document).unwrap();
    let changes = Some(Changes::of(&document));
    BatchDocument {
        changes,
        ..document
    }
}

#[test]
fn batches_in_both_languages() {
    for format in FORMATS {
        let Some(write) = format.batch else {
            continue;
        };
        for (lang, word) in LANGS {
            for (dry_run, name) in [(false, "batch"), (true, "batch-dry-run")] {
                let mut out = Vec::new();
                write(&mut out, style(lang, 80), &document(lang, dry_run)).unwrap();
                let text = String::from_utf8(out).unwrap();
                compare_golden(&format!("{name}-{}-{word}.txt", format.id), &text);
            }
        }
    }
}
