import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DASHBOARDS } from './grafana/all-dashboards.ts';
import { buildDashboard } from './grafana/dashboard.ts';
import { mixinFile } from './mixin.ts';
import { ruleFile } from './prometheus/rule-file.ts';
import { ruleTestFile } from './prometheus/rule-tests.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every committed file that comes from code. The same code gives the same bytes. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    ...DASHBOARDS.map((definition) => ({
      path: `dashboards/grafana/${definition.uid}.json`,
      text: `${JSON.stringify(buildDashboard(definition), undefined, 2)}\n`,
    })),
    { path: 'dashboards/prometheus/telltale.rules.yml', text: ruleFile() },
    { path: 'dashboards/prometheus/telltale.rules.test.yml', text: ruleTestFile() },
    { path: 'dashboards/mixin.libsonnet', text: mixinFile() },
  ];
}

/** The generated files that are missing below `root`, or whose text there is another. */
export async function outdatedFiles(root: string): Promise<readonly GeneratedFile[]> {
  const outdated: GeneratedFile[] = [];
  for (const file of generatedFiles()) {
    const committed = await readFile(join(root, file.path), 'utf8').catch(() => undefined);
    if (committed !== file.text) outdated.push(file);
  }
  return outdated;
}
