-- A ledger of version 2 of the schema with one of everything, as the program of that time made it.
PRAGMA user_version = 2;
PRAGMA application_id = 1852405865;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO act VALUES(1,'accept','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,4,1,'none');
INSERT INTO act VALUES(2,'suppress','anna','tty1:812:1763719200','news',1763719200,1,NULL,1,5,'suppress');
INSERT INTO act VALUES(3,'suppress','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,6,'suppress');
INSERT INTO act VALUES(4,'forget','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,6,'none');
INSERT INTO act VALUES(5,'retry','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,7,'retry');
INSERT INTO act VALUES(6,'retry','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,8,'retry');
INSERT INTO act VALUES(7,'attempt','','','mta',1763892000,0,NULL,3,3,'retry');
INSERT INTO act VALUES(8,'bounced','anna','tty1:812:1763719200',NULL,1764064800,0,NULL,1,8,'retry');
INSERT INTO act VALUES(9,'hold','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,9,'hold');
INSERT INTO act VALUES(10,'ignore','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,10,'ignore');
INSERT INTO act VALUES(11,'protect','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,11,'none');
INSERT INTO act VALUES(12,'hand-over','','','mta',1763719200,0,NULL,3,1,'suppress');
INSERT INTO act VALUES(13,'delivered','anna','tty1:812:1763719200',NULL,1763719200,0,NULL,1,7,'none');
INSERT INTO act VALUES(14,'suppress','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,12,'suppress');
INSERT INTO act VALUES(15,'undo','anna','tty1:812:1763719200',NULL,1763719200,0,14,1,12,'none');
INSERT INTO act VALUES(16,'suppress','anna','tty1:812:1763719200',NULL,1763719200,1,NULL,1,13,'suppress');
INSERT INTO act VALUES(17,'purge','anna','tty1:812:1763719200',NULL,1763719200,0,NULL,1,13,'none');
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
INSERT INTO address VALUES(1,'anna@one.example','anna@one.example','one.example',1,NULL,0,NULL,2,1763452800,1763625600);
INSERT INTO address VALUES(2,'bert@one.example','bert@one.example','one.example',2,NULL,0,NULL,1,1763625660,1763625660);
INSERT INTO address VALUES(3,'carl@two.example','carl@two.example','two.example',10,NULL,0,NULL,1,1763625720,1763625720);
INSERT INTO address VALUES(4,'dora@three.example','dora@three.example','three.example',4,NULL,0,NULL,1,1763625780,1763625780);
INSERT INTO address VALUES(5,'nora@one.example','nora@one.example','one.example',5,'asked by phone',0,NULL,0,NULL,NULL);
INSERT INTO address VALUES(6,'olga@one.example','olga@one.example','one.example',7,NULL,0,NULL,0,NULL,NULL);
INSERT INTO address VALUES(7,'paul@two.example','paul@two.example','two.example',16,NULL,0,1763719200,0,NULL,NULL);
INSERT INTO address VALUES(8,'rosa@two.example','rosa@two.example','two.example',13,NULL,0,NULL,1,1763971200,1763971200);
INSERT INTO address VALUES(9,'quin@three.example','quin@three.example','three.example',14,NULL,0,NULL,0,NULL,NULL);
INSERT INTO address VALUES(10,'sven@three.example','sven@three.example','three.example',15,NULL,0,NULL,0,NULL,NULL);
INSERT INTO address VALUES(11,'tina@three.example','tina@three.example','three.example',NULL,NULL,1,NULL,0,NULL,NULL);
INSERT INTO address VALUES(12,'udo@four.example','udo@four.example','four.example',NULL,NULL,0,NULL,0,NULL,NULL);
INSERT INTO address VALUES(13,NULL,NULL,NULL,NULL,NULL,0,NULL,0,NULL,NULL);
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
INSERT INTO decision VALUES(1,1,1,'suppress',NULL,'-',0,0,NULL,NULL,'userunknown','hard','5.1.1',550,NULL,'550 5.1.1 <anna@one.example>: user unknown','user-unknown','user unknown','1.eml','/home/anna/box1.emlb6c424bc69db4898');
INSERT INTO decision VALUES(2,2,1,'suppress',NULL,'-',0,0,NULL,NULL,'userunknown','hard','5.1.1',550,NULL,'550 5.1.1 <bert@one.example>: user unknown','user-unknown','user unknown','2.eml','/home/anna/box2.emldb2455908f78f75e');
INSERT INTO decision VALUES(3,3,1,'retry',1763712120,'S1',1,4,NULL,NULL,'mailboxfull','soft','5.2.2',552,NULL,'552 5.2.2 mailbox full','full-mailbox','mailbox full','3.eml','/home/anna/box3.eml665f82398f32ce46');
INSERT INTO decision VALUES(4,4,1,'hold',NULL,'-',0,0,NULL,'-/blocked','blocked','block','5.7.1',550,NULL,'550 5.7.1 your IP address is on a blocklist','block-listed','address is on a blocklist','4.eml','/home/anna/box4.eml02f72e543268fb48');
INSERT INTO decision VALUES(5,5,2,'suppress',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(6,6,3,'suppress',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(7,6,4,'none',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(8,7,5,'retry',1763805600,'S1',1,4,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(9,8,6,'retry',1763805600,'S1',1,4,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(10,3,1,'retry',1763712120,'S1',1,4,1763892000,NULL,'mailboxfull','soft','5.2.2',552,NULL,'552 5.2.2 mailbox full','full-mailbox','mailbox full','3.eml','/home/anna/box3.eml665f82398f32ce46');
INSERT INTO decision VALUES(11,7,5,'retry',1763805600,'S1',1,4,1763892000,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(12,8,6,'retry',1763805600,'S1',1,4,1763892000,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(13,8,6,'retry',1764144000,'S1',2,4,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(14,9,9,'hold',NULL,'-',0,0,NULL,'corp/blocked','undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(15,10,10,'ignore',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(16,7,13,'none',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(17,12,14,'suppress',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO decision VALUES(18,13,16,'suppress',NULL,'-',0,0,NULL,NULL,'undefined','none','',0,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO change VALUES(1,1,NULL,1,NULL,NULL,0,0);
INSERT INTO change VALUES(1,2,NULL,2,NULL,NULL,0,0);
INSERT INTO change VALUES(1,3,NULL,3,NULL,NULL,0,0);
INSERT INTO change VALUES(1,4,NULL,4,NULL,NULL,0,0);
INSERT INTO change VALUES(2,5,NULL,5,NULL,'asked by phone',0,0);
INSERT INTO change VALUES(3,6,NULL,6,NULL,NULL,0,0);
INSERT INTO change VALUES(4,6,6,7,NULL,NULL,0,0);
INSERT INTO change VALUES(5,7,NULL,8,NULL,NULL,0,0);
INSERT INTO change VALUES(6,8,NULL,9,NULL,NULL,0,0);
INSERT INTO change VALUES(7,3,3,10,NULL,NULL,0,0);
INSERT INTO change VALUES(7,7,8,11,NULL,NULL,0,0);
INSERT INTO change VALUES(7,8,9,12,NULL,NULL,0,0);
INSERT INTO change VALUES(8,8,12,13,NULL,NULL,0,0);
INSERT INTO change VALUES(9,9,NULL,14,NULL,NULL,0,0);
INSERT INTO change VALUES(10,10,NULL,15,NULL,NULL,0,0);
INSERT INTO change VALUES(11,11,NULL,NULL,NULL,NULL,0,1);
INSERT INTO change VALUES(13,7,11,16,NULL,NULL,0,0);
INSERT INTO change VALUES(14,12,NULL,17,NULL,NULL,0,0);
INSERT INTO change VALUES(15,12,17,NULL,NULL,NULL,0,0);
INSERT INTO change VALUES(16,13,NULL,18,NULL,NULL,0,0);
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
, remote_mta TEXT DEFAULT '') STRICT;
INSERT INTO sighting VALUES(1,1,'anna@one.example<1.anna.one.example2025.11.20.08.00@sender.example>','/home/anna/box1.emlb6c424bc69db4898',X'486df3ff5c852d6f4c26225b0bc8d0865a86c218af117102c735c31e331d1620',1763625600,'userunknown','hard','-','5.1.1',550,NULL,'mta.sender.example',NULL,'550 5.1.1 <anna@one.example>: user unknown','user-unknown','user unknown','1.eml','mx.one.example');
INSERT INTO sighting VALUES(2,2,'bert@one.example<1.bert.one.example2025.11.20.08.01@sender.example>','/home/anna/box2.emldb2455908f78f75e',X'18e889886e692c4b31b258e47048d22dd4e32d2c3866799ff73bc68e931055d3',1763625660,'userunknown','hard','-','5.1.1',550,NULL,'mta.sender.example',NULL,'550 5.1.1 <bert@one.example>: user unknown','user-unknown','user unknown','2.eml','mx.one.example');
INSERT INTO sighting VALUES(3,3,'carl@two.example<1.carl.two.example2025.11.20.08.02@sender.example>','/home/anna/box3.eml665f82398f32ce46',X'3e896e660e5ea015e10a3f020f47ab22782d164a3e435caa8fedbfcca4a63682',1763625720,'mailboxfull','soft','S1','5.2.2',552,NULL,'mta.sender.example',NULL,'552 5.2.2 mailbox full','full-mailbox','mailbox full','3.eml','mx.two.example');
INSERT INTO sighting VALUES(4,4,'dora@three.example<1.dora.three.example2025.11.20.08.03@sender.example>','/home/anna/box4.eml02f72e543268fb48',X'5bd2996343fbeab2cfcc8423abe011462a9b13e2b5d3c775c26c07487bc62851',1763625780,'blocked','block','S4','5.7.1',550,NULL,'mta.sender.example',NULL,'550 5.7.1 your IP address is on a blocklist','block-listed','address is on a blocklist','4.eml','mx.three.example');
INSERT INTO sighting VALUES(5,1,'anna@one.example<1.anna.one.example2025.11.18.08.00@sender.example>','/home/anna/box5.eml164f493ea397f0e4',X'6c5f8cc1d9a51988c15dd97768f5c607f0df6935999951e7b8e3c9c80992137f',1763452800,'userunknown','hard','-','5.1.1',550,NULL,'mta.sender.example',NULL,'550 5.1.1 <anna@one.example>: user unknown','user-unknown','user unknown','5.eml','mx.one.example');
INSERT INTO sighting VALUES(6,8,'rosa@two.example<1.rosa.two.example2025.11.24.08.00@sender.example>','/home/anna/late.emllate.eml12a3ee521629777d',X'e9d2347d58852e5061b8cd7fb7688c682fbcd9a12ccc18c10c949e5d9e036cdf',1763971200,'mailboxfull','soft','S1','4.2.2',452,NULL,'mta.sender.example',NULL,'452 4.2.2 mailbox full','full-mailbox','mailbox full','late.eml','mx.two.example');
CREATE TABLE handed (
    target TEXT NOT NULL,
    decision TEXT NOT NULL,
    address INTEGER NOT NULL REFERENCES address,
    at INTEGER NOT NULL,
    removed_at INTEGER,                    -- told to remove it again
    PRIMARY KEY (target, decision, address)
) STRICT, WITHOUT ROWID;
INSERT INTO handed VALUES('mta','suppress',1,1763719200,NULL);
INSERT INTO handed VALUES('mta','suppress',2,1763719200,NULL);
INSERT INTO handed VALUES('mta','suppress',5,1763719200,NULL);
CREATE TABLE lift (
    act INTEGER PRIMARY KEY REFERENCES act,
    source TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('act',17);
CREATE INDEX act_by_session ON act (session);
CREATE INDEX act_by_undone ON act (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX decision_by_address ON decision (address);
CREATE INDEX decision_by_sending ON decision (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX change_by_address ON change (address);
CREATE INDEX sighting_by_event ON sighting (address, event_key);
CREATE INDEX sighting_by_place ON sighting (place, address);
CREATE INDEX sighting_by_hash ON sighting (sha256, address);
CREATE INDEX sighting_by_arrival ON sighting (arrived);
CREATE INDEX handed_by_address ON handed (address);
COMMIT;
