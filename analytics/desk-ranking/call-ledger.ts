import { AgedMap } from '../aged-map.ts';

const DAY_SECONDS = 86_400;
const LEDGER_DAYS = 90;
/** What was called longest ago is forgotten first beyond this. */
const MOST_CALLERS = 50_000;

export interface Calls {
  readonly trues: number;
  readonly falses: number;
}

interface CallsOfDay {
  readonly day: number;
  trues: number;
  falses: number;
}

/** How many events of a site, and of a sensor, were closed as true and as false in the last 90 days. */
export class CallLedger {
  readonly #callers = new AgedMap<CallsOfDay[]>(MOST_CALLERS);

  add(caller: string, atSeconds: number, label: 0 | 1): void {
    const day = Math.floor(atSeconds / DAY_SECONDS);
    const days = (this.#callers.get(caller) ?? []).filter((each) => day - each.day < LEDGER_DAYS);
    const today = days.at(-1)?.day === day ? days.at(-1) : undefined;
    const counted = today ?? { day, trues: 0, falses: 0 };
    if (today === undefined) days.push(counted);
    if (label === 1) counted.trues += 1;
    else counted.falses += 1;
    this.#callers.set(caller, days);
  }

  callsOf(caller: string, atSeconds: number): Calls {
    const day = Math.floor(atSeconds / DAY_SECONDS);
    let [trues, falses] = [0, 0];
    for (const each of this.#callers.get(caller) ?? []) {
      if (day - each.day >= LEDGER_DAYS) continue;
      trues += each.trues;
      falses += each.falses;
    }
    return { trues, falses };
  }
}
