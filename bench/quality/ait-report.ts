/** What of an event counts for the score. */
export interface RankedEvent {
  readonly openedAtSeconds: number;
  readonly priority: number;
  /** Rows, from 0. */
  readonly members: readonly number[];
}

export interface LabelledRows {
  readonly seconds: Float64Array;
  readonly phases: readonly (string | undefined)[];
}

/** How well a phase of an attack was presented. Ranks are places among the events of the event's UTC day, from 1. */
export interface PhaseReport {
  readonly phase: string;
  /** The best event that holds an alert of the phase. */
  readonly rank: number;
  /** The best event that the phase opened: it holds one of its alerts within its first minute, and not a negligible share. */
  readonly ownRank: number;
  /** From the first alert of the phase to the earliest event that counts for `rank` at 60 a day; 0 where it was open. */
  readonly delaySeconds: number;
  /** The same for `ownRank`. */
  readonly ownDelaySeconds: number;
}

export interface ScenarioReport {
  readonly phases: readonly PhaseReport[];
  readonly eventsByDay: readonly number[];
  readonly busiestTenMinutes: Busiest;
  /** The ten minutes with most signals. */
  readonly floodTenMinutes: Busiest;
}

interface Busiest {
  readonly signals: number;
  readonly newEvents: number;
}

const DAY_SECONDS = 86_400;
const TEN_MINUTES = 600;
const FIRST_MINUTE = 60;
const EVENTS_A_DAY = 60;
/** Of the phase's alerts in the event, or of the event's alerts in the phase. */
const LEAST_SHARE = 0.1;

interface Phase {
  readonly name: string;
  firstSeconds: number;
  alerts: number;
}

export function reportScenario(rows: LabelledRows, events: readonly RankedEvent[]): ScenarioReport {
  const ranks = ranksByDay(events);
  const tallies = events.map((event) => tallyOf(event, rows));
  const byTime = rows.seconds.toSorted();
  const opened = Float64Array.from(events, ({ openedAtSeconds }) => openedAtSeconds).sort();
  return {
    phases: phasesOf(rows).map((phase) => reportPhase(phase, events, ranks, tallies)),
    eventsByDay: countsByDay(events),
    busiestTenMinutes: busiest(opened, opened, byTime),
    floodTenMinutes: busiest(byTime, opened, byTime),
  };
}

/** The alerts of each phase in an event, in all and in its first minute. */
type Tally = ReadonlyMap<string, { readonly all: number; readonly early: number }>;

function tallyOf({ openedAtSeconds, members }: RankedEvent, { seconds, phases }: LabelledRows): Tally {
  const tally = new Map<string, { all: number; early: number }>();
  for (const row of members) {
    const phase = phases[row];
    if (phase === undefined) continue;
    const counts = tally.get(phase) ?? { all: 0, early: 0 };
    counts.all += 1;
    if ((seconds[row] ?? NaN) <= openedAtSeconds + FIRST_MINUTE) counts.early += 1;
    tally.set(phase, counts);
  }
  return tally;
}

function reportPhase(
  phase: Phase,
  events: readonly RankedEvent[],
  ranks: readonly number[],
  tallies: readonly Tally[],
): PhaseReport {
  const found = { rank: Infinity, ownRank: Infinity, delaySeconds: Infinity, ownDelaySeconds: Infinity };
  for (const [index, event] of events.entries()) {
    const counts = tallies[index]?.get(phase.name);
    if (counts === undefined) continue;
    const rank = ranks[index] ?? Infinity;
    const delaySeconds = rank > EVENTS_A_DAY ? Infinity : Math.max(0, event.openedAtSeconds - phase.firstSeconds);
    found.rank = Math.min(found.rank, rank);
    found.delaySeconds = Math.min(found.delaySeconds, delaySeconds);
    const isShare = counts.all >= LEAST_SHARE * Math.min(phase.alerts, event.members.length);
    if (counts.early === 0 || !isShare) continue;
    found.ownRank = Math.min(found.ownRank, rank);
    found.ownDelaySeconds = Math.min(found.ownDelaySeconds, delaySeconds);
  }
  return { phase: phase.name, ...found };
}

function phasesOf({ seconds, phases }: LabelledRows): readonly Phase[] {
  const found = new Map<string, Phase>();
  for (const [row, name] of phases.entries()) {
    if (name === undefined) continue;
    const phase = found.get(name) ?? { name, firstSeconds: Infinity, alerts: 0 };
    phase.firstSeconds = Math.min(phase.firstSeconds, seconds[row] ?? Infinity);
    phase.alerts += 1;
    found.set(name, phase);
  }
  return [...found.values()].sort((a, b) => a.firstSeconds - b.firstSeconds);
}

/** Of equal priority, the one that opened later comes later. */
function ranksByDay(events: readonly RankedEvent[]): readonly number[] {
  const order = [...events.keys()].sort((a, b) => {
    const [one, other] = [events[a], events[b]];
    if (one === undefined || other === undefined) return 0;
    return other.priority - one.priority || one.openedAtSeconds - other.openedAtSeconds || a - b;
  });
  const ranks = Array.from(events, () => 0);
  const ofDay = new Map<number, number>();
  for (const index of order) {
    const day = Math.floor((events[index]?.openedAtSeconds ?? 0) / DAY_SECONDS);
    const rank = (ofDay.get(day) ?? 0) + 1;
    ofDay.set(day, rank);
    ranks[index] = rank;
  }
  return ranks;
}

function countsByDay(events: readonly RankedEvent[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { openedAtSeconds } of events) {
    const day = Math.floor(openedAtSeconds / DAY_SECONDS);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([, count]) => count);
}

/** What falls into the ten minutes, ending with one of `times`, that hold most of `times`. All in order of time. */
function busiest(times: Float64Array, opened: Float64Array, signals: Float64Array): Busiest {
  let [most, end] = [0, 0];
  let start = 0;
  for (const [index, time] of times.entries()) {
    while ((times[start] ?? Infinity) <= time - TEN_MINUTES) start += 1;
    if (index - start + 1 > most) [most, end] = [index - start + 1, time];
  }
  return { signals: countUntil(signals, end), newEvents: countUntil(opened, end) };
}

function countUntil(times: Float64Array, end: number): number {
  return times.reduce((count, time) => (time > end - TEN_MINUTES && time <= end ? count + 1 : count), 0);
}
