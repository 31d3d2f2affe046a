-- What a poll remembers of a source beside its validators.
ALTER TABLE sources ADD COLUMN cursor TEXT;      -- where the walk through it goes on
ALTER TABLE sources ADD COLUMN rhythm TEXT;      -- what was learnt of how often it brings something new
ALTER TABLE sources ADD COLUMN alarm TEXT;       -- what was last reported of its state and silence
ALTER TABLE sources ADD COLUMN moved_to TEXT;    -- where it said for good that it moved
ALTER TABLE sources ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0;

ALTER TABLE sources ADD COLUMN most_days INTEGER;  -- for how many days at most its texts are kept; null: as all are

-- announced = new + changed + known + left_out
ALTER TABLE checks ADD COLUMN announced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checks ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checks ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checks ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;

ALTER TABLE items ADD COLUMN canonical TEXT;     -- its address for comparing, never for showing
ALTER TABLE items ADD COLUMN comments INTEGER;   -- how many the source says it has
ALTER TABLE items ADD COLUMN listed_at INTEGER NOT NULL DEFAULT 0;
UPDATE items SET listed_at = seen_at;
CREATE INDEX items_canonical ON items (source, canonical) WHERE canonical IS NOT NULL;
CREATE INDEX items_source_seen ON items (source, seen_at);
CREATE INDEX items_content ON items (source, content_hash);

-- Items whose texts are gone while their source may still list them: eight bytes of a hash, so that they do not come back.
CREATE TABLE tombs (
    source    TEXT NOT NULL,
    name      BLOB NOT NULL CHECK (length(name) = 8),
    listed_at INTEGER NOT NULL,
    PRIMARY KEY (source, name)
) STRICT, WITHOUT ROWID;

-- How many items of a source are no longer kept, and why.
CREATE TABLE forgotten (
    source TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('expired', 'erased', 'withdrawn')),
    items  INTEGER NOT NULL,
    PRIMARY KEY (source, reason)
) STRICT, WITHOUT ROWID;

-- How the text of a page was found, for noticing that a site changed its pages.
CREATE TABLE extractions (
    item   INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    way    TEXT,                                 -- null when nothing was found
    chars  INTEGER NOT NULL,
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX extractions_source ON extractions (source, at);

-- What was spent of a platform's quota, by the name of the key and the platform's day.
CREATE TABLE quotas (
    secret TEXT NOT NULL,
    day    TEXT NOT NULL,
    units  INTEGER NOT NULL,
    PRIMARY KEY (secret, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE figures (
    source  TEXT NOT NULL,
    number  TEXT NOT NULL,                       -- of the statistical index
    name    TEXT NOT NULL,
    date    TEXT NOT NULL,
    period  TEXT NOT NULL,
    of      TEXT NOT NULL,
    kato    TEXT,
    value   REAL NOT NULL,
    url     TEXT,
    PRIMARY KEY (source, number, of, date, period)
) STRICT, WITHOUT ROWID;

-- What an aggregator says that outlets told: a witness of what was not heard, never a post.
CREATE TABLE sightings (
    source       TEXT NOT NULL,
    key          TEXT NOT NULL,
    host         TEXT NOT NULL,
    outlet       TEXT NOT NULL,
    title        TEXT NOT NULL,
    published_at INTEGER,
    seen_at      INTEGER NOT NULL,
    PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_seen ON sightings (seen_at);

-- Random bytes of this installation, by which keys made of persons' numbers are hidden.
CREATE TABLE salt (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    bytes BLOB NOT NULL CHECK (length(bytes) = 16)
) STRICT;

-- robots.txt of origins, kept for a day, and hosts that are left alone for a while.
CREATE TABLE robots (
    origin     TEXT PRIMARY KEY,
    rules      BLOB,                             -- null when there are none
    fetched_at INTEGER NOT NULL
) STRICT;
CREATE TABLE hosts (
    host  TEXT PRIMARY KEY,
    until INTEGER NOT NULL,
    code  TEXT NOT NULL
) STRICT;
