//! Observations: a row each, in the columns of the CSV.

use super::columns::Kind;
use crate::render::Observations;
use crate::render::csv::observations::{OBSERVATION_COLUMNS, row};
use crate::report::observations::Observation;
use parquet::basic::Compression;
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// How many rows a row group has.
const ROWS_OF_GROUP: usize = 1 << 17;

/// Writes observations: all of them are held, since how many decimals the numbers have stands before the first row.
pub fn write(out: &mut dyn Write, observations: Observations<'_>) -> io::Result<()> {
    let observations: Vec<Observation> = observations.collect();
    out.write_all(&bytes(&observations).map_err(io::Error::other)?)
}

fn bytes(observations: &[Observation]) -> Result<Vec<u8>> {
    let kinds = kinds(observations);
    let columns = OBSERVATION_COLUMNS.iter().zip(&kinds);
    let columns: Vec<String> = columns.map(|(name, kind)| kind.declared(name)).collect();
    let schema = parse_message_type(&format!("message observations {{ {} }}", columns.join(" ")))?;
    let synthetic = observations.iter().any(|seen| seen.synthetic);
    let about = [
        ("kaoping:document", "observations".to_owned()),
        ("kaoping:synthetic", synthetic.to_string()),
    ];
    let about = about.map(|(key, value)| KeyValue::new(key.to_owned(), value));
    let properties = WriterProperties::builder()
        .set_created_by(format!("kaoping version {}", env!("CARGO_PKG_VERSION")))
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(about.to_vec()))
        .build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    for group in observations.chunks(ROWS_OF_GROUP) {
        let rows: Vec<_> = group.iter().map(row).collect();
        let mut to = file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = to.next_column()? {
            let cells: Vec<String> = rows.iter().map(|row| row[at].clone()).collect();
            kinds[at].write(&cells, &mut column)?;
            column.close()?;
            at += 1;
        }
        to.close()?;
    }
    file.close()?;
    Ok(bytes)
}

/// What each column holds.
fn kinds(observations: &[Observation]) -> Vec<Kind> {
    let mut numbers = Vec::new();
    for seen in observations {
        numbers.extend(&seen.value);
        let bounds = seen.bounds.iter();
        numbers.extend(bounds.flat_map(|bounds| bounds.lower.iter().chain(&bounds.upper)));
    }
    let value = Kind::of_numbers(numbers.into_iter().map(|number| number.as_str()));
    let kind = |name: &&str| match *name {
        "value" | "lower" | "upper" => value,
        "line" | "column" => Kind::Whole,
        "synthetic" => Kind::Truth,
        _ => Kind::Text,
    };
    OBSERVATION_COLUMNS.iter().map(kind).collect()
}
