//! What is added up of a row's answers: several sums packed into the digits of one number, so that each answer is looked at once.

use crate::checklist::{Answer, ChecklistScorer, Least, Rule, Worth};
use crate::observation::PackedAnswer;

/// As many digits as fit into 64 bits whatever they are.
const DIGITS: u32 = 18;

/// What is added up over items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The points got.
    Got,
    /// What answers that are not given may bring beyond these.
    More,
    /// The points that apply.
    Whole,
    /// Items met.
    Met,
    /// Items not met.
    Unmet,
    /// Items not answered.
    Unanswered,
    /// Items that must be met and are not.
    MustUnmet,
    /// Items that must be met and are not answered.
    MustUnanswered,
}

impl Part {
    /// The name of its column.
    pub fn name(self) -> &'static str {
        match self {
            Part::Got => "got",
            Part::More => "more",
            Part::Whole => "whole",
            Part::Met => "met",
            Part::Unmet => "unmet",
            Part::Unanswered => "unanswered",
            Part::MustUnmet => "must_unmet",
            Part::MustUnanswered => "must_unanswered",
        }
    }

    /// What an answer adds to it.
    fn of(self, worth: Worth, must: bool) -> i64 {
        let is = |answer: Answer| i64::from(worth.answer == answer);
        match self {
            Part::Got => worth.got,
            Part::More => worth.more,
            Part::Whole => worth.whole,
            Part::Met => is(Answer::Met),
            Part::Unmet => is(Answer::Unmet),
            Part::Unanswered => is(Answer::Open),
            Part::MustUnmet => i64::from(must) * is(Answer::Unmet),
            Part::MustUnanswered => i64::from(must) * is(Answer::Open),
        }
    }
}

/// Sums in the digits of one number.
#[derive(Debug, Default)]
pub struct Word {
    /// Each sum, with the place of its last digit and how many digits it has.
    pub parts: Vec<(Part, u32, u32)>,
    digits: u32,
}

/// Items whose points are compared by themselves: those of an objective with a floor, or all others.
#[derive(Debug)]
pub struct Group {
    /// The objective and its floor; `None` for all others.
    pub floor: Option<(usize, Least)>,
    /// Its items.
    pub items: Vec<usize>,
    /// What is added up of them. A sum that can only be 0 is in none.
    pub words: Vec<Word>,
}

/// The answers that a cell can have, as its number in the statement, and packed: the best grade first, which most rows have.
pub fn answers(grades: usize) -> impl Iterator<Item = (i32, PackedAnswer)> {
    let grades = (0..grades)
        .rev()
        .map(|grade| (grade as i32, PackedAnswer::grade(grade)));
    grades.chain([
        (super::BLANK, PackedAnswer::BLANK),
        (super::NOT_APPLICABLE, PackedAnswer::NOT_APPLICABLE),
    ])
}

/// The items of a checklist in groups; `None` where their sums do not fit.
pub fn groups(scorer: &ChecklistScorer, grades: usize) -> Option<Vec<Group>> {
    let floors: Vec<Option<Least>> = scorer.floors().collect();
    let mut groups: Vec<Group> = Vec::new();
    for item in 0..scorer.len() {
        let objective = scorer.objective(item);
        let floor = floors.get(objective).copied().flatten();
        let floor = floor.map(|floor| (objective, floor));
        match groups.iter_mut().find(|group| group.floor == floor) {
            Some(group) => group.items.push(item),
            None => groups.push(Group {
                floor,
                items: vec![item],
                words: Vec::new(),
            }),
        }
    }
    for group in &mut groups {
        for part in needed(scorer, group) {
            group.add(part, scorer, grades)?;
        }
    }
    Some(groups)
}

/// What the rules of a checklist look at.
fn needed(scorer: &ChecklistScorer, group: &Group) -> Vec<Part> {
    let mut parts = vec![Part::Whole];
    if needs_total(scorer) || group.floor.is_some() {
        parts.extend([Part::Got, Part::More]);
    }
    match scorer.rule() {
        Rule::All => parts.extend([Part::Unmet, Part::Unanswered]),
        Rule::Count(_) => parts.extend([Part::Met, Part::Unanswered]),
        Rule::Total(_) => {}
    }
    parts.extend([Part::MustUnmet, Part::MustUnanswered]);
    parts
}

/// Whether the points of all items together are compared with anything.
pub fn needs_total(scorer: &ChecklistScorer) -> bool {
    matches!(scorer.rule(), Rule::Total(_)) || scorer.bands().next().is_some()
}

impl Group {
    fn add(&mut self, part: Part, scorer: &ChecklistScorer, grades: usize) -> Option<()> {
        let most_of = |item: usize| {
            let must = scorer.is_must(item);
            let each = answers(grades).map(|(_, code)| part.of(scorer.worth(item, code), must));
            each.max().unwrap_or(0)
        };
        let most = (self.items.iter())
            .map(|&item| most_of(item))
            .try_fold(0i64, i64::checked_add)?;
        if most == 0 {
            return Some(());
        }
        let digits = most.ilog10() + 1;
        if digits > DIGITS {
            return None;
        }
        if self
            .words
            .last()
            .is_none_or(|word| word.digits + digits > DIGITS)
        {
            self.words.push(Word::default());
        }
        let word = self.words.last_mut()?;
        word.parts.push((part, word.digits, digits));
        word.digits += digits;
        Some(())
    }

    /// Whether anything is added up for a part.
    pub fn has(&self, part: Part) -> bool {
        let mut parts = self.words.iter().flat_map(|word| &word.parts);
        parts.any(|(has, ..)| *has == part)
    }
}

impl Word {
    /// What an answer to an item adds to the number.
    pub fn of(&self, scorer: &ChecklistScorer, item: usize, code: PackedAnswer) -> i64 {
        let (worth, must) = (scorer.worth(item, code), scorer.is_must(item));
        let parts = self.parts.iter();
        parts
            .map(|&(part, place, _)| part.of(worth, must) * 10i64.pow(place))
            .sum()
    }
}
