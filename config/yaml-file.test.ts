import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemLine } from './problem.ts';
import { fileWith } from './test-support/try-config.ts';
import { readYamlFile } from './yaml-file.ts';

function linesFor(yaml: string | Uint8Array): string[] {
  const file = fileWith(yaml);
  const { tree, problems } = readYamlFile(file);
  expect(tree).toBeUndefined();
  return problems.map((problem) => problemLine(problem).replace(`${dirname(file)}/`, ''));
}

describe('a YAML file', () => {
  it('with a syntax error is refused with line and column', () => {
    expect(linesFor('http:\n  port: [1\nlogLevel: }')[0]).toMatch(/^settings\.yml:3:1: .+: correct the YAML there$/);
  });

  it('with the same name twice is refused, because one of the two would be lost', () => {
    expect(linesFor('http: {}\nlogLevel: info\nhttp: {}')).toEqual([
      'settings.yml:3:1: Map keys must be unique: correct the YAML there',
    ]);
  });

  it('with tags or several documents is refused', () => {
    expect(linesFor('a: !!js/function 1')).toEqual([expect.stringContaining('settings.yml:1:4: Unresolved tag')]);
    expect(linesFor('a: 1\n---\nb: 1')).toEqual([expect.stringContaining('multiple documents')]);
  });

  it.each(['- a', 'text', '42', '[[1]]'])('that holds %s and no settings is refused', (yaml) => {
    expect(linesFor(yaml)).toEqual(['settings.yml: not a mapping: write settings as "name: value" lines']);
  });

  it('that unfolds into billions of values is refused at once', () => {
    const levels = Array.from({ length: 12 }, (_, n) => {
      const items = n === 0 ? 'x' : `*a${n - 1}`;
      return `a${n}: &a${n} [${Array.from({ length: 9 }, () => items).join(', ')}]`;
    });
    expect(linesFor(levels.join('\n'))).toEqual([expect.stringContaining('Excessive alias count')]);
  });

  it('that contains itself is refused', () => {
    expect(linesFor('a: &a {b: *a}')).toEqual(['settings.yml: it is nested too deeply: write it more plainly']);
  });

  it.each([
    ['lists', '['.repeat(100_000)],
    ['mappings', '{a: '.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['indentation', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('that is nested without end by %s is refused before it can exhaust the stack', (_what, yaml) => {
    expect(linesFor(yaml)).toEqual(['settings.yml: it is nested too deeply: write it more plainly']);
  });

  it('that is binary, huge or a folder is refused', () => {
    expect(linesFor(Uint8Array.of(0xff, 0xfe, 0x00))[0]).toContain('it is not UTF-8 text');
    expect(linesFor(Buffer.alloc(1024 * 1024 + 1, '#'))[0]).toContain('it is longer than 1048576 bytes');
    expect(readYamlFile(dirname(fileWith(''))).problems[0]?.remedy).toContain('it is a folder');
  });

  it('may use a few anchors', () => {
    const { tree, problems } = readYamlFile(fileWith('a: &limits {x: 1}\nb: *limits'));
    expect(problems).toEqual([]);
    expect(tree).toEqual({ a: { x: 1 }, b: { x: 1 } });
    expect(tree?.['a']).not.toBe(tree?.['b']);
  });
});
