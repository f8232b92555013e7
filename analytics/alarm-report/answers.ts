import type { AnswerRow, Answers, TargetReached } from '../../core/alarm-report.ts';
import { SIGNAL_CLASSES } from '../../core/signal.ts';
import type { AlarmLog } from './alarm-log.ts';
import { Column } from './column.ts';
import { listed, MOST_ROWS, shareOf } from './listed.ts';
import type { LocalTime } from './local-time.ts';
import { compareTexts } from './names.ts';
import type { AnswerTarget } from './settings.ts';

export interface AnswerPeriod {
  readonly fromMillis: number;
  readonly untilMillis: number;
  readonly localTime: LocalTime;
  readonly targets: readonly AnswerTarget[];
}

/** One event that somebody has to answer. */
interface Asked {
  readonly seconds: number | undefined;
  /** How long it had waited when it was answered or the period ended. */
  readonly waitedSeconds: number;
  readonly limits: readonly number[];
}

/** From the opening of an event until a person first took, started or closed it. What closed by itself asked nobody. */
export function takeChargeOf(log: AlarmLog, period: AnswerPeriod): Answers {
  const { events, tells } = log;
  return answersOf(log, period, (event) => {
    if (!tells.taken) return undefined;
    const answeredAtMillis = events.answeredAtMillis.at(event);
    if (Number.isNaN(answeredAtMillis) && !Number.isNaN(events.closedAtMillis.at(event))) return undefined;
    const sinceMillis = events.openedAtMillis.at(event);
    return { sinceMillis, atMillis: answeredAtMillis, by: events.answeredBy.at(event) };
  });
}

/** From that moment until a person started on it, put it aside or closed it; what closed by itself meanwhile asked nobody. */
export function responseOf(log: AlarmLog, period: AnswerPeriod): Answers {
  const { events, tells } = log;
  return answersOf(log, period, (event) => {
    const sinceMillis = events.answeredAtMillis.at(event);
    const workedAtMillis = events.workedAtMillis.at(event);
    if (!tells.worked || Number.isNaN(sinceMillis)) return undefined;
    if (Number.isNaN(workedAtMillis) && !Number.isNaN(events.closedAtMillis.at(event))) return undefined;
    return { sinceMillis, atMillis: workedAtMillis, by: events.workedBy.at(event) };
  });
}

/** From the opening of an event until it was closed for the last time, whoever did it. */
export function closingOf(log: AlarmLog, period: AnswerPeriod): Answers {
  const { events, tells } = log;
  return answersOf(log, period, (event) => {
    if (!tells.closed || events.merged.at(event) === 1) return undefined;
    const sinceMillis = events.openedAtMillis.at(event);
    return { sinceMillis, atMillis: events.closedAtMillis.at(event), by: events.closedBy.at(event) };
  });
}

interface Answered {
  /** When the clock began. */
  readonly sinceMillis: number;
  /** NaN: not yet. */
  readonly atMillis: number;
  readonly by: number;
}

/** `answer` tells from when to when and by whom, or `undefined` where the event asks for none. */
function answersOf(
  log: AlarmLog,
  { fromMillis, untilMillis, localTime, targets }: AnswerPeriod,
  answer: (event: number) => Answered | undefined,
): Answers {
  const { events, names } = log;
  const all = new AnswerGroup('all', targets);
  const byClass = new AnswerGroups(targets);
  const byOperator = new AnswerGroups(targets);
  const bySite = new AnswerGroups(targets);
  const byHour = new AnswerGroups(targets);
  for (let event = 0; event < events.length; event += 1) {
    const openedAtMillis = events.openedAtMillis.at(event);
    if (openedAtMillis < fromMillis || openedAtMillis >= untilMillis) continue;
    const answered = answer(event);
    if (answered === undefined) continue;
    const isAnswered = !Number.isNaN(answered.atMillis);
    const waitedSeconds = Math.max(0, (isAnswered ? answered.atMillis : untilMillis) - answered.sinceMillis) / 1000;
    const signalClass = events.classOf(event);
    const limits = targets.map(({ withinSeconds }) => withinSeconds[signalClass]);
    const asked: Asked = { seconds: isAnswered ? waitedSeconds : undefined, waitedSeconds, limits };
    all.add(asked);
    byClass.of(signalClass).add(asked);
    bySite.of(names.text(events.site.at(event))).add(asked);
    byHour.of(String(localTime.hourAt(openedAtMillis)).padStart(2, '0')).add(asked);
    if (isAnswered) byOperator.of(names.text(answered.by)).add(asked);
  }
  return {
    all: all.row(),
    byClass: SIGNAL_CLASSES.filter((each) => byClass.has(each)).map((each) => byClass.of(each).row()),
    byOperator: listed(byOperator.rows(), MOST_ROWS),
    bySite: listed(bySite.rows(), MOST_ROWS),
    byHour: byHour.rows().toSorted((a, b) => compareTexts(a.name, b.name)),
  };
}

class AnswerGroups {
  readonly #targets: readonly AnswerTarget[];
  readonly #groups = new Map<string, AnswerGroup>();

  constructor(targets: readonly AnswerTarget[]) {
    this.#targets = targets;
  }

  has(name: string): boolean {
    return this.#groups.has(name);
  }

  of(name: string): AnswerGroup {
    const known = this.#groups.get(name);
    if (known !== undefined) return known;
    const group = new AnswerGroup(name, this.#targets);
    this.#groups.set(name, group);
    return group;
  }

  /** Those with most events first. */
  rows(): readonly AnswerRow[] {
    const rows = [...this.#groups.values()].map((group) => group.row());
    const events = ({ answered, waiting }: AnswerRow) => answered + waiting;
    return rows.sort((a, b) => events(b) - events(a) || compareTexts(a.name, b.name));
  }
}

class AnswerGroup {
  readonly #name: string;
  readonly #targets: readonly AnswerTarget[];
  readonly #seconds = new Column();
  readonly #judged: number[];
  readonly #reached: number[];
  /** The limit that all events so far share; NaN where they differ. */
  readonly #limits: (number | undefined)[];
  #waiting = 0;

  constructor(name: string, targets: readonly AnswerTarget[]) {
    this.#name = name;
    this.#targets = targets;
    this.#judged = targets.map(() => 0);
    this.#reached = targets.map(() => 0);
    this.#limits = targets.map(() => undefined);
  }

  add({ seconds, waitedSeconds, limits }: Asked): void {
    if (seconds === undefined) this.#waiting += 1;
    else this.#seconds.push(seconds);
    for (const [at, limit] of limits.entries()) {
      const known = this.#limits[at];
      this.#limits[at] = known === undefined || known === limit ? limit : NaN;
      if (seconds === undefined && waitedSeconds <= limit) continue;
      this.#judged[at] = (this.#judged[at] ?? 0) + 1;
      if (waitedSeconds <= limit) this.#reached[at] = (this.#reached[at] ?? 0) + 1;
    }
  }

  row(): AnswerRow {
    const sorted = this.#seconds.view().slice().sort();
    return {
      name: this.#name,
      answered: sorted.length,
      waiting: this.#waiting,
      p50Seconds: percentile(sorted, 500),
      p80Seconds: percentile(sorted, 800),
      p95Seconds: percentile(sorted, 950),
      p985Seconds: percentile(sorted, 985),
      maxSeconds: sorted.at(-1),
      targets: this.#targets.map((target, at) => this.#targetReached(target, at)),
    };
  }

  #targetReached({ share }: AnswerTarget, at: number): TargetReached {
    const judged = this.#judged[at] ?? 0;
    const reached = shareOf(this.#reached[at] ?? 0, judged);
    const limit = this.#limits[at];
    return {
      share,
      withinSeconds: limit === undefined || Number.isNaN(limit) ? undefined : limit,
      judged,
      reached,
      met: reached === undefined ? undefined : reached >= share,
    };
  }
}

/** Nearest rank: the least value that so many of a thousand do not exceed. */
function percentile(sorted: Float64Array, permille: number): number | undefined {
  return sorted[Math.ceil((sorted.length * permille) / 1000) - 1];
}
