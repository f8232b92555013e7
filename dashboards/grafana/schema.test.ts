import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { contactPointsOf } from '../push/wanted-resources.ts';
import { DASHBOARDS } from './all-dashboards.ts';
import { chartsOf, committedDashboard } from './testing/committed-dashboard.ts';

const SCHEMAS = join(process.env['TELLTALE_TEST_DATA'] ?? '../shared/data', 'grafana-schema');

/** Grafana's schemas are not part of the repository: without them this says what it did not measure. */
if (existsSync(SCHEMAS)) {
  describe.each(DASHBOARDS)('$title passes Grafana’s schema', ({ uid }) => {
    it('of dashboards', async () => {
      await expectValid('dashboard', undefined, await committedDashboard(uid));
    });

    it('of its panels’ options', async () => {
      for (const { type, options } of chartsOf(await committedDashboard(uid))) {
        if (options !== undefined) await expectValid(schemaOf(type), 'Options', options);
      }
    });

    it('of its panels’ field settings', async () => {
      for (const { type, fieldConfig } of chartsOf(await committedDashboard(uid))) {
        const custom = fieldConfig?.defaults.custom;
        if (custom !== undefined) await expectValid(schemaOf(type), 'FieldConfig', custom);
      }
    });

    it('of Prometheus queries', async () => {
      for (const target of chartsOf(await committedDashboard(uid)).flatMap(({ targets }) => targets ?? [])) {
        await expectValid('prometheus', undefined, target);
      }
    });
  });

  describe('what a push sets passes Grafana’s schema', () => {
    it.each(contactPointsOf({ emailAddresses: ['a@example.org'], telegram: { token: '1:t', chatIds: ['-1'] } }))(
      'of contact points: $name',
      async (point) => await expectValid('alerting', 'ContactPoint', point),
    );
  });
} else {
  describe('Grafana’s schemas', () => {
    it(`were not checked: no folder ${SCHEMAS} (set TELLTALE_TEST_DATA)`, () => {
      process.stderr.write(`not measured: the dashboards against Grafana's schemas, no folder ${SCHEMAS}\n`);
    });
  });
}

async function expectValid(schemaName: string, definition: string | undefined, value: unknown): Promise<void> {
  const text = await readFile(join(SCHEMAS, `${schemaName}.jsonschema.json`), 'utf8');
  const schema: AnySchemaObject = JSON.parse(text);
  const wanted = definition === undefined ? schema : { ...schema, $ref: `#/definitions/${definition}` };
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(wanted);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
}

function schemaOf(panelType: string): string {
  return panelType.replaceAll('-', '');
}
