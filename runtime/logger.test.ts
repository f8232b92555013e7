import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import { Secret } from '../core/secret.ts';
import { recordLog } from '../test/support/log-lines.ts';
import { LogLines } from './log-lines.ts';
import { createLogger } from './logger.ts';

describe('the logger', () => {
  it('writes one JSON object a line, with level and time in words', () => {
    const log = recordLog();
    log.logger.warn({ collector: 'mqtt', detail: 'two\nlines' }, 'input refused');
    expect(log.texts).toHaveLength(1);
    expect(log.texts[0]).toMatch(/^\{.*\}\n$/);
    expect(log.lines()).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        collector: 'mqtt',
        detail: 'two\nlines',
        msg: 'input refused',
      },
    ]);
  });

  it('never writes a secret, however deep it lies', () => {
    const log = recordLog();
    const secret = new Secret('hunter2');
    const cause = Object.assign(new Error('refused'), { config: { password: secret } });
    log.logger.info({ secret, settings: { list: [secret], nested: { secret } } }, `connecting with ${String(secret)}`);
    log.logger.child({ secret }).error({ err: cause }, 'failed');
    expect(log.texts.join('')).not.toContain('hunter2');
    expect(log.lines()[0]).toMatchObject({ secret: '[secret]', settings: { list: ['[secret]'] } });
  });

  it('writes what caused a failure', () => {
    const log = recordLog();
    const failure = new Failure('no answer', {
      reason: 'timeout',
      retryable: true,
      remedy: 'wait',
      cause: new Error('socket closed'),
    });
    log.logger.error({ err: failure }, 'failed');
    expect(log.lines()[0]).toMatchObject({
      err: { message: expect.stringContaining('socket closed'), reason: 'timeout' },
    });
  });

  it('has what it writes counted by level, of its children too, and zeroes for the rest', async () => {
    const [lines, registry] = [new LogLines(), new Registry()];
    lines.register(registry);
    const written: string[] = [];
    const logger = createLogger('info', { write: (text) => written.push(text) }, lines.count);
    logger.debug({}, 'not written');
    logger.warn({}, 'one');
    logger.child({ part: 'x' }).warn({}, 'two');
    expect(written).toHaveLength(2);
    const text = await registry.metrics();
    for (const [level, count] of Object.entries({ debug: 0, info: 0, warn: 2, error: 0 })) {
      expect(text).toContain(`telltale_log_lines_total{level="${level}"} ${count}\n`);
    }
    expect(await registry.metrics()).toBe(text);
  });

  it('leaves out what is less grave than its level', () => {
    const log = recordLog('warn');
    log.logger.debug({}, 'a');
    log.logger.info({}, 'b');
    log.logger.warn({}, 'c');
    log.logger.child({}).error({}, 'd');
    expect(log.lines().map(({ msg }) => msg)).toEqual(['c', 'd']);
  });
});
