//! A plan of counting as SQL: what an engine counts where its tables are, and what it hands over.
//!
//! An engine counts only what is plainly clean; every other row leaves as it is and is read by the usual reader. The statements are written
//! for several [dialects](Dialect), and run by any client.

pub mod dialect;

pub use dialect::Dialect;
