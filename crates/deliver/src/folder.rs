//! A folder of this machine, or a static site in one: each file is there whole or not at all, whenever the power goes.

use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use crate::{File, Message, Outcome};

/// A folder.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// A folder, made when absent.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub(crate) fn send(&self, message: &Message) -> Outcome {
        for file in &message.files {
            if let Err(why) = self.put(file) {
                return why;
            }
        }
        Outcome::Delivered { receipt: format!("{} files", message.files.len()) }
    }

    /// Writes a file beside its place, has it written through, and moves it there.
    fn put(&self, file: &File) -> Result<(), Outcome> {
        let relative = Path::new(&file.name);
        let is_plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
        let Some(name) = relative.file_name().filter(|_| is_plain).and_then(|name| name.to_str()) else {
            return Err(Outcome::refused(format!("`{}` leads out of its folder", file.name)));
        };
        let place = self.root.join(relative);
        let folder = place.parent().unwrap_or(&self.root).to_owned();
        let failed = |error: std::io::Error| Outcome::later(format!("writing `{}`: {error}", file.name));
        fs::create_dir_all(&folder).map_err(failed)?;
        // The same name at every attempt: what a crash left behind is written over.
        let beside = folder.join(format!(".{name}.part"));
        let mut written = fs::File::create(&beside).map_err(failed)?;
        written.write_all(&file.bytes).and_then(|()| written.sync_all()).map_err(failed)?;
        fs::rename(&beside, &place).map_err(failed)?;
        sync_folder(&folder).map_err(failed)
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}
