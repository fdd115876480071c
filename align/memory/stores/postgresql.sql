-- A translation memory, as in sqlite.sql, with the same number of its schema. Texts are ordered by their
-- characters, as there, whatever the language of the server.

CREATE TABLE translation_memory (
    program TEXT NOT NULL,  -- tells a memory from any other database
    schema INTEGER NOT NULL,
    id UUID NOT NULL DEFAULT gen_random_uuid(),  -- what is kept of it on other machines bears this name
    last_id BIGINT NOT NULL DEFAULT 0,  -- the greatest id ever given to a unit; a sequence would run ahead of
                                        -- what can be read, and give an id before a lesser one is there
    changes BIGINT NOT NULL DEFAULT 0   -- how often it was written
);

CREATE TABLE pair (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL
);

CREATE TABLE unit (
    id BIGINT PRIMARY KEY,
    key BIGINT NOT NULL,
    pair INTEGER NOT NULL,
    status TEXT COLLATE "C" NOT NULL CHECK (status IN ('auto', 'confirmed', 'flagged')),
    score DOUBLE PRECISION NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    codes TEXT COLLATE "C" NOT NULL DEFAULT '',
    props TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE INDEX unit_key ON unit (key, pair);

CREATE TABLE document (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    date TEXT COLLATE "C" NOT NULL
);

-- By a hash: the other kind of index takes no text of more than 2,700 bytes.
CREATE INDEX document_name ON document USING hash (name);

CREATE TABLE place (
    unit BIGINT NOT NULL,
    document INTEGER NOT NULL,
    position BIGINT NOT NULL,
    run INTEGER NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    tuid TEXT COLLATE "C" NOT NULL,
    before TEXT COLLATE "C" NOT NULL,
    after TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (unit, document, position)
);

CREATE INDEX place_document ON place (document, run);

CREATE TABLE run (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started TEXT COLLATE "C" NOT NULL
);
