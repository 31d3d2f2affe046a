//! The parts of the settings about sending digests and about the desks that approve them.

use anyhow::bail;
use dauys_model::is_mailbox;
use serde::Deserialize;
use url::Url;

/// How digests are sent. Passwords, tokens and the addresses of webhooks are secrets and stand elsewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Deliver {
    /// The address that mails come from.
    pub(crate) from: Option<String>,
    /// The server of mails: `smtps://user@host:465`, or `smtp://user@host:587?tls=required`. Its password is the secret `smtp`.
    pub(crate) smtp: Option<Url>,
    /// Where the bots of Telegram are reached. The token of ours is the secret `telegram`.
    pub(crate) telegram_api: Url,
    /// Where the pages of this installation are reached, for links in digests. Without it none is written.
    pub(crate) pages: Option<Url>,
    /// How often an edition is tried to be sent.
    pub(crate) tries: u32,
    /// The longest time for one request to a server or for one mail, in seconds.
    pub(crate) timeout_seconds: u64,
    /// How long before its hour an edition is made that an editor has to approve, in minutes.
    pub(crate) draft_minutes: u32,
}

/// Who approves editions.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Review {
    /// The accounts of desks that may: names of desks, never of persons.
    pub(crate) accounts: Vec<String>,
}

impl Default for Deliver {
    fn default() -> Self {
        let telegram_api = Url::parse("https://api.telegram.org").expect("an address");
        Self {
            from: None,
            smtp: None,
            telegram_api,
            pages: None,
            tries: 8,
            timeout_seconds: 30,
            draft_minutes: 60,
        }
    }
}

impl Default for Review {
    fn default() -> Self {
        Self { accounts: vec!["editor".into()] }
    }
}

impl Deliver {
    /// The address of the pages without a slash at its end, as links begin.
    pub(crate) fn pages(&self) -> Option<String> {
        self.pages.as_ref().map(|pages| pages.as_str().trim_end_matches('/').to_owned())
    }

    /// Refuses what no server understands.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if let Some(from) = &self.from
            && !is_mailbox(from)
        {
            bail!("`deliver.from` must be an address of mail without a name, not `{from}`");
        }
        if let Some(smtp) = &self.smtp {
            if !matches!(smtp.scheme(), "smtp" | "smtps") || smtp.host_str().is_none_or(str::is_empty) {
                bail!(
                    "`deliver.smtp` must be `smtps://user@host:465` or `smtp://user@host:587?tls=required`"
                );
            }
            if smtp.password().is_some() {
                bail!("`deliver.smtp` holds a password: leave it out, and give it as the secret `smtp`");
            }
        }
        for (key, url) in [("telegram_api", Some(&self.telegram_api)), ("pages", self.pages.as_ref())] {
            if url.is_some_and(|url| !matches!(url.scheme(), "http" | "https")) {
                bail!("`deliver.{key}` must begin with http:// or https://");
            }
        }
        if self.tries == 0 || self.timeout_seconds == 0 {
            bail!("`deliver.tries` and `deliver.timeout_seconds` must be at least 1");
        }
        Ok(())
    }
}

impl Review {
    /// Refuses accounts that no line of a form and no footer could show.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        for account in &self.accounts {
            let fits = |letter: char| letter.is_alphanumeric() || "-_ ".contains(letter);
            let count = account.chars().count();
            if account.trim() != account || !(1..=40).contains(&count) || !account.chars().all(fits) {
                bail!(
                    "`review.accounts` holds `{account}`: give the name of a desk, 1 to 40 letters, digits, `-`, `_` and blanks"
                );
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(settings: &str) -> String {
        let deliver: Deliver = toml::from_str(settings).unwrap();
        deliver.check().err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_no_server_understands_is_refused() {
        for (settings, told) in [
            ("", ""),
            ("from = \"digest@office.example\"", ""),
            ("from = \"Office <digest@office.example>\"", "without a name"),
            ("from = \"a@b@c\"", "without a name"),
            ("smtp = \"smtps://desk@mail.example:465\"", ""),
            ("smtp = \"smtp://mail.example:587?tls=required\"", ""),
            ("smtp = \"https://mail.example\"", "smtps://user@host:465"),
            ("smtp = \"smtps://desk:word@mail.example\"", "holds a password"),
            ("pages = \"ftp://dauys.example\"", "`deliver.pages`"),
            ("tries = 0", "at least 1"),
        ] {
            let answer = check(settings);
            assert!(
                if told.is_empty() { answer.is_empty() } else { answer.contains(told) },
                "{settings}: {answer}"
            );
        }
    }

    #[test]
    fn links_begin_without_a_slash_at_the_end() {
        let deliver: Deliver = toml::from_str("pages = \"https://dauys.example/office/\"").unwrap();
        assert_eq!(deliver.pages().as_deref(), Some("https://dauys.example/office"));
        assert_eq!(Deliver::default().pages(), None);
    }

    #[test]
    fn an_account_is_the_name_of_a_desk() {
        let told = |accounts: &str| {
            let review: Review = toml::from_str(&format!("accounts = {accounts}")).unwrap();
            review.check().is_ok()
        };
        assert!(told("[\"editor\", \"Баспасөз қызметі\"]") && told("[]"));
        assert!(!told("[\"\"]") && !told("[\" editor\"]") && !told("[\"a\\nb\"]"));
    }
}
