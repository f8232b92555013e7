import type { Event } from '../core/event.ts';
import type { Message, MessageKind } from '../core/ports/notifier.ts';
import { priorityBand, type Priority } from '../core/priority.ts';
import { singleLine } from './plain-text.ts';

export interface MessageFacts {
  readonly id: string;
  readonly kind: MessageKind;
  readonly event: Event;
  readonly priority: Priority;
  readonly nowMillis: number;
  readonly url: string | undefined;
}

const MAX_NAME_LENGTH = 80;
const MAX_LINE_LENGTH = 300;

/** Puts a message into words. Pure; the subject alone lets a supervisor decide whether to get up. */
export function composeMessage(facts: MessageFacts): Message {
  const { id, kind, event, priority, nowMillis, url } = facts;
  const subject = subjectOf(facts);
  const lines = [
    subject,
    '',
    `Site ${name(event.site)}, sensor ${name(event.sensor)}, class ${event.class}`,
    `Opened ${utcTime(event.openedAtMillis)}, ${event.signalCount} ${event.signalCount === 1 ? 'signal' : 'signals'}`,
    ...latestSignalLines(event),
    priorityLine(priority),
    url ?? `Event ${name(event.id)}`,
  ];
  const message = { id, kind, event, priority, subject, text: lines.join('\n'), sentAtMillis: nowMillis };
  return url === undefined ? message : { ...message, url };
}

function subjectOf({ kind, event, priority, nowMillis }: MessageFacts): string {
  if (kind === 'test') return 'Telltale test message: this notifier works';
  const state = stateText(kind, event, nowMillis);
  return `[${priorityBand(priority)}] ${name(event.title)}, ${state}, ${name(event.site)}`;
}

function stateText(kind: Exclude<MessageKind, 'test'>, event: Event, nowMillis: number): string {
  switch (kind) {
    case 'escalated':
      return `${duration(nowMillis - event.openedAtMillis)} unhandled`;
    case 'reminder':
      return `${name(event.takenBy?.name ?? 'somebody')} has it, open for ${duration(nowMillis - event.openedAtMillis)}`;
    case 'still-open':
      return `still open after ${duration(nowMillis - event.openedAtMillis)}`;
    case 'taken':
      return `taken by ${name(event.takenBy?.name ?? 'somebody')}`;
    case 'closed':
      return `closed as ${event.disposition ?? 'other'} by ${name(event.closedBy?.name ?? 'somebody')}`;
  }
}

function latestSignalLines(event: Event): string[] {
  const latest = event.signals.at(-1);
  if (latest === undefined) return [];
  const lines = [`Latest signal: ${singleLine(latest.message || latest.type, MAX_LINE_LENGTH)}`];
  if (latest.aberration !== undefined) {
    const { observed, lower, upper } = latest.aberration;
    lines.push(`Observed ${rounded(observed)}, expected ${rounded(lower)} to ${rounded(upper)}`);
  }
  return lines;
}

function priorityLine(priority: Priority): string {
  const parts = priority.contributions.map(
    ({ name, value }) => `${singleLine(name, MAX_NAME_LENGTH)} ${rounded(value)}`,
  );
  return `Priority ${rounded(priority.value)}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function name(text: string): string {
  return singleLine(text, MAX_NAME_LENGTH);
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function utcTime(epochMillis: number): string {
  return `${new Date(epochMillis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `45 s`, `6 min`, `3 h 20 min`, `2 d 4 h`. */
export function duration(millis: number): string {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(hours, 'h', minutes % 60, 'min');
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
