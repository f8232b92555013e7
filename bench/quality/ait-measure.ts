import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CorrelationConfig } from '../../analytics/correlation/correlation-rules.ts';
import { Correlator } from '../../analytics/correlation/correlator.ts';
import { correlateSignals } from '../../app/cli/correlate-signals.ts';
import { signalRows } from '../../app/cli/signal-csv.ts';
import type { Signal } from '../../core/signal.ts';
import { aitScenarios, readAitScenario, type AitScenario } from './ait-corpus.ts';
import { totalsOf, type ScenarioFigures } from './ait-lines.ts';
import { reportScenario } from './ait-report.ts';
import { attackWaits } from './ait-waits.ts';

/** So many are read before the clock of correlation runs. */
const SIGNALS_AT_ONCE = 20_000;

/** Whether the folder has scenarios of the AIT alert data set. */
export function isAitFolder(folder: string): boolean {
  return existsSync(folder) && aitScenarios(folder).length > 0;
}

/** What `telltale correlate` makes of each scenario by itself; `onScenario` hears how many of how many are done. */
export function measureAit(
  folder: string,
  config: CorrelationConfig,
  onScenario: (done: number, of: number) => void = () => undefined,
) {
  const files = aitScenarios(folder);
  const scenarios = files.map((file, index) => {
    onScenario(index, files.length);
    return measureScenario(readAitScenario(file), config);
  });
  return { totals: totalsOf(scenarios), scenarios };
}

function measureScenario(scenario: AitScenario, config: CorrelationConfig): ScenarioFigures {
  const presented = correlateSignals(signalRows(scenario.signalsCsv), config);
  const events = presented.map(({ openedAtMillis, priority, members }) => ({
    openedAtSeconds: openedAtMillis / 1000,
    priority: priority.value,
    members: members.map((row) => row - 1),
  }));
  return {
    scenario: scenario.name,
    signals: scenario.seconds.length,
    ...reportScenario(scenario, events),
    waits: attackWaits(scenario, events),
    ...costOf(scenario, config),
  };
}

/** Of correlation alone, without reading the file. */
function costOf({ signalsCsv }: AitScenario, config: CorrelationConfig) {
  const heapBefore = heapInUse();
  const correlator = new Correlator(config);
  let cpuMicros = 0;
  for (const signals of chunksOf(signalsCsv)) {
    const before = process.cpuUsage();
    for (const signal of signals) correlator.take(signal);
    const { user, system } = process.cpuUsage(before);
    cpuMicros += user + system;
  }
  const megabytes = Math.max(0, heapInUse() - heapBefore) / 1e6;
  return {
    signalsPerCpuSecond: Math.round((correlator.counters.signals * 1e6) / cpuMicros),
    correlatorMegabytes: Number(megabytes.toFixed(1)),
    remembered: correlator.sizes,
    counters: correlator.counters,
  };
}

function* chunksOf(signalsCsv: string): Generator<readonly Signal[]> {
  let signals: Signal[] = [];
  for (const { signal } of signalRows(signalsCsv)) {
    signals.push(signal);
    if (signals.length < SIGNALS_AT_ONCE) continue;
    yield signals;
    signals = [];
  }
  yield signals;
}

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
