import { LineCounter, parseDocument } from 'yaml';
import type { ConfigProblem } from './problem.ts';
import { readTextFile } from './text-file.ts';
import { isTree, pathText, type Path, type Tree } from '../core/settings-tree.ts';

export interface YamlFile {
  /** `undefined` when the file could not be understood as a mapping at all. */
  readonly tree: Tree | undefined;
  readonly problems: readonly ConfigProblem[];
}

/** A short text must not unfold into one that fills the memory. */
const MAX_ALIASES = 100;
/** What follows the first few is mostly their consequence. */
const MAX_SYNTAX_PROBLEMS = 5;

/** Far more than settings need. */
const MAX_DEPTH = 100;
const COMPACT_NESTING = /(?:[-?:][ \t]+){100}/;
const DEEP_INDENTATION = /^ {400}/m;

/** Reads a mapping of settings; never throws. An empty file holds no settings. */
export function readYamlFile(path: string): YamlFile {
  let text: string;
  try {
    text = readTextFile(path);
  } catch (cause) {
    const remedy = `${wordsOf(cause)}: name a YAML file that exists and may be read`;
    return unusable({ path: 'configuration file', value: JSON.stringify(path), remedy });
  }
  return readYamlText(text, path);
}

/** The same of a text that is not in a file yet; problems name it `path`. */
export function readYamlText(text: string, path: string): YamlFile {
  try {
    return parseYaml(text, path);
  } catch (cause) {
    return unusable({ path, value: wordsOf(cause), remedy: 'write it more plainly' });
  }
}

function parseYaml(text: string, path: string): YamlFile {
  if (isTooDeep(text)) throw new RangeError();
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: true });
  const faults = [...document.errors, ...document.warnings].slice(0, MAX_SYNTAX_PROBLEMS);
  if (faults.length > 0) {
    return unusable(
      ...faults.map(({ pos, message }) => {
        const { line, col } = lineCounter.linePos(pos[0]);
        return { path: `${path}:${line}:${col}`, value: firstLine(message), remedy: 'correct the YAML there' };
      }),
    );
  }
  const content: unknown = document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {};
  if (!isTree(content)) {
    return unusable({ path, value: 'not a mapping', remedy: 'write settings as "name: value" lines' });
  }
  const problems: ConfigProblem[] = [];
  return { tree: tidyTree(content, [], problems), problems };
}

/** The parser calls itself at every level, and an exhausted stack may end the process without a word. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return COMPACT_NESTING.test(text) || DEEP_INDENTATION.test(text);
}

function unusable(...problems: ConfigProblem[]): YamlFile {
  return { tree: undefined, problems };
}

/**
 * A copy without the names that nobody gave a value (`port:` with nothing behind it leaves the default), and
 * without `__proto__`, which is refused wherever it stands.
 */
function tidyTree(tree: Tree, path: Path, problems: ConfigProblem[]): Tree {
  const tidy: Tree = {};
  for (const [name, value] of Object.entries(tree)) {
    const here = [...path, name];
    if (name === '__proto__') {
      problems.push({ path: pathText(here), value: 'not a name for a setting', remedy: 'remove it' });
    } else if (value !== null) {
      tidy[name] = tidyValue(value, here, problems);
    }
  }
  return tidy;
}

function tidyValue(value: unknown, path: Path, problems: ConfigProblem[]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, index) => tidyValue(item, [...path, index], problems));
  return isTree(value) ? tidyTree(value, path, problems) : value;
}

function wordsOf(cause: unknown): string {
  if (cause instanceof RangeError) return 'it is nested too deeply';
  return cause instanceof Error ? firstLine(cause.message) : String(cause);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
