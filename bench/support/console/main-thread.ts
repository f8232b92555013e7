import type { Browser, Page } from 'playwright-core';

export interface LongestTask {
  /** By the clock on the wall, which other work on the machine lengthens. */
  readonly wallMillis: number;
  /** Of the processor, which is what the page itself costs. */
  readonly cpuMillis: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const TASKS = new Set(['RunTask', 'ThreadControllerImpl::RunTask']);
const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'];

/** The longest task of any page's main thread while `work` goes on, by the browser's own trace. */
export async function longestTaskDuring(browser: Browser, page: Page, work: () => Promise<void>): Promise<LongestTask> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => TASKS.has(name) && threads.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the trace holds no task of a page');
  const longest = (of: (task: TraceEvent) => number | undefined): number =>
    Math.max(...tasks.map((task) => (of(task) ?? 0) / 1000));
  return { wallMillis: longest(({ dur }) => dur), cpuMillis: longest(({ tdur }) => tdur) };
}
