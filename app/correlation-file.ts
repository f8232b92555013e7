import { z } from 'zod';
import { correlationSchema, type CorrelationConfig } from '../analytics/correlation/correlation-rules.ts';
import { ruleCaseSchema, type RuleCase } from '../analytics/correlation/rule-cases.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError, type ConfigProblem } from '../config/problem.ts';
import { remedyOf } from '../config/remedy.ts';
import { readYamlFile } from '../config/yaml-file.ts';
import { problemsOf } from '../config/zod-problems.ts';

export interface CorrelationFile {
  readonly config: CorrelationConfig;
  /** What the file itself says its rules should do. */
  readonly cases: readonly RuleCase[];
}

const fileSchema = correlationSchema.extend({ tests: z.array(ruleCaseSchema).max(1000).default([]) });

/** Rules and their tests, or every problem at once; without a file the built-in rules. Never throws. */
export function parseCorrelationFile(path: string | undefined): CorrelationFile | readonly ConfigProblem[] {
  if (path === undefined) return { config: correlationSchema.parse({}), cases: [] };
  const { tree, problems } = readYamlFile(path);
  if (tree === undefined) return problems;
  const jsonSchema = z.toJSONSchema(fileSchema, { io: 'input' });
  const parsed = fileSchema.safeParse(tree, { error: (issue) => remedyOf(issue, jsonSchema) });
  if (!parsed.success) {
    return [...problems, ...problemsOf(parsed.error.issues, { tree, variables: new Map() })];
  }
  if (problems.length > 0) return problems;
  const { tests: cases, ...config } = parsed.data;
  return { config, cases };
}

/** What the settings say of correlation. Throws a `ConfigError` that lists every problem of the rules file. */
export function correlationOf({ house }: Config): CorrelationConfig {
  const parsed = parseCorrelationFile(house.correlation.rulesFile);
  if ('config' in parsed) return parsed.config;
  const inFile = ({ path, ...problem }: ConfigProblem): ConfigProblem => ({
    path: `correlation.rulesFile: ${path}`,
    ...problem,
  });
  throw new ConfigError(parsed.map(inFile), { host: house.http.host, port: house.http.port });
}
