//! What became of the files of a batch: how many are new and changed; one by one where nothing was written.

use crate::i18n::Lang;
use crate::render::Style;
use crate::render::escape::terminal;
use crate::report::manifest::{BatchDocument, BatchEntry, Change, Changes};
use std::io::{self, Write};

pub(super) fn write(out: &mut dyn Write, style: Style, document: &BatchDocument) -> io::Result<()> {
    let lang = style.lang;
    let counts = document.changes.unwrap_or_default();
    if document.dry_run {
        for file in document.files.iter().chain(&document.outdated) {
            line(out, file, lang)?;
        }
    }
    writeln!(out, "{}", sentence(document, &counts, lang))
}

/// A file that is not unchanged.
fn line(out: &mut dyn Write, file: &BatchEntry, lang: Lang) -> io::Result<()> {
    let word = match file.change {
        None | Some(Change::Unchanged) => return Ok(()),
        Some(Change::New) => lang.pick("新增", "new      "),
        Some(Change::Changed) => lang.pick("更新", "changed  "),
        Some(Change::Removed) => lang.pick("删除", "removed  "),
        Some(Change::Kept) => lang.pick("保留", "kept     "),
    };
    writeln!(out, "{word} {}", terminal(&file.path))
}

fn sentence(document: &BatchDocument, counts: &Changes, lang: Lang) -> String {
    let all = document.files.len();
    if counts.nothing() {
        let nothing = match lang {
            Lang::Zh => format!("无变化：{all} 个文件"),
            Lang::En => format!("nothing changed: {all} files"),
        };
        return nothing + &kept(counts, lang);
    }
    let Changes {
        new,
        changed,
        unchanged,
        removed,
        ..
    } = counts;
    let said = match (lang, document.dry_run) {
        (Lang::Zh, false) => {
            format!("{all} 个文件：新增 {new}，更新 {changed}，未变 {unchanged}，删除 {removed}")
        }
        (Lang::Zh, true) => format!(
            "未写入；{all} 个文件中将新增 {new}，更新 {changed}，不变 {unchanged}，删除 {removed}"
        ),
        (Lang::En, false) => format!(
            "{all} files: {new} new, {changed} changed, {unchanged} unchanged, {removed} removed"
        ),
        (Lang::En, true) => format!(
            "nothing written; of {all} files {new} would be new, {changed} changed, {unchanged} unchanged, and {removed} removed"
        ),
    };
    said + &kept(counts, lang)
}

/// Files of an earlier batch that stay, since they do not have the bytes that the manifest states.
fn kept(counts: &Changes, lang: Lang) -> String {
    match (counts.kept, lang) {
        (0, _) => String::new(),
        (kept, Lang::Zh) => format!("；保留 {kept} 个旧文件：内容与清单所载不一致"),
        (kept, Lang::En) => {
            format!("; {kept} of an earlier batch kept: the manifest states other bytes")
        }
    }
}
