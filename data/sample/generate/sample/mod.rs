//! A made-up city: its units, and what they send in year by year. No figure in it is real but the number of units of a district.

mod answers;
mod chance;
mod communities;
mod districts;
mod figures;
mod places;
mod reports;
mod rosters;
mod sheet;
mod top;
mod variables;

pub use sheet::Written;
pub use variables::{Variable, read as variables};

/// First year, that of the baseline.
pub const FIRST: i32 = 2010;
/// One past the last year.
pub const END: i32 = 2016;

/// All files of the data set but `data.toml`, which is written by hand.
pub fn files(variables: &[Variable]) -> Vec<Written> {
    let city = places::City::found();
    let mut files = rosters::files(&city);
    files.extend(top::files(variables, &city));
    files.extend(districts::files(variables, &city));
    files.extend(communities::files(variables, &city));
    files.extend(reports::files(variables, &city));
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}
