import type { LabelledRows, RankedEvent } from './ait-report.ts';
import { replayQueue } from './ranking-queue.ts';

/** Mean wait of an event that an attack is in, with two operators at a minute each, by who decides what comes first. */
export interface AttackWaits {
  readonly trueEvents: number;
  readonly telltaleSeconds: number;
  readonly oldestFirstSeconds: number;
  /** Knows beforehand which events are true. */
  readonly oracleSeconds: number;
}

const STAFFING = { operators: 2, secondsAnEvent: 60 };
/** Of the event's alerts: an attack that is a trace of it does not make it true. */
const LEAST_SHARE = 0.1;

export function attackWaits({ phases }: LabelledRows, events: readonly RankedEvent[]): AttackWaits {
  const inOrder = events.toSorted((a, b) => a.openedAtSeconds - b.openedAtSeconds);
  const openedSeconds = Float64Array.from(inOrder, ({ openedAtSeconds }) => openedAtSeconds);
  const labels = Uint8Array.from(inOrder, ({ members }) => {
    const ofAttack = members.filter((row) => phases[row] !== undefined).length;
    return ofAttack >= LEAST_SHARE * members.length ? 1 : 0;
  });
  const meanWait = (priorities: Float64Array): number =>
    Number(replayQueue({ openedSeconds, labels, priorities }, STAFFING).meanSeconds.toFixed(1));
  return {
    trueEvents: labels.reduce((sum, label) => sum + label, 0),
    telltaleSeconds: meanWait(Float64Array.from(inOrder, ({ priority }) => priority)),
    oldestFirstSeconds: meanWait(new Float64Array(inOrder.length)),
    oracleSeconds: meanWait(Float64Array.from(labels)),
  };
}
