import type { FamilyFigures, SamplingFigures } from './measure-false-alarms.ts';

/** The figures as lines to read. */
export function describeFalseAlarms(figures: readonly SamplingFigures[]): string[] {
  return figures.flatMap(({ stepMinutes, series, foundSeries, families, found, ...summary }) => [
    '',
    `A reading every ${stepMinutes} min, ${series} series a kind: events a series in its first week, in the month after it, and who raised them`,
    ...families.map(describeFamily),
    `mean a month ${summary.meanMonth.toFixed(2)}, worst month ${summary.worstMonth.toFixed(2)}, worst first week ${summary.worstFirstWeek.toFixed(2)}`,
    ...found.map(
      ({ disturbance, family, share }) =>
        `${disturbance} of five noises in ${family}: ${(100 * share).toFixed(1)} % of ${foundSeries} found within three readings`,
    ),
  ]);
}

function describeFamily({ family, firstWeek, month, raisedBy }: FamilyFigures): string {
  const sorted = Object.entries(raisedBy).sort(([, one], [, other]) => other - one);
  const words = sorted.map(([who, events]) => `${who} ${events}`).join(', ');
  return [family.padEnd(36), firstWeek.toFixed(2).padStart(6), month.toFixed(2).padStart(6), words].join(' ').trimEnd();
}
