/** Each entry brings the file from the version of its index to the next; entries are added and never changed. */
export const ACCOUNT_MIGRATIONS: readonly string[] = [
  `
CREATE TABLE account (
  folded_name TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('operator', 'supervisor', 'administrator')),
  sites TEXT NOT NULL CHECK (json_valid(sites)),
  password_hash TEXT,
  subject TEXT UNIQUE,
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  key_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (folded_name) ON DELETE CASCADE,
  address TEXT NOT NULL,
  began_at_millis INTEGER NOT NULL,
  seen_at_millis INTEGER NOT NULL,
  expires_at_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (account);

CREATE TABLE link (
  key_hash TEXT PRIMARY KEY,
  account TEXT REFERENCES account (folded_name) ON DELETE CASCADE,
  expires_at_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE machine (
  name TEXT PRIMARY KEY,
  key_hash TEXT NOT NULL UNIQUE,
  may TEXT NOT NULL CHECK (may IN ('telemetry', 'metrics', 'read', 'act')),
  sites TEXT NOT NULL CHECK (json_valid(sites)),
  created_at_millis INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
];
