//! Rows whose cells stand in one cell: with other separators than the file's, or with quotes around the whole row.

/// Separators of cells, whatever the file's own is.
const SEPARATORS: [char; 6] = [',', ';', '\t', '|', '，', '；'];

/// Separators of cells and of words; behind a unit's name only they separate cells.
const SPACES: [char; 5] = [' ', '\u{3000}', '\u{a0}', '、', '/'];

/// Whether a text, which stands alone in its row, is a row of at least `cells` cells, or one that begins with a unit's code or
/// name. Another cell has to be a number: remarks have words.
pub fn is_row(text: &str, cells: usize, is_unit: impl FnOnce(&str) -> bool) -> bool {
    let parts: Vec<&str> = text.split(SEPARATORS).map(str::trim).collect();
    if parts.len() >= cells.max(2) && parts[1..].iter().any(|part| is_number(part)) {
        return true;
    }
    let mut parts = text
        .split(|c| SEPARATORS.contains(&c) || SPACES.contains(&c))
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    parts.any(is_number) && is_unit(first)
}

fn is_number(text: &str) -> bool {
    let in_number = |c: char| c.is_ascii_digit() || ".-+%％".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(in_number)
}

#[cfg(test)]
mod tests {
    use super::is_row;

    #[test]
    fn rows_in_one_cell() {
        let is_unit = |word: &str| word == "西城区";
        for (row, texts) in [
            (
                true,
                &[
                    "西城区;2023;1120456",
                    "西城区,2023,1120456",
                    "西城区，2023，1120456",
                    "西城区\t2023\t1120456",
                    "西城区 2023 1120456",
                    "西城区　1120456",
                    "密云区|2023|1120456",
                ][..],
            ),
            (
                false,
                &[
                    "制表人：张三 审核人：李四",
                    "西城区的数据为快报数",
                    "注：2023年起，口径改变",
                    "2024年3月1日",
                    "共 3 个区",
                    "西城区、东城区",
                    "",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(is_row(text, 3, is_unit), row, "{text}");
            }
        }
    }
}
