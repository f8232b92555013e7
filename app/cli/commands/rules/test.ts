import { parseArgs } from 'node:util';
import { differencesOf } from '../../../../analytics/correlation/rule-cases.ts';
import { EXIT, UsageError, type Command } from '../../command.ts';
import { readCorrelationFile } from '../../correlation-file.ts';

export const command: Command = {
  summary: 'Tests correlation rules by the examples in their own file',
  usage: `--rules FILE [--json]
  --rules FILE     YAML: rules, places, unusual, routine, repeats, and the examples under tests
  --json           one JSON object a test: {"name", "ok", "differences"}

Exit code 0: every example holds. 1: one does not. 2: the file is wrong, with one line for each thing to mend. An example:

  tests:
    - name: two doors of one site confirm an intrusion
      signals:
        - { afterSeconds: 0, sensor: door-1, class: intrusion }
        - { afterSeconds: 90, sensor: door-2, class: intrusion }
      events:
        - { signals: [1, 2], rule: intrusion at one site, confirmation: confirmed }`,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { rules: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (values.rules === undefined) throw new UsageError('Name a file: --rules rules.yaml.');
    const { config, cases } = readCorrelationFile(values.rules);
    if (cases.length === 0) throw new UsageError(`${values.rules} holds no tests: add examples under "tests:".`);
    let failed = 0;
    for (const each of cases) {
      const differences = differencesOf(each, config);
      const ok = differences.length === 0;
      if (!ok) failed += 1;
      if (values.json === true) terminal.print(JSON.stringify({ name: each.name, ok, differences }));
      else for (const line of linesOf(each.name, differences)) terminal.print(line);
    }
    return failed === 0 ? EXIT.ok : EXIT.failed;
  },
};

function linesOf(name: string, differences: readonly string[]): readonly string[] {
  return [`${differences.length === 0 ? 'ok' : 'FAILED'}: ${name}`, ...differences.map((each) => `  ${each}`)];
}
