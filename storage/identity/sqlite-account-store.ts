import type Database from 'better-sqlite3';
import type { Account, AccountStore, KeptLink, KeptSession, Machine } from '../../core/ports/account-store.ts';
import { foldName } from '../../core/person.ts';
import { accountOf, linkOf, machineOf, sessionOf } from './account-rows.ts';
import { accountsFailure, openAccountsDatabase } from './accounts-database.ts';

/** @throws Failure with a remedy when the file cannot be used. */
export function openAccountStore(file: string): SqliteAccountStore {
  return new SqliteAccountStore(openAccountsDatabase(file));
}

const PUT_ACCOUNT = `
INSERT INTO account (folded_name, name, role, sites, password_hash, subject, disabled, created_at_millis)
VALUES (@key, @name, @role, @sites, @passwordHash, @subject, @disabled, @createdAtMillis)
ON CONFLICT (folded_name) DO UPDATE SET
  name = @name, role = @role, sites = @sites, password_hash = @passwordHash, subject = @subject, disabled = @disabled`;

/** Statements are prepared once, by their text. */
export class SqliteAccountStore implements AccountStore {
  readonly #database: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  hasAccounts(): boolean {
    return this.#row('SELECT 1 FROM account LIMIT 1') !== undefined;
  }

  accounts(): readonly Account[] {
    return this.#rows('SELECT * FROM account ORDER BY folded_name').map(accountOf);
  }

  account(name: string): Account | undefined {
    const row = this.#row('SELECT * FROM account WHERE folded_name = ?', foldName(name));
    return row === undefined ? undefined : accountOf(row);
  }

  accountOfSubject(subject: string): Account | undefined {
    const row = this.#row('SELECT * FROM account WHERE subject = ?', subject);
    return row === undefined ? undefined : accountOf(row);
  }

  putAccount(account: Account): void {
    this.#run(PUT_ACCOUNT, accountColumns(account));
  }

  putFirstAccount(account: Account): boolean {
    return this.#together(() => {
      if (this.hasAccounts()) return false;
      this.putAccount(account);
      return true;
    });
  }

  session(keyHash: string): KeptSession | undefined {
    const row = this.#row('SELECT * FROM session WHERE key_hash = ?', keyHash);
    return row === undefined ? undefined : sessionOf(row);
  }

  sessionsOf(account: string): readonly KeptSession[] {
    return this.#rows('SELECT * FROM session WHERE account = ?', foldName(account)).map(sessionOf);
  }

  putSession({ keyHash, account, address, beganAtMillis, seenAtMillis, expiresAtMillis }: KeptSession): void {
    this.#together(() => {
      this.#run('DELETE FROM session WHERE expires_at_millis <= ?', beganAtMillis);
      this.#run(
        'INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)',
        keyHash,
        foldName(account),
        address,
        beganAtMillis,
        seenAtMillis,
        expiresAtMillis,
      );
    });
  }

  sessionSeen(keyHash: string, atMillis: number): void {
    this.#run('UPDATE session SET seen_at_millis = ? WHERE key_hash = ?', atMillis, keyHash);
  }

  endSession(keyHash: string): void {
    this.#run('DELETE FROM session WHERE key_hash = ?', keyHash);
  }

  endSessionsOf(account: string): void {
    this.#run('DELETE FROM session WHERE account = ?', foldName(account));
  }

  link(keyHash: string): KeptLink | undefined {
    const row = this.#row('SELECT * FROM link WHERE key_hash = ?', keyHash);
    return row === undefined ? undefined : linkOf(row);
  }

  putLink({ keyHash, account, expiresAtMillis }: KeptLink): void {
    const key = account === undefined ? null : foldName(account);
    this.#together(() => {
      this.#run('DELETE FROM link WHERE account IS ?', key);
      this.#run('INSERT INTO link VALUES (?, ?, ?)', keyHash, key, expiresAtMillis);
    });
  }

  useLink(keyHash: string): boolean {
    return this.#run('DELETE FROM link WHERE key_hash = ?', keyHash) > 0;
  }

  machines(): readonly Machine[] {
    return this.#rows('SELECT * FROM machine ORDER BY name').map(machineOf);
  }

  machine(keyHash: string): Machine | undefined {
    const row = this.#row('SELECT * FROM machine WHERE key_hash = ?', keyHash);
    return row === undefined ? undefined : machineOf(row);
  }

  putMachine(keyHash: string, { name, right, sites, createdAtMillis }: Machine): void {
    this.#run(
      'INSERT INTO machine (name, key_hash, may, sites, created_at_millis) VALUES (?, ?, ?, ?, ?)',
      name,
      keyHash,
      right,
      JSON.stringify(sites),
      createdAtMillis,
    );
  }

  removeMachine(name: string): boolean {
    return this.#run('DELETE FROM machine WHERE name = ?', name) > 0;
  }

  stop(): void {
    this.#database.close();
  }

  #row(sql: string, ...values: readonly unknown[]): unknown {
    return this.#use(sql, (statement) => statement.get(...values));
  }

  #rows(sql: string, ...values: readonly unknown[]): readonly unknown[] {
    return this.#use(sql, (statement) => statement.all(...values));
  }

  /** How many rows it changed. */
  #run(sql: string, ...values: readonly unknown[]): number {
    return this.#use(sql, (statement) => statement.run(...values).changes);
  }

  #together<Result>(work: () => Result): Result {
    return this.#database.transaction(work).immediate();
  }

  #use<Result>(sql: string, use: (statement: Database.Statement) => Result): Result {
    try {
      let statement = this.#prepared.get(sql);
      if (statement === undefined) {
        statement = this.#database.prepare(sql);
        this.#prepared.set(sql, statement);
      }
      return use(statement);
    } catch (cause) {
      throw accountsFailure(cause, this.#database.name);
    }
  }
}

function accountColumns(account: Account) {
  return {
    key: foldName(account.name),
    name: account.name,
    role: account.role,
    sites: JSON.stringify(account.sites),
    passwordHash: account.passwordHash ?? null,
    subject: account.subject ?? null,
    disabled: account.disabled ? 1 : 0,
    createdAtMillis: account.createdAtMillis,
  };
}
