//! What `check` found, and which figures are outstanding.

use super::grid::table;
use crate::i18n::Lang;
use crate::render::phrases::{self, plural};
use crate::render::{Style, escape};
use crate::report::check::{CheckDocument, Checked, FileBalance, MissingFigure};
use std::io::{self, Write};

/// What was read, or the outstanding figures where they were asked for.
pub fn write(out: &mut dyn Write, style: Style, document: &CheckDocument) -> io::Result<()> {
    match &document.missing {
        Some(missing) => outstanding(out, style, missing),
        None => {
            writeln!(out, "{}", read(&document.checked, style.lang))?;
            let mut balance = document.checked.balance.iter();
            balance.try_for_each(|file| balance_of(out, file, style.lang))
        }
    }
}

/// What became of the rows of a file; nothing if all of them were used.
fn balance_of(out: &mut dyn Write, file: &FileBalance, lang: Lang) -> io::Result<()> {
    let FileBalance {
        read,
        used,
        set_aside,
        refused,
        refused_cells,
        ..
    } = *file;
    if read == used && refused_cells == 0 {
        return Ok(());
    }
    let name = match &file.sheet {
        Some(sheet) => format!("{}!{sheet}", file.file),
        None => file.file.clone(),
    };
    let name = escape::terminal(&name);
    let cells = match (refused_cells, lang) {
        (0, _) => String::new(),
        (cells, Lang::Zh) => format!("；另有{cells}个单元格未采用"),
        (cells, Lang::En) => format!("; {} refused", plural(cells, "cell")),
    };
    match lang {
        Lang::Zh => writeln!(
            out,
            "  {name}：读取{read}行 = 采用{used} + 搁置{set_aside} + 未采用{refused}{cells}"
        ),
        Lang::En => writeln!(
            out,
            "  {name}: {} read = {used} used + {set_aside} set aside + {refused} refused{cells}",
            plural(read, "row")
        ),
    }
}

fn read(checked: &Checked, lang: Lang) -> String {
    let Checked {
        indicators,
        units,
        files,
        rows,
        ..
    } = *checked;
    match lang {
        Lang::Zh => {
            format!("已检查：{indicators}项指标，{units}个评估对象，{files}个文件，{rows}行")
        }
        Lang::En => {
            let (indicators, units, files) = (indicators as u64, units as u64, files as u64);
            let counts = [
                plural(indicators, "indicator"),
                plural(units, "unit"),
                plural(files, "file"),
                plural(rows, "row"),
            ];
            format!("checked: {}", counts.join(", "))
        }
    }
}

fn outstanding(out: &mut dyn Write, style: Style, missing: &[MissingFigure]) -> io::Result<()> {
    let (head, rows) = phrases::outstanding(missing, style.lang);
    let rows: Vec<Vec<String>> = rows.into_iter().map(Vec::from).collect();
    if !rows.is_empty() {
        table(out, style, &head, &rows)?;
    }
    let total: u64 = missing.iter().map(|figure| figure.missing).sum();
    match style.lang {
        Lang::Zh => writeln!(out, "共缺报{total}项"),
        Lang::En => writeln!(out, "{} missing", plural(total, "figure")),
    }
}
