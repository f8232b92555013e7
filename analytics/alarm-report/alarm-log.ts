import { DISPOSITIONS, type ActionKind, type Disposition } from '../../core/action.ts';
import type { SuppressionKind } from '../../core/alarm-report.ts';
import { PRIORITY_BANDS, type PriorityBand } from '../../core/priority.ts';
import { SIGNAL_CLASSES, type SignalClass } from '../../core/signal.ts';
import { Column } from './column.ts';
import { Names, Sources } from './names.ts';

/** Nobody, nothing, not yet: in a column of numbers. */
const NONE = -1;

export interface NewEvent {
  readonly id: string;
  readonly title: string;
  readonly site: string;
  readonly sensor: string;
  /** Of its first signal. */
  readonly type: string;
  readonly class: SignalClass;
  readonly band: PriorityBand | undefined;
  readonly openedAtMillis: number;
}

/** By whom and how an event was closed, as far as that is known. */
export interface Closing {
  readonly by?: string | undefined;
  readonly disposition?: Disposition | undefined;
  readonly reasonCode?: string | undefined;
}

export interface EscalationRecord {
  readonly event: number;
  readonly firedAtMillis: number;
  readonly by: string;
  answeredAtMillis: number | undefined;
  answeredBy: string | undefined;
  answer: ActionKind | undefined;
}

export interface SuppressionRecord {
  /** `undefined` where the whole site is meant. */
  readonly event: number | undefined;
  readonly site: string;
  readonly kind: SuppressionKind;
  readonly by: string;
  readonly reason: string;
  readonly sinceMillis: number;
  readonly untilMillis: number | undefined;
  endedAtMillis: number | undefined;
}

export interface LogTells {
  readonly taken: boolean;
  /** When people set to work on what they had taken. */
  readonly worked: boolean;
  readonly closed: boolean;
}

/**
 * Everything the report counts, in columns: about 25 bytes an alarm and 100 bytes an event besides its id. Filled in the
 * order in which things were recorded.
 */
export class AlarmLog {
  /** What the log could have told at all; what it could not is not counted as not done. */
  readonly tells: LogTells;
  readonly names = new Names();
  readonly sources = new Sources();
  readonly alarms = new AlarmColumns();
  readonly events = new EventColumns(this.names, this.sources);
  /** What people did, whatever it was done to. */
  readonly personActions = { atMillis: new Column(), by: new Column() };
  readonly escalations: EscalationRecord[] = [];
  readonly suppressions: SuppressionRecord[] = [];

  constructor(tells: LogTells = { taken: true, worked: true, closed: true }) {
    this.tells = tells;
  }
}

class AlarmColumns {
  readonly source = new Column();
  readonly beganAtMillis = new Column();
  /** Infinity while it stands; NaN where nothing tells its end. */
  readonly endedAtMillis = new Column();

  get length(): number {
    return this.source.length;
  }

  add(source: number, beganAtMillis: number, endedAtMillis: number): number {
    this.beganAtMillis.push(beganAtMillis);
    this.endedAtMillis.push(endedAtMillis);
    return this.source.push(source);
  }
}

class EventColumns {
  readonly ids: string[] = [];
  readonly title = new Column();
  readonly site = new Column();
  readonly sensor = new Column();
  readonly source = new Column();
  readonly openedAtMillis = new Column();
  /** NaN until a person answered it. */
  readonly answeredAtMillis = new Column();
  readonly answeredBy = new Column();
  /** NaN until a person, after it was answered, started on it, put it aside or closed it. */
  readonly workedAtMillis = new Column();
  readonly workedBy = new Column();
  /** NaN while it is open. */
  readonly closedAtMillis = new Column();
  readonly closedBy = new Column();
  /** 1 while another event goes on for it. */
  readonly merged = new Column();
  /** Of what is closed; the empty name where none was given. */
  readonly reasonCode = new Column();
  readonly #class = new Column();
  readonly #band = new Column();
  readonly #disposition = new Column();
  readonly #names: Names;
  readonly #sources: Sources;

  constructor(names: Names, sources: Sources) {
    this.#names = names;
    this.#sources = sources;
  }

  get length(): number {
    return this.ids.length;
  }

  add(event: NewEvent): number {
    this.title.push(this.#names.idOf(event.title));
    this.site.push(this.#names.idOf(event.site));
    this.sensor.push(this.#names.idOf(event.sensor));
    this.source.push(this.#sources.idOf(event.site, event.sensor, event.type));
    this.#class.push(SIGNAL_CLASSES.indexOf(event.class));
    this.#band.push(event.band === undefined ? NONE : PRIORITY_BANDS.indexOf(event.band));
    this.openedAtMillis.push(event.openedAtMillis);
    this.answeredAtMillis.push(NaN);
    this.answeredBy.push(NONE);
    this.workedAtMillis.push(NaN);
    this.workedBy.push(NONE);
    this.closedAtMillis.push(NaN);
    this.closedBy.push(NONE);
    this.merged.push(0);
    this.#disposition.push(NONE);
    this.reasonCode.push(NONE);
    return this.ids.push(event.id) - 1;
  }

  /** Only the first answer counts. */
  answered(event: number, atMillis: number, by: string): void {
    if (!Number.isNaN(this.answeredAtMillis.at(event))) return;
    this.answeredAtMillis.set(event, atMillis);
    this.answeredBy.set(event, this.#names.idOf(by));
  }

  /** Only the first work after the answer counts. */
  worked(event: number, atMillis: number, by: string): void {
    if (Number.isNaN(this.answeredAtMillis.at(event)) || !Number.isNaN(this.workedAtMillis.at(event))) return;
    this.workedAtMillis.set(event, atMillis);
    this.workedBy.set(event, this.#names.idOf(by));
  }

  closed(event: number, atMillis: number, { by, disposition, reasonCode = '' }: Closing): void {
    this.merged.set(event, 0);
    this.closedAtMillis.set(event, atMillis);
    this.closedBy.set(event, by === undefined ? NONE : this.#names.idOf(by));
    this.#disposition.set(event, disposition === undefined ? NONE : DISPOSITIONS.indexOf(disposition));
    this.reasonCode.set(event, this.#names.idOf(reasonCode));
  }

  mergedAway(event: number, atMillis: number): void {
    this.closed(event, atMillis, {});
    this.merged.set(event, 1);
  }

  reopened(event: number): void {
    this.merged.set(event, 0);
    this.closedAtMillis.set(event, NaN);
    this.closedBy.set(event, NONE);
    this.#disposition.set(event, NONE);
  }

  classOf(event: number): SignalClass {
    return SIGNAL_CLASSES[this.#class.at(event)] ?? 'information';
  }

  bandOf(event: number): PriorityBand | undefined {
    return PRIORITY_BANDS[this.#band.at(event)];
  }

  dispositionOf(event: number): Disposition | undefined {
    return DISPOSITIONS[this.#disposition.at(event)];
  }
}
