/** One thing that is wrong with the configuration, in words for the person who has to mend it. */
export interface ConfigProblem {
  /** Where: `collectors.mqtt.url`, or an environment variable's name. */
  readonly path: string;
  /** What stands there, shortened; `[secret]` where it must not be shown. */
  readonly value: string;
  /** What to write instead. */
  readonly remedy: string;
}

export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(problemLine).join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export function problemLine(problem: ConfigProblem): string {
  return `${problem.path}: ${problem.value}: ${problem.remedy}`;
}
