import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { isOlder, openAuditDatabase } from './audit-database.ts';

const INSERT = `INSERT INTO audit_row (at_millis, kind, payload) VALUES (1, 'setting', '{}')`;

function open(file = join(temporaryFolder(), 'audit.sqlite')): Database.Database {
  const database = openAuditDatabase(file);
  onTestFinished(() => {
    database.close();
  });
  return database;
}

function pragma(database: Database.Database, name: string): unknown {
  return database.pragma(name, { simple: true });
}

describe('openAuditDatabase', () => {
  it('makes the folder and files that only their owner can read', () => {
    const folder = join(temporaryFolder(), 'data', 'audit');
    open(join(folder, 'audit.sqlite')).exec(INSERT);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('takes away the rights of others on a file that was there', () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    writeFileSync(file, '', { mode: 0o644 });
    open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is still durable after the first write', () => {
    const database = open();
    database.exec(INSERT);
    expect(pragma(database, 'journal_mode')).toBe('wal');
    expect(pragma(database, 'synchronous')).toBe(2);
  });

  it('guards against replaced rows, hostile schemas and damaged cells', () => {
    const database = open();
    expect(pragma(database, 'recursive_triggers')).toBe(1);
    expect(pragma(database, 'trusted_schema')).toBe(0);
    expect(pragma(database, 'foreign_keys')).toBe(1);
    expect(pragma(database, 'cell_size_check')).toBe(1);
  });

  it.each([
    `UPDATE audit_row SET payload = 'x'`,
    `DELETE FROM audit_row`,
    `INSERT OR REPLACE INTO audit_row (sequence, at_millis, kind, payload) VALUES (1, 2, 'setting', 'x')`,
    `INSERT INTO audit_row (sequence, at_millis, kind, payload) VALUES (1, 2, 'setting', 'x')
       ON CONFLICT DO UPDATE SET payload = 'x'`,
  ])('refuses %s', (statement) => {
    const database = open();
    database.exec(INSERT);
    expect(() => database.exec(statement)).toThrow('append-only');
    expect(database.prepare('SELECT payload FROM audit_row').pluck().all()).toEqual(['{}']);
  });

  it('refuses a file that is no database, with a remedy and without touching it', () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    writeFileSync(file, 'not a database, but somebody wanted it');
    const failure = failureOf(() => open(file));
    expect(failure).toMatchObject({ reason: 'configuration', retryable: false });
    expect(failure.message).toContain(file);
    expect(statSync(file).size).toBe(38);
  });

  it('refuses a damaged file', () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    const database = openAuditDatabase(file);
    database.exec(`BEGIN; ${`${INSERT};`.repeat(500)} COMMIT`);
    database.close();
    truncateSync(file, statSync(file).size - 8192);
    expect(failureOf(() => open(file)).remedy).toContain('backup');
  });

  it('refuses a file that a newer Telltale wrote', () => {
    const file = join(temporaryFolder(), 'audit.sqlite');
    const database = openAuditDatabase(file);
    database.pragma('user_version = 99');
    database.close();
    expect(failureOf(() => open(file)).message).toContain('newer');
  });

  it('refuses a folder that cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(failureOf(() => open(join(file, 'audit.sqlite')))).toBeInstanceOf(Failure);
  });

  it.each([
    ['3.51.2', true],
    ['3.9.99', true],
    ['2.99.99', true],
    ['3.51.3', false],
    ['3.53', false],
    ['4.0.0', false],
  ])('takes SQLite %s for too old: %s', (version, older) => {
    expect(isOlder(version, [3, 51, 3])).toBe(older);
  });
});

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}
