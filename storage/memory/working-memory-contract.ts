import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../core/event.ts';
import type { WorkingMemory } from '../../core/ports/working-memory.ts';
import { makeSeries, seriesKey } from '../../core/series.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { DEFAULT_WORKING_MEMORY_LIMITS, type WorkingMemoryLimits } from './limits.ts';

export interface WorkingMemoryUnderTest {
  /** A new, empty working memory. */
  create(limits: WorkingMemoryLimits): Promise<WorkingMemory>;
}

const HOSTILE_TEXTS = ['__proto__', 'constructor', '', 'a\u0000b', '\ud800', '\udfff', '"},{"', 'ü\u2028\u{1f6a8}'];

/** What every working memory does, whatever it keeps things in. */
export function describeWorkingMemory(name: string, underTest: WorkingMemoryUnderTest): void {
  const create: Create = (limits = {}) => underTest.create({ ...DEFAULT_WORKING_MEMORY_LIMITS, ...limits });
  describe(`${name}: events`, () => describeEvents(create));
  describe(`${name}: latest readings`, () => describeLatestReadings(create));
}

type Create = (limits?: Partial<WorkingMemoryLimits>) => Promise<WorkingMemory>;

function describeEvents(create: Create): void {
  it('gives back an event exactly as it was stored', async () => {
    const memory = await create();
    await memory.putEvents([fullEvent]);
    expect(await memory.event(fullEvent.id)).toEqual(fullEvent);
    expect(await memory.openEvents()).toEqual([fullEvent]);
  });

  it('knows nothing of an event it never saw', async () => {
    const memory = await create();
    expect(await memory.event('nowhere')).toBeUndefined();
    expect(await memory.openEvents()).toEqual([]);
  });

  it('keeps the highest version, whatever the order of arrival', async () => {
    const memory = await create();
    await memory.putEvents([sampleEvent({ version: 3, title: 'third' })]);
    await memory.putEvents([sampleEvent({ version: 10, title: 'tenth' }), sampleEvent({ version: 9 })]);
    await memory.putEvents([sampleEvent({ version: 10, title: 'another tenth' })]);
    expect(await memory.event('event-1')).toEqual(sampleEvent({ version: 10, title: 'tenth' }));
  });

  it('forgets a closed event', async () => {
    const memory = await create();
    await memory.putEvents([sampleEvent({ version: 1 })]);
    await memory.putEvents([sampleEvent({ version: 2, state: 'closed' })]);
    expect(await memory.event('event-1')).toBeUndefined();
    expect(await memory.openEvents()).toEqual([]);
  });

  it('does not open a closed event again for a version that arrives late', async () => {
    const memory = await create();
    await memory.putEvents([sampleEvent({ version: 3, state: 'closed' })]);
    await memory.putEvents([sampleEvent({ version: 2 }), sampleEvent({ version: 3 })]);
    expect(await memory.openEvents()).toEqual([]);
    await memory.putEvents([sampleEvent({ version: 4 })]);
    expect(await memory.openEvents()).toEqual([sampleEvent({ version: 4 })]);
  });

  it('remembers only so many closed events, the latest closed', async () => {
    const memory = await create({ maxClosedRemembered: 2 });
    for (const [i, id] of ['a', 'b', 'c'].entries()) {
      await memory.putEvents([sampleEvent({ id, version: 2, state: 'closed', changedAtMillis: i })]);
    }
    await memory.putEvents(['a', 'b', 'c'].map((id) => sampleEvent({ id, version: 1 })));
    expect(idsOf(await memory.openEvents())).toEqual(['a']);
  });

  it('replaces everything, also with older versions and what was closed', async () => {
    const memory = await create();
    await memory.putEvents([sampleEvent({ id: 'a', version: 5 }), sampleEvent({ id: 'b' })]);
    await memory.putEvents([sampleEvent({ id: 'c', version: 7, state: 'closed' })]);
    await memory.replaceEvents([sampleEvent({ id: 'a', version: 4 }), sampleEvent({ id: 'c', version: 6 })]);
    expect(idsOf(await memory.openEvents())).toEqual(['a', 'c']);
    expect((await memory.event('a'))?.version).toBe(4);
    await memory.replaceEvents([]);
    expect(await memory.openEvents()).toEqual([]);
  });

  it('keeps hostile event ids apart', async () => {
    const memory = await create();
    await memory.putEvents(HOSTILE_TEXTS.map((id) => sampleEvent({ id, title: `event ${id}` })));
    expect(await memory.openEvents()).toHaveLength(HOSTILE_TEXTS.length);
    for (const id of HOSTILE_TEXTS) expect((await memory.event(id))?.title).toBe(`event ${id}`);
  });

  it('holds the highest version of each open event after any sequence of puts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyEvent, { maxLength: 5 }), { maxLength: 8 }), async (puts) => {
        const memory = await create();
        for (const events of puts) await memory.putEvents(events);
        expect(await memory.openEvents()).toHaveLength(highestOpen(puts.flat()).size);
        for (const [id, event] of highestOpen(puts.flat())) expect(await memory.event(id)).toEqual(event);
        await memory.stop();
      }),
      { numRuns: 50 },
    );
  });
}

function describeLatestReadings(create: Create): void {
  it('gives back readings in the order asked for, undefined where it has none', async () => {
    const memory = await create();
    const a = { seriesKey: 'a', observedAtMillis: 1_700_000_000_000.5, value: 0.1 };
    const b = { seriesKey: 'b', observedAtMillis: 1_700_000_000_001, value: -1.7976931348623157e308 };
    await memory.putLatest([a, b]);
    expect(await memory.latest(['b', 'unknown', 'a', 'b'])).toEqual([b, undefined, a, b]);
    expect(await memory.latest([])).toEqual([]);
  });

  it('keeps the later reading, and of equal times the last written', async () => {
    const memory = await create();
    await memory.putLatest([{ seriesKey: 'a', observedAtMillis: 1000, value: 1 }]);
    await memory.putLatest([{ seriesKey: 'a', observedAtMillis: 999, value: 2 }]);
    expect((await memory.latest(['a']))[0]?.value).toBe(1);
    await memory.putLatest([{ seriesKey: 'a', observedAtMillis: 1000, value: 3 }]);
    expect((await memory.latest(['a']))[0]?.value).toBe(3);
  });

  it('refuses new series beyond its limit and goes on with the known', async () => {
    const memory = await create({ maxLatestReadings: 2 });
    await memory.putLatest(['a', 'b', 'c'].map((seriesKey) => ({ seriesKey, observedAtMillis: 1, value: 1 })));
    await memory.putLatest(['d', 'b'].map((seriesKey) => ({ seriesKey, observedAtMillis: 2, value: 2 })));
    const values = (await memory.latest(['a', 'b', 'c', 'd'])).map((reading) => reading?.value);
    expect(values).toEqual([1, 2, undefined, undefined]);
  });

  it('takes 10,000 series in one call', async () => {
    const memory = await create();
    const readings = Array.from({ length: 10_000 }, (_, i) => ({
      seriesKey: `s${i}`,
      observedAtMillis: i,
      value: i,
    }));
    await memory.putLatest(readings);
    expect(await memory.latest(readings.map((reading) => reading.seriesKey))).toEqual(readings);
  });

  it('keeps series with hostile labels apart', async () => {
    const memory = await create();
    const keys = HOSTILE_TEXTS.map((text) => seriesKey(makeSeries('lab', text, text, { labels: [[text, text]] })));
    const readings = keys.map((key, i) => ({ seriesKey: key, observedAtMillis: 1, value: i }));
    await memory.putLatest(readings);
    expect(await memory.latest(keys)).toEqual(readings);
  });
}

const fullEvent: Event = sampleEvent({
  version: 7,
  state: 'taken',
  activeSignalKeys: ['door-4/motion', '__proto__'],
  signalCount: 1,
  highestScore: Infinity,
  takenBy: { kind: 'person', name: '<b>night shift</b>' },
  takenAtMillis: 1_700_000_010_000,
  escalatedAtMillis: 1_700_000_030_000,
  signals: [
    sampleSignal({
      kind: 'aberration',
      deviceId: '\u0000',
      seriesKey: 'temperature{sensor="door-4",site="lab"}',
      aberration: {
        seriesKey: 'temperature{sensor="door-4",site="lab"}',
        observedAtMillis: 1_700_000_000_000,
        observed: 31.4,
        expected: 20,
        lower: 20,
        upper: 20,
        score: Infinity,
        direction: 'above',
        level: 'alarm',
        verdicts: [{ detector: 'time-shift', expected: 20, lower: 20, upper: 20, score: Infinity }],
      },
    }),
  ],
});

const anyEvent = fc
  .record({
    id: fc.constantFrom('a', 'b', '__proto__'),
    version: fc.integer({ min: 1, max: 6 }),
    closed: fc.boolean(),
    title: fc.string(),
  })
  .map(({ closed, ...fields }) => sampleEvent({ ...fields, state: closed ? 'closed' : 'new' }));

/** The first event stored with the highest version of its id, where that one is not closed. */
function highestOpen(events: readonly Event[]): Map<string, Event> {
  const highest = new Map<string, Event>();
  for (const event of events) {
    if (event.version > (highest.get(event.id)?.version ?? 0)) highest.set(event.id, event);
  }
  return new Map([...highest].filter(([, event]) => event.state !== 'closed'));
}

function idsOf(events: readonly Event[]): string[] {
  return events.map((event) => event.id).sort();
}
