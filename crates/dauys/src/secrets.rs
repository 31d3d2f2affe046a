//! Keys, tokens and passwords of sources, from the environment or from a file that nobody else can read.
//!
//! The settings name a secret (`secret = "youtube"`); its value is `DAUYS_SECRET_YOUTUBE` in the environment, else the entry
//! `youtube` of the file that the setting `secrets` names. Values are shown nowhere.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};

/// All secrets by name.
#[derive(Clone, Default)]
pub(crate) struct Secrets(BTreeMap<String, String>);

/// What the names in the environment begin with.
const PREFIX: &str = "DAUYS_SECRET_";

impl Secrets {
    /// The secrets among the variables of the environment.
    pub(crate) fn of_environment(variables: impl Iterator<Item = (String, String)>) -> Self {
        let named =
            variables.filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_lowercase(), value)));
        Self(named.filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// Adds those of a file that the environment does not give: lines `name = "value"`.
    pub(crate) fn add_file(&mut self, path: &Path) -> anyhow::Result<()> {
        refuse_if_open_to_others(path)?;
        let text = crate::config::read_text(path)?;
        // The message of the TOML parser would show the line, and with it a secret.
        let Ok(read) = toml::from_str::<BTreeMap<String, String>>(&text) else {
            bail!("{}: every line must be `name = \"value\"`", path.display());
        };
        for (name, value) in read {
            self.0.entry(name.to_lowercase()).or_insert(value);
        }
        Ok(())
    }

    /// The value of a secret. The names in the environment know no `-` and `.`: they stand as `_` there.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let plain = name.replace(['-', '.'], "_");
        self.0.get(&name).or_else(|| self.0.get(&plain)).map(String::as_str)
    }

    /// What to do for a secret that is missing.
    pub(crate) fn missing(name: &str) -> String {
        let variable = name.to_uppercase().replace(['-', '.'], "_");
        format!(
            "its secret `{name}` is not given: set {PREFIX}{variable}, or write it into the file of `secrets`"
        )
    }
}

#[cfg(unix)]
fn refuse_if_open_to_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)
        .with_context(|| format!("reading the secrets in `{}`", path.display()))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        bail!("others can read the secrets in `{0}`: run `chmod 600 {0}`", path.display());
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_if_open_to_others(_: &Path) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(variables: &[(&str, &str)]) -> Secrets {
        Secrets::of_environment(
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    #[test]
    fn the_environment_gives_secrets_by_prefix() {
        let secrets = secrets(&[("DAUYS_SECRET_YOUTUBE", "k1"), ("DAUYS_SECRET_EMPTY", " "), ("HOME", "x")]);
        assert_eq!(secrets.get("youtube"), Some("k1"));
        assert_eq!(secrets.get("empty"), None);
        assert_eq!(secrets.get("home"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_secrets_is_read_only_when_nobody_else_can() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.toml");
        std::fs::write(&path, "inbox-bot = \"1:abc\"\nyoutube = \"file\"\n").unwrap();
        let mut known = secrets(&[("DAUYS_SECRET_YOUTUBE", "environment")]);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let error = known.add_file(&path).unwrap_err().to_string();
        assert!(error.contains("chmod 600"), "{error}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        known.add_file(&path).unwrap();
        assert_eq!(known.get("inbox-bot"), Some("1:abc"));
        assert_eq!(known.get("youtube"), Some("environment"), "the environment comes first");
        std::fs::write(&path, "token: 1:abc").unwrap();
        let error = known.add_file(&path).unwrap_err().to_string();
        assert!(!error.contains("1:abc"), "{error}");
    }
}
