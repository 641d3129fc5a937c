//! Whether a row passes, and the band it is certain to stand in, as expressions over its sums.

use super::parts::{self, Group, Part};
use super::text::{Lines, greatest_divisor};
use crate::checklist::{ChecklistScorer, Least, Rule, Worth};
use crate::observation::PackedAnswer;

/// The numbers of the outcomes: passes, fails, undecided, no item applies.
pub const OUTCOMES: [i32; 4] = [2, 0, 1, -1];

/// What stands for sums that only can be 0.
const NOTHING: &str = "0";

/// The column of a group's sum. Where there is one group only, its sums are those of all items.
pub fn column(groups: &[Group], group: usize, part: Part) -> String {
    match groups {
        [_] => part.name().to_owned(),
        _ => format!("{}_{group}", part.name()),
    }
}

/// A group's sum, or 0.
fn of_group(groups: &[Group], group: usize, part: Part) -> String {
    match groups[group].has(part) {
        true => column(groups, group, part),
        false => NOTHING.to_owned(),
    }
}

/// The sum over all items, or 0.
fn of_all(groups: &[Group], part: Part) -> String {
    match groups.iter().any(|group| group.has(part)) {
        true => part.name().to_owned(),
        false => NOTHING.to_owned(),
    }
}

/// The sums over all items, from those of the groups.
pub fn totals(scorer: &ChecklistScorer, groups: &[Group], rows: &str) -> String {
    let points: &[Part] = match parts::needs_total(scorer) {
        true => &[Part::Got, Part::More],
        false => &[],
    };
    let counts = [
        Part::Whole,
        Part::Met,
        Part::Unmet,
        Part::Unanswered,
        Part::MustUnmet,
        Part::MustUnanswered,
    ];
    let mut lines = Lines::default();
    lines.add("*", None);
    for &part in points.iter().chain(&counts) {
        let of = (0..groups.len()).filter(|&group| groups[group].has(part));
        let of: Vec<String> = of.map(|group| column(groups, group, part)).collect();
        if !of.is_empty() {
            lines.add(&format!("{} AS {}", of.join(" + "), part.name()), None);
        }
    }
    format!("SELECT\n{lines}FROM {rows}")
}

/// Points got, what may be added to them, and the points that apply.
struct Points {
    got: String,
    more: String,
    whole: String,
    /// The greatest that the first two, and the last, can be.
    most: (i128, i128),
}

impl Points {
    fn of_group(scorer: &ChecklistScorer, groups: &[Group], group: usize) -> Points {
        let of = |part| of_group(groups, group, part);
        Points {
            got: of(Part::Got),
            more: of(Part::More),
            whole: of(Part::Whole),
            most: most(scorer, &groups[group].items),
        }
    }

    fn of_all(scorer: &ChecklistScorer, groups: &[Group]) -> Points {
        let of = |part| of_all(groups, part);
        let items: Vec<usize> = (0..scorer.len()).collect();
        Points {
            got: of(Part::Got),
            more: of(Part::More),
            whole: of(Part::Whole),
            most: most(scorer, &items),
        }
    }

    /// What says whether a percentage is reached; `None` where that needs more than 64 bits.
    fn reach(&self, least: Least) -> Option<Reach> {
        let common = greatest_divisor(least.points.unsigned_abs(), least.of_whole.unsigned_abs());
        let common = i128::try_from(common).ok()?.max(1);
        let (points, of_whole) = (least.points / common, least.of_whole / common);
        let fits = |factor: i128, most: i128| {
            factor
                .checked_mul(most)
                .is_some_and(|all| i64::try_from(all).is_ok())
        };
        if !fits(points, self.most.0) || !fits(of_whole, self.most.1) {
            return None;
        }
        let by = |what: &str, factor: i128| match factor {
            1 => what.to_owned(),
            factor => format!("{what} * {factor}"),
        };
        let most = match points {
            1 => format!("{} + {}", self.got, self.more),
            _ => format!("({} + {})", self.got, self.more),
        };
        Some(Reach {
            got: by(&self.got, points),
            most: by(&most, points),
            limit: by(&self.whole, of_whole),
        })
    }
}

/// Points got, the most that they may become, and what they have to reach, multiplied so that they compare.
struct Reach {
    got: String,
    most: String,
    limit: String,
}

impl Reach {
    fn surely(&self) -> String {
        format!("{} >= {}", self.got, self.limit)
    }

    fn perhaps(&self) -> String {
        format!("{} >= {}", self.most, self.limit)
    }

    fn never(&self) -> String {
        format!("{} < {}", self.most, self.limit)
    }
}

/// The greatest that the points got, and the points that apply, can be.
fn most(scorer: &ChecklistScorer, items: &[usize]) -> (i128, i128) {
    let answers = || (0..=u8::MAX).map(PackedAnswer);
    let most = |of: fn(Worth) -> i64| {
        let of_item = |&item: &usize| answers().map(|code| of(scorer.worth(item, code))).max();
        items.iter().filter_map(of_item).map(i128::from).sum()
    };
    (
        most(|worth| worth.got + worth.more),
        most(|worth| worth.whole),
    )
}

/// The column `outcome`, one of [`OUTCOMES`]; `None` where it needs more than 64 bits.
pub fn outcome(scorer: &ChecklistScorer, groups: &[Group]) -> Option<String> {
    // What makes a row pass if all of it is so, and what makes it fail if any of it is so.
    let (mut surely, mut never) = (Vec::new(), Vec::new());
    let sum = |part| of_all(groups, part);
    match scorer.rule() {
        Rule::All => {
            surely.push(format!("{} = 0", sum(Part::Unanswered)));
            never.push(format!("{} > 0", sum(Part::Unmet)));
        }
        Rule::Count(count) => {
            surely.push(format!("{} >= {count}", sum(Part::Met)));
            never.push(format!(
                "{} + {} < {count}",
                sum(Part::Met),
                sum(Part::Unanswered)
            ));
        }
        Rule::Total(total) => {
            let total = Points::of_all(scorer, groups).reach(total)?;
            surely.push(total.surely());
            never.push(total.never());
        }
    }
    for (at, group) in groups.iter().enumerate() {
        if let Some((_, floor)) = group.floor {
            // Where nothing of an objective applies, 0 >= 0 holds.
            let floor = Points::of_group(scorer, groups, at).reach(floor)?;
            surely.push(floor.surely());
            never.push(floor.never());
        }
    }
    if sum(Part::MustUnmet) != NOTHING {
        never.push(format!("{} > 0", sum(Part::MustUnmet)));
        surely.push(format!("{} = 0", sum(Part::MustUnanswered)));
    }
    let [passes, fails, undecided, nothing] = OUTCOMES;
    Some(format!(
        "CASE\n    WHEN {} = 0 THEN {nothing}\n    WHEN {} THEN {fails}\n    WHEN {} THEN {passes}\n    ELSE {undecided}\n  END AS outcome",
        sum(Part::Whole),
        never.join("\n      OR "),
        surely.join("\n      AND ")
    ))
}

/// The column `band` of a checklist that has bands: the highest that the row is certain to reach, if it passes and can't reach a
/// higher one, otherwise -1. `None` where it needs more than 64 bits.
pub fn band(scorer: &ChecklistScorer, groups: &[Group]) -> Option<String> {
    let all = Points::of_all(scorer, groups);
    let mut cases = format!("\n    WHEN outcome <> {} THEN -1", OUTCOMES[0]);
    let bands: Vec<Least> = scorer.bands().collect();
    for (at, least) in bands.iter().enumerate().rev() {
        let band = all.reach(*least)?;
        cases.push_str(&format!("\n    WHEN {} THEN {at}", band.surely()));
        if at > 0 {
            cases.push_str(&format!("\n    WHEN {} THEN -1", band.perhaps()));
        }
    }
    Some(format!("CASE{cases}\n    ELSE -1\n  END AS band"))
}
