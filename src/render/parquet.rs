//! `parquet`: observations for engines and data frames. Values are exact decimals; the same document gives the same bytes.

use super::{DocumentFormat, ObservationsWriter};

#[cfg(feature = "parquet")]
mod columns;
#[cfg(feature = "parquet")]
mod observations;

#[cfg(feature = "parquet")]
const OBSERVATIONS: Option<ObservationsWriter> = Some(observations::write);
#[cfg(not(feature = "parquet"))]
const OBSERVATIONS: Option<ObservationsWriter> = None;

pub(super) const FORMAT: DocumentFormat = DocumentFormat {
    extensions: &["parquet"],
    binary: true,
    observations: OBSERVATIONS,
    ..DocumentFormat::without_forms("parquet")
};
