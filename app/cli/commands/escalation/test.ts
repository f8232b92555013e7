import { parseArgs } from 'node:util';
import { Registry } from 'prom-client';
import { Dispatcher } from '../../../../alerts/dispatch/dispatcher.ts';
import { createAlertMetrics } from '../../../../alerts/metrics.ts';
import { prioritise } from '../../../../analytics/priority/prioritise.ts';
import { Failure } from '../../../../core/failure.ts';
import type { AuditTrail } from '../../../../core/ports/audit-trail.ts';
import type { NotifierStatus } from '../../../../core/ports/status.ts';
import { createCommandLogger } from '../../../../runtime/logger.ts';
import { systemClock } from '../../../../runtime/system-clock.ts';
import { openAudit } from '../../../stores.ts';
import { alignColumns } from '../../columns.ts';
import { EXIT, UsageError, type Command } from '../../command.ts';
import { CONFIG_OPTION, CONFIG_USAGE, loadSettings, type Settings } from '../../settings.ts';

interface TestOutcome {
  readonly notifier: string;
  readonly outcome: 'ok' | 'failed' | 'off';
  readonly detail: string;
  readonly remedy?: string;
}

export const command: Command = {
  summary: 'Sends a test message through every notifier that is configured',
  usage: `[--notifier KIND] [--config FILE] [--json]
  --notifier KIND  this notifier only
${CONFIG_USAGE}
  --json           one JSON object a notifier

The message is real: whoever is configured to get messages gets it, and it is recorded in the audit trail.
Exit code 0: sent. 1: a notifier failed, with what to do about it. 2: wrong configuration.`,
  async run(words, terminal) {
    const options = { ...CONFIG_OPTION, notifier: { type: 'string' }, json: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...words], options });
    const settings = await loadSettings(values.config, terminal.environment);
    const outcomes = await sendTests(settings, values.notifier);
    if (values.json === true) for (const outcome of outcomes) terminal.print(JSON.stringify(outcome));
    else for (const line of alignColumns(outcomes.map(columnsOf))) terminal.print(line);
    return outcomes.some(({ outcome }) => outcome === 'failed') ? EXIT.failed : EXIT.ok;
  },
};

async function sendTests(settings: Settings, only: string | undefined): Promise<TestOutcome[]> {
  const kinds = settings.plugins.notifiers.map(({ kind }) => kind);
  if (only !== undefined && !kinds.includes(only)) {
    throw new UsageError(`There is no notifier "${only}". There are: ${kinds.join(', ')}`);
  }
  const auditTrail = openAudit(settings.config.house, { clock: systemClock });
  const dispatcher = createDispatcher(settings, auditTrail);
  try {
    const tested = dispatcher.status().filter(({ kind }) => only === undefined || kind === only);
    return await Promise.all(tested.map(async (status) => await test(dispatcher, status, only !== undefined)));
  } finally {
    await dispatcher.stop();
    await auditTrail.stop();
  }
}

/** A notifier that is off is only a failure when it was asked for by name. */
async function test(dispatcher: Dispatcher, status: NotifierStatus, isNamed: boolean): Promise<TestOutcome> {
  const { kind: notifier, state, detail } = status;
  if (state === 'off' && !isNamed) return { notifier, outcome: 'off', detail };
  try {
    await dispatcher.sendTest(notifier);
    return { notifier, outcome: 'ok', detail: 'test message sent' };
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    return { notifier, outcome: 'failed', detail: cause.message, remedy: cause.remedy };
  }
}

/** Without a desk: a test message is about no event that stands in the queue. */
function createDispatcher({ config, plugins }: Settings, auditTrail: AuditTrail): Dispatcher {
  const kinds = plugins.notifiers.map(({ kind }) => kind);
  return new Dispatcher({
    desk: { onChange: () => () => undefined, openEvents: () => [], event: async () => undefined },
    auditTrail,
    notifiers: plugins.notifiers.map((plugin) => ({ plugin, config: config.plugins.notifiers.get(plugin.kind) })),
    prioritise,
    clock: systemClock,
    logger: createCommandLogger(config.house.logLevel),
    metrics: createAlertMetrics(new Registry(), kinds),
    onUndeliverable: () => undefined,
  });
}

function columnsOf({ notifier, outcome, detail, remedy }: TestOutcome): string[] {
  return [notifier, outcome, remedy === undefined ? detail : `${detail}. Remedy: ${remedy}`];
}
