import { describe, expect, it } from 'vitest';
import { aitGroups, seattleRows } from './ranking-data.ts';
import { bootstrapInterval, measureRanking } from '../../analytics/ranking/ranking-measures.ts';
import { replayQueue } from './ranking-queue.ts';

const logit = (probability: number) => Math.log(probability / (1 - probability));

describe('the measures of a ranking', () => {
  it('are those of the textbook', () => {
    const measured = measureRanking({
      logOdds: Float64Array.of(0.9, 0.8, 0.7, 0.2).map(logit),
      labels: Uint8Array.of(1, 0, 1, 0),
    });
    expect(measured.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2);
    expect(measured.areaUnderCurve).toBeCloseTo(3 / 4);
    expect(measured.precisionInTopTenth).toBe(1);
    expect(measured.brier).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.04) / 4);
    expect(measured.brierSkill).toBeCloseTo(1 - measured.brier / 0.25);
    expect(measured.calibrationError).toBeCloseTo((0.1 + 0.8 + 0.3 + 0.2) / 4);
  });

  it('treat ties as neither order', () => {
    const tied = measureRanking({
      logOdds: new Float64Array(10),
      labels: Uint8Array.from({ length: 10 }, (_, row) => row % 2),
    });
    expect([tied.averagePrecision, tied.areaUnderCurve]).toEqual([0.5, 0.5]);
  });

  it('have an interval around them', () => {
    const labels = Uint8Array.from({ length: 200 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    const outcomes = { labels, logOdds: Float64Array.from(labels, (label, row) => label + ((row * 7) % 10) / 5) };
    let state = 1;
    const uniform = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const figure = measureRanking(outcomes).averagePrecision;
    const [low, high] = bootstrapInterval(
      [outcomes],
      ([drawn]) => (drawn ? measureRanking(drawn).averagePrecision : NaN),
      uniform,
    );
    expect(low).toBeLessThan(figure);
    expect(high).toBeGreaterThan(figure);
  });
});

describe('the replayed queue', () => {
  const openedSeconds = Float64Array.of(0, 1, 2, 3);
  const labels = Uint8Array.of(0, 0, 0, 1);
  const staffing = { operators: 1, secondsAnEvent: 60 };

  it('serves the highest priority when an operator is free, and finishes what was begun', () => {
    const waits = replayQueue({ openedSeconds, labels, priorities: Float64Array.of(0, 0, 0, 1) }, staffing);
    expect([...waits.trueWaits]).toEqual([57]);
    expect(waits.oldestSeconds).toBe(178);
    expect([waits.within30, waits.within60]).toEqual([0, 1]);
  });

  it('serves equals in the order in which they came', () => {
    const waits = replayQueue({ openedSeconds, labels, priorities: new Float64Array(4) }, staffing);
    expect([...waits.trueWaits]).toEqual([177]);
  });

  it('lets an operator who was idle take what came meanwhile, not before it came', () => {
    const burst = {
      openedSeconds: Float64Array.of(500, 500, 500),
      labels: Uint8Array.of(1, 1, 1),
      priorities: new Float64Array(3),
    };
    expect([...replayQueue(burst, { operators: 2, secondsAnEvent: 60 }).trueWaits]).toEqual([0, 0, 60]);
  });

  it('is faster with more operators', () => {
    const waits = replayQueue(
      { openedSeconds, labels, priorities: new Float64Array(4) },
      { ...staffing, operators: 4 },
    );
    expect([...waits.trueWaits]).toEqual([0]);
  });
});

describe('the data of the ranking suite', () => {
  const header = 'time,name,ip,host,short,time_label,event_label';
  const alerts = [
    '100,A, with comma,1.1.1.1,mail,X-1,false_positive,-',
    '130,A,1.1.1.1,mail,X-1,scan,nmap',
    '190,A,1.1.1.1,mail,X-1,scan,-',
    '100,A,1.1.1.2,web,X-1,false_positive,-',
  ];

  it('makes one event of alerts without a gap of a minute, true if one of them is', () => {
    const text = [header, ...alerts].join('\n');
    const caused = aitGroups('fox', text, 'caused by the attack');
    expect(caused.map(({ timeSeconds, sensor, label }) => [timeSeconds, sensor, label])).toEqual([
      [100, 'mail', 1],
      [100, 'web', 0],
      [190, 'mail', 0],
    ]);
    expect(aitGroups('fox', text, 'during the attack').map(({ label }) => label)).toEqual([1, 0, 1]);
  });

  it('reads quoted types of calls', () => {
    const [call] = seattleRows(
      'time,initial_type,initial_group,block,longitude,latitude,clearance,true_alarm\n2015-01-01T03:24:00,"ALARM, X",ALARMS,26XX,-122.3,47.5,BURGLARY,1\n',
    );
    expect(call).toMatchObject({ type: 'ALARM, X', latitude: 47.5, label: 1, timeSeconds: 1_420_082_640 });
  });
});
