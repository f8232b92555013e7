import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';

const SCHEMAS = join(process.env['TELLTALE_TEST_DATA'] ?? '../shared/data', 'grafana-schema');

interface DashboardJson {
  readonly panels: readonly PanelJson[];
}

interface PanelJson {
  readonly type: string;
  readonly title: string;
  readonly options?: unknown;
  readonly fieldConfig?: { readonly defaults: { readonly custom?: unknown } };
  readonly targets?: readonly unknown[];
}

/** Grafana's schemas are not part of the repository: without them this says what it did not measure. */
if (existsSync(SCHEMAS)) {
  describe("the dashboard passes Grafana's schema", () => {
    it('of dashboards', async () => {
      await expectValid('dashboard', undefined, await committedDashboard());
    });

    it('of its panels’ options', async () => {
      for (const panel of await charts()) await expectValid(schemaOf(panel), 'Options', panel.options);
    });

    it('of its panels’ field settings', async () => {
      for (const panel of await charts()) {
        const custom = panel.fieldConfig?.defaults.custom;
        if (custom !== undefined) await expectValid(schemaOf(panel), 'FieldConfig', custom);
      }
    });

    it('of Prometheus queries', async () => {
      for (const target of (await charts()).flatMap((panel) => panel.targets ?? [])) {
        await expectValid('prometheus', undefined, target);
      }
    });
  });
} else {
  describe("Grafana's schemas", () => {
    it(`were not checked: no folder ${SCHEMAS} (set TELLTALE_TEST_DATA)`, () => {
      process.stderr.write(`not measured: the dashboard against Grafana's schemas, no folder ${SCHEMAS}\n`);
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

async function committedDashboard(): Promise<DashboardJson> {
  const text = await readFile('dashboards/grafana/telltale-ingestion.json', 'utf8');
  const dashboard: DashboardJson = JSON.parse(text);
  return dashboard;
}

async function charts(): Promise<readonly PanelJson[]> {
  return (await committedDashboard()).panels.filter((panel) => panel.type !== 'row');
}

function schemaOf(panel: PanelJson): string {
  return panel.type.replaceAll('-', '');
}
