-- A translation memory. The number of this schema is `VERSION` in database.py; a change here needs a step in
-- MIGRATIONS there.

-- Languages as BCP 47 codes.
CREATE TABLE pair (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    UNIQUE (source, target)
);

-- AUTOINCREMENT: the indexes beside the store name units by id, so that no id may come back for another unit.
CREATE TABLE unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key INTEGER NOT NULL,  -- 64 bits of a hash of both texts: an index over texts would be as large as they are
    pair INTEGER NOT NULL REFERENCES pair,
    status TEXT NOT NULL CHECK (status IN ('auto', 'confirmed', 'flagged')),
    score REAL NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    note TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    codes TEXT NOT NULL DEFAULT '',  -- what formats both texts, as JSON; empty: nothing
    props TEXT NOT NULL DEFAULT ''   -- what other tools say of it in words of their own, as JSON; empty: nothing
);

-- Not unique: of two texts with one hash, both stay. The pair counts languages without a look at the texts.
CREATE INDEX unit_key ON unit (key, pair);

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    origin TEXT NOT NULL,  -- the file, where the document bears no symbol
    date TEXT NOT NULL,
    UNIQUE (name, origin)
);

CREATE TABLE place (
    unit INTEGER NOT NULL REFERENCES unit,
    document INTEGER NOT NULL REFERENCES document,
    position INTEGER NOT NULL,
    run INTEGER NOT NULL,  -- the import that found it here last: what an older one found is out of date
    number TEXT NOT NULL,
    tuid TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (unit, document, position)
) WITHOUT ROWID;

CREATE INDEX place_document ON place (document, run);

-- Imports, numbered.
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL
);
