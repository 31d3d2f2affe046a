-- What an office decided about topics. Withdrawn, never deleted; who decided is not kept.
CREATE TABLE decisions (
    id           INTEGER PRIMARY KEY,
    at           INTEGER NOT NULL,
    withdrawn_at INTEGER,                        -- null: it stands
    ruling       TEXT NOT NULL CHECK (ruling IN ('together', 'apart', 'not_this')),
    topic        TEXT NOT NULL,                  -- the topic that was decided upon
    other        TEXT                            -- the one that is shown as it, or the one of the posts set apart
) STRICT;
-- The posts that were named. They go with their items; what was decided of topics stays.
CREATE TABLE decision_posts (
    decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
    item     INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_posts_item ON decision_posts (item);
-- Made of the decisions that stand: under which id a topic is shown that is together with another one.
CREATE TABLE united (
    strand TEXT PRIMARY KEY,
    topic  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX united_topic ON united (topic);
-- From which days on posts must be grouped again because of decisions.
CREATE TABLE regroup (
    id  INTEGER PRIMARY KEY AUTOINCREMENT,
    day TEXT NOT NULL
) STRICT;
-- The topic that grouping found, where decisions show the post under another one.
ALTER TABLE groupings ADD COLUMN strand TEXT;

-- What exactly is wrong, where most voices say so.
ALTER TABLE topics ADD COLUMN subject TEXT;
CREATE INDEX topics_category ON topics (category, last_at);

-- Where texts of a topic went when it was grouped anew.
CREATE TABLE topic_history (
    topic  TEXT NOT NULL,                        -- what they were in
    other  TEXT NOT NULL,                        -- what they are in
    change TEXT NOT NULL CHECK (change IN ('split', 'merged')),
    day    TEXT NOT NULL,                        -- the last day that had posts then
    voices INTEGER NOT NULL,                     -- how many of them were voices
    PRIMARY KEY (topic, other, change, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_history_other ON topic_history (other);
