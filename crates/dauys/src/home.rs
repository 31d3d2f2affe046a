//! Where an installation lives: its settings, its data folder, and the lock that keeps two writers apart.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dauys_search::Index;
use dauys_store::Store;

use crate::config::Config;
use crate::secrets::Secrets;

/// What the command line says of the place, before anything is read.
pub(crate) struct Place {
    /// The configuration file; the default path may be absent.
    pub(crate) config: Option<PathBuf>,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Secrets of the environment.
    pub(crate) secrets: Secrets,
}

/// The default configuration file.
const DEFAULT_CONFIG: &str = "config/dauys.toml";

impl Place {
    /// Reads the settings. Without `--config`, and with no file at the default path, the built-in defaults hold.
    pub(crate) fn open(self) -> anyhow::Result<Home> {
        let config = self.config()?;
        let mut secrets = self.secrets;
        if let Some(path) = &config.secrets {
            secrets.add_file(&config.folder.join(path))?;
        }
        Ok(Home { config, data: self.data, secrets })
    }

    /// The settings alone.
    pub(crate) fn config(&self) -> anyhow::Result<Config> {
        match &self.config {
            Some(path) => Config::read(path),
            None if Path::new(DEFAULT_CONFIG).exists() => Config::read(Path::new(DEFAULT_CONFIG)),
            None => Ok(Config::default()),
        }
    }
}

/// An installation.
pub(crate) struct Home {
    /// Its settings.
    pub(crate) config: Config,
    /// Its data folder.
    pub(crate) data: PathBuf,
    /// Keys, tokens and passwords of its sources.
    pub(crate) secrets: Secrets,
}

impl Home {
    /// Opens the database, making folder and file when absent.
    pub(crate) fn store(&self) -> anyhow::Result<Store> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("making the data folder `{}`", self.data.display()))?;
        Ok(Store::open(&self.data.join("dauys.db"))?)
    }

    /// Opens the database of an installation that must have one already: what reading commands do.
    pub(crate) fn existing_store(&self) -> anyhow::Result<Store> {
        let path = self.data.join("dauys.db");
        if !path.exists() {
            bail!(
                "no database at `{}`: run `dauys run` or `dauys import posts FILE` first, or name another folder with --data",
                path.display()
            );
        }
        Ok(Store::open(&path)?)
    }

    /// The folder of the index.
    pub(crate) fn index_folder(&self) -> PathBuf {
        self.data.join("index")
    }

    /// Opens the index for reading: what every command does but `index`.
    pub(crate) fn existing_index(&self) -> Result<Index, dauys_search::Error> {
        Index::open_existing(&self.index_folder())
    }

    /// Opens the index for bringing it up to the store, making it when absent.
    pub(crate) fn index(&self) -> Result<Index, dauys_search::Error> {
        Index::open(&self.index_folder())
    }

    /// Takes the lock under which one process at a time changes this data folder. Held until dropped.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("making the data folder `{}`", self.data.display()))?;
        let path = self.data.join("lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .with_context(|| format!("opening the lock `{}`", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => bail!(
                "another dauys is at work on `{}`: wait for it to end, or name another folder with --data",
                self.data.display()
            ),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("locking `{}`", path.display()))
            }
        }
    }
}
