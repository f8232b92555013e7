import type { PriorityShare } from '../../core/alarm-report.ts';
import { PRIORITY_BANDS, type PriorityBand } from '../../core/priority.ts';
import { shareOf } from './listed.ts';

/** Shares that the alarm standards ask for, gravest first. */
const PRIORITY_TARGETS: Readonly<Record<PriorityBand, number>> = { P1: 0.01, P2: 0.05, P3: 0.15, P4: 0.8 };

export function prioritiesOf(bands: readonly (PriorityBand | undefined)[]): readonly PriorityShare[] {
  const known = bands.filter((band) => band !== undefined).length;
  const rows = PRIORITY_BANDS.map((band): PriorityShare => {
    const events = bands.filter((each) => each === band).length;
    return { band, events, share: shareOf(events, known), target: PRIORITY_TARGETS[band] };
  });
  return [...rows, { band: 'unknown', events: bands.length - known, share: undefined, target: undefined }];
}
