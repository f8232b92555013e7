const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'unless', 'offset', 'bool']);

const NOT_NAMES = [
  /"[^"]*"/g, // strings
  /\{[^}]*\}/g, // label matchers
  /\[[^\]]*\]/g, // ranges
  /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, // label lists
];

/** The metrics a PromQL expression reads, each once, in order of appearance. */
export function metricNamesIn(expr: string): readonly string[] {
  const bare = NOT_NAMES.reduce((text, pattern) => text.replaceAll(pattern, ' '), expr);
  const names = [...bare.matchAll(/(?<![\w:.])[a-zA-Z_:][\w:]*(?!\s*\()(?![\w:])/g)].map((match) => match[0]);
  return [...new Set(names.filter((name) => !KEYWORDS.has(name)))];
}
