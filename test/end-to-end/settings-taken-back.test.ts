import { expect, it, onTestFinished } from 'vitest';
import type { SettingsView } from '../../console/server/administration-schemas.ts';
import { startTelltale } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';

/** Of the documentation range: no machine has it, so nothing can listen there, and no check can know that before. */
const NOBODYS_ADDRESS = '203.0.113.1';

it('takes settings back that pass every check and do not start', { timeout: 120_000 }, async () => {
  const telltale = await startTelltale({ environment: { TELLTALE_DEMO: '0' } });
  onTestFinished(async () => void (await telltale.stop()));
  const { revision } = await telltale.get<SettingsView>('/api/v1/settings');
  const { startedAt } = await telltale.status();
  const response = await fetch(`${telltale.url}/api/v1/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `http:\n  host: ${NOBODYS_ADDRESS}\n`, basedOn: revision }),
  });
  expect([response.status, await response.json()]).toMatchObject([200, { problems: [] }]);
  await until(
    'it runs again with the settings before',
    async () => {
      const status = await telltale.status().catch(() => undefined);
      return status !== undefined && status.startedAt !== startedAt;
    },
    60_000,
    100,
  );
  expect((await telltale.get<SettingsView>('/api/v1/settings')).text).not.toContain(NOBODYS_ADDRESS);
  expect(telltale.output()).toContain('the changed settings do not start: those before them are taken back');
});
