import { isDeepStrictEqual } from 'node:util';

export const FOLDER = { uid: 'telltale', title: 'Telltale' } as const;

/** Who is to hear of alerts that Grafana itself raises: the same people as those who hear of events. */
export interface ContactPoints {
  readonly emailAddresses: readonly string[];
  readonly telegram?: { readonly token: string; readonly chatIds: readonly string[] };
}

export type Json = Readonly<Record<string, unknown>>;

export interface Wanted {
  readonly dashboards: readonly Json[];
  readonly prometheusUrl: string | undefined;
  readonly contactPoints: ContactPoints;
}

/** As `POST /api/datasources` takes it. */
export function dataSourceOf(prometheusUrl: string): Json {
  return {
    uid: 'telltale-prometheus',
    name: 'Telltale Prometheus',
    type: 'prometheus',
    access: 'proxy',
    url: prometheusUrl,
    jsonData: { httpMethod: 'POST', timeInterval: '15s' },
  };
}

/** As `POST /api/v1/provisioning/contact-points` takes them: one an address book entry, all of a service under one name. */
export function contactPointsOf({ emailAddresses, telegram }: ContactPoints): readonly Json[] {
  const email = {
    uid: 'telltale-email',
    name: 'Telltale e-mail',
    type: 'email',
    settings: { addresses: emailAddresses.join(';'), singleEmail: false },
    disableResolveMessage: false,
  };
  const chats = (telegram?.chatIds ?? []).map((chatId, index) => ({
    uid: `telltale-telegram-${index + 1}`,
    name: 'Telltale Telegram',
    type: 'telegram',
    settings: { bottoken: telegram?.token, chatid: chatId, parse_mode: 'HTML' },
    disableResolveMessage: false,
  }));
  return [...(emailAddresses.length > 0 ? [email] : []), ...chats];
}

/** What Grafana shows in the place of a secret that it keeps. */
const REDACTED = '[REDACTED]';

/** Whether everything wanted stands in what is there; what Grafana adds of its own is no difference, a hidden secret neither. */
export function holds(actual: unknown, wanted: unknown): boolean {
  if (actual === REDACTED) return true;
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return false;
    const present: readonly unknown[] = actual;
    return wanted.every((each, index) => holds(present[index], each));
  }
  if (!isJson(wanted)) return isDeepStrictEqual(actual, wanted);
  return (
    isJson(actual) && Object.entries(wanted).every(([key, each]) => each === undefined || holds(actual[key], each))
  );
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
