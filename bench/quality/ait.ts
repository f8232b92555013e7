/**
 * Correlation on the AIT alert data set: `--data DIR` holds its scenarios as `*.csv.gz`. What it measures and what it does
 * not: `ait.md`. `--rules FILE` takes other rules than the built-in ones, `--json` prints the figures on the last line.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Correlator } from '../../analytics/correlation/correlator.ts';
import type { CorrelationConfig } from '../../analytics/correlation/correlation-rules.ts';
import { correlateSignals } from '../../app/cli/correlate-signals.ts';
import { readCorrelationFile } from '../../app/cli/correlation-file.ts';
import { signalRows } from '../../app/cli/signal-csv.ts';
import { aitScenarios, readAitScenario, type AitScenario } from './ait-corpus.ts';
import { describeAit, totalsOf, type ScenarioFigures } from './ait-lines.ts';
import { reportScenario } from './ait-report.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    rules: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const files = flags.data !== undefined && existsSync(flags.data) ? aitScenarios(flags.data) : [];
if (files.length === 0) {
  console.log('Not measured: the AIT alert data set. Give the folder with its scenarios (*.csv.gz) as --data DIR.');
  if (flags.json) console.log(JSON.stringify({ measured: false }));
} else {
  const { config } = readCorrelationFile(flags.rules);
  const scenarios = files.map((file) => measure(readAitScenario(file), config));
  for (const line of describeAit(scenarios)) console.log(line);
  if (flags.json) console.log(JSON.stringify({ measured: true, totals: totalsOf(scenarios), scenarios }));
}

function measure(scenario: AitScenario, config: CorrelationConfig): ScenarioFigures {
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
    ...measureCost(scenario, config),
  };
}

/** Of correlation alone, without reading the file. */
function measureCost({ signalsCsv }: AitScenario, config: CorrelationConfig) {
  const signals = Array.from(signalRows(signalsCsv), ({ signal }) => signal);
  const correlator = new Correlator(config);
  const before = process.cpuUsage();
  for (const signal of signals) correlator.take(signal);
  const { user, system } = process.cpuUsage(before);
  return {
    signalsPerCpuSecond: Math.round((signals.length * 1e6) / (user + system)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1000),
    remembered: correlator.sizes,
    noisiest: correlator.noisySources().chattering.length,
    counters: correlator.counters,
  };
}
