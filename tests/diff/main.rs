//! `diff`: why results differ. Cases worked out by hand, and random worlds of which every mixture is written out as files by
//! brute force and judged by the usual reader.

mod brute_force;
mod cases;
mod documents;
mod generated;
