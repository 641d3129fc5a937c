//! What `data.toml` declares about figures: known contradictions, comparisons of sums, waivers.

use super::Placed;
use super::columns::in_years_of;
use super::forms::{AcknowledgeForm, ReconcileForm};
use super::waivers::{self, WaiverForm, WaiverOfUnits};
use crate::data::Acknowledged;
use crate::data::words::quote_list;
use crate::finding::{Finding, Findings, Place, codes};
use crate::i18n::{Lang, Text};
use crate::observation::{Period, Reconcile, UnitIx, Units, Waiver};
use crate::plan::{Plan, VariableIx};
use crate::text;
use crate::toml_reader::{Collector, list_of};
use hashbrown::HashMap;

/// The codes of findings that `[[acknowledge]]` may name.
const ACKNOWLEDGEABLE: [&str; 1] = [codes::CONFLICT.id];

/// Declarations about figures, checked against the plan; their units are not yet resolved.
#[derive(Default)]
pub struct Declarations {
    acknowledged: Vec<AcknowledgedOfUnit>,
    /// By variable.
    pub reconcile: HashMap<VariableIx, Reconcile>,
    waivers: Vec<WaiverOfUnits>,
}

struct AcknowledgedOfUnit {
    code: Placed<String>,
    /// `None` if the plan does not have it, which has been reported.
    variable: Option<VariableIx>,
    unit: Placed<String>,
    period: Option<Period>,
    why: Text,
}

/// Checks everything that refers to the plan.
pub(super) fn check(
    acknowledge: Vec<AcknowledgeForm>,
    reconcile: Vec<ReconcileForm>,
    waivers: Vec<WaiverForm>,
    plan: &Plan,
    log: &Collector,
) -> Declarations {
    let acknowledge = acknowledge.into_iter();
    let waivers = waivers.into_iter();
    Declarations {
        acknowledged: acknowledge
            .map(|form| check_acknowledge(form, plan, log))
            .collect(),
        reconcile: check_reconcile(reconcile, plan, log),
        waivers: waivers.map(|form| form.check(plan, log)).collect(),
    }
}

fn check_acknowledge(form: AcknowledgeForm, plan: &Plan, log: &Collector) -> AcknowledgedOfUnit {
    let code = &form.code.value;
    if !ACKNOWLEDGEABLE.contains(&code.as_str()) {
        log.add(form.code.finding(
            codes::BAD_VALUE,
            text!(
                "`{code}` 类问题不能预先说明",
                "findings `{code}` can't be acknowledged"
            ),
            list_of(code, ACKNOWLEDGEABLE.into_iter()),
        ));
    }
    AcknowledgedOfUnit {
        variable: variable(&form.variable, plan, log),
        code: form.code,
        unit: form.unit,
        period: in_years_of(&form.period, plan, log),
        why: form.why,
    }
}

fn check_reconcile(
    forms: Vec<ReconcileForm>,
    plan: &Plan,
    log: &Collector,
) -> HashMap<VariableIx, Reconcile> {
    let mut checked = HashMap::new();
    let mut places: HashMap<VariableIx, Place> = HashMap::new();
    for form in forms {
        let Some(variable) = variable(&form.variable, plan, log) else {
            continue;
        };
        if let Some(first) = places.get(&variable) {
            let id = &form.variable.value;
            log.add(duplicate(
                &form.variable.place,
                first,
                text!(
                    "`{id}` 已有一条 `reconcile`",
                    "`{id}` has two `reconcile` entries"
                ),
            ));
            continue;
        }
        places.insert(variable, form.variable.place);
        let (tolerance, stands) = (form.tolerance, form.stands);
        checked.insert(variable, Reconcile { tolerance, stands });
    }
    checked
}

fn variable(id: &Placed<String>, plan: &Plan, log: &Collector) -> Option<VariableIx> {
    let found = plan.variable(&id.value);
    if found.is_none() {
        let ids = plan.variables.iter().map(|one| one.id.as_str());
        id.unknown(text!("数据项", "variable"), ids, log);
    }
    found
}

pub(super) fn duplicate(second: &Place, first: &Place, message: Text) -> Finding {
    Finding::new(codes::BAD_MANIFEST, message)
        .at(second.clone())
        .beside(first.clone(), text!("第一条在这里", "the first is here"))
        .help(text!("请删去其中一条", "remove one of the two"))
}

/// The acknowledged contradictions and the waivers, with the units that they name. An unknown unit and a second entry for
/// the same figures are reported, and the entry is left out.
pub fn resolve(
    declarations: Declarations,
    units: &Units,
    findings: &mut Findings,
) -> (Vec<Acknowledged>, Vec<Waiver>) {
    let acknowledged = resolve_acknowledged(declarations.acknowledged, units, findings);
    let waivers = waivers::resolve(declarations.waivers, units, findings);
    (acknowledged, waivers)
}

fn resolve_acknowledged(
    entries: Vec<AcknowledgedOfUnit>,
    units: &Units,
    findings: &mut Findings,
) -> Vec<Acknowledged> {
    let mut places: HashMap<(String, VariableIx, UnitIx, Period), Place> = HashMap::new();
    let mut resolved = Vec::new();
    for entry in entries {
        let unit = declared_unit(&entry.unit, units, findings);
        let (Some(unit), Some(variable), Some(period)) = (unit, entry.variable, entry.period)
        else {
            continue;
        };
        let code = entry.code.value;
        let key = (code.clone(), variable, unit, period);
        if let Some(first) = places.get(&key) {
            let message = text!(
                "同一矛盾说明了两次",
                "the same contradiction is acknowledged twice"
            );
            findings.add(duplicate(&entry.code.place, first, message));
            continue;
        }
        places.insert(key, entry.code.place);
        resolved.push(Acknowledged {
            code,
            variable,
            unit,
            period,
            why: entry.why,
        });
    }
    resolved
}

/// The unit that a word names; `None`, and a finding, if none or several do.
pub fn declared_unit(
    word: &Placed<String>,
    units: &Units,
    findings: &mut Findings,
) -> Option<UnitIx> {
    let found = units.find(&word.value);
    match found[..] {
        [unit] => return Some(unit),
        [] => {
            let log = Collector::default();
            let known: Vec<&str> = units
                .all()
                .take(SUGGESTED_AMONG)
                .flat_map(|ix| [units.code(ix), units.name(ix, Lang::Zh)])
                .collect();
            word.unknown(text!("评估对象", "unit"), known.into_iter(), &log);
            findings.merge(log.finish(|_| true));
        }
        _ => {
            let list = quote_list(found.iter().map(|&ix| units.code(ix)));
            let word_text = &word.value;
            findings.add(word.finding(
                codes::AMBIGUOUS_UNIT,
                text!(
                    "`{word_text}` 可指 {list}",
                    "`{word_text}` may be any of {list}"
                ),
                text!("请写代码", "write the code"),
            ));
        }
    }
    None
}

/// How many units are searched for the one that an unknown word is probably a typo for.
const SUGGESTED_AMONG: usize = 5000;
