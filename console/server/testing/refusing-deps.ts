import { Registry } from 'prom-client';
import { silentLogger } from '../../../test/support/recording-sink.ts';
import type { Identity } from '../../../core/ports/identity.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { OPENED_AT_MILLIS } from './make-event.ts';
import { NO_STATUS } from './no-status.ts';

function unexpected(name: string): () => never {
  return () => {
    throw new Error(`unexpected use of ${name}`);
  };
}

/** As it is before the first account is made. */
function noAccounts(): Identity {
  return {
    hasAccounts: () => false,
    signIn: unexpected('identity.signIn'),
    session: () => undefined,
    signOut: unexpected('identity.signOut'),
    signOutEverywhere: unexpected('identity.signOutEverywhere'),
    changePassword: unexpected('identity.changePassword'),
    invitation: () => undefined,
    acceptInvitation: unexpected('identity.acceptInvitation'),
    machine: () => undefined,
  };
}

/** Ports that throw when they are used; a test replaces those it expects to be. */
export function refusingDeps(changes: Partial<ConsoleDeps> = {}): ConsoleDeps {
  return {
    desk: {
      act: unexpected('desk.act'),
      openEvents: unexpected('desk.openEvents'),
      event: unexpected('desk.event'),
      onChange: unexpected('desk.onChange'),
    },
    archive: { search: unexpected('archive.search') },
    sites: new Map(),
    cameras: { networks: [], views: [] },
    alarmReports: { report: unexpected('alarmReports.report') },
    siteTests: {
      tests: unexpected('siteTests.tests'),
      beginTest: unexpected('siteTests.beginTest'),
      endTest: unexpected('siteTests.endTest'),
    },
    roster: {
      signedOn: unexpected('roster.signedOn'),
      signOn: unexpected('roster.signOn'),
      signOff: unexpected('roster.signOff'),
    },
    handOvers: {
      list: unexpected('handOvers.list'),
      offer: unexpected('handOvers.offer'),
      answer: unexpected('handOvers.answer'),
    },
    roomWatch: { storms: unexpected('roomWatch.storms'), standings: unexpected('roomWatch.standings') },
    replay: { roomAt: unexpected('replay.roomAt'), eventAt: unexpected('replay.eventAt') },
    thresholdPreview: { compare: unexpected('thresholdPreview.compare') },
    rankingDesk: {
      card: unexpected('rankingDesk.card'),
      rollBack: unexpected('rankingDesk.rollBack'),
      refit: unexpected('rankingDesk.refit'),
    },
    prioritise: () => ({ value: 0, contributions: [] }),
    registry: { all: unexpected('registry.all'), find: unexpected('registry.find') },
    history: { read: unexpected('history.read') },
    expectedBand: unexpected('expectedBand'),
    isLearning: unexpected('isLearning'),
    audit: { rowsOfEvent: unexpected('audit.rowsOfEvent'), signalsOfEvent: unexpected('audit.signalsOfEvent') },
    latest: unexpected('latest'),
    status: () => NO_STATUS,
    health: unexpected('health'),
    readiness: () => ({ problems: [], degraded: [] }),
    intake: {
      readings: unexpected('intake.readings'),
      signals: unexpected('intake.signals'),
      alerts: unexpected('intake.alerts'),
      lineProtocol: unexpected('intake.lineProtocol'),
      refused: unexpected('intake.refused'),
    },
    exposition: {
      metrics: unexpected('exposition.metrics'),
      probe: unexpected('exposition.probe'),
      targets: unexpected('exposition.targets'),
    },
    identity: noAccounts(),
    people: NO_PEOPLE,
    settings: NO_SETTINGS,
    siteDirectory: { sites: unexpected('siteDirectory.sites') },
    testChannel: unexpected('testChannel'),
    trustedProxies: [],
    metricsRegistry: new Registry(),
    webFolder: import.meta.dirname,
    clock: { nowMillis: () => OPENED_AT_MILLIS + 60_000, monotonicMillis: () => performance.now() },
    logger: silentLogger,
    ...changes,
  };
}

const NO_SETTINGS: ConsoleDeps['settings'] = {
  current: unexpected('settings.current'),
  inForce: unexpected('settings.inForce'),
  usual: unexpected('settings.usual'),
  check: unexpected('settings.check'),
  apply: unexpected('settings.apply'),
  versions: unexpected('settings.versions'),
  version: unexpected('settings.version'),
  restore: unexpected('settings.restore'),
  restart: unexpected('settings.restart'),
};

const NO_PEOPLE: ConsoleDeps['people'] = {
  people: unexpected('people.people'),
  add: unexpected('people.add'),
  change: unexpected('people.change'),
  reset: unexpected('people.reset'),
  machines: unexpected('people.machines'),
  addMachine: unexpected('people.addMachine'),
  removeMachine: unexpected('people.removeMachine'),
};
