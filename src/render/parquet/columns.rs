//! What the columns of a Parquet file hold, and their values.

use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type,
};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;

/// How many digits a decimal may have.
const MOST_DIGITS: usize = 38;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
    Truth,
    /// A decimal with so many decimals.
    Decimal(usize),
}

impl Kind {
    /// The column's line in the schema.
    pub fn declared(self, name: &str) -> String {
        match self {
            Kind::Text => format!("optional binary {name} (STRING);"),
            Kind::Whole => format!("optional int64 {name};"),
            Kind::Truth => format!("optional boolean {name};"),
            Kind::Decimal(decimals) => format!(
                "optional fixed_len_byte_array(16) {name} (DECIMAL({MOST_DIGITS},{decimals}));"
            ),
        }
    }

    /// Decimals with as many decimals as any of these numbers has; text where one is too long for that.
    pub fn of_numbers<'a>(numbers: impl Iterator<Item = &'a str>) -> Kind {
        let (mut whole, mut decimals) = (1, 0);
        for number in numbers {
            let (before, after) = number.split_once('.').unwrap_or((number, ""));
            whole = whole.max(before.trim_start_matches('-').len());
            decimals = decimals.max(after.len());
        }
        match whole + decimals <= MOST_DIGITS {
            true => Kind::Decimal(decimals),
            false => Kind::Text,
        }
    }

    /// Writes the cells of a column; an empty one is a null.
    pub fn write(self, cells: &[String], to: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let levels: Vec<i16> = cells
            .iter()
            .map(|cell| i16::from(!cell.is_empty()))
            .collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty());
        let levels = Some(&levels[..]);
        match self {
            Kind::Text => {
                let values: Vec<ByteArray> = filled.map(|cell| cell.as_str().into()).collect();
                to.typed::<ByteArrayType>()
                    .write_batch(&values, levels, None)?;
            }
            Kind::Whole => {
                let values: Vec<i64> = filled.map(|cell| cell.parse().unwrap_or(0)).collect();
                to.typed::<Int64Type>().write_batch(&values, levels, None)?;
            }
            Kind::Truth => {
                let values: Vec<bool> = filled.map(|cell| cell == "true").collect();
                to.typed::<BoolType>().write_batch(&values, levels, None)?;
            }
            Kind::Decimal(decimals) => {
                let bytes = |cell: &String| scaled(cell, decimals).to_be_bytes().to_vec();
                let values = filled.map(|cell| FixedLenByteArray::from(bytes(cell)));
                let values: Vec<FixedLenByteArray> = values.collect();
                to.typed::<FixedLenByteArrayType>()
                    .write_batch(&values, levels, None)?;
            }
        }
        Ok(())
    }
}

/// A decimal text that was counted by [`Kind::of_numbers`], in units of the last decimal.
fn scaled(text: &str, decimals: usize) -> i128 {
    let (whole, after) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{after:0<decimals$}");
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_of_the_longest() {
        let kind = |numbers: &[&str]| Kind::of_numbers(numbers.iter().copied());
        assert_eq!(kind(&[]), Kind::Decimal(0));
        assert_eq!(kind(&["1", "-0.125", "1150.5"]), Kind::Decimal(3));
        let long = "9".repeat(38);
        assert_eq!(kind(&[&long]), Kind::Decimal(0));
        assert_eq!(kind(&[&long, "0.5"]), Kind::Text);
    }

    #[test]
    fn numbers_are_scaled_exactly() {
        assert_eq!(scaled("-0.5", 3), -500);
        assert_eq!(scaled("1150", 0), 1150);
        assert_eq!(scaled("0.125", 3), 125);
    }
}
