import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventsToCsv } from '../../console/server/events-csv.ts';
import type { EventDetail, EventView, ProblemView } from '../../console/server/api-schemas.ts';
import { serve } from '../../console/server/testing/serve.ts';
import type { SignalDesk } from '../../events/desk.ts';
import { DutyRoster } from '../../events/duty-roster.ts';
import { ShiftHandOvers } from '../../events/hand-overs.ts';
import { deskOver, signal } from '../../events/testing/make-desk.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { EmbeddedWorkingMemory } from '../../storage/memory/embedded-working-memory.ts';
import { testAccounts, type TestAccounts } from '../support/accounts.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { ManualTime } from '../support/manual-time.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: ProblemView & { readonly event: EventView };
}

/** A desk over a trail on disk, behind the console, with the people who may ask. */
class Room {
  readonly file = join(temporaryFolder(), 'audit.db');
  readonly time = new ManualTime();
  readonly accounts: TestAccounts = testAccounts(this.time);
  readonly #keys = new Map<string, string>();
  #ids = 0;
  #desk: SignalDesk | undefined;
  url = '';

  async open(): Promise<void> {
    const audit = openAuditTrail(this.file, { clock: this.time });
    onTestFinished(async () => await audit.stop());
    const desk = deskOver(audit, () => `${Date.now()}-${(this.#ids += 1)}`, new EmbeddedWorkingMemory(), this.time);
    await desk.start();
    const roster = new DutyRoster({ audit, desk, clock: this.time });
    await roster.start();
    const { identity, people } = this.accounts;
    const newId = () => `hand-over-${(this.#ids += 1)}`;
    const handOvers = new ShiftHandOvers({ audit, desk, roster, clock: this.time, newId });
    this.url = await serve({ desk, audit, roster, handOvers, identity, people, clock: this.time });
    this.#desk = desk;
  }

  async alarm(): Promise<void> {
    await this.#desk?.signals([signal('s1', { site: 'works', sensor: 'door' })]);
  }

  async person(name: string, role: 'operator' | 'supervisor' | 'administrator', sites = ['*']): Promise<void> {
    this.#keys.set(name, await this.accounts.signedIn(name, role, sites));
  }

  async ask(name: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        cookie: `telltale-session=${this.#keys.get(name)}`,
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: Answer = {
      status: response.status,
      etag: response.headers.get('etag'),
      body: text === '' ? {} : JSON.parse(text),
    };
    return answer;
  }

  async act(name: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.ask(name, 'POST', `/api/v1/events/${await this.eventId()}/actions`, body, headers);
  }

  async eventId(): Promise<string> {
    return (await this.events())[0]?.id ?? 'none';
  }

  async events(): Promise<readonly EventView[]> {
    const answer = await fetch(`${this.url}/api/v1/events`, {
      headers: { cookie: `telltale-session=${this.#keys.get('anna')}` },
    });
    return JSON.parse(await answer.text());
  }

  async detail(): Promise<EventDetail> {
    const answer = await fetch(`${this.url}/api/v1/events/${await this.eventId()}`, {
      headers: { cookie: `telltale-session=${this.#keys.get('anna')}` },
    });
    return JSON.parse(await answer.text());
  }
}

async function roomWith(): Promise<Room> {
  const room = new Room();
  await room.person('anna', 'operator');
  await room.person('ben', 'operator');
  await room.person('cara', 'operator', ['elsewhere']);
  await room.person('eva', 'supervisor');
  await room.person('adam', 'administrator');
  await room.open();
  await room.alarm();
  return room;
}

describe('an action that comes twice', () => {
  it('by a second click is refused in words, and by a second try with its key answered as the first, also after a crash', async () => {
    const room = await roomWith();
    const key = { 'idempotency-key': 'click-1' };
    const first = await room.act('anna', { kind: 'take' }, key);
    expect([first.status, first.body.event.takenBy]).toEqual([200, 'anna']);
    expect((await room.act('anna', { kind: 'take' })).body).toMatchObject({
      status: 409,
      detail: 'You have taken this event already.',
    });
    expect((await room.act('anna', { kind: 'take' }, key)).status).toBe(200);
    await room.open();
    expect((await room.act('anna', { kind: 'take' }, key)).status).toBe(200);
    const { history } = await room.detail();
    expect(history).toHaveLength(1);
  });

  it('with its key and another body is refused, before and after a crash', async () => {
    const room = await roomWith();
    const key = { 'idempotency-key': 'note-1' };
    expect((await room.act('anna', { kind: 'note', reason: 'guard sent' }, key)).status).toBe(200);
    for (let tries = 0; tries < 2; tries += 1) {
      const { status, body } = await room.act('anna', { kind: 'note', reason: 'nobody sent' }, key);
      expect([status, body.type]).toEqual([422, 'urn:telltale:problem:key-reused']);
      await room.open();
    }
    expect((await room.detail()).history).toMatchObject([{ kind: 'note', reason: 'guard sent' }]);
  });
});

describe('an action on what has changed', () => {
  it('is refused by its ETag, and possible with the new one', async () => {
    const room = await roomWith();
    const { etag } = await room.ask('anna', 'GET', `/api/v1/events/${await room.eventId()}`);
    await room.act('ben', { kind: 'note', reason: 'called the keyholder' });
    const stale = await room.act('anna', { kind: 'take' }, { 'if-match': etag ?? '' });
    expect([stale.status, stale.body.type]).toEqual([412, 'urn:telltale:problem:changed-since']);
    const { etag: fresh } = await room.ask('anna', 'GET', `/api/v1/events/${await room.eventId()}`);
    expect((await room.act('anna', { kind: 'take' }, { 'if-match': fresh ?? '' })).status).toBe(200);
    for (const tag of ['3', '""', '"-1"', '"1", "2"', 'W/"x"']) {
      expect((await room.act('anna', { kind: 'release' }, { 'if-match': tag })).status).toBe(400);
    }
  });
});

describe('an end that was read off a wrong clock', () => {
  it.each([
    ['a clock that is a day behind', -24],
    ['a clock that is a year ahead', 24 * 365],
  ])('of %s is refused with the time it is here', async (_what, hours) => {
    const room = await roomWith();
    const until = new Date(room.time.nowMillis() + (hours + 1) * 3_600_000).toISOString();
    const { status, body } = await room.act('anna', { kind: 'shelve', reason: 'repair', until });
    expect(status).toBe(400);
    expect(body.detail).toContain(`now is ${new Date(room.time.nowMillis()).toISOString()}`);
  });

  it('may have the offset of its zone', async () => {
    const room = await roomWith();
    const millis = Math.ceil(room.time.nowMillis() / 1000) * 1000 + 3_600_000;
    const until = new Date(millis + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const { body } = await room.act('anna', { kind: 'shelve', reason: 'repair', until });
    expect(Date.parse(body.event.suppression?.until ?? '')).toBe(millis);
    expect((await room.act('anna', { kind: 'shelve', reason: 'repair', until: '2026-02-30T10:00:00Z' })).status).toBe(
      400,
    );
  });
});

describe('a reason', () => {
  it.each(HOSTILE_TEXTS.filter(([, text]) => text.length <= 2000))(
    'with %s is kept as it was given, and is one cell of a spreadsheet',
    async (_what, reason) => {
      const room = await roomWith();
      expect((await room.act('anna', { kind: 'take' })).status).toBe(200);
      expect((await room.act('anna', { kind: 'note', reason })).status).toBe(200);
      const { status, body } = await room.act('anna', { kind: 'close', disposition: 'false', reason });
      expect([status, body.event.reason]).toEqual([200, reason]);
      const [, row = ''] = eventsToCsv([body.event]).split(/\r\n(?=[^"]*(?:"[^"]*"[^"]*)*$)/);
      expect(row).toContain(body.event.id);
      expect(/[",\r\n]/.test(reason) ? row.includes(`"${reason.replaceAll('"', '""')}"`) : row.includes(reason)).toBe(
        true,
      );
    },
  );

  it.each([
    ['more than 2,000 characters', 'x'.repeat(2001), 400],
    ['two megabytes', 'x'.repeat(2_000_000), 413],
    ['no text', 7, 400],
    ['a list', ['because'], 400],
  ])('of %s is refused', async (_what, reason, expected) => {
    const room = await roomWith();
    const { status, body } = await room.act('anna', { kind: 'note', reason });
    expect([status, body.status]).toEqual([expected, expected]);
    if (status === 413) expect(body.detail).toBe('The body is larger than 64 KiB.');
    expect((await room.detail()).history).toEqual([]);
  });

  it('is missed in a note, a shelving and a reopening, where blanks are none', async () => {
    const room = await roomWith();
    const until = new Date(room.time.nowMillis() + 3_600_000).toISOString();
    expect((await room.act('anna', { kind: 'note' })).body).toMatchObject({
      type: 'urn:telltale:problem:detail-missing',
    });
    expect((await room.act('anna', { kind: 'note', reason: ' \t\n' })).status).toBe(400);
    expect((await room.act('anna', { kind: 'shelve', until, reason: '  ' })).status).toBe(400);
  });
});

describe('a reason code', () => {
  it('is kept with the closing over a restart, and gone when the event is opened again', async () => {
    const room = await roomWith();
    await room.act('anna', { kind: 'take' });
    const id = await room.eventId();
    const close = { kind: 'close', disposition: 'false', reasonCode: 'animal-or-plant' };
    expect((await room.act('anna', close)).body.event).toMatchObject({ reasonCode: 'animal-or-plant', reason: null });
    await room.open();
    const path = `/api/v1/events/${id}`;
    expect((await room.ask('anna', 'GET', path)).body).toMatchObject({
      disposition: 'false',
      reasonCode: 'animal-or-plant',
      history: [{ kind: 'take' }, { kind: 'close', reasonCode: 'animal-or-plant' }],
    });
    const undone = await room.ask('anna', 'POST', `${path}/actions`, { kind: 'undo' });
    expect(undone.body.event).toMatchObject({ state: 'taken', disposition: null, reasonCode: null });
  });

  it('of another disposition is refused with those that belong', async () => {
    const room = await roomWith();
    await room.act('anna', { kind: 'take' });
    const { body } = await room.act('anna', { kind: 'close', disposition: 'true', reasonCode: 'animal-or-plant' });
    const remedy = 'of true is one of help-sent, rescue-sent, repaired';
    expect(body).toMatchObject({ status: 400, problems: [{ path: 'body.reasonCode', remedy }] });
  });
});

describe('a detail that belongs to another action', () => {
  it.each([
    [{ kind: 'take', disposition: 'true' }, 'body.disposition'],
    [{ kind: 'take', reasonCode: 'test' }, 'body.reasonCode'],
    [{ kind: 'note', reason: 'x', until: '2030-01-01T00:00:00Z' }, 'body.until'],
    [{ kind: 'take', toPerson: 'ben' }, 'body.toPerson'],
    [{ kind: 'close', disposition: 'false', intoEventId: 'x' }, 'body.intoEventId'],
  ])('%o is refused where it stands', async (body, path) => {
    const room = await roomWith();
    expect((await room.act('anna', body)).body).toMatchObject({ status: 400, problems: [{ path }] });
  });
});

describe('somebody who does not see the site', () => {
  it('does not know the event, whatever they try', async () => {
    const room = await roomWith();
    const until = new Date(room.time.nowMillis() + 3_600_000).toISOString();
    const tries = [
      { kind: 'take' },
      { kind: 'note', reason: 'x' },
      { kind: 'shelve', reason: 'x', until },
      { kind: 'merge', intoEventId: await room.eventId() },
      { kind: 'undo' },
    ];
    for (const body of tries) expect((await room.act('cara', body)).status).toBe(404);
    expect((await room.detail()).history).toEqual([]);
  });

  it('is not handed the event, nor is somebody who does not exist', async () => {
    const room = await roomWith();
    await room.act('anna', { kind: 'take' });
    for (const toPerson of ['cara', 'nobody', '  ', '__proto__']) {
      const { status, body } = await room.act('anna', { kind: 'hand-over', toPerson });
      expect([status, body.problems?.[0]?.path]).toEqual([400, 'body.toPerson']);
    }
    const { body } = await room.act('anna', { kind: 'hand-over', toPerson: ' BEN ' });
    expect(body.event.takenBy).toBe('ben');
    expect((await room.act('ben', { kind: 'start' })).status).toBe(200);
  });
});

describe('a shift', () => {
  it('is offered to somebody who has an account, by the name of the account', async () => {
    const room = await roomWith();
    const offer = async (to: string) => room.ask('anna', 'POST', '/api/v1/hand-overs', { to });
    expect((await offer('nobody')).body).toMatchObject({ status: 400, problems: [{ path: 'body.to' }] });
    expect((await offer('BEN')).body).toMatchObject({ to: 'ben', state: 'offered' });
  });
});

describe('somebody who leaves', () => {
  it('gives back what they held when their account is disabled', async () => {
    const room = await roomWith();
    await room.act('ben', { kind: 'take' });
    expect((await room.ask('adam', 'PATCH', '/api/v1/people/ben', { disabled: true })).status).toBe(200);
    expect(await room.events()).toMatchObject([{ state: 'new', takenBy: null }]);
    expect((await room.ask('ben', 'GET', '/api/v1/events')).status).toBe(401);
  });

  it('signs off under the name of the account, however it is written', async () => {
    const room = await roomWith();
    expect((await room.ask('ben', 'PUT', '/api/v1/roster/BEN')).body).toMatchObject({ person: 'ben' });
    await room.act('ben', { kind: 'take' });
    expect((await room.ask('eva', 'DELETE', '/api/v1/roster/Ben')).status).toBe(204);
    expect(await room.events()).toMatchObject([{ state: 'new', takenBy: null }]);
  });
});
