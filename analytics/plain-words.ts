import { createHash } from 'node:crypto';

const MAX_NAME_CHARACTERS = 64;

/** A name from a device, cut so that the message around it stays readable. */
export function shortName(name: string): string {
  return name.length <= MAX_NAME_CHARACTERS ? name : `${name.slice(0, MAX_NAME_CHARACTERS - 1)}…`;
}

/** `roomTemperature` and `room-temperature` are the same words: `room`, `temperature`. */
export function wordsOfName(name: string): string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

/** A fixed-length stand-in for a text of any length in an id. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

/** `45 s`, `3 min`, `2 h`, `5 days`, cut to whole units. */
export function durationInWords(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}
