const MINUTES_PER_HOUR = 60;

/** Day of the week (0 is Sunday) and minute of the day on the clock of this machine. */
export function localTimeAt(millis: number): { readonly day: number; readonly minute: number } {
  const date = new Date(millis);
  return { day: date.getDay(), minute: date.getHours() * MINUTES_PER_HOUR + date.getMinutes() };
}

/** The first moment after `millis` at which the local day has reached this minute; right on days the clocks change. */
export function nextLocalMinute(millis: number, minute: number): number {
  const date = new Date(millis);
  const [hours, minutes] = [Math.floor(minute / MINUTES_PER_HOUR), minute % MINUTES_PER_HOUR];
  const today = new Date(date.getFullYear(), date.getMonth(), date.getDate(), hours, minutes).getTime();
  if (today > millis) return today;
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, hours, minutes).getTime();
}
