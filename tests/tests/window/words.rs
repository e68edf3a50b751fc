//! The window's own words, for scenarios that are played in both languages.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

/// One language.
pub struct Words {
    language: &'static str,
    locale: &'static str,
    files: HashMap<String, Value>,
}

impl Words {
    /// English.
    pub fn english() -> Self {
        Self::read("en", "en_US.UTF-8")
    }

    /// Chinese.
    pub fn chinese() -> Self {
        Self::read("zh-CN", "zh_CN.UTF-8")
    }

    fn read(language: &'static str, locale: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../ui/src/i18n")
            .join(language);
        let files = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
            .map(|path| {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                (name, serde_json::from_str(&text).unwrap())
            })
            .collect();
        Self {
            language,
            locale,
            files,
        }
    }

    /// `en` or `zh-CN`.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The desktop's locale that brings them.
    pub fn locale(&self) -> &'static str {
        self.locale
    }

    /// `start:trouble.retry`, as `i18next` writes it.
    pub fn get(&self, key: &str) -> &str {
        let (file, path) = key.split_once(':').expect("file:path");
        let found = path
            .split('.')
            .try_fold(&self.files[file], |value, part| value.get(part));
        found
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("there are no words for {key}"))
    }

    /// A sentence with a figure in it: the plural form where the language has one.
    pub fn count(&self, key: &str, n: u64) -> String {
        let many = format!("{key}_other");
        let one = format!("{key}_one");
        let (file, path) = one.split_once(':').expect("file:path");
        let has_one = path
            .split('.')
            .try_fold(&self.files[file], |value, part| value.get(part))
            .is_some();
        let words = self.get(if n == 1 && has_one { &one } else { &many });
        words
            .replace("{{n}}", &n.to_string())
            .replace("{{count}}", &n.to_string())
    }
}
