-- Digests as they were made for sending. At most one of a subscription for a day, week or month.
CREATE TABLE editions (
    id           INTEGER PRIMARY KEY,
    subscription TEXT NOT NULL,
    period       TEXT NOT NULL CHECK (period IN ('day', 'week', 'month')),
    day          TEXT NOT NULL,                  -- the day, or the last one of the week or month
    made_at      INTEGER NOT NULL,
    until        INTEGER NOT NULL,               -- nothing after this moment was looked at
    title        TEXT NOT NULL,
    language     TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('draft', 'held', 'approved', 'sent', 'failed', 'quiet')),
    approved_by  TEXT,                           -- an account; null: it needed nobody's approval, or has none yet
    approved_at  INTEGER,
    sent_at      INTEGER,
    json         BLOB NOT NULL,                  -- the digest with all its evidence, compressed
    words        TEXT NOT NULL,                  -- terms of its titles, matters and places; those of quotes are the posts'
    UNIQUE (subscription, period, day)
) STRICT;
CREATE INDEX editions_day ON editions (day);
CREATE INDEX editions_state ON editions (state) WHERE state IN ('draft', 'held', 'approved');

-- What an edition told of, for saying what changed since, and what turned out to be wrong.
CREATE TABLE edition_topics (
    edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    rank    INTEGER NOT NULL,
    topic   TEXT NOT NULL,
    trend   TEXT NOT NULL,
    voices  INTEGER NOT NULL,
    title   TEXT NOT NULL,
    PRIMARY KEY (edition, rank)
) STRICT, WITHOUT ROWID;

-- Which posts an edition quotes. When one is no longer kept its words are cut out of the edition; its number stays.
CREATE TABLE edition_posts (
    post    INTEGER NOT NULL,
    edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    gone    INTEGER NOT NULL DEFAULT 0,          -- it is no longer kept, and the edition has yet to lose its words
    PRIMARY KEY (post, edition)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_posts_edition ON edition_posts (edition);
CREATE INDEX edition_posts_gone ON edition_posts (edition) WHERE gone;

-- The archive's search. It holds hashes of terms and no text.
CREATE VIRTUAL TABLE edition_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', tokenize = 'ascii'
);

-- What is to be sent, and what became of it. Its state is written before a message leaves and after.
CREATE TABLE outbox (
    edition    INTEGER PRIMARY KEY REFERENCES editions (id) ON DELETE CASCADE,
    key        TEXT NOT NULL UNIQUE,             -- the same at every attempt
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'unsure', 'failed')),
    due_at     INTEGER NOT NULL,                 -- when it was to be sent
    next_at    INTEGER NOT NULL,                 -- when it is tried next
    attempts   INTEGER NOT NULL DEFAULT 0,
    parts_done INTEGER NOT NULL DEFAULT 0,       -- of a message in parts: so many have arrived
    why        TEXT,                             -- what stood in the way last
    receipt    TEXT,                             -- what the receiving side said when it took it
    told       TEXT                              -- what was last reported of it
) STRICT;
CREATE INDEX outbox_open ON outbox (next_at) WHERE state <> 'sent';

-- What editors did with an edition. Accounts are desks, never persons.
CREATE TABLE reviews (
    id      INTEGER PRIMARY KEY,
    edition INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    at      INTEGER NOT NULL,
    act     TEXT NOT NULL                        -- JSON
) STRICT;
CREATE INDEX reviews_edition ON reviews (edition, id);

-- Answers that an office waits for.
CREATE TABLE dues (
    id       INTEGER PRIMARY KEY,
    topic    TEXT,
    day      TEXT NOT NULL,
    what     TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    answered TEXT                                -- null: not yet
) STRICT;
CREATE INDEX dues_open ON dues (day) WHERE answered IS NULL;
