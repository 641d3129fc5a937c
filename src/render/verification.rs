//! What the formats for people say of a scorecard that was made again.

use super::notices::Notice;
use super::number_format::NOTHING;
use super::style;
use crate::i18n::Lang;
use crate::report::Severity;
use crate::report::verification::{
    FieldDifference, InputCheck, InputRole, InputStatus, ResultDifference, VerifyDocument,
};
use serde_json::Value;

/// Fields that are written of a result.
const FIELDS: usize = 6;

/// Characters that are written of a value.
const LONGEST: usize = 60;

/// The inputs that are not the same.
pub fn changed_inputs(document: &VerifyDocument) -> impl Iterator<Item = &InputCheck> {
    let inputs = document.inputs.iter();
    inputs.filter(|input| input.status != InputStatus::Unchanged)
}

/// What became of an input, and what it is for.
pub fn input_words(input: &InputCheck, lang: Lang) -> [&'static str; 2] {
    let status = match input.status {
        InputStatus::Unchanged => lang.pick("未变", "unchanged"),
        InputStatus::Changed => lang.pick("已变", "changed"),
        InputStatus::Missing => lang.pick("缺失", "missing"),
        InputStatus::Added => lang.pick("新增", "added"),
    };
    let role = match input.role {
        InputRole::Plan => lang.pick("规划", "plan"),
        InputRole::Declarations => lang.pick("数据声明", "declarations"),
        InputRole::Data => lang.pick("数据", "data"),
    };
    [status, role]
}

/// How many inputs are the same: `4 inputs are unchanged`.
pub fn unchanged_inputs(document: &VerifyDocument, lang: Lang) -> String {
    let same = document.inputs.len() - changed_inputs(document).count();
    let all = document.inputs.len();
    match lang {
        Lang::Zh => format!("{all} 个输入文件中 {same} 个未变"),
        Lang::En => format!("inputs that are the same: {same} of {all}"),
    }
}

/// How many results are the same and were read from other places; `None` if none are.
pub fn moved(document: &VerifyDocument, lang: Lang) -> Option<String> {
    let moved = document.moved;
    (moved > 0).then(|| match lang {
        Lang::Zh => format!("其中 {moved} 项结果相同，但所在位置有变"),
        Lang::En => format!("results that are the same and were read from another place: {moved}"),
    })
}

/// The verdict then and now: `✓ met → ✗ missed`.
pub fn verdicts(difference: &ResultDifference, lang: Lang) -> String {
    let (then, now) = (
        style::verdict(difference.stated, lang),
        style::verdict(difference.found, lang),
    );
    match then == now {
        true => then,
        false => format!("{then} → {now}"),
    }
}

/// The result that a difference is about: `volunteering rate  Lower Willow 0102  2023`.
pub fn title(difference: &ResultDifference) -> String {
    let ResultDifference {
        name, unit, year, ..
    } = difference;
    format!("{name}  {} {}  {year}", unit.name, unit.code)
}

/// The fields that are not the same, a line each, and the inputs that explain it.
pub fn lines(difference: &ResultDifference, lang: Lang) -> Vec<String> {
    let fields = told_fields(difference);
    let told = fields.iter().take(FIELDS);
    let mut lines: Vec<String> = told.map(|field| field_line(field)).collect();
    let more = fields.len().saturating_sub(FIELDS);
    if more > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有 {more} 处"),
            Lang::En => format!("and {more} more"),
        });
    }
    lines.push(match &difference.inputs[..] {
        [] => lang
            .pick(
                "没有输入文件可以解释：评分结果或程序不同",
                "no input explains it: the scorecard or the program is another",
            )
            .to_owned(),
        inputs => {
            let list = inputs.join(lang.pick("、", ", "));
            format!("{}{list}", lang.pick("依据：", "rests on "))
        }
    });
    lines
}

/// The fields that are told beside the verdict. Fractions beside decimals and bounds beside a value say the same again.
fn told_fields(difference: &ResultDifference) -> Vec<&FieldDifference> {
    let repeats = |name: &str| name.ends_with("exact") || name.starts_with("bounds.");
    let fields = difference.fields.iter();
    let fields = fields.filter(|field| field.field != "verdict");
    let (mut told, again): (Vec<_>, Vec<_>) = fields.partition(|field| !repeats(&field.field));
    if !told.iter().any(|field| field.field == "value") {
        told.extend(again);
    }
    told
}

/// `value: 20 → 10`.
pub fn field_line(field: &FieldDifference) -> String {
    let FieldDifference {
        field,
        stated,
        found,
    } = field;
    format!("{field}: {} → {}", short(stated), short(found))
}

/// A value as a short text.
pub fn short(value: &Value) -> String {
    let text = match value {
        Value::Null => NOTHING.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// Each result that is not the same, and what else is not.
pub fn notices(document: &VerifyDocument, lang: Lang) -> Vec<Notice<'_>> {
    let meaning = lang.pick(
        "评分结果与重新评分所得不同",
        "a scorecard is not the same when it is made again",
    );
    let results = document.differences.iter().map(|difference| Notice {
        rule: "verify/result",
        meaning,
        id: difference.id.clone(),
        severity: Severity::Error,
        title: title(difference),
        message: verdicts(difference, lang),
        lines: lines(difference, lang),
        place: difference.place.as_ref(),
    });
    let stands = document.stands == Some(true);
    let others = document.others.iter().map(|field| Notice {
        rule: "verify/document",
        meaning,
        id: field.field.clone(),
        severity: match stands {
            true => Severity::Note,
            false => Severity::Error,
        },
        title: field.field.clone(),
        message: field_line(field),
        lines: Vec::new(),
        place: None,
    });
    results.chain(others).collect()
}
