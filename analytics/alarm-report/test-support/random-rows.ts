import * as fc from 'fast-check';
import { ACTION_KINDS, DISPOSITIONS, TELLTALE, type Action, type Actor } from '../../../core/action.ts';
import { SUPPRESSION_KINDS, type Event } from '../../../core/event.ts';
import type { AuditEntry, AuditRow, SettingChange } from '../../../core/ports/audit-trail.ts';
import { ALL_REASON_CODES } from '../../../core/reason-code.ts';
import { SIGNAL_CLASSES, SIGNAL_KINDS, type Signal } from '../../../core/signal.ts';

const HOUR = 3_600_000;

/** One thing that happens, `afterMillis` after the one before; the numbers choose among what there is at that moment. */
interface Step {
  readonly what: 'signal' | 'left' | 'action' | 'event' | 'setting';
  readonly afterMillis: number;
  readonly choices: readonly [number, number, number, number];
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('signal', 'signal', 'signal', 'left', 'action', 'action', 'event', 'setting'),
  afterMillis: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 0, 1, 999, 1000, 5000, 59_999, 60_000, 600_000) },
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * HOUR }) },
  ),
  choices: fc.tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000), fc.nat(1000)),
});

/** Rows as a desk could have written them, and a few as no desk should have. */
export function randomRows(startMillis: number, maxSteps: number): fc.Arbitrary<readonly AuditRow[]> {
  return fc.array(step, { maxLength: maxSteps, size: 'max' }).map((steps) => rowsOf(steps, startMillis));
}

const PEOPLE: readonly Actor[] = ['anna', 'ben', 'carla'].map((name) => ({ kind: 'person', name }));

function rowsOf(steps: readonly Step[], startMillis: number): readonly AuditRow[] {
  const entries: AuditEntry[] = [];
  const events: Event[] = [];
  let atMillis = startMillis;
  for (const [n, { what, afterMillis, choices }] of steps.entries()) {
    atMillis += afterMillis;
    const [a, b] = choices;
    const event = events[a % Math.max(1, events.length)];
    if (what === 'setting') {
      entries.push({ kind: 'setting', atMillis, setting: randomSetting(choices, atMillis) });
    } else if (what === 'signal' || what === 'left') {
      const signal = randomSignal(`s${n}`, what, choices, atMillis);
      const joins = event !== undefined && (b % 3 === 0 || what === 'left');
      entries.push({ kind: 'signal', atMillis, eventId: joins ? event.id : `e${n}`, signal });
      if (what === 'signal' && !joins) events.push(openedBy(signal, `e${n}`, atMillis));
      const opened = events.at(-1);
      if (what === 'signal' && !joins && opened !== undefined) entries.push({ kind: 'event', atMillis, event: opened });
    } else if (event !== undefined) {
      const action = what === 'action' ? randomAction(`a${n}`, event.id, choices, atMillis) : undefined;
      if (action !== undefined) entries.push({ kind: 'action', atMillis, action });
      const changed = changedBy(event, action, choices, atMillis);
      events[events.indexOf(event)] = changed;
      entries.push({ kind: 'event', atMillis, event: changed });
    }
  }
  return entries.map((entry, at) => Object.assign(entry, { sequence: at + 1 }));
}

function randomSetting([a, b, c, d]: Step['choices'], sinceMillis: number): SettingChange {
  const site = pick(['lab', 'gate'], a);
  if (b % 4 === 0) return { path: 'escalation.takeLimitSeconds', before: '30', after: '60' };
  if (b % 4 === 1) return { path: `sites.${site}.onTest` };
  const untilMillis = sinceMillis + (d % 30) * HOUR;
  const test = { site, by: pick(PEOPLE, c), reason: 'new batteries', sinceMillis, untilMillis };
  return { path: `sites.${site}.onTest`, after: JSON.stringify(test) };
}

function randomSignal(id: string, what: 'signal' | 'left', [a, b, c, d]: Step['choices'], atMillis: number): Signal {
  return {
    id,
    kind: pick(SIGNAL_KINDS, c),
    type: pick(['motion', 'tamper'], a),
    class: pick(SIGNAL_CLASSES, d),
    phase: what === 'left' ? 'left' : 'entered',
    site: pick(['lab', 'gate'], b),
    sensor: pick(['1', '2', '3'], c),
    observedAtMillis: atMillis,
    receivedAtMillis: atMillis,
    message: '',
    ...(d % 4 === 0 ? { seriesKey: 't{}' } : {}),
  };
}

function openedBy(signal: Signal, id: string, openedAtMillis: number): Event {
  return {
    id,
    version: 1,
    title: `${signal.type} at ${signal.sensor}`,
    site: signal.site,
    sensor: signal.sensor,
    class: signal.class,
    state: 'new',
    openedAtMillis,
    changedAtMillis: openedAtMillis,
    activeSignalKeys: [],
    signalCount: 1,
    signals: [],
    highestScore: 0,
  };
}

function randomAction(id: string, eventId: string, [, b, c, d]: Step['choices'], atMillis: number): Action {
  const kind = pick([...ACTION_KINDS, 'take', 'take', 'close', 'close', 'close', 'escalate'] as const, b);
  return {
    id,
    eventId,
    kind,
    by: kind === 'escalate' && c % 2 === 0 ? TELLTALE : pick([...PEOPLE, TELLTALE], c),
    atMillis,
    ...(kind === 'close' && d % 5 > 0 ? { disposition: pick(DISPOSITIONS, d) } : {}),
    ...(kind === 'close' && d % 3 > 0 ? { reasonCode: pick(ALL_REASON_CODES, d) } : {}),
  };
}

function changedBy(event: Event, action: Action | undefined, [, b, c, d]: Step['choices'], atMillis: number): Event {
  const { suppression: _suppression, disposition: _disposition, reasonCode: _code, ...merged } = event;
  const { mergedIntoEventId: _merged, ...rest } = merged;
  const next: Event = { ...rest, version: event.version + 1, changedAtMillis: atMillis };
  if (action?.kind === 'close' || action?.kind === 'merge') {
    return {
      ...next,
      state: 'closed',
      closedAtMillis: atMillis,
      closedBy: action.by,
      ...(action.disposition === undefined ? {} : { disposition: action.disposition }),
      ...(action.reasonCode === undefined ? {} : { reasonCode: action.reasonCode }),
      ...(action.kind === 'merge' ? { mergedIntoEventId: 'e0' } : {}),
    };
  }
  if (action !== undefined && action.kind !== 'shelve') return { ...event, version: next.version, state: 'taken' };
  const suppression = {
    kind: pick(SUPPRESSION_KINDS, c),
    by: pick(PEOPLE, d),
    reason: 'too loud',
    sinceMillis: atMillis,
    ...(d % 2 === 0 ? { untilMillis: atMillis + (d % 10) * HOUR } : {}),
  };
  return b % 3 === 0 ? next : { ...next, suppression };
}

function pick<Item>(items: readonly Item[], choice: number): Item {
  const item = items[choice % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
