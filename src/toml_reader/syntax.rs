//! The parser's messages about syntax errors, in Chinese.

/// Beginnings of messages of the `toml` crate and what they mean. More specific ones come first.
const MEANINGS: [(&str, &str); 28] = [
    ("duplicate key", "键重复"),
    (
        "invalid basic string",
        "字符串没有以 `\"` 结束，或含有无效字符",
    ),
    (
        "invalid literal string",
        "字符串没有以 `'` 结束，或含有无效字符",
    ),
    ("invalid multi-line", "多行字符串没有结束，或含有无效字符"),
    ("missing opening quote", "缺少左引号"),
    ("string values must be quoted", "字符串要加引号"),
    ("missing comma", "缺少逗号"),
    ("extra comma", "多了一个逗号"),
    ("extra `=`", "多了一个 `=`"),
    ("extra assignment", "多了一个 `=`"),
    ("missing assignment", "缺少 `=`"),
    ("unexpected `=`", "此处不应有 `=`"),
    ("missing value", "缺少值"),
    ("invalid value", "值无效"),
    ("key with no value", "键没有值"),
    ("missing key", "缺少键"),
    (
        "invalid unquoted key",
        "不加引号的键只能含英文字母、数字、`-` 和 `_`",
    ),
    ("unquoted keys cannot be empty", "键是空的"),
    ("unexpected key or value", "此处不应有键或值"),
    ("unexpected content", "此处不应有内容"),
    ("unclosed array", "列表或 `[[…]]` 没有结束"),
    ("unclosed table", "`[…]` 没有结束"),
    ("unclosed inline table", "表 `{ … }` 没有结束"),
    ("unexpected leading zero", "数字不能以 0 开头"),
    ("unexpected sign", "此处不应有正负号"),
    ("invalid comment character", "注释含有无效字符"),
    ("carriage return", "行尾的回车后面缺少换行"),
    ("missing escaped value", "`\\` 后面的转义字符无效"),
];

/// A message of the parser in Chinese; the message itself where it is not known.
pub fn in_chinese(message: &str) -> &str {
    let known = MEANINGS
        .iter()
        .find(|(begin, _)| message.starts_with(begin));
    known.map_or(message, |&(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::in_chinese;
    use toml::de::DeTable;

    #[test]
    fn frequent_mistakes_have_a_chinese_message() {
        for text in [
            "a = \"x\nb = 1",
            "a = 'x\nb = 1",
            "a = x",
            "a = [1 2]",
            "a = [1,",
            "a = {b = 1",
            "a = {b = 1 c = 2}",
            "a == 1",
            "a",
            "a =",
            "a = 1\na = 2",
            "[a",
            "[[a]",
            "a b = 1",
            "名称 = 1",
            "= 1",
            "a = 007",
            "a = 1 2",
            "a = \"\\q\"",
        ] {
            let (_, errors) = DeTable::parse_recoverable(text);
            let message = errors.first().expect(text).message();
            assert!(!in_chinese(message).is_ascii(), "{text}: {message}");
        }
    }
}
