import type { Message } from '../../../core/ports/notifier.ts';
import type { SignalClass } from '../../../core/signal.ts';
import { multiLine, singleLine } from '../../plain-text.ts';

const MAX_LABEL_LENGTH = 200;
const MAX_SUMMARY_LENGTH = 300;
const MAX_DESCRIPTION_LENGTH = 4000;

/**
 * One element of the body of `POST /api/v2/alerts`. The labels are its identity and hold nothing that changes,
 * with one exception: an event that turns graver becomes another alert, and the one before expires.
 */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL?: string;
}

type Severity = 'critical' | 'warning' | 'info';

const SEVERITIES: Readonly<Record<SignalClass, Severity>> = {
  fire: 'critical',
  'hold-up': 'critical',
  'man-down': 'critical',
  intrusion: 'critical',
  tamper: 'warning',
  technical: 'warning',
  environment: 'warning',
  wellness: 'warning',
  information: 'info',
};

/**
 * An open event ends three repeats from now, so that Alertmanager resolves it by itself should Telltale be
 * gone for good; a closed one ended when it was closed.
 */
export function alertOf(message: Message, repeatSeconds: number): Alert {
  const { event } = message;
  const endsAtMillis = event.closedAtMillis ?? message.sentAtMillis + 3 * repeatSeconds * 1000;
  return {
    labels: {
      alertname: message.kind === 'test' ? 'TelltaleTest' : 'TelltaleEvent',
      site: singleLine(event.site, MAX_LABEL_LENGTH),
      sensor: singleLine(event.sensor, MAX_LABEL_LENGTH),
      class: event.class,
      event_id: singleLine(event.id, MAX_LABEL_LENGTH),
      severity: SEVERITIES[event.class],
    },
    annotations: {
      summary: singleLine(message.subject, MAX_SUMMARY_LENGTH),
      description: multiLine(message.text, MAX_DESCRIPTION_LENGTH),
      priority: String(Math.round(message.priority.value)),
    },
    startsAt: isoTime(event.openedAtMillis),
    endsAt: isoTime(Math.max(event.openedAtMillis, endsAtMillis)),
    ...(message.url === undefined ? {} : { generatorURL: message.url }),
  };
}

function isoTime(epochMillis: number): string {
  return new Date(epochMillis).toISOString();
}
