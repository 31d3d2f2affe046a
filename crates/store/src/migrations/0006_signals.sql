-- Voices by day, source, leaf, district and topic: what the norms of signals are learnt from. Counts outlive the texts they are of.
CREATE TABLE voice_days (
    day      TEXT NOT NULL,
    source   TEXT NOT NULL,
    category TEXT NOT NULL,
    kato     TEXT NOT NULL,                      -- a district, or a region where nothing more exact is named; empty: none is
    name     TEXT NOT NULL,                      -- a place that the gazetteer does not know, in small letters; empty: none
    topic    TEXT NOT NULL,                      -- empty: none
    kept     INTEGER NOT NULL,                   -- of texts that are kept: counted anew when their day is grouped again
    gone     INTEGER NOT NULL,                   -- of texts that were kept long enough: these stand
    PRIMARY KEY (day, source, category, kato, name, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX voice_days_source ON voice_days (source);
CREATE INDEX voice_days_topic ON voice_days (topic, day) WHERE topic <> '';

-- Whether a source was heard on a day (it answered, or a text of it is of that day), or was asked in vain; kept as long as the counts.
CREATE TABLE heard_days (
    day    TEXT NOT NULL,
    source TEXT NOT NULL,
    heard  INTEGER NOT NULL,
    PRIMARY KEY (day, source)
) STRICT, WITHOUT ROWID;

-- Signals of a day, least probable first.
CREATE TABLE signals (
    day  TEXT NOT NULL,
    rank INTEGER NOT NULL,
    told TEXT NOT NULL,                          -- JSON: what was counted, its count, norm and chance
    PRIMARY KEY (day, rank)
) STRICT, WITHOUT ROWID;

-- What the norms had learnt up to and including a day, so that a run costs by its days and not by all days ever.
CREATE TABLE signal_states (
    day   TEXT PRIMARY KEY,
    state BLOB NOT NULL
) STRICT;
