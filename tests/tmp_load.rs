use camino::Utf8PathBuf;
use kaoping::source::Folder;
#[test]
fn load_beijing() {
    let f = Folder::Disk(Utf8PathBuf::from("indicators/beijing-2011-2015"));
    let files: Vec<_> = f
        .list("toml")
        .unwrap()
        .iter()
        .map(|n| f.read_text(n).unwrap())
        .collect();
    match kaoping::plan::load(&files) {
        Ok(l) => println!(
            "ok {} indicators {} vars",
            l.plan.indicators.len(),
            l.plan.variables.len()
        ),
        Err(e) => {
            for f in e.iter() {
                println!(
                    "{} {} {:?} {:?}",
                    f.code.id,
                    f.message,
                    f.places
                        .first()
                        .map(|p| (p.file.clone(), p.line, p.column, p.text.clone())),
                    f.help
                );
            }
        }
    }
}
