import { z } from 'zod';
import { correlationSchema, type CorrelationConfig } from '../../analytics/correlation/correlation-rules.ts';
import { ruleCaseSchema, type RuleCase } from '../../analytics/correlation/rule-cases.ts';
import { problemLine, type ConfigProblem } from '../../config/problem.ts';
import { remedyOf } from '../../config/remedy.ts';
import { readYamlFile } from '../../config/yaml-file.ts';
import { problemsOf } from '../../config/zod-problems.ts';
import { UsageError } from './command.ts';

export interface CorrelationFile {
  readonly config: CorrelationConfig;
  /** What the file itself says its rules should do. */
  readonly cases: readonly RuleCase[];
}

const fileSchema = correlationSchema.extend({ tests: z.array(ruleCaseSchema).max(1000).default([]) });

/** Rules and their tests; without a file the built-in rules. Throws a `UsageError` that lists every problem at once. */
export function readCorrelationFile(path: string | undefined): CorrelationFile {
  if (path === undefined) return { config: correlationSchema.parse({}), cases: [] };
  const { tree, problems } = readYamlFile(path);
  if (tree === undefined) throw mistakesIn(problems);
  const jsonSchema = z.toJSONSchema(fileSchema, { io: 'input' });
  const parsed = fileSchema.safeParse(tree, { error: (issue) => remedyOf(issue, jsonSchema) });
  if (!parsed.success) {
    throw mistakesIn([...problems, ...problemsOf(parsed.error.issues, { tree, variables: new Map() })]);
  }
  if (problems.length > 0) throw mistakesIn(problems);
  const { tests: cases, ...config } = parsed.data;
  return { config, cases };
}

function mistakesIn(problems: readonly ConfigProblem[]): UsageError {
  return new UsageError(problems.map(problemLine).join('\n'));
}
