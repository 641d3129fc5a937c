//! What the runs took, as a table.

use super::run::Series;
use kaoping::internals::i18n::Lang;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// Between these lines of a page stand the tables.
const BEGIN: &str = "<!-- measured: cargo bench --bench scale -- --report -->\n";
const END: &str = "<!-- end of what was measured -->\n";

/// The series of one job; the first is what the others are compared with.
pub struct Table {
    title: String,
    /// The size of the data; 0 where it is not said.
    bytes: u64,
    series: Vec<Series>,
}

impl Table {
    /// Series that were run in turn.
    pub fn new(title: String, bytes: u64, series: Vec<Series>) -> Table {
        Table {
            title,
            bytes,
            series,
        }
    }

    /// As Markdown: medians, and the least and greatest processor time.
    pub fn text(&self, lang: Lang) -> String {
        let columns = lang.pick(
            "处理器时间 | 最小、最大 | 用时 | 最大内存 | 处理器时间，第一行 = 1",
            "processor | least, greatest | elapsed | peak memory | processor, first = 1",
        );
        let title = lang.pick(chinese(&self.title), &self.title);
        let size = match self.bytes {
            0 => String::new(),
            bytes => format!("{}{:.0} MB", lang.pick("，", ", "), bytes as f64 / 1e6),
        };
        let mut text = format!("| {title}{size} | {columns} |\n|---|---|---|---|---|---|\n");
        let first = self.series[0].cpu().as_secs_f64();
        for one in &self.series {
            let (least, most) = one.cpu_range();
            text += &format!(
                "| {} | {:.3} s | {:.3}, {:.3} | {:.3} s | {:.0} MB | {:.2} |\n",
                lang.pick(chinese(one.name), one.name),
                one.cpu().as_secs_f64(),
                least.as_secs_f64(),
                most.as_secs_f64(),
                one.time().as_secs_f64(),
                one.peak() as f64 / 1e6,
                one.cpu().as_secs_f64() / first
            );
        }
        text
    }
}

/// The Chinese words of a title or of the name of a series; itself where it is a name.
fn chinese(words: &str) -> &str {
    match words {
        "46 items of every community, five files" => "每个社区46项，五个文件",
        "figures of every community, one long file" => "每个社区的数据，一个长表文件",
        "parts and wholes of every community" => "每个社区的部分与总体",
        "means and weights of every community" => "每个社区的均值与权数",
        "46 items of every community, five files, written otherwise" => "同样的46项，其他写法",
        "figures of every community, one long file, written otherwise" => "同样的长表，其他写法",
        "figures of every community, one long file, by the number of communities" => {
            "同样的长表，按社区个数"
        }
        "46 items of every community, five workbooks" => "每个社区46项，五个工作簿",
        "every day, built-in plan" => "日常使用，内置规划",
        "plain" => "原样",
        "quoted" => "逐格加引号",
        "a row twice" => "一行重复",
        "random order" => "行序随机",
        "a third" => "三分之一",
        "all" => "全部",
        "sample" => "示例数据",
        "sample, communities" => "示例数据，逐个社区",
        name => name,
    }
}

/// Writes the tables into a page, in the place of those that it has.
pub fn write(page: &Path, tables: &[Table], rounds: usize, lang: Lang) -> io::Result<()> {
    let text = fs::read_to_string(page)?;
    let parts = text.split_once(BEGIN);
    let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else {
        let shown = page.display();
        return Err(io::Error::other(format!("{shown} has no place for tables")));
    };
    let tables: Vec<String> = tables.iter().map(|table| table.text(lang)).collect();
    let machine = machine()?;
    let runs = match lang {
        Lang::Zh => format!("{rounds}轮的中位数"),
        Lang::En => format!("medians of {rounds} rounds"),
    };
    let semicolon = lang.pick("；", "; ");
    let runs = format!("{machine}{semicolon}{runs}\n\n{}\n", tables.join("\n"));
    fs::write(page, format!("{before}{BEGIN}{runs}{END}{after}"))
}

/// The processor, how many of it, and the date.
fn machine() -> io::Result<String> {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map_or("", |line| line.trim_start_matches([':', ' ', '\t']));
    let count = std::thread::available_parallelism()?;
    let date = Command::new("date").arg("+%F").output()?.stdout;
    let date = String::from_utf8_lossy(&date);
    Ok(format!("{} × {model}, {}", count, date.trim()))
}
