//! Days and points of time as text.

use std::io::Write;

const SECONDS_OF_DAY: i64 = 86_400;

/// Writes the date that is so many days after 1 January 1970, in ISO form.
pub fn write_date(days: i64, text: &mut Vec<u8>) {
    // Years from March on, in cycles of 400 years, which have 146,097 days.
    let days = days + 719_468;
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = 400 * cycle + year + i64::from(month <= 2);
    // Writing into a vector does not fail.
    let _ = write!(text, "{year:04}-{month:02}-{day:02}");
}

/// Writes a point of time, counted in parts of a second from the beginning of 1970: a date where it is midnight.
pub fn write_time(time: i64, parts_of_second: i64, text: &mut Vec<u8>) {
    let (seconds, rest) = (
        time.div_euclid(parts_of_second),
        time.rem_euclid(parts_of_second),
    );
    let of_day = seconds.rem_euclid(SECONDS_OF_DAY);
    write_date(seconds.div_euclid(SECONDS_OF_DAY), text);
    if of_day == 0 && rest == 0 {
        return;
    }
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
    if rest > 0 {
        let digits = parts_of_second.ilog10() as usize;
        let _ = write!(text, ".{rest:0digits$}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        let date = |days| {
            let mut text = Vec::new();
            write_date(days, &mut text);
            String::from_utf8(text).unwrap()
        };
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (16_436, "2015-01-01"),
            (16_800, "2015-12-31"),
            (-25_509, "1900-02-28"),
            (-25_508, "1900-03-01"),
        ] {
            assert_eq!(date(days), expected, "{days}");
        }
    }

    #[test]
    fn midnight_is_a_date() {
        let time = |time, parts| {
            let mut text = Vec::new();
            write_time(time, parts, &mut text);
            String::from_utf8(text).unwrap()
        };
        assert_eq!(time(16_436 * 86_400_000, 1000), "2015-01-01");
        assert_eq!(time(-1, 1000), "1969-12-31T23:59:59.999");
        assert_eq!(time(3_600_000_000, 1_000_000), "1970-01-01T01:00:00");
    }
}
