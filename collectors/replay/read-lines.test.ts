import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES, readLines } from './read-lines.ts';

async function linesOf(...chunks: readonly string[]): Promise<(string | undefined)[]> {
  async function* stream() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const lines: (string | undefined)[] = [];
  for await (const line of readLines(stream())) lines.push(line?.toString());
  return lines;
}

describe('reading lines', () => {
  it('gives the same lines however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 5 })), async (chunks) => {
        const expected = chunks.join('').split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(...chunks)).toEqual(expected);
      }),
    );
  });

  it('marks a line that is too long and goes on with the next', async () => {
    const long = 'x'.repeat(MAX_LINE_BYTES);
    expect(await linesOf('a\n', long, long, `${long}\nb\n`, `${long}x\nc`)).toEqual([
      'a',
      undefined,
      'b',
      undefined,
      'c',
    ]);
    expect(await linesOf(long, 'x')).toEqual([undefined]);
    expect(await linesOf(long)).toEqual([long]);
  });
});
