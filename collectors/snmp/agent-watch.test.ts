import { describe, expect, it } from 'vitest';
import { AgentWatch } from './agent-watch.ts';

describe('the watch over an agent', () => {
  it('says once that the agent is down, after enough failures', () => {
    const watch = new AgentWatch('lab', 'sw1', 2);
    watch.failed(1000, 'no answer');
    expect(watch.untold).toEqual([]);
    watch.failed(2000, 'no answer');
    watch.failed(3000, 'no answer');
    expect(watch.untold).toEqual([
      {
        id: 'snmp:lab/sw1:agent-down:2000',
        kind: 'silent-source',
        type: 'agent-down',
        class: 'technical',
        phase: 'entered',
        site: 'lab',
        sensor: 'sw1',
        observedAtMillis: 2000,
        receivedAtMillis: 2000,
        message: 'sw1 does not answer SNMP: no answer',
      },
    ]);
  });

  it('says that it is back, with an id of its own and the same type', () => {
    const watch = new AgentWatch('lab', 'sw1', 1);
    watch.failed(1000, 'no answer');
    watch.told();
    watch.answered(5000);
    expect(watch.untold).toHaveLength(1);
    expect(watch.untold[0]).toMatchObject({
      id: 'snmp:lab/sw1:agent-down:1000:left',
      type: 'agent-down',
      phase: 'left',
      observedAtMillis: 5000,
    });
    expect(watch.isDown).toBe(false);
  });

  it('counts only failures in a row', () => {
    const watch = new AgentWatch('lab', 'sw1', 2);
    watch.failed(1, '');
    watch.answered(2);
    watch.failed(3, '');
    expect(watch.isDown).toBe(false);
    expect(watch.untold).toEqual([]);
  });

  it('keeps an outage and its end until they are told, and no more than one', () => {
    const watch = new AgentWatch('lab', 'sw1', 1);
    for (let atMillis = 0; atMillis < 10; atMillis += 2) {
      watch.failed(atMillis, '');
      watch.answered(atMillis + 1);
    }
    expect(watch.untold.map(({ phase }) => phase)).toEqual(['entered', 'left']);
    watch.told();
    watch.failed(20, '');
    expect(watch.untold.map(({ id }) => id)).toEqual(['snmp:lab/sw1:agent-down:20']);
  });

  it('makes ids that fit, whatever the names', () => {
    const watch = new AgentWatch('s'.repeat(64), 'a'.repeat(64), 1);
    watch.failed(Date.UTC(2100, 0), '');
    watch.answered(Date.UTC(2100, 0));
    for (const { id } of watch.untold) expect(id.length).toBeLessThanOrEqual(200);
  });
});
