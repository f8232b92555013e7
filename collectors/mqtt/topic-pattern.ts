/**
 * A topic with named levels: `telltale/{site}/{sensor}/{metric}`; `{rest...}` at the end takes what is left.
 * As a subscription the named levels are `+` and the rest is `#`.
 */
export interface TopicPattern {
  readonly filter: string;
  /** The named levels of a matching topic, or `undefined` when it does not match. */
  match(levels: readonly string[]): ReadonlyMap<string, string> | undefined;
}

const LEVEL_NAME = /^\{([a-z]+)\}$/;
const REST_NAME = /^\{([a-z]+)\.\.\.\}$/;

/** Throws a RangeError, with the reason in words, for a pattern that is not one. */
export function parseTopicPattern(text: string): TopicPattern {
  const levels = text.split('/');
  const rest = REST_NAME.exec(levels.at(-1) ?? '')?.[1];
  const fixed = rest === undefined ? levels : levels.slice(0, -1);
  const names = fixed.map((level) => LEVEL_NAME.exec(level)?.[1]);
  fixed.forEach((level, index) => {
    if (names[index] === undefined && /[{}+#]/.test(level)) {
      throw new RangeError(`"${level}" is neither a plain level nor {name}; {name...} may only stand last`);
    }
  });
  const filter = [...fixed.map((level, index) => (names[index] === undefined ? level : '+')), ...(rest ? ['#'] : [])];
  return {
    filter: filter.join('/'),
    match(topic) {
      if (rest === undefined ? topic.length !== fixed.length : topic.length <= fixed.length) return undefined;
      const captured = new Map<string, string>();
      for (let index = 0; index < fixed.length; index += 1) {
        const name = names[index];
        const level = topic[index] ?? '';
        if (name !== undefined) captured.set(name, level);
        else if (level !== fixed[index]) return undefined;
      }
      if (rest !== undefined) captured.set(rest, topic.slice(fixed.length).join('/'));
      return captured;
    },
  };
}
