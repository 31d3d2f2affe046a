-- The index follows what grouping makes of a post (the text it repeats, its topic) as it follows the post itself: by a number
-- of the one sequence of changes.
ALTER TABLE groupings ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
CREATE INDEX groupings_change ON groupings (change);
CREATE INDEX groupings_repeats ON groupings (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- Searches that an office keeps, and what they told.
CREATE TABLE searches (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    query      TEXT NOT NULL,                    -- in the query language, filters included
    expanded   INTEGER NOT NULL,                 -- whether the other language is searched, too
    alert      TEXT,                             -- JSON: what fires it, when it is looked at, quiet hours; null: kept only
    made_at    INTEGER NOT NULL,
    looked_at  INTEGER,                          -- up to when its rules were applied; null: not yet
    standing   TEXT NOT NULL                     -- JSON: what its rules remember of what was told
) STRICT;
CREATE TABLE notices (
    id     INTEGER PRIMARY KEY,
    search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    at     INTEGER NOT NULL,                     -- the look at which it came about
    told   TEXT NOT NULL,                        -- JSON: what came about, its count and norm, the posts' numbers
    seen_at INTEGER                              -- null: nobody has looked at it yet
) STRICT;
CREATE INDEX notices_search ON notices (search, at);
CREATE INDEX notices_unseen ON notices (at) WHERE seen_at IS NULL;

-- What a person said of a text: for triage, and for judging our own judgement.
CREATE TABLE marks (
    post INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    mark TEXT NOT NULL CHECK (mark IN ('complaint', 'news', 'notice', 'not_ours')),
    at   INTEGER NOT NULL
) STRICT;
CREATE INDEX marks_at ON marks (at);
