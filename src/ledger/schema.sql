-- The ledger. Each part below brings a file from the version before to the one it names; a part that has been released is never edited.
-- Times are seconds since 1970 in UTC. Reasons, classes, plans and decisions stand as their names: numbers may change between programs.

-- version 1
PRAGMA application_id = 1852405865;

-- What somebody did. Nothing here is ever changed, but for what a purge blanks.
CREATE TABLE act (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    actor TEXT NOT NULL,
    session TEXT NOT NULL,
    scope TEXT,
    at INTEGER NOT NULL,
    undoable INTEGER NOT NULL,             -- 0: purges, deliveries, hand-overs, moves of retries, undo and redo themselves
    undoes INTEGER REFERENCES act,         -- the act that this one takes back
    n INTEGER NOT NULL DEFAULT 0,          -- addresses
    sample INTEGER REFERENCES address,     -- the first of them
    after TEXT NOT NULL DEFAULT 'none'     -- the decision it set, where it set one
) STRICT;
CREATE INDEX act_by_session ON act (session);
CREATE INDEX act_by_undone ON act (undoes) WHERE undoes IS NOT NULL;

-- An address, and what stands of it now. A purged one has lost its key.
CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    key TEXT UNIQUE,
    spelling TEXT,
    domain TEXT,
    standing INTEGER REFERENCES decision,  -- NULL: never decided
    note TEXT,
    protected INTEGER NOT NULL DEFAULT 0,
    delivered INTEGER,                     -- last told that mail went through, or recovered
    seen INTEGER NOT NULL DEFAULT 0,       -- counted events, their first and last arrival
    first_seen INTEGER,
    last_seen INTEGER
) STRICT;

-- A decision as it was made, or as a retry moved on. Rows are added and never changed: undo points back to an older one.
CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES address,
    act INTEGER NOT NULL REFERENCES act,   -- whose decision it is: a retry that moved on is still that of who decided it
    decision TEXT NOT NULL,
    not_before INTEGER,
    plan TEXT NOT NULL DEFAULT '-',
    attempt INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,                       -- the attempt was handed over for sending
    cause TEXT,
    reason TEXT NOT NULL DEFAULT 'undefined',
    class TEXT NOT NULL DEFAULT 'none',
    status TEXT NOT NULL DEFAULT '',
    reply_code INTEGER NOT NULL DEFAULT 0,
    provider TEXT,
    diagnostic TEXT,
    rule TEXT,
    evidence TEXT,
    file TEXT,
    place TEXT
) STRICT;
CREATE INDEX decision_by_address ON decision (address);
CREATE INDEX decision_by_sending ON decision (sent_at) WHERE sent_at IS NOT NULL;

-- What an act did to an address.
CREATE TABLE change (
    act INTEGER NOT NULL REFERENCES act,
    address INTEGER NOT NULL REFERENCES address,
    before INTEGER REFERENCES decision,
    after INTEGER REFERENCES decision,
    note_before TEXT,
    note_after TEXT,
    protected_before INTEGER NOT NULL,
    protected_after INTEGER NOT NULL,
    PRIMARY KEY (act, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_address ON change (address);

-- A counted event. The hash of a purged one stays, so that its message is not taken in again.
CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES address,
    event_key TEXT,
    place TEXT,
    sha256 BLOB NOT NULL,
    arrived INTEGER NOT NULL,
    reason TEXT NOT NULL,
    class TEXT NOT NULL,
    plan TEXT NOT NULL,
    status TEXT NOT NULL,
    reply_code INTEGER NOT NULL,
    provider TEXT,
    reporting_mta TEXT,
    feedback_type TEXT,
    diagnostic TEXT,
    rule TEXT,
    evidence TEXT,
    file TEXT
) STRICT;
CREATE INDEX sighting_by_event ON sighting (address, event_key);
CREATE INDEX sighting_by_place ON sighting (place, address);
CREATE INDEX sighting_by_hash ON sighting (sha256, address);
CREATE INDEX sighting_by_arrival ON sighting (arrived);

-- What a target has been given of a decision.
CREATE TABLE handed (
    target TEXT NOT NULL,
    decision TEXT NOT NULL,
    address INTEGER NOT NULL REFERENCES address,
    at INTEGER NOT NULL,
    removed_at INTEGER,                    -- told to remove it again
    PRIMARY KEY (target, decision, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX handed_by_address ON handed (address);

-- version 2
-- The host that answered, NULL where the reporting one said it itself. Empty in rows from before: nobody wrote it down.
ALTER TABLE sighting ADD COLUMN remote_mta TEXT DEFAULT '';

-- What a person has let through though a guard speaks. Undoing the act makes the guard speak again.
CREATE TABLE lift (
    act INTEGER PRIMARY KEY REFERENCES act,
    source TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;

-- version 3
-- Whose decision it is: advice that was taken, which newer and stronger evidence revises, or a person's, which stands. `until`: it ends by
-- itself then. Before this version `accept` alone took advice.
ALTER TABLE decision ADD COLUMN by_advice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decision ADD COLUMN until INTEGER;
UPDATE decision SET by_advice = 1 WHERE act IN (SELECT number FROM act WHERE name = 'accept');
CREATE INDEX decision_by_end ON decision (until) WHERE until IS NOT NULL;

-- How sure the verdict was and what it advised, before history and guards. NULL in rows from before: nobody wrote it down.
ALTER TABLE sighting ADD COLUMN confidence TEXT;
ALTER TABLE sighting ADD COLUMN advice TEXT;

-- What shows that mail reaches an address: it closes the history of soft failures up to then. address.delivered is the newest that counts.
CREATE TABLE life (
    id INTEGER PRIMARY KEY,
    address INTEGER NOT NULL REFERENCES address,
    act INTEGER REFERENCES act,            -- that told it; NULL: from before this version
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    event_key TEXT,                        -- as a bounce of that same message has it
    source TEXT,                           -- the host that took it
    text TEXT,                             -- the subject of an answer
    away_until INTEGER,
    place TEXT,
    sha256 BLOB,                           -- of the message that it was read from; NULL: none, or purged
    void INTEGER NOT NULL DEFAULT 0,       -- a bounce of that same message came later
    undone INTEGER REFERENCES act          -- the undo that took it back
) STRICT;
CREATE INDEX life_by_address ON life (address, at);
CREATE INDEX life_by_hash ON life (sha256, address) WHERE sha256 IS NOT NULL;
CREATE INDEX life_by_event ON life (address, event_key) WHERE event_key IS NOT NULL;
CREATE INDEX life_by_act ON life (act);
CREATE INDEX life_by_undo ON life (undone) WHERE undone IS NOT NULL;
INSERT INTO life (address, kind, at) SELECT id, 'told', delivered FROM address WHERE delivered IS NOT NULL;

-- Episodes: runs of counted events that no sign of life parts, the last one included. Of sightings that were deleted `episodes_before` keeps
-- what those that are left do not tell.
ALTER TABLE address ADD COLUMN episodes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE address ADD COLUMN episodes_before INTEGER NOT NULL DEFAULT 0;
UPDATE address SET episodes =
    EXISTS (SELECT 1 FROM sighting s WHERE s.address = address.id AND (delivered IS NULL OR s.arrived <= delivered)) +
    EXISTS (SELECT 1 FROM sighting s WHERE s.address = address.id AND s.arrived > delivered)
    WHERE seen > 0;

-- A decision may hold in one scope only, a list or stream. NULL: everywhere, as all from before this version, when a scope was no more than
-- a remark on the act. `since` is there where it is older than its act: it was imported. `original`: the Message-ID of the mail that came back.
ALTER TABLE decision ADD COLUMN scope TEXT;
ALTER TABLE decision ADD COLUMN since INTEGER;
ALTER TABLE decision ADD COLUMN original TEXT;
ALTER TABLE sighting ADD COLUMN original TEXT;

-- What stands of an address in a scope; what stands everywhere is address.standing, and both may.
CREATE TABLE scoped (
    address INTEGER NOT NULL REFERENCES address,
    scope TEXT NOT NULL,
    standing INTEGER NOT NULL REFERENCES decision,
    PRIMARY KEY (address, scope)
) STRICT, WITHOUT ROWID;

-- What an act did to an address in a scope, '' is everywhere.
CREATE TABLE change_in_scope (
    act INTEGER NOT NULL REFERENCES act,
    address INTEGER NOT NULL REFERENCES address,
    scope TEXT NOT NULL DEFAULT '',
    before INTEGER REFERENCES decision,
    after INTEGER REFERENCES decision,
    note_before TEXT,
    note_after TEXT,
    protected_before INTEGER NOT NULL,
    protected_after INTEGER NOT NULL,
    PRIMARY KEY (act, address, scope)
) STRICT, WITHOUT ROWID;
INSERT INTO change_in_scope SELECT act, address, '', before, after, note_before, note_after, protected_before, protected_after FROM change;
DROP TABLE change;
ALTER TABLE change_in_scope RENAME TO change;
CREATE INDEX change_by_address ON change (address);

-- A purged address keeps a hash of its key, HMAC-SHA-256 with the secret of this ledger, and its decision: so it stays left out though nobody
-- can read who it is. Those purged before this version have none.
ALTER TABLE address ADD COLUMN hash BLOB;
CREATE UNIQUE INDEX address_by_hash ON address (hash) WHERE hash IS NOT NULL;
CREATE TABLE secret (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL
) STRICT;

-- Sightings from before were deleted. Their messages are not taken in again.
CREATE TABLE horizon (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

-- version 4
-- What our own resolver last said of a domain, and since when it has been saying so: `confirmations` counts answers on that side, alive or
-- gone, each a day or more after the one counted before it, at `counted`. That nobody answered is no answer, and changes nothing here.
CREATE TABLE domain_check (
    domain TEXT PRIMARY KEY,
    found TEXT NOT NULL,
    mx TEXT NOT NULL,                      -- hosts, the most preferred first
    stray_null INTEGER NOT NULL,           -- a null MX stands beside others
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,                -- the answer is good so long
    since INTEGER NOT NULL,
    confirmations INTEGER NOT NULL,
    counted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- version 5
-- A second hash of a purged key, SipHash-2-4 with a key made of the secret: cheap enough to be asked of a million names, and who does not have
-- this one is not the other. NULL in rows from before.
ALTER TABLE address ADD COLUMN mark INTEGER;

-- Counts that somebody else had kept and an act has told, as they stood before and after it, so that undo takes them back.
CREATE TABLE told (
    act INTEGER NOT NULL REFERENCES act,
    address INTEGER NOT NULL REFERENCES address,
    seen_before INTEGER NOT NULL,
    seen_after INTEGER NOT NULL,
    first_before INTEGER,
    first_after INTEGER,
    last_before INTEGER,
    last_after INTEGER,
    episodes INTEGER NOT NULL,             -- that it added to episodes_before
    undone INTEGER REFERENCES act,         -- the undo that took it back
    PRIMARY KEY (act, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_undo ON told (undone) WHERE undone IS NOT NULL;

-- version 6
-- Questions to mail servers: who asked which group of servers when, for whom, and what was said. Limits are counted from it, by all programs,
-- so that a row is there before its question is asked. A purge takes the address and the words, and the row stays for the limits.
CREATE TABLE probe (
    id INTEGER PRIMARY KEY,
    mx_group TEXT NOT NULL,
    domain TEXT,
    address INTEGER REFERENCES address,    -- NULL: one that the ledger does not know
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    rcpts INTEGER NOT NULL,
    reason TEXT NOT NULL,
    accepts_all TEXT NOT NULL,
    stops INTEGER NOT NULL,
    reply_code INTEGER NOT NULL,
    reply TEXT
) STRICT;
CREATE INDEX probe_by_time ON probe (at);
CREATE INDEX probe_by_domain ON probe (domain);
CREATE INDEX probe_by_address ON probe (address) WHERE address IS NOT NULL;
