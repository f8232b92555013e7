import { everyClass, type ReportTargets } from '../../analytics/alarm-report/settings.ts';
import type { HouseConfig } from '../../config/schema.ts';

/** What the settings agree on: shares of events taken in time, and a time in which every event is closed. */
export function reportTargets({ service, escalation, report }: HouseConfig): ReportTargets {
  return {
    escalationSeconds: report.escalationLimitSeconds,
    falseCalls: report.falseCalls,
    takeCharge: service.targets.map(({ share, withinSeconds, withinSecondsByClass }) => ({
      share,
      withinSeconds: { ...everyClass(withinSeconds), ...withinSecondsByClass },
    })),
    closing: [
      {
        share: 1,
        withinSeconds: { ...everyClass(escalation.closeLimitSeconds), ...escalation.closeLimitSecondsByClass },
      },
    ],
  };
}
