CREATE TABLE positions (
    pass     TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE sources (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    state         TEXT NOT NULL DEFAULT 'new',
    etag          TEXT,
    last_modified TEXT,
    body_hash     INTEGER,
    checked_at    INTEGER,
    next_check_at INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE checks (
    source    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    failed    INTEGER NOT NULL,
    state     TEXT NOT NULL,
    new_items INTEGER NOT NULL,
    PRIMARY KEY (source, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX checks_at ON checks (at);

CREATE TABLE items (
    id           INTEGER PRIMARY KEY,
    source       TEXT NOT NULL,
    key          TEXT NOT NULL,
    url          TEXT,
    thread       TEXT,
    title        TEXT NOT NULL,
    text         TEXT NOT NULL,
    truncated    INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    dated        INTEGER NOT NULL, -- whether the source said when; else `published_at` is when it was seen
    seen_at      INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    language     TEXT,
    region       TEXT,
    place        TEXT,
    policy       TEXT NOT NULL,
    content_hash INTEGER NOT NULL,
    revision     INTEGER NOT NULL DEFAULT 1,
    state        TEXT NOT NULL CHECK (state IN ('pull', 'read', 'post', 'rejected')),
    tries        INTEGER NOT NULL DEFAULT 0,
    next_try_at  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source, key)
) STRICT;
CREATE INDEX items_pull ON items (next_try_at, id) WHERE state = 'pull';
CREATE INDEX items_read ON items (id) WHERE state = 'read';
CREATE INDEX items_seen ON items (seen_at);

CREATE TABLE pages (
    item         INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    url          TEXT NOT NULL,
    content_type TEXT,
    body         BLOB NOT NULL,
    fetched_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX pages_fetched ON pages (fetched_at);

CREATE TABLE voices (
    item  INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    voice BLOB NOT NULL CHECK (length(voice) = 8)
) STRICT;

CREATE TABLE voice_keys (
    day     TEXT PRIMARY KEY,
    key     BLOB NOT NULL CHECK (length(key) = 16),
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE posts (
    id             INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    change         INTEGER NOT NULL UNIQUE,
    day            TEXT NOT NULL,
    published_at   INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    language       TEXT NOT NULL,
    iso            TEXT NOT NULL,
    category       TEXT,
    category_score REAL NOT NULL,
    complaint      REAL NOT NULL,
    places         TEXT NOT NULL,
    place          TEXT, -- what the gazetteer does not know of the place its source gives
    terms          TEXT NOT NULL,
    fingerprint    INTEGER NOT NULL
) STRICT;
CREATE INDEX posts_day ON posts (day);

CREATE TABLE rejections (
    item   INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TABLE removals (
    change INTEGER PRIMARY KEY,
    post   INTEGER NOT NULL,
    day    TEXT -- null when the counts of the post's topic stand
) STRICT;

CREATE TABLE groupings (
    post         INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    day          TEXT NOT NULL,
    duplicate_of INTEGER,
    topic        TEXT,
    role         TEXT NOT NULL
) STRICT;
CREATE INDEX groupings_topic ON groupings (topic, day) WHERE topic IS NOT NULL;
CREATE INDEX groupings_day ON groupings (day);

CREATE TABLE topics (
    id       TEXT PRIMARY KEY,
    category TEXT NOT NULL,
    kato     TEXT,
    place    TEXT,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    terms    TEXT NOT NULL,
    quotes   TEXT NOT NULL,
    urgent   INTEGER NOT NULL
) STRICT;
CREATE INDEX topics_last ON topics (last_at);

CREATE TABLE topic_days (
    topic  TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
    day    TEXT NOT NULL,
    voices INTEGER NOT NULL,
    texts  INTEGER NOT NULL,
    PRIMARY KEY (topic, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_days_day ON topic_days (day);
