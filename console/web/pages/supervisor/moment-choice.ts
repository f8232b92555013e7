const SECONDS_A_DAY = 86_400;

/** A moment as people choose it: a day and a second of it, on the clock of the browser or of UTC. */
export interface ChosenMoment {
  /** `2026-01-31` */
  readonly day: string;
  readonly second: number;
}

export function chosenMomentOf(millis: number, isUtc: boolean): ChosenMoment {
  const at = new Date(millis);
  const [year, month, date, hours, minutes, seconds] = isUtc
    ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()]
    : [at.getFullYear(), at.getMonth(), at.getDate(), at.getHours(), at.getMinutes(), at.getSeconds()];
  return { day: `${year}-${two(month + 1)}-${two(date)}`, second: hours * 3600 + minutes * 60 + seconds };
}

/** `undefined` where it is no day. An hour that a change of the clock leaves out is the hour after it. */
export function millisOf({ day, second }: ChosenMoment, isUtc: boolean): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return undefined;
  const [year = 0, month = 1, date = 1] = parts.slice(1).map(Number);
  const clamped = Math.min(Math.max(0, Math.trunc(second)), SECONDS_A_DAY - 1);
  const [hours, minutes, seconds] = [Math.floor(clamped / 3600), Math.floor(clamped / 60) % 60, clamped % 60];
  return isUtc
    ? Date.UTC(year, month - 1, date, hours, minutes, seconds)
    : new Date(year, month - 1, date, hours, minutes, seconds).getTime();
}

/** `14:02:09` */
export function clockText(second: number): string {
  return [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(two).join(':');
}

/** The second of the day of `14:02` or `14:02:09`. */
export function secondOf(text: string): number | undefined {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (parts === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
