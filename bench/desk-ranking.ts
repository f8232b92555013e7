/**
 * What ranking costs the desk: an event judged as it opens, a closing learned, everything learned again at a start, and a model
 * fitted in a thread of its own. `--json` prints the figures as one JSON object on the last line; `--events 200000` is the most
 * that is remembered.
 */
import { parseArgs } from 'node:util';
import type { Closed, Opened } from '../analytics/desk-ranking/deed.ts';
import { DESK_COLUMNS } from '../analytics/desk-ranking/event-row.ts';
import { fitVersion } from '../analytics/desk-ranking/fit-version.ts';
import { LiveModel, type Lesson } from '../analytics/desk-ranking/live-model.ts';
import type { ModelVersion } from '../analytics/desk-ranking/model-version.ts';
import { RankingState } from '../analytics/desk-ranking/ranking-state.ts';
import { madeUpRoom } from '../analytics/ranking/test-support/room.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    events: { type: 'string', default: '10000' },
  },
});
const MEASURED = 10_000;
const CLOSED_AFTER_MILLIS = 5000;

const deeds = deedsOf(Number(flags.events));
const fit = cpuSeconds(() => fitVersion(deeds, 'model-bench', 0));
const version = fit.result;
const figures = {
  events: Number(flags.events),
  fitCpuSeconds: Number(fit.seconds.toFixed(1)),
  backtestAveragePrecision: version?.backtest?.fitted.averagePrecision,
  backtestCalibrationError: version?.backtest?.fitted.calibrationError,
  rulesAveragePrecision: version?.backtest?.rules.averagePrecision,
  rulesCalibrationError: version?.backtest?.rules.calibrationError,
  ...costOf('rules', undefined),
  ...(version === undefined ? {} : costOf('fitted', version)),
  learnedAgainCpuSeconds: Number(cpuSeconds(() => learnAgain(version)).seconds.toFixed(2)),
};
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (flags.json) console.log(JSON.stringify(figures));

function costOf(name: string, of: ModelVersion | undefined) {
  const model = new LiveModel(of);
  const openings = deeds.filter((deed) => deed.kind === 'opened').slice(0, MEASURED);
  const lessons: Lesson[] = [];
  for (const { row } of openings) model.judge(row);
  const judging = cpuSeconds(() => {
    for (const { row } of openings) lessons.push(model.judge(row).lesson);
  });
  const learning = cpuSeconds(() => {
    for (const [index, lesson] of lessons.entries()) model.learn(lesson, index % 10 === 0 ? 1 : 0);
  });
  return {
    [`${name}MicrosAnEvent`]: Number(((judging.seconds * 1e6) / openings.length).toFixed(1)),
    [`${name}MicrosAClosing`]: Number(((learning.seconds * 1e6) / openings.length).toFixed(1)),
  };
}

function learnAgain(champion: ModelVersion | undefined): void {
  const state = new RankingState({ champion });
  for (const deed of deeds) {
    if (deed.kind === 'opened') state.opened(deed);
    else state.closed(deed);
  }
}

function deedsOf(count: number): readonly (Opened | Closed)[] {
  return madeUpRoom(count, 1).flatMap((row, index): (Opened | Closed)[] => {
    const eventId = `event-${index}`;
    const { timeSeconds, site, sensor, label } = row;
    const atMillis = timeSeconds * 1000;
    const words = DESK_COLUMNS.wordColumns.map(() => 'intrusion');
    const told = { title: '', site, sensor, by: 'jana', likelihood: undefined };
    return [
      { kind: 'opened', eventId, atMillis, row: { ...row, numbers: [NaN], words } },
      { kind: 'closed', eventId, atMillis: atMillis + CLOSED_AFTER_MILLIS, label: label ?? 0, ...told },
    ];
  });
}

function cpuSeconds<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
