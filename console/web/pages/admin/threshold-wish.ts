import type { SeriesView } from '../../../server/api-schemas.ts';

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

/** The entry of the settings that makes a wish true for one series; JSON strings are YAML. */
export function overrideLines({ metric, labels }: Pick<SeriesView, 'metric' | 'labels'>, wish: Wish): string[] {
  const wanted = Object.entries(wish);
  if (wanted.length === 0) return [];
  const match = Object.entries({ ...labels, metric }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return [
    'detection:',
    '  overrides:',
    `    - match: { ${match.join(', ')} }`,
    ...wanted.map(([name, value]) => `      ${name}: ${value}`),
  ];
}
