import { readFileSync } from 'node:fs';

const LOOK_EVERY_MILLIS = 1;

export interface Hold {
  /** The longest the event loop did nothing else, in CPU time of this thread: what other programs take does not count. */
  readonly cpuMillis: number;
  /** The same by the clock on the wall. */
  readonly wallMillis: number;
}

/** How long `work` holds the event loop at a time, looked at between its turns. Linux only. */
export async function longestHoldDuring(work: () => Promise<unknown>): Promise<Hold> {
  let longest: Hold = { cpuMillis: 0, wallMillis: 0 };
  let before = now();
  const look = setInterval(() => {
    const after = now();
    longest = {
      cpuMillis: Math.max(longest.cpuMillis, after.cpuMillis - before.cpuMillis),
      wallMillis: Math.max(longest.wallMillis, after.wallMillis - before.wallMillis),
    };
    before = after;
  }, LOOK_EVERY_MILLIS);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 2 * LOOK_EVERY_MILLIS));
  } finally {
    clearInterval(look);
  }
  return longest;
}

/** The kernel's count for the thread that asks, in nanoseconds, is the first number. */
function now(): Hold {
  const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
  return { cpuMillis: Number(nanoseconds) / 1e6, wallMillis: performance.now() };
}
