import { describe, expect, it } from 'vitest';
import { ExpectedBands, latestBandIn } from './expected-band.ts';
import { LatestChanges } from './latest-changes.ts';
import { isMeant, type SeriesState } from './series-list.ts';
import { TelltaleApi } from './telltale-api.ts';

const SERIES = { site: 'lab', sensor: 'freezer', metric: 'temperature' };
const HISTORY = { values: [1, 2, 3], expected: [1, 2, null], lower: [0, -19, null], upper: [2, -17, null] };

class ScriptedApi extends TelltaleApi {
  readonly asked: string[] = [];
  history: object = HISTORY;

  override async get(path: string): Promise<unknown> {
    this.asked.push(path.split('?')[0] ?? '');
    if (path.startsWith('/api/v1/history')) return this.history;
    return [{ id: 0, key: 'k', metric: SERIES.metric, labels: SERIES, unit: null, latest: null, learning: false }];
  }
}

function setUp() {
  const api = new ScriptedApi({ baseUrl: 'http://telltale.invalid', token: undefined });
  const clock = { millis: 0 };
  return { api, clock, bands: new ExpectedBands(api, () => clock.millis) };
}

describe('the expected band', () => {
  it('is that of the last moment for which there is one', () => {
    expect(latestBandIn(HISTORY)).toEqual({ expected: 2, lower: -19, upper: -17 });
    expect(latestBandIn({ upper: [null] })).toEqual({ expected: undefined, lower: undefined, upper: undefined });
    expect(latestBandIn('nonsense')).toMatchObject({ upper: undefined });
  });

  it.each([
    [-18, false],
    [-17, false],
    [-16.9, true],
    [-19.1, true],
  ])('makes %d unusual: %s', async (value, unusual) => {
    expect(await setUp().bands.judge(SERIES, value)).toMatchObject({ unusual, learning: false });
  });

  it('makes nothing unusual while it is learnt', async () => {
    const { api, bands } = setUp();
    api.history = { upper: [null], lower: [null], expected: [null] };
    expect(await bands.judge(SERIES, 1e9)).toMatchObject({ unusual: false, learning: true });
  });

  it('is asked for every ten seconds, the list of series once', async () => {
    const { api, clock, bands } = setUp();
    await bands.judge(SERIES, 1);
    clock.millis = 9999;
    await bands.judge(SERIES, 1);
    expect(api.asked).toEqual(['/api/v1/series', '/api/v1/history']);
    clock.millis = 10_000;
    await bands.judge(SERIES, 1);
    expect(api.asked).toEqual(['/api/v1/series', '/api/v1/history', '/api/v1/history']);
  });

  it('of a series that nobody has sent is an error that says so', async () => {
    await expect(setUp().bands.judge({ ...SERIES, metric: 'mass' }, 1)).rejects.toThrow('send its readings first');
  });
});

describe('series that are meant', () => {
  it.each([
    [{ site: '', sensor: '', metric: '' }, true],
    [{ site: 'la*', sensor: '*', metric: 'temperature' }, true],
    [{ site: 'l.b', sensor: '', metric: '' }, false],
    [{ site: 'LAB', sensor: '', metric: '' }, false],
  ])('by %j: %s', (filter, meant) => {
    expect(isMeant(SERIES, filter)).toBe(meant);
  });
});

describe('latest changes', () => {
  it('are told once each', () => {
    const changes = new LatestChanges();
    const state = (at: string | undefined): SeriesState => ({
      ...SERIES,
      key: 'k',
      unit: undefined,
      learning: false,
      latest: at === undefined ? undefined : { at, value: 1 },
    });
    expect(changes.changesIn([state(undefined)])).toEqual([]);
    expect(changes.changesIn([state('1')])).toHaveLength(1);
    expect(changes.changesIn([state('1')])).toEqual([]);
    expect(changes.changesIn([state('2')])).toHaveLength(1);
  });
});
