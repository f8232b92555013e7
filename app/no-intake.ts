import { HttpProblem } from '../console/server/problem.ts';
import type { HttpIntake, IntakeResult } from '../core/ports/intake.ts';

/** Stands where the `http` collector is switched off: everything else is served all the same. */
export const NO_INTAKE: HttpIntake = {
  readings: refuse,
  signals: refuse,
  alerts: refuse,
  lineProtocol: refuse,
  refused: () => undefined,
};

async function refuse(): Promise<IntakeResult> {
  throw new HttpProblem(404, 'Nothing takes in telemetry by HTTP.', {
    reason: 'switched-off',
    remedy: 'Set collectors.http.enabled to true.',
  });
}
