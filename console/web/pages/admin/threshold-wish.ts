import { isTree, valueAt } from '../../../../core/settings-tree.ts';
import type { SeriesView } from '../../../server/api-schemas.ts';
import { treeOf, withEntryAt, withValue } from './forms/settings-text.ts';

const OVERRIDES = ['detection', 'overrides'] as const;

/** As they stand in the form; empty stays as it is. */
export interface WishFields {
  readonly sensitivity: string;
  readonly direction: string;
  readonly leastDeviation: string;
  readonly minimumDurationSeconds: string;
}

export type Wish = Readonly<Record<string, string | number>>;

export function wishOf({ sensitivity, direction, leastDeviation, minimumDurationSeconds }: WishFields): Wish {
  return {
    ...(sensitivity === '' ? {} : { sensitivity }),
    ...(direction === '' ? {} : { direction }),
    ...(leastDeviation === '' ? {} : { leastDeviation: Number(leastDeviation) }),
    ...(minimumDurationSeconds === '' ? {} : { minimumDurationSeconds: Number(minimumDurationSeconds) }),
  };
}

/** The text of the settings with the entry that makes a wish true for one series: the last, because of several the last counts. */
export function withOverride(
  text: string,
  { metric, labels }: Pick<SeriesView, 'metric' | 'labels'>,
  wish: Wish,
): string {
  if (Object.keys(wish).length === 0) return text;
  const match = { ...labels, metric };
  const entries = valueAt(treeOf(text), OVERRIDES);
  const known: readonly unknown[] = Array.isArray(entries) ? entries : [];
  const index = known.findIndex((entry) => isAbout(entry, match));
  const before = known[index];
  const rest = index === -1 ? text : withValue(text, [...OVERRIDES, index], undefined);
  return withEntryAt(rest, OVERRIDES, known.length, { ...(isTree(before) ? before : {}), match, ...wish });
}

function isAbout(entry: unknown, match: Readonly<Record<string, string>>): boolean {
  const about = isTree(entry) ? entry['match'] : undefined;
  return isTree(about) && sorted(about) === sorted(match);
}

function sorted(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(fields).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
