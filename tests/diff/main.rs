//! `diff`: why results differ. Cases worked out by hand, and random worlds of which every mixture is written out as files by
//! brute force and judged by the usual reader.

mod brute_force;
mod cases;
mod documents;
#[path = "../common/first_plan.rs"]
mod first_plan;
mod generated;
#[path = "../common/program.rs"]
mod program;
