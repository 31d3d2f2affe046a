//! Settings and secrets → the courier of a subscription.

use std::time::Duration;

use dauys_deliver::{Bot, Courier, Folder, Mail, MailServer, Telegram, Webhook};
use dauys_model::Channel;
use url::Url;

use crate::home::Home;
use crate::secrets::Secrets;

/// What a courier is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To send.
    Sending,
    /// To show what would be sent: no secret is needed.
    Showing,
}

/// The courier of a channel, or what is missing in the settings.
pub(super) fn courier(home: &Home, channel: &Channel, purpose: Purpose) -> Result<Courier, String> {
    let settings = &home.config.deliver;
    let timeout = Duration::from_secs(settings.timeout_seconds);
    let (roots, proxy) = (home.config.fetch.roots.as_deref(), home.config.fetch.proxy.as_ref());
    let secret = |name: &str, shown: &'static str| match purpose {
        Purpose::Showing => Ok(shown),
        Purpose::Sending => home.secrets.get(name).ok_or_else(|| Secrets::missing(name)),
    };
    let told = |error: dauys_deliver::Unusable| error.to_string();
    Ok(match channel {
        Channel::Mail { to } => {
            let from = settings
                .from
                .as_deref()
                .ok_or("`deliver.from`, the address that mails come from, is not set")?;
            let nowhere = Url::parse("smtp://localhost").map_err(|error| error.to_string())?;
            let server = match (purpose, &settings.smtp) {
                (Purpose::Showing, _) => &nowhere,
                (Purpose::Sending, Some(server)) => server,
                (Purpose::Sending, None) => {
                    return Err("`deliver.smtp`, the server of mails, is not set".into());
                }
            };
            let server =
                MailServer::new(server, home.secrets.get("smtp"), from, timeout, roots).map_err(told)?;
            Courier::Mail(Mail::new(server, to).map_err(told)?)
        }
        Channel::Telegram { to } => {
            let token = secret("telegram", "0:none")?;
            let bot = Bot::new(&settings.telegram_api, token, timeout, roots, proxy).map_err(told)?;
            Courier::Telegram(Telegram::new(bot, to))
        }
        Channel::Webhook { secret: name } => {
            let address = secret(name, "https://localhost/")?;
            Courier::Webhook(Webhook::new(address, timeout, roots, proxy).map_err(told)?)
        }
        Channel::Folder { to } | Channel::Site { to } => Courier::Folder(Folder::new(home.data.join(to))),
    })
}
