import { Failure } from '../../../core/failure.ts';
import type { ReportRequest } from '../../../core/ports/alarm-reports.ts';
import type { Event } from '../../../core/event.ts';
import type { HandOver } from '../../../core/ports/hand-overs.ts';
import { matchesQuery } from '../../../core/event-query.ts';
import type { RegisteredSeries } from '../../../core/series-registry.ts';
import type { Roster } from '../../../core/ports/roster.ts';
import type { ThresholdPreview } from '../../../core/ports/threshold-preview.ts';
import { makeSeries } from '../../../core/series.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { makeEvent, makeSignal, OPENED_AT_MILLIS } from './make-event.ts';
import { makeClosing, makeRankingCard } from './make-ranking-card.ts';

/** Stands in everything that belongs to the other site, so that a leak is found wherever it is. */
export const OTHER = 'POISON';

const TAKES_ALL: ConsoleDeps['intake'] = {
  readings: async () => ({ accepted: 1, rejected: 0, problems: [] }),
  signals: async () => ({ accepted: 1, rejected: 0, problems: [] }),
  alerts: async () => ({ accepted: 1, rejected: 0, problems: [] }),
  lineProtocol: async () => ({ accepted: 1, rejected: 0, problems: [] }),
  refused: () => undefined,
};

/** Nothing answers there, which is not the same as that there is none. */
const CAMERA = { match: { site: '*', sensor: '*' }, stillUrl: 'http://127.0.0.1:1/{sensor}' };

const SITES = { own: 'own site', other: `${OTHER} site` } as const;

const HAND_OVER: HandOver = {
  id: 'h',
  from: 'Jana',
  to: 'Ben',
  note: '',
  state: 'offered',
  offeredBy: { kind: 'person', name: 'Jana' },
  offeredAtMillis: 0,
  eventIds: [OTHER],
};

const NOTHING_FIRED = { fired: 0, firedAMonth: 0, spans: [], incidentsFound: 0, outsideIncidents: 0 };

const NO_PREVIEW: ThresholdPreview = {
  compare: async () => ({ fromMillis: 0, untilMillis: 1, readings: 0, now: NOTHING_FIRED, wished: NOTHING_FIRED }),
};

const ROSTER: Roster = {
  signedOn: () => [{ person: 'Jana', sinceMillis: 0 }],
  signOn: async (name) => ({ person: name, sinceMillis: 0 }),
  signOff: async () => true,
};

/** Everything the console shows, of a site that a person sees and of one they do not. */
export function twoSites(asked: ReportRequest[]): Partial<ConsoleDeps> {
  const events = [eventOf('own', SITES.own), eventOf(OTHER, SITES.other)];
  const all = [seriesOf(0, SITES.own), seriesOf(1, SITES.other)];
  const columns = { observedAtMillis: new Float64Array(), values: new Float64Array() };
  const person = { name: 'x', role: 'operator', sites: [], disabled: false, signsIn: 'not yet' } as const;
  const entry = { ...person, createdAtMillis: 0, sessions: 0 };
  const by = { kind: 'person', name: 'Jana' } as const;
  const audit = { rowsOfEvent: async () => [], signalsOfEvent: async () => [] };
  const testOf = (site: string) => ({ site, by, reason: 'drill', sinceMillis: 0, untilMillis: OPENED_AT_MILLIS });
  return {
    desk: {
      openEvents: () => events,
      event: async (id) => events.find((event) => event.id === id),
      act: async ({ eventId }) => ({ accepted: true, event: events.find(({ id }) => id === eventId) ?? makeEvent() }),
      onChange: () => () => undefined,
    },
    archive: archiveOf(events),
    sites: new Map(
      Object.values(SITES).map((site) => [
        site,
        { timeZone: 'Europe/Rome', planFile: import.meta.filename, sensors: {}, sensorNames: {} },
      ]),
    ),
    cameras: { networks: [], views: [CAMERA] },
    siteTests: {
      tests: () => Object.values(SITES).map(testOf),
      beginTest: async ({ site }) => testOf(site),
      endTest: async () => true,
    },
    roster: ROSTER,
    alarmReports: {
      report: async (request) => {
        asked.push(request);
        throw new Failure('no report', { reason: 'client', retryable: false, remedy: 'none' });
      },
    },
    rankingDesk: {
      card: () => makeRankingCard(Object.values(SITES).map((site) => makeClosing({ site, title: `${site}: motion` }))),
      rollBack: async () => undefined,
      refit: () => undefined,
    },
    registry: { all: () => all, find: (key) => all.find((series) => series.key === key) },
    latest: async (keys) => keys.map(() => undefined),
    isLearning: () => false,
    thresholdPreview: NO_PREVIEW,
    history: { read: async () => columns },
    expectedBand: (given) => ({ ...given, expected: given.values, lower: given.values, upper: given.values }),
    audit,
    roomWatch: {
      storms: () => Object.values(SITES).map((site) => ({ site, sinceMillis: 0, openedInTenMinutes: 31 })),
      standings: () => [],
    },
    handOvers: {
      list: () => [HAND_OVER],
      offer: async () => ({ accepted: true, handOver: HAND_OVER }),
      answer: async () => ({ accepted: true, handOver: HAND_OVER }),
    },
    replay: {
      roomAt: async (atMillis) => ({
        atMillis,
        events,
        leftOut: 0,
        signedOn: [],
        tests: Object.values(SITES).map(testOf),
        done: events.map((event) => ({ event, action: { id: 'a', eventId: event.id, kind: 'take', by, atMillis: 0 } })),
      }),
      eventAt: async (eventId) => {
        const event = events.find(({ id }) => id === eventId);
        return event === undefined ? undefined : { event, audit };
      },
    },
    intake: TAKES_ALL,
    people: peopleWith(entry),
    ...ADMINISTRATION,
    exposition: { metrics: async () => [], probe: async () => [], targets: async () => [] },
  };
}

function eventOf(id: string, site: string): Event {
  return makeEvent({ id, site, title: `${id}: motion`, sensor: `${id} door`, signals: [makeSignal({ id, site })] });
}

function seriesOf(id: number, site: string): RegisteredSeries {
  return { id, key: `m{site=${site}}`, series: makeSeries(site, 'door', 'm') };
}

function archiveOf(events: readonly Event[]): ConsoleDeps['archive'] {
  return {
    search: async (query) => {
      const found = events.filter((event) => matchesQuery(event, query));
      return { events: found, next: undefined, searchedToMillis: undefined };
    },
  };
}

function peopleWith(entry: Awaited<ReturnType<ConsoleDeps['people']['change']>>): ConsoleDeps['people'] {
  return {
    people: () => [entry],
    add: async () => ({ key: 'k', expiresAtMillis: 0 }),
    change: async () => entry,
    reset: async () => ({ key: 'k', expiresAtMillis: 0 }),
    machines: () => [],
    addMachine: async () => 'token',
    removeMachine: async () => true,
  };
}

const NO_SETTINGS: ConsoleDeps['settings'] = {
  current: () => ({ text: '', revision: 'r', file: 'f' }),
  inForce: () => [],
  usual: () => ({}),
  check: () => ({ problems: [], differences: [] }),
  apply: async () => ({ problems: [], differences: [] }),
  versions: () => [],
  version: () => '',
  restore: async () => ({ problems: [], differences: [] }),
  restart: () => undefined,
};

const ADMINISTRATION: Pick<ConsoleDeps, 'settings' | 'siteDirectory' | 'testChannel'> = {
  settings: NO_SETTINGS,
  siteDirectory: { sites: () => Object.values(SITES).map((site) => ({ site, sensors: [] })) },
  testChannel: async () => undefined,
};
