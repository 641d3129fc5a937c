//! The values of one column of a row group, some rows at a time.

use super::Refusal;
use super::cells::{self, Cells};
use super::column_type::Meaning;
use super::date::{write_date, write_time};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{
    BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type,
    Int64Type, Int96Type,
};
use parquet::errors::{ParquetError, Result};

/// A column of a row group, open for reading.
pub struct Leaf {
    values: Values,
    meaning: Meaning,
}

enum Values {
    Truth(Typed<BoolType>),
    Int32(Typed<Int32Type>),
    Int64(Typed<Int64Type>),
    Int96(Typed<Int96Type>),
    Float(Typed<FloatType>),
    Double(Typed<DoubleType>),
    Bytes(Typed<ByteArrayType>),
    FixedBytes(Typed<FixedLenByteArrayType>),
}

impl Leaf {
    /// A column whose values have a meaning; `deepest` is the level at which a value is there.
    pub fn new(reader: ColumnReader, meaning: Meaning, deepest: i16) -> Leaf {
        let values = match reader {
            ColumnReader::BoolColumnReader(reader) => Values::Truth(Typed::new(reader, deepest)),
            ColumnReader::Int32ColumnReader(reader) => Values::Int32(Typed::new(reader, deepest)),
            ColumnReader::Int64ColumnReader(reader) => Values::Int64(Typed::new(reader, deepest)),
            ColumnReader::Int96ColumnReader(reader) => Values::Int96(Typed::new(reader, deepest)),
            ColumnReader::FloatColumnReader(reader) => Values::Float(Typed::new(reader, deepest)),
            ColumnReader::DoubleColumnReader(reader) => Values::Double(Typed::new(reader, deepest)),
            ColumnReader::ByteArrayColumnReader(reader) => {
                Values::Bytes(Typed::new(reader, deepest))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                Values::FixedBytes(Typed::new(reader, deepest))
            }
        };
        Leaf { values, meaning }
    }

    /// Reads the next `rows` rows; fails where there are fewer.
    pub fn read(&mut self, rows: usize, cells: &mut Cells) -> Result<()> {
        cells.clear();
        let meaning = self.meaning;
        cells.begin_each_with(meaning.refusal().map_or("", Refusal::mark));
        match &mut self.values {
            Values::Truth(typed) => typed.read(rows, cells, |value, text| {
                text.extend_from_slice(if *value { b"true" } else { b"false" });
            }),
            Values::Int32(typed) => typed.read(rows, cells, |value, text| match meaning {
                // The same bits.
                Meaning::Unsigned => cells::write_integer(i64::from(*value as u32), text),
                _ => write_number(i64::from(*value), meaning, text),
            }),
            Values::Int64(typed) => typed.read(rows, cells, |value, text| match meaning {
                Meaning::Unsigned => {
                    cells::write_decimal(i128::from(*value as u64), 0, text);
                }
                _ => write_number(*value, meaning, text),
            }),
            Values::Int96(typed) => typed.read(rows, cells, |value, text| {
                write_time(value.to_seconds(), 1, text);
            }),
            Values::Float(typed) => typed.read(rows, cells, |value, text| match meaning {
                Meaning::Floating(Some(_)) => write_floating(f64::from(*value), meaning, text),
                _ => text.extend_from_slice(value.to_string().as_bytes()),
            }),
            Values::Double(typed) => typed.read(rows, cells, |value, text| {
                write_floating(*value, meaning, text)
            }),
            Values::Bytes(typed) => typed.read(rows, cells, |value, text| {
                write_bytes(value.data(), meaning, text)
            }),
            Values::FixedBytes(typed) => typed.read(rows, cells, |value, text| {
                write_bytes(value.data(), meaning, text)
            }),
        }
    }
}

fn write_number(value: i64, meaning: Meaning, text: &mut Vec<u8>) {
    match meaning {
        Meaning::Decimal(decimals) => cells::write_decimal(i128::from(value), decimals, text),
        Meaning::Date => write_date(value, text),
        Meaning::Time(parts_of_second) => write_time(value, parts_of_second, text),
        _ => cells::write_integer(value, text),
    }
}

fn write_floating(value: f64, meaning: Meaning, text: &mut Vec<u8>) {
    let decimals = match meaning {
        Meaning::Floating(decimals) => decimals,
        _ => None,
    };
    cells::write_floating(value, decimals, text);
}

fn write_bytes(bytes: &[u8], meaning: Meaning, text: &mut Vec<u8>) {
    match (meaning, cells::big_endian(bytes)) {
        (Meaning::Decimal(decimals), Some(value)) => cells::write_decimal(value, decimals, text),
        (Meaning::Text, _) => cells::write_text(bytes, text),
        // Not used: the mark before it says so.
        _ => text.push(b'?'),
    }
}

/// A column whose values are of one type.
struct Typed<T: DataType> {
    reader: ColumnReaderImpl<T>,
    /// The level at which a value is there; a lower one is a null. 0 where there are no nulls.
    deepest: i16,
    levels: Vec<i16>,
    values: Vec<T::T>,
}

impl<T: DataType> Typed<T> {
    fn new(reader: ColumnReaderImpl<T>, deepest: i16) -> Self {
        Typed {
            reader,
            deepest,
            levels: Vec::new(),
            values: Vec::new(),
        }
    }

    fn read(
        &mut self,
        rows: usize,
        cells: &mut Cells,
        write: impl Fn(&T::T, &mut Vec<u8>),
    ) -> Result<()> {
        self.levels.clear();
        self.values.clear();
        let levels = (self.deepest > 0).then_some(&mut self.levels);
        let (read, ..) = self
            .reader
            .read_records(rows, levels, None, &mut self.values)?;
        if read != rows {
            return Err(too_few());
        }
        let mut values = self.values.iter();
        for row in 0..rows {
            if self.deepest > 0 && self.levels.get(row) != Some(&self.deepest) {
                cells.push_blank();
                continue;
            }
            let value = values.next().ok_or_else(too_few)?;
            cells.push(|text| write(value, text));
        }
        Ok(())
    }
}

fn too_few() -> ParquetError {
    ParquetError::EOF("a column has fewer values than there are rows".to_owned())
}
