//! The way through an inbox bot of Telegram: one page of updates becomes appeals, and every person who wrote gets an answer.
//!
//! The Bot API forgets an update as soon as a later one is asked for. So a walk asks for one page only, and the position behind it
//! is sent by the next walk, when this one is stored: what a walk loses is given again, and keys tell what was already taken.
//!
//! People are told what is kept before they write (the description that a chat shows before its first message, set by the first
//! walk), when they ask, and when their message was taken. An answer needs the number of their chat, which lives only in the
//! questions of the walk. The receipt carries a button by which its message can be withdrawn: what is needed to find it again
//! travels in the button, kept by Telegram and not by us.

mod keys;
mod texts;
mod told;
mod update;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use dauys_model::{Author, Item, Kind, Precision, Source};
use serde_json::{Value, json};
use url::Url;

use crate::error::{Error, Refusal};
use crate::plain::tidy;
use crate::walk::{self, Answer, Get, Question, Start, Walked};
use keys::Keys;
use texts::text;
use told::{Refused, result_of, unreadable};
use update::{Command, Meaning, Problem, Update};

/// Where the Bot API is reached, unless the source names a server of its own.
const API: &str = "https://api.telegram.org/";

/// Updates of one page: the most that the Bot API gives.
const LIMIT: usize = 100;

/// How long the host holds a question back while there is nothing: below the minute after which proxies hang up.
const LONG_POLL: Duration = Duration::from_secs(25);

/// What the answer to a held question may take beyond that.
const MARGIN: Duration = Duration::from_secs(10);

/// Answers to one chat in one walk. A flood is taken, but not answered line by line.
const MOST_ANSWERS_A_CHAT: usize = 5;

/// What is asked at present.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// The description and the commands of the bot are set, from the first of [`Steps::greetings`] on.
    Introducing(usize),
    /// Updates are asked for, for which time.
    Asking(u32),
    /// Persons are answered.
    Answering,
    Over,
}

/// An answer to a person.
struct Reply {
    /// The update that it answers.
    update: i64,
    method: &'static str,
    query: Vec<(&'static str, String)>,
}

/// Asks for updates once, and answers them.
pub(super) struct Steps {
    source: Source,
    bot: String,
    /// The address of the interface with the token.
    base: Url,
    /// By which keys are made of chats and numbers.
    keys: Keys,
    /// The first update that is not yet taken, by the last walk.
    offset: Option<i64>,
    stage: Stage,
    /// Answers that are still to be sent, in the order of their updates.
    replies: VecDeque<Reply>,
    /// Whether nobody is written to.
    is_quiet: bool,
    /// Answers by chat; lives as long as the walk.
    answered: BTreeMap<i64, usize>,
    /// One past the newest update.
    reached: Option<i64>,
    unanswered: u32,
    walked: Walked,
}

impl Steps {
    pub(super) fn new(start: &Start<'_>) -> Result<Self, Error> {
        let source = start.source.clone();
        let bot = bot_of(&source)?;
        let token = start.secret.filter(|token| is_token(token)).ok_or_else(|| {
            Error::unfit(
                "an inbox bot needs the token that BotFather gave, `NUMBER:LETTERS`, as its `secret`".into(),
            )
        })?;
        let mut base = source.api.clone().unwrap_or_else(|| API.parse().expect("a constant address is one"));
        base.path_segments_mut()
            .map_err(|()| Error::unfit("`api` must be an address like `https://host/`".into()))?
            .pop_if_empty()
            .push(&format!("bot{token}"));
        let offset = start.cursor.and_then(|cursor| cursor.parse().ok());
        Ok(Self {
            source,
            bot,
            base,
            keys: Keys::new(token),
            offset,
            stage: if offset.is_none() { Stage::Introducing(0) } else { Stage::Asking(0) },
            replies: VecDeque::new(),
            is_quiet: false,
            answered: BTreeMap::new(),
            reached: None,
            unanswered: 0,
            walked: Walked::default(),
        })
    }

    fn get(&self, method: &str, query: &[(&str, String)]) -> Get {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.push(method);
        }
        url.query_pairs_mut().extend_pairs(query.iter().map(|(name, value)| (*name, value.as_str())));
        Get::interface(url)
    }

    /// What the first walk tells Telegram of the bot.
    fn greetings() -> [(&'static str, Vec<(&'static str, String)>); 2] {
        let command = |name: &str| json!({ "command": name, "description": texts::on_one_line(&format!("command_{name}")) });
        let commands = Value::Array(["start", "privacy", "delete"].map(command).into());
        [
            ("setMyDescription", vec![("description", text("description"))]),
            ("setMyCommands", vec![("commands", commands.to_string())]),
        ]
    }

    /// The question for updates. The first does not wait; further ones do.
    fn updates(&self, asked_before: u32) -> Get {
        let wait = if asked_before == 0 { Duration::ZERO } else { LONG_POLL };
        let mut query = vec![
            ("limit", LIMIT.to_string()),
            ("timeout", wait.as_secs().to_string()),
            ("allowed_updates", json!(["message", "edited_message", "callback_query"]).to_string()),
        ];
        query.extend(self.offset.map(|offset| ("offset", offset.to_string())));
        let get = self.get("getUpdates", &query);
        Get { patience: (asked_before > 0).then_some(wait + MARGIN), ..get }
    }

    fn take_updates(&mut self, asked_before: u32, result: Value) -> Result<(), Error> {
        let Value::Array(updates) = result else { return Err(unreadable()) };
        self.walked.is_cut = updates.len() >= LIMIT;
        if updates.is_empty() {
            let questions = self.source.pages.unwrap_or(1);
            self.stage =
                if asked_before + 1 < questions { Stage::Asking(asked_before + 1) } else { Stage::Over };
            self.walked.cursor = Some(self.offset.unwrap_or(0).to_string());
            return Ok(());
        }
        let mut malformed = 0;
        let mut elsewhere = 0;
        let mut unfit = 0;
        for update in updates {
            let Some(Update { id, meaning }) = update::read(&update, &self.bot) else {
                malformed += 1;
                continue;
            };
            self.reached = self.reached.max(Some(id.saturating_add(1)));
            match meaning {
                Meaning::Problem(problem) => self.take_problem(id, problem),
                Meaning::Command { chat, message, command } => self.obey(id, chat, message, command),
                Meaning::Withdrawal { chat, receipt, message } => {
                    self.withdraw(chat, message);
                    let query = vec![
                        ("chat_id", chat.to_string()),
                        ("message_id", receipt.to_string()),
                        ("text", text("withdrawn")),
                    ];
                    self.answer(chat, Reply { update: id, method: "editMessageText", query });
                }
                Meaning::Unfit { chat, message } => {
                    unfit += 1;
                    self.say(id, chat, message, "text_only");
                }
                Meaning::Elsewhere => elsewhere += 1,
                Meaning::Malformed => malformed += 1,
                Meaning::Nothing => {}
            }
        }
        for (count, what) in [
            (malformed, "updates not understood"),
            (elsewhere, "messages of groups, channels or bots, not taken"),
            (unfit, "messages without a text of the sender, not taken"),
        ] {
            if count > 0 {
                self.walked.warnings.push(format!("{what}: {count}"));
                self.walked.left_out += count;
            }
        }
        self.stage = if self.replies.is_empty() { Stage::Over } else { Stage::Answering };
        Ok(())
    }

    fn take_problem(&mut self, update: i64, problem: Problem) {
        let Problem { chat, message, sender, at, text, is_edit } = problem;
        let mut item = Item::new(self.keys.key(chat, message));
        item.text = Some(tidy(&text));
        item.kind = Some(Kind::Appeal);
        item.language = self.source.language;
        item.author = sender.and_then(|sender| Author::new(&sender.to_string()));
        if let Some(at) = at {
            (item.published_at, item.precision) = (Some(at), Precision::Moment);
        }
        // An edit is the same message again, and the newest wording counts.
        self.walked.items.retain(|known| known.key != item.key);
        self.walked.withdrawn.retain(|key| *key != item.key);
        self.walked.items.push(item);
        if !is_edit {
            let button = json!({ "text": texts::on_one_line("withdraw"), "callback_data": update::withdrawal_of(message) });
            let query = vec![
                ("chat_id", chat.to_string()),
                ("text", self::text("receipt")),
                ("reply_parameters", reply_to(message)),
                ("reply_markup", json!({ "inline_keyboard": [[button]] }).to_string()),
            ];
            self.answer(chat, Reply { update, method: "sendMessage", query });
        }
    }

    fn obey(&mut self, update: i64, chat: i64, message: i64, command: Command) {
        let name = match command {
            Command::Start => "start",
            Command::Privacy => "privacy",
            Command::Delete { of: None } => "delete",
            Command::Delete { of: Some(withdrawn) } => {
                self.withdraw(chat, withdrawn);
                "withdrawn"
            }
        };
        self.say(update, chat, message, name);
    }

    fn withdraw(&mut self, chat: i64, message: i64) {
        let key = self.keys.key(chat, message);
        self.walked.items.retain(|item| item.key != key);
        if !self.walked.withdrawn.contains(&key) {
            self.walked.withdrawn.push(key);
        }
    }

    fn say(&mut self, update: i64, chat: i64, message: i64, name: &str) {
        let query = vec![
            ("chat_id", chat.to_string()),
            ("text", text(name)),
            ("reply_parameters", reply_to(message)),
        ];
        self.answer(chat, Reply { update, method: "sendMessage", query });
    }

    fn answer(&mut self, chat: i64, reply: Reply) {
        if self.is_quiet {
            return;
        }
        let answered = self.answered.entry(chat).or_default();
        *answered += 1;
        if *answered <= MOST_ANSWERS_A_CHAT {
            self.replies.push_back(reply);
        }
    }

    /// A greeting or an answer that Telegram would not deliver is no reason to lose what was taken; a key that is wrong is.
    fn refused_answer(&mut self, refused: Refused) -> Result<(), Error> {
        self.walked.fresh_for = refused.retry_after;
        let is_introducing = matches!(self.stage, Stage::Introducing(_));
        match refused.refusal {
            Refusal::Key => return Err(refused.into()),
            Refusal::TooFast | Refusal::Trouble if is_introducing => return Err(refused.into()),
            // The rest would only be refused too: it comes again with the next walk, as what was not answered.
            Refusal::TooFast | Refusal::Trouble => self.stage = Stage::Over,
            _ if is_introducing => self.walked.warnings.push(format!(
                "the bot could not be described (code {}): set its description and commands by BotFather",
                refused.code
            )),
            _ => {
                self.unanswered += 1;
                self.replies.pop_front();
            }
        }
        Ok(())
    }

    fn after_answer(&mut self) {
        self.stage = match self.stage {
            Stage::Introducing(index) if index + 1 < Self::greetings().len() => Stage::Introducing(index + 1),
            Stage::Introducing(_) => Stage::Asking(0),
            Stage::Answering if self.replies.is_empty() => Stage::Over,
            stage => stage,
        };
    }
}

impl walk::Steps for Steps {
    fn next(&mut self) -> Option<Question> {
        let get = match self.stage {
            Stage::Introducing(index) => {
                let greetings = Self::greetings();
                let (method, query) = greetings.get(index)?;
                self.get(method, query)
            }
            Stage::Asking(asked_before) => self.updates(asked_before),
            Stage::Answering => {
                let reply = self.replies.front()?;
                self.get(reply.method, &reply.query)
            }
            Stage::Over => return None,
        };
        Some(Question::Get(get))
    }

    fn take(&mut self, answer: &Answer<'_>) -> Result<(), Error> {
        let told = result_of(answer)?;
        match (self.stage, told) {
            (Stage::Asking(asked_before), Ok(result)) => return self.take_updates(asked_before, result),
            (Stage::Asking(_), Err(refused)) => {
                self.walked.fresh_for = refused.retry_after;
                return Err(refused.into());
            }
            (Stage::Answering, Ok(_)) => {
                self.replies.pop_front();
            }
            (_, Ok(_)) => {}
            (_, Err(refused)) => self.refused_answer(refused)?,
        }
        self.after_answer();
        Ok(())
    }

    fn keep_quiet(&mut self) {
        self.is_quiet = true;
        self.stage = Stage::Asking(0);
    }

    fn end(self: Box<Self>) -> Walked {
        let mut walked = self.walked;
        // Who was not answered yet writes to us again, as it were: Telegram gives the updates from there on once more.
        if let Some(reached) = self.reached {
            let position = self.replies.front().map_or(reached, |reply| reply.update);
            walked.is_cut |= position < reached;
            walked.cursor = Some(position.to_string());
        }
        if self.unanswered > 0 {
            walked.warnings.push(format!("answers that Telegram did not deliver: {}", self.unanswered));
        }
        walked
    }
}

/// The name of the bot, lower case.
fn bot_of(source: &Source) -> Result<String, Error> {
    let url = source.url.as_ref().filter(|url| url.host_str() == Some("t.me"));
    let name = url.map(|url| url.path().trim_matches('/')).unwrap_or_default();
    // Names of bots, by Telegram's rules: 5 to 32 Latin letters, digits and underscores, with `bot` at the end.
    let is_name = (5..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && name.to_ascii_lowercase().ends_with("bot");
    if is_name {
        Ok(name.to_ascii_lowercase())
    } else {
        Err(Error::unfit("an inbox bot is given as `https://t.me/NAME`, and its name ends in `bot`".into()))
    }
}

/// Whether a text has the form of a token. It becomes a part of an address, so nothing else may get there.
fn is_token(text: &str) -> bool {
    text.split_once(':').is_some_and(|(number, letters)| {
        !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && letters.len() >= 20
            && letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    })
}

fn reply_to(message: i64) -> String {
    json!({ "message_id": message, "allow_sending_without_reply": true }).to_string()
}
