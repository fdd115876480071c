-- What a run knows of an output folder. Change it, and raise user_version in ledger.py with it.

CREATE TABLE pair (
    name TEXT PRIMARY KEY,
    wanted INTEGER NOT NULL DEFAULT 0,  -- 1: among the pairs of the last run
    status TEXT NOT NULL DEFAULT 'waiting',  -- waiting, aligned, failed
    how TEXT NOT NULL DEFAULT '',  -- what paired the files
    source TEXT NOT NULL DEFAULT '',  -- files, as outputs name them
    target TEXT NOT NULL DEFAULT '',
    source_hash TEXT NOT NULL DEFAULT '',
    target_hash TEXT NOT NULL DEFAULT '',
    stamp TEXT NOT NULL DEFAULT '',  -- all that the outputs depend on beside the files
    kind TEXT NOT NULL DEFAULT '',  -- of the error
    what TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    mend TEXT NOT NULL DEFAULT '',
    symbol TEXT NOT NULL DEFAULT '',
    source_language TEXT NOT NULL DEFAULT '',
    target_language TEXT NOT NULL DEFAULT '',
    source_segments INTEGER NOT NULL DEFAULT 0,
    target_segments INTEGER NOT NULL DEFAULT 0,
    unmatched_source INTEGER NOT NULL DEFAULT 0,
    unmatched_target INTEGER NOT NULL DEFAULT 0,
    beads INTEGER NOT NULL DEFAULT 0,
    mean_score REAL NOT NULL DEFAULT 0,
    trust REAL NOT NULL DEFAULT 0,  -- mean score × coverage
    scores TEXT NOT NULL DEFAULT '[]',  -- beads by confidence, JSON
    findings TEXT NOT NULL DEFAULT '{}',  -- count by code and severity, JSON
    seconds REAL NOT NULL DEFAULT 0,
    finished TEXT NOT NULL DEFAULT ''  -- UTC, YYYYMMDDThhmmssZ
) WITHOUT ROWID;

CREATE INDEX pair_by_trust ON pair (wanted, status, trust);

CREATE TABLE output (  -- every file that a pair has now
    path TEXT PRIMARY KEY,
    pair TEXT NOT NULL REFERENCES pair,
    hash TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX output_by_pair ON output (pair);

CREATE TABLE product (  -- files made of all pairs together
    path TEXT PRIMARY KEY,
    family TEXT NOT NULL,  -- files made in one go
    stamp TEXT NOT NULL,  -- of everything it was made of
    hash TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE remembered (  -- bitexts that went into a memory
    memory TEXT NOT NULL,
    pair TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (memory, pair)
) WITHOUT ROWID;

CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    ended TEXT NOT NULL DEFAULT '',  -- empty: killed, or still at work
    folder TEXT NOT NULL,  -- the archive: outputs name files by their place in it
    version TEXT NOT NULL,
    signature TEXT NOT NULL,
    settings TEXT NOT NULL  -- JSON
);
