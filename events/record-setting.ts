import type { Actor } from '../core/action.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { Clock } from '../core/ports/clock.ts';

interface Recorder {
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly clock: Clock;
}

/** Writes to the audit trail what something that holds until it is changed was, and is from now on; `undefined`: not set. */
export async function recordSetting<Value>(
  { audit, clock }: Recorder,
  path: string,
  before: Value | undefined,
  after: Value | undefined,
  by?: Actor,
): Promise<void> {
  const setting = {
    path,
    ...(before === undefined ? {} : { before: JSON.stringify(before) }),
    ...(after === undefined ? {} : { after: JSON.stringify(after) }),
    ...(by === undefined ? {} : { by }),
  };
  await audit.append([{ kind: 'setting', atMillis: clock.nowMillis(), setting }]);
}
