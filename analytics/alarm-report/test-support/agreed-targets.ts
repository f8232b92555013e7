import { everyClass, type ReportTargets } from '../settings.ts';

/** What is agreed in the tests: the defaults of the settings, and no limit for response and closing. */
export const AGREED_TARGETS: ReportTargets = {
  takeCharge: [
    { share: 0.8, withinSeconds: everyClass(30) },
    { share: 0.985, withinSeconds: everyClass(60) },
  ],
  response: [],
  closing: [],
  escalationSeconds: 300,
  falseCalls: { classes: ['hold-up', 'intrusion'], warningFrom: 2, withdrawnFrom: 3 },
};
