//! Columns that stand in the path of a file: `year=2015/part-0000.parquet` has a column `year`.

/// What stands for a null in a path.
const NULL: &str = "__HIVE_DEFAULT_PARTITION__";

/// The columns and values in the folders of a path, in their order.
pub fn partitions(name: &str) -> Vec<(String, String)> {
    let folders = name.rsplit_once('/').map_or("", |(folders, _)| folders);
    let pairs = folders.split('/').filter_map(|part| part.split_once('='));
    let pairs = pairs.filter(|(column, _)| !column.is_empty());
    let value = |value: &str| match value {
        NULL => String::new(),
        value => decoded(value),
    };
    pairs
        .map(|(column, text)| (decoded(column), value(text)))
        .collect()
}

/// A text in which `%41` stands for a byte; left as it is where that is no text.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after
            .get(..2)
            .filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::partitions;

    #[test]
    fn columns_are_found_in_paths() {
        let found = |name| partitions(name);
        let pair = |column: &str, value: &str| (column.to_owned(), value.to_owned());
        assert_eq!(
            found("dw/year=2015/qu=%E4%B8%9C%E5%9F%8E/part-0.parquet"),
            [pair("year", "2015"), pair("qu", "东城")]
        );
        assert_eq!(
            found("a=__HIVE_DEFAULT_PARTITION__/b=5%/c=%ff/x=1.parquet"),
            [pair("a", ""), pair("b", "5%"), pair("c", "%ff")]
        );
        assert_eq!(found("=1/x.parquet"), []);
    }
}
