/**
 * The tables of the audit trail. `audit_row` is the evidence: rows are added and never touched again. `payload` is the
 * whole entry as canonical JSON, so its bytes can be hashed: the leaves of the Merkle log will hang here, one a row, in
 * the order of `sequence`. The other columns repeat what the payload says, for the indexes.
 *
 * The triggers that refuse changes guard against mistakes, not against an attacker, who would drop them.
 */

export const AUDIT_SCHEMA_VERSION = 1;

export const AUDIT_ROW_SCHEMA = `
CREATE TABLE IF NOT EXISTS audit_row (
  sequence INTEGER PRIMARY KEY,
  at_millis INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('signal', 'event', 'action', 'message', 'setting')),
  event_id TEXT CHECK ((event_id IS NULL) = (kind = 'setting')),
  signal_id TEXT CHECK ((signal_id IS NULL) = (kind <> 'signal')),
  version INTEGER CHECK ((version IS NULL) = (kind <> 'event')),
  state TEXT CHECK ((state IS NULL) = (kind <> 'event')),
  message_id TEXT CHECK ((message_id IS NULL) = (kind <> 'message')),
  notifier TEXT CHECK ((notifier IS NULL) = (kind <> 'message')),
  outcome TEXT CHECK ((outcome IS NULL) = (kind <> 'message')),
  payload TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX IF NOT EXISTS signal_once ON audit_row (signal_id) WHERE kind = 'signal';
CREATE UNIQUE INDEX IF NOT EXISTS event_version_once ON audit_row (event_id, version) WHERE kind = 'event';
CREATE INDEX IF NOT EXISTS row_of_event ON audit_row (event_id, kind) WHERE event_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS setting_made ON audit_row (sequence) WHERE kind = 'setting';
CREATE INDEX IF NOT EXISTS message_ended ON audit_row (message_id, notifier) WHERE outcome <> 'queued';

CREATE TRIGGER IF NOT EXISTS no_update BEFORE UPDATE ON audit_row
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only: no row may be changed');
END;

CREATE TRIGGER IF NOT EXISTS no_delete BEFORE DELETE ON audit_row
BEGIN
  SELECT RAISE(ABORT, 'the audit trail is append-only: no row may be removed');
END;
`;

/**
 * What a start needs, so that it reads no more than what is open; and from which row to which each event was open, so that
 * the queue of any moment is found. Derived: may be dropped, is filled again then.
 */
export const DERIVED_SCHEMA = `
CREATE TABLE IF NOT EXISTS open_event (
  event_id TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS undelivered_message (
  message_id TEXT NOT NULL,
  notifier TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (message_id, notifier)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS event_span (
  event_id TEXT NOT NULL,
  from_sequence INTEGER NOT NULL,
  until_sequence INTEGER,
  PRIMARY KEY (event_id, from_sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS event_span_end ON event_span (until_sequence, from_sequence);

CREATE TRIGGER IF NOT EXISTS begin_event_span AFTER INSERT ON audit_row
WHEN NEW.kind = 'event' AND NEW.state <> 'closed' AND NOT EXISTS (
  SELECT 1 FROM event_span WHERE event_id = NEW.event_id AND until_sequence IS NULL
)
BEGIN
  INSERT INTO event_span VALUES (NEW.event_id, NEW.sequence, NULL);
END;

CREATE TRIGGER IF NOT EXISTS end_event_span AFTER INSERT ON audit_row
WHEN NEW.kind = 'event' AND NEW.state = 'closed'
BEGIN
  UPDATE event_span SET until_sequence = NEW.sequence WHERE event_id = NEW.event_id AND until_sequence IS NULL;
END;

CREATE TRIGGER IF NOT EXISTS follow_open_events AFTER INSERT ON audit_row
WHEN NEW.kind = 'event' AND NOT EXISTS (
  SELECT 1 FROM audit_row WHERE kind = 'event' AND event_id = NEW.event_id AND version > NEW.version
)
BEGIN
  DELETE FROM open_event WHERE event_id = NEW.event_id;
  INSERT INTO open_event SELECT NEW.event_id, NEW.sequence WHERE NEW.state <> 'closed';
END;

CREATE TRIGGER IF NOT EXISTS follow_undelivered_messages AFTER INSERT ON audit_row
WHEN NEW.kind = 'message'
BEGIN
  DELETE FROM undelivered_message WHERE message_id = NEW.message_id AND notifier = NEW.notifier;
  INSERT INTO undelivered_message SELECT NEW.message_id, NEW.notifier, NEW.sequence WHERE NOT EXISTS (
    SELECT 1 FROM audit_row
    WHERE message_id = NEW.message_id AND notifier = NEW.notifier AND outcome <> 'queued'
  );
END;
`;

export const FILL_DERIVED = `
DELETE FROM open_event;
INSERT INTO open_event
SELECT event_id, sequence
FROM (SELECT event_id, sequence, state, max(version) FROM audit_row WHERE kind = 'event' GROUP BY event_id)
WHERE state <> 'closed';

DELETE FROM event_span;
INSERT INTO event_span
SELECT event_id, sequence, (
  SELECT min(sequence) FROM audit_row AS closing
  WHERE kind = 'event' AND event_id = begun.event_id AND state = 'closed' AND sequence > begun.sequence
)
FROM (
  SELECT event_id, sequence, state, lag(state) OVER (PARTITION BY event_id ORDER BY sequence) AS before
  FROM audit_row WHERE kind = 'event'
) AS begun
WHERE state <> 'closed' AND (before IS NULL OR before = 'closed');

DELETE FROM undelivered_message;
INSERT INTO undelivered_message
SELECT message_id, notifier, max(sequence) FROM audit_row
WHERE kind = 'message'
GROUP BY message_id, notifier
HAVING count(*) FILTER (WHERE outcome <> 'queued') = 0;
`;
