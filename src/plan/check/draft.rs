//! A variable while the plan is checked.

use crate::finding::Place;
use crate::i18n::Text;
use crate::number::{Interval, Number};
use crate::plan::{Kind, LevelIx, RollUp, ScaleIx, Variable, VariableIx, WithinYear};

/// The properties of a variable that are known so far. One with a mistake is `None`; the mistake has been reported.
#[derive(Debug)]
pub struct VariableDraft {
    pub id: String,
    pub name: Option<Text>,
    pub kind: Option<Kind>,
    pub unit: Option<Text>,
    pub decimals: Option<u32>,
    pub range: Option<Interval>,
    pub level: Option<LevelIx>,
    pub roll_up: Option<RollUp>,
    pub stock: bool,
    pub part_of: Option<VariableIx>,
    pub may_not_apply: bool,
    pub within_year: Option<WithinYear>,
    pub exact: bool,
    pub about: Option<Number>,
    pub aliases: Vec<String>,
    pub scale: Option<ScaleIx>,
    /// Where it is declared.
    pub at: Place,
    /// Where its range is declared; the place of the variable if it has no `range`.
    pub range_at: Place,
}

impl VariableDraft {
    /// A variable that another entry implies, such as the flag of a milestone.
    pub fn implied(id: String, name: Option<Text>, kind: Kind, at: Place) -> VariableDraft {
        VariableDraft {
            aliases: name.iter().map(|name| name.zh.clone()).collect(),
            id,
            name,
            kind: Some(kind),
            unit: Some(Text::default()),
            decimals: Some(0),
            range: Some(credits()),
            level: None,
            roll_up: Some(RollUp::Never),
            stock: false,
            part_of: None,
            may_not_apply: false,
            within_year: None,
            exact: false,
            about: None,
            scale: None,
            range_at: at.clone(),
            at,
        }
    }

    /// The variable; `None` if any property has a mistake.
    pub fn finish(self) -> Option<Variable> {
        Some(Variable {
            id: self.id,
            name: self.name?,
            kind: self.kind?,
            unit: self.unit?,
            decimals: self.decimals?,
            range: self.range?,
            level: self.level?,
            roll_up: self.roll_up?,
            stock: self.stock,
            part_of: self.part_of,
            parts: Vec::new(),
            may_not_apply: self.may_not_apply,
            within_year: self.within_year,
            exact: self.exact,
            about: self.about,
            aliases: self.aliases,
            scale: self.scale,
            at: self.at,
        })
    }
}

/// The range of credits of a flag, a rating or an item: `[0, 1]`.
pub fn credits() -> Interval {
    Interval::closed(Number::zero(), Number::one())
}
