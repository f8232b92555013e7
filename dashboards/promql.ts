import { parser } from '@prometheus-io/lezer-promql';

/** A metric that an expression reads, and the labels by which it chooses among its series. */
export interface Selection {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** What a PromQL expression reads, in order of appearance; throws where the grammar of Prometheus knows no such expression. */
export function selectionsIn(expr: string): readonly Selection[] {
  const selections: { metric: string; labels: string[] }[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to, type }) => {
      const text = expr.slice(from, to);
      if (type.isError) throw new SyntaxError(`no PromQL at character ${from + 1} of: ${expr}`);
      if (name === 'VectorSelector') selections.push({ metric: '', labels: [] });
      const current = selections.at(-1);
      if (current === undefined) return;
      if (name === 'Identifier') current.metric = text;
      if (name === 'UnquotedLabelMatcher') current.labels.push(/^\w+/.exec(text)?.[0] ?? '');
    },
  });
  return selections;
}

/** The labels an expression groups or joins by. */
export function groupingLabelsIn(expr: string): readonly string[] {
  const labels: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ name, from, to }) => {
      if (name !== 'GroupingLabels') return;
      labels.push(...[...expr.slice(from, to).matchAll(/\w+/g)].map(([label]) => label));
    },
  });
  return labels;
}

/** The expression with the interval that Grafana would choose and a choice for each variable of the dashboard. */
export function filledIn(expr: string, choices: Readonly<Record<string, string>>): string {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$(\w+)/g, (variable, name: string) => {
    const choice = choices[name];
    if (choice === undefined) throw new Error(`the dashboard has no variable ${variable}`);
    return choice;
  });
}
