import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../core/ports/audit-trail.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import { openAuditTrail } from '../../storage/audit/sqlite-audit-trail.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { runCli } from './test-support/run-cli.ts';

const OPENED = Date.parse('2026-03-10T12:00:00Z');

function logFile(...lines: readonly string[]): string {
  const file = join(temporaryFolder(), 'alarms.csv');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

async function reportOf(...words: readonly string[]) {
  const { code, printed, complaints } = await runCli(['report', ...words, '--format', 'json']);
  expect([code, complaints]).toEqual([0, []]);
  return JSON.parse(printed[0] ?? '');
}

async function trailFolder(): Promise<string> {
  const folder = temporaryFolder();
  const trail = openAuditTrail(join(folder, 'audit.db'), { clock: systemClock });
  const event = sampleEvent({ openedAtMillis: OPENED });
  const by = { kind: 'person', name: 'anna' } as const;
  const entries: readonly AuditEntry[] = [
    { kind: 'signal', atMillis: OPENED, eventId: event.id, signal: sampleSignal() },
    { kind: 'event', atMillis: OPENED, event },
    {
      kind: 'action',
      atMillis: OPENED + 20_000,
      action: { id: 'a', eventId: event.id, kind: 'take', by, atMillis: OPENED + 20_000 },
    },
  ];
  await trail.append(entries);
  await trail.stop();
  return folder;
}

describe('telltale report', () => {
  it('reports the audit trail of a data folder and leaves it as it was', async () => {
    const folder = await trailFolder();
    const report = await reportOf(
      '--data-dir',
      folder,
      '--from',
      '2026-03-01',
      '--until',
      '2026-04-01',
      '--zone',
      'UTC',
    );
    expect(report).toMatchObject({
      presented: { alarms: 1 },
      priorities: [{ band: 'P1' }, { band: 'P2', events: 1 }, {}, {}, {}],
      takeCharge: { all: { answered: 1, maxSeconds: 20, targets: [{ withinSeconds: 30, met: true }, {}] } },
    });
  });

  it('says so where the period is empty', async () => {
    const folder = await trailFolder();
    const { printed } = await runCli(['report', '--data-dir', folder, '--from', '2026-01-01', '--until', '2026-01-02']);
    expect(printed.join('\n')).toContain('Nothing happened in this period');
  });

  it('makes no trail where there is none, and says what is missing', async () => {
    const folder = join(temporaryFolder(), 'nothing');
    const { code, complaints } = await runCli(['report', '--data-dir', folder]);
    expect([code, complaints.join('\n')]).toEqual([1, expect.stringContaining(folder)]);
  });

  it('reports a log of one’s own, its times without a zone by the clock of the zone', async () => {
    const file = logFile(
      'time,type,site,sensor,end,priority,operator,taken',
      '2026-03-29T01:59:00,motion,"north, gate",door,2026-03-29T03:00:30,high,anna,2026-03-29T01:59:25',
      '2026-03-29T03:10:00,motion,"north, gate",door,,low,,',
    );
    const report = await reportOf('--input', file, '--zone', 'Europe/Rome');
    expect(report).toMatchObject({
      period: { from: '2026-03-29T00:00:00.000Z', until: '2026-03-29T02:00:00.000Z' },
      offenders: { top: [{ source: { site: 'north, gate', sensor: 'door', type: 'motion' }, alarms: 2 }] },
      fleeting: { alarms: 0 },
      takeCharge: { all: { answered: 1, waiting: 1, maxSeconds: 25 } },
    });
    expect(report.presented.days).toMatchObject([{ date: '2026-03-29', alarms: 2 }]);
  });

  it('reports a log without alarms', async () => {
    expect(await reportOf('--input', logFile('time,type'))).toMatchObject({ period: { empty: true } });
  });

  it.each([
    [['--zone', 'Rome'], 'zone'],
    [['--from', 'yesterday'], 'from'],
    [['--from', '2026-02-01', '--until', '2026-01-01'], 'from'],
    [['--operators', '0'], 'operators'],
    [['--format', 'pdf'], 'format'],
    [['--input', 'a.csv', '--data-dir', 'b'], '--input'],
  ])('refuses %j and says what to write', async (words, named) => {
    const { code, complaints } = await runCli(['report', ...words]);
    expect([code, complaints.join('\n')]).toEqual([2, expect.stringContaining(named)]);
  });

  it.each([
    ['time,type\nsoon,motion', 'Line 2'],
    ['when,what\n1,motion', 'time and type'],
    ['time,type,end\n2026-01-02T00:00,motion,2026-01-01T00:00', 'Line 2'],
    ['time,type,disposition\n1,motion,maybe', 'Line 2'],
    ['time,type\n1,"motion', 'Line 2'],
  ])('names the line of a log that is wrong: %j', async (text, named) => {
    const { code, complaints } = await runCli(['report', '--input', logFile(text)]);
    expect([code, complaints.join('\n')]).toEqual([2, expect.stringContaining(named)]);
  });

  it.each([
    ['csv', 'table,row,column,value'],
    ['html', '<!doctype html>'],
    ['text', 'Alarm report, '],
  ])('is written as %s', async (format, begin) => {
    const file = logFile('time,type', '2026-03-10T12:00:00Z,motion');
    const { printed } = await runCli(['report', '--input', file, '--format', format]);
    expect(printed[0]?.startsWith(begin)).toBe(true);
  });
});
