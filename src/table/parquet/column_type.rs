//! What the types of columns mean.

use super::Refusal;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::schema::types::ColumnDescriptor;

/// The digits of the longest decimal that is read; no other format holds longer ones.
const LONGEST_DECIMAL: i32 = 38;

/// How the values of a column become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Whole numbers with a sign.
    Integer,
    /// Whole numbers without a sign.
    Unsigned,
    /// Whole numbers in units of the last of so many decimals.
    Decimal(u32),
    /// `true` or `false`.
    Truth,
    /// Text.
    Text,
    /// Days since the beginning of 1970.
    Date,
    /// Time since then, in so many parts of a second.
    Time(i64),
    /// Floating-point numbers, rounded to so many decimals; `None` where nothing says to how many.
    Floating(Option<u8>),
    /// Not read.
    Refused(Refusal),
}

impl Meaning {
    /// Of a column; `rounded` is what is declared about floating-point numbers.
    pub fn of(column: &ColumnDescriptor, rounded: Option<u8>) -> Meaning {
        let physical = column.physical_type();
        if column.max_rep_level() > 0 {
            return Meaning::Refused(Refusal::Nested);
        }
        match column.logical_type_ref() {
            Some(logical) => of_logical(logical, physical),
            None => of_converted(column, physical),
        }
        .unwrap_or_else(|| of_physical(physical, rounded))
    }

    /// Why the cells are not used; `None` where they are.
    pub fn refusal(self) -> Option<Refusal> {
        match self {
            Meaning::Refused(refusal) => Some(refusal),
            Meaning::Floating(None) => Some(Refusal::Floating),
            _ => None,
        }
    }
}

/// `None` where the physical type says it all.
fn of_logical(logical: &LogicalType, physical: Physical) -> Option<Meaning> {
    Some(match logical {
        LogicalType::String | LogicalType::Enum | LogicalType::Json => Meaning::Text,
        LogicalType::Integer(integer) => integer_of(integer.is_signed),
        LogicalType::Decimal(decimal) => decimal_of(decimal.precision, decimal.scale),
        LogicalType::Date => Meaning::Date,
        LogicalType::Timestamp(time) => match (time.is_adjusted_to_u_t_c, &time.unit) {
            (true, _) => Meaning::Refused(Refusal::Utc),
            (false, TimeUnit::MILLIS) => Meaning::Time(1_000),
            (false, TimeUnit::MICROS) => Meaning::Time(1_000_000),
            (false, TimeUnit::NANOS) => Meaning::Time(1_000_000_000),
        },
        // A column of nothing but nulls.
        LogicalType::Unknown if physical != Physical::FIXED_LEN_BYTE_ARRAY => return None,
        _ => Meaning::Refused(Refusal::Other),
    })
}

/// The same of the older annotation.
fn of_converted(column: &ColumnDescriptor, physical: Physical) -> Option<Meaning> {
    Some(match column.converted_type() {
        ConvertedType::NONE => match physical {
            Physical::FIXED_LEN_BYTE_ARRAY => Meaning::Refused(Refusal::Other),
            _ => return None,
        },
        ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON => Meaning::Text,
        ConvertedType::INT_8
        | ConvertedType::INT_16
        | ConvertedType::INT_32
        | ConvertedType::INT_64 => Meaning::Integer,
        ConvertedType::UINT_8
        | ConvertedType::UINT_16
        | ConvertedType::UINT_32
        | ConvertedType::UINT_64 => Meaning::Unsigned,
        ConvertedType::DECIMAL => decimal_of(column.type_precision(), column.type_scale()),
        ConvertedType::DATE => Meaning::Date,
        ConvertedType::TIMESTAMP_MILLIS | ConvertedType::TIMESTAMP_MICROS => {
            Meaning::Refused(Refusal::Utc)
        }
        _ => Meaning::Refused(Refusal::Other),
    })
}

fn of_physical(physical: Physical, rounded: Option<u8>) -> Meaning {
    match physical {
        Physical::BOOLEAN => Meaning::Truth,
        Physical::INT32 | Physical::INT64 => Meaning::Integer,
        Physical::INT96 => Meaning::Refused(Refusal::Utc),
        Physical::FLOAT | Physical::DOUBLE => Meaning::Floating(rounded),
        // Older programs write text without saying so.
        Physical::BYTE_ARRAY => Meaning::Text,
        Physical::FIXED_LEN_BYTE_ARRAY => Meaning::Refused(Refusal::Other),
    }
}

fn integer_of(is_signed: bool) -> Meaning {
    match is_signed {
        true => Meaning::Integer,
        false => Meaning::Unsigned,
    }
}

fn decimal_of(precision: i32, scale: i32) -> Meaning {
    match u32::try_from(scale) {
        Ok(decimals) if precision <= LONGEST_DECIMAL && scale <= precision => {
            Meaning::Decimal(decimals)
        }
        _ => Meaning::Refused(Refusal::Other),
    }
}

/// The type as people know it, for findings and to compare the files of one table.
pub fn type_name(column: &ColumnDescriptor, meaning: Meaning) -> String {
    let physical = column.physical_type();
    match meaning {
        Meaning::Integer | Meaning::Unsigned | Meaning::Floating(_) => physical.to_string(),
        Meaning::Decimal(_) => {
            format!(
                "DECIMAL({},{})",
                column.type_precision(),
                column.type_scale()
            )
        }
        Meaning::Truth => "BOOLEAN".to_owned(),
        Meaning::Text => "STRING".to_owned(),
        Meaning::Date => "DATE".to_owned(),
        Meaning::Time(_) | Meaning::Refused(Refusal::Utc) => "TIMESTAMP".to_owned(),
        Meaning::Refused(_) => match column.logical_type_ref() {
            Some(logical) => format!("{logical:?}").to_uppercase(),
            None => physical.to_string(),
        },
    }
}
