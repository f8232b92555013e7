import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingestionDashboard } from './grafana/ingestion.ts';
import { ruleFile } from './prometheus/rule-file.ts';

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Every committed file that comes from code. The same code gives the same bytes. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    {
      path: 'dashboards/grafana/telltale-ingestion.json',
      text: `${JSON.stringify(ingestionDashboard(), undefined, 2)}\n`,
    },
    { path: 'dashboards/prometheus/telltale.rules.yml', text: ruleFile() },
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
