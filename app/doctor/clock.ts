import { ok, failing, warning, type Finding } from './finding.ts';

/** How the clock of a server differs from ours; its answer names whole seconds. */
export interface ClockDifference {
  readonly server: string;
  readonly aheadMillis: number;
}

const TOLERATED_MILLIS = 3000;
/** Readings of devices with a right clock are refused their time from five minutes on. */
const WRONG_MILLIS = 60_000;
const PATIENCE_MILLIS = 5000;
const REMEDY =
  'have the clock set by NTP (timedatectl set-ntp true); compare with a clock you trust which of the two is wrong';

/** By the Date of any answer; `undefined` where there is none. */
export async function clockDifference(origin: string, nowMillis: () => number): Promise<ClockDifference | undefined> {
  const askedAtMillis = nowMillis();
  const response = await fetch(origin, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
  }).catch(() => undefined);
  const dateMillis = Date.parse(response?.headers.get('date') ?? '');
  if (Number.isNaN(dateMillis)) return undefined;
  const meanwhileMillis = (nowMillis() - askedAtMillis) / 2;
  return { server: new URL(origin).host, aheadMillis: dateMillis + 500 - askedAtMillis - meanwhileMillis };
}

/** The median of the servers counts: one of them may be wrong itself. */
export function clockFinding(differences: readonly ClockDifference[], nowMillis: number): Finding {
  const sorted = differences.toSorted((one, other) => one.aheadMillis - other.aheadMillis);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return ok('clock', `${new Date(nowMillis).toISOString()}; no server to compare it with`);
  const seconds = Math.round(Math.abs(middle.aheadMillis) / 1000);
  const detail = `${seconds} s ${middle.aheadMillis > 0 ? 'behind' : 'ahead of'} ${middle.server}`;
  if (Math.abs(middle.aheadMillis) <= TOLERATED_MILLIS) return ok('clock', `as that of ${middle.server}`);
  return Math.abs(middle.aheadMillis) <= WRONG_MILLIS
    ? warning('clock', detail, REMEDY)
    : failing('clock', { message: detail, remedy: REMEDY });
}
