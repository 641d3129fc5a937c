//! What the plan collects, so that no variable is forgotten.

use kaoping::internals::plan;
use kaoping::internals::source::Folder;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A flag or an item: a word of a scale.
    Answer,
    /// A number, and its decimals.
    Figure(u32),
}

#[derive(Clone, Debug)]
pub struct Variable {
    pub id: String,
    /// The Chinese name.
    pub name: String,
    pub level: String,
    pub kind: Kind,
    pub may_not_apply: bool,
}

impl Variable {
    /// The checklist and the item, where it is one.
    pub fn item(&self) -> Option<(&str, &str)> {
        self.id.split_once('/')
    }
}

/// All variables of the plan in a folder, in the plan's order.
pub fn read(folder: &Folder) -> Vec<Variable> {
    let names = folder.list("toml").expect("the plan's folder can be read");
    let text = |name: &String| folder.read_text(name).expect("the plan can be read");
    let files: Vec<_> = names.iter().map(text).collect();
    let plan = plan::load(&files).expect("the plan holds").plan;
    let variable = |v: &plan::Variable| Variable {
        id: v.id.clone(),
        name: v.name.zh.clone(),
        level: plan[v.level].id.clone(),
        kind: match v.kind {
            plan::Kind::Flag | plan::Kind::Rating => Kind::Answer,
            _ => Kind::Figure(v.decimals),
        },
        may_not_apply: v.may_not_apply,
    };
    plan.variables.iter().map(variable).collect()
}
