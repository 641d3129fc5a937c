//! Rosters that list the same units: those of a level directly below one unit are listed by one roster, or by all alike.

use super::Roster;
use super::listed::Listed;
use crate::finding::{Finding, Findings, codes};
use crate::observation::{UnitIx, Units};
use crate::plan::{LevelIx, Plan};
use crate::text;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// The units of a level directly below one unit.
type Area = (LevelIx, Option<UnitIx>);

/// Rows by the path of the roster that they are in.
type ByRoster<'p> = BTreeMap<&'p str, Vec<(UnitIx, Listed)>>;

/// What one roster lists of an area.
struct Part<'a> {
    rows: &'a [(UnitIx, Listed)],
    /// Whether it is nothing but the unit whose members the roster lists: a district's roster may begin with the district.
    is_head: bool,
}

impl Roster {
    /// Reports the units of an area that one of its rosters lists and another does not.
    pub(super) fn compare_rosters(&self, plan: &Plan, findings: &mut Findings) {
        let rows = &self.listings.of_rosters;
        let path = |at: Listed| self.listings.path(at);
        let mut by_level: HashMap<LevelIx, HashSet<&str>> = HashMap::new();
        for (unit, at) in rows {
            let level = self.units.level(*unit);
            by_level.entry(level).or_default().insert(path(*at));
        }
        by_level.retain(|_, rosters| rosters.len() > 1);
        if by_level.is_empty() {
            return;
        }
        let heads: HashSet<(&str, UnitIx)> = (rows.iter())
            .filter_map(|(unit, at)| Some((path(*at), self.units.parent(*unit)?)))
            .collect();
        let mut areas: BTreeMap<Area, ByRoster<'_>> = BTreeMap::new();
        for (unit, at) in rows {
            let level = self.units.level(*unit);
            if by_level.contains_key(&level) {
                let area = areas.entry((level, self.units.parent(*unit))).or_default();
                area.entry(path(*at)).or_default().push((*unit, *at));
            }
        }
        for (area, rosters) in areas {
            let parts = rosters.iter().map(|(path, rows)| Part {
                rows,
                is_head: matches!(rows[..], [(unit, _)] if heads.contains(&(*path, unit))),
            });
            let (heads, whole): (Vec<Part<'_>>, Vec<Part<'_>>) =
                parts.partition(|part| part.is_head);
            let Some((first, others)) = whole.split_first() else {
                continue;
            };
            for other in others {
                self.surplus(first, other, area, plan, findings);
            }
            for other in heads.iter().chain(others) {
                self.surplus(other, first, area, plan, findings);
            }
        }
    }

    /// Reports the units of one part that the other lacks.
    fn surplus(
        &self,
        part: &Part<'_>,
        other: &Part<'_>,
        area: Area,
        plan: &Plan,
        findings: &mut Findings,
    ) {
        let known: HashSet<UnitIx> = other.rows.iter().map(|(unit, _)| *unit).collect();
        let Some((_, there)) = other.rows.first() else {
            return;
        };
        for (_, at) in part.rows.iter().filter(|(unit, _)| !known.contains(unit)) {
            let roster = self.listings.path(*there);
            let finding = surplus(&self.units, area, roster, plan);
            let finding = finding.at(self.listings.place(*at));
            let label = text!(
                "另一份名册由此处列起",
                "the other roster lists them from here on"
            );
            let finding = finding.beside(self.listings.place(*there), label);
            let cause = format!(
                "{} {} {area:?}",
                self.listings.path(*at),
                self.listings.path(*there)
            );
            findings.group(cause, finding);
        }
    }
}

fn surplus(units: &Units, (level, above): Area, roster: &str, plan: &Plan) -> Finding {
    let id = &plan[level].id;
    let message = match above.map(|above| units.code(above)) {
        Some(above) => text!(
            "名册 {roster} 也列出 `{above}` 的 `{id}` 一级对象，其中没有此对象",
            "the roster {roster} lists the units of level `{id}` of `{above}` too, and not this one"
        ),
        None => text!(
            "名册 {roster} 也列出没有上级的 `{id}` 一级对象，其中没有此对象",
            "the roster {roster} lists units of level `{id}` without a parent too, and not this one"
        ),
    };
    Finding::new(codes::SECOND_ROSTER, message).help(text!(
        "请核对两份名册：同一上级的同级对象应由一份名册列全，或由两份一致列出；更正之前两份所列的都计入",
        "check both rosters: the units of a level of one unit are listed by one roster, or by each alike; until then all that either lists are counted"
    ))
}
