const MINUTES_PER_HOUR = 60;
const MILLIS_PER_MINUTE = 60_000;

/** Day of the week (0 is Sunday) and minute of the day on the clock of this machine. */
export function localTimeAt(millis: number): { readonly day: number; readonly minute: number } {
  const date = new Date(millis);
  return { day: date.getDay(), minute: date.getHours() * MINUTES_PER_HOUR + date.getMinutes() };
}

/**
 * The first moment after `millis` at which the local day has reached this minute: where clocks are set back, its second time
 * too; where they are set forward over it, the moment at which they are.
 */
export function nextLocalMinute(millis: number, minute: number): number {
  const isLater = (moment: number): boolean => moment > millis;
  const [tomorrow] = momentsOf(millis, 1, minute);
  return momentsOf(millis, 0, minute).find(isLater) ?? tomorrow;
}

/** Clocks are set by half an hour (Lord Howe) or an hour. */
const SHIFTS_MINUTES = [30, 60];

/** When the clock shows this minute so many days after the day of `millis`; where it never does, when it is past it. */
function momentsOf(millis: number, daysLater: number, minute: number): readonly [number, ...number[]] {
  const date = new Date(millis);
  const [hours, minutes] = [Math.floor(minute / MINUTES_PER_HOUR), minute % MINUTES_PER_HOUR];
  const day = date.getDate() + daysLater;
  const first = new Date(date.getFullYear(), date.getMonth(), day, hours, minutes).getTime();
  const shown = localTimeAt(first);
  if (shown.minute !== minute) return [jumpBefore(first, minute)];
  const again = SHIFTS_MINUTES.map((shift) => first + shift * MILLIS_PER_MINUTE).filter((moment) => {
    const { day: dayThen, minute: minuteThen } = localTimeAt(moment);
    return dayThen === shown.day && minuteThen === minute;
  });
  return [first, ...again];
}

/** The moment at which the clock was set forward over a minute of the day that it was to show before `millis`. */
function jumpBefore(millis: number, minute: number): number {
  const { day } = localTimeAt(millis);
  const isPast = (before: { readonly day: number; readonly minute: number }): boolean =>
    before.day === day && before.minute >= minute;
  let moment = millis;
  while (isPast(localTimeAt(moment - MILLIS_PER_MINUTE))) moment -= MILLIS_PER_MINUTE;
  return moment;
}
