import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

const eventSchema = z.object({
  event: z.string(),
  openedAt: z.iso.datetime(),
  priority: z.number(),
  members: z.array(z.int()),
});

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function correlate(rows: readonly string[], header = 'time,type,site,sensor,message') {
  const { code, printed, complaints } = await runCli([
    'correlate',
    '--input',
    fileOf('signals.csv', [header, ...rows]),
    '--json',
  ]);
  return { code, complaints, events: printed.map((line) => eventSchema.parse(JSON.parse(line))) };
}

describe('telltale correlate', () => {
  it('makes every row a member of exactly one event, in the order in which the events opened', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, n) => `${1_700_000_000 + n * 70},type ${n % 7},lab,host-${n % 3},text`,
    );
    const { code, events } = await correlate(rows);
    expect(code).toBe(0);
    expect(events.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1));
    const opened = events.map(({ openedAt }) => openedAt);
    expect(opened).toEqual(opened.toSorted());
  });

  it('takes rows in the order of time, whatever their order in the file', async () => {
    const { events } = await correlate([
      '2026-01-05T09:10:00Z,motion,lab,hall,',
      '',
      '2026-01-05T09:00:00Z,door open,lab,"door ""1""",',
      '1767603900,glass broken,yard,shed,"a,\nb"',
    ]);
    expect(events).toMatchObject([
      { openedAt: '2026-01-05T09:00:00.000Z', members: [2, 1] },
      { openedAt: '2026-01-05T09:05:00.000Z', members: [3] },
    ]);
  });

  it('gives the priority that was known within a minute', async () => {
    const rowsUntil = (seconds: number): string[] =>
      ['0,motion,lab,hall,', `${seconds},motion,lab,door,`].map((row) =>
        row.replace(/^\d+/, (at) => `${1_767_600_000 + Number(at)}`),
      );
    const [within] = (await correlate(rowsUntil(60))).events;
    const [after] = (await correlate(rowsUntil(61))).events;
    expect(within?.members).toEqual(after?.members);
    expect(within?.priority).toBeGreaterThan(after?.priority ?? Infinity);
  });

  it('does without site, sensor and message, and with further columns', async () => {
    const { events } = await correlate(['x,1767600000,smoke'], 'note,TIME,type');
    expect(events).toMatchObject([{ members: [1] }]);
  });

  it.each([
    [['yesterday,motion,lab,hall,'], 'Line 2: "yesterday" is no time'],
    [['1767600000,"motion,lab,hall,'], 'Line 2: its quotes do not match'],
  ])('says which line of %j is wrong', async (rows, complaint) => {
    const { code, complaints } = await correlate(rows);
    expect(code).toBe(2);
    expect(complaints[0]).toContain(complaint);
  });

  it('says which columns it needs', async () => {
    const { code, complaints } = await correlate(['1'], 'when');
    expect(code).toBe(2);
    expect(complaints[0]).toContain('columns time and type');
  });
});

const RULES = `
rules:
  - name: vibration nearby
    match: { types: ['vib*'] }
    join: { near: { within: distance, metres: 20 }, withinMinutes: 10 }
    confirm: {}
places:
  - { site: lab, sensor: a, xMetres: 0, yMetres: 0 }
  - { site: lab, sensor: b, xMetres: 15, yMetres: 0 }
tests:
  - name: neighbours confirm
    signals:
      - { afterSeconds: 0, site: lab, sensor: a, type: vibration }
      - { afterSeconds: 60, site: lab, sensor: b, type: vibration }
      - { afterSeconds: 61, site: lab, sensor: b, type: other }
    events:
`;

async function testRules(expected: readonly string[]) {
  const file = fileOf('rules.yaml', [RULES, ...expected.map((line) => `      - ${line}`)]);
  return await runCli(['rules', 'test', '--rules', file]);
}

describe('telltale rules test', () => {
  it('is content when the rules do what their examples say', async () => {
    const { code, printed } = await testRules([
      '{ signals: [1, 2], rule: vibration nearby, confirmation: confirmed }',
      '{ signals: [3], rule: unusual }',
    ]);
    expect({ code, printed }).toEqual({ code: 0, printed: ['ok: neighbours confirm'] });
  });

  it('says what differs', async () => {
    const { code, printed } = await testRules([
      '{ signals: [1], confirmation: unconfirmed }',
      '{ signals: [3] }',
      '{ signals: [2] }',
    ]);
    expect(code).toBe(1);
    expect(printed).toEqual([
      'FAILED: neighbours confirm',
      '  event 1, signals: expected 1, found 1, 2',
      '  event 1, confirmation: expected unconfirmed, found confirmed',
      '  event 3 is missing: 2',
    ]);
  });

  it('lists every mistake of the file with its place and a remedy', async () => {
    const file = fileOf('rules.yaml', [
      'rules:',
      '  - name: near',
      '    match: { class: [fire] }',
      '    join: { near: { within: distance }, withinMinutes: soon }',
    ]);
    const { code, complaints } = await runCli(['rules', 'test', '--rules', file]);
    expect(code).toBe(2);
    const text = complaints.join('\n');
    expect(text).toContain('rules[0].match.class: unknown setting');
    expect(text).toContain('rules[0].join.near.metres');
    expect(text).toContain('rules[0].join.withinMinutes');
  });

  it('asks for examples where there are none', async () => {
    const { code, complaints } = await runCli(['rules', 'test', '--rules', fileOf('rules.yaml', ['rules: []'])]);
    expect(code).toBe(2);
    expect(complaints[0]).toContain('holds no tests');
  });
});
