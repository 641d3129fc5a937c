//! The indices by which the entries of a plan are found, and the year.

/// A calendar year.
pub type Year = i32;

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);)*
    };
}

indices! {
    /// A level of the plan; a smaller index stands higher.
    LevelIx;
    /// A clause of the plan.
    ClauseIx;
    /// A variable of the plan.
    VariableIx;
    /// A scale of the plan.
    ScaleIx;
    /// A checklist of the plan.
    ChecklistIx;
    /// An indicator of the plan.
    IndicatorIx;
}
