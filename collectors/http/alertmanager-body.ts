import { fieldOf, isRecord, parseJson } from '../formats/parse-json.ts';
import { Refused } from '../formats/refused.ts';

interface AlertsOfGroup {
  readonly alerts: readonly unknown[];
  /** How many Alertmanager itself did not send. */
  readonly leftOut: number;
}

const MOST_COUNTED = 10_000;

/** The body of Alertmanager's webhook. Fields that are not known are no fault: later versions have more. */
export function alertsOf(body: Buffer, maxRows: number): AlertsOfGroup | Refused {
  const group = parseJson(body);
  if (group instanceof Refused) return group;
  const alerts: unknown = isRecord(group) ? fieldOf(group, 'alerts') : undefined;
  if (!isRecord(group) || !Array.isArray(alerts)) {
    return new Refused('wrong-type', 'not what the webhook of Alertmanager sends: "alerts" must be a list');
  }
  if (alerts.length > maxRows) return new Refused('too-large', `more than ${maxRows} alerts in one request`);
  const leftOut = fieldOf(group, 'truncatedAlerts');
  return { alerts, leftOut: typeof leftOut === 'number' && leftOut > 0 ? Math.min(leftOut, MOST_COUNTED) : 0 };
}
