import { describe, expect, it } from 'vitest';
import { chooseColumns } from './further-columns.ts';

const ROWS = 60;
const labels = Array.from({ length: ROWS }, (_, row): 0 | 1 => (row % 3 === 0 ? 1 : 0));
const cells = (cellOf: (row: number) => string) => Array.from({ length: ROWS }, (_, row) => cellOf(row));

function kindOf(cellOf: (row: number) => string, isInInput = true): string {
  const choice = chooseColumns([{ name: 'x', cells: cells(cellOf), isInInput }], labels);
  if (choice.numericColumns.length > 0) return 'number';
  if (choice.wordColumns.length > 0) return 'words';
  return choice.ignored[0]?.reason ?? '';
}

describe('further columns', () => {
  it.each([
    ['numbers', (row: number) => String((row * 37) % 11), 'number'],
    ['numbers with gaps', (row: number) => (row % 4 === 0 ? '' : String((row * 37) % 11)), 'number'],
    ['words', (row: number) => ['door', 'window', 'gate', 'roof'][(row * 7) % 4] ?? '', 'words'],
    ['a constant', () => 'same', 'it is always the same'],
    ['nothing', () => '', 'it is empty'],
    ['identifiers', (row: number) => `id-${row}`, 'nearly every row has its own value'],
    ['a counter', (row: number) => String(1000 + row), 'it only counts up'],
    [
      'the disposition again',
      (row: number) => (labels[row] === 1 ? 'burglary' : 'cleared'),
      'it repeats the disposition',
    ],
    ['the disposition as a number', (row: number) => String(labels[row]), 'it repeats the disposition'],
    [
      'the disposition in detail',
      (row: number) => `${labels[row] === 1 ? 'real' : 'false'} ${row % 2}`,
      'it repeats the disposition',
    ],
  ])('are told apart: %s', (_, cellOf, kind) => {
    expect(kindOf(cellOf)).toBe(kind);
  });

  it('are of no use when the input does not have them', () => {
    expect(kindOf((row) => String(row % 5), false)).toBe('it is not in the input');
  });

  it('may tell much about the disposition without repeating it', () => {
    expect(kindOf((row) => (labels[row] === 1 && row % 4 !== 0 ? 'armed' : 'unarmed'))).toBe('words');
  });

  it('are bounded', () => {
    const many = Array.from({ length: 70 }, (_, at) => ({
      name: `column ${at}`,
      cells: cells((row) => String((row * (at + 3)) % 101)),
      isInInput: true,
    }));
    const choice = chooseColumns(many, labels);
    expect(choice.numericColumns).toHaveLength(64);
    expect(choice.ignored.at(-1)?.reason).toBe('more than 64 columns');
  });
});
