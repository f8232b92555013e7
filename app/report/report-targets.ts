import { everyClass, type AnswerTarget, type ReportTargets } from '../../analytics/alarm-report/settings.ts';
import type { HouseConfig } from '../../config/schema.ts';

/** What the settings agree on: shares of events taken, worked on and closed in time. */
export function reportTargets({ service, report }: HouseConfig): ReportTargets {
  return {
    escalationSeconds: report.escalationLimitSeconds,
    falseCalls: report.falseCalls,
    takeCharge: service.targets.map(ofEveryClass),
    response: service.responseTargets.map(ofEveryClass),
    closing: service.closeTargets.map(ofEveryClass),
  };
}

function ofEveryClass({
  share,
  withinSeconds,
  withinSecondsByClass,
}: HouseConfig['service']['targets'][number]): AnswerTarget {
  return { share, withinSeconds: { ...everyClass(withinSeconds), ...withinSecondsByClass } };
}
