import { readFile } from 'node:fs/promises';

export interface CataloguedMetric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

const ROW = /^\| `(?<name>\w+)`\s*\| (?<type>\w+)\s*\|(?<labels>[^|]*)\|/;

/** The table of docs/specs/metrics.md, read from the root of the repository. */
export async function metricCatalogue(): Promise<readonly CataloguedMetric[]> {
  const text = await readFile('docs/specs/metrics.md', 'utf8');
  return text.split('\n').flatMap((line) => {
    const columns = ROW.exec(line)?.groups;
    if (columns === undefined) return [];
    const labels = [...(columns['labels'] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
    return [{ name: columns['name'] ?? '', type: columns['type'] ?? '', labels }];
  });
}
