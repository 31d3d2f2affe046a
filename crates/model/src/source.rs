//! Sources: the finite, reviewed list of public places that Dauys listens to.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{Kato, Kind, Language, SourceId};

/// Somewhere public that speaks, as an entry of `config/sources.toml`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The lasting name of the source in the store and in logs.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// Where it speaks on the web. Every kind but [`SourceKind::File`] has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// The file of a [`SourceKind::File`], relative to the folder of the configuration file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathBuf>,
    /// What is found there.
    pub kind: SourceKind,
    /// What its items become.
    #[serde(default = "news")]
    pub posts: Kind,
    /// The language it is expected in; only a hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The region it speaks for, when it speaks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Kato>,
    /// Where the full text is had; means nothing to kinds that [speak for themselves](SourceKind::speaks_for_itself).
    #[serde(default)]
    pub text: TextFrom,
    /// What the terms of the source allow; follows every record made from it.
    #[serde(default)]
    pub policy: Policy,
    /// Why the source is not asked at present; absent when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<String>,
    /// Minutes between two polls, fixed; absent, they are learnt from how often the source brings something new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_minutes: Option<u32>,
    /// Where the parts of an entry stand, for [`SourceKind::List`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ListSelectors>,
    /// Most pages of one poll, for kinds that are read page by page; a kind knows a good number itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The name of the key, token or password that the source asks for. Its value stands in the environment or in the file
    /// of secrets, never here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Units of the platform's own quota that may be spent a day on all sources with the same `secret`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u32>,
    /// Who permitted the collecting, when, and by which document. [`SourceKind::Telegram`] is not asked without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// Where the interface of the platform is reached, when not at its usual address: a mirror, a gateway, a server of one's
    /// own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api: Option<Url>,
    /// Which column of an open data set is what: `id`, `title`, `text`, `date`, `place`. For [`SourceKind::Egov`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Only items with one of these words, in any letter case, are taken; all are when there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Most days for which its texts are kept, where its terms allow fewer than the settings; [`Self::most_days`] knows the terms
    /// of platforms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u32>,
    /// Names of collections the source belongs to, beside those by region, language and kind: `youth`, `water`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<String>,
}

impl Source {
    /// A source of a kind at an address, everything else at its default.
    pub fn new(id: SourceId, name: impl Into<String>, kind: SourceKind, url: Option<Url>) -> Self {
        Self {
            id,
            name: name.into(),
            url,
            path: None,
            kind,
            posts: Kind::News,
            language: None,
            region: None,
            text: TextFrom::default(),
            policy: Policy::default(),
            off: None,
            every_minutes: None,
            list: None,
            pages: None,
            secret: None,
            quota: None,
            permission: None,
            api: None,
            columns: BTreeMap::new(),
            words: Vec::new(),
            keep_days: None,
            collections: Vec::new(),
        }
    }

    /// Most days for which its texts may be kept: its own [`Self::keep_days`], or what the terms of its platform say. None where
    /// nothing limits what the settings say for all.
    pub fn most_days(&self) -> Option<u32> {
        // YouTube's Developer Policies, III.E.4: data had without a user's sign-in, 30 days.
        self.keep_days.or_else(|| (self.kind == SourceKind::Youtube).then_some(30))
    }
}

fn news() -> Kind {
    Kind::News
}

/// The form in which a source announces its items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// RSS, RDF, Atom or JSON Feed: told apart by looking.
    Feed,
    /// An HTML page with entries, read by [`ListSelectors`].
    List,
    /// A local feed, JSONL or CSV file.
    File,
    /// A sitemap, a news sitemap, or an index of them.
    Sitemap,
    /// A site's WordPress interface: its posts, or its readers' comments where `posts = "comment"`.
    Wordpress,
    /// Comments under the videos of a YouTube channel, by the Data API; `url` is the channel's. Its videos are a [`Self::Feed`].
    Youtube,
    /// A wall of VK (`https://vk.com/NAME`), its comments where `posts = "comment"`, or a search (`https://vk.com/search?q=…`).
    Vk,
    /// The public preview of a Telegram channel, `https://t.me/s/NAME`.
    Telegram,
    /// A tag of a Mastodon server, `https://SERVER/tags/TAG`, or the server's own posts, `https://SERVER/public/local`.
    Mastodon,
    /// Posts of Bluesky by the replay of Jetstream, `wss://…/subscribe`.
    Bluesky,
    /// A search for words in Threads, `https://www.threads.net/search?q=…`.
    Threads,
    /// Documents of a body on gov.kz, `https://www.gov.kz/memleket/entities/BODY/documents`.
    Govkz,
    /// An open data set, `https://data.egov.kz/datasets/view?index=NAME`.
    Egov,
    /// A statistical index of Taldau, `https://taldau.stat.gov.kz/…/GetIndexData/NUMBER?…`: figures, not posts.
    Taldau,
    /// A search of Google News: never a source of posts, only a witness of what other sources told and we did not hear.
    GoogleNews,
    /// A Telegram bot to which citizens send a problem; `url` is `https://t.me/BOT`.
    TelegramInbox,
    /// A mailbox of an office, `imaps://HOST/FOLDER`; every mail is an appeal.
    Mailbox,
}

impl SourceKind {
    /// Whether an item of the kind is all there is of it: its page, where it has one, shows a person or asks for an account, and is
    /// never fetched, whatever [`Source::text`] says.
    pub fn speaks_for_itself(self) -> bool {
        match self {
            Self::Youtube
            | Self::Vk
            | Self::Telegram
            | Self::Mastodon
            | Self::Bluesky
            | Self::Threads
            | Self::TelegramInbox
            | Self::Mailbox => true,
            Self::Feed
            | Self::List
            | Self::File
            | Self::Sitemap
            | Self::Wordpress
            | Self::Govkz
            | Self::Egov
            | Self::Taldau
            | Self::GoogleNews => false,
        }
    }

    /// The kind as the settings write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::List => "list",
            Self::File => "file",
            Self::Sitemap => "sitemap",
            Self::Wordpress => "wordpress",
            Self::Youtube => "youtube",
            Self::Vk => "vk",
            Self::Telegram => "telegram",
            Self::Mastodon => "mastodon",
            Self::Bluesky => "bluesky",
            Self::Threads => "threads",
            Self::Govkz => "govkz",
            Self::Egov => "egov",
            Self::Taldau => "taldau",
            Self::GoogleNews => "google_news",
            Self::TelegramInbox => "telegram_inbox",
            Self::Mailbox => "mailbox",
        }
    }
}

/// Where the full text of an item is had.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextFrom {
    /// From the item when it is long enough, else from the page it links to.
    #[default]
    Auto,
    /// From the item always: comments, appeals, full-text feeds.
    Item,
    /// From the page always.
    Page,
}

/// What the terms of a source allow to be done with its texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Everything Dauys does.
    #[default]
    Open,
    /// Rules only: no statistical model may be trained on or applied to it.
    RulesOnly,
    /// Title and link only.
    MetadataOnly,
}

impl Policy {
    /// The policy as settings and exports write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::RulesOnly => "rules_only",
            Self::MetadataOnly => "metadata_only",
        }
    }

    /// How texts of such a source may be understood. What may not even be kept may not be weighed by a model either.
    pub fn methods(self) -> Methods {
        match self {
            Self::Open => Methods::All,
            Self::RulesOnly | Self::MetadataOnly => Methods::RulesOnly,
        }
    }
}

/// By which methods a text may be understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Methods {
    /// All that Dauys has: rules, word lists, the trained model of languages, and what is counted in a window of texts.
    #[default]
    All,
    /// Rules and word lists only: no trained or counted weights are applied to the text, and it is counted in none.
    RulesOnly,
}

/// CSS selectors of a list page. All but `entry` are looked up inside an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSelectors {
    /// One match is one item.
    pub entry: String,
    /// The link (`href`) that identifies the item; the entry itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The title; the text of the link when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date: a `datetime` attribute or text in any of the forms the parser knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The text, when the list carries it in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The author, who becomes a voice key and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The place the item is filed under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The address of the further pages, `{page}` (2, 3, …) or `{offset}` (entries seen so far) in place of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paging: Option<String>,
    /// Fewer entries than this on the first page are a failure, not "no news".
    #[serde(default = "one")]
    pub at_least: usize,
}

fn one() -> usize {
    1
}
