/**
 * Makes `demo-site.csv`, the same bytes every time. After a change to the scenario, build and run
 * `node dist/collectors/replay/demo/generate.js`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SITE_COLUMNS } from '../row.ts';
import { demoFile } from './demo-file.ts';
import { boundedNoise, seededRandom } from './random.ts';
import * as scenario from './scenario.ts';

const SEED = 2026;

export function generateDemoCsv(): string {
  const random = seededRandom(SEED);
  const lines: string[] = [SITE_COLUMNS.join(',')];
  for (const offsetSeconds of offsets()) {
    for (const series of scenario.DEMO_SERIES) {
      const value = valueAt(series, offsetSeconds, random).toFixed(series.decimals);
      lines.push([offsetSeconds, series.sensor, series.metric, withoutSignOfZero(value), '', '', ''].join(','));
    }
    for (const alarm of scenario.DEMO_ALARMS) {
      if (alarm.fromSeconds === offsetSeconds) lines.push(alarmLine(alarm, offsetSeconds, 1));
      if (alarm.toSeconds === offsetSeconds) lines.push(alarmLine(alarm, offsetSeconds, 0));
    }
  }
  return `${lines.join('\n')}\n`;
}

function* offsets(): Generator<number> {
  for (let past = -scenario.PAST_SECONDS; past < 0; past += scenario.PAST_STEP_SECONDS) yield past;
  for (let live = 0; live < scenario.LIVE_SECONDS; live += scenario.LIVE_STEP_SECONDS) yield live;
}

function alarmLine(alarm: scenario.DemoAlarm, offsetSeconds: number, value: 0 | 1): string {
  return [offsetSeconds, alarm.sensor, '', value, alarm.type, alarm.class, `"${alarm.message}"`].join(',');
}

function valueAt(series: scenario.DemoSeries, offsetSeconds: number, random: () => number): number {
  let value = series.mean + series.noise * boundedNoise(random);
  for (const wave of series.waves) value += wave.amplitude * triangle(offsetSeconds / wave.periodSeconds);
  for (const disturbance of series.disturbances) value += disturbance.add * strengthAt(disturbance, offsetSeconds);
  return Math.max(series.minimum, value);
}

/** -1 to 1 and back in one unit of `turns`; unlike a sine the same on every machine. */
function triangle(turns: number): number {
  return 4 * Math.abs(turns - Math.floor(turns) - 0.5) - 1;
}

function strengthAt(disturbance: scenario.Disturbance, offsetSeconds: number): number {
  const { fromSeconds, toSeconds, rampSeconds } = disturbance;
  if (offsetSeconds < fromSeconds || offsetSeconds >= toSeconds) return 0;
  const rampStepSeconds = Math.max(rampSeconds, 1);
  const nearerEndSeconds = Math.min(offsetSeconds - fromSeconds + 1, toSeconds - offsetSeconds);
  return Math.min(1, nearerEndSeconds / rampStepSeconds);
}

function withoutSignOfZero(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(demoFile.path, generateDemoCsv());
