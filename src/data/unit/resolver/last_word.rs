//! The last text of a column, and what it means.

/// The last text of a column and what it means: most rows repeat it.
pub(super) struct LastWord<T> {
    text: String,
    meaning: Option<T>,
}

impl<T: Copy> LastWord<T> {
    pub fn new() -> Self {
        LastWord {
            text: String::new(),
            meaning: None,
        }
    }

    pub fn get(&mut self, text: &str, find: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.meaning.is_none() || self.text != text {
            self.text.clear();
            self.text.push_str(text);
            self.meaning = find();
        }
        self.meaning
    }
}
