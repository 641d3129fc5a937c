//! kaoping (考评): whether a plan's targets are being met.
//!
//! The rooms, in the order in which data walks through them; a room knows those above it and none below.

pub mod words;

pub mod number;

pub mod diagnostic;

pub mod source;

pub mod rules;

pub mod plan;

pub mod figures;

pub mod data;

pub mod evaluate;

pub mod tally;

pub mod scorecard;

pub mod render;

pub mod cli;

pub mod run;
