import { REASON_CODES } from '../../core/reason-code.ts';
import type { ActionBody, EventSummary } from '../server/api-schemas.ts';
import { t } from './i18n/translate.ts';
import type { QueueList } from './queue-list.ts';

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
/** One digit each. */
const MOST_CHOICES = 9;

export type DialogKind = 'close' | 'park' | 'shelve' | 'hand-over' | 'merge' | 'note' | 'site-test';

/** What is being asked before something is done: first one of some choices, then, where it belongs, why. */
export interface Dialog {
  readonly kind: DialogKind;
  /** The events it is about; of several, all must have been looked at. */
  readonly eventIds: readonly string[];
  /** What was chosen in the first step. */
  readonly chosen: string | undefined;
  /** Whether everything it is about has been in sight. */
  readonly glanced: boolean;
  /** Tells it from every other dialog, so that nothing that comes late is taken for an answer to this one. */
  readonly serial: number;
  /**
   * Names or events that can be chosen, where they are not always the same; undefined until they are known. They never
   * change while it is open: a digit means what it meant when it was read.
   */
  readonly offered: readonly string[] | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly meaning?: string;
}

/** What the choices are made of. */
export interface DialogWorld {
  readonly events: ReadonlyMap<string, EventSummary>;
  readonly self: string;
}

type Disposition = NonNullable<ActionBody['disposition']>;

const DISPOSITIONS: readonly Disposition[] = ['true', 'false', 'inappropriate', 'other'];
const DURATIONS: Readonly<Record<'park' | 'shelve' | 'site-test', readonly number[]>> = {
  park: [15 * MINUTE_MILLIS, 30 * MINUTE_MILLIS, HOUR_MILLIS, 4 * HOUR_MILLIS],
  shelve: [HOUR_MILLIS, 2 * HOUR_MILLIS, 4 * HOUR_MILLIS, 8 * HOUR_MILLIS],
  'site-test': [30 * MINUTE_MILLIS, HOUR_MILLIS, 4 * HOUR_MILLIS, 8 * HOUR_MILLIS],
};

/** The first step; none where only words are asked for. */
export function choicesOf({ kind, offered = [] }: Dialog, world: DialogWorld): readonly Choice[] {
  switch (kind) {
    case 'close':
      return DISPOSITIONS.map((value) => ({
        value,
        label: t(`disposition.${value}`),
        meaning: t(`disposition.${value}.meaning`),
      }));
    case 'park':
    case 'shelve':
    case 'site-test':
      return DURATIONS[kind].map((millis) => ({ value: String(millis), label: durationWords(millis) }));
    case 'hand-over':
      return offered
        .filter((person) => person !== world.self)
        .slice(0, MOST_CHOICES)
        .map((person) => ({ value: person, label: person }));
    case 'merge':
      return offered.map((id) => choiceOfEvent(id, world.events.get(id)));
    case 'note':
      return [];
  }
}

function choiceOfEvent(id: string, event: EventSummary | undefined): Choice {
  return event === undefined ? { value: id, label: id } : { value: id, label: event.title, meaning: event.site };
}

/** Open events that these could be part of: those of the same site first, in queue order. */
export function mergeTargets(eventIds: readonly string[], { events, order }: QueueList): readonly string[] {
  const sites = new Set(eventIds.map((id) => events.get(id)?.site));
  const others = order.flatMap((id) => {
    const event = events.get(id);
    return event === undefined || event.state === 'closed' || eventIds.includes(id) ? [] : [event];
  });
  const near = others.filter(({ site }) => sites.has(site));
  const far = others.filter(({ site }) => !sites.has(site));
  return [...near, ...far].slice(0, MOST_CHOICES).map(({ id }) => id);
}

export type Wording = 'none' | 'optional' | 'required';

/** Whether words are asked for in the second step. */
export function wordingOf(kind: DialogKind): Wording {
  switch (kind) {
    case 'shelve':
    case 'site-test':
    case 'note':
      return 'required';
    case 'close':
      return 'optional';
    case 'park':
    case 'hand-over':
    case 'merge':
      return 'none';
  }
}

/** Whether something may be chosen that stands in no list. */
export function takesAnyName(kind: DialogKind): boolean {
  return kind === 'hand-over';
}

/** Reasons that come up again and again, a digit each; of a closing in the order of their codes. */
export function reasonsOf({ kind, chosen }: Pick<Dialog, 'kind' | 'chosen'>): readonly string[] {
  if (kind === 'shelve') return [t('reason.shelve.1'), t('reason.shelve.2'), t('reason.shelve.3')];
  if (kind === 'site-test') return [t('reason.test.1'), t('reason.test.2'), t('reason.test.3')];
  if (kind !== 'close') return [];
  switch (DISPOSITIONS.find((each) => each === chosen)) {
    case 'true':
      return [t('reason.true.1'), t('reason.true.2'), t('reason.true.3')];
    case 'false':
      return [t('reason.false.1'), t('reason.false.2'), t('reason.false.3'), t('reason.false.4')];
    case 'inappropriate':
      return [t('reason.inappropriate.1'), t('reason.inappropriate.2'), t('reason.inappropriate.3')];
    case 'other':
    case undefined:
      return [t('reason.other.1'), t('reason.other.2'), t('reason.other.3')];
  }
}

/** Whether words are asked for now, because there is nothing to choose or it has been chosen. */
export function asksForWords({ kind, chosen }: Dialog): boolean {
  return kind === 'note' || chosen !== undefined;
}

/** What the dialog comes to; the test of a site is no action on an event. */
export type Wish =
  | { readonly kind: 'site-test'; readonly until: string; readonly reason: string }
  | { readonly kind: 'action'; readonly action: ActionBody };

export function wishOf({ kind, chosen = '' }: Dialog, words: string, nowMillis: number): Wish {
  const reason = words.trim();
  const until = (): string => new Date(nowMillis + Number(chosen)).toISOString();
  switch (kind) {
    case 'close': {
      const disposition = DISPOSITIONS.find((each) => each === chosen) ?? 'other';
      const at = reasonsOf({ kind, chosen: disposition }).indexOf(reason);
      const reasonCode = REASON_CODES[disposition][at];
      const why = { ...(reasonCode === undefined ? {} : { reasonCode }), ...(reason === '' ? {} : { reason }) };
      return action({ kind, disposition, ...why });
    }
    case 'park':
      return action({ kind, until: until() });
    case 'shelve':
      return action({ kind, until: until(), reason });
    case 'hand-over':
      return action({ kind, toPerson: chosen });
    case 'merge':
      return action({ kind, intoEventId: chosen });
    case 'note':
      return action({ kind, reason });
    case 'site-test':
      return { kind, until: until(), reason };
  }
}

function action(body: ActionBody): Wish {
  return { kind: 'action', action: body };
}

function durationWords(millis: number): string {
  return millis < HOUR_MILLIS
    ? t('unit.minutes', { count: millis / MINUTE_MILLIS })
    : t('unit.hours', { count: millis / HOUR_MILLIS });
}
