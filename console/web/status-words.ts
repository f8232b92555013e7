import type { StatusView } from '../server/api-schemas.ts';
import { formatAge } from './format.ts';
import { t } from './i18n/translate.ts';
import { stageName } from './stage-words.ts';

type Rejected = Readonly<Record<string, number>>;

export function rejectedTotal(rejected: Rejected): number {
  return Object.values(rejected).reduce((sum, count) => sum + count, 0);
}

/** `3 not-json, 1 too-large`, the most frequent first. */
export function rejectedWords(rejected: Rejected): string {
  return Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ');
}

/** What feeds the page before anybody has connected anything. */
const BUILT_IN_SOURCES: ReadonlySet<string> = new Set(['host', 'replay']);

/** Whether there is nothing to see yet but the demonstration and this machine. */
export function showsOnlyDemonstration({ demo, sources }: Pick<StatusView, 'demo' | 'sources'>): boolean {
  return demo && sources.every(({ kind, readings, signals }) => BUILT_IN_SOURCES.has(kind) || readings + signals === 0);
}

/** The log does not wake anybody: it does not count as a notifier. */
export function hasNoNotifier({ notifiers }: Pick<StatusView, 'notifiers'>): boolean {
  return !notifiers.some(({ kind, state }) => kind !== 'log' && state !== 'off');
}

/** Why what stands on the page may not be everything: parts that fail, sources that are down, stages that are late. */
export function whatIsMissing({ problems, sources, lateStages }: StatusView): readonly string[] {
  const down = sources.filter(({ state }) => state === 'down');
  const told = new Set(down.map(({ kind }) => kind));
  const late = lateStages.map(({ name, lagMillis }) =>
    t('shell.stageLate', { stage: stageName(name), age: formatAge(lagMillis) }),
  );
  return [
    ...down.map(({ kind, detail }) => t('shell.sourceDown', { kind, detail })),
    ...problems.filter((part) => !told.has(part)),
    ...late,
  ];
}
